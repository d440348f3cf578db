// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/tasksourcereader.h"

#include "postgres/sqltext.h"
#include "source/cataloguestate.h"
#include "source/ownerstatements.h"
#include "task/sentences.h"
#include "task/storedfields.h"
#include "task/tablename.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::TaskSourceReader)
};

QStringList requiredNames()
{
    QStringList names;
    for (const StoredField &field : storedFields) {
        if (field.need == StoredField::Need::Required)
            names += field.name;
    }
    return names;
}

// Whether this role may read pg_roles, which some administrators withhold.
enum class Roles { Readable, Withheld };

QString serverStatement(Roles roles)
{
    const QString bypasses = roles == Roles::Readable
        ? u"(SELECT rolbypassrls OR rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user)"_s
        : u"current_setting('is_superuser')::bool"_s;
    return "SELECT session_user, current_user, "_L1 + bypasses
        + u", current_database(), current_setting('server_version_num')::int, pg_is_in_recovery(), "
          "current_setting('default_transaction_read_only')::bool, pg_backend_pid(), "
          "coalesce(host(inet_server_addr()) || ':' || inet_server_port(), ''), current_setting('server_encoding');"_s;
}

// By name and not by to_regclass(), which fails where the role may not use the schema.
QString relationCondition(const QString &schema, const QString &table)
{
    return u"n.nspname = %1 AND c.relname = %2 AND c.relkind IN ('r','p','v','m','f')"_s.arg(
        sql::literal(schema, u"name"_s), sql::literal(table, u"name"_s));
}

// Whether row security of a table behind a view hides rows: from the view's owner or, where the view asks as whoever
// asks it (security_invoker, since PostgreSQL 15), from the role itself. As check_enable_rls() of the server has it.
QString rowSecurityBehind(Roles roles)
{
    if (roles == Roles::Withheld) // it may be
        return u"c.relkind IN ('v','m')"_s;
    return u"(SELECT coalesce(bool_or(b.relrowsecurity AND NOT r.rolsuper AND NOT r.rolbypassrls "
           "AND (b.relforcerowsecurity OR NOT pg_has_role(r.oid, b.relowner, 'USAGE'))), false) FROM ("
           "WITH RECURSIVE behind(relation, asker) AS (SELECT c.oid, (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user) "
           "UNION SELECT d.refobjid, CASE WHEN coalesce(v.reloptions && ARRAY['security_invoker=true','security_invoker=on',"
           "'security_invoker=1','security_invoker=yes'], false) THEN behind.asker ELSE v.relowner END "
           "FROM behind JOIN pg_catalog.pg_class v ON v.oid = behind.relation AND v.relkind IN ('v','m') "
           "JOIN pg_catalog.pg_rewrite w ON w.ev_class = v.oid "
           "JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid "
           "AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> v.oid) SELECT * FROM behind) u "
           "JOIN pg_catalog.pg_class b ON b.oid = u.relation AND b.oid <> c.oid JOIN pg_catalog.pg_roles r ON r.oid = u.asker)"_s;
}

RelationKind kindOf(const QString &relkind)
{
    static const QMap<QString, RelationKind> kinds{{u"p"_s, RelationKind::Partitioned},
                                                   {u"v"_s, RelationKind::View},
                                                   {u"m"_s, RelationKind::MaterializedView},
                                                   {u"f"_s, RelationKind::Foreign}};
    return kinds.value(relkind, RelationKind::Table);
}

