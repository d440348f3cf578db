// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "advice/tasktablecheck.h"

#include "advice/ownerstatements.h"
#include "source/tasksourcereader.h"
#include "task/sentences.h"
#include "task/storedfields.h"
#include "task/tablename.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::TaskTableCheck)
};

TaskError noSuchTable(const TaskCatalogue &catalogue)
{
    const TaskSource &source = catalogue.source;
    QString message = Texts::tr("There is no table %1.%2 in the database “%3”.")
                          .arg(source.schema, source.table, source.server.database);
    if (!catalogue.candidates.isEmpty())
        message = joinSentences(
            {message, Texts::tr("Tables that look like task tables: %1.").arg(listed(catalogue.candidates))});
    return {TaskError::Kind::Unsupported, message, {}, {}};
}

// The columns are there under names that are only written differently: what gives them the right ones. Empty if some
// are not there at all.
QString viewFor(const TaskCatalogue &catalogue, const QStringList &missing)
{
    const bool isComplete = std::all_of(missing.cbegin(), missing.cend(), [&](const QString &name) {
        return !catalogue.otherNames.value(name).isEmpty();
    });
    return isComplete ? ownerstatements::view(catalogue.source, catalogue.otherNames) : QString();
}

QString proposalOfNames(const TaskCatalogue &catalogue, const QStringList &missing)
{
    QStringList pairs;
    for (const QString &name : missing) {
        if (const QString other = catalogue.otherNames.value(name); !other.isEmpty())
            pairs += Texts::tr("“%1” for %2").arg(other, name);
    }
    if (pairs.isEmpty())
        return {};
    const QString found = Texts::tr("It has columns with similar names: %1.").arg(listed(pairs));
    const QString view = viewFor(catalogue, missing);
    if (view.isEmpty())
        return found;
    return joinSentences(
        {found, Texts::tr("Create a view with the expected names and open that instead: %1").arg(view)});
}

TaskError lacksColumns(const TaskCatalogue &catalogue, const QStringList &missing)
{
    const TaskSource &source = catalogue.source;
    TaskError error;
    error.kind = TaskError::Kind::Unsupported;
    error.message = joinSentences(
        {Texts::tr("%1 is not a task table: it has no column %2. A task table needs the columns %3.")
             .arg(TableName{source.schema, source.table}.toText(), listed(missing),
                  listed(requiredColumns())),
         proposalOfNames(catalogue, missing)});
    error.remedy = viewFor(catalogue, missing);
    return error;
}

} // namespace

Result<void> checkTaskTable(const TaskCatalogue &catalogue)
{
    const TaskSource &source = catalogue.source;
    if (!catalogue.found)
        return Failure(noSuchTable(catalogue));
    QStringList missing;
    for (const StoredField &field : storedFields) {
        if (field.need == StoredField::Need::Required && !source.has(field.field))
            missing += field.name;
    }
    const auto isWithheld = [&](const QString &name) { return source.withheldColumns.contains(name); };
    if (std::any_of(missing.cbegin(), missing.cend(), isWithheld))
        return failure(
            TaskError::Kind::PermissionDenied,
            Texts::tr("The role %1 may not read %2 in %3.%4, without which tasks cannot be listed.")
                .arg(source.viewpoint.role, listed(missing), source.schema, source.table));
    if (!missing.isEmpty())
        return Failure(lacksColumns(catalogue, missing));
    for (const StoredField &field : storedFields) {
        if (!field.isTime() || !source.has(field.field))
            continue;
        const TaskColumn &column = source.columns[field.field];
        if (column.family != TaskColumn::Family::Timestamp)
            return failure(TaskError::Kind::Unsupported,
                           Texts::tr("The column %1 of %2.%3 has type %4, not a timestamp type.")
                               .arg(column.name, source.schema, source.table, column.sqlType));
    }
    return {};
}

} // namespace watchbill
