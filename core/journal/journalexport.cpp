// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "journal/journal.h"
#include "task/taskjson.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Journal)
};

QByteArray jsonOf(const std::optional<QByteArray> &value)
{
    if (!value)
        return "null";
    if (!value->isValidUtf8())
        return "{\"base64\": \"" + value->toBase64() + "\"}";
    // QString::fromUtf8() would take a byte order mark away.
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return json::string(decode(*value));
}

QByteArray jsonOf(const QStringList &columns, const std::optional<RowValues> &values)
{
    if (!values)
        return "null";
    QByteArrayList members;
    for (qsizetype i = 0; i < columns.size(); ++i)
        members += json::string(columns[i]) + ": " + jsonOf(values->value(i));
    return '{' + members.join(", ") + '}';
}

QByteArray jsonOf(const QStringList &columns, const JournalRow &row)
{
    QByteArrayList key{json::string(row.key.id.toText())};
    for (const QString &value : row.key.rest)
        key += json::string(value);
    return "{\"number\": " + QByteArray::number(row.number) + ", \"key\": [" + key.join(", ")
        + "], \"state\": " + json::string(toText(row.state)) + ", \"reason\": " + json::string(row.reason)
        + ", \"before\": " + jsonOf(columns, row.before) + ", \"after\": " + jsonOf(columns, row.after)
        + "}\n";
}

} // namespace

Result<void> Journal::exportRun(qint64 number, QIODevice &device) const
{
    const auto exported = run(number);
    if (!exported)
        return Failure(exported.error());
    if (!exported->rowsKept)
        return failure(
            TaskError::Kind::NotFound,
            Texts::tr("The task values of run %1 are no longer stored.").arg(QString::number(number)));
    Section section;
    for (bool isMore = true; isMore;) {
        const auto rows = this->rows(number, section);
        if (!rows)
            return Failure(rows.error());
        for (const JournalRow &row : *rows) {
            const QByteArray line = jsonOf(exported->columns, row);
            if (device.write(line) != line.size())
                return failure(TaskError::Kind::InvalidInput,
                               Texts::tr("Run %1 could not be exported: %2.")
                                   .arg(QString::number(number), device.errorString()));
            section.after = row.number;
        }
        isMore = rows->size() == section.limit;
    }
    return {};
}

} // namespace watchbill
