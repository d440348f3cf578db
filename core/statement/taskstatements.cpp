// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/taskstatements.h"

#include "postgres/sqltext.h"
#include "source/relationsql.h"
#include "statement/countstatements.h"
#include "statement/metadatasample.h"
#include "statement/newtask.h"
#include "statement/pagestatements.h"
#include "statement/statusassignments.h"
#include "statement/taskcolumns.h"
#include "statement/taskorder.h"
#include "task/jsonvalue.h"

#include <QCoreApplication>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using Kind = TaskError::Kind;
using Family = TaskColumn::Family;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::TaskStatements)
};

} // namespace

Result<QString> TaskStatements::page(const PageRequest &request) const
{
    return PageStatements(m_source, request).statements();
}

Result<QString> TaskStatements::explain(const TaskQuery &query, Explaining what) const
{
    PageRequest request;
    request.query = query;
    return page(request).map([&](const QString &rows) {
        return (what == Explaining::Run ? "EXPLAIN (ANALYZE, FORMAT JSON) "_L1 : "EXPLAIN (FORMAT JSON) "_L1)
            + rows;
    });
}

Result<QString> TaskStatements::named(const TaskName &name, const std::optional<UserId> &userId) const
{
    const auto isNamed = m_conditions.isNamed(name);
    const auto sameUser = m_conditions.isOf(userId);
    if (!isNamed || !sameUser)
        return isNamed ? sameUser : isNamed;
    return "SELECT "_L1 + taskcolumns::selectList(m_source, taskcolumns::Extent::Whole)
        + relationsql::from(m_source) + " WHERE "_L1 + *isNamed + " AND "_L1 + *sameUser + " AND "_L1
        + m_conditions.alive();
}

Result<QString> TaskStatements::byKeys(const QVector<TaskKey> &keys) const
{
    return m_conditions.isOneOf(keys).map([&](const QString &isOneOf) {
        return "SELECT "_L1 + taskcolumns::selectList(m_source, taskcolumns::Extent::Whole)
            + relationsql::from(m_source) + " WHERE "_L1 + isOneOf + " AND "_L1 + m_conditions.alive();
    });
}

Result<QString> TaskStatements::copy(const TaskQuery &query, const QVector<TaskKey> &keys,
                                     CopyFormat format) const
{
    const auto where = keys.isEmpty() ? m_conditions.of(query.filter)
                                      : m_conditions.isOneOf(keys).map([&](const QString &isOneOf) {
                                            return isOneOf + " AND "_L1 + m_conditions.alive();
                                        });
    if (!where)
        return where;
    const bool isCsv = format == CopyFormat::Csv;
    QString select = "SELECT "_L1
        + (isCsv ? taskcolumns::plainList(m_source) : taskcolumns::jsonList(m_source))
        + relationsql::from(m_source) + " WHERE "_L1 + *where;
    if (taskorder::isIndexed(m_source, query.sort))
        select +=
            " ORDER BY "_L1 + keyset::orderBy(taskorder::sortColumns(m_source, query.sort), query.sort.order);
    if (isCsv)
        return "COPY ("_L1 + select + ") TO STDOUT (FORMAT csv, HEADER)"_L1;
    // JSON has neither of these two characters, so that no value is escaped by COPY. ExportFile takes away the quotes,
    // which enclose an object that has line breaks.
    return "COPY (SELECT row_to_json(r) FROM ("_L1 + select
        + ") r) TO STDOUT (FORMAT csv, DELIMITER E'\\x02', QUOTE E'\\x01')"_L1;
}

Result<QString> TaskStatements::byResult(const ResultId &resultId, const std::optional<UserId> &userId) const
{
    const auto sameResult = m_conditions.equals(TaskField::ResultId, resultId.toText());
    const auto sameUser = m_conditions.isOf(userId);
    if (!sameResult || !sameUser)
        return sameResult ? sameUser : sameResult;
    return "SELECT "_L1 + taskcolumns::selectList(m_source, taskcolumns::Extent::Whole)
        + relationsql::from(m_source) + " WHERE "_L1 + *sameResult + " AND "_L1 + *sameUser + " AND "_L1
        + m_conditions.alive() + " ORDER BY "_L1
        + keyset::orderBy(taskorder::sortColumns(m_source, TaskField::CreatedAt), Qt::AscendingOrder)
        + " LIMIT 1"_L1;
}

TaskId TaskStatements::newId() const
{
    return newtask::newId(m_source);
}

Result<QString> TaskStatements::create(const NewTask &task) const
{
    const TaskColumn &idColumn = m_source.columns[TaskField::Id];
    QStringList names;
    QStringList values;
    const auto add = [&](TaskField field, const QString &sqlValue) {
        names += relationsql::column(m_source, field);
        values += sqlValue;
    };
    if (const TaskId id = task.id.isEmpty() ? newId() : task.id; !id.isEmpty())
        add(TaskField::Id, sql::literal(id.toText(), idColumn.sqlType));
    else if (const auto fine = newtask::checkAssignsIds(m_source); !fine)
        return Failure(fine.error());
    const auto status = newtask::firstStatus(m_source, task.status);
    if (!status)
        return Failure(status.error());
    QVector<std::pair<TaskField, QString>> given{{TaskField::UserId, task.userId.toText()},
                                                 {TaskField::Type, task.type}};
    if (*status)
        given.append({TaskField::Status, **status});
    for (const auto &[field, text] : given) {
        if (const auto fine = checkNotEmpty(field, text); !fine)
            return Failure(fine.error());
        if (const auto fine = checkTakesValues(m_source, field); !fine)
            return Failure(fine.error());
        const auto literal = m_conditions.value(field, text);
        if (!literal)
            return literal;
        add(field, *literal);
    }
    if (!task.metadata.isEmpty()) {
        if (const auto fine = newtask::checkMetadata(task.metadata, m_source.columns[TaskField::Metadata]);
            !fine)
            return Failure(fine.error());
    }
    if (m_source.has(TaskField::Metadata) && !m_source.columns[TaskField::Metadata].isGenerated)
        add(TaskField::Metadata,
            sql::literal(task.metadata.isEmpty() ? u"{}"_s : QString::fromUtf8(task.metadata),
                         m_source.columns[TaskField::Metadata].sqlType));
    else if (!task.metadata.isEmpty())
        return failure(Kind::Unsupported,
                       Texts::tr("The table %1.%2 has no column %3.")
                           .arg(m_source.schema, m_source.table, nameOf(TaskField::Metadata)));
    for (const TaskField field : {TaskField::CreatedAt, TaskField::UpdatedAt}) {
        if (m_source.has(field) && !m_source.columns[field].isGenerated)
            add(field, u"now()"_s);
    }
    return u"INSERT INTO %1 AS t (%2) VALUES (%3) RETURNING %4,%5,NULL"_s.arg(
        relationsql::qualifiedName(m_source), names.join(u','), values.join(u','),
        taskcolumns::selectList(m_source, taskcolumns::Extent::Whole), relationsql::wholeRow(m_source));
}

QString TaskStatements::types(int limit) const
{
    return CountStatements(m_source).types(limit);
}

QString TaskStatements::metadataSample() const
{
    return metadatasample::statement(m_source);
}

QString TaskStatements::busiestUsers(int limit) const
{
    return CountStatements(m_source).busiestUsers(limit);
}

Result<QString> TaskStatements::estimate(const TaskFilter &filter, const FieldValue &status) const
{
    return CountStatements(m_source).estimate(filter, status);
}

Result<QString> TaskStatements::exactCounts(const TaskFilter &filter) const
{
    return CountStatements(m_source).exact(filter);
}

} // namespace watchbill
