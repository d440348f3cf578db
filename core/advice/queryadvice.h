// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/taskrelation.h"
#include "task/taskquery.h"

namespace watchbill {

/// What makes a filter slow, and which index would help.
struct QueryAdvice
{
    QString sentences;
    QString statement; // for the owner, to make the index; empty if none would help

    bool operator==(const QueryAdvice &) const = default;
};

namespace queryadvice {

/// The part of a filter that no index serves, known before the query. Nothing if an index finds the tasks, if it has few
/// to look at, if the filter leaves most of them anyway, or if the indexes are not known here, as of a view.
std::optional<QueryAdvice> of(const TaskRelation &relation, const TaskFilter &filter);

/// An index finds texts in errors.
bool searchesErrors(const TaskRelation &relation);

} // namespace queryadvice

} // namespace watchbill
