// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/pagestatements.h"

#include "filter/querytext.h"
#include "postgres/sqltext.h"
#include "source/relationsql.h"
#include "statement/taskcolumns.h"
#include "statement/taskorder.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using Kind = TaskError::Kind;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::PageStatements)
};

constexpr int largestPage = 10'000;

// Without a key some rows may be equal in all that the list is sorted by. The next page begins behind them, so that the
// last of them must all be on this one.
QString limited(const TaskRelation &relation, int limit)
{
    return relation.key.isEmpty() ? u" FETCH FIRST %1 ROWS WITH TIES"_s.arg(limit)
                                  : u" LIMIT %1"_s.arg(limit);
}

Qt::SortOrder opposite(Qt::SortOrder order)
{
    return order == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
}

} // namespace

keyset::Form PageStatements::form() const
{
    return m_relation.isDivided() ? keyset::Form::ByColumn : keyset::Form::Rows;
}

Result<QString> PageStatements::statements() const
{
    const auto filter = m_conditions.of(m_request.query.filter);
    if (!filter)
        return filter;
    QString all;
    const auto append = [&](const Result<QString> &part) {
        if (part)
            all += *part + u';';
        return part;
    };
    if (const auto part = append(rows(*filter)); !part)
        return part;
    if (m_request.countBefore) {
        if (const auto part = append(newer(*filter)); !part)
            return part;
    }
    if (!m_request.watched.isEmpty()) {
        if (const auto part = append(watched(*filter)); !part)
            return part;
    }
    return all;
}

Result<QString> PageStatements::rows(const QString &condition) const
{
    const TaskSort &sort = m_request.query.sort;
    if (!taskorder::canSort(m_relation, sort))
        return failure(
            Kind::Unsupported,
            sort.field == TaskField::Metadata
                ? Texts::tr("The table cannot be sorted by %1: it has no B-tree index that begins with it.")
                      .arg(query::metadataName(sort.path))
                : Texts::tr("The table cannot be sorted by that column."));
    if (m_request.limit < 1 || m_request.limit > largestPage)
        return failure(Kind::InvalidInput,
                       Texts::tr("A page has 1 to %1 rows, not %2.")
                           .arg(QString::number(largestPage), QString::number(m_request.limit)));
    const QVector<keyset::SortColumn> columns = taskorder::sortColumns(m_relation, sort, m_request.key);
    const bool backwards =
        m_request.start == PageRequest::Start::Before || m_request.start == PageRequest::Start::Last;
    const Qt::SortOrder order = backwards ? opposite(sort.order) : sort.order;

    QStringList ranges{u"true"_s};
    if (m_request.start != PageRequest::Start::First && m_request.start != PageRequest::Start::Last) {
        const bool isInclusive = m_request.start == PageRequest::Start::From;
        const qsizetype given = m_request.key ? m_request.key->values.size() : 0;
        const QVector<keyset::SortColumn> compared = isInclusive ? columns.mid(0, given) : columns;
        if (given == 0 || !keyset::fits(compared, *m_request.key))
            return failure(Kind::InvalidInput,
                           Texts::tr("The page's key does not belong to this sort order."));
        ranges = keyset::following(compared, *m_request.key, order, isInclusive, form());
    }
    const QString tail =
        " ORDER BY "_L1 + keyset::orderBy(columns, order) + limited(m_relation, m_request.limit);
    const auto extent = m_request.whole ? taskcolumns::Extent::Whole : taskcolumns::Extent::Shortened;
    QString select = "SELECT "_L1 + taskcolumns::selectList(m_relation, extent, m_request.query.keys);
    for (const keyset::SortColumn &column : columns)
        select += u',' + column.expression + "::text"_L1;
    if (ranges.isEmpty())
        return select + relationsql::from(m_relation) + " WHERE false"_L1;
    if (ranges.size() == 1)
        return select + relationsql::from(m_relation) + " WHERE "_L1 + condition + " AND "_L1 + ranges.first()
            + tail;
    // Each range is read by the index up to the limit; only these few rows are merged.
    QStringList parts;
    for (const QString &range : ranges)
        parts += "(SELECT t.*"_L1 + relationsql::from(m_relation) + " WHERE "_L1 + condition + " AND "_L1
            + range + tail + u')';
    return select + " FROM ("_L1 + parts.join(" UNION ALL "_L1) + ") t"_L1 + tail;
}

Result<QString> PageStatements::newer(const QString &condition) const
{
    const QVector<keyset::SortColumn> columns =
        taskorder::sortColumns(m_relation, m_request.query.sort, m_request.countBefore);
    if (!keyset::fits(columns, *m_request.countBefore))
        return failure(Kind::InvalidInput, Texts::tr("The page's key does not belong to this sort order."));
    QStringList parts;
    for (const QString &range : keyset::following(columns, *m_request.countBefore,
                                                  opposite(m_request.query.sort.order), false, form())) {
        parts += u"(SELECT 1%1 WHERE %2 AND %3 LIMIT %4)"_s.arg(relationsql::from(m_relation), condition,
                                                                range, QString::number(TaskPage::newerLimit));
    }
    if (parts.isEmpty())
        return u"SELECT 0"_s;
    return u"SELECT least(count(*), %1) FROM (%2) newer"_s.arg(QString::number(TaskPage::newerLimit),
                                                               parts.join(" UNION ALL "_L1));
}

Result<QString> PageStatements::watched(const QString &condition) const
{
    const auto isWatched = m_conditions.isOneOf(m_request.watched);
    if (!isWatched)
        return isWatched;
    return "SELECT "_L1
        + taskcolumns::selectList(m_relation, taskcolumns::Extent::Shortened, m_request.query.keys)
        + ", coalesce("_L1 + condition + ", false)"_L1 + relationsql::from(m_relation) + " WHERE "_L1
        + *isWatched + " AND "_L1 + m_conditions.alive();
}

} // namespace watchbill
