// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace watchbill {

/// A task's error, as far as the window can show it without stalling; what is left out can be copied.
class ErrorView : public QWidget
{
    Q_OBJECT

public:
    explicit ErrorView(QWidget *parent = nullptr);

    void setError(const QString &error);

private:
    QString m_error;
    QWidget *m_rest;
    QLabel *m_note;
    QPlainTextEdit *m_text;
};

} // namespace watchbill
