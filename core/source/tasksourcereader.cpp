// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/tasksourcereader.h"

#include "postgres/sqltext.h"
#include "source/cataloguestate.h"
#include "source/cataloguestatements.h"
#include "task/storedfields.h"
#include "task/tablename.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::TaskSourceReader)
};

RelationKind kindOf(const QString &relkind)
{
    static const QMap<QString, RelationKind> kinds{{u"p"_s, RelationKind::Partitioned},
                                                   {u"v"_s, RelationKind::View},
                                                   {u"m"_s, RelationKind::MaterializedView},
                                                   {u"f"_s, RelationKind::Foreign}};
    return kinds.value(relkind, RelationKind::Table);
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
    using Row = cataloguestatements::ServerRow;
    source.viewpoint.login = rows.text(0, Row::Login);
    source.viewpoint.role = rows.text(0, Row::Role);
    source.viewpoint.bypassesRowSecurity = rows.boolean(0, Row::BypassesRowSecurity);
    source.server.database = rows.text(0, Row::Database);
    source.server.version = int(rows.integer(0, Row::Version));
    source.server.standby = rows.boolean(0, Row::IsStandby);
    source.server.readOnly = rows.boolean(0, Row::IsReadOnly);
    source.server.pooled = rows.integer(0, Row::BackendPid) != backendPid;
    source.server.address = rows.text(0, Row::Address);
    source.server.port = rows.text(0, Row::Port);
    source.server.cluster = rows.text(0, Row::Cluster);
    source.encoding = rows.text(0, Row::Encoding);
}

void readRelation(TaskCatalogue &catalogue, const ResultRows &rows)
{
    using Row = cataloguestatements::RelationRow;
    catalogue.found = rows.count() > 0;
    if (!catalogue.found)
        return;
    TaskSource &source = catalogue.source;
    source.viewpoint.rowSecurityActive = rows.boolean(0, Row::RowSecurityActive);
    source.maySelect = rows.boolean(0, Row::MaySelect);
    source.mayInsert = rows.boolean(0, Row::MayInsert);
    source.mayUpdate = rows.boolean(0, Row::MayUpdate);
    source.mayDelete = rows.boolean(0, Row::MayDelete);
    source.kind = kindOf(rows.text(0, Row::Kind));
    source.canUpdate = rows.boolean(0, Row::CanUpdate);
    source.canDelete = rows.boolean(0, Row::CanDelete);
    source.hasDeleteRules = rows.boolean(0, Row::HasDeleteRules);
    source.hasUpdateRules = rows.boolean(0, Row::HasUpdateRules);
    source.hasForeignParts = rows.boolean(0, Row::HasForeignParts);
    source.hasDeleteTriggers = rows.boolean(0, Row::HasDeleteTriggers);
    source.hasAfterDeleteTriggers = rows.boolean(0, Row::HasAfterDeleteTriggers);
    source.hasChildren = rows.boolean(0, Row::HasChildren);
    source.cascades = rows.texts(0, Row::Cascades);
    source.hasAudit = rows.boolean(0, Row::HasAudit);
    source.mayAudit = rows.boolean(0, Row::MayAudit);
    source.hasDependents = rows.boolean(0, Row::HasDependents);
    source.number = rows.integer(0, Row::Number);
    source.hasPlaces = rows.boolean(0, Row::HasPlaces) && !source.hasChildren;
    source.hasInsertEffects = rows.boolean(0, Row::HasInsertEffects);
    source.refersToItself = rows.boolean(0, Row::RefersToItself);
    source.hasUpdateEffects = rows.boolean(0, Row::HasUpdateEffects);
    source.hasDeferredTriggers = rows.boolean(0, Row::HasDeferredTriggers);
    source.canInsert = rows.boolean(0, Row::CanInsert);
    source.clears = rows.texts(0, Row::Clears);
    source.measuredBytes = rows.isNull(0, Row::MeasuredBytes) ? 0 : rows.integer(0, Row::MeasuredBytes);
    source.measuredRows = rows.isNull(0, Row::MeasuredRows) ? 0 : rows.integer(0, Row::MeasuredRows);
    source.estimatedRows = rows.isNull(0, Row::EstimatedRows) ? -1 : rows.integer(0, Row::EstimatedRows);
}

TaskColumn columnOf(const ResultRows &rows, int row)
{
    using Row = cataloguestatements::ColumnRow;
    TaskColumn column;
    column.name = rows.text(row, Row::Name);
    column.sqlType = rows.text(row, Row::SqlType);
    column.family = familyOf(rows.text(row, Row::TypeName), rows.boolean(row, Row::IsEnum));
    column.nullable = rows.boolean(row, Row::IsNullable);
    column.hasDefault = rows.boolean(row, Row::HasDefault);
    column.defaultValue = rows.text(row, Row::Default);
    column.isGenerated = rows.boolean(row, Row::IsGenerated);
    column.isSortable = rows.boolean(row, Row::IsSortable);
    column.isDeterministic = rows.boolean(row, Row::IsDeterministic);
    column.labels = rows.texts(row, Row::Labels);
    column.needsCast = rows.boolean(row, Row::NeedsCast);
    column.hasArrays = rows.boolean(row, Row::HasArrays);
    return column;
}

// "userId", "UserID" and "user_id" are one word.
QString bare(const QString &name)
{
    return name.toLower().remove(u'_').remove(u'-').remove(u' ');
}

