// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMap>

#include <optional>

class QObject;

namespace watchbill {

/// How far what takes long is, on the program's icon in the desktop's bar: where the desktop understands Unity's signal for
/// that, as Ubuntu's dock, KDE Plasma and Dash to Dock do. Others do not hear it.
///
/// Windows and macOS have other ways, which Qt does not offer; nothing is shown there.
class LauncherProgress
{
public:
    LauncherProgress();
    ~LauncherProgress(); // nothing goes on any more

    /// What goes on in a window, from 0 to 1; nothing once it is over. Of several windows the mean shows.
    void set(const QObject *window, const std::optional<double> &share);

private:
    void send();

    QMap<const QObject *, double> m_shares;
    int m_sent = -1; // in percent; -1 for none
};

} // namespace watchbill
