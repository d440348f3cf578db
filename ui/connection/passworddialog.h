// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace watchbill {

/// Asks for the password of one login.
class PasswordDialog : public QDialog
{
    Q_OBJECT

public:
    /// `login` and `server` are shown in the question.
    PasswordDialog(const QString &login, const QString &server, QWidget *parent = nullptr);

    /// Says why it is asked again.
    void setProblem(const QString &sentence);

    /// Whether there is a keyring; saving is offered only then.
    void setKeyring(bool isThere);

    QString password() const;
    bool keepsPassword() const;

private:
    QLabel *m_problem;
    QLineEdit *m_password;
    QCheckBox *m_keep;
};

} // namespace watchbill
