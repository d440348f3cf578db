// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/tasksource.h"
#include "task/taskquery.h"

#include <optional>

namespace watchbill {

/// Explains an empty list that was read without error.
struct EmptyList
{
    enum class Cause {
        EmptyTable,
        NoMatch, // row security may hide matching tasks
        RowSecurity, // this role sees no tasks at all
        Doubt, // a view or foreign table, which may leave out tasks
    };

    Cause cause = Cause::EmptyTable;
    QString sentences;
};

/// `hasTasks`: what TaskService::hasTasks() says, where that is known.
EmptyList explainEmptyList(const TaskSource &source, const TaskFilter &filter, std::optional<bool> hasTasks);

} // namespace watchbill
