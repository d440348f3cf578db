// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tableoutput.h"

#include "printabletext.h"
#include "task/storedfields.h"
#include "task/uuidtext.h"
#include "task/visibletext.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::TableOutput)
};

constexpr int gap = 2; // blanks between columns

struct Column
{
    QString heading;
    QStringList cells;
    int least; // cells of the terminal that it is not squeezed below
    bool alignedRight = false;

    int width = 0;
};

const QString &noValue()
{
    static const QString dash = u"-"_s;
    return dash;
}

// NULL and texts that could be taken for it, so that none looks like another.
QString shown(const FieldValue &value)
{
    if (!value)
        return u"NULL"_s;
    return value->isEmpty() || *value == "NULL"_L1 ? u'\'' + *value + u'\'' : *value;
}

QString shownWord(const FieldValue &value)
{
    return printableText(visibleWord(shown(value)));
}

template<typename Tag>
FieldValue textOf(const std::optional<Id<Tag>> &id)
{
    return id ? FieldValue(id->toText()) : std::nullopt;
}

QString secondsInUtc(const std::optional<Timestamp> &time)
{
    if (!time)
        return shown(std::nullopt);
    return time->isFinite() ? secondsText(time->toDateTime()) : time->toIso8601();
}

QString shownValue(const QVariant &value)
{
    if (value.metaType() == QMetaType::fromType<Timestamp>())
        //: A time in UTC.
        return Texts::tr("%1 UTC").arg(secondsInUtc(value.value<Timestamp>()));
    return inOneLine(value).value_or(QString());
}

// What does not fit even when squeezed goes, from the right; so does the excess of what stays.
void squeeze(QVector<Column> &columns, int width)
{
    const auto total = [&](auto widthOf) {
        return std::accumulate(columns.begin(), columns.end(), -gap,
                               [&](int sum, const Column &column) { return sum + widthOf(column) + gap; });
    };
    const auto leastWidth = [](const Column &column) { return std::min(column.width, column.least); };
    while (columns.size() > 1 && total(leastWidth) > width)
        columns.removeLast();
    int excess = total([](const Column &column) { return column.width; }) - width;
    for (auto column = columns.rbegin(); column != columns.rend() && excess > 0; ++column) {
        const int less = std::min(column->width - leastWidth(*column), excess);
        column->width -= less;
        excess -= less;
    }
}

QString lineOf(const QVector<Column> &columns, qsizetype row)
{
    QString line;
    for (const Column &column : columns) {
        const QString text = cutToWidth(row < 0 ? column.heading : column.cells[row], column.width);
        if (column.alignedRight)
            line += QString(column.width - displayWidth(text), u' ') + text;
        else
            line += paddedToWidth(text, column.width);
        line += QString(gap, u' ');
    }
    while (line.endsWith(u' '))
        line.chop(1);
    return line;
}

QByteArray layOut(QVector<Column> columns, std::optional<int> width)
{
    for (Column &column : columns) {
        column.width = displayWidth(column.heading);
        for (QString &cell : column.cells) {
            cell = printableText(cell);
            column.width = std::max(column.width, displayWidth(cell));
        }
    }
    if (width)
        squeeze(columns, *width);
    QByteArray lines;
    for (qsizetype row = -1; row < columns.first().cells.size(); ++row)
        lines += lineOf(columns, row).toUtf8() + '\n';
    return lines;
}

QString numberOf(const Count &count)
{
    const QString number = QString::number(count.value);
    switch (count.precision) {
    case Count::Precision::Estimate:
        return u'≈' + number;
    case Count::Precision::AtLeast:
        return u'≥' + number;
    default:
        return number;
    }
}

// Eight characters tell the uuids of a screen apart; what is short is not cut.
QString shortId(const FieldValue &id)
{
    constexpr int uuidStart = 8;
    constexpr int longest = 20;
    return id && isUuid(*id) ? id->left(uuidStart) : cutToWidth(shownWord(id), longest);
}

// The columns are fixed: a line is printed before the next one is known. The last one is as long as it is.
QByteArray changeLine(const QStringList &cells, std::optional<int> width)
{
    static constexpr int widths[] = {19, 7, 10, 20, 8, 8};
    QString line;
    for (qsizetype i = 0; i < qsizetype(std::size(widths)); ++i)
        line += paddedToWidth(cells[i], widths[i]) + QString(gap, u' ');
    line += cells.last();
    return (width ? cutToWidth(line, *width) : line).toUtf8() + '\n';
}

QString markOf(ConnectionTestStep::State state)
{
    switch (state) {
    case ConnectionTestStep::State::Fine:
        return Texts::tr("ok");
    case ConnectionTestStep::State::Warning:
        return Texts::tr("warn");
    case ConnectionTestStep::State::Failed:
        return Texts::tr("FAIL");
    default:
        return Texts::tr("skip");
    }
}

} // namespace

