// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/deletionstatements.h"

#include "postgres/sqltext.h"
#include "source/expectedrows.h"
#include "source/relationsql.h"
#include "source/sourcesentences.h"

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using Kind = TaskError::Kind;

} // namespace

QString DeletionStatements::look(const Named &task) const
{
    const QString fingerprint =
        m_relation.canDivertDeletions() && !m_relation.deletedAt ? u"md5(t::text)"_s : u"NULL"_s;
    return "SELECT "_L1 + taskcolumns::keyList(m_relation) + ", coalesce("_L1 + task.isOfUser
        + ", false), "_L1 + fingerprint + relationsql::from(m_relation) + " WHERE "_L1 + task.condition
        + " AND "_L1 + m_conditions.alive() + u';';
}

QString DeletionStatements::removal(const Named &task) const
{
    const QString write =
        (m_relation.deletedAt ? "UPDATE "_L1 + relationsql::qualifiedName(m_relation) + " t SET "_L1
                 + sql::identifier(m_relation.deletedAt->name) + " = now()"_L1
                              : "DELETE"_L1 + relationsql::from(m_relation))
        + " WHERE "_L1 + task.condition + " AND "_L1 + task.isOfUser + " AND "_L1 + task.isOnlyOne
        + " AND "_L1 + m_conditions.alive();
    // A rule without RETURNING of its own refuses ours.
    const bool isRewritten = m_relation.deletedAt ? m_relation.hasUpdateRules : m_relation.hasDeleteRules;
    return isRewritten
        ? write + u';'
        : expectedrows::atMost(1, write + " RETURNING "_L1 + taskcolumns::keyList(m_relation)) + u';';
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
    const Named task{*named, *sameUser, *isOnlyOne};
    return look(task) + removal(task) + look(task);
}

Result<void> DeletionStatements::checkRemovable() const
{
    if (!m_relation.canIdentify())
        return failure(Kind::Unsupported, sourcesentences::missingKey(m_relation));
    if (!m_relation.unreadableMark.isEmpty())
        return failure(Kind::Unsupported, sourcesentences::unreadableMark(m_relation));
    return {};
}

} // namespace watchbill
