// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/taskconditions.h"

#include "postgres/sqltext.h"
#include "source/relationsql.h"
#include "source/uuidtext.h"
#include "task/storedfields.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using Kind = TaskError::Kind;
using Family = TaskColumn::Family;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::TaskConditions)
};

// Long input is shortened in messages.
QString shown(const QString &text)
{
    constexpr int most = 60;
    return text.size() <= most ? text : text.left(most) + u'…';
}

Result<void> checkText(const QString &what, const QString &text)
{
    if (sql::hasNul(text))
        return failure(Kind::InvalidInput, Text::tr("The %1 must not contain a NUL character.").arg(what));
    return {};
}

} // namespace

QString TaskConditions::alive() const
{
    return m_relation.deletedAt ? "t."_L1 + sql::identifier(m_relation.deletedAt->name) + " IS NULL"_L1
                                : u"true"_s;
}

// One look for all of the ids: there may be no index that begins with the id.
QString TaskConditions::isOnlyOne(const QStringList &ids) const
{
    if (m_relation.isIdUnique())
        return u"true"_s;
    const QString id = relationsql::column(m_relation, TaskField::Id);
    return u"t.%1 NOT IN (SELECT other.%1 FROM %2 other WHERE other.%1 IN (%3) GROUP BY 1 HAVING count(*) > 1)"_s
        .arg(id, relationsql::qualifiedName(m_relation), ids.join(u','));
}

// A value as a literal of its column's type.
Result<QString> TaskConditions::value(TaskField field, const QString &text) const
{
    if (!m_relation.has(field))
        return failure(Kind::Unsupported,
                       Text::tr("The table %1.%2 has no column %3.")
                           .arg(m_relation.schema, m_relation.table, nameOf(field)));
    if (const auto fine = checkText(m_relation.columns[field].name, text); !fine)
        return Failure(fine.error());
    const TaskColumn &column = m_relation.columns[field];
    if (column.family == Family::Uuid && !isUuid(text))
        return failure(
            Kind::InvalidInput,
            Text::tr("“%1” is not a UUID, which the column %2 needs.").arg(shown(text), column.name));
    bool isNumber = false;
    text.toLongLong(&isNumber);
    if (column.family == Family::Integer && !isNumber)
        return failure(
            Kind::InvalidInput,
            Text::tr("“%1” is not a whole number, which the column %2 needs.").arg(shown(text), column.name));
    // A number beyond a small column's range finds nothing and is no error.
    return sql::literal(text, column.family == Family::Integer ? u"bigint"_s : column.sqlType);
}

Result<QString> TaskConditions::equals(TaskField field, const QString &text) const
{
    // A word that an enum does not know is a value that no row has.
    if (m_relation.has(field) && m_relation.columns[field].family == Family::Enum) {
        if (const auto fine = checkText(m_relation.columns[field].name, text); !fine)
            return Failure(fine.error());
        return relationsql::expression(m_relation, field) + "::text = "_L1 + sql::literal(text);
    }
    return value(field, text).map([&](const QString &literal) {
        return relationsql::expression(m_relation, field) + " = "_L1 + literal;
    });
}

Result<QString> TaskConditions::matches(TaskField field, const ValueSet &set) const
{
    QStringList alternatives;
    for (const QString &text : set.values) {
        const auto one = field == TaskField::UserId ? user(text) : equals(field, text);
        if (!one)
            return one;
        alternatives += *one;
    }
    const QString any = u'(' + alternatives.join(" OR "_L1) + u')';
    // IS NOT TRUE and not NOT: a NULL is none of the values.
    return set.excluded ? any + " IS NOT TRUE"_L1 : any;
}

// The table shows the first characters of a uuid: they must find it, and by its index.
Result<QString> TaskConditions::user(const QString &text) const
{
    if (m_relation.columns[TaskField::UserId].family == Family::Uuid && !isUuid(text)) {
        const auto range = uuidRange(text);
        if (!range)
            return failure(
                Kind::InvalidInput,
                Text::tr("“%1” is neither a user's UUID nor the beginning of one.").arg(shown(text)));
        return u"%1 BETWEEN %2 AND %3"_s.arg(relationsql::expression(m_relation, TaskField::UserId),
                                             sql::literal(range->first, u"uuid"_s),
                                             sql::literal(range->second, u"uuid"_s));
    }
    return equals(TaskField::UserId, text);
}

Result<QString> TaskConditions::textSearch(const QString &text) const
{
    if (sql::hasNul(text))
        return failure(Kind::InvalidInput,
                       Text::tr("The text to search for must not contain a NUL character."));
    const QString pattern = sql::literal(sql::containsPattern(text));
    QStringList places;
    const Family family = m_relation.columns[TaskField::Id].family;
    // A condition on the id that cannot be true would only keep an index on the error from being used.
    if (family == Family::Uuid && isUuid(text))
        places +=
            relationsql::expression(m_relation, TaskField::Id) + " = "_L1 + sql::literal(text, u"uuid"_s);
    else if (family != Family::Uuid || couldBePartOfUuid(text))
        places += relationsql::expression(m_relation, TaskField::Id) + "::text ILIKE "_L1 + pattern;
    if (m_relation.has(TaskField::ErrorMessage))
        places += relationsql::expression(m_relation, TaskField::ErrorMessage) + " ILIKE "_L1 + pattern;
    return places.isEmpty() ? u"false"_s : u'(' + places.join(" OR "_L1) + u')';
}

Result<QString> TaskConditions::of(const TaskFilter &filter) const
{
    QStringList conditions;
    if (m_relation.deletedAt)
        conditions += alive();
    const std::pair<TaskField, const ValueSet *> sets[] = {{TaskField::Status, &filter.statuses},
                                                           {TaskField::Type, &filter.types},
                                                           {TaskField::UserId, &filter.users}};
    for (const auto &[field, set] : sets) {
        if (set->isEmpty())
            continue;
        const auto condition = matches(field, *set);
        if (!condition)
            return condition;
        conditions += *condition;
    }
    if (!filter.text.isEmpty()) {
        const auto condition = textSearch(filter.text);
        if (!condition)
            return condition;
        conditions += *condition;
    }
    return conditions.isEmpty() ? u"true"_s : conditions.join(" AND "_L1);
}

} // namespace watchbill
