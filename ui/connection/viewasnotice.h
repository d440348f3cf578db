// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QAction;
class QLabel;

namespace watchbill {

class FittingLabel;
class TaskMonitor;
struct ViewAsUser;

/// A prominent notice on the connection bar while the tasks are viewed as a user, with a button to stop. Hidden
/// otherwise.
class ViewAsNotice : public QWidget
{
    Q_OBJECT

public:
    /// `stop` is what the button does.
    ViewAsNotice(TaskMonitor &monitor, QAction *stop, QWidget *parent = nullptr);

    /// "viewing as user aaaaaaaa… (authenticated)"
    static QString wordsFor(const ViewAsUser &user);

    /// "Viewing as user aaaaaaaa… with role authenticated."
    static QString sentenceFor(const ViewAsUser &user);

protected:
    void changeEvent(QEvent *event) override;

private:
    void update();

    TaskMonitor &m_monitor;
    QLabel *m_icon;
    FittingLabel *m_words;
    bool m_isUpdating = false;
};

} // namespace watchbill
