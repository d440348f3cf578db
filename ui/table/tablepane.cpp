// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/tablepane.h"

#include "format/format.h"
#include "live/taskmonitor.h"
#include "service/taskservice.h"
#include "source/ownerstatements.h"
#include "source/sourcesentences.h"
#include "source/taskorder.h"
#include "table/newerbutton.h"
#include "table/norows.h"
#include "table/selectionline.h"
#include "table/tasktablemodel.h"
#include "table/tasktableview.h"
#include "task/sentences.h"
#include "task/shownzone.h"
#include "task/taskerror.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

using State = TaskMonitor::State;
using Action = TableAction;

constexpr auto longWait = 1s; // a shorter wait needs no explanation
constexpr auto newerPause = 10s; // between two sentences that tell of new tasks

// "14:02:11", by this computer's clock, of something that is so old.
QString clockTime(std::chrono::milliseconds age)
{
    return QDateTime::currentDateTime()
        .toTimeZone(shownZone())
        .addMSecs(-age.count())
        .toString(u"HH:mm:ss"_s);
}

} // namespace

TablePane::TablePane(TaskMonitor &monitor, QWidget *parent)
    : QWidget(parent)
    , m_monitor(monitor)
    , m_model(new TaskTableModel(monitor, this))
    , m_view(new TaskTableView(m_model, monitor))
    , m_message(new StateMessage)
    , m_noRows(new NoRows(monitor, this))
    , m_banner(new Banner)
    , m_selectionLine(new SelectionLine(*m_view->taskSelection()))
    , m_stack(new QStackedWidget)
    , m_newer(new NewerButton(this))
    , m_clock(new QTimer(this))
{
    m_newer->setObjectName(u"newerButton"_s);
    m_newer->hide();
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_message);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    // What comes and goes is below: above it would push the rows away from the pointer.
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_selectionLine);
    layout->addWidget(m_banner);

    connect(&monitor, &TaskMonitor::stateChanged, m_view,
            &TaskTableView::updateRows); // another table has other ids
    connect(&monitor, &TaskMonitor::stateChanged, this, &TablePane::update);
    connect(&monitor, &TaskMonitor::stateChanged, this, &TablePane::tellReconnection);
    connect(&monitor, &TaskMonitor::refreshed, this, &TablePane::update);
    connect(m_noRows, &NoRows::changed, this, &TablePane::updateRows);
    connect(&monitor.feed(), &TaskFeed::loadingChanged, this, &TablePane::update);
    connect(&monitor.feed(), &TaskFeed::newerChanged, this, &TablePane::updateNewer);
    connect(m_view, &TaskTableView::selectionEdited, this, &TablePane::updateSelectionLine);
    connect(&monitor, &TaskMonitor::refreshed, this, &TablePane::updateSelectionLine);
    connect(&monitor.counts(), &AnyReading::changed, this, &TablePane::updateSelectionLine);
    connect(m_newer, &QPushButton::clicked, m_view, &TaskTableView::goToStart);
    connect(m_message, &StateMessage::actionTriggered, this,
            [this](int index) { perform(m_messageActions.at(index)); });
    connect(m_banner, &Banner::actionTriggered, this,
            [this](int index) { perform(m_bannerActions.at(index)); });

    // Ages and countdowns move on between two answers.
    m_clock->setInterval(1s);
    connect(m_clock, &QTimer::timeout, this, [this] {
        updateRows();
        updateBanner();
    });
    m_clock->start();
    update();
}

QPushButton *TablePane::newerButton() const
{
    return m_newer;
}

void TablePane::update()
{
    updateRows();
    updateBanner();
    updateNewer();
}

void TablePane::updateRows()
{
    const bool hasRows = !m_monitor.feed().loaded().isEmpty();
    m_view->setDimmed(m_monitor.isStale());
    m_view->updateTimes();
    if (hasRows) {
        m_stack->setCurrentWidget(m_view);
        m_toldMessage.clear();
        if (!std::exchange(m_hasHadRows, true))
            m_view->setFocus(); // its keys work from the start
        return;
    }
    const auto message = [this] {
        switch (m_monitor.state()) {
        case State::Connecting:
            return waiting();
        case State::Broken:
        case State::Refused: {
            TableMessage refusal = refused();
            if (m_monitor.error() && hasDetails(*m_monitor.error()))
                refusal.actions += Action::ShowDetails;
            return refusal;
        }
        case State::Live:
            break;
        }
        return m_monitor.feed().hasPage() || m_monitor.error() ? m_noRows->message() : waiting();
    }();
    m_messageActions = message.actions;
    m_message->setContent({message.icon, message.title, message.text, wordsOf(message.actions)});
    m_stack->setCurrentWidget(m_message);
    tellMessage(message);
}

