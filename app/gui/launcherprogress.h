// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMap>

#include <optional>

class QObject;

namespace watchbill {

/// Progress on the launcher icon, on desktops that support Unity's signal for it, such as Ubuntu's dock, KDE Plasma and
/// Dash to Dock. Others ignore it.
///
/// Windows and macOS have other ways, which Qt does not offer; nothing is shown there.
class LauncherProgress
{
public:
    LauncherProgress();
    ~LauncherProgress(); // clears the progress

    /// The progress of a window, from 0 to 1; nothing once finished. Several windows show their mean.
    void set(const QObject *window, const std::optional<double> &share);

private:
    void send();

    QMap<const QObject *, double> m_shares;
    int m_sent = -1; // in percent; -1 for none
};

} // namespace watchbill
