// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/deletionstatements.h"

#include "postgres/sqltext.h"
#include "source/expectedrows.h"
#include "source/relationsql.h"
#include "source/sourcesentences.h"
#include "task/storedfields.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using Kind = TaskError::Kind;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::DeletionStatements)
};

} // namespace

QString DeletionStatements::look(const Chosen &chosen, bool isGuarded) const
{
    const QString fingerprint =
        m_relation.canDivertDeletions() && !m_relation.deletedAt ? u"md5(t::text)"_s : u"NULL"_s;
    QString columns = taskcolumns::keyList(m_relation) + ", coalesce("_L1 + chosen.isExpected
        + ", false), "_L1 + fingerprint;
    if (isGuarded)
        columns += ", "_L1 + expectedrows::guard(chosen.most);
    return "SELECT "_L1 + columns + relationsql::from(m_relation)
        + (chosen.list.isEmpty() ? QString() : " CROSS JOIN "_L1 + chosen.list) + " WHERE "_L1
        + chosen.condition + " AND "_L1 + m_conditions.alive() + u';';
}

QString DeletionStatements::removal(const Chosen &chosen) const
{
    const QString where = " WHERE "_L1 + chosen.condition + " AND "_L1 + chosen.isExpected + " AND "_L1
        + chosen.isOnlyOne + " AND "_L1 + m_conditions.alive();
    QString write;
    if (m_relation.deletedAt)
        write = "UPDATE "_L1 + relationsql::qualifiedName(m_relation) + " t SET "_L1
            + sql::identifier(m_relation.deletedAt->name) + " = now()"_L1
            + (chosen.list.isEmpty() ? QString() : " FROM "_L1 + chosen.list);
    else
        write = "DELETE"_L1 + relationsql::from(m_relation)
            + (chosen.list.isEmpty() ? QString() : " USING "_L1 + chosen.list);
    write += where;
    // A rule without RETURNING of its own refuses ours.
    const bool isRewritten = m_relation.deletedAt ? m_relation.hasUpdateRules : m_relation.hasDeleteRules;
    return isRewritten
        ? write + u';'
        : expectedrows::atMost(chosen.most, write + " RETURNING "_L1 + taskcolumns::keyList(m_relation))
            + u';';
}

QString DeletionStatements::all(const Chosen &chosen) const
{
    // What cannot be counted while it is done is counted before. Where only an id is known, several rows of it are left
    // alone one by one.
    const bool isGuarded = !m_relation.key.isEmpty();
    return look(chosen, isGuarded) + removal(chosen) + look(chosen, false);
}

Result<QString> DeletionStatements::remove(const TaskName &name, const std::optional<UserId> &userId) const
{
    const auto named = m_conditions.isNamed(name);
    const auto isOnlyOne = m_conditions.isOnlyOne(name);
    const auto sameUser = m_conditions.isOf(userId);
    for (const auto *part : {&named, &isOnlyOne, &sameUser}) {
        if (!*part)
            return *part;
    }
    if (const auto fine = checkRemovable(); !fine)
        return Failure(fine.error());
    const Chosen chosen{{}, *named, *sameUser, *isOnlyOne, 1};
    return look(chosen, false) + removal(chosen) + look(chosen, false);
}

Result<void> DeletionStatements::checkRemovable() const
{
    if (!m_relation.canIdentify())
        return failure(Kind::Unsupported, sourcesentences::missingKey(m_relation));
    if (!m_relation.unreadableMark.isEmpty())
        return failure(Kind::Unsupported, sourcesentences::unreadableMark(m_relation));
    return {};
}

QString DeletionStatements::isAsShown() const
{
    const QString updatedAt = m_relation.has(TaskField::UpdatedAt)
        ? microseconds(relationsql::expression(m_relation, TaskField::UpdatedAt))
        : u"NULL::bigint"_s;
    return u"(%1::text IS NOT DISTINCT FROM shown.status AND %2 IS NOT DISTINCT FROM shown.updated)"_s.arg(
        relationsql::expression(m_relation, TaskField::Status), updatedAt);
}

// The tasks with the status and updated_at with which they were shown, as a table "shown".
Result<DeletionStatements::Chosen> DeletionStatements::chosen(const QVector<Task> &shown) const
{
    QStringList rows;
    QStringList ids;
    for (const Task &task : shown) {
        const auto key = m_conditions.literals(task.key());
        if (!key)
            return Failure(key.error());
        if (sql::hasNul(task.status.toText()))
            return failure(
                Kind::InvalidInput,
                Text::tr("The %1 must not contain a NUL character.").arg(nameOf(TaskField::Status)));
        const QString updated =
            task.updatedAt ? sql::literal(QString::number(task.updatedAt->toServer())) : u"NULL"_s;
        const QString status = task.status.isNull() ? u"NULL"_s : sql::literal(task.status.toText());
        rows += u"(%1,%2::text,%3::bigint)"_s.arg(key->join(u','), status, updated);
        ids += key->first();
    }
    if (rows.isEmpty())
        return failure(Kind::InvalidInput, Text::tr("Nothing to delete."));
    QStringList names;
    QStringList sameKey;
    for (const QString &column : m_conditions.keyColumns()) {
        names += u"key%1"_s.arg(names.size());
        sameKey += column + " = shown."_L1 + names.last();
    }
    return Chosen{u"(VALUES %1) AS shown(%2, status, updated)"_s.arg(rows.join(u','), names.join(u',')),
                  sameKey.join(" AND "_L1), isAsShown(), m_conditions.isOnlyOne(ids), shown.size()};
}

Result<QString> DeletionStatements::stillThere(const QVector<Task> &shown) const
{
    return chosen(shown).map([this](const Chosen &chosen) { return look(chosen, false); });
}

Result<QString> DeletionStatements::removeShown(const QVector<Task> &shown) const
{
    if (const auto fine = checkRemovable(); !fine)
        return Failure(fine.error());
    return chosen(shown).map([this](const Chosen &chosen) { return all(chosen); });
}

} // namespace watchbill
