// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/taskrelation.h"
#include "statement/keyset.h"
#include "task/taskquery.h"

namespace watchbill {

/// What a relation's tasks can be sorted by, and at what cost.
namespace taskorder {

/// Whether the table has the columns that sorting by this field needs.
bool canSort(const TaskRelation &relation, TaskField field);

/// The overloads with a TaskSort also take a metadata key: see keyorder.
bool canSort(const TaskRelation &relation, const TaskSort &sort);

/// What ORDER BY runs over, ending with the key that breaks ties: the id first, as indexes have it. Where an index
/// continues with created_at, so does the order. Without a key ties remain.
///
/// Durations of unfinished tasks last until now and so grow from page to page: a sort key records its time, and the
/// rows that follow it are computed as of that time.
QVector<keyset::SortColumn> sortColumns(const TaskRelation &relation, TaskField field,
                                        const std::optional<SortKey> &following = {});
QVector<keyset::SortColumn> sortColumns(const TaskRelation &relation, const TaskSort &sort,
                                        const std::optional<SortKey> &following = {});

/// A task's duration in seconds, as float8: from created to updated, or to the moment, which is given in seconds since 1970
/// as SQL, of one that is not done. NULL where there is none.
QString duration(const TaskRelation &relation, const QString &moment);

/// The time as of which a sort key's duration was computed.
std::optional<Timestamp> asOf(TaskField field, const SortKey &key);

/// Whether an index delivers this order, so that a page costs the same at any table size.
bool isIndexed(const TaskRelation &relation, TaskField field);
bool isIndexed(const TaskRelation &relation, const TaskSort &sort);

} // namespace taskorder

} // namespace watchbill
