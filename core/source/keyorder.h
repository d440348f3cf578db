// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/keyset.h"
#include "source/taskrelation.h"

#include <optional>

/// The order of tasks by a key of their metadata. An index over the expression that takes it out of the metadata is what
/// makes one: only by the index can be known as what the values are compared, and without it each page would take all of
/// the metadata apart.
namespace watchbill::keyorder {

/// What the key's values are sorted by; nothing where no index begins with it.
std::optional<keyset::SortColumn> column(const TaskRelation &relation, const QStringList &path);

/// Such an index goes on with the id, or with created_at and the id.
bool isIndexed(const TaskRelation &relation, const QStringList &path);
bool goesOnWithCreated(const TaskRelation &relation, const QStringList &path);

/// The key as text, in brackets, for a statement that a person runs; empty where the metadata is no JSON.
QString textOf(const TaskRelation &relation, const QStringList &path);

} // namespace watchbill::keyorder
