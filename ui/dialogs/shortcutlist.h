// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QVector>

class QWidget;

namespace watchbill {

/// A key of a window and what it does.
struct ShortcutLine
{
    QString place; // the menu, such as "View › Status", or the part of the window to which the key belongs
    QString name;
    QString keys; // several with commas
};

namespace dialogs {

/// All shortcuts that the window's actions have: first those of its menus, in their order.
QVector<ShortcutLine> shortcutsOf(const QWidget &window);

/// Shows the list in a dialog.
void showShortcuts(QWidget *window);

} // namespace dialogs

} // namespace watchbill
