// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/taskrelation.h"
#include "statement/keyset.h"

#include <optional>

/// Sorting by a metadata key. It needs an index over the expression that extracts the key: the index fixes the type of
/// the values, and without it each page would parse all metadata.
namespace watchbill::keyorder {

/// The sort column for the key; nothing if no index begins with it.
std::optional<keyset::SortColumn> column(const TaskRelation &relation, const QStringList &path);

/// Whether such an index continues with the id, or with created_at and the id.
bool isIndexed(const TaskRelation &relation, const QStringList &path);
bool goesOnWithCreated(const TaskRelation &relation, const QStringList &path);

/// The key as text, in parentheses, for a statement that a person runs; empty where the metadata is no JSON.
QString textOf(const TaskRelation &relation, const QStringList &path);

} // namespace watchbill::keyorder
