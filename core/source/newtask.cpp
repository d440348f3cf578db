// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/newtask.h"

#include "postgres/sqltext.h"
#include "source/relationsql.h"
#include "source/statusassignments.h"
#include "source/taskcolumns.h"
#include "task/jsonvalue.h"
#include "task/storedfields.h"

#include <QCoreApplication>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace watchbill::newtask {

namespace {

using Kind = TaskError::Kind;
using Family = TaskColumn::Family;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::TaskStatements)
};

// \u0000 as an escape of its own, not the tail of an escaped backslash.
bool hasEscapedNul(const QByteArray &json)
{
    for (qsizetype at = json.indexOf("\\u0000"); at >= 0; at = json.indexOf("\\u0000", at + 1)) {
        qsizetype backslashes = 0;
        while (backslashes < at && json[at - 1 - backslashes] == '\\')
            ++backslashes;
        if (backslashes % 2 == 0)
            return true;
    }
    return false;
}

// A value that is given instead of the old task's must not be left out in silence.
Result<void> checkTakes(const TaskRelation &relation, TaskField field, const QString &value)
{
    if (!relation.has(field))
        return failure(Kind::Unsupported,
                       Texts::tr("The table %1.%2 has no column %3.")
                           .arg(relation.schema, relation.table, nameOf(field)));
    return checkNotEmpty(field, value).and_then([&] { return checkTakesValues(relation, field); });
}

Result<QString> givenMetadata(const RunAction &action, const TaskColumn &column)
{
    if (const auto fine = checkMetadata(*action.metadata, column); !fine)
        return Failure(fine.error());
    const QString given = sql::literal(QString::fromUtf8(*action.metadata), column.sqlType);
    if (!action.addsMetadata)
        return given;
    if (column.family != Family::Json)
        return failure(
            Kind::Unsupported,
            Texts::tr("The column %1 is not JSON, so keys cannot be added to it.").arg(column.name));
    // A list or a number cannot take names: the server refuses that task, in its words.
    return u"(CASE WHEN coalesce(jsonb_typeof(%1::jsonb), 'null') IN ('object', 'null') THEN "
           "coalesce(nullif(%1::jsonb, 'null'), '{}') || %2::jsonb "
           "ELSE (SELECT NULL::jsonb FROM jsonb_each(%1::jsonb)) END)::%3"_s.arg(
               relationsql::expression(column), given, column.sqlType);
}

// The old task's, or what is given instead, with the old task's id under its key.
Result<QString> metadataOf(const TaskRelation &relation, const RunAction &action)
{
    const TaskColumn &column = relation.columns[TaskField::Metadata];
    QString metadata = relationsql::expression(column);
    if (action.metadata) {
        const auto given = givenMetadata(action, column);
        if (!given)
            return given;
        metadata = *given;
    }
    if (action.originKey.isEmpty())
        return metadata;
    if (column.family != Family::Json)
        return failure(
            Kind::Unsupported,
            Texts::tr("The column %1 is not JSON, so a copy cannot store the id of the old task there.")
                .arg(column.name));
    return u"(CASE WHEN %1 IS NULL OR jsonb_typeof(%1::jsonb) = 'object' THEN (coalesce(%1::jsonb, '{}') || "
           "jsonb_build_object(%2::text, t.%3::text))::%4 ELSE %1 END)"_s.arg(
               metadata, sql::literal(action.originKey), relationsql::column(relation, TaskField::Id),
               column.sqlType);
}

} // namespace

Result<void> checkMetadata(const QByteArray &metadata, const TaskColumn &column)
{
    if (!metadata.isValidUtf8())
        return failure(Kind::InvalidInput, Texts::tr("The metadata is not UTF-8."));
    const auto document = json::Value::fromText(metadata);
    if (!document)
        return failure(Kind::InvalidInput,
                       Texts::tr("The metadata is not JSON from character %1 on.")
                           .arg(QString::fromUtf8(metadata.left(document.error())).size() + 1));
    if (document->kind() != json::Value::Kind::Object)
        return failure(Kind::InvalidInput,
                       Texts::tr("The metadata must be a JSON object, as in {\"key\": 1}."));
    // jsonb cannot hold its escape either, and says so only after the round trip.
    if (metadata.contains('\0') || (column.sqlType != "json"_L1 && hasEscapedNul(metadata)))
        return failure(Kind::InvalidInput, Texts::tr("The metadata must not contain a NUL character."));
    return {};
}

