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

/// The passwords of the profiles, in the keyring of the operating system; where there is none, in memory until
/// the program ends. Answers come by the event loop of the thread that it lives in. The keyring may first ask
/// the person to unlock it, so they can take their time.
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

    /// For a profile that was renamed. What the new name had is replaced.
    QFuture<Result<void>> rename(const QString &from, const QString &to);

    /// Whether passwords outlive the program. Until the keyring has answered for the first time, it is not known
    /// and taken to be so.
    bool isPersistent() const;

    /// Whether what it knows of that password ends with the program. Once password() has answered, that holds for
    /// the answer.
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
