// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/metadatasample.h"

#include "source/relationsql.h"
#include "statement/taskconditions.h"
#include "statement/taskorder.h"

using namespace Qt::StringLiterals;

namespace watchbill::metadatasample {

QString statement(const TaskRelation &relation)
{
    if (!relation.has(TaskField::Metadata)
        || relation.columns[TaskField::Metadata].family != TaskColumn::Family::Json)
        return u"SELECT NULL, NULL, NULL WHERE false"_s;
    const QString order = taskorder::isIndexed(relation, TaskField::CreatedAt)
        ? u" ORDER BY %1 DESC"_s.arg(relationsql::expression(relation, TaskField::CreatedAt))
        : QString();
    return u"WITH newest AS (SELECT CASE WHEN pg_column_size(stored) < 65536 THEN stored::jsonb END AS m "
           "FROM (SELECT %1 AS stored%2 WHERE %3%4 LIMIT 200) rows), "
           "outermost AS (SELECT e.key, e.value FROM newest, "
           "jsonb_each(CASE WHEN jsonb_typeof(m) = 'object' THEN m ELSE '{}' END) e), "
           "pairs AS (SELECT key, NULL::text AS below, value FROM outermost WHERE jsonb_typeof(value) <> 'object' "
           "UNION ALL SELECT o.key, e.key, e.value FROM outermost o, "
           "jsonb_each(CASE WHEN jsonb_typeof(o.value) = 'object' THEN o.value ELSE '{}' END) e) "
           "SELECT key, below, CASE WHEN jsonb_typeof(value) IN ('string', 'number', 'boolean') "
           "AND length(value #>> '{}') <= 80 THEN value #>> '{}' END "
           "FROM pairs GROUP BY 1, 2, 3 ORDER BY count(*) DESC, 1, 2, 3 LIMIT 300"_s.arg(
               relationsql::readableMetadata(relation), relationsql::from(relation),
               TaskConditions(relation).alive(), order);
}

} // namespace watchbill::metadatasample
