// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/taskconditions.h"

#include "postgres/sqltext.h"
#include "source/databaseencoding.h"
#include "source/relationsql.h"
#include "statement/queryconditions.h"
#include "statement/taskcolumns.h"
#include "task/sentences.h"
#include "task/storedfields.h"
#include "task/uuidtext.h"
#include "task/visibletext.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using Kind = TaskError::Kind;
using Family = TaskColumn::Family;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::TaskConditions)
};

// Long input is shortened in messages.
QString shown(const QString &text)
{
    constexpr int most = 60;
    return text.size() <= most ? text : firstCharacters(text, most) + u'…';
}

// As the catalogue writes a literal: 'infinity'::timestamp with time zone. NULL is none.
bool isConstant(const QString &value)
{
    static const QRegularExpression form(u"^'[^']*'::[a-z ]+$"_s);
    return form.match(value).hasMatch();
}

bool isDecimal(const QString &text)
{
    static const QRegularExpression form(
        u"^\\s*([+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[+-]?[0-9]+)?|nan|[+-]?inf(inity)?)\\s*$"_s,
        QRegularExpression::CaseInsensitiveOption);
    return form.match(text).hasMatch();
}

// Where people type, for a column of whole numbers.
Result<void> checkInteger(const QString &text, const TaskColumn &column)
{
    static const QRegularExpression form(u"^\\s*[+-]?[0-9]+\\s*$"_s);
    if (!form.match(text).hasMatch())
        return failure(Kind::InvalidInput,
                       Texts::tr("“%1” is not a whole number, which the column %2 needs.")
                           .arg(shown(text), column.name));
    bool fits = false;
    text.toLongLong(&fits);
    if (!fits)
        return failure(Kind::InvalidInput,
                       Texts::tr("The number %1 is too large for the column %2, whose type is %3.")
                           .arg(shown(text.trimmed()), column.name, column.sqlType));
    return {};
}

// A number beyond a small column's range finds nothing and is no error.
QString typeOfValues(const TaskColumn &column)
{
    return column.family == Family::Integer ? u"bigint"_s : column.sqlType;
}

Result<void> checkText(const QString &what, const QString &text)
{
    if (sql::hasNul(text))
        return failure(Kind::InvalidInput, Texts::tr("The %1 must not contain a NUL character.").arg(what));
    return {};
}

} // namespace

// An id may be written in several ways, as 10.0.0.1 and 10.0.0.1/32; a user, status or type is a word.
bool TaskConditions::isComparedAsText(const TaskColumn &column, TaskField field)
{
    return (column.family == Family::Enum && column.labels.isEmpty()) || column.family == Family::Json
        || column.family == Family::JsonList
        || (column.family == Family::Other && !(field == TaskField::Id && column.isSortable));
}

QString TaskConditions::alive() const
{
    if (!m_relation.deletedAt)
        return u"true"_s;
    const TaskColumn &mark = *m_relation.deletedAt;
    const QString column = relationsql::expression(mark);
    const bool hasValueAlive = isConstant(mark.defaultValue);
    if (mark.nullable)
        return hasValueAlive ? u"(%1 IS NULL OR %1 = %2)"_s.arg(column, mark.defaultValue)
                             : column + " IS NULL"_L1;
    // A column that cannot be NULL uses one value to mean "not deleted".
    return hasValueAlive ? column + " = "_L1 + mark.defaultValue : column + " IN ('infinity', 'epoch')"_L1;
}

Result<QStringList> TaskConditions::keyTexts(const TaskKey &key) const
{
    if (const auto fine = checkValue(TaskField::Id, key.id.toText()); !fine)
        return Failure(fine.error());
    QStringList texts{key.id.toText()};
    if (m_relation.restOfKey.isEmpty())
        return texts;
    if (key.rest.size() != m_relation.restOfKey.size())
        return failure(Kind::InvalidInput,
                       Texts::tr("An id alone does not identify a task in %1.%2: only %3 together do.")
                           .arg(m_relation.schema, m_relation.table, listed(m_relation.key)));
    for (qsizetype i = 0; i < key.rest.size(); ++i) {
        if (const auto fine = checkText(m_relation.restOfKey[i].name, key.rest[i]); !fine)
            return Failure(fine.error());
        texts += key.rest[i];
    }
    return texts;
}

