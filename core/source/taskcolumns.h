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

/// For a SELECT or RETURNING over the table under its alias t.
/// With the values of these keys of the metadata, see TaskQuery::keys.
QString selectList(const TaskRelation &relation, Extent extent, const QVector<QStringList> &keys = {});

/// The relation's own columns of them as they are, under its own names, and those of FurtherKey.
QString plainList(const TaskRelation &relation);

/// The same for row_to_json(): times are in ISO 8601 as Timestamp::toIso8601() has it, also where PostgreSQL writes
/// "BC" or more than four digits of a year.
QString jsonList(const TaskRelation &relation);

/// How many columns the select list has: what else a statement returns stands behind them.
inline constexpr int count = int(storedFields.size()) + 2;

/// What tells rows apart where nothing is unique: values that seldom change, as text that is never NULL.
QStringList tellingApart(const TaskRelation &relation);

/// The columns of a row's key alone, as TaskReader::key reads them.
QString keyList(const TaskRelation &relation);
inline constexpr int keyCount = 2;

} // namespace taskcolumns

/// A timestamp column as Timestamp::fromServer() takes it, both infinities included, whatever the session's time zone.
/// The Qt driver would round it to milliseconds.
QString microseconds(const QString &expression);

} // namespace watchbill