// What a write may reach: the relation, its partitions and those that inherit from it, and what is behind a view. Rules
// are on an event: 2 for UPDATE, 4 for DELETE. Bits of tgtype: 1 for each row, 2 before, 8 on deletion, 64 instead of it.
QString reached()
{
    return u"(WITH RECURSIVE reached(relation) AS (SELECT c.oid UNION SELECT further.oid FROM reached CROSS JOIN LATERAL ("
           "SELECT h.inhrelid FROM pg_catalog.pg_inherits h WHERE h.inhparent = reached.relation UNION ALL "
           "SELECT d.refobjid FROM pg_catalog.pg_class v "
           "JOIN pg_catalog.pg_rewrite w ON w.ev_class = v.oid AND w.ev_type = '1' "
           "JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid "
           "AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> v.oid "
           "WHERE v.oid = reached.relation AND v.relkind = 'v') further(oid)) "
           "SELECT bool_or(EXISTS (SELECT FROM pg_catalog.pg_rewrite w WHERE w.ev_class = r.oid AND w.ev_type = '4' "
           "AND w.ev_enabled IN ('O','A'))), "
           "bool_or(EXISTS (SELECT FROM pg_catalog.pg_rewrite w WHERE w.ev_class = r.oid AND w.ev_type = '2' "
           "AND w.ev_enabled IN ('O','A'))), bool_or(r.relkind = 'f' AND r.oid <> c.oid), "
           "bool_or(EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = r.oid AND NOT t.tgisinternal "
           "AND t.tgenabled IN ('O','A') AND t.tgtype & 9 = 9 AND t.tgtype & 66 <> 0)) "
           "FROM reached JOIN pg_catalog.pg_class r ON r.oid = reached.relation) "
           "AS reach(delete_rules, update_rules, foreign_parts, delete_triggers)"_s;
}

QString relationStatement(const QString &relation, Roles roles)
{
    // The bits of pg_relation_is_updatable() are those of the kinds of command: 4 for UPDATE, 16 for DELETE. It
    // waits for whoever has locked the relation, and of a table there is nothing to ask.
    const auto can = [](int bit) {
        return u"CASE WHEN c.relkind IN ('r','p') THEN true "
               "ELSE pg_relation_is_updatable(c.oid, true) & %1 <> 0 END"_s.arg(bit);
    };
    return "SELECT row_security_active(c.oid) OR "_L1 + rowSecurityBehind(roles)
        + ", "
          "has_any_column_privilege(c.oid,'SELECT') AND has_schema_privilege(n.oid,'USAGE'), "
          "has_any_column_privilege(c.oid,'INSERT'), has_any_column_privilege(c.oid,'UPDATE'), "
          "has_table_privilege(c.oid,'DELETE'), c.relkind::text, "_L1
        + can(4) + u',' + can(16)
        + ", reach.delete_rules, reach.update_rules, reach.foreign_parts, reach.delete_triggers, "
          "c.relkind = 'r' AND EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhparent = c.oid)"_L1
        + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace CROSS JOIN LATERAL "_L1
        + reached() + " WHERE "_L1 + relation + u';';
}

QString columnStatement(const QString &relation)
{
    // A default names no column; told the table, the function would wait for whoever has locked it.
    // A domain, of a domain perhaps, counts as the type that it is made of. A type has an order if the server has an
    // operator class for it: one of its own, of a type that it is the same as in storage, or of any enum, range or array.
    return "SELECT a.attname, pg_catalog.format_type(base.oid, -1), base.typname, base.typtype = 'e', "
           "NOT a.attnotnull, a.atthasdef AND a.attgenerated = '' OR a.attidentity <> '' OR ty.typdefault IS NOT NULL, "
           "CASE WHEN a.attgenerated = '' THEN pg_catalog.pg_get_expr(def.adbin, 0) END, "
           "a.attgenerated <> '' OR a.attidentity = 'a', "
           "element.typtype IN ('e', 'r', 'm') OR EXISTS (SELECT FROM pg_catalog.pg_opclass o "
           "JOIN pg_catalog.pg_am am ON am.oid = o.opcmethod AND am.amname = 'btree' WHERE o.opcdefault "
           "AND (o.opcintype = element.oid OR EXISTS (SELECT FROM pg_catalog.pg_cast k WHERE k.castsource = element.oid "
           "AND k.casttarget = o.opcintype AND k.castmethod = 'b' AND k.castcontext = 'i'))), "
           "coalesce((SELECT l.collisdeterministic FROM pg_catalog.pg_collation l WHERE l.oid = a.attcollation), true), "
           "(SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = base.oid), "
           "has_column_privilege(c.oid, a.attnum, 'SELECT'), has_column_privilege(c.oid, a.attnum, 'UPDATE'), "
           "ty.typtype = 'd' AND (base.typtype IN ('e', 'r', 'm') OR base.typcategory = 'A') "
           "FROM pg_catalog.pg_attribute a "
           "JOIN pg_catalog.pg_class c ON c.oid = a.attrelid "
           "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
           "JOIN pg_catalog.pg_type ty ON ty.oid = a.atttypid "
           "JOIN pg_catalog.pg_type base ON base.oid = (WITH RECURSIVE made(type, of) AS ("
           "SELECT ty.oid, CASE WHEN ty.typtype = 'd' THEN ty.typbasetype END UNION ALL "
           "SELECT b.oid, CASE WHEN b.typtype = 'd' THEN b.typbasetype END FROM made JOIN pg_catalog.pg_type b ON b.oid = made.of) "
           "SELECT type FROM made WHERE of IS NULL) "
           "JOIN pg_catalog.pg_type element ON element.oid = CASE WHEN base.typcategory = 'A' AND base.typelem <> 0 "
           "THEN base.typelem ELSE base.oid END "
           "LEFT JOIN pg_catalog.pg_attrdef def ON def.adrelid = a.attrelid AND def.adnum = a.attnum "
           "WHERE a.attnum > 0 AND NOT a.attisdropped AND "_L1
        + relation + u';';
}

