// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

namespace watchbill {

/// A message bus of its own with an unlocked keyring on it, in a home of its own: never the user's.
class PrivateKeyring
{
public:
    PrivateKeyring();
    ~PrivateKeyring();
    PrivateKeyring(const PrivateKeyring &) = delete;
    PrivateKeyring &operator=(const PrivateKeyring &) = delete;

    /// The value of DBUS_SESSION_BUS_ADDRESS.
    QString busAddress() const { return m_address; }

    /// Where it keeps its files.
    QString home() const { return m_home.path(); }

    /// What an environment must say for there to be no keyring, whatever the machine has.
    static QString noBusAddress();

    /// As another program sees it, that asks for what watchbill keeps under this key; empty if there is nothing.
    QByteArray secret(const QString &key) const;

    /// It does not answer until it goes on, as while it waits for the person.
    void pause() const;
    void resume() const;

    /// Locked from now on: it needs its password, and there is no one to type it.
    void lock() const;

    /// It goes away, as when a session ends.
    void stop();

private:
    QProcessEnvironment environment() const;
    void startBus();
    void startKeyring();

    QTemporaryDir m_home;
    QProcess m_bus;
    QProcess m_keyring;
    QString m_address;
};

} // namespace watchbill
