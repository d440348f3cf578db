// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "mainwindow/commands.h"

#include <QDialog>

class QLineEdit;
class QTreeWidget;

namespace watchbill {

/// Finds a command by some letters of its name, and starts it. It shows the shortcuts, so that one need not come back.
class CommandPalette : public QDialog
{
    Q_OBJECT

public:
    /// It lies over the upper part of the window.
    CommandPalette(const QVector<Command> &commands, QWidget *window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fixColumns();
    void show(const QString &typed);
    void start();

    const QVector<Command> m_all;
    QVector<Command> m_found;
    QLineEdit *m_edit;
    QTreeWidget *m_list;
};

} // namespace watchbill
