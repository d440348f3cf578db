// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/taskrelation.h"
#include "task/storedfields.h"

namespace watchbill {

/// The columns that a statement returns for a task, one for each of storedFields and one for the rest of its key;
/// TaskReader reads them back.
namespace taskcolumns {

enum class Extent {
    Whole,
    Shortened, // for lists: no metadata, only the first TaskPage::errorCharacters of the error
};

/// The columns for a SELECT or RETURNING over the table under its alias t, with the values of these metadata keys, see
/// TaskQuery::keys.
QString selectList(const TaskRelation &relation, Extent extent, const QVector<QStringList> &keys = {});

/// SELECT list of the relation's stored columns, unconverted and under their own names, plus the columns of FurtherKey.
QString plainList(const TaskRelation &relation);

/// SELECT list of the same columns for row_to_json(): times are in ISO 8601 like Timestamp::toIso8601(), also where
/// PostgreSQL writes "BC" or more than four digits of a year.
QString jsonList(const TaskRelation &relation);

/// The number of columns of selectList(); further columns of a statement follow them.
inline constexpr int count = int(storedFields.size()) + 2;

/// Tells rows apart where no key is unique: values that seldom change, as text that is never NULL.
QStringList tellingApart(const TaskRelation &relation);

/// A time as ResultRows::sentTimestamp() takes it: the server's own number of it, which costs it least.
QString sentTime(const TaskColumn &column);

/// The columns of a row's key alone, as TaskReader::key reads them.
QString keyList(const TaskRelation &relation);
QString keyList(const QString &id, const QStringList &rest); // of these expressions
inline constexpr int keyCount = 2;

} // namespace taskcolumns

/// A timestamp column as Timestamp::fromServer() takes it, both infinities included, independent of the session's time
/// zone. The Qt driver would round it to milliseconds.
QString microseconds(const QString &expression);

} // namespace watchbill
