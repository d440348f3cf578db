// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QPushButton;

namespace watchbill {

/// What a new user sees: ways to create or import a connection or to try the demo, and an example of the result.
class FirstPage : public QWidget
{
    Q_OBJECT

public:
    explicit FirstPage(QWidget *parent = nullptr);

    void setBusy(bool isBusy); // disables the buttons

Q_SIGNALS:
    void newRequested();
    void importRequested();
    void demoRequested();

private:
    QLayout *createConnecting();
    QLayout *createTrying();

    QVector<QPushButton *> m_buttons;
};

} // namespace watchbill
