// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pane/accessactions.h"

#include "connection/lockmenu.h"
#include "connection/viewasnotice.h"
#include "dialogs/changetitle.h"
#include "dialogs/unlockdialog.h"
#include "dialogs/viewasdialog.h"
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
    , m_viewAs(new QAction(theme::icon(u"eye"_s), tr("View as &User…"), this))
    , m_viewAsThisUser(new QAction(theme::icon(u"eye"_s), tr("View as This &User"), this))
    , m_stopViewAs(new QAction(tr("Stop Viewing as User"), this))
    , m_role(ViewAsUser().role)
{
    m_viewAs->setObjectName(u"viewAsAction"_s);
    m_stopViewAs->setObjectName(u"stopViewAsAction"_s);
    m_stopViewAs->setToolTip(tr("View with your own login again"));
    connect(m_viewAs, &QAction::triggered, this, &AccessActions::askWhom);
    connect(m_viewAsThisUser, &QAction::triggered, this, [this] { act(proposal()); });
    connect(m_stopViewAs, &QAction::triggered, this, &AccessActions::stop);
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
    m_viewAs->setEnabled(isLive);
    const auto users = selectedUsers().size();
    m_viewAsThisUser->setEnabled(isLive && users == 1);
    m_viewAsThisUser->setToolTip(users > 1 ? tr("The selected tasks belong to several users. Select tasks "
                                                "of one user.")
                                           : tr("View what row security lets this user see"));
    const bool isViewAs = source && source->viewpoint.viewAs;
    m_stopViewAs->setVisible(isViewAs); // first: what is invisible cannot be enabled
    m_stopViewAs->setEnabled(isViewAs);
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
ViewAsUser AccessActions::proposal() const
{
    ViewAsUser user;
    user.role = m_role;
    const auto &source = m_monitor.source();
    const QSet<UserId> selected = selectedUsers();
    if (selected.size() == 1 && !selected.begin()->isEmpty())
        user.id = *selected.begin();
    else if (selected.isEmpty() && source && source->viewpoint.viewAs)
        user.id = source->viewpoint.viewAs->id;
    return user;
}

void AccessActions::askWhom()
{
    m_dialog = new ViewAsDialog(proposal(), m_monitor.users().value_or(QStringList()), m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &ViewAsDialog::chosen, this, &AccessActions::act);
    m_dialog->open();
}

void AccessActions::act(const ViewAsUser &user)
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
void AccessActions::look(const std::optional<ViewAsUser> &user)
{
    const auto before = m_monitor.source() ? m_monitor.source()->viewpoint.viewAs : std::nullopt;
    TaskService &service = m_monitor.service();
    service.viewAs(user);
    onFinished(service.open(), this, [this, user, before](const Result<TaskSource> &source) {
        if (!source) {
            if (user)
                m_monitor.service().viewAs(before);
            refused(user, source.error().message);
            return;
        }
        m_monitor.adopt(*source);
        if (m_dialog)
            m_dialog->close();
        Q_EMIT reported(user ? ViewAsNotice::sentenceFor(*user) : tr("Viewing with your own login again."));
    });
}

// To stop does not depend on the server: it is done with the connection that comes.
void AccessActions::refused(const std::optional<ViewAsUser> &user, const QString &sentence)
{
    if (m_dialog)
        m_dialog->showProblem(sentence);
    else
        Q_EMIT reported(sentence);
    if (!user)
        m_monitor.reconnect();
}

} // namespace watchbill
