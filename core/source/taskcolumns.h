// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/tasksource.h"

namespace watchbill {

/// The columns that a statement returns for a task; TaskReader reads them back by position.
namespace taskcolumns {

enum class Extent {
    Whole,
    Shortened, // for lists: no metadata, only the first TaskPage::errorCharacters of the error
};

/// For a SELECT or RETURNING over the table under its alias t.
QString selectList(const TaskSource &source, Extent extent);

/// How many columns that is.
inline constexpr int count = 9;

} // namespace taskcolumns

/// A timestamp column as whole microseconds since the epoch, both infinities included, whatever the
/// session's time zone. The Qt driver would round it to milliseconds.
QString microseconds(const QString &expression);

} // namespace watchbill
