// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionprofile.h"

#include <QMutex>
#include <QObject>
#include <QThread>
#include <QWaitCondition>

#include <memory>

namespace watchbill {

/// A private PostgreSQL with the simulated workload, on a thread of its own. It ends with this object.
class Demo : public QObject
{
    Q_OBJECT

public:
    explicit Demo(QObject *parent = nullptr);
    ~Demo() override; // stops the server, which takes up to a few seconds

    void start();

Q_SIGNALS:
    void started(const watchbill::ConnectionProfile &profile);
    void failed(const watchbill::TaskError &error); // also if it breaks later on

private:
    void run();
    bool wait(std::chrono::milliseconds time); // false if it was told to stop

    QMutex m_mutex;
    QWaitCondition m_changed;
    bool m_stopping = false;
    std::unique_ptr<QThread> m_thread;
};

} // namespace watchbill
