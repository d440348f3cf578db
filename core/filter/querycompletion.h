// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"

#include <QVector>

/// Suggestions while a query is typed.
namespace watchbill::query {

/// A value of a key in some task's metadata; none for a key whose values are objects or lists.
struct MetadataValue
{
    QStringList path;
    FieldValue value;

    bool operator==(const MetadataValue &) const = default;
};

/// What is known of the table without reading it: by statistics, by probes of indexes and from a few of its tasks. The
/// likeliest come first.
struct KnownValues
{
    QStringList statuses;
    QStringList types;
    QStringList users;
    QVector<MetadataValue> metadata;
};

struct Suggestion
{
    QString text; // as written in the query
    QString meaning; // for people; may be empty

    bool operator==(const Suggestion &) const = default;
};

/// What can take the place of a part of the text, which the cursor is in or at the end of.
struct Completion
{
    qsizetype begin = 0;
    qsizetype end = 0;
    QVector<Suggestion> suggestions;
};

/// A requested status or type that, as far as is known, no task has; upper and lower case matter.
struct UnknownValue
{
    QString sentence;
    QString meant; // a known one that is like it; empty if there is none
    TaskFilter filter; // with that in its place

    bool operator==(const UnknownValue &) const = default;
};
QVector<UnknownValue> unknownValues(const TaskFilter &filter, const KnownValues &known);

Completion complete(const QString &text, qsizetype cursor, const KnownValues &known);

} // namespace watchbill::query
