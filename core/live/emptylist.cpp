// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/emptylist.h"

#include "filter/filterchanges.h"
#include "source/sourcesentences.h"
#include "task/sentences.h"

#include <QCoreApplication>

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::EmptyList)
};

// Someone who can see the word in a task's metadata would take its absence here for a fault.
QString whatIsSearched(const TaskSource &source)
{
    return source.has(TaskField::ErrorMessage)
        ? Texts::tr("The search covers task ids and error messages, not other columns such as "
                    "metadata.")
        : Texts::tr("The search covers task ids, not other columns such as metadata.");
}

QString noMatch(const TaskSource &source, const TaskFilter &filter)
{
    const QString sentence =
        joinSentences({Texts::tr("No tasks match the current filters."),
                       filter::looksForText(filter.condition) ? whatIsSearched(source) : QString()});
    if (source.viewpoint.rowSecurityActive)
        return joinSentences({sentence,
                              Texts::tr("Row security may also hide matching tasks from the role %1.")
                                  .arg(source.viewpoint.role)});
    return joinSentences({sentence, sourcesentences::doubtOfRows(source)});
}

QString emptyTable(const TaskSource &source, bool isFiltered)
{
    const QString sentence = source.deletedAt
        ? Texts::tr("%1.%2 has no tasks other than those marked as deleted, if any.")
        : Texts::tr("%1.%2 is empty.");
    return joinSentences({sentence.arg(source.schema, source.table),
                          isFiltered ? Texts::tr("No filter would match.") : QString()});
}

} // namespace

EmptyList explainEmptyList(const TaskSource &source, const TaskFilter &filter, std::optional<bool> hasTasks)
{
    using Cause = EmptyList::Cause;
    const bool isFiltered = !filter.isEmpty();
    if (isFiltered && hasTasks.value_or(true))
        return {Cause::NoMatch, noMatch(source, filter)};
    if (source.viewpoint.rowSecurityActive)
        return {Cause::RowSecurity,
                Texts::tr("Row security is active for the role %1, and its policies show no tasks. The "
                          "table may be empty or its tasks hidden.")
                    .arg(source.viewpoint.role)};
    if (const QString doubt = sourcesentences::doubtOfRows(source); !doubt.isEmpty())
        return {Cause::Doubt, doubt};
    return {Cause::EmptyTable, emptyTable(source, isFiltered)};
}

} // namespace watchbill
