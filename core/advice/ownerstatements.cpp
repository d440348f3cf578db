// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "advice/ownerstatements.h"

#include "advice/queryadvice.h"
#include "postgres/sqltext.h"
#include "source/relationsql.h"
#include "source/tabletraits.h"
#include "source/tasksource.h"
#include "statement/keyorder.h"
#include "statement/keyset.h"
#include "statement/taskconditions.h"
#include "statement/taskorder.h"
#include "task/storedfields.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

// Resources of a static library are linked only where they are asked for.
static void initResources()
{
    Q_INIT_RESOURCE(sql);
}

namespace watchbill::ownerstatements {

using relationsql::qualifiedName;

namespace {

// On a partitioned table PostgreSQL refuses CONCURRENTLY: building the index blocks writes.
QString createIndexOn(const TaskRelation &relation)
{
    return (relation.kind == RelationKind::Partitioned ? "CREATE INDEX ON "_L1
                                                       : "CREATE INDEX CONCURRENTLY ON "_L1)
        + qualifiedName(relation);
}

bool isOfType(const TaskColumn &column, std::initializer_list<QLatin1StringView> types)
{
    return std::find(types.begin(), types.end(), column.sqlType) != types.end();
}

} // namespace

QString letConnect(const QString &user, const QString &database)
{
    return u"GRANT CONNECT ON DATABASE %1 TO %2;"_s.arg(sql::identifier(database), sql::identifier(user));
}

QString grantRole(const QString &role, const QString &login)
{
    return u"GRANT %1 TO %2;"_s.arg(sql::identifier(role), sql::identifier(login));
}

QString grantReading(const TaskSource &source, const TableTraits &traits)
{
    const QString role = sql::identifier(source.viewpoint.role);
    const QString usage = traits.mayUseSchema
        ? QString()
        : u"GRANT USAGE ON SCHEMA %1 TO %2;\n"_s.arg(sql::identifier(source.schema), role);
    return usage + u"GRANT SELECT ON %1 TO %2;"_s.arg(qualifiedName(source), role);
}

QString grantDeleting(const TaskSource &source)
{
    return u"GRANT %1 ON %2 TO %3;"_s.arg(source.deletedAt ? u"UPDATE"_s : u"DELETE"_s, qualifiedName(source),
                                          sql::identifier(source.viewpoint.role));
}

QString index(const TaskRelation &relation, TaskField field)
{
    const bool isComputed = !relation.has(field) || field == TaskField::ErrorMessage;
    if (isComputed || field == TaskField::Metadata || !relation.canHaveIndexes())
        return {};
    if (!relation.columns[field].isSortable || !relation.columns[TaskField::Id].isSortable)
        return {};
    QVector<TaskField> fields{field};
    const bool grouped = field == TaskField::Type || field == TaskField::Status || field == TaskField::UserId;
    if (grouped)
        fields += TaskField::CreatedAt;
    fields += TaskField::Id;
    QStringList names;
    for (const TaskField one : fields)
        names += relationsql::column(relation, one);
    return u"%1 (%2);"_s.arg(createIndexOn(relation), names.join(", "_L1));
}

QString index(const TaskRelation &relation, const TaskSort &sort)
{
    if (sort.field != TaskField::Metadata)
        return index(relation, sort.field);
    const QString key = keyorder::textOf(relation, sort.path);
    if (key.isEmpty() || !relation.canHaveIndexes() || !relation.columns[TaskField::Id].isSortable)
        return {};
    return u"%1 (%2, %3);\n-- With this index the server refuses tasks whose value is longer than about 2,700 bytes."_s
        .arg(createIndexOn(relation), key, relationsql::column(relation, TaskField::Id));
}

// The operators are for text and what is stored as text, and not for citext, which is of its own kind.
QString trigramIndex(const TaskRelation &relation, TaskField field)
{
    if (!relation.has(field) || !relation.canHaveIndexes())
        return {};
    const TaskColumn &column = relation.columns[field];
    if (!column.isDeterministic || !isOfType(column, {"text"_L1, "character varying"_L1}))
        return {};
    return u"CREATE EXTENSION IF NOT EXISTS pg_trgm;\n%1 USING gin (%2 gin_trgm_ops) WHERE %2 IS NOT NULL;"_s
        .arg(createIndexOn(relation), relationsql::column(relation, field));
}

QString beginningIndex(const TaskRelation &relation, TaskField field)
{
    if (!relation.has(field) || !relation.canHaveIndexes())
        return {};
    const TaskColumn &column = relation.columns[field];
    const QString operators = column.sqlType == "text"_L1 ? u"text_pattern_ops"_s
        : column.sqlType == "character varying"_L1        ? u"varchar_pattern_ops"_s
                                                          : QString();
    if (!column.isDeterministic || operators.isEmpty())
        return {};
    return u"%1 (%2 %3);"_s.arg(createIndexOn(relation), relationsql::column(relation, field), operators);
}

QString metadataIndex(const TaskRelation &relation)
{
    if (!relation.has(TaskField::Metadata) || !relation.canHaveIndexes()
        || !isOfType(relation.columns[TaskField::Metadata], {"jsonb"_L1}))
        return {};
    return u"%1 USING gin (%2 jsonb_path_ops);"_s.arg(createIndexOn(relation),
                                                      relationsql::column(relation, TaskField::Metadata));
}

QString view(const TaskSource &source, const QMap<QString, QString> &otherNames)
{
    QStringList columns;
    for (const StoredField &field : storedFields) {
        if (source.has(field.field))
            columns += sql::identifier(field.name);
        else if (otherNames.contains(field.name))
            columns += sql::identifier(otherNames[field.name]) + " AS "_L1 + field.name;
    }
    if (source.deletedAt)
        columns += sql::identifier(source.deletedAt->name);
    else if (otherNames.contains(u"deleted_at"_s))
        columns += sql::identifier(otherNames[u"deleted_at"_s]) + " AS deleted_at"_L1;
    constexpr int withInvoker = 150'000; // the first version with security_invoker views
    const QString rights =
        source.server.version >= withInvoker ? u" WITH (security_invoker = true)"_s : QString();
    const QString name =
        sql::identifier(source.schema) + u'.' + sql::identifier(source.table.toLower() + "_tasks"_L1);
    return u"CREATE VIEW %1%2 AS SELECT %3 FROM %4;"_s.arg(name, rights, columns.join(", "_L1),
                                                           qualifiedName(source));
}

QStringList missingIndexes(const TaskSource &source)
{
    QStringList statements;
    for (const TaskField field : {TaskField::CreatedAt, TaskField::UpdatedAt, TaskField::Status,
                                  TaskField::Type, TaskField::UserId}) {
        if (!source.has(field) || taskorder::isIndexed(source, field))
            continue;
        if (const QString statement = index(source, field); !statement.isEmpty())
            statements += statement;
    }
    const QString ofErrors = trigramIndex(source, TaskField::ErrorMessage);
    if (!ofErrors.isEmpty() && !queryadvice::searchesErrors(source))
        statements += ofErrors;
    return statements;
}

QString notifyTrigger(const TaskRelation &relation)
{
    initResources();
    QFile file(u":/sql/notify.sql"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList lines;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (!line.startsWith("--"_L1))
            lines += line;
    }
    return lines.join(u'\n')
        .trimmed()
        .replace("public.watchbill_notify"_L1, sql::identifier(relation.schema) + ".watchbill_notify"_L1)
        .replace("public.tasks"_L1, qualifiedName(relation));
}

QString matching(const TaskRelation &relation, const TaskQuery &query)
{
    const auto where = TaskConditions(relation).of(query.filter);
    if (!where)
        return {};
    // psql's session may be in any zone, and literals without one are in UTC here.
    return u"SET TimeZone = 'UTC'; SELECT t.*%1 WHERE %2 ORDER BY %3 LIMIT 200;"_s.arg(
        relationsql::from(relation), *where,
        keyset::orderBy(taskorder::sortColumns(relation, query.sort), query.sort.order));
}

QString isOneOf(const TaskRelation &relation, const QVector<TaskKey> &keys)
{
    QStringList columns{relationsql::column(relation, TaskField::Id)};
    for (const TaskColumn &column : relation.restOfKey)
        columns += sql::identifier(column.name);
    QStringList rows;
    for (const TaskKey &key : keys) {
        QStringList literals{sql::literal(key.id.toText(), relation.columns[TaskField::Id].sqlType)};
        for (qsizetype i = 0; i < relation.restOfKey.size(); ++i)
            literals += sql::literal(key.rest.value(i), relation.restOfKey[i].sqlType);
        rows += columns.size() == 1 ? literals.first() : u'(' + literals.join(", "_L1) + u')';
    }
    const QString what = columns.size() == 1 ? columns.first() : u'(' + columns.join(", "_L1) + u')';
    return u"%1 IN (%2)"_s.arg(what, rows.join(", "_L1));
}

QString lookUp(const TaskRelation &relation, const QVector<TaskKey> &keys)
{
    return u"SELECT * FROM %1 WHERE %2;"_s.arg(qualifiedName(relation), isOneOf(relation, keys));
}

} // namespace watchbill::ownerstatements
