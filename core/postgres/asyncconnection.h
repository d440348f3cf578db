// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/linkreport.h"
#include "task/taskerror.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <memory>

struct pg_conn;

namespace watchbill {

class ConnectionSettings;

/// A non-blocking connection: it lives on its thread's event loop and signals what arrives. For
/// receiving notifications, which Qt's driver loses silently. Only resolving the host's name, in
/// open(), may take its time.
class AsyncConnection : public QObject
{
    Q_OBJECT

public:
    explicit AsyncConnection(QObject *parent = nullptr);
    ~AsyncConnection() override;

    /// Connects again; ends in opened() or broken(), also when the server stays silent. broken() may be emitted
    /// before the call returns.
    void open(const ConnectionSettings &settings);

    /// Sends statements, one transaction; ends in answered(), refused() or broken(), also when the server stays
    /// silent. Only on an open connection that isBusy() with nothing else.
    void send(const QString &statements);
    bool isBusy() const { return m_step != Step::Idle; }
    bool isOpen() const { return m_step == Step::Idle || m_step == Step::Asking; }

    /// After this no signal comes.
    void close();

    /// How far the latest open() has come, also after it has failed.
    const LinkReport &report() const { return m_report; }

Q_SIGNALS:
    void progressed(); // between open() and its end, when the report has changed
    void opened();
    void answered(const QString &value); // the first value of the last statement that returned one
    void refused(const watchbill::TaskError &error); // the statements; the connection is fine
    void broken(const watchbill::TaskError &error); // Authentication or Connection; it is closed
    void notified(const QString &channel, const QString &payload);

private:
    enum class Step { Closed, Opening, Idle, Asking };

    void watch(bool reading, bool writing);
    void unwatch();
    void poll();
    void read();
    void write();
    void readAnswer();
    void readNotifications();
    void becomeIdle();
    void breakOff(const TaskError &error);
    void breakOff();
    void failToOpen();
    std::chrono::seconds openingLimit(const ConnectionSettings &settings) const;

    pg_conn *m_connection = nullptr;
    Step m_step = Step::Closed;
    LinkReport m_report;
    std::optional<TaskError> m_refusal;
    QString m_value;
    QSocketNotifier *m_readable = nullptr;
    QSocketNotifier *m_writable = nullptr;
    QTimer m_limit{this};
};

} // namespace watchbill
