// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/sorttext.h"

#include "filter/queryfields.h"
#include "filter/querytext.h"
#include "task/storedfields.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace watchbill::query {

namespace {

using Field = Condition::Field;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::SortText)
};

struct Sortable
{
    Field field;
    TaskField column;
};

constexpr std::array sortable{Sortable{Field::Created, TaskField::CreatedAt},
                              Sortable{Field::Updated, TaskField::UpdatedAt},
                              Sortable{Field::Duration, TaskField::Duration},
                              Sortable{Field::Status, TaskField::Status},
                              Sortable{Field::Type, TaskField::Type},
                              Sortable{Field::User, TaskField::UserId},
                              Sortable{Field::Error, TaskField::ErrorMessage},
                              Sortable{Field::Result, TaskField::ResultId},
                              Sortable{Field::Id, TaskField::Id}};

QString nameOf(const Sortable &one)
{
    return queryField(one.field).name;
}

QString names()
{
    QStringList names;
    for (const Sortable &one : sortable)
        names += nameOf(one);
    return names.join(", "_L1);
}

} // namespace

QString print(const TaskSort &sort)
{
    const QString direction = sort.order == Qt::DescendingOrder ? u"-"_s : QString();
    if (sort.field == TaskField::Metadata)
        return direction + metadataName(sort.path);
    const auto one = std::find_if(sortable.begin(), sortable.end(),
                                  [&](const Sortable &other) { return other.column == sort.field; });
    return direction + nameOf(*one);
}

QString sortedBy(const TaskSort &sort)
{
    return sort.field == TaskField::Metadata ? metadataName(sort.path) : watchbill::nameOf(sort.field);
}

Result<TaskSort> sortFromText(const QString &text)
{
    const bool isDescending = text.startsWith(u'-');
    const QString name = text.mid(isDescending ? 1 : 0);
    const Qt::SortOrder order = isDescending ? Qt::DescendingOrder : Qt::AscendingOrder;
    for (const Sortable &one : sortable) {
        if (name == nameOf(one) || name == watchbill::nameOf(one.column))
            return TaskSort{one.column, order};
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
