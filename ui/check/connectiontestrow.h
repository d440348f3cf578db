// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "check/connectionteststep.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace watchbill {

/// One step of a connection test: an icon and a word for its state, what was found, and text to copy.
class ConnectionTestRow : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionTestRow(QWidget *parent = nullptr);

    void setStep(const ConnectionTestStep &step);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *adviceBox();
    void draw();

    ConnectionTestStep m_step;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_state;
    QLabel *m_sentence;
    QLabel *m_advice;
    QPushButton *m_copy;
    QWidget *m_adviceBox;
    bool m_isDrawing = false;
};

} // namespace watchbill