bool TablePane::hasUnindexedSort() const
{
    const auto &source = m_monitor.source();
    return source && !taskorder::isIndexed(*source, m_monitor.feed().query().sort);
}

std::optional<QueryAdvice> TablePane::adviceOnFilter() const
{
    const auto &source = m_monitor.source();
    return source ? queryadvice::of(*source, m_monitor.feed().query().filter) : std::nullopt;
}

QString TablePane::indexStatement() const
{
    if (hasUnindexedSort())
        return ownerstatements::index(*m_monitor.source(), m_monitor.feed().query().sort);
    return adviceOnFilter().value_or(QueryAdvice()).statement;
}

// What can be said of a request that takes long.
QString TablePane::reasonToWait() const
{
    const TaskQuery &query = m_monitor.feed().query();
    const RelationKind kind = m_monitor.source() ? m_monitor.source()->kind : RelationKind::Table;
    if (kind == RelationKind::View)
        return tr("The speed of a view depends on its query and the tables behind it.");
    if (kind == RelationKind::Foreign)
        return tr("The tasks come from another server.");
    if (hasUnindexedSort())
        return tr("No index supports this sort, so the server scans the whole table for each page. It may "
                  "also be busy or waiting for a lock.");
    if (const auto advice = adviceOnFilter())
        return advice->sentences;
    if (!query.filter.isEmpty())
        return tr("Few tasks match, or the server is busy or waiting for a lock.");
    return tr("The server is busy or waiting for a lock, or the network is slow.");
}

// How long a silence can last. Until the first of these has passed, the link may still be alive.
QString TablePane::endOfSilence() const
{
    using std::chrono::ceil, std::chrono::seconds;
    const auto doubt = ceil<seconds>(TaskFeed::longestDoubt() - m_monitor.feed().unansweredFor());
    if (doubt.count() > 0)
        return tr("If the connection is dead, a new one opens within %1 s.").arg(doubt.count());
    const seconds limit = m_monitor.service().profile().timeLimit;
    const auto left = ceil<seconds>(limit - m_monitor.feed().loadingFor());
    if (left.count() > 0)
        return tr("The server is reachable. It reaches its time limit in %1 s.").arg(left.count());
    return tr("The time limit of %1 s has passed: a new connection opens soon.").arg(limit.count());
}

TableMessage TablePane::waiting() const
{
    if (m_monitor.state() == State::Connecting)
        return {u"connect"_s,
                tr("Connecting…"),
                tr("Waiting for the server's answer."),
                {Action::ChangeConnection}};
    const auto waited = std::chrono::floor<std::chrono::seconds>(m_monitor.feed().loadingFor());
    if (waited < longWait)
        return {u"clock"_s, tr("Waiting for the first tasks…"), {}, {}};
    QVector<Action> actions{Action::Cancel};
    if (!indexStatement().isEmpty())
        actions += Action::CopyIndexStatement;
    return {u"clock"_s, tr("Waiting for the first tasks…"),
            joinSentences({tr("Waiting for %1 s.").arg(waited.count()), reasonToWait()}), actions};
}

TableMessage TablePane::refused() const
{
    const TaskError error = m_monitor.error().value_or(TaskError());
    const bool isDenied = error.kind == TaskError::Kind::Authentication
        || (error.kind == TaskError::Kind::PermissionDenied && !m_monitor.service().reached());
    if (isDenied)
        return {u"denied"_s, tr("The login was refused"), error.message,
                needsPassword(error) ? QVector{Action::EnterPassword, Action::ChangeConnection}
                                     : QVector{Action::ChangeConnection}};
    if (m_monitor.state() == State::Refused)
        return {u"table"_s, tr("Cannot show tasks"), error.message, {Action::ChangeConnection}};
    return {u"offline"_s, tr("No connection"), error.message, {Action::Reconnect, Action::ChangeConnection}};
}

