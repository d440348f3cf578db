// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/runstatements.h"

#include "postgres/sqltext.h"
#include "source/relationsql.h"
#include "source/sourcesentences.h"
#include "statement/expectedrows.h"
#include "statement/newtask.h"
#include "statement/statusassignments.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using Kind = TaskError::Kind;
using Action = RunAction::Kind;

} // namespace

bool RunStatements::isRewritten(const RunAction &action) const
{
    const bool isDeletion = action.kind == Action::Delete && !m_source.deletedAt;
    return isDeletion ? m_source.hasDeleteRules : m_source.hasUpdateRules;
}

bool RunStatements::mayChangeLater(const RunAction &action) const
{
    switch (action.kind) {
    case Action::RunAgain:
        return !m_source.insertsForGood();
    case Action::SetStatus:
        return !isRewritten(action) && !m_source.updatesForGood();
    case Action::Delete:
        break;
    }
    return m_source.deletedAt && !isRewritten(action) && !m_source.updatesForGood();
}

// For deleted rows, the server itself returns what they were.
bool RunStatements::isPlainDeletion(const RunAction &action) const
{
    return action.kind == Action::Delete && !m_source.deletedAt && !m_source.canDivertDeletions();
}

Result<void> RunStatements::checkPossible(const RunAction &action) const
{
    if (!m_source.canIdentify())
        return failure(Kind::Unsupported, sourcesentences::missingKey(m_source));
    if (action.kind == Action::Delete && !m_source.unreadableMark.isEmpty())
        return failure(Kind::Unsupported, sourcesentences::unreadableMark(m_source));
    return {};
}

// What cannot be counted while it is written is counted before. The lock keeps the row what it was until it is written.
QString RunStatements::look(const ChosenTasks &chosen, const Look &how) const
{
    const bool isLocked = how.isLocked && m_source.canLockRows();
    const QString rows = "SELECT "_L1 + taskcolumns::keyList(m_source) + ", coalesce("_L1 + chosen.isAsSeen
        + ", false)"_L1 + (how.isWhole ? ", "_L1 + relationsql::wholeRow(m_source) : QString())
        + relationsql::from(m_source) + " CROSS JOIN "_L1 + chosen.list + " WHERE "_L1 + chosen.condition
        + " AND "_L1 + m_conditions.alive() + (isLocked ? u" FOR UPDATE OF t"_s : QString());
    return "SELECT s.*, "_L1 + (how.isGuarded ? expectedrows::guard(chosen.most) : u"NULL"_s) + " FROM ("_L1
        + rows + ") s;"_L1;
}

QString RunStatements::deletion(const ChosenTasks &chosen) const
{
    return "DELETE"_L1 + relationsql::from(m_source) + " USING "_L1 + chosen.list;
}

QString RunStatements::update(const ChosenTasks &chosen, const QString &assignments) const
{
    return u"UPDATE %1 t SET %2 FROM %3"_s.arg(relationsql::qualifiedName(m_source), assignments,
                                               chosen.list);
}

Result<QString> RunStatements::hasStatus(const TaskStatus &status) const
{
    return m_conditions.value(TaskField::Status, status.toText()).map([this](const QString &literal) {
        return relationsql::expression(m_source, TaskField::Status) + "::text = ("_L1 + literal
            + ")::text"_L1;
    });
}

Result<QString> RunStatements::write(const RunAction &action, const ChosenTasks &chosen) const
{
    Result<QString> statement;
    if (action.kind == Action::SetStatus)
        statement = statusAssignments(m_source, action.status, action.resultId, action.errorMessage)
                        .map([&](const QString &assignments) { return update(chosen, assignments); });
    else if (m_source.deletedAt)
        statement = update(chosen, sql::identifier(m_source.deletedAt->name) + " = now()"_L1);
    else
        statement = deletion(chosen);
    if (!statement)
        return statement;
    const QString write = *statement + " WHERE "_L1 + chosen.condition + " AND "_L1 + chosen.isAsSeen
        + " AND "_L1 + chosen.isOnlyOne + " AND "_L1 + m_conditions.alive();
    if (isRewritten(action)) // a rule without RETURNING of its own refuses ours
        return write + u';';
    // The column may round a value or fill it up with blanks; that is no other one.
    const auto isAsAsked = action.kind == Action::SetStatus ? hasStatus(action.status) : u"true"_s;
    if (!isAsAsked)
        return isAsAsked;
    return write + " RETURNING "_L1 + chosen.keys + ", coalesce("_L1 + *isAsAsked + ", false), "_L1
        + relationsql::wholeRow(m_source) + ", NULL;"_L1;
}

Result<void> RunStatements::check(const RunAction &action) const
{
    return checkPossible(action)
        .and_then([&] {
            return action.kind == Action::RunAgain ? newtask::copyOf(m_source, {}, action)
                                                   : write(action, {});
        })
        .map([](const QString &) {});
}

