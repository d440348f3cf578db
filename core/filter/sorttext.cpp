// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/sorttext.h"

#include "filter/queryfields.h"
#include "filter/querytext.h"
#include "task/sentences.h"
#include "task/storedfields.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill::query {

namespace {

using Field = Condition::Field;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::SortText)
};

std::optional<TaskField> sortedColumn(const QueryField &field)
{
    if (field.field == Field::Duration)
        return TaskField::Duration; // of two columns
    return field.kind == QueryField::Kind::Json ? std::nullopt : field.column;
}

// The times first, by which most people sort.
QString names()
{
    QStringList times;
    QStringList others;
    for (const QueryField &field : queryFields) {
        if (sortedColumn(field))
            (field.kind == QueryField::Kind::Time ? times : others) += field.name;
    }
    return listed(times + others);
}

} // namespace

QString print(const TaskSort &sort)
{
    const QString direction = sort.order == Qt::DescendingOrder ? u"-"_s : QString();
    if (sort.field == TaskField::Metadata)
        return direction + metadataName(sort.path);
    const auto named = std::find_if(queryFields.begin(), queryFields.end(), [&](const QueryField &field) {
        return sortedColumn(field) == sort.field;
    });
    return direction + named->name;
}

QString sortedBy(const TaskSort &sort)
{
    return sort.field == TaskField::Metadata ? metadataName(sort.path) : nameOf(sort.field);
}

Result<TaskSort> sortFromText(const QString &text)
{
    const bool isDescending = text.startsWith(u'-');
    const QString name = text.mid(isDescending ? 1 : 0);
    const Qt::SortOrder order = isDescending ? Qt::DescendingOrder : Qt::AscendingOrder;
    for (const QueryField &field : queryFields) {
        const auto column = sortedColumn(field);
        if (column && (name == field.name || name == nameOf(*column)))
            return TaskSort{*column, order};
    }
    const QStringList path = metadataPath(name);
    if (path.isEmpty())
        return failure(
            TaskError::Kind::InvalidInput,
            Texts::tr(
                "“%1” is not a sort field. Use one of %2, or meta.KEY; a leading dash sorts descending.")
                .arg(text, names()));
    return TaskSort{TaskField::Metadata, order, path};
}

QString sortRules()
{
    return Texts::
        tr("Sort by one of %1, or by a metadata key that has an index, as in meta.retries. A leading dash sorts descending, as in -duration.")
            .arg(names());
}

} // namespace watchbill::query
