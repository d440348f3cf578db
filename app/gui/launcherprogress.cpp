// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "launcherprogress.h"

#include <QGuiApplication>

#include <cmath>
#include <numeric>

#ifdef QT_DBUS_LIB
#include <QDBusConnection>
#include <QDBusMessage>
#endif

using namespace Qt::StringLiterals;

namespace watchbill {

LauncherProgress::LauncherProgress() = default;

LauncherProgress::~LauncherProgress()
{
    m_shares.clear();
    send();
}

void LauncherProgress::set(const QObject *window, const std::optional<double> &share)
{
    if (share)
        m_shares[window] = *share;
    else
        m_shares.remove(window);
    send();
}

// By hundredths, or a bus that others need would hear of each row.
void LauncherProgress::send()
{
    const QList<double> shares = m_shares.values();
    const double mean =
        shares.isEmpty() ? 0 : std::accumulate(shares.begin(), shares.end(), 0.0) / double(shares.size());
    const int percent = shares.isEmpty() ? -1 : int(std::lround(mean * 100));
    if (percent == m_sent)
        return;
    m_sent = percent;
#ifdef QT_DBUS_LIB
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    QDBusMessage signal = QDBusMessage::createSignal(u"/org/watchbill/launcherentry"_s,
                                                     u"com.canonical.Unity.LauncherEntry"_s, u"Update"_s);
    signal << u"application://%1.desktop"_s.arg(QGuiApplication::desktopFileName())
           << QVariantMap{{u"progress"_s, mean}, {u"progress-visible"_s, percent >= 0}};
    bus.send(signal);
#endif
}

} // namespace watchbill
