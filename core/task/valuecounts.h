// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/statuscounts.h"

namespace watchbill {

struct ValueCount
{
    FieldValue value;
    Count count;

    bool operator==(const ValueCount &) const = default;
};

/// How many tasks have each value of a field, the most frequent first. A value whose number is not known is missing.
struct ValueCounts
{
    QVector<ValueCount> values;
    std::optional<Count> total = {}; // of all values, the missing ones too
    bool isWhole = false; // no task has any other value

    /// Nothing if it is not known.
    std::optional<Count> of(const FieldValue &value) const;

    bool operator==(const ValueCounts &) const = default;
};

inline std::optional<Count> ValueCounts::of(const FieldValue &value) const
{
    for (const ValueCount &one : values) {
        if (one.value == value)
            return one.count;
    }
    return isWhole ? std::optional(Count()) : std::nullopt;
}

} // namespace watchbill