// A table that makes its ids decides what they look like. A random UUID is the same whoever makes it.
TaskId newId(const TaskRelation &relation)
{
    const TaskColumn &column = relation.columns[TaskField::Id];
    static const QStringList randomUuids{u"gen_random_uuid()"_s, u"uuid_generate_v4()"_s,
                                         u"extensions.uuid_generate_v4()"_s};
    const bool isOurs = !column.hasDefault || randomUuids.contains(column.defaultValue);
    if (!isOurs || column.isGenerated || (column.family != Family::Uuid && column.family != Family::Text))
        return {};
    return TaskId(QUuid::createUuid().toString(QUuid::WithoutBraces));
}

Result<void> checkAssignsIds(const TaskRelation &relation)
{
    const TaskColumn &column = relation.columns[TaskField::Id];
    if (column.hasDefault || !newId(relation).isEmpty())
        return {};
    return failure(
        Kind::Unsupported,
        Texts::tr("The table does not assign ids: its column %1 has no default.").arg(column.name));
}

Result<std::optional<QString>> firstStatus(const TaskRelation &relation,
                                           const std::optional<TaskStatus> &status)
{
    using First = std::optional<QString>;
    if (status)
        return First(status->toText());
    const TaskColumn &column = relation.columns[TaskField::Status];
    if (column.hasDefault)
        return First();
    const QString pending = TaskStatus(TaskStatus::Kind::Pending).toText();
    if (column.family == Family::Enum && !column.labels.contains(pending))
        return failure(
            Kind::InvalidInput,
            Texts::tr("The column %1 has no default and no value “%2”. Choose the new task's status: %3.")
                .arg(column.name, pending, column.labels.join(", "_L1)));
    return First(pending);
}

Result<QString> copyOf(const TaskRelation &relation, const ChosenTasks &chosen, const RunAction &action)
{
    const TaskConditions conditions(relation);
    QStringList names;
    QStringList values;
    const auto add = [&](TaskField field, const QString &value) {
        names += relationsql::column(relation, field);
        values += value;
    };
    const auto takesValues = [&](TaskField field) {
        return relation.has(field) && !relation.columns[field].isGenerated;
    };
    if (const auto fine = checkAssignsIds(relation); !fine)
        return Failure(fine.error());
    if (const TaskId id = newId(relation); !id.isEmpty())
        add(TaskField::Id, sql::literal(id.toText(), relation.columns[TaskField::Id].sqlType));
    const std::pair<TaskField, std::optional<QString>> copied[] = {
        {TaskField::UserId, action.userId ? std::optional(action.userId->toText()) : std::nullopt},
        {TaskField::Type, action.type}};
    for (const auto &[field, given] : copied) {
        if (const auto fine = given ? checkTakes(relation, field, *given) : Result<void>(); !fine)
            return Failure(fine.error());
        if (!takesValues(field))
            continue;
        const auto value = given ? conditions.value(field, *given)
                                 : Result<QString>(relationsql::expression(relation, field));
        if (!value)
            return value;
        add(field, *value);
    }
    const auto status = firstStatus(relation, std::nullopt);
    if (!status)
        return Failure(status.error());
    if (*status) {
        const auto value = conditions.value(TaskField::Status, **status);
        if (!value)
            return value;
        add(TaskField::Status, *value);
    }
    if (action.metadata) {
        const auto fine = checkTakes(relation, TaskField::Metadata, QString::fromUtf8(*action.metadata));
        if (!fine)
            return Failure(fine.error());
    }
    if (takesValues(TaskField::Metadata)) {
        const auto metadata = metadataOf(relation, action);
        if (!metadata)
            return metadata;
        add(TaskField::Metadata, *metadata);
    }
    for (const TaskField field : {TaskField::CreatedAt, TaskField::UpdatedAt}) {
        if (takesValues(field))
            add(field, u"now()"_s);
    }
    // The key's other columns, such as a tenant, are the old task's, unless the table makes them.
    for (const TaskColumn &column : relation.restOfKey) {
        const QString name = sql::identifier(column.name);
        if (names.contains(name) || column.hasDefault || column.isGenerated)
            continue;
        names += name;
        values += relationsql::expression(column);
    }
    return u"INSERT INTO %1 AS t (%2) SELECT %3%4 CROSS JOIN %5 WHERE %6 AND %7 AND %8 AND %9 "_s.arg(
               relationsql::qualifiedName(relation), names.join(u','), values.join(u','),
               relationsql::from(relation), chosen.list, chosen.condition, chosen.isAsSeen, chosen.isOnlyOne,
               conditions.alive())
        + "RETURNING "_L1 + taskcolumns::keyList(relation) + ", true, "_L1 + relationsql::wholeRow(relation)
        + ", NULL;"_L1;
}

} // namespace watchbill::newtask