Result<QString> RunStatements::change(const RunAction &action, const QVector<TaskVersion> &versions) const
{
    if (const auto fine = checkPossible(action); !fine)
        return Failure(fine.error());
    if (!hasParts(action) || versions.size() <= partSize)
        return changeOnePart(action, versions);
    QString statements;
    for (qsizetype first = 0; first < versions.size(); first += partSize) {
        const auto part = changeOnePart(action, versions.mid(first, partSize));
        if (!part)
            return part;
        statements += *part;
    }
    return statements;
}

// Nothing that a part does may change what another finds: no trigger, no reference.
bool RunStatements::hasParts(const RunAction &action) const
{
    return isPlainDeletion(action) && tellsAll(action) && !m_source.refersToItself;
}

Result<QString> RunStatements::changeOnePart(const RunAction &action,
                                             const QVector<TaskVersion> &versions) const
{
    const bool havePlaces = hasParts(action) && m_source.hasPlaces
        && std::all_of(versions.begin(), versions.end(),
                       [](const TaskVersion &version) { return !version.place.isEmpty(); });
    const auto chosen =
        ChosenTasks::of(m_source, versions, havePlaces ? ChosenTasks::By::Place : ChosenTasks::By::Key);
    if (!chosen)
        return Failure(chosen.error());
    if (action.kind == Action::RunAgain)
        return copies(action, versions);
    const auto written = write(action, *chosen);
    if (!written)
        return written;
    const bool tellsBefore = isPlainDeletion(action);
    const bool isGuarded = isRewritten(action) && !m_source.key.isEmpty();
    const QString before = tellsBefore ? u"SELECT WHERE false;"_s : look(*chosen, {true, true, isGuarded});
    if (tellsAll(action))
        return before + *written;
    const bool mayDivert =
        action.kind == Action::Delete && !m_source.deletedAt && m_source.canDivertDeletions();
    return before + *written + look(*chosen, {mayDivert || isRewritten(action), false, false});
}

// A mark may be removed by a trigger afterwards.
bool RunStatements::tellsAll(const RunAction &action) const
{
    switch (action.kind) {
    case Action::RunAgain:
        return true;
    case Action::SetStatus:
        return !isRewritten(action);
    case Action::Delete:
        break;
    }
    return !m_source.deletedAt && m_source.deletesForGood();
}

Result<QString> RunStatements::left(const QVector<TaskVersion> &versions) const
{
    return ChosenTasks::of(m_source, versions).map([this](const ChosenTasks &chosen) {
        return look(chosen, {false, false, false});
    });
}

// One statement for each: what an INSERT returns does not say of which row it is.
Result<QString> RunStatements::copies(const RunAction &action, const QVector<TaskVersion> &versions) const
{
    QString statements;
    for (const TaskVersion &version : versions) {
        const auto chosen = ChosenTasks::of(m_source, {version});
        if (!chosen)
            return Failure(chosen.error());
        const auto copy = newtask::copyOf(m_source, *chosen, action);
        if (!copy)
            return copy;
        statements += *copy;
    }
    return statements;
}

// Row security shows more than it lets lock, so that what is locked is not what is there.
Result<QString> RunStatements::named(const RunAction &action, const TaskName &name,
                                     const std::optional<TaskOwner> &owner) const
{
    constexpr int most = 20; // as many as are worth telling apart
    const auto isNamed = m_conditions.isNamed(name);
    const auto sameUser = owner ? m_conditions.isOf(owner->user) : u"true"_s;
    if (!isNamed || !sameUser)
        return isNamed ? sameUser : isNamed;
    const QString rows =
        relationsql::from(m_source) + " WHERE "_L1 + *isNamed + " AND "_L1 + m_conditions.alive();
    return (m_source.canLockRows() && !isPlainDeletion(action) ? "SELECT"_L1 + rows + " FOR UPDATE OF t;"_L1
                                                               : u"SELECT WHERE false;"_s)
        + "SELECT "_L1 + taskcolumns::selectList(m_source, taskcolumns::Extent::Whole) + ", coalesce("_L1
        + *sameUser + ", false)"_L1 + rows + " LIMIT "_L1 + QString::number(most) + u';';
}

Result<QString> RunStatements::versions(const TaskFilter &filter) const
{
    return m_conditions.of(filter).map([&](const QString &where) {
        const auto time = [&](TaskField field) {
            return m_source.has(field) ? taskcolumns::sentTime(m_source.columns[field]) : u"NULL"_s;
        };
        QStringList columns{relationsql::expression(m_source, TaskField::Id) + "::text"_L1};
        for (const TaskColumn &column : m_source.restOfKey)
            columns += relationsql::expression(column) + "::text"_L1;
        columns += relationsql::expression(m_source, TaskField::Status) + "::text"_L1;
        columns += time(TaskField::UpdatedAt);
        columns += relationsql::expression(m_source, TaskField::UserId) + "::text"_L1;
        columns += time(TaskField::CreatedAt);
        columns += m_source.hasPlaces ? u"t.ctid"_s : u"NULL"_s;
        return u"COPY (SELECT %1%2 WHERE %3) TO STDOUT"_s.arg(columns.join(u','), relationsql::from(m_source),
                                                              where);
    });
}

} // namespace watchbill
