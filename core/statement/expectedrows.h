// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

namespace watchbill {

/// Statements that fail, and so undo their transaction, if they find more rows than expected.
namespace expectedrows {

/// A write with RETURNING, which must not touch more rows than that. Not where rules rewrite it: PostgreSQL refuses
/// those in a WITH.
QString atMost(qsizetype rows, const QString &write);

/// A column that fails where a query finds more rows than that.
QString guard(qsizetype rows);

/// Whether the server failed because of that.
bool wereExceeded(const TaskError &error);

/// What a person is told of it.
QString sentence();

} // namespace expectedrows

} // namespace watchbill