QString indexStatement(const QString &relation)
{
    // Only a column's own value in its own order (collation, operators), in one direction throughout
    // (indoption 0: ASC NULLS LAST, 3: DESC NULLS FIRST) gives the order of our lists.
    return "SELECT ci.relname, (SELECT json_agg(a.attname ORDER BY k.position) "
           "FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position) "
           "LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum "
           "WHERE k.position <= i.indnkeyatts) "
           "FROM pg_catalog.pg_index i "
           "JOIN pg_catalog.pg_class ci ON ci.oid = i.indexrelid "
           "JOIN pg_catalog.pg_am am ON am.oid = ci.relam AND am.amname = 'btree' "
           "JOIN pg_catalog.pg_class c ON c.oid = i.indrelid "
           "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
           "WHERE i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL "
           "AND NOT EXISTS (SELECT FROM unnest(i.indclass::oid[], i.indcollation::oid[], i.indkey::int2[]) k(operators, sorting, attnum) "
           "JOIN pg_catalog.pg_opclass o ON o.oid = k.operators JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid "
           "AND a.attnum = k.attnum WHERE NOT o.opcdefault OR k.sorting <> a.attcollation) "
           "AND (0 = ALL (i.indoption::int2[]) OR 3 = ALL (i.indoption::int2[])) AND "_L1
        + relation + u';';
}

// The columns of each key by which a row can be told from all others: unique, never NULL, of all rows. A view or a
// foreign table has none, and a key does not hold across the tables that inherit from one; it does across a hypertable's chunks.
QString keyStatement(const QString &relation)
{
    return "SELECT (SELECT json_agg(a.attname ORDER BY k.position) "
           "FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position) "
           "JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum "
           "WHERE k.position <= i.indnkeyatts) "
           "FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indrelid "
           "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
           "WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL "
           "AND NOT (c.relkind = 'r' AND EXISTS (SELECT FROM pg_catalog.pg_inherits h "
           "JOIN pg_catalog.pg_class child ON child.oid = h.inhrelid "
           "JOIN pg_catalog.pg_namespace hn ON hn.oid = child.relnamespace "
           "WHERE h.inhparent = c.oid AND hn.nspname <> '_timescaledb_internal')) "
           "AND NOT EXISTS (SELECT FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position) "
           "JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum "
           "WHERE k.position <= i.indnkeyatts AND NOT a.attnotnull) AND "_L1
        + relation + " ORDER BY i.indnkeyatts, NOT i.indisprimary, i.indexrelid;"_L1;
}

