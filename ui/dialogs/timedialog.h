// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace watchbill {

/// Asks for a time to go to, in free form, and shows how it is parsed.
class TimeDialog : public QDialog
{
    Q_OBJECT

public:
    /// `now` is the server's.
    TimeDialog(const TaskSort &sort, Timestamp now, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const watchbill::Timestamp &time);

private:
    void interpret();

    const Timestamp m_now;
    QLineEdit *m_time;
    QLabel *m_meaning;
    QPushButton *m_go;
};

} // namespace watchbill
