// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/emptylist.h"

#include "filter/filterchanges.h"
#include "filter/queryfields.h"
#include "filter/querytext.h"
#include "source/sourcesentences.h"
#include "task/sentences.h"
#include "task/storedfields.h"
#include "task/visibletext.h"

#include <QCoreApplication>

#include <algorithm>

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

using Field = Condition::Field;

constexpr qsizetype longestTerm = 80; // characters of one that is named in a sentence

QString shown(const Condition &term)
{
    const QString text = query::print(term);
    return text.size() <= longestTerm ? text : firstCharacters(text, longestTerm) + u'…';
}

// Such as status:failed where the enum has FAILED.
QString whyNoLabel(const TaskColumn &column, const Condition &term)
{
    constexpr qsizetype mostLabels = 20; // in a sentence
    if (column.labels.isEmpty() || column.labels.size() > mostLabels)
        return {};
    for (const Condition::Value &value : term.values) {
        if (value.relation != Condition::Value::Relation::Equal || column.labels.contains(value.text))
            return {};
    }
    return Texts::tr("The values of %1 are %2, so nothing matches %3.")
        .arg(column.name, listed(column.labels), shown(term));
}

// A term that matches nothing here because of the table's own form; for the first such term, why.
QString whyNever(const TaskSource &source, const Condition &condition)
{
    using Relation = Condition::Value::Relation;
    for (const Condition &part :
         condition.kind == Condition::Kind::Not ? QVector<Condition>() : condition.parts) {
        if (const QString why = whyNever(source, part); !why.isEmpty())
            return why;
    }
    if (condition.kind != Condition::Kind::Term || condition.field == Field::Text)
        return {};
    const QueryField &field = queryField(condition.field);
    const bool canBeNull = std::any_of(condition.values.begin(), condition.values.end(),
                                       [](const auto &value) { return value.relation == Relation::Null; });
    if (!field.column || canBeNull)
        return {};
    if (!source.has(*field.column))
        return Texts::tr("This table has no column %1, so nothing matches %2.")
            .arg(nameOf(*field.column), shown(condition));
    if (const QString why = whyNoLabel(source.columns[*field.column], condition); !why.isEmpty())
        return why;
    const bool isWhole = field.kind == QueryField::Kind::Id && condition.values.size() == 1
        && condition.values.first().relation == Relation::Equal && !condition.values.first().text.isEmpty()
        && source.columns[*field.column].family != TaskColumn::Family::Uuid
        && condition.values.first().text.size() < longestTerm;
    if (!isWhole)
        return {};
    Condition beginning = condition;
    beginning.values.first().relation = Relation::Starting;
    return Texts::tr("%1 finds only the whole value; to find what begins with it, write %2")
        .arg(query::print(condition), query::print(beginning));
}

QString noMatch(const TaskSource &source, const TaskFilter &filter)
{
    const QString sentence =
        joinSentences({Texts::tr("No tasks match the current filters."),
                       filter::looksForText(filter.condition) ? whatIsSearched(source) : QString(),
                       whyNever(source, {Condition::Kind::All, filter::parts(filter)})});
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
