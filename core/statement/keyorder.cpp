// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/keyorder.h"

#include "postgres/sqltext.h"
#include "source/relationsql.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill::keyorder {

namespace {

// How a path is taken out of the metadata: by one arrow for each key, or by one operator for all.
enum class Form { Arrows, Path };

constexpr Form forms[] = {Form::Arrows, Form::Path};

enum class Writer { Server, We };

QString constant(const QString &text, Writer writer)
{
    return writer == Writer::We ? sql::literal(text)
                                : u'\'' + QString(text).replace(u'\'', "''"_L1) + "'::text"_L1;
}

// A list of words that the server writes without quotes.
QString arrayOf(const QStringList &path)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9_]+$"_s);
    for (const QString &key : path) {
        if (!plain.match(key).hasMatch() || key.compare("null"_L1, Qt::CaseInsensitive) == 0)
            return {};
    }
    return u"'{%1}'"_s.arg(path.join(u','));
}

// Empty if the path cannot be taken out this way.
QString taken(const QString &column, const QStringList &path, Form form, Writer writer)
{
    if (form == Form::Path) {
        const QString list = arrayOf(path);
        return list.isEmpty() ? QString() : u"(%1 #>> %2::text[])"_s.arg(column, list);
    }
    QString value = column;
    for (qsizetype i = 0; i < path.size(); ++i)
        value =
            u'(' + value + (i + 1 < path.size() ? " -> "_L1 : " ->> "_L1) + constant(path[i], writer) + u')';
    return value;
}

// Without enclosing parentheses.
QString bare(QString text)
{
    while (text.startsWith(u'(') && text.endsWith(u')')) {
        int depth = 0;
        bool isQuoted = false;
        for (qsizetype i = 0; i < text.size() - 1; ++i) {
            if (text[i] == u'\'')
                isQuoted = !isQuoted;
            else if (!isQuoted)
                depth += text[i] == u'(' ? 1 : text[i] == u')' ? -1 : 0;
            if (depth == 0 && !isQuoted)
                return text;
        }
        text = text.mid(1, text.size() - 2);
    }
    return text;
}

// The type that an index has the values as; nothing if it is not over this.
std::optional<QString> typeIn(const QString &item, const QString &value)
{
    static const QRegularExpression cast(u"^(\\(.*\\))::([a-z][a-z0-9 ]*(?:\\([0-9,]+\\))?)$"_s,
                                         QRegularExpression::DotMatchesEverythingOption);
    const QString whole = bare(item);
    if (whole == bare(value))
        return u"text"_s;
    const auto match = cast.match(whole);
    return match.hasMatch() && bare(match.captured(1)) == bare(value) ? std::optional(match.captured(2))
                                                                      : std::nullopt;
}

struct Found
{
    const ExpressionIndex *index = nullptr;
    Form form = Form::Arrows;
    QString type;
};

bool goesOn(const ExpressionIndex &index, const QStringList &columns)
{
    return index.items.size() > columns.size()
        && std::equal(columns.begin(), columns.end(), index.items.begin() + 1);
}

QStringList idOf(const TaskRelation &relation)
{
    return {relation.columns.value(TaskField::Id).name};
}

QStringList createdAndIdOf(const TaskRelation &relation)
{
    return QStringList{relation.columns.value(TaskField::CreatedAt).name} + idOf(relation);
}

// The best of several: one that leaves nothing to be sorted.
Found find(const TaskRelation &relation, const QStringList &path)
{
    Found found;
    if (path.isEmpty() || relation.columns.value(TaskField::Metadata).family != TaskColumn::Family::Json)
        return found;
    const QString column = relation.columns[TaskField::Metadata].name;
    for (const ExpressionIndex &index : relation.expressionIndexes) {
        for (const Form form : forms) {
            const QString value = taken(column, path, form, Writer::Server);
            const auto type = value.isEmpty() ? std::nullopt : typeIn(index.items.value(0), value);
            const bool isWhole = goesOn(index, idOf(relation)) || goesOn(index, createdAndIdOf(relation));
            if (type && (!found.index || isWhole))
                found = {&index, form, *type};
        }
    }
    return found;
}

} // namespace

std::optional<keyset::SortColumn> column(const TaskRelation &relation, const QStringList &path)
{
    const Found found = find(relation, path);
    if (!found.index)
        return std::nullopt;
    const QString value =
        taken(relationsql::expression(relation, TaskField::Metadata), path, found.form, Writer::We);
    return keyset::SortColumn{found.type == "text"_L1 ? value : u"(%1::%2)"_s.arg(value, found.type),
                              found.type, true};
}

bool isIndexed(const TaskRelation &relation, const QStringList &path)
{
    const Found found = find(relation, path);
    return found.index
        && (goesOn(*found.index, idOf(relation)) || goesOn(*found.index, createdAndIdOf(relation)));
}

bool goesOnWithCreated(const TaskRelation &relation, const QStringList &path)
{
    const Found found = find(relation, path);
    return found.index && goesOn(*found.index, createdAndIdOf(relation));
}

QString textOf(const TaskRelation &relation, const QStringList &path)
{
    if (path.isEmpty() || relation.columns.value(TaskField::Metadata).family != TaskColumn::Family::Json)
        return {};
    return taken(relationsql::column(relation, TaskField::Metadata), path, Form::Arrows, Writer::We);
}

} // namespace watchbill::keyorder
