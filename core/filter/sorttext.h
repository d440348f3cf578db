// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"
#include "task/taskquery.h"

namespace watchbill::query {

/// A sort as one word, such as "status" or, descending, "-created": the field as the query language calls it, or a key of
/// the metadata as in meta.run.retries.
QString print(const TaskSort &sort);

/// The names of the table's columns are understood, too. InvalidInput, in a sentence that tells what can be given.
Result<TaskSort> sortFromText(const QString &text);

/// What is sorted by, as it is stored: the column's name, or the key as in meta.run.retries. sortFromText() reads both.
QString sortedBy(const TaskSort &sort);

/// What people need to know to write one.
QString sortRules();

} // namespace watchbill::query
