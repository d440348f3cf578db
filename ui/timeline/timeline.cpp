// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "timeline/timeline.h"

#include "filter/creationtime.h"
#include "format/format.h"
#include "live/taskmonitor.h"
#include "task/sentences.h"
#include "timeline/timestrip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

#include <numeric>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr double second = 1e6; // microseconds
constexpr int widestNumbers = 29; // characters

// "14 d", as exact as is of interest.
QString spanText(qint64 microseconds)
{
    constexpr qint64 minute = 60'000'000;
    constexpr qint64 hour = 60 * minute;
    constexpr qint64 day = 24 * hour;
    for (const qint64 unit : {day, hour, minute}) {
        if (microseconds >= 2 * unit) { // which may be as long as there are numbers for
            const qint64 more = microseconds % unit >= unit / 2 ? 1 : 0;
            return format::duration((microseconds / unit + more) * unit);
        }
    }
    return format::duration(microseconds / qint64(second) * qint64(second));
}

// "4.2/min over 3 h", in the unit of which there are some; empty if even in a day there are hardly any, as when one task
// is centuries older than the others.
QString rateText(double count, qint64 microseconds)
{
    const double perSecond = count / (double(microseconds) / second);
    const QLocale locale;
    const auto text = [&](double rate) { return locale.toString(rate, 'f', rate < 10 ? 1 : 0); };
    const QString span = spanText(microseconds);
    if (perSecond >= 1)
        return Timeline::tr("%1/s over %2").arg(text(perSecond), span);
    if (perSecond * 60 >= 1)
        return Timeline::tr("%1/min over %2").arg(text(perSecond * 60), span);
    if (perSecond * 3600 >= 1)
        return Timeline::tr("%1/h over %2").arg(text(perSecond * 3600), span);
    constexpr double least = 0.05; // is shown as 0.1
    return perSecond * 86400 >= least ? Timeline::tr("%1/d over %2").arg(text(perSecond * 86400), span)
                                      : QString();
}

// Of the statuses that are asked for.
Count matchingOf(StatusCounts counts, const ValueSet &statuses)
{
    if (statuses.isEmpty())
        return counts.total();
    counts.statuses.removeIf(
        [&](const StatusCount &one) { return statuses.contains(one.status) == statuses.excluded; });
    return counts.total();
}

// The sum of its bars.
StatusCounts countsOf(const TimeHistogram &histogram)
{
    StatusCounts counts;
    for (const TimeHistogram::Part &part : histogram.parts)
        counts.statuses +=
            StatusCount{part.status,
                        {std::accumulate(part.numbers.begin(), part.numbers.end(), qint64(0)),
                         histogram.isEstimate ? Count::Precision::Estimate : Count::Precision::Exact}};
    return counts;
}

} // namespace

Timeline::Timeline(TaskMonitor &monitor, QWidget *parent)
    : QWidget(parent)
    , m_monitor(monitor)
    , m_strip(new TimeStrip)
    , m_numbers(new QLabel)
{
    m_numbers->setObjectName(u"timelineNumbers"_s);
    m_numbers->setTextFormat(Qt::PlainText);
    m_numbers->setForegroundRole(QPalette::PlaceholderText);
    m_numbers->setAlignment(Qt::AlignTop | Qt::AlignRight);
    m_numbers->setFixedWidth(fontMetrics().averageCharWidth()
                             * widestNumbers); // so that the strip keeps its width
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 0, 10, 4);
    layout->addWidget(m_strip, 1);
    layout->addWidget(m_numbers);

    connect(m_strip, &TimeStrip::chosen, this, &Timeline::choose);
    connect(m_strip, &TimeStrip::clicked, this, &Timeline::go);
    connect(m_strip, &TimeStrip::zoomed, this, &Timeline::zoom);
    connect(m_strip, &TimeStrip::resetRequested, this, &Timeline::reset);
    connect(&monitor.histogram(), &AnyReading::changed, this, &Timeline::showHistogram);
    connect(&monitor.counts(), &AnyReading::changed, this, &Timeline::showNumbers);
    connect(&monitor, &TaskMonitor::refreshed, this,
            &Timeline::showHistogram); // what is chosen may last until now
    connect(&monitor, &TaskMonitor::stateChanged, this,
            [this] { m_monitor.histogram().setWatched(isVisible()); });
    connect(&monitor, &TaskMonitor::stateChanged, this, &Timeline::showHistogram);
    showHistogram();
}

void Timeline::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_monitor.histogram().setWatched(true);
}

void Timeline::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_monitor.histogram().setWatched(false);
}

void Timeline::setPlace(const std::optional<TimeRange> &range)
{
    m_strip->setPlace(range);
}

void Timeline::choose(const TimeRange &range)
{
    QueryState &query = m_monitor.queryState();
    query.askFilter(filter::createdWithin(query.asked().filter, range));
}

