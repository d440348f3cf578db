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

QString DeletionStatements::look(const ChosenTasks &chosen, bool isGuarded) const
{
    const QString fingerprint =
        m_relation.canDivertDeletions() && !m_relation.deletedAt ? u"md5(t::text)"_s : u"NULL"_s;
    QString columns =
        taskcolumns::keyList(m_relation) + ", coalesce("_L1 + chosen.isAsSeen + ", false), "_L1 + fingerprint;
    if (isGuarded)
        columns += ", "_L1 + expectedrows::guard(chosen.most);
    return "SELECT "_L1 + columns + relationsql::from(m_relation)
        + (chosen.list.isEmpty() ? QString() : " CROSS JOIN "_L1 + chosen.list) + " WHERE "_L1
        + chosen.condition + " AND "_L1 + m_conditions.alive() + u';';
}

QString DeletionStatements::removal(const ChosenTasks &chosen) const
{
    const QString where = " WHERE "_L1 + chosen.condition + " AND "_L1 + chosen.isAsSeen + " AND "_L1
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

QString DeletionStatements::all(const ChosenTasks &chosen) const
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
    const ChosenTasks chosen{{}, *named, *sameUser, *isOnlyOne, 1};
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

Result<QString> DeletionStatements::removeShown(const QVector<TaskVersion> &shown) const
{
    if (const auto fine = checkRemovable(); !fine)
        return Failure(fine.error());
    return ChosenTasks::of(m_relation, shown).map([this](const ChosenTasks &chosen) { return all(chosen); });
}

} // namespace watchbill
