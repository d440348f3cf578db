// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/journalrow.h"

namespace watchbill {

/// Keys and values of rows of consecutive numbers, as one value of the journal's file.
class RowBlock
{
public:
    /// How many of the rows from index `from` on make a block of a good size. They have consecutive numbers; at least
    /// one.
    static qsizetype length(const QVector<JournalRow> &rows, qsizetype from);

    static QByteArray written(const QVector<JournalRow> &rows, qsizetype from, qsizetype count);

    /// Reads a block whose first row has that number. Nothing if it is not a block of ours.
    static std::optional<QVector<JournalRow>> read(const QByteArray &bytes, qint64 first);
};

} // namespace watchbill