// To the first of the step's tasks in the order of the table.
void Timeline::go(const TimeRange &step)
{
    const TaskSort &sort = m_monitor.query().sort;
    const bool isAscending = sort.field == TaskField::CreatedAt && sort.order == Qt::AscendingOrder;
    m_monitor.goToCreation(isAscending ? step.from : Timestamp(step.until.microseconds() - 1));
}

// Wider than all there is means all there is.
void Timeline::zoom(const TimeRange &range)
{
    HistogramReading &histogram = m_monitor.histogram();
    const auto &whole = histogram.whole();
    const bool isAll = whole && range.from <= whole->from && range.until >= whole->until;
    histogram.zoom(isAll && !histogram.chosen() ? std::nullopt : std::optional(range));
}

void Timeline::reset()
{
    m_monitor.histogram().zoom({});
    QueryState &query = m_monitor.queryState();
    if (const TaskFilter ever = filter::createdEver(query.asked().filter); ever != query.asked().filter)
        query.askFilter(ever);
    else
        Q_EMIT startRequested();
}

QString Timeline::message() const
{
    const HistogramReading &histogram = m_monitor.histogram();
    if (histogram.error() && m_monitor.error())
        return {}; // it is said where the list is
    if (const auto &error = histogram.error())
        return error->kind == TaskError::Kind::Timeout
            ? tr("Counting these tasks by time takes too long.")
            : tr("Could not count tasks by time: %1").arg(error->message.section(u'\n', 0, 0));
    if (!histogram)
        return m_monitor.state() == TaskMonitor::State::Live ? tr("Counting by time…") : QString();
    return histogram->isEmpty() ? tr("No task matches.") : QString();
}

void Timeline::showHistogram()
{
    const HistogramReading &histogram = m_monitor.histogram();
    m_strip->setMessage(message());
    m_strip->show(histogram ? *histogram : TimeHistogram(), histogram.range());
    m_strip->setChosen(histogram.chosen());
    showNumbers();
}

// They are those of the query, or, while the strip is zoomed, those of the time that it shows.
void Timeline::showNumbers()
{
    const HistogramReading &histogram = m_monitor.histogram();
    const auto counts = m_monitor.countsBesideList();
    QStringList lines;
    std::optional<TimeRange> range;
    if (histogram.isZoomed() && histogram) {
        range = pastOf(histogram->isEmpty() ? std::nullopt : std::optional(histogram->range()));
        lines = numbers(countsOf(*histogram), {}, range);
    } else if (counts) {
        range = pastOf(histogram.chosen() ? histogram.chosen() : histogram.whole());
        lines = numbers(*counts, m_monitor.query().filter.statuses, range);
    }
    m_numbers->setText(lines.join(u'\n'));
    const QString of = histogram.isZoomed()
        ? tr("Covers the time range shown in the strip. Double-click the strip to show all.")
        : tr("Tasks that match the query. The failure rate counts all statuses.");
    const QString rate = range
        ? tr("The rate is the mean from %1 to %2.").arg(format::time(range->from), format::time(range->until))
        : QString();
    const QString estimate =
        histogram && histogram->isEstimate ? tr("The bars are estimated from a sample.") : QString();
    m_numbers->setToolTip(joinSentences({of, rate, estimate}));
}

// Nothing has come yet in what is to come.
std::optional<TimeRange> Timeline::pastOf(const std::optional<TimeRange> &range) const
{
    if (!range)
        return range;
    const TimeRange past{range->from, std::min(range->until, m_monitor.serverNow())};
    return past.span() >= qint64(second) ? std::optional(past) : std::nullopt;
}

QStringList Timeline::numbers(const StatusCounts &counts, const ValueSet &statuses,
                              const std::optional<TimeRange> &range) const
{
    const Count total = counts.total();
    const Count matching = matchingOf(counts, statuses);
    qint64 failed = 0;
    for (const StatusCount &one : counts.statuses) {
        if (TaskStatus::fromText(one.status.value_or(QString())).kind() == TaskStatus::Kind::Failed)
            failed += one.count.value;
    }
    const bool isExact = total.precision == Count::Precision::Exact;
    const bool isAll = matching.value == total.value;
    QStringList lines;
    if (isExact && isAll)
        lines += tr("%Ln tasks", nullptr, int(total.value));
    else if (isExact)
        lines += tr("%1 of %Ln tasks", nullptr, int(total.value)).arg(format::count(matching));
    else if (isAll)
        lines += tr("%1 tasks").arg(format::count(total));
    else
        lines += tr("%1 of %2 tasks").arg(format::count(matching), format::count(total));
    if (total.value > 0)
        lines +=
            tr("%1 % failed").arg(QLocale().toString(100.0 * double(failed) / double(total.value), 'f', 1));
    if (range && matching.value > 1) // of one task there is no rate
        lines += rateText(double(matching.value), range->span());
    lines.removeAll(QString());
    return lines;
}

} // namespace watchbill
