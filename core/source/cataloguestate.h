// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/taskrelation.h"
#include "task/taskerror.h"

namespace watchbill {

/// Whether the catalogue still describes a relation as it was read: columns come and go, a table is recreated, a
/// status is renamed, while a window is open.
namespace cataloguestate {

/// An SQL expression whose value changes whenever the contents of TaskRelation may have changed; NULL while there is
/// no such relation. It reads a few rows of the catalogue, so that every request can ask it.
QString expression(const QString &schema, const QString &table);

/// Goes before a write: keeps others from changing the relation until the transaction ends, and fails if the
/// expression's text is no longer the given one.
QString guard(const TaskRelation &relation, const QString &state);
constexpr int guardStatements = 2;

/// Whether the server failed because the guard did.
bool isViolated(const TaskError &error);

/// Whether the server may have failed because the relation was changed after the expression was asked, for example by a
/// transaction whose lock the request waited for.
bool mayHaveChanged(const TaskError &error);

} // namespace cataloguestate

} // namespace watchbill
