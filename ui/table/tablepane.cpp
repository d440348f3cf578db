// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/tablepane.h"

#include "format/format.h"
#include "service/taskmonitor.h"
#include "table/banner.h"
#include "table/tasktablemodel.h"
#include "table/tasktableview.h"
#include "theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

using State = TaskMonitor::State;

// "14:02:11", by this computer's clock, of something that is so old.
QString clockTime(std::chrono::milliseconds age)
{
    return QDateTime::currentDateTime().addMSecs(-age.count()).toString(u"HH:mm:ss"_s);
}

} // namespace

TablePane::TablePane(TaskMonitor &monitor, QWidget *parent)
    : QWidget(parent)
    , m_monitor(monitor)
    , m_model(new TaskTableModel(monitor, this))
    , m_view(new TaskTableView(m_model, monitor.feed()))
    , m_message(new StateMessage)
    , m_banner(new Banner)
    , m_stack(new QStackedWidget)
    , m_newer(new QPushButton)
    , m_clock(new QTimer(this))
{
    m_newer->setObjectName(u"newerButton"_s);
    m_newer->setCursor(Qt::PointingHandCursor);
    m_newer->setFlat(true);
    m_newer->setAutoFillBackground(true);
    m_newer->setParent(this); // over the table: in the layout it would push the rows away from the pointer
    m_newer->hide();
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_message);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_stack, 1);

    connect(&monitor, &TaskMonitor::stateChanged, this, &TablePane::update);
    connect(&monitor, &TaskMonitor::refreshed, this, &TablePane::update);
    connect(&monitor.feed(), &TaskFeed::loadingChanged, this, &TablePane::update);
    connect(&monitor.feed(), &TaskFeed::newerChanged, this, &TablePane::updateNewer);
    connect(m_newer, &QPushButton::clicked, m_view, &TaskTableView::goToStart);
    connect(m_message, &StateMessage::actionTriggered, this, [this] { perform(m_messageAction); });
    connect(m_banner, &Banner::actionTriggered, this, [this] { perform(m_bannerAction); });

    // Ages and countdowns move on between two answers.
    m_clock->setInterval(1s);
    connect(m_clock, &QTimer::timeout, this, [this] {
        updateBanner();
        m_view->viewport()->update();
    });
    m_clock->start();
    update();
}

void TablePane::update()
{
    updateRows();
    updateBanner();
    updateNewer();
}

void TablePane::updateRows()
{
    const bool hasRows = !m_monitor.feed().window().isEmpty();
    m_view->viewport()->update();
    if (hasRows) {
        m_stack->setCurrentWidget(m_view);
        if (!std::exchange(m_hasHadRows, true))
            m_view->setFocus(); // its keys work from the start
        return;
    }
    switch (m_monitor.state()) {
    case State::Connecting:
        m_message->setContent(waiting());
        break;
    case State::Broken:
    case State::Refused:
        m_message->setContent(refused());
        break;
    case State::Live:
        m_message->setContent(m_monitor.feed().hasPage() || m_monitor.error() ? noRows() : waiting());
        break;
    }
    m_stack->setCurrentWidget(m_message);
}

StateMessage::Content TablePane::waiting()
{
    m_messageAction = Action::None;
    if (m_monitor.state() == State::Connecting)
        return {u"connect"_s, tr("Connecting…"), tr("Waiting for the server's answer."), {}};
    const TaskField field = m_monitor.feed().query().sort.field;
    if (m_monitor.source() && !m_monitor.source()->isIndexed(field))
        return {u"clock"_s, tr("Waiting for the first tasks…"),
                tr("The table has no index for this order, so the server reads all of it for each page."), {}};
    return {u"clock"_s, tr("Waiting for the first tasks…"), {}, {}};
}

StateMessage::Content TablePane::refused()
{
    const TaskError error = m_monitor.error().value_or(TaskError());
    m_messageAction = Action::ChangeConnection;
    const bool isDenied = error.kind == TaskError::Kind::Authentication || error.kind == TaskError::Kind::PermissionDenied;
    if (isDenied)
        return {u"denied"_s, tr("The login was refused"), error.message, tr("Change connection…")};
    if (m_monitor.state() == State::Refused)
        return {u"table"_s, tr("These tasks cannot be shown"), error.message, tr("Change connection…")};
    m_messageAction = Action::Reconnect;
    return {u"offline"_s, tr("No connection"), error.message, tr("Try again now")};
}

