// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/tabletraits.h"

#include "postgres/channelsubscription.h"
#include "postgres/sqltext.h"

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QString traitsStatement(const QString &schema, const QString &table)
{
    return u"SELECT has_schema_privilege(n.oid, 'USAGE'), "
           "CASE WHEN c.relkind IN ('r','p') THEN true " // the function waits for locks
           "ELSE pg_catalog.pg_relation_is_updatable(c.oid, true) & 16 <> 0 END, " // 1 << CMD_DELETE
           "EXISTS (SELECT FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc f ON f.oid = t.tgfoid "
           "WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') "
           "AND position(%3 IN f.prosrc) > 0) "
           "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
           "WHERE n.nspname = %1 AND c.relname = %2 AND c.relkind IN ('r','p','v','m','f')"_s.arg(
               sql::literal(schema, u"name"_s), sql::literal(table, u"name"_s),
               sql::literal(u'\'' + QString(NotificationTopic::channel) + u'\''));
}

} // namespace

Result<std::optional<TableTraits>> readTableTraits(Connection &connection, const SessionSettings &session,
                                                   const QString &schema, const QString &table)
{
    std::optional<TableTraits> traits;
    return connection
        .execute(session, traitsStatement(schema, table),
                 [&](int, const ResultRows &rows) {
                     if (rows.count() == 0)
                         return;
                     traits = TableTraits{rows.boolean(0, 0), rows.boolean(0, 1), rows.boolean(0, 2)};
                 })
        .map([&](const Connection::Reply &) { return traits; });
}

} // namespace watchbill
