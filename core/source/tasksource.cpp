// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/tasksource.h"

#include "postgres/sqltext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::TaskSource)
};

// Sorting by a whole error message would put megabytes into a page's key.
constexpr int sortedErrorCharacters = 200;

bool isStrictPrefix(const QStringList &prefix, const QStringList &of)
{
    return of.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), of.begin());
}

} // namespace

QString columnName(TaskField field)
{
    switch (field) {
    case TaskField::Id:
        return u"id"_s;
    case TaskField::UserId:
        return u"user_id"_s;
    case TaskField::Type:
        return u"type"_s;
    case TaskField::Status:
        return u"status"_s;
    case TaskField::ResultId:
        return u"result_id"_s;
    case TaskField::ErrorMessage:
        return u"error_message"_s;
    case TaskField::Metadata:
        return u"metadata"_s;
    case TaskField::CreatedAt:
        return u"created_at"_s;
    case TaskField::UpdatedAt:
        return u"updated_at"_s;
    case TaskField::Duration:
        break;
    }
    return {};
}

QString TaskSource::qualifiedName() const
{
    return sql::identifier(schema) + u'.' + sql::identifier(table);
}

QString TaskSource::expression(TaskField field) const
{
    return has(field) ? "t."_L1 + sql::identifier(columns[field].name) : u"NULL"_s;
}

bool TaskSource::canSort(TaskField field) const
{
    if (field == TaskField::Duration)
        return has(TaskField::UpdatedAt);
    return field != TaskField::Metadata && has(field);
}

bool TaskSource::hasIndex(const QStringList &columnNames) const
{
    return std::any_of(indexes.begin(), indexes.end(),
                       [&](const TaskIndex &index) { return isStrictPrefix(columnNames, index.columns); });
}

QVector<keyset::SortColumn> TaskSource::sortColumns(TaskField field) const
{
    const auto plain = [this](TaskField of) {
        return keyset::SortColumn{expression(of), columns[of].sqlType, columns[of].nullable};
    };
    const keyset::SortColumn id = plain(TaskField::Id);
    switch (field) {
    case TaskField::Id:
        return {id};
    case TaskField::Duration:
        // As float8, infinity minus infinity is NaN and not an error.
        return {{u"(extract(epoch FROM %1)::float8 - extract(epoch FROM %2)::float8)"_s.arg(
                     expression(TaskField::UpdatedAt), expression(TaskField::CreatedAt)),
                 u"float8"_s, true},
                id};
    case TaskField::ErrorMessage:
        return {{u"left(%1, %2)"_s.arg(expression(field), QString::number(sortedErrorCharacters)), u"text"_s,
                 true},
                id};
    default:
        break;
    }
    const QStringList byTime{columns[field].name, columns[TaskField::CreatedAt].name,
                             columns[TaskField::Id].name};
    if (field != TaskField::CreatedAt && hasIndex(byTime))
        return {plain(field), plain(TaskField::CreatedAt), id};
    return {plain(field), id};
}

bool TaskSource::isIndexed(TaskField field) const
{
    if (!has(field) || field == TaskField::ErrorMessage || field == TaskField::Metadata)
        return false;
    const TaskColumn &column = columns[field];
    const QString id = columns[TaskField::Id].name;
    if (field == TaskField::Id)
        return hasIndex({id});
    // Of a time few rows are equal, so the server sorts the ties of an index without the id in passing.
    // Of a status millions are.
    if (column.family == TaskColumn::Family::Timestamp && hasIndex({column.name}))
        return true;
    return hasIndex({column.name, id}) || hasIndex({column.name, columns[TaskField::CreatedAt].name, id});
}

QString TaskSource::indexStatement(TaskField field) const
{
    if (!has(field) || field == TaskField::ErrorMessage || field == TaskField::Metadata)
        return {};
    if (!canHaveIndexes())
        return {};
    QStringList names{columns[field].name};
    const bool grouped = field == TaskField::Type || field == TaskField::Status || field == TaskField::UserId;
    if (grouped)
        names += columns[TaskField::CreatedAt].name;
    names += columns[TaskField::Id].name;
    std::transform(names.begin(), names.end(), names.begin(), &sql::identifier);
    // PostgreSQL makes an index of all partitions at once only while nobody writes.
    const QString how =
        kind == RelationKind::Partitioned ? u"CREATE INDEX"_s : u"CREATE INDEX CONCURRENTLY"_s;
    return u"%1 ON %2 (%3);"_s.arg(how, qualifiedName(), names.join(", "_L1));
}

QString TaskSource::lookupStatement(const QVector<TaskId> &ids) const
{
    QStringList literals;
    for (const TaskId &id : ids)
        literals += sql::literal(id.toText(), columns[TaskField::Id].sqlType);
    return u"SELECT * FROM %1 WHERE %2 IN (%3);"_s.arg(
        qualifiedName(), sql::identifier(columns[TaskField::Id].name), literals.join(", "_L1));
}

QString TaskSource::obstacleToWriting() const
{
    switch (restraint) {
    case Restraint::Acting:
        return Text::tr("You are viewing as another user, which is read-only. Stop viewing as user first.");
    case Restraint::Profile:
        return Text::tr("This connection is set to read-only. Edit the connection to make changes.");
    case Restraint::Locked:
        return Text::tr("Production is locked. Unlock it to make changes.");
    case Restraint::None:
        break;
    }
    if (server.standby && !server.writesToPrimary)
        return Text::tr("This server is a standby, which is read-only.");
    if (server.readOnly)
        return Text::tr("This login is read-only on the server (default_transaction_read_only).");
    return {};
}

QString TaskSource::doubtOfRows() const
{
    switch (kind) {
    case RelationKind::View:
        return Text::tr("%1.%2 is a view: its query and the tables behind it decide what it shows.")
            .arg(schema, table);
    case RelationKind::MaterializedView:
        return Text::tr("%1.%2 is a materialized view: it shows the data as of its last refresh.")
            .arg(schema, table);
    case RelationKind::Foreign:
        return Text::tr("%1.%2 is a foreign table: it shows what its login on the other server can "
                        "see.")
            .arg(schema, table);
    case RelationKind::Table:
    case RelationKind::Partitioned:
        break;
    }
    return {};
}

QString TaskSource::doubtOfId() const
{
    if (isIdUnique())
        return {};
    if (key.isEmpty())
        return Text::tr("Nothing in %1.%2 keeps two tasks from having the same id.").arg(schema, table);
    return Text::tr("Tasks in %1.%2 may have the same id: only %3 together are unique.")
        .arg(schema, table, key.join(", "_L1));
}

QString TaskSource::obstacleToDeleting() const
{
    if (const QString obstacle = obstacleToWriting(); !obstacle.isEmpty())
        return obstacle;
    if (deletedAt ? !canUpdate : !canDelete) {
        if (kind == RelationKind::MaterializedView)
            return Text::tr("%1.%2 is a materialized view, which is read-only.").arg(schema, table);
        if (kind == RelationKind::Foreign)
            return Text::tr("%1.%2 is a foreign table, which is read-only here.").arg(schema, table);
        return Text::tr("%1.%2 is a view that does not allow deletions.").arg(schema, table);
    }
    if (deletedAt ? !mayUpdate : !mayDelete)
        return Text::tr("The role %1 may not delete from %2.%3.").arg(viewpoint.role, schema, table);
    return {};
}

} // namespace watchbill
