// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"

#include <QDateTime>
#include <QSettings>

namespace watchbill {

struct ConnectionProfile;

/// What a connection remembers until it is opened again: its last query, the columns of its table, and how it
/// went.
class ConnectionMemory
{
public:
    /// The memory for a profile's name; an empty name is for all connections without one.
    explicit ConnectionMemory(const QString &profileName);

    /// The memory for a connection. Without a name it knows which tasks its query was about: other ones begin with a
    /// query of their own.
    static ConnectionMemory of(const ConnectionProfile &profile);

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
    ConnectionMemory(const QString &profileName, const QString &place);

    bool isOfThisPlace() const;

    const QString m_group; // with a slash at the end, or empty
    const QString m_place; // of a connection without a name; empty if it does not matter
    QSettings m_settings;
};

} // namespace watchbill
