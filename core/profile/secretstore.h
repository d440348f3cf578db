// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/login.h"
#include "task/taskerror.h"

#include <QFuture>
#include <QObject>

#include <memory>
#include <optional>

namespace watchbill {

/// The passwords of the profiles, in the keyring of the operating system or, without one, in memory until the program
/// ends. Answers come through the event loop of its thread, and may be late, as the keyring may ask the user to unlock
/// it first.
class SecretStore : public QObject
{
    Q_OBJECT

public:
    explicit SecretStore(QObject *parent = nullptr);
    ~SecretStore() override;

    enum class Keeping {
        Keyring, // where there is one
        ThisRun, // until the program ends; the keyring forgets it
    };

    /// None if there is none. PermissionDenied if the keyring stays locked.
    QFuture<Result<std::optional<QString>>> password(const QString &profile, Login login);

    /// PermissionDenied or Server if there is a keyring that does not take it: it is kept until the program ends
    /// then, and the message says so.
    QFuture<Result<void>> setPassword(const QString &profile, Login login, const QString &password,
                                      Keeping keeping = Keeping::Keyring);

    /// Forgets both passwords of a profile; fine if there are none.
    QFuture<Result<void>> forget(const QString &profile);

    /// Moves the passwords of a renamed profile, replacing those of the new name.
    QFuture<Result<void>> rename(const QString &from, const QString &to);

    /// Whether passwords outlive the program. True until the keyring has answered for the first time.
    bool isPersistent() const;

    /// Whether that password is kept only until the program ends. After password() has answered, this is about the
    /// answer.
    bool isOnlyForThisRun(const QString &profile, Login login) const;

    /// Asks the keyring whether it is there, without unlocking it.
    QFuture<bool> findKeyring();

Q_SIGNALS:
    void persistenceChanged(bool isPersistent);

private:
    struct Private;
    const std::unique_ptr<Private> d;
};

} // namespace watchbill
