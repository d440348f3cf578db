// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/secretstore.h"
#include "service/taskservice.h"

#include <QObject>

#include <functional>

namespace watchbill {

/// Opens a service with the passwords that it needs: from the keyring, for a saved profile; those that libpq finds, as
/// in ~/.pgpass; and those that the user types, if there is a terminal.
class Passwords : public QObject
{
public:
    explicit Passwords(TaskService &service);

    /// The answer is that of TaskService::open().
    void open(const std::function<void(const Result<TaskSource> &)> &then);

    /// Keyring passwords only, for callers that connect without the service.
    void fetch(const std::function<void()> &then);

    /// Asks on the terminal; false if there is none, or nothing was typed.
    bool ask(Login login);

    /// The service's profile with all passwords known so far.
    ConnectionProfile profile() const;

private:
    void fetch(Login login, const std::function<void()> &then);
    void take(Login login, const QString &password);
    void openNow();
    void judge(const Result<TaskSource> &source);

    TaskService &m_service;
    SecretStore m_secrets;
    std::function<void(const Result<TaskSource> &)> m_then;
    std::optional<QString> m_regular;
    std::optional<QString> m_serviceLogin;
    bool m_hasAskedRegular = false;
    bool m_hasAskedService = false;
};

} // namespace watchbill
