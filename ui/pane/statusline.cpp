// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pane/statusline.h"

#include "format/format.h"
#include "format/selectiontext.h"
#include "live/taskmonitor.h"
#include "pane/pacetext.h"
#include "pane/placetext.h"
#include "pane/steadylabel.h"
#include "table/tasktableview.h"
#include "task/sentences.h"
#include "task/shownzone.h"
#include "theme/textcolor.h"
#include "theme/theme.h"

#include <QLabel>
#include <QMessageBox>
#include <QPainter>
#include <QStyleOption>
#include <QTimeZone>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

using State = TaskMonitor::State;

constexpr auto reportTime = 8s;
constexpr auto longReportTime = 60s; // so that there is time to open it
constexpr int messageMargin = 6; // as QStatusBar has it

} // namespace

StatusLine::StatusLine(TaskMonitor &monitor, const TaskTableView *view, QWidget *parent)
    : QStatusBar(parent)
    , m_monitor(monitor)
    , m_view(view)
    , m_more(new QToolButton)
    , m_selected(new QLabel)
    , m_connection(new SteadyLabel)
    , m_age(new SteadyLabel)
    , m_place(new SteadyLabel)
    , m_zone(new QLabel)
{
    setSizeGripEnabled(false);
    m_connection->setObjectName(u"statusConnection"_s);
    m_age->setObjectName(u"statusAge"_s);
    m_place->setObjectName(u"statusPlace"_s);
    m_selected->setObjectName(u"statusSelected"_s);
    m_more->setObjectName(u"statusMore"_s);
    m_more->setText(tr("Show all"));
    m_more->setAutoRaise(true);
    m_more->setVisible(false);
    addPermanentWidget(m_more);
    for (QLabel *label : std::initializer_list<QLabel *>{m_connection, m_age, m_place, m_zone, m_selected}) {
        label->setTextFormat(Qt::PlainText);
        label->setContentsMargins(6, 2, 6, 2);
        if (label == m_selected)
            insertPermanentWidget(1, label); // the first that tells something, as it comes and goes
        else
            addPermanentWidget(label);
    }
    m_zone->setObjectName(u"statusZone"_s);
    m_zone->setForegroundRole(QPalette::PlaceholderText);
    m_zone->setToolTip(tr("Times are in this time zone. Hover over a time to see it in UTC."));
    connect(&monitor, &TaskMonitor::stateChanged, this, &StatusLine::update);
    connect(&monitor, &TaskMonitor::refreshed, this, &StatusLine::update);
    connect(&monitor.counts(), &AnyReading::changed, this, &StatusLine::update);
    connect(&monitor.feed(), &TaskFeed::viewportChanged, this, &StatusLine::showPlace);
    connect(&monitor.scheduler(), &RefreshScheduler::changed, this, &StatusLine::update);
    connect(&monitor.scheduler(), &RefreshScheduler::paceChanged, this, &StatusLine::update);
    connect(view, &TaskTableView::selectionEdited, this, &StatusLine::update);
    connect(m_more, &QToolButton::clicked, this, &StatusLine::openMessage);
    connect(this, &QStatusBar::messageChanged, this, &StatusLine::fitMessage);
    m_clock.setInterval(500ms);
    connect(&m_clock, &QTimer::timeout, this, &StatusLine::update);
    m_clock.start();
    update();
}

