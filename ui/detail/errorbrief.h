// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>

#include <optional>

class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace watchbill {

/// What went wrong with a task, above all else that is known of it: its error, as high as its text is, and a button that
/// copies all of it.
class ErrorBrief : public QFrame
{
    Q_OBJECT

public:
    explicit ErrorBrief(QWidget *parent = nullptr);

    /// Is hidden where there is nothing to say. A task that has not failed may have kept an error of an earlier try: it
    /// has no warning colour.
    void setError(const std::optional<QString> &error, bool hasFailed);

    /// At most so many pixels; a longer error can be scrolled.
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
