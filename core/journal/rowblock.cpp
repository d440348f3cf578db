// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "journal/rowblock.h"

#include "journal/storedvalues.h"

#include <QIODevice>

#include <algorithm>

namespace watchbill {

namespace {

// A few rows are read by reading their block.
constexpr qsizetype mostRows = 500;
constexpr qsizetype enoughBytes = 256 * 1024;

// Texts are not UTF-8 there: an unpaired surrogate represents a byte that is not a character.
QDataStream &operator<<(QDataStream &stream, const TaskKey &key)
{
    return stream << key.id.toText() << key.rest;
}

QDataStream &operator>>(QDataStream &stream, TaskKey &key)
{
    QString id;
    stream >> id >> key.rest;
    key.id = TaskId(id);
    return stream;
}

QDataStream &operator<<(QDataStream &stream, const std::optional<RowValues> &values)
{
    stream << qint64(values ? values->size() : -1);
    if (!values)
        return stream;
    for (const std::optional<QByteArray> &value : *values)
        stream << (value && value->isNull() ? QByteArray("") : value.value_or(QByteArray())); // null for NULL
    return stream;
}

QDataStream &operator>>(QDataStream &stream, std::optional<RowValues> &values)
{
    qint64 count = 0;
    stream >> count;
    if (count < 0)
        return stream;
    values.emplace();
    values->reserve(std::min<qint64>(count, 1'600)); // as many as a table can have
    while (count-- > 0 && stream.status() == QDataStream::Ok) {
        QByteArray value;
        stream >> value;
        values->append(value.isNull() ? std::nullopt : std::optional(value));
    }
    return stream;
}

qsizetype bytesOf(const std::optional<RowValues> &values)
{
    qsizetype bytes = 0;
    for (const std::optional<QByteArray> &value : values.value_or(RowValues()))
        bytes += value ? value->size() : 0;
    return bytes;
}

} // namespace

qsizetype RowBlock::length(const QVector<JournalRow> &rows, qsizetype from)
{
    qsizetype bytes = 0;
    qsizetype end = from;
    while (end < rows.size() && end - from < mostRows && bytes < enoughBytes
           && rows[end].number == rows[from].number + (end - from)) {
        bytes += bytesOf(rows[end].before) + bytesOf(rows[end].after);
        ++end;
    }
    return end - from;
}

QByteArray RowBlock::written(const QVector<JournalRow> &rows, qsizetype from, qsizetype count)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(stored::streamVersion);
    for (qsizetype i = from; i < from + count; ++i)
        stream << rows[i].key << rows[i].before << rows[i].after;
    return bytes;
}

std::optional<QVector<JournalRow>> RowBlock::read(const QByteArray &bytes, qint64 first)
{
    QDataStream stream(bytes);
    stream.setVersion(stored::streamVersion);
    QVector<JournalRow> rows;
    while (!stream.atEnd() && stream.status() == QDataStream::Ok) {
        JournalRow row;
        row.number = first + rows.size();
        stream >> row.key >> row.before >> row.after;
        rows += row;
    }
    return stream.status() == QDataStream::Ok ? std::optional(rows) : std::nullopt;
}

} // namespace watchbill
