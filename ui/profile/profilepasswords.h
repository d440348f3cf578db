// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/login.h"
#include "profile/secretstore.h"

#include <QMap>
#include <QObject>
#include <QSet>

#include <functional>

namespace watchbill {

struct ProfileDraft;

/// The passwords of a connection that is edited: what the secret store knows of them, and keeping them when it is saved.
class ProfilePasswords : public QObject
{
    Q_OBJECT

public:
    ProfilePasswords(SecretStore &secrets, QObject *parent);

    /// Those of a new connection: there are none.
    void begin();

    /// Those of a saved connection; each is told by found().
    void read(const QString &profile);

    /// Whether the keyring has any, or may have: it may not have answered yet, or not want to.
    bool wereKept() const;

    /// Keeps those of a saved draft, whose profile had the former name, one after the other; ends with kept() or failed().
    /// A password that was neither read nor typed is left as it is.
    void keep(const ProfileDraft &draft, const QString &formerName, SecretStore::Keeping keeping);

Q_SIGNALS:
    void found(watchbill::Login login, const QString &password);
    void kept();
    void failed(const QString &sentence);

private:
    void take(const QString &profile, Login login, const Result<std::optional<QString>> &password);
    void keepNext();

    SecretStore &m_secrets;
    QMap<Login, QString> m_known; // what the secret store has told
    QSet<Login> m_inKeyring;
    QVector<std::function<QFuture<Result<void>>()>> m_steps; // of keeping them
};

} // namespace watchbill
