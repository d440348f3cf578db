// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/condition.h"

/// Paths into a task's metadata in PostgreSQL's jsonpath language, as text. They look into lists on the way.
namespace watchbill::jsonpath {

/// $."outer"."inner"
QString to(const QStringList &keys);

/// The path with a filter that finds what the value of a condition asks for.
QString to(const QStringList &keys, const Condition::Value &value);

} // namespace watchbill::jsonpath
