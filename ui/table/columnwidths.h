// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "table/tablecolumn.h"

class QFont;

namespace watchbill {

class TaskTableModel;

/// The widths of a column in pixels; all 0 if it is hidden.
struct ColumnWidth
{
    int wanted = 0; // where there is room
    int snug = 0; // where an error needs the room more
    int least = 0; // where there is little

    bool operator==(const ColumnWidth &) const = default;
};

namespace column {

/// The width of a column's usual texts in a font.
ColumnWidth usualWidth(TaskField field, const QFont &font);

/// The width that fits the texts of the model's first rows, within limits. Texts that grow with time get the room of
/// their usual length.
ColumnWidth fittingWidth(TaskField field, const QFont &font, const TaskTableModel &model);

/// The fitting width for the column of a metadata key, which comes after the columns of every table.
int fittingKeyWidth(int section, const QFont &font, const TaskTableModel &model);

/// The widths of the columns until the user changes them. The error gets the rest, to which the duration and the times add
/// what their texts do not need. In a narrow table the times, the status and the type shrink as well, so that the duration
/// is visible and the error has some room.
QVector<int> widths(int available, const QVector<ColumnWidth> &columns);

} // namespace column

} // namespace watchbill
