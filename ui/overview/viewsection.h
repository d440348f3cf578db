// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "views/savedview.h"

#include <QWidget>

class QLabel;

namespace watchbill {

class SideList;
class TaskMonitor;
class ViewActions;

/// The views with how many tasks each would show, as far as that is known; a click shows one.
class ViewSection : public QWidget
{
    Q_OBJECT

public:
    ViewSection(TaskMonitor &monitor, ViewActions &actions);

private:
    void takeViews();
    void showViews();
    void choose();
    void openMenu(const QPoint &position);

    TaskMonitor &m_monitor;
    ViewActions &m_actions;
    QVector<SavedView> m_views; // one for each line
    SideList *m_list;
    QLabel *m_note;
};

} // namespace watchbill
