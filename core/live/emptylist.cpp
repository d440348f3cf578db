// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/emptylist.h"

#include "task/sentences.h"

#include <QCoreApplication>

namespace watchbill {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::EmptyList)
};

QString noMatch(const TaskSource &source)
{
    const QString sentence = Text::tr("No task in %1.%2 has all the properties that the filter asks for.")
                                 .arg(source.schema, source.table);
    if (source.viewpoint.rowSecurityActive)
        return joinSentences({sentence,
                              Text::tr("Row security may also be hiding matching tasks from the role %1.")
                                  .arg(source.viewpoint.role)});
    return joinSentences({sentence, source.doubtOfRows()});
}

QString emptyTable(const TaskSource &source, bool isFiltered)
{
    const QString sentence = source.deletedAt
        ? Text::tr("%1.%2 has no rows but those that are marked as deleted, if any.")
        : Text::tr("%1.%2 is empty.");
    return joinSentences({sentence.arg(source.schema, source.table),
                          isFiltered ? Text::tr("No filter would find anything.") : QString()});
}

} // namespace

EmptyList explainEmptyList(const TaskSource &source, const TaskFilter &filter, std::optional<bool> hasTasks)
{
    using Cause = EmptyList::Cause;
    const bool isFiltered = !filter.isEmpty();
    if (isFiltered && hasTasks.value_or(true))
        return {Cause::NoMatch, noMatch(source)};
    if (source.viewpoint.rowSecurityActive)
        return {Cause::RowSecurity,
                Text::tr(
                    "Row security is active for the role %1: it sees only the rows that the table's policies "
                    "show it, and there are none. Whether the table is empty cannot be told with this role.")
                    .arg(source.viewpoint.role)};
    if (const QString doubt = source.doubtOfRows(); !doubt.isEmpty())
        return {Cause::Doubt, doubt};
    return {Cause::EmptyTable, emptyTable(source, isFiltered)};
}

} // namespace watchbill
