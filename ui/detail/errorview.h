// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

#include <optional>

class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace watchbill {

/// A task's error, as far as the window can show it without stalling; what is left out can be copied.
class ErrorView : public QWidget
{
    Q_OBJECT

public:
    explicit ErrorView(QWidget *parent = nullptr);

    /// NULL is no error; an empty one is said to be so.
    void setError(const std::optional<QString> &error);

private:
    std::optional<QString> m_error;
    QLabel *m_note;
    QPlainTextEdit *m_text;
    QToolButton *m_copy;
};

} // namespace watchbill
