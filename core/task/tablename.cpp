// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/tablename.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QString unquoted(const QString &name)
{
    if (!name.startsWith(u'"'))
        return name;
    return name.mid(1, name.size() - 2).replace("\"\""_L1, "\""_L1);
}

} // namespace

std::optional<TableName> TableName::fromText(const QString &text)
{
    static const QRegularExpression syntax(
        uR"(^(?:([^."]+|"(?:[^"]|"")+")\s*\.\s*)?([^."]+|"(?:[^"]|"")+")$)"_s);
    const QRegularExpressionMatch match = syntax.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    TableName name;
    if (!match.captured(1).isEmpty())
        name.schema = unquoted(match.captured(1));
    name.table = unquoted(match.captured(2));
    return name;
}

QString TableName::toText() const
{
    return quotedWhereNeeded(schema) + u'.' + quotedWhereNeeded(table);
}

QString TableName::quotedWhereNeeded(const QString &name)
{
    static const QRegularExpression plain(uR"(^[^.,;"'\s]+\z)"_s);
    if (plain.match(name).hasMatch())
        return name;
    return u'"' + QString(name).replace(u'"', "\"\""_L1) + u'"';
}

} // namespace watchbill