// Tables that do have the columns of a task, to name them where the given one is not there.
QString candidateStatement()
{
    QStringList names;
    for (const QString &name : requiredNames())
        names += sql::literal(name);
    return u"SELECT n.nspname, c.relname FROM pg_catalog.pg_class c "
           "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
           "WHERE c.relkind IN ('r','p','v','m','f') AND n.nspname NOT IN ('pg_catalog','information_schema') "
           "AND (SELECT count(*) FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid "
           "AND NOT a.attisdropped AND a.attname IN (%1)) = %2 ORDER BY 1, 2 LIMIT 10;"_s.arg(
               names.join(u','), QString::number(names.size()));
}

TaskColumn::Family familyOf(const QString &typeName, bool isEnum)
{
    using Family = TaskColumn::Family;
    static const QMap<QString, Family> families{
        {u"uuid"_s, Family::Uuid},           {u"int2"_s, Family::Integer},
        {u"int4"_s, Family::Integer},        {u"int8"_s, Family::Integer},
        {u"text"_s, Family::Text},           {u"varchar"_s, Family::Text},
        {u"bpchar"_s, Family::Text},         {u"citext"_s, Family::Text},
        {u"name"_s, Family::Text},           {u"json"_s, Family::Json},
        {u"jsonb"_s, Family::Json},          {u"_json"_s, Family::JsonList},
        {u"_jsonb"_s, Family::JsonList},     {u"timestamptz"_s, Family::Timestamp},
        {u"timestamp"_s, Family::Timestamp}, {u"numeric"_s, Family::Number},
        {u"float4"_s, Family::Number},       {u"float8"_s, Family::Number},
    };
    return isEnum ? Family::Enum : families.value(typeName, Family::Other);
}

void readServer(TaskSource &source, const ResultRows &rows, int backendPid)
{
    source.viewpoint.login = rows.text(0, 0);
    source.viewpoint.role = rows.text(0, 1);
    source.viewpoint.bypassesRowSecurity = rows.boolean(0, 2);
    source.server.database = rows.text(0, 3);
    source.server.version = int(rows.integer(0, 4));
    source.server.standby = rows.boolean(0, 5);
    source.server.readOnly = rows.boolean(0, 6);
    source.server.pooled = rows.integer(0, 7) != backendPid;
    source.server.address = rows.text(0, 8);
    source.encoding = rows.text(0, 9);
}

void readRelation(TaskCatalogue &catalogue, const ResultRows &rows)
{
    catalogue.found = rows.count() > 0;
    if (!catalogue.found)
        return;
    TaskSource &source = catalogue.source;
    source.viewpoint.rowSecurityActive = rows.boolean(0, 0);
    source.maySelect = rows.boolean(0, 1);
    source.mayInsert = rows.boolean(0, 2);
    source.mayUpdate = rows.boolean(0, 3);
    source.mayDelete = rows.boolean(0, 4);
    source.kind = kindOf(rows.text(0, 5));
    source.canUpdate = rows.boolean(0, 6);
    source.canDelete = rows.boolean(0, 7);
    source.hasDeleteRules = rows.boolean(0, 8);
    source.hasUpdateRules = rows.boolean(0, 9);
    source.hasForeignParts = rows.boolean(0, 10);
    source.hasDeleteTriggers = rows.boolean(0, 11);
    source.hasChildren = rows.boolean(0, 12);
}

QStringList textsOf(const QByteArray &json)
{
    QStringList texts;
    for (const QJsonValue &text : QJsonDocument::fromJson(json).array())
        texts += text.toString();
    return texts;
}

TaskColumn columnOf(const ResultRows &rows, int row)
{
    TaskColumn column;
    column.name = rows.text(row, 0);
    column.sqlType = rows.text(row, 1);
    column.family = familyOf(rows.text(row, 2), rows.boolean(row, 3));
    column.nullable = rows.boolean(row, 4);
    column.hasDefault = rows.boolean(row, 5);
    column.defaultValue = rows.text(row, 6);
    column.isGenerated = rows.boolean(row, 7);
    column.isSortable = rows.boolean(row, 8);
    column.isDeterministic = rows.boolean(row, 9);
    column.labels = textsOf(rows.bytes(row, 10));
    column.isDomainWithoutOperators = rows.boolean(row, 13);
    return column;
}

// "userId", "UserID" and "user_id" are one word.
QString bare(const QString &name)
{
    return name.toLower().remove(u'_').remove(u'-').remove(u' ');
}