QStringList TaskConditions::keyColumns() const
{
    QStringList columns{relationsql::comparable(m_relation.columns[TaskField::Id])};
    for (const TaskColumn &column : m_relation.restOfKey)
        columns += relationsql::comparable(column);
    return columns;
}

QVector<ValueTable::Column> TaskConditions::keyTable() const
{
    const TaskColumn &id = m_relation.columns[TaskField::Id];
    QVector<ValueTable::Column> columns;
    const auto add = [&](const TaskColumn &column, const QString &type) {
        columns += {u"key%1"_s.arg(columns.size()), type, !column.isSortable || column.hasArrays};
    };
    add(id, id.isSortable ? typeOfValues(id) : u"text"_s);
    for (const TaskColumn &column : m_relation.restOfKey)
        add(column, relationsql::comparableType(column));
    return columns;
}

QString TaskConditions::hasKeyOf(const QString &table) const
{
    const QVector<ValueTable::Column> values = keyTable();
    const QStringList columns = keyColumns();
    QStringList conditions;
    for (qsizetype i = 0; i < columns.size(); ++i)
        conditions += columns[i] + " = "_L1 + table + u'.' + values[i].name;
    return conditions.join(" AND "_L1);
}

Result<QString> TaskConditions::isOneOf(const QVector<TaskKey> &keys) const
{
    if (keys.isEmpty())
        return u"false"_s;
    const QVector<ValueTable::Column> types = keyTable();
    QStringList rows;
    for (const TaskKey &key : keys) {
        auto values = keyTexts(key);
        if (!values)
            return Failure(values.error());
        for (qsizetype i = 0; i < values->size(); ++i)
            (*values)[i] = sql::literal((*values)[i], types[i].type);
        if (m_relation.key.isEmpty())
            rows += isLike(key, values->first());
        else
            rows += values->size() == 1 ? values->first() : u'(' + values->join(u',') + u')';
    }
    if (m_relation.key.isEmpty())
        return u'(' + rows.join(" OR "_L1) + u')';
    const QStringList columns = keyColumns();
    return columns.size() == 1 ? columns.first() + " IN ("_L1 + rows.join(u',') + u')'
                               : u"(%1) IN (VALUES %2)"_s.arg(columns.join(u','), rows.join(u','));
}

Result<TaskConditions::Join> TaskConditions::joined(const QVector<TaskKey> &keys) const
{
    if (m_relation.key.isEmpty() || keys.isEmpty())
        return isOneOf(keys).map([](const QString &condition) { return Join{{}, condition}; });
    ValueTable table(keyTable());
    for (const TaskKey &key : keys) {
        const auto texts = keyTexts(key);
        if (!texts)
            return Failure(texts.error());
        table.add({texts->begin(), texts->end()});
    }
    return Join{table.as(u"chosen"_s), hasKeyOf(u"chosen"_s)};
}

// Without a key: as far as the rest of it tells rows apart.
QString TaskConditions::isLike(const TaskKey &key, const QString &id) const
{
    QStringList conditions{keyColumns().first() + " = "_L1 + id};
    const QStringList values = taskcolumns::tellingApart(m_relation);
    // The time of creation once more as a time: indexes and partitions are by it, and other servers understand it.
    const TaskColumn &created = m_relation.columns[TaskField::CreatedAt];
    if (created.family == Family::Timestamp && !key.rest.isEmpty())
        conditions += key.rest.first().isEmpty()
            ? relationsql::expression(created) + " IS NULL"_L1
            : relationsql::expression(created) + " = "_L1 + sql::literal(key.rest.first(), created.sqlType);
    for (qsizetype i = 0; i < std::min(values.size(), key.rest.size()); ++i)
        conditions += values[i] + " = "_L1 + sql::literal(key.rest[i]);
    return u'(' + conditions.join(" AND "_L1) + u')';
}

