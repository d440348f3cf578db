// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/statuscounting.h"

#include "service/plan.h"
#include "statement/countstatements.h"
#include "statement/taskstatements.h"

using namespace Qt::StringLiterals;

namespace watchbill {

void readCounts(StatusCounts &counts, const ResultRows &rows)
{
    for (int row = 0; row < rows.count(); ++row)
        counts.statuses +=
            StatusCount{rows.optionalText(row, 0), {rows.integer(row, 1), Count::Precision::Exact}};
}

Result<StatusCounts> countByStatus(Connection &connection, const SessionSettings &settings,
                                   const TaskSource &source, const TaskFilter &filter, int cap)
{
    using Statistics = CountStatements::Statistics;
    StatusCounts counts;
    const auto count = [&](Statistics statistics) {
        return CountStatements(source).capped(filter, cap, statistics).and_then([&](const QString &sql) {
            return connection.execute(settings, sql,
                                      [&](int, const ResultRows &rows) { readCounts(counts, rows); });
        });
    };
    auto counted = count(Statistics::Asked);
    if (!counted && counted.error().kind == TaskError::Kind::PermissionDenied)
        counted = count(Statistics::LeftAlone); // which some administrators withhold
    if (!counted)
        return Failure(counted.error());

    const TaskStatements statements(source);
    QString estimates;
    QVector<StatusCount *> large;
    for (StatusCount &one : counts.statuses) {
        if (one.count.value <= cap)
            continue;
        one.count = {cap, Count::Precision::AtLeast};
        const auto estimate = statements.estimate(filter, one.status);
        if (!estimate)
            return Failure(estimate.error());
        estimates += *estimate + u';';
        large += &one;
    }
    if (large.isEmpty() || source.viewpoint.rowSecurityActive)
        return counts;
    const auto estimated =
        connection.execute(settings, estimates, [&](int statement, const ResultRows &rows) {
            const qint64 planned = Plan::fromJson(rows.bytes(0, 0)).rows;
            if (planned > cap)
                large[statement]->count = {planned, Count::Precision::Estimate};
        });
    return estimated.map([&](const Connection::Reply &) { return counts; });
}

} // namespace watchbill
