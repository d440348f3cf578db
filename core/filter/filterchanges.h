// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"

/// What a person does to a filter, as functions of it: each returns the filter that follows. What they do not
/// name stays as it is.
namespace watchbill::filter {

/// The one text that a set asks for; empty if it asks for none, for several, or excludes.
QString onlyValue(const ValueSet &set);

/// The set asks for this value and no other.
bool asksOnlyFor(const ValueSet &set, const FieldValue &value);

/// The restriction lifted, whatever it is.
TaskFilter all(TaskFilter filter, FilterSet set);

/// Nothing but this value, whatever the set said before.
TaskFilter only(TaskFilter filter, FilterSet set, const FieldValue &value);

/// Not this value. It adds to what is excluded already, and takes the place of values that were asked for.
TaskFilter excluding(TaskFilter filter, FilterSet set, const FieldValue &value);

/// One value less, be it asked for or excluded. With the last of them goes the restriction.
TaskFilter without(TaskFilter filter, FilterSet set, const FieldValue &value);

/// What a field of one text says; empty, it lifts the restriction. But an empty field cannot show several values, nor an exclusion: it leaves those
/// alone.
TaskFilter entered(TaskFilter filter, FilterSet set, const QString &value);

TaskFilter withText(TaskFilter filter, const QString &text);

} // namespace watchbill::filter
