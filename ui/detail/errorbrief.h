// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>

#include <optional>

class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace watchbill {

/// The error of a task, above its other details: as high as its text, with a button that copies all of it.
class ErrorBrief : public QFrame
{
    Q_OBJECT

public:
    explicit ErrorBrief(QWidget *parent = nullptr);

    /// Hidden if there is no error and the task has not failed. A task that has not failed may have kept the error of
    /// an earlier try, which has no warning colour.
    void setError(const std::optional<QString> &error, bool hasFailed);

    /// The greatest height in pixels; a longer error can be scrolled.
    void setRoom(int height);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fit();
    void draw();

    std::optional<QString> m_error;
    bool m_hasFailed = false;
    bool m_isDrawing = false;
    int m_room = 0;
    QLabel *m_icon;
    QPlainTextEdit *m_text;
    QToolButton *m_copy;
};

} // namespace watchbill
