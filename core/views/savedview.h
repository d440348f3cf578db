// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"
#include "task/taskquery.h"

#include <QByteArray>
#include <QVector>

namespace watchbill {

/// A query under a name, for all connections.
struct SavedView
{
    QString name;
    QString query; // in the query language, as it was written: today stays today
    TaskSort sort;
    QByteArray columns{}; // of the table, as the window keeps them; empty: whichever there are
    QVector<QStringList> keys{}; // of the metadata, among these columns: see TaskQuery

    /// InvalidInput, which names the view and what is wrong.
    Result<TaskQuery> taskQuery() const;

    bool operator==(const SavedView &) const = default;
};

/// Those that everybody has. Their names are the program's.
const QVector<SavedView> &builtInViews();

bool isBuiltIn(const QString &viewName);

} // namespace watchbill