Result<QString> TaskConditions::isNamed(const TaskName &name) const
{
    auto condition = equals(TaskField::Id, name.id.toText());
    for (auto given = name.others.begin(); condition && given != name.others.end(); ++given) {
        const auto column = std::find_if(m_relation.restOfKey.begin(), m_relation.restOfKey.end(),
                                         [&](const TaskColumn &one) { return one.name == given.key(); });
        if (column == m_relation.restOfKey.end())
            return failure(Kind::InvalidInput,
                           Texts::tr("Besides the id, the key of %2.%3 has no column %1.")
                               .arg(shown(given.key()), m_relation.schema, m_relation.table));
        if (const auto fine = checkText(column->name, given.value()); !fine)
            return Failure(fine.error());
        *condition += " AND "_L1 + relationsql::comparable(*column) + " = "_L1
            + relationsql::comparableLiteral(*column, given.value());
    }
    return condition;
}

// One look for all of the ids: there may be no index that begins with the id.
QString TaskConditions::isOnlyOne(const QStringList &ids) const
{
    if (!m_relation.key.isEmpty())
        return u"true"_s;
    ValueTable table({keyTable().first()});
    for (const QString &id : ids)
        table.add({id});
    return u"%1 NOT IN (SELECT %1%2 WHERE %1 IN (SELECT * FROM %3) AND %4 GROUP BY 1 HAVING count(*) > 1)"_s
        .arg(keyColumns().first(), relationsql::from(m_relation), table.as(u"chosen"_s), alive());
}

Result<QString> TaskConditions::value(TaskField field, const QString &text) const
{
    return checkValue(field, text).map([&] {
        return sql::literal(text, typeOfValues(m_relation.columns[field]));
    });
}

// Before the server is asked, which says less of what is wrong.
Result<void> TaskConditions::checkValue(TaskField field, const QString &text) const
{
    if (!m_relation.has(field))
        return failure(Kind::Unsupported,
                       Texts::tr("The table %1.%2 has no column %3.")
                           .arg(m_relation.schema, m_relation.table, nameOf(field)));
    if (const auto fine = checkText(m_relation.columns[field].name, text); !fine)
        return Failure(fine.error());
    if (!canHold(m_relation.encoding, text))
        return failure(Kind::InvalidInput,
                       Texts::tr("“%1” has characters that the database's encoding %2 does not have.")
                           .arg(shown(text), m_relation.encoding));
    const TaskColumn &column = m_relation.columns[field];
    if (column.family == Family::Uuid && !isUuid(text))
        return failure(
            Kind::InvalidInput,
            Texts::tr("“%1” is not a UUID, which the column %2 needs.").arg(shown(text), column.name));
    if (column.family == Family::Number && !isDecimal(text))
        return failure(
            Kind::InvalidInput,
            Texts::tr("“%1” is not a number, which the column %2 needs.").arg(shown(text), column.name));
    return column.family == Family::Integer ? checkInteger(text, column) : Result<void>();
}

Result<QString> TaskConditions::equals(TaskField field, const FieldValue &given) const
{
    if (!given)
        return relationsql::expression(m_relation, field) + " IS NULL"_L1;
    const QString &text = *given;
    if (!canHold(m_relation.encoding, text))
        return u"false"_s; // no row has it
    const TaskColumn column = m_relation.columns.value(field);
    const bool isEnum = column.family == Family::Enum && !column.labels.isEmpty();
    // A word that an enum or another type does not know is a value that no row has; json has no "=" at all.
    if (m_relation.has(field) && (isEnum || isComparedAsText(column, field))) {
        if (const auto fine = checkText(column.name, text); !fine)
            return Failure(fine.error());
        if (!isEnum)
            return relationsql::expression(m_relation, field) + "::text = "_L1 + sql::literal(text);
        // As a label, so that indexes and statistics help. Without the name of its type, whose schema may be closed to the role.
        return column.labels.contains(text)
            ? relationsql::expression(m_relation, field) + " = "_L1 + sql::literal(text)
            : u"false"_s;
    }
    return value(field, text).map([&](const QString &literal) {
        return relationsql::expression(m_relation, field) + " = "_L1 + literal;
    });
}

Result<QString> TaskConditions::isOf(const std::optional<UserId> &user) const
{
    return equals(TaskField::UserId, user ? FieldValue(user->toText()) : std::nullopt);
}