StateMessage::Content TablePane::noRows()
{
    const TaskSource source = m_monitor.source().value_or(TaskSource());
    const Viewpoint &viewpoint = source.viewpoint;
    if (!source.maySelect || (m_monitor.error() && m_monitor.error()->kind == TaskError::Kind::PermissionDenied)) {
        m_messageAction = Action::Refresh;
        return {u"denied"_s, tr("No permission to read this table"),
                tr("The role %1 may not read %2.%3. Its owner can allow it with GRANT SELECT.")
                    .arg(viewpoint.role, source.schema, source.table),
                tr("Try again")};
    }
    if (m_monitor.error() && m_monitor.error()->kind == TaskError::Kind::InvalidInput) {
        m_messageAction = Action::ClearFilters;
        return {u"filter-clear"_s, tr("The filter was not understood"), m_monitor.error()->message, tr("Clear filters")};
    }
    if (m_monitor.error()) {
        m_messageAction = Action::Refresh;
        const bool isTimeout = m_monitor.error()->kind == TaskError::Kind::Timeout;
        return {isTimeout ? u"clock"_s : u"error"_s, isTimeout ? tr("The server took too long") : tr("The tasks could not be read"),
                m_monitor.error()->message, tr("Try again")};
    }
    if (!m_monitor.feed().shownQuery().filter.isEmpty()) {
        m_messageAction = Action::ClearFilters;
        QString text = tr("No task in %1.%2 has all the properties that the filter asks for.").arg(source.schema, source.table);
        if (viewpoint.rowSecurityActive)
            text += u' ' + tr("Row security may also be hiding matching tasks from the role %1.").arg(viewpoint.role);
        return {u"no-match"_s, tr("No task matches"), text, tr("Clear filters")};
    }
    m_messageAction = Action::Refresh;
    if (viewpoint.rowSecurityActive)
        return {u"hidden"_s, tr("No tasks that this role can see"),
                tr("Row security is active: the role %1 sees only the rows that the table's policies show it, and there "
                   "are none. Whether the table is empty cannot be told with this role. Connect with a service role "
                   "to see all rows.")
                    .arg(viewpoint.role),
                tr("Look again")};
    return {u"empty"_s, tr("No tasks yet"),
            tr("%1.%2 is empty. New tasks appear here by themselves.").arg(source.schema, source.table), tr("Look again")};
}

void TablePane::updateBanner()
{
    const auto age = m_monitor.age();
    const bool hasRows = !m_monitor.feed().window().isEmpty();
    m_bannerAction = Action::None;
    m_banner->setToolTip({});
    if (hasRows && m_monitor.state() != State::Live) {
        m_bannerAction = Action::Reconnect;
        const auto wait = std::chrono::ceil<std::chrono::seconds>(m_monitor.untilReconnect());
        const QString next = m_monitor.state() == State::Refused ? QString()
            : wait.count() > 0 ? tr(" Trying again in %1 s.").arg(wait.count())
                               : tr(" Trying again now.");
        m_banner->show(Banner::Level::Error,
                       tr("Data from %1. %2").arg(clockTime(age.value_or(0ms)), m_monitor.error().value_or(TaskError()).message)
                           + next,
                       tr("Try now"));
    } else if (hasRows && m_monitor.error() && m_monitor.error()->kind == TaskError::Kind::InvalidInput) {
        m_bannerAction = Action::ClearFilters;
        m_banner->show(Banner::Level::Error,
                       tr("The filter was not understood, so the tasks shown are those of the filter before. %1")
                           .arg(m_monitor.error()->message),
                       tr("Clear filters"));
    } else if (hasRows && m_monitor.error()) {
        m_bannerAction = Action::Refresh;
        m_banner->show(Banner::Level::Error,
                       tr("Data from %1. %2").arg(clockTime(age.value_or(0ms)), m_monitor.error()->message), tr("Try again"));
    } else if (m_monitor.source() && !m_monitor.source()->viewpoint.fallbackReason.isEmpty()) {
        m_banner->show(Banner::Level::Warning, m_monitor.source()->viewpoint.fallbackReason);
    } else {
        showSlowSort();
    }
}

void TablePane::showSlowSort()
{
    const auto &source = m_monitor.source();
    const TaskField field = m_monitor.feed().query().sort.field;
    if (!source || m_monitor.feed().window().isEmpty() || source->isIndexed(field)) {
        m_banner->hide();
        return;
    }
    const QString statement = source->indexStatement(field);
    m_bannerAction = statement.isEmpty() ? Action::None : Action::CopyIndexStatement;
    m_banner->show(Banner::Level::Warning,
                   tr("The table has no index for this order: each refresh reads all of it."),
                   statement.isEmpty() ? QString() : tr("Copy index statement"));
    m_banner->setToolTip(statement);
}

void TablePane::updateNewer()
{
    const int newer = m_monitor.feed().newer();
    QPalette palette;
    palette.setColor(QPalette::Button, theme::accent());
    palette.setColor(QPalette::ButtonText, palette.color(QPalette::HighlightedText));
    m_newer->setPalette(palette);
    m_newer->setVisible(newer > 0);
    m_newer->setText(newer >= TaskPage::newerLimit ? tr("+%1 or more new: show").arg(format::number(newer))
                                                   : tr("+%Ln new: show", nullptr, newer));
    placeNewer();
}

void TablePane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeNewer();
}

// In the middle, right below the table's header.
void TablePane::placeNewer()
{
    constexpr int gap = 6;
    const QSize size = m_newer->sizeHint() + QSize(24, 4);
    const int top = m_stack->y() + m_view->horizontalHeader()->height() + gap;
    m_newer->setGeometry((width() - size.width()) / 2, top, size.width(), size.height());
    m_newer->raise();
}

void TablePane::perform(Action action)
{
    switch (action) {
    case Action::None:
        break;
    case Action::ClearFilters:
        Q_EMIT clearFiltersRequested();
        break;
    case Action::ChangeConnection:
        Q_EMIT connectionRequested();
        break;
    case Action::Reconnect:
    case Action::Refresh:
        m_monitor.refresh();
        break;
    case Action::CopyIndexStatement:
        QApplication::clipboard()->setText(m_monitor.source()->indexStatement(m_monitor.feed().query().sort.field));
        break;
    }
}

} // namespace watchbill
