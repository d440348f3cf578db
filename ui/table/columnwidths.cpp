// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/columnwidths.h"

#include <numeric>

namespace watchbill::column {

namespace {

// To which width a column gives way, in the order in which they do.
struct Narrowed
{
    Column column;
    int width;
};

constexpr Narrowed narrowed[] = {
    {Column::Created, 90}, // "14:02:11", "11-27 14:02"
    {Column::Type, 104},   {Column::Status, 50}, // its icon, and the title
    {Column::Updated, 88}, {Column::User, 78},   {Column::Id, 78}, {Column::Duration, 90},
};

} // namespace

QVector<int> widths(int available, const QVector<bool> &areHidden)
{
    QVector<int> widths;
    for (int i = 0; i < count; ++i)
        widths += areHidden.value(i) ? 0 : defaultWidth(Column(i));
    const auto taken = [&] { return std::accumulate(widths.begin(), widths.end(), 0); };
    for (const Narrowed &one : narrowed) {
        if (taken() <= available)
            break;
        int &width = widths[int(one.column)];
        width = std::min(width, one.width);
    }
    return widths;
}

} // namespace watchbill::column
