// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/condition.h"
#include "task/task.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <optional>

namespace watchbill {

/// A field's value in a row; NULL is std::nullopt, never an empty text.
using FieldValue = std::optional<QString>;

/// A set of values: a field must be one of them or, if excluded, none of them. Without values it matches everything.
struct ValueSet
{
    QStringList values;
    bool excluded = false;
    bool hasNull = false; // NULL is one of the values

    bool isEmpty() const { return values.isEmpty() && !hasNull; }
    bool contains(const FieldValue &value) const { return value ? values.contains(*value) : hasNull; }
    bool operator==(const ValueSet &) const = default;
};

/// Which tasks to show. All parts must match. The sets can be taken away one by one, to count what each of their values
/// would show; the condition is of one piece.
struct TaskFilter
{
    ValueSet statuses;
    ValueSet types;
    ValueSet users; // of a uuid, the first characters are enough
    Condition condition;

    bool isEmpty() const { return *this == TaskFilter{}; }
    bool operator==(const TaskFilter &) const = default;
};

/// One of the filter's sets.
using FilterSet = ValueSet TaskFilter::*;

/// What each of the sets is about: the column of the tasks, and the field of a condition that says the same.
struct Facet
{
    FilterSet set;
    TaskField field;
    Condition::Field term;
};
inline constexpr std::array facets{Facet{&TaskFilter::statuses, TaskField::Status, Condition::Field::Status},
                                   Facet{&TaskFilter::types, TaskField::Type, Condition::Field::Type},
                                   Facet{&TaskFilter::users, TaskField::UserId, Condition::Field::User}};

constexpr const Facet &facetOf(FilterSet set)
{
    return *std::find_if(facets.begin(), facets.end(), [set](const Facet &one) { return one.set == set; });
}

/// The order to show them in. NULLs are where PostgreSQL puts them (last ascending, first descending).
struct TaskSort
{
    TaskField field = TaskField::CreatedAt;
    Qt::SortOrder order = Qt::DescendingOrder;
    QStringList path = {}; // with TaskField::Metadata, the key in it, from the outermost

    bool operator==(const TaskSort &) const = default;
};

struct TaskQuery
{
    TaskFilter filter;
    TaskSort sort;
    QVector<QStringList> keys = {}; // of the metadata, each from the outermost, whose values the rows have

    bool operator==(const TaskQuery &) const = default;
};

} // namespace watchbill
