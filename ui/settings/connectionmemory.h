// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"

#include <QDateTime>
#include <QSettings>

namespace watchbill {

/// What a connection remembers until it is opened again: its last query, the columns of its table, and how it
/// went.
class ConnectionMemory
{
public:
    /// The memory for a profile's name; an empty name is for all connections without one.
    explicit ConnectionMemory(const QString &profileName);

    TaskQuery query() const;
    void setQuery(const TaskQuery &query);

    QByteArray columns() const; // by TableColumns::save(); empty if there are none yet
    void setColumns(const QByteArray &columns);

    QDateTime lastOpened() const; // invalid if it never was
    QString problem() const; // why it did not work then; empty if it did
    void setOpened(const QDateTime &time);
    void setProblem(const QString &sentence);

    /// The profile was renamed.
    void takeOver(const QString &formerName);

    /// The profile was deleted.
    void forget();

private:
    const QString m_group; // with a slash at the end, or empty
    QSettings m_settings;
};

} // namespace watchbill
