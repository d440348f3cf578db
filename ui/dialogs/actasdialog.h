// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/actinguser.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace watchbill {

/// Asks through which user's eyes to look. It stays open until the server has agreed.
class ActAsDialog : public QDialog
{
    Q_OBJECT

public:
    /// `proposal` fills the fields; its id may be empty.
    ActAsDialog(const ActingUser &proposal, const QStringList &users, QWidget *parent = nullptr);

    /// While the server is asked.
    void showWaiting();

    /// What was in the way; another attempt can be made.
    void showProblem(const QString &sentence);

Q_SIGNALS:
    void chosen(const watchbill::ActingUser &user);

private:
    void choose();
    void update();

    QLineEdit *m_user;
    QLineEdit *m_role;
    QLabel *m_problem;
    QPushButton *m_act;
};

} // namespace watchbill
