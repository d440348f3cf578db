// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/rowvalues.h"
#include "task/taskkey.h"

#include <QStringList>

namespace watchbill {

/// A whole row of the table, with the columns that Watchbill knows nothing of.
struct WholeRow
{
    TaskKey key;
    QStringList columns; // the names that go with the values
    RowValues values;

    /// Nothing if there is no such column.
    const std::optional<QByteArray> *value(const QString &column) const
    {
        const qsizetype at = columns.indexOf(column);
        return at >= 0 && at < values.size() ? &values[at] : nullptr;
    }

    bool operator==(const WholeRow &) const = default;
};

} // namespace watchbill
