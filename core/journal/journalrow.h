// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/run.h"
#include "task/rowvalues.h"
#include "task/taskkey.h"

namespace watchbill {

/// A row of the task table as a run found it and left it.
struct JournalRow
{
    qint64 number = 0; // within its run, from 1 on
    TaskKey key;
    RowState state = RowState::Going;
    QString reason; // why it is in that state; may be empty
    std::optional<RowValues>
        before; // one value for each of Run::columns; std::nullopt: there was no such row
    std::optional<RowValues> after; // likewise; std::nullopt: there is no such row, or it is not known

    /// Bytes of its values.
    qint64 size() const
    {
        qint64 size = 0;
        for (const auto &image : {before, after}) {
            for (const auto &value : image.value_or(RowValues()))
                size += value ? value->size() : 0;
        }
        return size;
    }

    bool operator==(const JournalRow &) const = default;
};

} // namespace watchbill