void readOtherNames(TaskCatalogue &catalogue, const ResultRows &rows)
{
    QStringList needed{u"deleted_at"_s};
    for (const StoredField &field : storedFields)
        needed += field.name;
    QStringList columns;
    for (int row = 0; row < rows.count(); ++row)
        columns += rows.text(row, 0);
    for (const QString &name : needed) {
        for (const QString &column : columns) {
            if (!columns.contains(name) && bare(name) == bare(column))
                catalogue.otherNames.insert(name, column);
        }
    }
}

// By name, without those that are withheld.
using Columns = QMap<QString, TaskColumn>;

void readColumns(TaskSource &source, Columns &all, const ResultRows &rows)
{
    bool changes = true;
    bool marks = false;
    for (int row = 0; row < rows.count(); ++row) {
        const TaskColumn column = columnOf(rows, row);
        const bool mayRead = rows.boolean(row, 11);
        if (mayRead || !source.maySelect) // who may read nothing at all is told that
            all.insert(column.name, column);
        const auto field = std::find_if(storedFields.begin(), storedFields.end(),
                                        [&](const StoredField &one) { return one.name == column.name; });
        const bool marksDeleted = column.name == "deleted_at"_L1;
        if (field == storedFields.end() && !marksDeleted)
            continue;
        const bool mayWrite = rows.boolean(row, 12);
        if (source.maySelect && !mayRead) {
            source.withheldColumns += column.name;
            if (marksDeleted) // rows are not to be removed where they are marked
                source.mayDelete = false;
        } else if (!marksDeleted) {
            source.columns.insert(field->field, column);
        } else if (column.family == TaskColumn::Family::Timestamp) {
            source.deletedAt = column;
            marks = mayWrite;
        } else {
            source.unreadableMark = column.sqlType;
        }
        // What a change of a task always writes.
        if (!mayWrite && field != storedFields.end()
            && (field->field == TaskField::Status || field->field == TaskField::UpdatedAt))
            changes = false;
    }
    source.mayUpdate = source.mayUpdate && changes;
    if (source.deletedAt)
        source.mayDelete = marks;
}

void readIndexes(TaskSource &source, const ResultRows &rows)
{
    for (int row = 0; row < rows.count(); ++row)
        source.indexes += TaskIndex{rows.text(row, 0), textsOf(rows.bytes(row, 1))};
}

// The first is the smallest.
void readKey(TaskSource &source, const Columns &all, const ResultRows &rows)
{
    for (int row = 0; row < rows.count() && source.key.isEmpty(); ++row) {
        const QStringList columns = textsOf(rows.bytes(row, 0));
        const bool mayRead = std::all_of(columns.begin(), columns.end(),
                                         [&](const QString &name) { return all.contains(name); });
        if (mayRead && source.has(TaskField::Id) && columns.contains(source.columns[TaskField::Id].name))
            source.key = columns;
    }
    for (const QString &name : std::as_const(source.key)) {
        if (name != source.columns[TaskField::Id].name)
            source.restOfKey += all[name];
    }
}

TaskError noSuchTable(const TaskCatalogue &catalogue)
{
    const TaskSource &source = catalogue.source;
    QString message = Text::tr("There is no table %1.%2 in the database “%3”.")
                          .arg(source.schema, source.table, source.server.database);
    if (!catalogue.candidates.isEmpty())
        message = joinSentences(
            {message,
             Text::tr("Tables that look like task tables: %1.").arg(catalogue.candidates.join(", "_L1))});
    return {TaskError::Kind::Unsupported, message, {}, {}};
}

// The columns are there under names that are only written differently: says what gives them the right ones.
QString proposalOfNames(const TaskCatalogue &catalogue, const QStringList &missing)
{
    QStringList pairs;
    bool isComplete = true;
    for (const QString &name : missing) {
        const QString other = catalogue.otherNames.value(name);
        isComplete = isComplete && !other.isEmpty();
        if (!other.isEmpty())
            pairs += Text::tr("“%1” for %2").arg(other, name);
    }
    if (pairs.isEmpty())
        return {};
    const QString found =
        Text::tr("It has columns that are only written differently: %1.").arg(pairs.join(", "_L1));
    if (!isComplete)
        return found;
    return joinSentences({found,
                          Text::tr("A view gives them the names that are needed; open that instead: %1")
                              .arg(ownerstatements::view(catalogue.source, catalogue.otherNames))});
}

} // namespace

