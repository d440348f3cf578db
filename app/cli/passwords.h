// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/secretstore.h"
#include "service/taskservice.h"

#include <QObject>

#include <functional>

namespace watchbill {

/// Opens a service with the passwords that it needs: those of the keyring, for a stored profile; what libpq finds
/// by itself, as in ~/.pgpass; and what the person types, if there is a terminal.
class Passwords : public QObject
{
public:
    explicit Passwords(TaskService &service);

    /// The answer is that of TaskService::open().
    void open(const std::function<void(const Result<TaskSource> &)> &then);

private:
    void fetch(Login login, const std::function<void()> &then);
    void openNow();
    void judge(const Result<TaskSource> &source);
    bool ask(Login login);

    TaskService &m_service;
    SecretStore m_secrets;
    std::function<void(const Result<TaskSource> &)> m_then;
    bool m_hasAskedRegular = false;
    bool m_hasAskedService = false;
};

} // namespace watchbill
