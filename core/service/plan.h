// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace watchbill {

/// What the planner expects of a statement.
struct Plan
{
    qint64 rows = 0;
    double cost = 0; // in the planner's units, to the last row

    /// As EXPLAIN (FORMAT JSON) prints it.
    static Plan fromJson(const QByteArray &text)
    {
        const QJsonObject root = QJsonDocument::fromJson(text).array().at(0).toObject();
        const QJsonObject plan = root.value(QLatin1String("Plan")).toObject();
        return {plan.value(QLatin1String("Plan Rows")).toInteger(),
                plan.value(QLatin1String("Total Cost")).toDouble()};
    }
};

} // namespace watchbill