Result<void> checkTaskTable(const TaskCatalogue &catalogue)
{
    const TaskSource &source = catalogue.source;
    if (!catalogue.found)
        return Failure(noSuchTable(catalogue));
    QStringList missing;
    for (const StoredField &field : storedFields) {
        if (field.need == StoredField::Need::Required && !source.has(field.field))
            missing += field.name;
    }
    const auto isWithheld = [&](const QString &name) { return source.withheldColumns.contains(name); };
    if (std::any_of(missing.cbegin(), missing.cend(), isWithheld))
        return failure(TaskError::Kind::PermissionDenied,
                       Text::tr("The role %1 may not read %2 in %3.%4, without which tasks cannot be listed.")
                           .arg(source.viewpoint.role, missing.join(", "_L1), source.schema, source.table));
    if (!missing.isEmpty())
        return failure(
            TaskError::Kind::Unsupported,
            joinSentences(
                {Text::tr("%1 is not a task table: it has no column %2. A task table needs the columns %3.")
                     .arg(TableName{source.schema, source.table}.toText(), missing.join(", "_L1),
                          requiredNames().join(", "_L1)),
                 proposalOfNames(catalogue, missing)}));
    for (const StoredField &field : storedFields) {
        if (!field.isTime() || !source.has(field.field))
            continue;
        const TaskColumn &column = source.columns[field.field];
        if (column.family != TaskColumn::Family::Timestamp)
            return failure(TaskError::Kind::Unsupported,
                           Text::tr("The column %1 of %2.%3 has type %4, not a timestamp type.")
                               .arg(column.name, source.schema, source.table, column.sqlType));
    }
    return {};
}

static Result<TaskCatalogue> readCatalogue(Connection &connection, const SessionSettings &session,
                                           const QString &schema, const QString &table, Roles roles)
{
    TaskCatalogue catalogue;
    TaskSource &source = catalogue.source;
    source.schema = schema;
    source.table = table;
    Columns all;
    SessionSettings watching = session;
    watching.watched = cataloguestate::expression(schema, table);
    const QString relation = relationCondition(schema, table);
    const QString statements = serverStatement(roles) + relationStatement(relation, roles)
        + columnStatement(relation) + indexStatement(relation) + keyStatement(relation)
        + candidateStatement();
    const auto reply = connection.execute(watching, statements, [&](int statement, const ResultRows &rows) {
        switch (statement) {
        case 0:
            return readServer(source, rows, connection.backendPid());
        case 1:
            return readRelation(catalogue, rows);
        case 2:
            readOtherNames(catalogue, rows);
            return readColumns(source, all, rows);
        case 3:
            return readIndexes(source, rows);
        case 4:
            return readKey(source, all, rows);
        default:
            for (int row = 0; row < rows.count(); ++row)
                catalogue.candidates += TableName{rows.text(row, 0), rows.text(row, 1)}.toText();
        }
    });
    if (!reply)
        return Failure(reply.error());
    catalogue.state = connection.watched().value_or(QString());
    return catalogue;
}

Result<TaskCatalogue> readTaskCatalogue(Connection &connection, const SessionSettings &session,
                                        const QString &schema, const QString &table)
{
    for (const QString &name : {schema, table}) {
        if (name.isEmpty() || sql::hasNul(name))
            return failure(TaskError::Kind::InvalidInput,
                           Text::tr("The table name must not be empty or contain NUL characters."));
    }
    auto catalogue = readCatalogue(connection, session, schema, table, Roles::Readable);
    if (catalogue || catalogue.error().sqlState != "42501"_L1 || catalogue.error().isOfSettings)
        return catalogue;
    return readCatalogue(connection, session, schema, table, Roles::Withheld);
}

} // namespace watchbill
