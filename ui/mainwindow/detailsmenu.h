// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMenu>

namespace watchbill {

struct Preferences;

/// Whether the details are shown, and where, for all windows.
class DetailsMenu : public QMenu
{
    Q_OBJECT

public:
    /// `actions` are the window's own.
    DetailsMenu(const QList<QAction *> &actions, Preferences &preferences, QWidget *parent = nullptr);
};

} // namespace watchbill
