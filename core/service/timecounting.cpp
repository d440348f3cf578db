// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/timecounting.h"

#include "advice/queryplan.h"
#include "statement/histogramstatements.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

// Of a table of ten million tasks about one in fifty: a twentieth of a second's work, and some fifty pages for each step.
constexpr int sampledPages = 6'000;
constexpr int slicesOfAStep = 2;
constexpr double smallestShare = 0.001;

/// One count by time, statement after statement.
class TimeCount
{
public:
    TimeCount(Connection &connection, const SessionSettings &settings, const TaskSource &source,
              const HistogramRequest &request, int most)
        : m_connection(connection)
        , m_settings(settings)
        , m_statements(source)
        , m_request(request)
        , m_most(most)
    {
    }

    Result<TimeHistogram> answer()
    {
        if (!m_request.range)
            return extent().and_then([this](const std::optional<TimeRange> &range) {
                return range ? within(*range) : Result<TimeHistogram>();
            });
        return within(*m_request.range);
    }

private:
    template<typename Read>
    Result<void> execute(const Result<QString> &sql, Read read)
    {
        return sql.and_then([&](const QString &text) {
            return m_connection.execute(m_settings, text, [&](int, const ResultRows &rows) { read(rows); })
                .map([](const Connection::Reply &) {});
        });
    }

    // When the tasks were created that match. Of too many to look at each, those in the whole table.
    Result<std::optional<TimeRange>> extent()
    {
        std::optional<Timestamp> first, last;
        const auto take = [&](const ResultRows &rows) {
            first = rows.optionalTimestamp(0, 0);
            last = rows.optionalTimestamp(0, 1);
        };
        const int most = m_statements.hasPages() ? m_most : 0; // 0: however many
        const auto found = execute(m_statements.extent(m_request.filter, most), [&](const ResultRows &rows) {
            take(rows);
            m_isTooMany = most > 0 && rows.integer(0, 2) > most;
        });
        const auto whole = found && m_isTooMany ? execute(m_statements.wholeExtent(), take) : found;
        if (!whole)
            return Failure(whole.error());
        return first && last ? std::optional(TimeRange{*first, Timestamp::fromServer(last->toServer() + 1)})
                             : std::nullopt;
    }

    Result<TimeHistogram> within(const TimeRange &range)
    {
        TimeHistogram histogram;
        histogram.edges = histogramEdges(range, m_request.steps);
        const auto answered = m_isTooMany ? ofPages(histogram)
            : m_request.range && m_statements.hasSlices()
            ? ofSlices(histogram)
            : read(histogram, m_statements.counts(m_request.filter, histogram.edges), 1);
        return answered.map([&] { return histogram; });
    }

    Result<void> ofPages(TimeHistogram &histogram)
    {
        double percent = 100;
        return execute(m_statements.percentOf(sampledPages),
                       [&](const ResultRows &rows) { percent = rows.text(0, 0).toDouble(); })
            .and_then([&] {
                histogram.isEstimate = percent < 100;
                return read(histogram, m_statements.ofPages(m_request.filter, histogram.edges, percent),
                            100 / percent);
            });
    }

    // Whether a part is enough is for the planner to say: to find out by counting would take as long.
    Result<void> ofSlices(TimeHistogram &histogram)
    {
        double planned = 0;
        return execute(m_statements.plan(m_request.filter, histogram.range()),
                       [&](const ResultRows &rows) {
                           const auto plan = queryplan::fromJson(rows.bytes(0, 0));
                           planned = plan && !plan->nodes.isEmpty() ? plan->nodes.first().rows : 0;
                       })
            .and_then([&] {
                if (planned <= m_most)
                    return read(histogram, m_statements.counts(m_request.filter, histogram.edges), 1);
                histogram.isEstimate = true;
                const double share = std::max(smallestShare, m_most / planned / 2);
                return read(histogram,
                            m_statements.ofSlices(m_request.filter, histogram.edges, share, slicesOfAStep),
                            1 / share);
            });
    }

    Result<void> read(TimeHistogram &histogram, const Result<QString> &sql, double factor)
    {
        histogram.parts.clear();
        return execute(sql, [&](const ResultRows &rows) {
            for (int row = 0; row < rows.count(); ++row) {
                const FieldValue status = rows.optionalText(row, 1);
                if (histogram.parts.isEmpty() || histogram.parts.last().status != status)
                    histogram.parts += TimeHistogram::Part{status, QVector<qint64>(histogram.steps())};
                const qint64 step = rows.integer(row, 0) - 1;
                if (step >= 0 && step < histogram.steps())
                    histogram.parts.last().numbers[step] +=
                        std::llround(double(rows.integer(row, 2)) * factor);
            }
        });
    }

    Connection &m_connection;
    const SessionSettings &m_settings;
    const HistogramStatements m_statements;
    const HistogramRequest &m_request;
    const int m_most;
    bool m_isTooMany = false;
};

} // namespace

Result<TimeHistogram> countByTime(Connection &connection, const SessionSettings &settings,
                                  const TaskSource &source, const HistogramRequest &request, int most)
{
    return TimeCount(connection, settings, source, request, most).answer();
}

} // namespace watchbill
