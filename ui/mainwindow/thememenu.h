// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMenu>

namespace watchbill {

struct Preferences;

/// The choice of the colours, for all windows.
class ThemeMenu : public QMenu
{
    Q_OBJECT

public:
    explicit ThemeMenu(Preferences &preferences, QWidget *parent = nullptr);
};

} // namespace watchbill