void TablePane::showBanner(Banner::Level level, const QString &text, const QVector<Action> &actions)
{
    m_bannerActions = actions;
    m_banner->setToolTip(actions.contains(Action::CopyIndexStatement) ? format::plainToolTip(indexStatement())
                                                                      : QString());
    const bool isNew = m_banner->isHidden() || level != m_banner->level();
    m_banner->show(level, text, wordsOf(actions));
    if (isNew) // what it says then may change each second
        Q_EMIT told(text);
}

void TablePane::updateBanner()
{
    const QString dataFrom = tr("Data from %1.").arg(clockTime(m_monitor.age().value_or(0ms)));
    const auto &error = m_monitor.error();
    if (m_monitor.feed().loaded().isEmpty()) {
        showViewpoint();
    } else if (m_monitor.state() != State::Live) {
        const auto wait = std::chrono::ceil<std::chrono::seconds>(m_monitor.untilReconnect());
        const QString next = m_monitor.state() == State::Refused ? QString()
            : wait.count() > 0                                   ? tr("Retrying in %1 s.").arg(wait.count())
                                                                 : tr("Retrying now.");
        showBanner(Banner::Level::Error, joinSentences({dataFrom, error.value_or(TaskError()).message, next}),
                   {Action::Reconnect});
    } else if (!error) {
        showSlowList();
    } else if (error->kind == TaskError::Kind::InvalidInput) {
        showBanner(
            Banner::Level::Error,
            joinSentences({tr("Invalid filter: the tasks shown match the previous one."), error->message}),
            {Action::ClearFilters});
    } else if (error->kind == TaskError::Kind::Cancelled) {
        showBanner(Banner::Level::Warning,
                   joinSentences({dataFrom, tr("Reading was cancelled, and refresh is paused.")}),
                   {Action::Resume});
    } else {
        QVector<Action> actions{Action::Refresh};
        if (hasDetails(*error))
            actions += Action::ShowDetails;
        showBanner(Banner::Level::Error, joinSentences({dataFrom, error->message}), actions);
    }
}

// A request that takes long, or a query that always will.
void TablePane::showSlowList()
{
    const auto &source = m_monitor.source();
    // Of a view, or of another server's table, the indexes are not known.
    const bool isUnindexed = source && source->canHaveIndexes() && hasUnindexedSort();
    const auto advice = adviceOnFilter();
    const bool hasFallenBack = source && !source->viewpoint.fallbackReason.isEmpty(); // the graver news
    const auto waited = std::chrono::floor<std::chrono::seconds>(m_monitor.feed().loadingFor());
    const auto silence = std::chrono::floor<std::chrono::seconds>(m_monitor.feed().unansweredFor());
    const bool isWaiting = waited >= longWait;
    QVector<Action> actions;
    if (!indexStatement().isEmpty())
        actions += Action::CopyIndexStatement;
    if (isWaiting || m_monitor.isSilent())
        actions += Action::Cancel;
    if (m_monitor.isSilent())
        showBanner(Banner::Level::Error,
                   joinSentences({tr("No answer for %1 s.").arg(silence.count()),
                                  tr("Data from %1.").arg(clockTime(m_monitor.age().value_or(0ms))),
                                  reasonToWait(), endOfSilence()}),
                   actions);
    else if (isWaiting)
        showBanner(Banner::Level::Warning,
                   joinSentences({tr("Waiting for %1 s.").arg(waited.count()), reasonToWait()}), actions);
    else if (isUnindexed && !hasFallenBack)
        showBanner(Banner::Level::Warning,
                   joinSentences({tr("No index supports this sort, so each refresh scans the whole table."),
                                  sourcesentences::withheldColumns(*source)}),
                   actions);
    else if (advice && !hasFallenBack)
        showBanner(Banner::Level::Warning, advice->sentences, actions);
    else
        showViewpoint();
}

void TablePane::showViewpoint()
{
    const auto &source = m_monitor.source();
    if (source && !source->viewpoint.fallbackReason.isEmpty())
        showBanner(Banner::Level::Warning, source->viewpoint.fallbackReason,
                   source->viewpoint.serviceNeedsPassword ? QVector{Action::EnterPassword}
                                                          : QVector<Action>());
    else if (const QString withheld = source ? sourcesentences::withheldColumns(*source) : QString();
             !withheld.isEmpty())
        showBanner(Banner::Level::Warning, withheld, {});
    else
        m_banner->hide();
}

