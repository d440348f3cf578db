// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

namespace watchbill {

/// A display without a monitor, with a session's message bus and that of screen readers: never those of whoever runs the
/// test. Where one of them cannot be started the test program ends, as it would otherwise pass for nothing.
class PrivateDisplay
{
public:
    PrivateDisplay();
    ~PrivateDisplay();
    Q_DISABLE_COPY_MOVE(PrivateDisplay)

    /// For programs that are to appear there, in a home of their own.
    QProcessEnvironment environment() const;

    /// Of the session, the value of DBUS_SESSION_BUS_ADDRESS.
    QString sessionBus() const { return m_session; }

    /// Of the screen readers and what they read.
    QString readersBus() const { return m_readers; }

private:
    void startDisplay();
    void startSession();
    void startReaders();
    QString folder(const QString &name) const;

    QTemporaryDir m_home;
    QProcess m_server;
    QProcess m_bus;
    QString m_display;
    QString m_session;
    QString m_readers;
};

} // namespace watchbill
