// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace watchbill {

class TaskSelection;

/// A line below the table: that more match than the loaded tasks that were selected, and takes them; or that everything
/// that matches is selected, and lets go of it. Hidden otherwise.
class SelectionLine : public QWidget
{
    Q_OBJECT

public:
    explicit SelectionLine(TaskSelection &selection, QWidget *parent = nullptr);

    /// Whether there is something to say now.
    bool isDue() const;

    /// Says what is so now.
    void update();

private:
    void act();

    TaskSelection &m_selection;
    QLabel *m_text;
    QPushButton *m_action;
};

} // namespace watchbill
