// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "advice/queryadvice.h"

#include "advice/ownerstatements.h"
#include "filter/filterchanges.h"
#include "filter/querytext.h"
#include "statement/queryconditions.h"
#include "task/sentences.h"
#include "task/uuidtext.h"
#include "task/visibletext.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill::queryadvice {

namespace {

using Family = TaskColumn::Family;
using Field = Condition::Field;
using Relation = Condition::Value::Relation;
using Kind = SearchIndex::Kind;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::QueryAdvice)
};

constexpr qsizetype longestTerm = 80; // characters of one that is named in a sentence

// How the server finds what a condition asks for. What most tasks match needs no index: a page of it is soon full.
struct Access
{
    enum class Way { ByIndex, Broad, Unserved };

    Way way = Way::Unserved;
    QString term = {}; // the unserved one; likewise the next two
    QString statement = {};
    QString reason = {}; // why none helps, or what else does
};

const Access byIndex{Access::Way::ByIndex};
const Access broad{Access::Way::Broad};

// So many letters or digits are a trigram that has to be there.
bool hasTrigram(const QString &text)
{
    static const QRegularExpression three(u"[\\p{L}\\p{N}]{3}"_s);
    return three.match(text).hasMatch();
}

// Without classes, escapes, and what may be left out.
bool patternHasTrigram(const QString &pattern)
{
    static const QRegularExpression vague(u"\\[[^]]*\\]|\\\\.|\\(.*\\)[?*{]|.[?*{]|\\|.*|.*\\|"_s);
    return hasTrigram(QString(pattern).replace(vague, u" "_s));
}

class Adviser
{
public:
    explicit Adviser(const TaskRelation &relation)
        : m_relation(relation)
    {
    }

    Access of(const Condition &condition) const
    {
        switch (condition.kind) {
        case Condition::Kind::All:
            return ofAll(condition.parts);
        case Condition::Kind::Any:
            return ofAny(condition.parts);
        case Condition::Kind::Not:
            return broad;
        case Condition::Kind::Term:
            break;
        }
        Access access = needingAll(ofValues(condition));
        access.term = query::print(condition);
        return access;
    }

private:
    // Alternatives need an index each: without one of them, the others do not help.
    static Access needingAll(const QVector<Access> &ways)
    {
        Access all = byIndex;
        QStringList lines;
        for (const Access &one : ways) {
            if (one.way == Access::Way::Broad)
                return broad;
            const bool isFirst = all.way == Access::Way::ByIndex;
            if (one.way == Access::Way::Unserved
                && (isFirst || (one.statement.isEmpty() && !all.statement.isEmpty())))
                all = one;
            for (const QString &line : one.statement.split(u'\n', Qt::SkipEmptyParts)) {
                if (!lines.contains(line))
                    lines += line;
            }
        }
        if (!all.statement.isEmpty())
            all.statement = lines.join(u'\n');
        return all;
    }

    // One index is enough: the server looks at what it finds.
    Access ofAll(const QVector<Condition> &parts) const
    {
        Access access = broad;
        for (const Condition &part : parts) {
            const Access one = of(part);
            if (one.way == Access::Way::ByIndex)
                return one;
            if (access.way == Access::Way::Broad || (access.statement.isEmpty() && !one.statement.isEmpty()))
                access = one;
        }
        return access;
    }

    Access ofAny(const QVector<Condition> &parts) const
    {
        QVector<Access> ways;
        for (const Condition &part : parts)
            ways += of(part);
        return needingAll(ways);
    }

    QVector<Access> ofValues(const Condition &term) const
    {
        QVector<Access> ways;
        for (const Condition::Value &value : term.values) {
            Condition one = term;
            one.values = {value};
            // What no task can match is known without looking.
            if (QueryConditions(m_relation).of(one) != u"false"_s)
                ways += ofTerm(term, value);
        }
        return ways;
    }

    bool has(TaskField field, std::initializer_list<Kind> kinds) const
    {
        return std::any_of(m_relation.searchIndexes.begin(), m_relation.searchIndexes.end(),
                           [&](const SearchIndex &index) {
                               return index.column == m_relation.columns[field].name
                                   && std::find(kinds.begin(), kinds.end(), index.kind) != kinds.end();
                           });
    }

    bool findsNull(TaskField field) const
    {
        return std::any_of(m_relation.searchIndexes.begin(), m_relation.searchIndexes.end(),
                           [&](const SearchIndex &index) {
                               return index.column == m_relation.columns[field].name
                                   && index.kind == Kind::Order && !index.lacksNulls;
                           });
    }

    static Access unserved(const QString &statement, const QString &reason = {})
    {
        return {Access::Way::Unserved, {}, statement, reason};
    }

    Access ofTerm(const Condition &term, const Condition::Value &value) const
    {
        switch (term.field) {
        case Field::Text:
            return ofText(value.text);
        case Field::Duration:
            return unserved({}, Texts::tr("Durations are computed for each task."));
        case Field::State:
            return value.text == "done"_L1 ? broad : ofValue(TaskField::Status, Relation::Equal);
        case Field::Metadata:
            return ofMetadata(term, value);
        case Field::Age:
            return ofValue(TaskField::CreatedAt, Relation::Less);
        default:
            break;
        }
        const TaskField field = QueryConditions::columnOf(term.field);
        if (!m_relation.has(field))
            return byIndex; // the answer is known without looking
        switch (value.relation) {
        case Relation::Null:
            return findsNull(field) ? byIndex : ofNull(field, term.values.size() > 1);
        case Relation::Present:
            return broad;
        case Relation::Containing:
            return ofPart(field, hasTrigram(value.text));
        case Relation::Matching:
            return ofPart(field, patternHasTrigram(value.text));
        default:
            return field == TaskField::ErrorMessage ? broad : ofValue(field, value.relation);
        }
    }

