// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace watchbill {

class TaskSelection;

/// A line below the table: says that more tasks match than the loaded ones that were selected, and offers to select
/// them; or that everything that matches is selected, and offers to clear that. Hidden otherwise.
class SelectionLine : public QWidget
{
    Q_OBJECT

public:
    explicit SelectionLine(TaskSelection &selection, QWidget *parent = nullptr);

    /// Whether it has something to say now.
    bool isDue() const;

    /// Updates the text.
    void update();

private:
    void act();

    TaskSelection &m_selection;
    QLabel *m_text;
    QPushButton *m_action;
};

} // namespace watchbill
