// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/queryfields.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace watchbill {

namespace {

// Insertions, deletions, replacements and exchanged neighbours.
int editDistance(const QString &a, const QString &b)
{
    QVector<int> beforeLast;
    QVector<int> last(b.size() + 1);
    std::iota(last.begin(), last.end(), 0);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        QVector<int> line(b.size() + 1);
        line[0] = int(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            line[j] = std::min({last[j] + 1, line[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                line[j] = std::min(line[j], beforeLast[j - 2] + 1);
        }
        beforeLast = last;
        last = line;
    }
    return last.last();
}

} // namespace

const QueryField *queryField(const QString &name)
{
    const auto found = std::find_if(queryFields.begin(), queryFields.end(), [&](const QueryField &field) {
        return name.compare(field.name, Qt::CaseInsensitive) == 0;
    });
    return found == queryFields.end() ? nullptr : &*found;
}

const QueryField &queryField(Condition::Field field)
{
    return *std::find_if(queryFields.begin(), queryFields.end(), [&](const QueryField &one) {
        return one.field == field && one.kind != QueryField::Kind::Presence;
    });
}

const QueryField *queryFieldOf(TaskField column)
{
    const auto found = std::find_if(queryFields.begin(), queryFields.end(),
                                    [&](const QueryField &field) { return field.column == column; });
    return found == queryFields.end() ? nullptr : &*found;
}

QString meaningOf(const QueryField &field)
{
    return QCoreApplication::translate("watchbill::QueryField", field.meaning);
}

QStringList queryRules()
{
    return {
        QCoreApplication::translate("watchbill::QueryField",
                                    "A plain word searches the id and the error, ignoring case."),
        QCoreApplication::translate(
            "watchbill::QueryField",
            "All terms must match. Combine terms with OR and parentheses; exclude with - or NOT."),
        QCoreApplication::translate("watchbill::QueryField", "Separate alternative values with commas."),
        QCoreApplication::translate("watchbill::QueryField",
                                    "Put text that contains spaces or punctuation in double quotes."),
        QCoreApplication::translate(
            "watchbill::QueryField",
            "Compare times, spans and metadata values with > >= < <= and FROM..UNTIL, as in "
            "created:>=yesterday."),
        QCoreApplication::translate(
            "watchbill::QueryField",
            "A time is today, yesterday, monday, 9am, 14:30, \"this morning\", \"29 Nov 9:00\", 2026-11-20, "
            "2026-11-20T14:30, infinity or, as a span until now, 15m, 2h or 7d."),
        QCoreApplication::translate("watchbill::QueryField",
                                    "A time covers its whole period: created:9am..10am lasts until 11."),
        QCoreApplication::translate(
            "watchbill::QueryField",
            "null and \"\" are values, too; null also matches a metadata key that the task does not have."),
    };
}

QString wordLike(const QString &word, const QStringList &known)
{
    constexpr int farthest = 2;
    constexpr qsizetype longest = 20;
    if (word.size() > longest)
        return {};
    QString nearest;
    int distance = farthest + 1;
    for (const QString &one : known) {
        const int edits = editDistance(word.toLower(), one.toLower());
        if (edits < distance && edits < one.size() - 1) {
            distance = edits;
            nearest = one;
        }
    }
    return nearest;
}

QString nameLike(const QString &name)
{
    QStringList names;
    for (const QueryField &field : queryFields)
        names += field.name;
    return wordLike(name, names);
}

} // namespace watchbill
