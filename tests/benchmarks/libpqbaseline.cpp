// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "libpqbaseline.h"

#include <QDeadlineTimer>
#include <QThread>

#include <libpq-fe.h>

#include <memory>

namespace watchbill::bench {

namespace {

using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

Answer ask(PGconn *connection, const QString &statements)
{
    Answer answer(PQexec(connection, statements.toUtf8().constData()), &PQclear);
    const ExecStatusType status = PQresultStatus(answer.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
        qFatal("%s\nof: %s", PQresultErrorMessage(answer.get()), qPrintable(statements.left(1'000)));
    return answer;
}

} // namespace

Libpq::Libpq(const QString &connection, std::chrono::milliseconds patience)
    : m_connection(PQconnectdb(connection.toUtf8().constData()))
{
    const QDeadlineTimer deadline(patience);
    while (PQstatus(m_connection) != CONNECTION_OK && !deadline.hasExpired()) {
        QThread::msleep(20);
        PQreset(m_connection);
    }
    if (PQstatus(m_connection) != CONNECTION_OK)
        qFatal("%s", PQerrorMessage(m_connection));
    PQsetNoticeReceiver(
        m_connection, [](void *, const PGresult *) {}, nullptr);
    execute(QStringLiteral("SET TimeZone = 'UTC'; SET client_encoding = 'UTF8'"));
}

Libpq::~Libpq()
{
    PQfinish(m_connection);
}

void Libpq::connect(const QString &connection)
{
    PQfinish(PQconnectdb(connection.toUtf8().constData()));
}

void Libpq::execute(const QString &statements)
{
    ask(m_connection, statements);
}

void Libpq::fetch(const QString &statement)
{
    const Answer answer = ask(m_connection, statement);
    volatile int seen = 0; // so that the loop is not left out
    for (int row = 0; row < PQntuples(answer.get()); ++row) {
        for (int column = 0; column < PQnfields(answer.get()); ++column)
            seen = seen + PQgetvalue(answer.get(), row, column)[0];
    }
}

QVector<QStringList> Libpq::rows(const QString &statement)
{
    const Answer answer = ask(m_connection, statement);
    QVector<QStringList> rows(PQntuples(answer.get()));
    for (int row = 0; row < rows.size(); ++row) {
        for (int column = 0; column < PQnfields(answer.get()); ++column)
            rows[row] += QString::fromUtf8(PQgetvalue(answer.get(), row, column));
    }
    return rows;
}

} // namespace watchbill::bench
