// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/storedfields.h"

#include <algorithm>
#include <array>

namespace watchbill {

/// The columns of a new table, in their order.
inline constexpr std::array fieldsShownAtFirst{
    TaskField::Status,    TaskField::Type,      TaskField::Id,       TaskField::UserId,
    TaskField::CreatedAt, TaskField::UpdatedAt, TaskField::Duration, TaskField::ErrorMessage};

/// What the window shows of each task, in table and details: these, and then the other fields that lists have.
inline constexpr auto shownFields = [] {
    constexpr auto isOther = [](const StoredField &one) {
        return one.inLists != StoredField::InLists::LeftOut
            && std::find(fieldsShownAtFirst.begin(), fieldsShownAtFirst.end(), one.field)
            == fieldsShownAtFirst.end();
    };
    constexpr auto others = std::count_if(storedFields.begin(), storedFields.end(), isOther);
    std::array<TaskField, fieldsShownAtFirst.size() + size_t(others)> all{};
    auto end = std::copy(fieldsShownAtFirst.begin(), fieldsShownAtFirst.end(), all.begin());
    for (const StoredField &one : storedFields) {
        if (isOther(one))
            *end++ = one.field;
    }
    return all;
}();

} // namespace watchbill
