// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/boundedcounting.h"

#include "service/plan.h"
#include "statement/countstatements.h"

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

// Of the planner's units: a scan of about a million rows, or fifty thousand rows by an index.
constexpr double largestCost = 100'000;
constexpr int mostValues = 200;

// The planner finds it cheap. Its other errors are those of the statement itself.
Result<bool> isCheap(Connection &connection, const SessionSettings &settings, const QString &sql)
{
    bool isCheap = false;
    return connection
        .execute(settings, CountStatements::explained(sql),
                 [&](int, const ResultRows &rows) {
                     isCheap = Plan::fromJson(rows.bytes(0, 0)).cost <= largestCost;
                 })
        .map([&](const Connection::Reply &) { return isCheap; });
}

// The server takes part in this only if the link holds.
bool isOfLink(const TaskError &error)
{
    using Kind = TaskError::Kind;
    return error.kind == Kind::Connection || error.kind == Kind::Authentication
        || error.kind == Kind::Cancelled;
}

// Nothing if there are too many to count.
Result<std::optional<ValueCounts>> exactly(Connection &connection, const SessionSettings &settings,
                                           const QString &sql)
{
    const auto cheap = isCheap(connection, settings, sql);
    if (!cheap)
        return Failure(cheap.error());
    if (!*cheap)
        return std::nullopt;
    ValueCounts counts;
    qint64 all = 0;
    const auto counted = connection.execute(settings, sql, [&](int, const ResultRows &rows) {
        for (int row = 0; row < rows.count(); ++row) {
            counts.values += ValueCount{rows.optionalText(row, 0), {rows.integer(row, 1)}};
            all = rows.integer(row, 2);
        }
    });
    if (!counted)
        return Failure(counted.error());
    if (all > largestBoundedCount)
        return std::nullopt;
    counts.total = Count{all};
    counts.isWhole = counts.values.size() < mostValues;
    return counts;
}

// The server itself hides statistics that the role may not read.
Result<ValueCounts> byStatistics(Connection &connection, const SessionSettings &settings, const QString &sql)
{
    ValueCounts counts;
    const auto read = connection.execute(settings, sql, [&](int, const ResultRows &rows) {
        for (int row = 0; row < rows.count(); ++row)
            counts.values +=
                ValueCount{rows.optionalText(row, 0), {rows.integer(row, 1), Count::Precision::Estimate}};
    });
    if (!read && isOfLink(read.error()))
        return Failure(read.error());
    return counts;
}

} // namespace

Result<ValueCounts> countByValue(Connection &connection, const SessionSettings &settings,
                                 const TaskSource &source, const TaskFilter &filter, FilterSet set)
{
    const CountStatements statements(source);
    const auto sql = statements.byValue(filter, set, largestBoundedCount, mostValues);
    if (!sql)
        return Failure(sql.error());
    const auto counted = exactly(connection, settings, *sql);
    if (counted && *counted)
        return **counted;
    if (!counted && isOfLink(counted.error()))
        return Failure(counted.error());
    TaskFilter others = filter;
    others.*set = {};
    if (!others.isEmpty() || source.deletedAt || source.viewpoint.rowSecurityActive)
        return ValueCounts();
    return byStatistics(connection, settings, statements.frequent(set, mostValues));
}

Result<std::optional<Count>> countMatching(Connection &connection, const SessionSettings &settings,
                                           const TaskSource &source, const TaskFilter &filter)
{
    const CountStatements statements(source);
    const auto sql = statements.matching(filter, largestBoundedCount);
    const auto all = statements.matching(filter);
    if (!sql || !all)
        return std::nullopt; // the table lacks what is asked for
    Plan counting;
    Plan finding;
    qint64 found = 0;
    auto asked = connection.execute(
        settings, CountStatements::explained(*sql) + u';' + CountStatements::explained(*all),
        [&](int statement, const ResultRows &rows) {
            (statement == 0 ? counting : finding) = Plan::fromJson(rows.bytes(0, 0));
        });
    if (asked && counting.cost <= largestCost)
        asked = connection.execute(settings, *sql,
                                   [&](int, const ResultRows &rows) { found = rows.integer(0, 0); });
    if (!asked && isOfLink(asked.error()))
        return Failure(asked.error());
    if (!asked || counting.cost > largestCost)
        return std::nullopt;
    if (found <= largestBoundedCount)
        return Count{found};
    if (!source.viewpoint.rowSecurityActive && finding.rows > largestBoundedCount)
        return Count{finding.rows, Count::Precision::Estimate};
    return Count{largestBoundedCount, Count::Precision::AtLeast};
}

} // namespace watchbill
