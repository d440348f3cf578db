// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pane/accessactions.h"

#include "connection/actingnotice.h"
#include "connection/lockmenu.h"
#include "dialogs/actasdialog.h"
#include "dialogs/changetitle.h"
#include "dialogs/unlockdialog.h"
#include "live/openconnection.h"
#include "service/onfinished.h"
#include "table/tasktableview.h"
#include "theme/icon.h"

#include <QAction>

using namespace Qt::StringLiterals;

namespace watchbill {

AccessActions::AccessActions(OpenConnection &connection, TaskTableView *view, QWidget *window)
    : QObject(window)
    , m_connection(connection)
    , m_monitor(connection.monitor())
    , m_view(view)
    , m_window(window)
    , m_lockMenu(new LockMenu(connection.lock(), window))
    , m_actAs(new QAction(theme::icon(u"eye"_s), tr("View as &User…"), this))
    , m_actAsThisUser(new QAction(theme::icon(u"eye"_s), tr("View as This &User"), this))
    , m_stopActing(new QAction(tr("Stop Viewing as User"), this))
    , m_role(ActingUser().role)
{
    m_actAs->setObjectName(u"actAsAction"_s);
    m_stopActing->setObjectName(u"stopActingAction"_s);
    m_stopActing->setToolTip(tr("See the tasks with your own login again"));
    connect(m_actAs, &QAction::triggered, this, &AccessActions::askWhom);
    connect(m_actAsThisUser, &QAction::triggered, this, [this] { act(proposal()); });
    connect(m_stopActing, &QAction::triggered, this, &AccessActions::stop);
    connect(&m_monitor, &TaskMonitor::stateChanged, this, &AccessActions::update);
    connect(view, &TaskTableView::selectionEdited, this, &AccessActions::update);
    connect(m_lockMenu, &LockMenu::unlockRequested, this, &AccessActions::confirmUnlocking);
    connect(&connection.lock(), &WriteLock::changed, this, [this] {
        Q_EMIT reported(m_connection.lock().isReadOnly()
                            ? tr("Production is locked: the server refuses all changes.")
                            : tr("Production is unlocked."));
    });
    update();
}

void AccessActions::update()
{
    const bool isLive = m_monitor.state() == TaskMonitor::State::Live;
    const auto &source = m_monitor.source();
    m_actAs->setEnabled(isLive);
    const auto users = selectedUsers().size();
    m_actAsThisUser->setEnabled(isLive && users == 1);
    m_actAsThisUser->setToolTip(users > 1 ? tr("The selected tasks belong to several users. Select tasks "
                                               "of one user.")
                                          : tr("See the tasks that row security shows this user"));
    const bool isActing = source && source->viewpoint.actingAs;
    m_stopActing->setVisible(isActing); // first: what is invisible cannot be enabled
    m_stopActing->setEnabled(isActing);
}

void AccessActions::confirmUnlocking(const std::optional<std::chrono::milliseconds> &time)
{
    auto *dialog =
        new UnlockDialog(ChangeTitle::placeOf(m_connection.profile(), m_monitor.source()), time, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, time] { m_connection.lock().unlock(time); });
    dialog->open();
}

QSet<UserId> AccessActions::selectedUsers() const
{
    QSet<UserId> users;
    for (const Task &task : m_view->selectedTasks())
        users += task.userId.value_or(UserId());
    return users;
}

// Whose tasks are selected, if it is one user; who is acted as already, if there are none.
ActingUser AccessActions::proposal() const
{
    ActingUser user;
    user.role = m_role;
    const auto &source = m_monitor.source();
    const QSet<UserId> selected = selectedUsers();
    if (selected.size() == 1 && !selected.begin()->isEmpty())
        user.id = *selected.begin();
    else if (selected.isEmpty() && source && source->viewpoint.actingAs)
        user.id = source->viewpoint.actingAs->id;
    return user;
}

void AccessActions::askWhom()
{
    m_dialog = new ActAsDialog(proposal(), m_monitor.users().value_or(QStringList()), m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &ActAsDialog::chosen, this, &AccessActions::act);
    m_dialog->open();
}

void AccessActions::act(const ActingUser &user)
{
    m_role = user.role;
    if (m_dialog)
        m_dialog->showWaiting();
    look(user);
}

void AccessActions::stop()
{
    look(std::nullopt);
}

// Nothing changes before the server has agreed.
void AccessActions::look(const std::optional<ActingUser> &user)
{
    const auto before = m_monitor.source() ? m_monitor.source()->viewpoint.actingAs : std::nullopt;
    TaskService &service = m_monitor.service();
    service.actAs(user);
    onFinished(service.open(), this, [this, user, before](const Result<TaskSource> &source) {
        if (!source) {
            if (user)
                m_monitor.service().actAs(before);
            refused(user, source.error().message);
            return;
        }
        m_monitor.adopt(*source);
        if (m_dialog)
            m_dialog->close();
        Q_EMIT reported(user ? tr("You now view the tasks as %1.").arg(ActingNotice::wordsFor(*user))
                             : tr("You see the tasks with your own login again."));
    });
}

// To stop does not depend on the server: it is done with the connection that comes.
void AccessActions::refused(const std::optional<ActingUser> &user, const QString &sentence)
{
    if (m_dialog)
        m_dialog->showProblem(sentence);
    else
        Q_EMIT reported(sentence);
    if (!user)
        m_monitor.reconnect();
}

} // namespace watchbill
