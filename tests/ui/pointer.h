// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAction>
#include <QMenu>
#include <QRegularExpression>
#include <QTest>
#include <QWidget>
#include <QWindow>

namespace watchbill {

/// Mouse and keys as the platform delivers them: to the window, which finds out whom they are for.
inline void clickAt(QWidget *widget, const QPoint &position, Qt::KeyboardModifiers modifiers = {},
                    Qt::MouseButton button = Qt::LeftButton)
{
    QWidget *window = widget->window();
    QTest::mouseClick(window->windowHandle(), button, modifiers, widget->mapTo(window, position));
}

inline void click(QWidget *widget)
{
    clickAt(widget, widget->rect().center());
}

inline void press(QWidget *window, Qt::Key key, Qt::KeyboardModifiers modifiers = {})
{
    QTest::keyClick(window->windowHandle(), key, modifiers);
}

/// The menu's entry of that text, as a person reads it; nullptr if there is none.
inline QAction *entry(const QMenu *menu, const QString &text)
{
    for (QAction *action : menu->actions()) {
        QString shown = action->text();
        shown.remove(QRegularExpression(QStringLiteral("&(?!&)"))); // of two the first is left
        if (shown == text)
            return action;
    }
    return nullptr;
}

} // namespace watchbill