void TablePane::updateNewer()
{
    const int newer = m_monitor.feed().newer();
    m_newer->setVisible(newer > 0);
    m_newer->setText(newer >= TaskPage::newerLimit
                         ? tr("%1 or more new tasks, click to show").arg(format::number(newer))
                         : tr("%Ln new task(s), click to show", nullptr, newer));
    tellNewer();
}

// In moderation, and not while the person is elsewhere: on a busy table there is always something new.
void TablePane::tellNewer()
{
    const int newer = m_monitor.feed().newer();
    if (newer < m_toldNewer)
        m_toldNewer = newer; // they were shown
    if (newer == m_toldNewer || !m_newerPause.hasExpired() || !isActiveWindow())
        return;
    m_toldNewer = newer;
    m_newerPause.setRemainingTime(newerPause);
    Q_EMIT told(m_newer->text());
}

// Not that it begins: that it is there, or what is in the way.
void TablePane::tellMessage(const TableMessage &message)
{
    const bool isWaiting = m_monitor.state() == State::Connecting
        || (m_monitor.state() == State::Live && !m_monitor.feed().hasPage() && !m_monitor.error());
    if (!isWaiting && message.title != std::exchange(m_toldMessage, message.title))
        Q_EMIT told(joinSentences({message.title + u'.', message.text}));
}

void TablePane::tellReconnection()
{
    if (m_monitor.state() == State::Broken)
        m_wasBroken = true;
    else if (m_monitor.state() == State::Live && std::exchange(m_wasBroken, false))
        Q_EMIT told(tr("Connected again."));
}

void TablePane::updateSelectionLine()
{
    m_selectionLine->update();
    m_selectionLine->setVisible(m_selectionLine->isDue());
}

QStringList TablePane::wordsOf(const QVector<Action> &actions)
{
    QStringList words;
    for (const Action action : actions) {
        switch (action) {
        case Action::ClearFilters:
            words += tr("Clear filters");
            break;
        case Action::ChangeConnection:
            words += tr("Change connection…");
            break;
        case Action::EnterPassword:
            words += tr("Enter password…");
            break;
        case Action::Reconnect:
            words += tr("Retry now");
            break;
        case Action::Refresh:
            words += tr("Retry");
            break;
        case Action::LookAgain:
            words += tr("Refresh");
            break;
        case Action::Resume:
            words += tr("Resume");
            break;
        case Action::Cancel:
            words += tr("Cancel");
            break;
        case Action::CopyIndexStatement:
            words += tr("Copy index statement");
            break;
        case Action::ShowDetails:
            words += tr("Details…");
            break;
        }
    }
    return words;
}

void TablePane::perform(Action action)
{
    switch (action) {
    case Action::ClearFilters:
        Q_EMIT clearFiltersRequested();
        break;
    case Action::ChangeConnection:
        Q_EMIT connectionRequested();
        break;
    case Action::EnterPassword:
        Q_EMIT passwordRequested();
        break;
    case Action::Resume:
        if (m_monitor.scheduler().isPaused())
            m_monitor.scheduler().setPaused(false); // and look
        else
            m_monitor.refresh();
        break;
    case Action::Reconnect:
    case Action::Refresh:
    case Action::LookAgain:
        m_monitor.refresh();
        break;
    case Action::Cancel:
        m_monitor.cancel();
        break;
    case Action::CopyIndexStatement:
        QApplication::clipboard()->setText(indexStatement());
        break;
    case Action::ShowDetails:
        showDetails();
        break;
    }
}

// What the server said besides, for the table's owner or a search of the web.
void TablePane::showDetails()
{
    const TaskError error = m_monitor.error().value_or(TaskError());
    auto *box =
        new QMessageBox(QMessageBox::Information, tr("Error details"), error.message, QMessageBox::Ok, this);
    box->setObjectName(u"errorDetails"_s);
    box->setTextFormat(Qt::PlainText);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box->setInformativeText(format::excerpt(serverReport(error)).text);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace watchbill
