// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAction>
#include <QObject>

namespace watchbill {

class CopyActions;
class DetailPanel;
class TableSplit;
class TaskTableView;
struct Preferences;

/// The actions that go from a row into its details and back, and those of Enter and a double click on a row.
class DetailsActions : public QObject
{
    Q_OBJECT

public:
    DetailsActions(TaskTableView *view, TableSplit *split, DetailPanel *details, const CopyActions &copy,
                   Preferences &preferences, QObject *parent = nullptr);

    QAction *enter() const { return m_enter; }
    QAction *leave() const { return m_leave; }

private:
    void showKeys();
    void actOnRow();
    void enterDetails();

    TableSplit *m_split;
    DetailPanel *m_details;
    const CopyActions &m_copy;
    Preferences &m_preferences;
    QAction *m_enter;
    QAction *m_leave;
};

} // namespace watchbill
