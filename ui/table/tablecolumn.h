// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "live/loadedrows.h"
#include "task/taskquery.h"

#include <QString>
#include <QVariant>

#include <chrono>

namespace watchbill {

/// The table's columns in their initial order.
enum class Column { Status, Type, Id, User, Created, Updated, Duration, Error, Result, ColumnCount };

/// What a column of the table shows: a column of every table, or the values of a key of the metadata.
struct TableCell
{
    Column column = Column::ColumnCount;
    QStringList path = {}; // of the key; empty for the others

    bool isKey() const { return !path.isEmpty(); }
};

namespace column {

inline constexpr int count = int(Column::ColumnCount);

QString title(Column column);
TaskField field(Column column);
bool isHiddenAtFirst(Column column);
Qt::AlignmentFlag alignment(Column column); // from left to right
bool isIdentifier(Column column); // shown in a monospaced font

/// What the cell shows.
QString text(Column column, const Task &task, Timestamp now);

/// A text that ends at the right, with room between it and one that begins in the next column.
QString withGap(const QString &text);

/// The text of a cell that is too narrow for text(). None in most columns: there the end of the text is left out.
bool hasShortText(Column column);
std::optional<QString> shortText(Column column, const Task &task, Timestamp now);

/// The cell's value, whole and unformatted, for filtering; NULL if it is not a column of the table.
FieldValue fieldValue(Column column, const Task &task);

/// The cell's value for copying: NULL is an empty text.
QString value(Column column, const Task &task);

/// The cell says NULL, or '' for an empty text. Where NULL is nothing special, the cell is empty.
bool isDimmed(Column column, const Task &task);

/// The whole value where the cell shortens it; empty where it does not. Of a duration, what it is, and if the task is stuck.
QString toolTip(Column column, const LoadedRow &row, Timestamp now, std::chrono::minutes stuckAfter);

} // namespace column

} // namespace watchbill
