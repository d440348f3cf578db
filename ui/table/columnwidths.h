// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "table/tablecolumn.h"

class QFont;

namespace watchbill {

class TaskTableModel;

/// How wide a column is, in pixels; 0 for one that is hidden.
struct ColumnWidth
{
    int wanted = 0; // where there is room
    int snug = 0; // where an error needs the room, and this column what it says
    int least = 0; // where there is little

    bool operator==(const ColumnWidth &) const = default;
};

namespace column {

/// What the usual texts of a column take, written in a font.
ColumnWidth usualWidth(Column column, const QFont &font);

/// The same for what the model's first rows say, within reason. What grows with time keeps the room of its usual texts.
ColumnWidth fittingWidth(Column column, const QFont &font, const TaskTableModel &model);

/// The same for the column of a key of the metadata, which stands behind those of every table.
int fittingKeyWidth(int section, const QFont &font, const TaskTableModel &model);

/// How wide the columns are until a person changes that. The error takes what is left, and is the first to be cut off
/// otherwise: so that it can be read, the duration and the times do without what they do not need. In a narrow table the
/// times, the status and the type give way, so that the duration is in sight and the error has some room.
QVector<int> widths(int available, const QVector<ColumnWidth> &columns);

} // namespace column

} // namespace watchbill
