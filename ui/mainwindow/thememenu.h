// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMenu>

namespace watchbill {

class WindowSettings;

/// The choice of the colours, for all windows.
class ThemeMenu : public QMenu
{
    Q_OBJECT

public:
    explicit ThemeMenu(WindowSettings &settings, QWidget *parent = nullptr);
};

} // namespace watchbill
