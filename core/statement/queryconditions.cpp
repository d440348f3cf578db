// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/queryconditions.h"

#include "filter/queryfields.h"
#include "filter/timetext.h"
#include "postgres/sqltext.h"
#include "source/databaseencoding.h"
#include "source/relationsql.h"
#include "statement/jsonpath.h"
#include "statement/taskorder.h"
#include "task/storedfields.h"
#include "task/taskduration.h"
#include "task/uuidtext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using Kind = TaskError::Kind;
using Family = TaskColumn::Family;
using Field = Condition::Field;
using Relation = Condition::Value::Relation;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::QueryConditions)
};

constexpr qsizetype mostOneByOne = 20; // ids of a term

QString interval(qint64 microseconds)
{
    return u"%1 * interval '1 microsecond'"_s.arg(microseconds);
}

QString sign(Relation relation)
{
    switch (relation) {
    case Relation::Less:
        return u"<"_s;
    case Relation::LessOrEqual:
        return u"<="_s;
    case Relation::Greater:
        return u">"_s;
    default:
        return u">="_s;
    }
}

// The relation with its operands swapped.
Relation turned(Relation relation)
{
    switch (relation) {
    case Relation::Less:
        return Relation::Greater;
    case Relation::LessOrEqual:
        return Relation::GreaterOrEqual;
    case Relation::Greater:
        return Relation::Less;
    default:
        return Relation::LessOrEqual;
    }
}

} // namespace

TaskField QueryConditions::columnOf(Field field)
{
    return queryField(field).column.value_or(TaskField::Id);
}

Result<QString> QueryConditions::of(const Condition &condition) const
{
    switch (condition.kind) {
    case Condition::Kind::All:
        return condition.parts.isEmpty() ? u"true"_s : joined(condition.parts, u" AND "_s);
    case Condition::Kind::Any:
        return joined(condition.parts, u" OR "_s);
    case Condition::Kind::Not:
        // And not NOT, which leaves out what is NULL.
        return of(condition.parts.first()).map([](const QString &part) {
            return u'(' + part + ") IS NOT TRUE"_L1;
        });
    case Condition::Kind::Term:
        break;
    }
    return term(condition);
}

Result<QString> QueryConditions::joined(const QVector<Condition> &parts, const QString &word) const
{
    QStringList conditions;
    for (const Condition &part : parts) {
        const auto condition = of(part);
        if (!condition)
            return condition;
        conditions += *condition;
    }
    return u'(' + conditions.join(word) + u')';
}

// The value as a uuid if the column holds uuids; else nothing.
std::optional<QString> QueryConditions::wholeUuid(Field field, const Value &value) const
{
    const bool isOfId = field != Field::Text && queryField(field).kind == QueryField::Kind::Id;
    if (!isOfId || value.relation != Relation::Equal || !m_relation.has(columnOf(field))
        || m_relation.columns[columnOf(field)].family != TaskColumn::Family::Uuid)
        return std::nullopt;
    return canonicalUuid(value.text);
}

Result<QString> QueryConditions::term(const Condition &term) const
{
    QStringList alternatives;
    QStringList uuids; // of many, which the server looks up in a table of them instead of one after the other
    for (const Value &value : term.values) {
        const auto uuid =
            term.values.size() > mostOneByOne ? wholeUuid(term.field, value) : std::optional<QString>();
        if (uuid) {
            uuids += *uuid;
            continue;
        }
        for (const QString &text : QStringList{value.text, value.upper} + term.path) {
            if (sql::hasNul(text))
                return failure(Kind::InvalidInput, Texts::tr("A value must not contain a NUL character."));
        }
        const bool canMatch =
            canHold(m_relation.encoding, value.text + value.upper + term.path.join(QString()));
        // A key that no task can have is null in all of them.
        const bool isNullOfAll = !canMatch && value.relation == Relation::Null;
        const auto condition =
            canMatch ? ofField(term, value) : Result<QString>(isNullOfAll ? u"true"_s : u"false"_s);
        if (!condition)
            return condition;
        alternatives += *condition;
    }
    if (!uuids.isEmpty())
        alternatives += relationsql::expression(m_relation, columnOf(term.field)) + " = ANY ("_L1
            + sql::literal(u'{' + uuids.join(u',') + u'}', u"uuid[]"_s) + u')';
    return alternatives.size() == 1 ? alternatives.first() : u'(' + alternatives.join(" OR "_L1) + u')';
}

