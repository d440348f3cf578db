// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/taskreader.h"

#include "statement/taskcolumns.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace watchbill {

namespace {

constexpr int mostTexts = 8; // so that looking for one is never the larger part

}

const QString &TaskReader::shared(int row, int column)
{
    const QByteArrayView bytes = m_rows.view(row, column);
    const auto known = std::find_if(m_texts.begin(), m_texts.end(),
                                    [&](const KnownText &one) { return one.bytes == bytes; });
    if (known != m_texts.end())
        return known->text;
    if (m_texts.size() == mostTexts)
        m_texts.removeLast();
    m_texts.prepend({bytes.toByteArray(), m_rows.text(row, column)});
    return m_texts.first().text;
}

void TaskReader::read(TaskStatus &status, int row, int column)
{
    status = m_rows.isNull(row, column) ? TaskStatus() : TaskStatus::fromText(shared(row, column));
}

void TaskReader::read(std::optional<QString> &text, int row, int column)
{
    const bool isShort = storedFields[column].inLists == StoredField::InLists::Whole; // and so one of a few
    if (isShort && !m_rows.isNull(row, column))
        text = shared(row, column);
    else
        text = m_rows.optionalText(row, column);
}

void TaskReader::read(std::optional<QByteArray> &bytes, int row, int column)
{
    bytes = m_rows.optionalBytes(row, column);
}

void TaskReader::read(std::optional<Timestamp> &time, int row, int column)
{
    time = m_rows.optionalSentTimestamp(row, column);
}

Task TaskReader::task(int row)
{
    Task task;
    read(task, row);
    return task;
}

void TaskReader::read(Task &task, int row)
{
    constexpr int restColumn = taskcolumns::count - 2;
    for (int column = 0; column < restColumn; ++column)
        std::visit([&](auto member) { read(task.*member, row, column); }, storedFields[column].member);
    if (!m_rows.isNull(row, restColumn))
        task.keyRest = rest(row, restColumn);
    if (!m_rows.isNull(row, restColumn + 1))
        task.chosen = values(row, restColumn + 1);
}

TaskKey TaskReader::key(int row, int first) const
{
    return {TaskId(m_rows.text(row, first)), rest(row, first + 1)};
}

QStringList TaskReader::rest(int row, int column) const
{
    QStringList texts;
    for (const auto &value : values(row, column))
        texts += value.value_or(QString());
    return texts;
}

QVector<std::optional<QString>> TaskReader::values(int row, int column) const
{
    QVector<std::optional<QString>> values;
    if (m_rows.isNull(row, column))
        return values;
    for (const QJsonValue &value : QJsonDocument::fromJson(m_rows.bytes(row, column)).array())
        values += value.isNull() ? std::nullopt : std::optional(value.toString());
    return values;
}

} // namespace watchbill
