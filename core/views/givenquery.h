// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "views/savedview.h"

#include <QStringList>

namespace watchbill {

/// The query given on a command line of either program.
struct GivenQuery
{
    /// Each program describes an option itself, as it does something else with the query.
    struct Option
    {
        QLatin1StringView name; // without the dashes
        QLatin1StringView argument; // what it takes, as the help calls it
    };

    static constexpr Option whereOption{QLatin1StringView("where"), QLatin1StringView("QUERY")};
    static constexpr Option viewOption{QLatin1StringView("view"), QLatin1StringView("NAME")};
    static constexpr Option sortOption{QLatin1StringView("sort"), QLatin1StringView("FIELD")};
    static constexpr Option zoneOption{QLatin1StringView("time-zone"), QLatin1StringView("ZONE")};

    std::optional<TaskFilter> where; // what all that were given ask for
    std::optional<SavedView> view;
    std::optional<TaskSort> sort;
    std::optional<QTimeZone> zone;
    QStringList remarks; // sentences for the user about the given queries

    /// Takes one of the options above and its value. InvalidInput, in a sentence that says what is wrong.
    Result<void> set(const QString &option, const QString &value);

    /// What the queries and the view ask for.
    TaskFilter filter() const;

    /// The given time zone, or the view's.
    std::optional<QTimeZone> timeZone() const;
};

} // namespace watchbill
