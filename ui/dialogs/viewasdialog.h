// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/viewasuser.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace watchbill {

/// Asks which user to view as. It stays open until the server has accepted.
class ViewAsDialog : public QDialog
{
    Q_OBJECT

public:
    /// `proposal` fills the fields; its id may be empty.
    ViewAsDialog(const ViewAsUser &proposal, const QStringList &users, QWidget *parent = nullptr);

    /// Shows that the server is being asked.
    void showWaiting();

    /// Shows why it failed; the user can try again.
    void showProblem(const QString &sentence);

Q_SIGNALS:
    void chosen(const watchbill::ViewAsUser &user);

private:
    void choose();
    void update();

    QLineEdit *m_user;
    QLineEdit *m_role;
    QLabel *m_problem;
    QPushButton *m_act;
};

} // namespace watchbill
