// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/task.h"

#include <QMap>
#include <QString>
#include <QStringList>
#include <QVector>

namespace watchbill {

struct TableTraits;
struct TaskQuery;
struct TaskRelation;
struct TaskSort;
struct TaskSource;

/// Statements for people to copy and to run themselves, most of them as the owner of a database or a table; never
/// executed by us.
namespace ownerstatements {

QString letConnect(const QString &user, const QString &database);
QString grantRole(const QString &role, const QString &login);

/// Grants rights to the role of the source's viewpoint.
QString grantReading(const TaskSource &source, const TableTraits &traits);
QString grantDeleting(const TaskSource &source);

/// Makes the order by this field one that an index delivers (see taskorder::isIndexed); empty if the sort is by something
/// computed, or if this is no relation that has indexes.
QString index(const TaskRelation &relation, TaskField field);

/// The index for a sort, which may be by a metadata key, whose values are compared as text. With a comment: while a
/// B-tree has this index, the server refuses tasks whose value does not fit into a third of a page.
QString index(const TaskRelation &relation, const TaskSort &sort);

/// Lets texts and regular expressions be found anywhere in a column; its first line installs the extension that it needs.
/// Empty where there is no such index, which goes for the next ones, too. Those of a partitioned table cannot be made while
/// it is written to.
QString trigramIndex(const TaskRelation &relation, TaskField field);

/// Lets the beginnings of a column's texts be found.
QString beginningIndex(const TaskRelation &relation, TaskField field);

/// Lets the values of the metadata be found.
QString metadataIndex(const TaskRelation &relation);

/// A view that shows a table's columns under the names that are needed; `otherNames` has their own by those. Where the
/// server supports it, rights and row security remain those of the querying user.
QString view(const TaskSource &source, const QMap<QString, QString> &otherNames);

/// One for each list that no index serves, and one for the search in errors.
QStringList missingIndexes(const TaskSource &source);

/// resources/sql/notify.sql for this table, without its explanations.
QString notifyTrigger(const TaskRelation &relation);

/// A query for the whole rows that a list asks for, in its order; empty for a filter that the server would not be asked
/// for. Spans until now are by the clock of the server that runs it, days by this computer's zone.
QString matching(const TaskRelation &relation, const TaskQuery &query);

/// A condition for WHERE that only these tasks meet.
QString isOneOf(const TaskRelation &relation, const QVector<TaskKey> &keys);

/// A query for the whole rows of these tasks.
QString lookUp(const TaskRelation &relation, const QVector<TaskKey> &keys);

} // namespace ownerstatements

} // namespace watchbill
