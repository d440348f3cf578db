// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QPointer>

class QWidget;

namespace watchbill::theme {

/// Shows which list, text or row of tabs in a window, and in its dialogs, has the keys: by a line below its header or its
/// tabs, or by a frame around it. The lists have no frames of their own, and a row stays selected while the keys are elsewhere.
class FocusMark : public QObject
{
    Q_OBJECT

public:
    explicit FocusMark(QWidget *window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow(QWidget *focused);
    void place();

    QWidget *m_window;
    QPointer<QWidget> m_list;
    QPointer<QWidget> m_mark; // the list's
};

} // namespace watchbill::theme
