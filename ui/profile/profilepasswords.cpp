// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/profilepasswords.h"

#include "profile/profiledraft.h"
#include "service/onfinished.h"

namespace watchbill {

ProfilePasswords::ProfilePasswords(SecretStore &secrets, QObject *parent)
    : QObject(parent)
    , m_secrets(secrets)
{
}

void ProfilePasswords::begin()
{
    m_known = {{Login::Regular, {}}, {Login::Service, {}}};
    m_inKeyring.clear();
}

void ProfilePasswords::read(const QString &profile)
{
    m_known.clear();
    m_inKeyring.clear();
    for (const Login login : {Login::Regular, Login::Service}) {
        onFinished(m_secrets.password(profile, login), this,
                   [this, profile, login](const Result<std::optional<QString>> &password) {
                       take(profile, login, password);
                   });
    }
}

void ProfilePasswords::take(const QString &profile, Login login,
                            const Result<std::optional<QString>> &password)
{
    if (!password)
        return; // it stays where it is
    m_known[login] = password->value_or(QString());
    if (*password && !m_secrets.isOnlyForThisRun(profile, login))
        m_inKeyring += login;
    Q_EMIT found(login, m_known[login]);
}

bool ProfilePasswords::wereKept() const
{
    return m_known.size() < 2 || !m_inKeyring.isEmpty();
}

void ProfilePasswords::keep(const ProfileDraft &draft, const QString &formerName,
                            SecretStore::Keeping keeping)
{
    m_steps.clear();
    if (!formerName.isEmpty() && formerName != draft.name)
        m_steps += [this, formerName, name = draft.name] { return m_secrets.rename(formerName, name); };
    const bool isInKeyring = keeping == SecretStore::Keeping::Keyring;
    const std::pair<Login, QString> passwords[] = {{Login::Regular, draft.connection.password},
                                                   {Login::Service, draft.servicePassword}};
    for (const auto &[login, password] : passwords) {
        const bool isUntouched = m_known.contains(login) ? m_known[login] == password : password.isEmpty();
        if (isUntouched && (isInKeyring == wereKept() || password.isEmpty()))
            continue;
        m_steps += [this, keeping, name = draft.name, login = login, password = password] {
            return m_secrets.setPassword(name, login, password, keeping);
        };
    }
    keepNext();
}

void ProfilePasswords::keepNext()
{
    if (m_steps.isEmpty()) {
        Q_EMIT kept();
        return;
    }
    onFinished(m_steps.takeFirst()(), this, [this](const Result<void> &done) {
        if (done)
            keepNext();
        else
            Q_EMIT failed(done.error().message);
    });
}

} // namespace watchbill
