// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/keyset.h"
#include "source/taskrelation.h"
#include "task/taskquery.h"

namespace watchbill {

/// What a relation's tasks can be sorted by, and at what cost.
namespace taskorder {

/// Whether the table has what the field is sorted by.
bool canSort(const TaskRelation &relation, TaskField field);

/// The same of a key of the metadata: see keyorder. As the next ones, too.
bool canSort(const TaskRelation &relation, const TaskSort &sort);

/// What ORDER BY runs over, ending with the key that breaks ties: the id first, as indexes have it. Where an index
/// continues with created_at, so does the order. Without a key ties remain.
///
/// The durations of unfinished tasks last until now, and so grow from page to page: a key says as of when they are, and
/// what follows it is as of then, too.
QVector<keyset::SortColumn> sortColumns(const TaskRelation &relation, TaskField field,
                                        const std::optional<SortKey> &following = {});
QVector<keyset::SortColumn> sortColumns(const TaskRelation &relation, const TaskSort &sort,
                                        const std::optional<SortKey> &following = {});

/// A task's duration in seconds, as float8: from created to updated, or to the moment, which is given in seconds since 1970
/// as SQL, of one that is not done. NULL where there is none.
QString duration(const TaskRelation &relation, const QString &moment);

/// When the durations are of by which a key was sorted.
std::optional<Timestamp> asOf(TaskField field, const SortKey &key);

/// An index delivers this order, so that a page costs the same at any size of the table.
bool isIndexed(const TaskRelation &relation, TaskField field);
bool isIndexed(const TaskRelation &relation, const TaskSort &sort);

} // namespace taskorder

} // namespace watchbill