void StatusLine::update()
{
    const bool isLive = m_monitor.state() == State::Live && !m_monitor.isSilent();
    theme::setTextColor(m_connection, [isLive] {
        return theme::statusColor(isLive ? TaskStatus::Kind::Completed : TaskStatus::Kind::Failed);
    });
    m_connection->setText(connectionText());
    m_age->setText(
        ageText(),
        m_monitor.age()
            ? tr("Updated %1 ago (%2)").arg(format::duration(59'000'000), format::duration(999'000))
            : QString());
    const QString pace = format::plainToolTip(paceText(m_monitor.scheduler()) + u'\n' + pushText());
    if (pace != m_age->toolTip())
        m_age->setToolTip(pace);
    showPlace();
    const QString selected = selectiontext::inBrief(m_view->selection());
    m_selected->setVisible(!selected.isEmpty());
    m_selected->setText(selected);
    m_zone->setText(format::zoneName(QDateTime::currentDateTime().toTimeZone(shownZone())));
}

void StatusLine::showPlace()
{
    // The last rows have the longest numbers.
    const auto total = m_monitor.totalBesideList();
    const QString all = total ? format::count(*total) : QString();
    m_place->setText(
        placeText(m_monitor),
        total ? tr("%1–%2 of %3").arg(format::number(total->value), format::number(total->value), all)
              : QString());
}

void StatusLine::report(const QString &sentence)
{
    showMessage(sentence, int(std::chrono::milliseconds(reportTime).count()));
    if (!fits())
        showMessage(sentence, int(std::chrono::milliseconds(longReportTime).count()));
    Q_EMIT reported(sentence);
}

const QWidget *StatusLine::firstPart() const
{
    return m_selected->isVisibleTo(this) ? m_selected : m_connection;
}

QRect StatusLine::messagePlace() const
{
    const QWidget *end = m_more->isVisibleTo(this) ? static_cast<const QWidget *>(m_more) : firstPart();
    return {messageMargin, 0, end->x() - 2 * messageMargin, height()};
}

bool StatusLine::fits() const
{
    return fontMetrics().horizontalAdvance(currentMessage()) <= firstPart()->x() - 2 * messageMargin;
}

void StatusLine::fitMessage()
{
    m_more->setVisible(!currentMessage().isEmpty() && !fits());
}

void StatusLine::openMessage()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Message"), currentMessage(), QMessageBox::Ok, this);
    box->setObjectName(u"wholeMessage"_s);
    box->setTextFormat(Qt::PlainText);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void StatusLine::resizeEvent(QResizeEvent *event)
{
    QStatusBar::resizeEvent(event);
    fitMessage();
}

// As QStatusBar has it, but with an ellipsis.
void StatusLine::paintEvent(QPaintEvent *event)
{
    if (!m_more->isVisible()) {
        QStatusBar::paintEvent(event);
        return;
    }
    QPainter painter(this);
    QStyleOption option;
    option.initFrom(this);
    style()->drawPrimitive(QStyle::PE_PanelStatusBar, &option, &painter, this);
    painter.setPen(palette().windowText().color());
    const QRect place = messagePlace();
    painter.drawText(
        place, Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine,
        fontMetrics().elidedText(currentMessage().replace(u'\n', u' '), Qt::ElideRight, place.width()));
}

QString StatusLine::connectionText() const
{
    const auto access = m_monitor.access();
    const QString who = access ? tr("%1@%2").arg(access->viewpoint.role, access->server.database) : QString();
    switch (m_monitor.state()) {
    case State::Connecting:
        return tr("○ connecting");
    case State::Broken:
        return tr("○ disconnected");
    case State::Refused:
        return m_monitor.service().reached() ? tr("○ %1 · no tasks to show").arg(who) : tr("○ not connected");
    case State::Live:
        break;
    }
    if (m_monitor.isSilent())
        return tr("○ no answer");
    return access ? tr("● %1").arg(who) : QString();
}

QString StatusLine::ageText() const
{
    const auto age = m_monitor.age();
    if (!age)
        return {};
    const QString took =
        format::duration(m_monitor.queryMicroseconds() < 1000 ? m_monitor.queryMicroseconds()
                                                              : m_monitor.queryMicroseconds() / 1000 * 1000);
    const QString ago = *age < 1s
        ? tr("Updated just now (%1)").arg(took)
        : tr("Updated %1 ago (%2)").arg(format::duration(age->count() / 1000 * 1'000'000), took);
    const RefreshScheduler &scheduler = m_monitor.scheduler();
    return scheduler.isPaused()       ? tr("%1 · paused").arg(ago)
        : scheduler.interval() == 0ms ? tr("%1 · refresh is off").arg(ago)
                                      : ago;
}

QString StatusLine::pushText() const
{
    const ListenState &state = m_monitor.listenState();
    switch (state.kind) {
    case ListenState::Kind::Off:
        return tr("Not listening for change notifications.");
    case ListenState::Kind::Starting:
        return tr("Starting to listen for change notifications.");
    case ListenState::Kind::Unavailable:
        return joinSentences({tr("Change notifications are not available."), state.reason});
    case ListenState::Kind::Listening:
        break;
    }
    return tr("Refreshes sooner when the server sends a change notification; this needs a trigger on "
              "the table.");
}

} // namespace watchbill
