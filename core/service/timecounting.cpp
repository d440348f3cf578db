// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/timecounting.h"

#include "source/histogramstatements.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

// Of a table of ten million tasks about one in fifty: a twentieth of a second's work, and some fifty pages for each step.
constexpr int sampledPages = 6'000;

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
        , m_most(m_statements.canSample() ? most : 0)
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
        const auto found =
            execute(m_statements.extent(m_request.filter, m_most), [&](const ResultRows &rows) {
                take(rows);
                m_isTooMany = m_most > 0 && rows.integer(0, 2) > m_most;
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
        if (!m_isTooMany) {
            const auto counted =
                read(histogram, m_statements.counts(m_request.filter, histogram.edges, m_most), 1);
            if (!counted)
                return Failure(counted.error());
            qint64 sum = 0;
            for (qsizetype step = 0; step < histogram.steps(); ++step)
                sum += histogram.number(step);
            if (m_most == 0 || sum <= m_most)
                return histogram;
        }
        double percent = 100;
        return execute(m_statements.percentOf(sampledPages),
                       [&](const ResultRows &rows) { percent = rows.text(0, 0).toDouble(); })
            .and_then([&] {
                histogram.isEstimate = percent < 100;
                return read(histogram, m_statements.sampled(m_request.filter, histogram.edges, percent),
                            100 / percent);
            })
            .map([&] { return histogram; });
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
    const int m_most; // 0: all of them, since no part of them can be read
    bool m_isTooMany = false;
};

} // namespace

Result<TimeHistogram> countByTime(Connection &connection, const SessionSettings &settings,
                                  const TaskSource &source, const HistogramRequest &request, int most)
{
    return TimeCount(connection, settings, source, request, most).answer();
}

} // namespace watchbill
