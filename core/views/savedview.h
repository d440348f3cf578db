// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"
#include "task/taskquery.h"

#include <QByteArray>
#include <QTimeZone>
#include <QVariantMap>
#include <QVector>

#include <optional>

namespace watchbill {

/// A query under a name, for all connections.
struct SavedView
{
    QString name;
    QString query; // in the query language, as it was written: today stays today
    TaskSort sort;
    QByteArray columns{}; // of the table, as the window stores them; empty: unchanged
    QVector<QStringList> keys{}; // of the metadata, among these columns: see TaskQuery
    QByteArray zone{}; // of its times, an IANA id; empty: the zone that is shown

    /// InvalidInput, which names the view and what is wrong.
    Result<TaskQuery> taskQuery() const;

    /// None as well if this system does not have it.
    std::optional<QTimeZone> timeZone() const;

    bool operator==(const SavedView &) const = default;
};

/// The parts of a view as they are stored, by their keys; null where there is nothing to store. The sort is a map of its field
/// and "ascending".
QVariantMap toStored(const SavedView &view);

/// A sort of a newer version is as good as none.
SavedView viewFromStored(const QVariantMap &stored);

/// The views that the program brings with it.
const QVector<SavedView> &builtInViews();

bool isBuiltIn(const QString &viewName);

} // namespace watchbill
