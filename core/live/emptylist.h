// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/tasksource.h"
#include "task/taskquery.h"

#include <optional>

namespace watchbill {

/// Why a list that the server has answered shows nothing. That it was not allowed, or took too long, is told by
/// the error in its place.
struct EmptyList
{
    enum class Cause {
        EmptyTable,
        NoMatch, // row security may be hiding some that would
        RowSecurity, // this role sees no row at all
        Doubt, // a view or another server's table, of which nobody knows what it leaves out
    };

    Cause cause = Cause::EmptyTable;
    QString sentences;
};

/// `hasTasks`: what TaskService::hasTasks() says, where that is known.
EmptyList explainEmptyList(const TaskSource &source, const TaskFilter &filter, std::optional<bool> hasTasks);

} // namespace watchbill