void readOtherNames(TaskCatalogue &catalogue, const ResultRows &rows)
{
    using Row = cataloguestatements::ColumnRow;
    QStringList needed{u"deleted_at"_s};
    for (const StoredField &field : storedFields)
        needed += field.name;
    QStringList columns;
    for (int row = 0; row < rows.count(); ++row)
        columns += rows.text(row, Row::Name);
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
    using Row = cataloguestatements::ColumnRow;
    bool changes = true;
    bool marks = false;
    for (int row = 0; row < rows.count(); ++row) {
        const TaskColumn column = columnOf(rows, row);
        const bool mayRead = rows.boolean(row, Row::MaySelect);
        (mayRead ? source.readColumns : source.unreadColumns) += column.name;
        if (mayRead || !source.maySelect) // who may read nothing at all is told that
            all.insert(column.name, column);
        const auto field = std::find_if(storedFields.begin(), storedFields.end(),
                                        [&](const StoredField &one) { return one.name == column.name; });
        const bool marksDeleted = column.name == "deleted_at"_L1;
        if (mayRead && !column.isGenerated && !rows.boolean(row, Row::MayInsert))
            source.unsettableColumns += column.name;
        if (field == storedFields.end() && !column.isGenerated)
            source.otherColumns += column.name;
        if (field == storedFields.end() && !marksDeleted)
            continue;
        const bool mayWrite = rows.boolean(row, Row::MayUpdate);
        if (source.maySelect && !mayRead) {
            source.withheldColumns += column.name;
            if (marksDeleted) // rows are not to be removed where they are marked
                source.mayDelete = false;
        } else if (!marksDeleted) {
            source.columns.insert(field->field, column);
        } else if (column.family == TaskColumn::Family::Timestamp) {
            source.deletedAt = column;
            marks = mayWrite && !column.isGenerated;
        } else {
            source.unreadableMark = column.sqlType;
        }
        // What a change of a task always writes.
        if (!mayWrite && field != storedFields.end()
            && (field->field == TaskField::Status || field->field == TaskField::UpdatedAt))
            changes = false;
    }
    if (source.unreadColumns.isEmpty() || source.readColumns.isEmpty()) {
        source.readColumns.clear();
        source.unreadColumns.clear();
    }
    source.mayUpdate = source.mayUpdate && changes;
    if (source.deletedAt)
        source.mayDelete = marks;
}

void readIndexes(TaskSource &source, const ResultRows &rows)
{
    using Row = cataloguestatements::IndexRow;
    for (int row = 0; row < rows.count(); ++row)
        source.indexes += TaskIndex{rows.text(row, Row::Name), rows.texts(row, Row::Columns)};
}

void readExpressionIndexes(TaskSource &source, const ResultRows &rows)
{
    using Row = cataloguestatements::ExpressionIndexRow;
    for (int row = 0; row < rows.count(); ++row)
        source.expressionIndexes += ExpressionIndex{rows.text(row, Row::Name), rows.texts(row, Row::Columns)};
}

void readSearchIndexes(TaskSource &source, const ResultRows &rows)
{
    using Row = cataloguestatements::SearchIndexRow;
    using cataloguestatements::searchIndexKinds;
    for (int row = 0; row < rows.count(); ++row) {
        const auto kind =
            std::find(std::begin(searchIndexKinds), std::end(searchIndexKinds), rows.text(row, Row::Kind));
        source.searchIndexes +=
            SearchIndex{rows.text(row, Row::Column), SearchIndex::Kind(kind - std::begin(searchIndexKinds)),
                        rows.boolean(row, Row::LacksNulls)};
    }
}

// The first is the smallest.
void readKey(TaskSource &source, const Columns &all, const ResultRows &rows)
{
    using Row = cataloguestatements::KeyRow;
    for (int row = 0; row < rows.count() && source.key.isEmpty(); ++row) {
        const QStringList columns = rows.texts(row, Row::Columns);
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

void readCandidates(TaskCatalogue &catalogue, const ResultRows &rows)
{
    using Row = cataloguestatements::CandidateRow;
    for (int row = 0; row < rows.count(); ++row)
        catalogue.candidates += TableName{rows.text(row, Row::Schema), rows.text(row, Row::Table)}.toText();
}

} // namespace

using Roles = cataloguestatements::Roles;

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
    const auto reply = connection.execute(watching, cataloguestatements::all(schema, table, roles),
                                          [&](int statement, const ResultRows &rows) {
                                              switch (cataloguestatements::Statement(statement)) {
                                              case cataloguestatements::Server:
                                                  return readServer(source, rows, connection.backendPid());
                                              case cataloguestatements::Relation:
                                                  return readRelation(catalogue, rows);
                                              case cataloguestatements::Columns:
                                                  readOtherNames(catalogue, rows);
                                                  return readColumns(source, all, rows);
                                              case cataloguestatements::Indexes:
                                                  return readIndexes(source, rows);
                                              case cataloguestatements::ExpressionIndexes:
                                                  return readExpressionIndexes(source, rows);
                                              case cataloguestatements::SearchIndexes:
                                                  return readSearchIndexes(source, rows);
                                              case cataloguestatements::Keys:
                                                  return readKey(source, all, rows);
                                              case cataloguestatements::Candidates:
                                                  return readCandidates(catalogue, rows);
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
                           Texts::tr("The table name must not be empty or contain NUL characters."));
    }
    auto catalogue = readCatalogue(connection, session, schema, table, Roles::Readable);
    if (catalogue || catalogue.error().sqlState != "42501"_L1 || catalogue.error().isOfSettings)
        return catalogue;
    return readCatalogue(connection, session, schema, table, Roles::Withheld);
}

} // namespace watchbill
