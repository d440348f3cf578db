// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/writelink.h"

#include "service/failurecause.h"
#include "source/cataloguestate.h"
#include "statement/expectedrows.h"

#include <QCoreApplication>

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::WriteLink)
};

} // namespace

WriteLink::WriteLink(Connection &connection, const Session &session, std::chrono::milliseconds limit)
    : m_connection(connection)
    , m_session(session)
    , m_limit(limit)
{
}

bool WriteLink::isOfChangedTable(const TaskError &error)
{
    // A value that a person has typed is none of the table's.
    return cataloguestate::mayHaveChanged(error) && !expectedrows::wereExceeded(error)
        && error.kind != TaskError::Kind::InvalidInput;
}

Result<void> WriteLink::transact(Change change, const QString &statements,
                                 const Connection::RowsHandler &handler,
                                 const Connection::NextStatements &next)
{
    int guarding = cataloguestate::guardStatements; // of the first message
    bool isPresentTable = false;
    const auto reply = m_connection.transact(
        settingsFor(m_session, Access::Write, m_limit),
        cataloguestate::guard(m_session.source, m_session.catalogueState) + statements,
        [&](int statement, const ResultRows &rows) {
            isPresentTable |= statement == cataloguestate::guardStatements - 1;
            if (statement >= guarding)
                handler(statement - guarding, rows);
        },
        [&] {
            guarding = 0;
            return next();
        });
    if (reply)
        return {};
    TaskError error = reply.error();
    // A server that is no longer the primary is left; the next write looks for the primary again.
    if (error.kind == TaskError::Kind::ReadOnly)
        m_connection.close();
    const bool isOfOtherTable = !isPresentTable && isOfChangedTable(error);
    if (isOfOtherTable || error.sqlState.isEmpty() || error.isOfSettings)
        return Failure(error);
    const bool isUndone = error.isUndone;
    error = explainFailure(m_connection, m_session, error,
                           {Access::Write, change == Change::Deletion, m_typed, m_limit});
    error.isUndone = isUndone;
    return Failure(error);
}

Result<void> WriteLink::renew()
{
    const auto renewed = renewedSession(m_connection, m_session);
    if (!renewed)
        return Failure(renewed.error());
    const TaskSource &before = m_session.source;
    const TaskSource &now = renewed->source;
    const bool isOtherMark = before.deletedAt && before.deletedAt != now.deletedAt;
    const bool isOther = before.key != now.key || before.number != now.number;
    if (isOtherMark || (isOther && !m_isNamedAnew))
        return failure(
            TaskError::Kind::Conflict,
            Texts::tr(
                "The table %1.%2 has changed since the change was confirmed. Review the tasks and try again.")
                .arg(now.schema, now.table));
    m_session = *renewed;
    ++m_renewals;
    return {};
}

Result<void> WriteLink::read(const QString &statements, std::chrono::milliseconds limit,
                             const Connection::RowsHandler &handler)
{
    return m_connection.execute(settingsFor(m_session, Access::Read, limit), statements, handler)
        .map([](const auto &) {})
        .map_error([&](const TaskError &error) {
            return explainFailure(m_connection, m_session, error, {Access::Read, false, m_typed, limit});
        });
}

Result<void> WriteLink::copyOut(const QString &statement, const Connection::CopyHandler &handler)
{
    return m_connection.copyOut(settingsFor(m_session, Access::Read, m_limit), statement, handler)
        .map_error([&](const TaskError &error) {
            return explainFailure(m_connection, m_session, error, {Access::Read, false, m_typed, m_limit});
        });
}

std::function<void()> WriteLink::canceller() const
{
    return m_connection.canceller();
}

} // namespace watchbill