QByteArray TableOutput::task(const std::optional<Task> &task) const
{
    if (!task)
        return tasks({});
    constexpr int nameWidth = 15;
    QByteArray lines;
    // Line by line, so that a stack trace can be read.
    const auto add = [&lines](QString name, const QString &text) {
        for (const QString &line : text.split(u'\n')) {
            lines += (paddedToWidth(name, nameWidth) + printableText(line)).toUtf8() + '\n';
            name.clear();
        }
    };
    for (const StoredField &field : storedFields)
        add(field.name, visibleText(shown(watchbill::textOf(*task, field))));
    const QStringList values = m_furtherKey.values(*task);
    for (qsizetype i = 0; i < values.size(); ++i)
        add(printableText(visibleWord(m_furtherKey.names()[i])) + u' ', visibleWord(shown(values[i])));
    return lines;
}

QByteArray TableOutput::tasks(const QVector<Task> &tasks) const
{
    if (tasks.isEmpty())
        return Texts::tr("(no tasks)").toUtf8() + '\n';
    QVector<Column> columns{
        {nameOf(TaskField::Id), {}, 36},    {nameOf(TaskField::Status), {}, 10},
        {u"created_at (UTC)"_s, {}, 19},    {nameOf(TaskField::Type), {}, 8},
        {nameOf(TaskField::UserId), {}, 8}, {nameOf(TaskField::ErrorMessage), {}, 10},
    };
    // Beside the id, which they are a part of.
    const QStringList names = m_furtherKey.names();
    for (qsizetype i = 0; i < names.size(); ++i)
        columns.insert(i + 1, {visibleWord(names[i]), {}, 8});
    for (const Task &task : tasks) {
        const QStringList further = m_furtherKey.values(task);
        QStringList cells{shownWord(task.id.toText()),    shownWord(task.status.value()),
                          secondsInUtc(task.createdAt),   shownWord(task.type),
                          shownWord(textOf(task.userId)), shown(task.errorMessage)};
        for (qsizetype i = 0; i < further.size(); ++i)
            cells.insert(i + 1, shownWord(further[i]));
        for (qsizetype i = 0; i < columns.size(); ++i)
            columns[i].cells += cells[i];
    }
    return layOut(columns, m_width);
}

QByteArray TableOutput::deleted(std::optional<bool> deleted) const
{
    return (!deleted       ? Texts::tr("gone")
                : *deleted ? Texts::tr("deleted")
                           : Texts::tr("not deleted"))
               .toUtf8()
        + '\n';
}

QByteArray TableOutput::counts(const StatusCounts &counts) const
{
    Column status{u"status"_s, {}, 10};
    Column number{u"count"_s, {}, 10, true};
    for (const StatusCount &one : counts.statuses) {
        status.cells += shownWord(one.status);
        number.cells += numberOf(one.count);
    }
    status.cells += Texts::tr("(all)");
    number.cells += numberOf(counts.total());
    return layOut({status, number}, m_width);
}

QByteArray TableOutput::records(const Records &records) const
{
    if (records.all.isEmpty())
        return records.none.toUtf8() + '\n';
    QVector<Column> columns;
    for (const auto &[name, value] : records.names)
        columns += Column{name, {}, 10};
    for (const Records::Record &one : records.all) {
        for (qsizetype i = 0; i < columns.size(); ++i) {
            const QString text = shownValue(one[i].second);
            columns[i].cells += text.isEmpty() ? noValue() : text;
        }
    }
    return layOut(columns, m_width);
}

QByteArray TableOutput::record(const Records::Record &record) const
{
    int width = 0;
    for (const auto &[name, value] : record)
        width = std::max(width, displayWidth(name) + gap);
    QByteArray lines;
    for (const auto &[name, value] : record) {
        const QString text = shownValue(value);
        lines +=
            (paddedToWidth(name, width) + (text.isEmpty() ? noValue() : printableText(visibleText(text))))
                .toUtf8()
            + '\n';
    }
    return lines;
}

QByteArray TableOutput::stepsHeader() const
{
    return {};
}

// Sentences are not cut, as they are the findings. Text to copy is below them.
QByteArray TableOutput::step(const ConnectionTestStep &step) const
{
    constexpr int markWidth = 4;
    constexpr int titleWidth = 21;
    const QString space(gap, u' ');
    QString lines = paddedToWidth(markOf(step.state), markWidth) + space
        + paddedToWidth(step.title, titleWidth) + space + printableText(step.sentence) + u'\n';
    if (!step.advice.isEmpty()) {
        for (const QString &line : step.advice.split(u'\n'))
            lines += QString(markWidth + gap, u' ') + printableText(line) + u'\n';
    }
    return lines.toUtf8();
}

QByteArray TableOutput::changesHeader() const
{
    return changeLine({u"time (UTC)"_s, u"change"_s, nameOf(TaskField::Status), nameOf(TaskField::Type),
                       nameOf(TaskField::Id), nameOf(TaskField::UserId), nameOf(TaskField::ErrorMessage)},
                      m_width);
}

QByteArray TableOutput::change(const TaskChange &change) const
{
    const Task &task = change.task;
    const QString error = visibleText(shown(task.errorMessage)).section(u'\n', 0, 0);
    return changeLine({secondsInUtc(change.time), toText(change.kind),
                       cutToWidth(shownWord(task.status.value()), 10), cutToWidth(shownWord(task.type), 20),
                       shortId(task.id.toText()), shortId(textOf(task.userId)), printableText(error)},
                      m_width);
}

} // namespace watchbill
