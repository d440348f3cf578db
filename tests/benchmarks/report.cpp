// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "report.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill::bench {

namespace {

// Three digits that count; a whole number as it is.
QString number(double value)
{
    if (value == std::floor(value) && std::abs(value) < 1e7)
        return QString::number(value, 'f', 0);
    const double size = std::abs(value);
    return QString::number(value, 'f',
                           size >= 100        ? 0
                               : size >= 10   ? 1
                               : size >= 1    ? 2
                               : size >= 0.01 ? 3
                                              : 5);
}

QString goalText(const Measurement &one)
{
    switch (one.goal) {
    case Measurement::Goal::RatioAtMost:
        return u"≤ %1 ×"_s.arg(number(one.limit));
    case Measurement::Goal::ValueAtMost:
        return u"≤ %1 %2"_s.arg(number(one.limit), one.unit);
    case Measurement::Goal::Exactly:
        return u"= %1"_s.arg(number(one.limit));
    }
    return {};
}

QStringList cells(const Measurement &one)
{
    const QString value = number(one.value) + u' ' + one.unit;
    const QString baseline = one.baseline ? number(*one.baseline) + u' ' + one.unit : u"–"_s;
    const QString ratio = one.ratio() ? number(*one.ratio()) : u"–"_s;
    return {one.measure, value, baseline, ratio, goalText(one), one.isMet() ? u"met"_s : u"not met"_s};
}

} // namespace

std::optional<double> Measurement::ratio() const
{
    if (!baseline || *baseline == 0)
        return std::nullopt;
    return value / *baseline;
}

bool Measurement::isMet() const
{
    switch (goal) {
    case Goal::RatioAtMost:
        return ratio() && *ratio() <= limit;
    case Goal::ValueAtMost:
        return value <= limit;
    case Goal::Exactly:
        return value == limit;
    }
    return false;
}

QString toTable(const Measurements &measurements)
{
    QVector<QStringList> lines{
        {u"measure"_s, u"Watchbill"_s, u"baseline"_s, u"ratio"_s, u"goal"_s, u"met?"_s}};
    for (const Measurement &one : measurements)
        lines += cells(one);
    QVector<qsizetype> widths(lines.first().size());
    for (const QStringList &line : std::as_const(lines)) {
        for (int column = 0; column < line.size(); ++column)
            widths[column] = std::max(widths[column], line[column].size());
    }
    QString table;
    for (int row = 0; row < lines.size(); ++row) {
        QStringList padded;
        for (int column = 0; column < lines[row].size(); ++column)
            padded += lines[row][column].leftJustified(widths[column]);
        table += "| "_L1 + padded.join(" | "_L1) + " |\n"_L1;
        if (row > 0)
            continue;
        QStringList rules;
        for (const qsizetype width : std::as_const(widths))
            rules += QString(width, u'-');
        table += "| "_L1 + rules.join(" | "_L1) + " |\n"_L1;
    }
    for (const Measurement &one : measurements) {
        if (!one.isMet() && !one.why.isEmpty())
            table += u"\nNot met, %1: %2\n"_s.arg(one.measure, one.why);
    }
    return table;
}

QByteArray toJson(const Measurements &measurements)
{
    QJsonArray list;
    for (const Measurement &one : measurements) {
        QJsonObject object{{u"measure"_s, one.measure},
                           {u"unit"_s, one.unit},
                           {u"value"_s, one.value},
                           {u"goal"_s, one.limit},
                           {u"met"_s, one.isMet()}};
        object.insert(u"baseline"_s, one.baseline ? QJsonValue(*one.baseline) : QJsonValue());
        object.insert(u"ratio"_s, one.ratio() ? QJsonValue(*one.ratio()) : QJsonValue());
        if (!one.isMet())
            object.insert(u"why"_s, one.why);
        list.append(object);
    }
    return QJsonDocument(list).toJson();
}

} // namespace watchbill::bench
