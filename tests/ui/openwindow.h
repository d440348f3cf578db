// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "live/openconnection.h"
#include "mainwindow/mainwindow.h"
#include "pointer.h"
#include "profile/connectionprofile.h"
#include "settings/preferences.h"
#include "table/tablecolumn.h"
#include "table/tasktablemodel.h"
#include "table/tasktableview.h"

#include <memory>

namespace watchbill {

/// More than anything takes, also under a sanitizer on a busy machine; in milliseconds, for QTRY_….
inline constexpr int patient = 15'000;

/// A column of the table, by its field or by its number.
struct Section
{
    Section(TaskField field)
        : number(column::sectionOf(field))
    {
    }
    Section(int section)
        : number(section)
    {
    }

    int number;
};

/// A window on some tasks, opened as the application does it, with what a person sees and touches in it.
class OpenWindow
{
public:
    explicit OpenWindow(const ConnectionProfile &profile, const QString &name = {});

    MainWindow *window() const { return m_window.get(); }
    OpenConnection &connection() const { return *m_connection; }
    TaskMonitor &monitor() const { return m_connection->monitor(); }
    TaskTableView *table() const { return m_table; }

    /// What bears that name; the test ends if nothing in the window does.
    template<typename T>
    T *find(const QString &name) const;

    /// The rows by their tasks' ids, from the top.
    QStringList ids() const;
    QStringList selectedIds() const;
    QString currentId() const; // empty if there is none
    QString text(int row, Section column) const; // as it is shown

    /// Clicks on a cell, which has to be in sight, and waits until the details are open if it opens them.
    void clickCell(int row, Section column, Qt::KeyboardModifiers modifiers = {},
                   Qt::MouseButton button = Qt::LeftButton);

    /// Clicks on a line of a list in the sidebar, by the list's name for the code.
    void clickLine(const QString &list, const QString &line);

    /// The menu that a right click opens.
    QMenu *openMenu(int row, Section column);
    QMenu *openHeaderMenu(Section column);

    /// Clicks on the menu's entry, or on one of a menu within it.
    void choose(QMenu *menu, const QString &text);

    /// Looks at the server again now, as F5 does.
    void refresh() { press(m_window.get(), Qt::Key_F5); }

private:
    QModelIndex index(int row, Section column) const { return m_table->model()->index(row, column.number); }
    static QMenu *openMenu();

    Preferences m_preferences;
    std::unique_ptr<OpenConnection> m_connection;
    std::unique_ptr<MainWindow> m_window;
    TaskTableView *m_table;
};

template<typename T>
T *OpenWindow::find(const QString &name) const
{
    T *child = m_window->findChild<T *>(name);
    if (!child)
        qFatal("There is no %s.", qPrintable(name));
    return child;
}

} // namespace watchbill
