// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "overview/statussection.h"

#include "format/format.h"
#include "live/taskmonitor.h"
#include "overview/valuelist.h"
#include "theme/icon.h"
#include "theme/keytext.h"
#include "theme/theme.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr auto newsworthy = 3s; // counters that are so much older than the list say so

} // namespace

StatusSection::StatusSection(TaskMonitor &monitor)
    : m_monitor(monitor)
    , m_list(new ValueList(monitor.queryState(), &TaskFilter::statuses, u"statuses"_s, tr("Statuses")))
    , m_age(new QLabel)
    , m_note(SideList::note(u"countersNote"_s))
    , m_count(new QToolButton)
{
    // Beside the heading, as it comes and goes: below the list it would move all that follows.
    m_age->setObjectName(u"countersAge"_s);
    m_age->setForegroundRole(QPalette::PlaceholderText);
    m_age->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_age->setContentsMargins(0, 0, 6, 0);
    m_age->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_count->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    auto *top = new QHBoxLayout;
    top->addWidget(SideList::heading(tr("Status")));
    top->addWidget(m_age, 1);
    layout->addLayout(top);
    layout->addWidget(m_list);
    layout->addWidget(m_note);
    layout->addWidget(m_count);
    connect(m_count, &QToolButton::clicked, this, [this] {
        if (m_monitor.isCountingExactly())
            m_monitor.stopCounting();
        else
            m_monitor.countExactly();
    });
    connect(&monitor.queryState(), &QueryState::changed, this, &StatusSection::showStatuses);
    connect(&monitor.counts(), &AnyReading::changed, this, &StatusSection::showStatuses);
    for (const auto signal : {&TaskMonitor::refreshed, &TaskMonitor::stateChanged})
        connect(&monitor, signal, this, &StatusSection::showStatuses);
    m_clock.setInterval(1s);
    connect(&m_clock, &QTimer::timeout, this, &StatusSection::showCounting);
    m_clock.start();
    showStatuses();
}

QKeySequence StatusSection::keyOf(std::optional<TaskStatus::Kind> kind)
{
    using Kind = TaskStatus::Kind;
    int key = Qt::Key_1;
    for (const auto &one :
         {std::optional<Kind>(), std::optional(Kind::Pending), std::optional(Kind::Processing),
          std::optional(Kind::Completed), std::optional(Kind::Failed)}) {
        if (one == kind)
            return Qt::ALT | Qt::Key(key);
        ++key;
    }
    return {};
}

// Only of the words that the keys choose.
QKeySequence StatusSection::keyOf(const QString &status)
{
    const TaskStatus::Kind kind = TaskStatus::fromText(status).kind();
    return TaskStatus(kind).toText() == status ? keyOf(kind) : QKeySequence();
}

void StatusSection::showStatuses()
{
    const auto counts = m_monitor.countsBesideList();
    noteCounted(counts.value_or(StatusCounts()));
    QVector<FieldValue> words;
    for (const QString &word : usualStatuses())
        words += word;
    for (const FieldValue &word : qAsConst(m_counted)) {
        if (!words.contains(word))
            words += word;
    }
    const auto countOf = [&](const FieldValue &status) -> std::optional<Count> {
        if (!counts)
            return std::nullopt;
        for (const StatusCount &one : counts->statuses) {
            if (one.status == status)
                return one.count;
        }
        return Count{0, Count::Precision::Exact};
    };
    QVector<ValueList::Value> lines;
    for (const FieldValue &word : words) {
        const QString status = word.value_or(QString());
        const auto count = countOf(word);
        // The number that matters most.
        const bool areFailures =
            count && count->value > 0 && TaskStatus::fromText(status).kind() == TaskStatus::Kind::Failed;
        lines += ValueList::Value{
            word,
            theme::statusIcon(status),
            format::value(word),
            count ? format::count(*count) : tr("–"),
            {},
            areFailures ? +[] { return theme::statusColor(TaskStatus::Kind::Failed); } : nullptr,
            theme::withKey(tr("Shows only the tasks with this status."), keyOf(status))};
    }
    m_list->setValues(
        {theme::icon(u"status-all"_s), tr("All"),
         theme::withKey(tr("Shows tasks of every status."), keyOf(std::optional<TaskStatus::Kind>())),
         counts ? format::count(counts->total()) : tr("–")},
        lines);
    showCounting();
}

// A line that came and went with the query would move all that is below it. So one that was there once stays, and a status
// that no task has gets none: the query says it.
void StatusSection::noteCounted(const StatusCounts &counts)
{
    const auto viewAs = m_monitor.source() ? m_monitor.source()->viewpoint.viewAs : std::nullopt;
    if (viewAs != std::exchange(m_viewAs, viewAs))
        m_counted.clear(); // what one user may see is not for another
    for (const StatusCount &one : counts.statuses) {
        if (!m_counted.contains(one.status))
            m_counted += one.status;
    }
}

// What a status can be: the words of an enum, else the four that the keys choose.
QStringList StatusSection::usualStatuses() const
{
    const auto &source = m_monitor.source();
    const QStringList labels = source ? source->columns.value(TaskField::Status).labels : QStringList();
    if (!labels.isEmpty())
        return labels;
    QStringList words;
    for (const auto kind : {TaskStatus::Kind::Pending, TaskStatus::Kind::Processing,
                            TaskStatus::Kind::Completed, TaskStatus::Kind::Failed})
        words += TaskStatus(kind).toText();
    return words;
}

void StatusSection::showCounting()
{
    const auto counts = m_monitor.countsBesideList();
    const bool isCounting = m_monitor.isCountingExactly();
    const bool isExact = counts && counts->total().precision == Count::Precision::Exact;
    const bool isLive = m_monitor.state() == TaskMonitor::State::Live && m_monitor.feed().hasPage();
    const bool hasFailed = isLive && !counts && !m_monitor.counts().isReading();
    const auto &error = m_monitor.counts().error();
    const bool isOfInput =
        error && error->kind == TaskError::Kind::InvalidInput; // to count again would not help
    m_count->setVisible(isCounting || (counts && !isExact) || (hasFailed && !isOfInput));
    m_count->setIcon(theme::icon(isCounting ? u"close"_s : u"status-all"_s));
    m_count->setText(isCounting ? tr("Stop counting") : tr("Count exactly"));
    QStringList notes;
    if (isCounting)
        notes += tr("Counting every task…");
    else if (hasFailed)
        notes += isOfInput ? error->message : tr("Counting failed");
    else if (counts && counts->total().precision == Count::Precision::Estimate)
        notes += tr("≈ estimated by the server");
    else if (counts && counts->total().precision == Count::Precision::AtLeast)
        notes += tr("+ at least this many");
    const QString age = ageText();
    m_age->setText(!age.isEmpty()                                       ? tr("%1 ago").arg(age)
                       : isLive && !counts && !hasFailed && !isCounting ? tr("Counting…")
                                                                        : QString());
    m_age->setToolTip(age.isEmpty() ? QString() : tr("Counted %1 ago").arg(age));
    m_note->setText(notes.join(u'\n'));
    m_note->setVisible(!notes.isEmpty());
}

// The age of counters that are not updated while the list is.
QString StatusSection::ageText() const
{
    const auto age = m_monitor.counts().age();
    const auto ageOfList = m_monitor.age();
    if (!age || !ageOfList || !m_monitor.countsBesideList() || *age < *ageOfList + newsworthy)
        return {};
    return format::duration(age->count() / 1000 * 1'000'000);
}

} // namespace watchbill
