// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "csvoutput.h"

#include "export/formulaguard.h"
#include "task/storedfields.h"
#include "task/visibletext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QByteArray csvField(const std::optional<QString> &text)
{
    if (!text)
        return {};
    const bool needsQuotes = text->isEmpty() || text->startsWith(u' ') || text->endsWith(u' ')
        || std::any_of(text->begin(), text->end(), [](QChar c) { return u"\",\r\n"_s.contains(c); });
    if (!needsQuotes)
        return withVisibleBytes(*text).toUtf8();
    return '"' + withVisibleBytes(*text).toUtf8().replace('"', "\"\"") + '"';
}

} // namespace

CsvOutput::Fields CsvOutput::columnNames() const
{
    Fields names;
    for (const StoredField &field : storedFields)
        names += field.name;
    for (const QString &name : m_furtherKey.names())
        names += name;
    return names;
}

CsvOutput::Fields CsvOutput::valuesOf(const Task &task) const
{
    Fields values;
    for (const StoredField &field : storedFields)
        values += textOf(task, field);
    for (const QString &value : m_furtherKey.values(task))
        values += value;
    return values;
}

QByteArray CsvOutput::csvLine(const Fields &fields) const
{
    QByteArrayList texts;
    for (const auto &field : fields)
        texts += csvField(field);
    const QByteArray line = texts.join(',') + "\r\n";
    return m_formulas == Formulas::Guarded ? withoutFormulas(line) : line;
}

QByteArray CsvOutput::task(const std::optional<Task> &task) const
{
    return tasks(task ? QVector<Task>{*task} : QVector<Task>());
}

QByteArray CsvOutput::tasks(const QVector<Task> &tasks) const
{
    QByteArray lines = csvLine(columnNames());
    for (const Task &task : tasks)
        lines += csvLine(valuesOf(task));
    return lines;
}

QByteArray CsvOutput::deleted(std::optional<bool> deleted) const
{
    return csvLine({u"deleted"_s})
        + csvLine({deleted ? std::optional(*deleted ? u"true"_s : u"false"_s) : std::nullopt});
}

QByteArray CsvOutput::counts(const StatusCounts &counts) const
{
    QByteArray lines = csvLine({u"status"_s, u"count"_s, u"precision"_s});
    for (const StatusCount &one : counts.statuses)
        lines += csvLine({one.status, QString::number(one.count.value), toText(one.count.precision)});
    return lines;
}

QByteArray CsvOutput::records(const Records &records) const
{
    Fields names;
    for (const auto &[name, value] : records.names)
        names += name;
    QByteArray lines = csvLine(names);
    for (const Records::Record &one : records.all) {
        Fields values;
        for (const auto &[name, value] : one)
            values += inOneLine(value);
        lines += csvLine(values);
    }
    return lines;
}

QByteArray CsvOutput::record(const Records::Record &record) const
{
    return records({record, {record}, {}});
}

QByteArray CsvOutput::stepsHeader() const
{
    return csvLine({u"step"_s, u"state"_s, u"sentence"_s, u"advice"_s});
}

QByteArray CsvOutput::step(const ConnectionTestStep &step) const
{
    return csvLine({toText(step.id), toText(step.state), step.sentence,
                    step.advice.isEmpty() ? std::nullopt : std::optional(step.advice)});
}

QByteArray CsvOutput::changesHeader() const
{
    return csvLine(Fields{u"change"_s} + columnNames());
}

QByteArray CsvOutput::change(const TaskChange &change) const
{
    return csvLine(Fields{toText(change.kind)} + valuesOf(change.task));
}

} // namespace watchbill