Result<QString> QueryConditions::ofField(const Condition &term, const Value &value) const
{
    switch (term.field) {
    case Field::Text:
        return m_conditions.textSearch(value.text);
    case Field::Age:
        return ofAge(value);
    case Field::Duration:
        return ofDuration(value);
    case Field::State:
        return ofState(value.text);
    case Field::Metadata:
        return ofMetadata(term, value);
    default:
        break;
    }
    const TaskField column = columnOf(term.field);
    return queryField(term.field).kind == QueryField::Kind::Time ? ofTime(column, value)
                                                                 : ofText(column, value);
}

Result<QString> QueryConditions::ofText(TaskField field, const Value &value) const
{
    switch (value.relation) {
    case Relation::Null:
        return relationsql::expression(m_relation, field) + " IS NULL"_L1;
    case Relation::Present:
        return m_relation.has(field) ? m_conditions.searched(field) + " <> ''"_L1 : u"false"_s;
    case Relation::Equal:
        if (!m_relation.has(field))
            return u"false"_s;
        if (field == TaskField::ErrorMessage)
            return m_conditions.searched(field) + " = "_L1 + sql::literal(value.text);
        return m_conditions.isBeginningOrWhole(field, value.text);
    default:
        break;
    }
    if (!m_relation.has(field))
        return u"false"_s;
    const QString text = m_conditions.searched(field);
    switch (value.relation) {
    case Relation::Starting:
        if (m_relation.columns[field].family == Family::Uuid)
            return m_conditions.isBeginningOrWhole(field, value.text);
        if (!m_relation.columns[field].labels.isEmpty())
            return startsWith(field, value.text);
        return text + " LIKE "_L1 + sql::literal(sql::beginningPattern(value.text));
    case Relation::Matching:
        return text + " ~* "_L1 + sql::literal(value.text);
    default:
        return text + " ILIKE "_L1 + sql::literal(sql::containsPattern(value.text));
    }
}

// Of an enum, whose labels are known: as those, which an index finds.
QString QueryConditions::startsWith(TaskField field, const QString &beginning) const
{
    QStringList alternatives;
    for (const QString &label : m_relation.columns[field].labels) {
        if (label.startsWith(beginning))
            alternatives += m_conditions.equals(field, label).value_or(u"false"_s);
    }
    return alternatives.isEmpty() ? u"false"_s : u'(' + alternatives.join(" OR "_L1) + u')';
}

Result<QString> QueryConditions::ofTime(TaskField field, const Value &value) const
{
    if (value.relation == Relation::Null)
        return relationsql::expression(m_relation, field) + " IS NULL"_L1;
    if (!m_relation.has(field))
        return u"false"_s;
    const TaskColumn &column = m_relation.columns[field];
    if (column.family != Family::Timestamp)
        return failure(Kind::Unsupported,
                       Texts::tr("The column %1 has no times to compare.").arg(column.name));
    const auto begin = periodFromText(value.text, Timestamp::fromDateTime(QDateTime::currentDateTimeUtc()));
    const auto end = value.relation == Relation::Between
        ? periodFromText(value.upper, Timestamp::fromDateTime(QDateTime::currentDateTimeUtc()))
        : begin;
    if (!begin || !end)
        return failure(Kind::InvalidInput,
                       Texts::tr("“%1” is not a time.").arg(begin ? value.upper : value.text));
    // The time of day counts for a date, too.
    const QString type =
        column.sqlType.startsWith("timestamp"_L1) ? column.sqlType : u"timestamp with time zone"_s;
    const QString name = relationsql::expression(m_relation, field);
    const auto compared = [&](const QString &sign, const Period &period, Timestamp point) {
        // By the server's clock, which the column's times are by.
        return name + sign
            + (period.ago ? u"now() - "_s + interval(*period.ago) : sql::literal(sql::timeText(point), type));
    };
    switch (value.relation) {
    case Relation::Less:
        return compared(u" < "_s, *begin, begin->from);
    case Relation::LessOrEqual:
        return compared(begin->isPoint() ? u" <= "_s : u" < "_s, *begin, begin->until);
    case Relation::Greater:
        return compared(begin->isPoint() ? u" > "_s : u" >= "_s, *begin, begin->until);
    case Relation::GreaterOrEqual:
        return compared(u" >= "_s, *begin, begin->from);
    default:
        break;
    }
    const QString from = compared(u" >= "_s, *begin, begin->from);
    if (value.relation == Relation::Equal && begin->ago)
        return from;
    return u"(%1 AND %2)"_s.arg(from, compared(end->isPoint() ? u" <= "_s : u" < "_s, *end, end->until));
}

