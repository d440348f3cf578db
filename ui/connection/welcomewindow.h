// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionprofile.h"

#include <QWidget>

class QLabel;
class QCheckBox;
class QLineEdit;
class QPushButton;

namespace watchbill {

/// What a first start shows: try the demo, or connect to a database of one's own.
class WelcomeWindow : public QWidget
{
    Q_OBJECT

public:
    explicit WelcomeWindow(QWidget *parent = nullptr);

    void setProfile(const ConnectionProfile &profile);

    /// While something is under way the buttons wait; the text says what it is.
    void showProgress(const QString &text);
    void showError(const QString &sentence);

Q_SIGNALS:
    void demoRequested();
    void connectRequested(const watchbill::ConnectionProfile &profile);

private:
    QWidget *form();
    void submit();
    void setBusy(bool busy);

    QPushButton *m_demo;
    QPushButton *m_connect;
    QLineEdit *m_connection;
    QLineEdit *m_table;
    QLineEdit *m_serviceRole;
    QCheckBox *m_readOnly;
    QLabel *m_status;
};

} // namespace watchbill
