// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "directconnection.h"

#include <libpq-fe.h>

#include <memory>

namespace watchbill {

DirectConnection::DirectConnection(const QString &connection)
    : m_handle(PQconnectdb(connection.toUtf8().constData()))
{
    if (PQstatus(m_handle) != CONNECTION_OK)
        qFatal("The test cannot connect: %s", PQerrorMessage(m_handle));
    PQsetNoticeProcessor(
        m_handle, [](void *, const char *) {}, nullptr);
    PQsetClientEncoding(m_handle, "UTF8");
}

DirectConnection::~DirectConnection()
{
    PQfinish(m_handle);
}

DirectConnection::Rows DirectConnection::execute(const QString &statements)
{
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(
        PQexec(m_handle, statements.toUtf8().constData()), &PQclear);
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY)
        qFatal("%s\nof: %s", PQresultErrorMessage(result.get()), qPrintable(statements.left(1'000)));
    Rows rows(PQntuples(result.get()));
    for (int row = 0; row < rows.size(); ++row) {
        for (int column = 0; column < PQnfields(result.get()); ++column) {
            const bool isNull = PQgetisnull(result.get(), row, column) == 1;
            rows[row] += isNull ? QString() : QString::fromUtf8(PQgetvalue(result.get(), row, column));
        }
    }
    return rows;
}

QString DirectConnection::value(const QString &statement)
{
    const Rows rows = execute(statement);
    return rows.isEmpty() ? QString() : rows.first().first();
}

} // namespace watchbill