    // The index that finds other values finds NULL, too.
    Access ofNull(TaskField field, bool isBesideOthers) const
    {
        const QString statement = isBesideOthers ? ownerstatements::index(m_relation, field) : QString();
        return statement.isEmpty() ? broad : unserved(statement);
    }

    Access ofValue(TaskField field, Relation relation) const
    {
        const TaskColumn &column = m_relation.columns[field];
        if (relation == Relation::Starting && column.family != Family::Uuid && column.labels.isEmpty()) {
            if (column.family != Family::Text || column.isPadded() || !column.isDeterministic)
                return unserved(
                    {},
                    Texts::tr("The type of the column %1 has no index that finds values by how they begin.")
                        .arg(column.name));
            return has(field, {Kind::Beginning})
                ? byIndex
                : unserved(ownerstatements::beginningIndex(m_relation, field));
        }
        const bool isOfFewWords =
            column.family == Family::Enum || TaskConditions::isComparedAsText(column, field);
        if (isOfFewWords && (column.labels.isEmpty() || !has(field, {Kind::Order})))
            return broad; // each word has many tasks
        // The beginning of a UUID and a day are ranges.
        const bool isRange = relation != Relation::Equal || column.family == Family::Uuid
            || column.family == Family::Timestamp;
        const bool isServed = !isRange ? has(field, {Kind::Order, Kind::Value}) : has(field, {Kind::Order});
        return isServed ? byIndex : unserved(ownerstatements::index(m_relation, field));
    }

    // For a text that may occur anywhere.
    Access ofPart(TaskField field, bool hasTrigrams) const
    {
        const TaskColumn &column = m_relation.columns[field];
        if (!hasTrigrams)
            return unserved({},
                            Texts::tr("A text index needs at least three consecutive letters or digits."));
        if (column.family == Family::Text && column.isDeterministic && has(field, {Kind::Trigrams}))
            return byIndex;
        return unserved(ownerstatements::trigramIndex(m_relation, field));
    }

    // As TaskConditions::textSearch() has it.
    Access ofText(const QString &text) const
    {
        const Family family = m_relation.columns[TaskField::Id].family;
        const bool isWholeId = family == Family::Uuid && canonicalUuid(text);
        const bool isInId = family != Family::Uuid || couldBePartOfUuid(text);
        if (!isWholeId && isInId) {
            const Access ofId = ofPart(TaskField::Id, hasTrigram(text));
            if (ofId.way != Access::Way::ByIndex && ofId.statement.isEmpty())
                return unserved(
                    {},
                    Texts::tr(
                        "The text may be part of an id, which no index can find. %1 or %2 may be faster.")
                        .arg(u"id:"_s + query::quoted(text), u"error:"_s + query::quoted(text)));
            return m_relation.has(TaskField::ErrorMessage)
                ? needingAll({ofId, ofPart(TaskField::ErrorMessage, hasTrigram(text))})
                : ofId;
        }
        return m_relation.has(TaskField::ErrorMessage) ? ofPart(TaskField::ErrorMessage, hasTrigram(text))
                                                       : byIndex;
    }

    Access ofMetadata(const Condition &term, const Condition::Value &value) const
    {
        if (!m_relation.has(TaskField::Metadata) || term.path.isEmpty() || value.relation == Relation::Present
            || value.relation == Relation::Null)
            return broad;
        const bool isWhole = value.relation == Relation::Equal || value.relation == Relation::EqualText;
        if (m_relation.columns[TaskField::Metadata].sqlType != "jsonb"_L1)
            return unserved({},
                            Texts::tr("The column %1 cannot have such an index: its type is not jsonb.")
                                .arg(m_relation.columns[TaskField::Metadata].name));
        if (!isWhole)
            return has(TaskField::Metadata, {Kind::Json})
                ? byIndex
                : unserved({}, Texts::tr("A metadata index only finds exact values."));
        return has(TaskField::Metadata, {Kind::Json, Kind::JsonValues})
            ? byIndex
            : unserved(ownerstatements::metadataIndex(m_relation));
    }

    const TaskRelation &m_relation;
};

} // namespace

std::optional<QueryAdvice> of(const TaskRelation &relation, const TaskFilter &filter)
{
    if (!relation.canHaveIndexes() || relation.isSmall())
        return std::nullopt;
    if (!TaskConditions(relation).of(filter))
        return std::nullopt; // the server is not asked
    const Access access = Adviser(relation).of({Condition::Kind::All, filter::parts(filter)});
    if (access.way != Access::Way::Unserved)
        return std::nullopt;
    const bool needsExtension = access.statement.startsWith("CREATE EXTENSION"_L1);
    return QueryAdvice{
        joinSentences(
            {Texts::tr("No index supports %1, so the server may read every task.")
                 .arg(access.term.size() > longestTerm ? firstCharacters(access.term, longestTerm) + u'…'
                                                       : access.term),
             access.reason,
             needsExtension ? Texts::tr("An index for it needs the extension pg_trgm.") : QString()}),
        access.statement};
}

bool searchesErrors(const TaskRelation &relation)
{
    return std::any_of(relation.searchIndexes.begin(), relation.searchIndexes.end(),
                       [&](const SearchIndex &index) {
                           return index.kind == Kind::Trigrams
                               && index.column == relation.columns.value(TaskField::ErrorMessage).name;
                       });
}

} // namespace watchbill::queryadvice