Result<QString> QueryConditions::ofAge(const Value &value) const
{
    if (m_relation.columns[TaskField::CreatedAt].family != Family::Timestamp)
        return failure(Kind::Unsupported,
                       Texts::tr("The column %1 has no times to compare.")
                           .arg(m_relation.columns[TaskField::CreatedAt].name));
    const QString created = relationsql::expression(m_relation, TaskField::CreatedAt);
    const auto compared = [&](Relation relation, const QString &span) {
        // The column is alone on one side, so that its index can be used.
        return u"%1 %2 now() - %3"_s.arg(created, sign(turned(relation)),
                                         interval(spanFromText(span).value_or(0)));
    };
    if (value.relation != Relation::Between)
        return compared(value.relation, value.text);
    return u"(%1 AND %2)"_s.arg(compared(Relation::GreaterOrEqual, value.text),
                                compared(Relation::LessOrEqual, value.upper));
}

Result<QString> QueryConditions::ofDuration(const Value &value) const
{
    for (const TaskField field : {TaskField::CreatedAt, TaskField::UpdatedAt}) {
        if (!m_relation.has(field) || m_relation.columns[field].family != Family::Timestamp)
            return failure(
                Kind::Unsupported,
                Texts::tr("The table has no column %1 of times to take durations from.").arg(nameOf(field)));
    }
    const QString duration = taskorder::duration(m_relation, u"date_part('epoch', now())"_s);
    const auto compared = [&](Relation relation, const QString &span) {
        const double seconds = double(spanFromText(span).value_or(0)) / 1e6;
        return u"%1 %2 %3"_s.arg(duration, sign(relation), QString::number(seconds, 'f', 6));
    };
    if (value.relation != Relation::Between)
        return compared(value.relation, value.text);
    return u"(%1 AND %2)"_s.arg(compared(Relation::GreaterOrEqual, value.text),
                                compared(Relation::LessOrEqual, value.upper));
}

Result<QString> QueryConditions::hasStatus(TaskStatus::Kind kind) const
{
    return m_conditions.equals(TaskField::Status, TaskStatus(kind).toText());
}

Result<QString> QueryConditions::ofState(const QString &word) const
{
    const auto pending = hasStatus(TaskStatus::Kind::Pending);
    const auto processing = hasStatus(TaskStatus::Kind::Processing);
    if (!pending || !processing)
        return u"false"_s; // the column cannot hold these words
    const QString status = relationsql::expression(m_relation, TaskField::Status);
    if (word == "active"_L1)
        return u"(%1 OR %2)"_s.arg(*pending, *processing);
    if (word == "done"_L1)
        return u"(%3 IS NOT NULL AND (%1 OR %2) IS NOT TRUE)"_s.arg(*pending, *processing, status);
    const QString created = relationsql::expression(m_relation, TaskField::CreatedAt);
    const QString updated = m_relation.has(TaskField::UpdatedAt)
        ? u"coalesce(%1, %2)"_s.arg(relationsql::expression(m_relation, TaskField::UpdatedAt), created)
        : created;
    const QString limit = u"interval '%1 min'"_s.arg(m_relation.stuckAfter().count());
    return u"((%1 AND %2 < now() - %5) OR (%3 AND %4 < now() - %5))"_s.arg(*pending, created, *processing,
                                                                           updated, limit);
}

Result<QString> QueryConditions::ofMetadata(const Condition &term, const Value &value) const
{
    if (!m_relation.has(TaskField::Metadata))
        return u"false"_s;
    const TaskColumn &column = m_relation.columns[TaskField::Metadata];
    const QString name = relationsql::expression(m_relation, TaskField::Metadata);
    if (term.path.isEmpty())
        return name + (value.relation == Relation::Null ? " IS NULL"_L1 : " IS NOT NULL"_L1);
    const bool isList = column.family == Family::JsonList; // its values are those of a list in JSON
    if (column.family != Family::Json && !isList)
        return failure(
            Kind::Unsupported,
            Texts::tr("The column %1 is not JSON, so it has no keys to look at.").arg(column.name));
    const QString jsonb = isList       ? u"to_jsonb(%1)"_s.arg(name)
        : column.sqlType == "jsonb"_L1 ? name
                                       : relationsql::readableMetadata(m_relation) + "::jsonb"_L1;
    if (value.relation == Relation::Null) // as where there is no such key; an empty list is a value
        return u"(%1 @? %2) IS NOT TRUE"_s.arg(
            jsonb, sql::literal(jsonpath::to(term.path) + ".type() ? (@ != \"null\")"_L1, u"jsonpath"_s));
    return u"%1 @? %2"_s.arg(jsonb, sql::literal(jsonpath::to(term.path, value), u"jsonpath"_s));
}

} // namespace watchbill
