// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "format/shownfields.h"
#include "live/loadedrows.h"
#include "task/storedfields.h"
#include "task/taskquery.h"

#include <QString>
#include <QVariant>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

namespace watchbill {

/// What a column of the table shows: a field, or the values of a key of the metadata.
struct TableCell
{
    std::optional<TaskField> field;
    QStringList path = {}; // of the key; empty for a field

    bool isKey() const { return !field; }
    bool isOf(TaskField one) const { return field == one; }
};

/// The columns that show a field. The type of the field's member decides how; what is special about one is said here.
namespace column {

/// Those whose text changes as time passes.
inline constexpr auto moving = [] {
    constexpr auto isMoving = [](TaskField field) {
        return field == TaskField::Duration
            || std::any_of(storedFields.begin(), storedFields.end(),
                           [field](const StoredField &one) { return one.field == field && one.isTime(); });
    };
    std::array<TaskField, size_t(std::count_if(shownFields.begin(), shownFields.end(), isMoving))> all{};
    std::copy_if(shownFields.begin(), shownFields.end(), all.begin(), isMoving);
    return all;
}();

inline constexpr int count = int(shownFields.size()); // of the sections before those of keys

constexpr int sectionOf(TaskField field)
{
    return int(std::find(shownFields.begin(), shownFields.end(), field) - shownFields.begin());
}

/// None if the section is that of a key.
constexpr std::optional<TaskField> fieldAt(int section)
{
    return section < count ? std::optional(shownFields[size_t(section)]) : std::nullopt;
}

bool isHiddenAtFirst(TaskField field);
Qt::AlignmentFlag alignment(TaskField field); // from left to right
bool isIdentifier(TaskField field); // shown in a monospaced font

/// What the cell shows.
QString text(TaskField field, const Task &task, Timestamp now);

/// A text that ends at the right, with room between it and one that begins in the next column.
QString withGap(const QString &text);

/// The text of a cell that is too narrow for text(). None in most columns: there the end of the text is left out.
bool hasShortText(TaskField field);
std::optional<QString> shortText(TaskField field, const Task &task, Timestamp now);

/// The cell's value for copying: NULL is an empty text.
QString value(TaskField field, const Task &task);

/// The cell says NULL, or '' for an empty text. Where NULL is nothing special, the cell is empty.
bool isDimmed(TaskField field, const Task &task);

/// The whole value where the cell shortens it; empty where it does not. Of a duration, what it is, and if the task is stuck.
QString toolTip(TaskField field, const LoadedRow &row, Timestamp now, std::chrono::minutes stuckAfter);

} // namespace column

} // namespace watchbill
