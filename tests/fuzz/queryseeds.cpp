// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Writes what the fuzzer begins with, made from the table of fields: a folder of queries, and a dictionary beside it.

#include "filter/queryfields.h"

#include <QDir>
#include <QFile>
#include <QStringList>

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

bool write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

// As libFuzzer reads them: in quotes, with \ and " escaped.
QByteArray entry(const QString &word)
{
    return '"' + QString(word).replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s).toUtf8() + "\"\n";
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc != 3)
        return 2;
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    QStringList queries{u"\"provider timeout\""_s, u"meta.\"a key\".\"b\\\"c\":\"3\",4,null"_s,
                        u"a OR (b AND NOT c)"_s};
    QStringList words{u"OR"_s, u"AND"_s, u"NOT"_s, u"null"_s, u".."_s, u">="_s, u"<="_s, u"\\/"_s, u"\"\""_s};
    for (const QueryField &field : queryFields) {
        const QString example = field.example;
        queries << example << u'-' + example << u"("_s + example + u" OR x) AND "_s + example;
        words += field.name + u':';
        words += example.section(u':', 1);
    }
    for (const QLatin1StringView word : stateWords)
        words += word;
    bool isWritten = folder.mkpath(u"."_s);
    for (qsizetype i = 0; i < queries.size(); ++i)
        isWritten = isWritten && write(folder.filePath(QString::number(i)), queries[i].toUtf8());
    words.removeDuplicates();
    QByteArray dictionary;
    for (const QString &word : words)
        dictionary += entry(word);
    return isWritten && write(QString::fromLocal8Bit(argv[2]), dictionary) ? 0 : 1;
}
