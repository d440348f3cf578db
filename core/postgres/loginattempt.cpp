// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/loginattempt.h"

namespace watchbill {

LoginAttempt::LoginAttempt(QObject *parent)
    : QObject(parent)
{
    connect(&m_link, &AsyncConnection::progressed, this, [this] { Q_EMIT progressed(m_link.report()); });
    connect(&m_link, &AsyncConnection::opened, this, [this] {
        const LinkReport report = m_link.report();
        m_link.close();
        Q_EMIT succeeded(report);
    });
    connect(&m_link, &AsyncConnection::broken, this,
            [this](const TaskError &error) { Q_EMIT failed(m_link.report(), error); });
}

void LoginAttempt::start(const ConnectionSettings &settings)
{
    m_link.open(settings);
}

} // namespace watchbill
