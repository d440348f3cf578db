// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/asyncconnection.h"

namespace watchbill {

/// Logs in, says how far it came, and logs out again. It does its work on its thread's event loop, and
/// only looking up the host's name holds that up.
class LoginAttempt : public QObject
{
    Q_OBJECT

public:
    explicit LoginAttempt(QObject *parent = nullptr);

    void start(const ConnectionSettings &settings);

Q_SIGNALS:
    void progressed(const watchbill::LinkReport &report);
    void succeeded(const watchbill::LinkReport &report);
    void failed(const watchbill::LinkReport &report, const watchbill::TaskError &error);

private:
    AsyncConnection m_link{this};
};

} // namespace watchbill
