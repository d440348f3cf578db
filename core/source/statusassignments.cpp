// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/statusassignments.h"

#include "source/relationsql.h"
#include "source/taskconditions.h"
#include "task/storedfields.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using Kind = TaskError::Kind;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::TaskStatements)
};

} // namespace

Result<void> checkTakesValues(const TaskRelation &relation, TaskField field)
{
    if (relation.columns[field].isGenerated)
        return failure(Kind::Unsupported,
                       Texts::tr("The server makes each value of the column %1 of %2.%3, and takes none.")
                           .arg(relation.columns[field].name, relation.schema, relation.table));
    return {};
}

Result<void> checkNotEmpty(TaskField field, const QString &text)
{
    if (text.isEmpty())
        return failure(Kind::InvalidInput, Texts::tr("The %1 must not be empty.").arg(nameOf(field)));
    return {};
}

Result<QString> statusAssignments(const TaskRelation &relation, const TaskStatus &status,
                                  const std::optional<ResultId> &resultId,
                                  const std::optional<QString> &errorMessage)
{
    if (const auto fine = checkNotEmpty(TaskField::Status, status.toText()); !fine)
        return Failure(fine.error());
    QVector<std::pair<TaskField, QString>> values{{TaskField::Status, status.toText()}};
    if (resultId)
        values.append({TaskField::ResultId, resultId->toText()});
    if (errorMessage)
        values.append({TaskField::ErrorMessage, *errorMessage});
    QStringList assignments;
    for (const auto &[field, text] : values) {
        if (const auto fine = checkTakesValues(relation, field); !fine)
            return Failure(fine.error());
        const auto literal = TaskConditions(relation).value(field, text);
        if (!literal)
            return literal;
        assignments += relationsql::column(relation, field) + " = "_L1 + *literal;
    }
    if (relation.has(TaskField::UpdatedAt) && !relation.columns[TaskField::UpdatedAt].isGenerated)
        assignments += relationsql::column(relation, TaskField::UpdatedAt) + " = now()"_L1;
    return assignments.join(u',');
}

} // namespace watchbill
