// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMenu>

namespace watchbill {

struct Preferences;

/// The choice of the time zone and of how times are shown in lists, for all windows.
class TimesMenu : public QMenu
{
    Q_OBJECT

public:
    explicit TimesMenu(Preferences &preferences, QWidget *parent = nullptr);

private:
    void createZones();
    void createStyles();
    void askZone();

    Preferences &m_preferences;
};

} // namespace watchbill
