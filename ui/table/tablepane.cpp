// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/tablepane.h"

#include "format/format.h"
#include "live/taskmonitor.h"
#include "table/linestack.h"
#include "table/newerbutton.h"
#include "table/norows.h"
#include "table/selectionline.h"
#include "table/statemessage.h"
#include "table/tasktablemodel.h"
#include "table/tasktableview.h"
#include "task/sentences.h"
#include "task/taskerror.h"

#include <QApplication>
#include <QClipboard>
#include <QGridLayout>
#include <QHeaderView>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

using State = TaskMonitor::State;
using Action = TableAction;

constexpr auto newerPause = 10s; // between two sentences that tell of new tasks

} // namespace

TablePane::TablePane(TaskMonitor &monitor, QWidget *parent)
    : QWidget(parent)
    , m_monitor(monitor)
    , m_messages(monitor)
    , m_model(new TaskTableModel(monitor, this))
    , m_view(new TaskTableView(m_model, monitor))
    , m_message(new StateMessage)
    , m_noRows(new NoRows(monitor, this))
    , m_banner(new Banner)
    , m_selectionLine(new SelectionLine(*m_view->taskSelection()))
    , m_stack(new QStackedWidget)
    , m_lines(new LineStack)
    , m_newer(new NewerButton(this))
    , m_clock(new QTimer(this))
{
    m_newer->setObjectName(u"newerButton"_s);
    m_newer->hide();
    layOut();

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
    connect(m_newer, &QPushButton::clicked, m_view, [this] {
        m_view->showNewest();
        m_view->setFocus(); // or what comes next would get it, as the button hides
    });
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

// What comes and goes lies over the bottom, where it pushes nothing away from the pointer. It takes its room from the
// rows, so that the last one can be scrolled into sight.
void TablePane::layOut()
{
    auto *rows = new QWidget;
    auto *place = new QVBoxLayout(rows);
    place->setContentsMargins(0, 0, 0, 0);
    place->addWidget(m_view);
    m_stack->addWidget(rows);
    m_stack->addWidget(m_message);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack, 0, 0);
    layout->addWidget(m_lines, 0, 0, Qt::AlignBottom);
    m_lines->raise();
    addLine(m_banner);
    addLine(m_selectionLine);
    connect(m_lines, &LineStack::heightChanged, this,
            [place](int pixels) { place->setContentsMargins(0, 0, 0, pixels); });
}

void TablePane::addLine(QWidget *line)
{
    m_lines->addLine(line);
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
        m_stack->setCurrentIndex(0);
        m_toldMessage.clear();
        if (!std::exchange(m_hasHadRows, true))
            m_view->setFocus(); // its keys work from the start
        return;
    }
    const auto unanswered = m_messages.insteadOfRows();
    const TableMessage message = unanswered ? *unanswered : m_noRows->message();
    m_messageActions = message.actions;
    m_message->setContent({message.icon, message.title, message.text, wordsOf(message.actions)});
    m_stack->setCurrentWidget(m_message);
    tellMessage(message);
}

void TablePane::showBanner(const BannerMessage &message)
{
    m_bannerActions = message.actions;
    m_banner->setToolTip(message.actions.contains(Action::CopyIndexStatement)
                             ? format::plainToolTip(m_messages.indexStatement())
                             : QString());
    const bool isNew = m_banner->isHidden() || message.level != m_banner->level();
    m_banner->show(message.level, message.text, wordsOf(message.actions));
    if (isNew) // what it says then may change each second
        Q_EMIT told(message.text);
}

void TablePane::updateBanner()
{
    const auto banner = m_messages.banner();
    if (banner)
        showBanner(*banner);
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
        case Action::CopyRemedy:
            words += tr("Copy statement");
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
        QApplication::clipboard()->setText(m_messages.indexStatement());
        Q_EMIT reported(tr("Copied the index statement."));
        break;
    case Action::CopyRemedy:
        QApplication::clipboard()->setText(m_monitor.error().value_or(TaskError()).remedy);
        Q_EMIT reported(tr("Copied the statement."));
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
