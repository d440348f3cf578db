// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "passwords.h"

#include "postgres/connectionsettings.h"
#include "service/onfinished.h"
#include "task/taskerror.h"
#include "terminal.h"

#include <QCoreApplication>

#include <utility>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Passwords)
};

QString prompt(const ConnectionProfile &profile, Login login)
{
    const bool isService = login == Login::Service;
    const auto settings =
        ConnectionSettings::parse(isService ? profile.serviceConnection : profile.connection);
    const QString user = settings ? settings->value(u"user"_s) : QString();
    if (isService)
        return user.isEmpty() ? Texts::tr("Password of the service login: ")
                              : Texts::tr("Password of the service login %1: ").arg(user);
    return user.isEmpty() ? Texts::tr("Password: ") : Texts::tr("Password of %1: ").arg(user);
}

// Where to put a password if there is no terminal to ask on.
TaskError withAdvice(TaskError error)
{
    if (error.password == TaskError::Password::Missing)
        error.message += u' '
            + Texts::tr("Run this in a terminal to be prompted, or put the password into ~/.pgpass, "
                        "PGPASSWORD, or the keyring by saving a profile in Watchbill.");
    return error;
}

} // namespace

Passwords::Passwords(TaskService &service)
    : m_service(service)
{
}

void Passwords::open(const std::function<void(const Result<TaskSource> &)> &then)
{
    m_then = then;
    fetch([this] { openNow(); });
}

void Passwords::fetch(const std::function<void()> &then)
{
    if (m_service.profile().name.isEmpty())
        then();
    else
        fetch(Login::Regular, [this, then] {
            if (m_service.profile().serviceConnection.isEmpty())
                then();
            else
                fetch(Login::Service, then);
        });
}

void Passwords::fetch(Login login, const std::function<void()> &then)
{
    onFinished(m_secrets.password(m_service.profile().name, login), this,
               [=, this](const Result<std::optional<QString>> &password) {
                   if (!password)
                       writeMessage(password.error().message);
                   else if (*password)
                       take(login, **password);
                   then();
               });
}

void Passwords::openNow()
{
    onFinished(m_service.open(), this, [this](const Result<TaskSource> &source) { judge(source); });
}

void Passwords::judge(const Result<TaskSource> &source)
{
    const bool isRefused = !source && needsPassword(source.error());
    const bool isServiceRefused = source && source->viewpoint.serviceNeedsPassword;
    if ((isRefused && !std::exchange(m_hasAskedRegular, true) && ask(Login::Regular))
        || (isServiceRefused && !std::exchange(m_hasAskedService, true) && ask(Login::Service)))
        openNow();
    else
        m_then(isRefused ? Result<TaskSource>(Failure(withAdvice(source.error()))) : source);
}

bool Passwords::ask(Login login)
{
    const auto password = askPassword(prompt(m_service.profile(), login));
    if (password)
        take(login, *password);
    return password.has_value();
}

void Passwords::take(Login login, const QString &password)
{
    m_service.setPassword(login, password);
    (login == Login::Regular ? m_regular : m_serviceLogin) = password;
}

ConnectionProfile Passwords::profile() const
{
    return m_service.profile().withPasswords(m_regular, m_serviceLogin);
}

} // namespace watchbill