// Of an enum, all but some of its values are the others, which an index finds.
Result<QString> TaskConditions::matches(TaskField field, const ValueSet &set) const
{
    const QStringList labels = m_relation.columns.value(field).labels;
    if (set.excluded && !labels.isEmpty()) {
        ValueSet others{labels, false, !set.hasNull};
        others.values.removeIf([&](const QString &label) { return set.values.contains(label); });
        return others.isEmpty() ? Result<QString>(u"false"_s) : matches(field, others);
    }
    QStringList alternatives;
    for (const QString &text : set.values) {
        const auto one = field == TaskField::UserId ? isBeginningOrWhole(field, text) : equals(field, text);
        if (!one)
            return one;
        alternatives += *one;
    }
    if (set.hasNull)
        alternatives += *equals(field, std::nullopt);
    const QString any = u'(' + alternatives.join(" OR "_L1) + u')';
    // IS NOT TRUE and not NOT: a NULL is none of the values, unless it is asked for.
    return set.excluded ? any + " IS NOT TRUE"_L1 : any;
}

// The table shows the first characters of a uuid: they must find it, and by its index.
Result<QString> TaskConditions::isBeginningOrWhole(TaskField field, const QString &text) const
{
    if (m_relation.columns[field].family != Family::Uuid)
        return equals(field, text);
    if (const auto whole = canonicalUuid(text))
        return equals(field, *whole);
    const auto range = uuidRange(text);
    if (!range)
        return failure(
            Kind::InvalidInput,
            field == TaskField::UserId
                ? Texts::tr("“%1” is neither a user's UUID nor the beginning of one.").arg(shown(text))
                : Texts::tr("“%1” is neither a UUID, as the column %2 has them, nor the beginning of one.")
                      .arg(shown(text), m_relation.columns[field].name));
    return u"%1 BETWEEN %2 AND %3"_s.arg(relationsql::expression(m_relation, field),
                                         sql::literal(range->first, u"uuid"_s),
                                         sql::literal(range->second, u"uuid"_s));
}

// A text column stays as it is, for the sake of its index.
QString TaskConditions::searched(TaskField field) const
{
    const TaskColumn &column = m_relation.columns[field];
    const bool isText = column.family == Family::Text && !column.isPadded();
    const QString text =
        isText ? relationsql::expression(m_relation, field) : relationsql::text(m_relation, field);
    return column.isDeterministic ? text : u'(' + text + " COLLATE pg_catalog.\"default\")"_L1;
}

Result<QString> TaskConditions::textSearch(const QString &text) const
{
    if (sql::hasNul(text))
        return failure(Kind::InvalidInput,
                       Texts::tr("The text to search for must not contain a NUL character."));
    if (!canHold(m_relation.encoding, text))
        return u"false"_s;
    const QString pattern = sql::literal(sql::containsPattern(text));
    QStringList places;
    const Family family = m_relation.columns[TaskField::Id].family;
    // A condition on the id that cannot be true would only keep an index on the error from being used.
    const auto whole = family == Family::Uuid ? canonicalUuid(text) : std::nullopt;
    if (whole)
        places +=
            relationsql::expression(m_relation, TaskField::Id) + " = "_L1 + sql::literal(*whole, u"uuid"_s);
    else if (family != Family::Uuid || couldBePartOfUuid(text))
        places += searched(TaskField::Id) + " ILIKE "_L1 + pattern;
    if (m_relation.has(TaskField::ErrorMessage))
        places += searched(TaskField::ErrorMessage) + " ILIKE "_L1 + pattern;
    return places.isEmpty() ? u"false"_s : u'(' + places.join(" OR "_L1) + u')';
}

Result<QString> TaskConditions::of(const TaskFilter &filter) const
{
    QStringList conditions;
    if (m_relation.deletedAt)
        conditions += alive();
    for (const Facet &facet : facets) {
        if ((filter.*facet.set).isEmpty())
            continue;
        const auto condition = matches(facet.field, filter.*facet.set);
        if (!condition)
            return condition;
        conditions += *condition;
    }
    if (!filter.condition.isEmpty()) {
        const auto condition = QueryConditions(m_relation).of(filter.condition);
        if (!condition)
            return condition;
        conditions += *condition;
    }
    return conditions.isEmpty() ? u"true"_s : conditions.join(" AND "_L1);
}

} // namespace watchbill
