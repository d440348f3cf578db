// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/errorkind.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr qsizetype longest = 300; // of a line; what differs only later is of one kind

QString firstLine(const QString &message)
{
    static const QRegularExpression end(u"[\\r\\n]"_s);
    const QString trimmed = message.trimmed();
    return trimmed.left(trimmed.indexOf(end)).left(longest).simplified();
}

} // namespace

QString errorKind(const QString &message)
{
    QString kind = firstLine(message);
    static const QRegularExpression doubleQuoted(u"\"[^\"]*\""_s);
    static const QRegularExpression curlyQuoted(u"“[^”]*”"_s);
    // An apostrophe within a word, as in "couldn't", quotes nothing.
    static const QRegularExpression singleQuoted(u"(?<!\\w)'[^']*'(?!\\w)"_s,
                                                 QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression backQuoted(u"`[^`]*`"_s);
    kind.replace(doubleQuoted, u"\"…\""_s);
    kind.replace(curlyQuoted, u"“…”"_s);
    kind.replace(singleQuoted, u"'…'"_s);
    kind.replace(backQuoted, u"`…`"_s);
    static const QRegularExpression uuid(
        u"\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b"_s);
    // Behind an underscore, too: "req_9fceb02d".
    static const QRegularExpression hex(
        u"(?<![0-9a-zA-Z])(0x[0-9a-fA-F]+|(?=[a-fA-F]*[0-9])[0-9a-fA-F]{8,})(?![0-9a-zA-Z])"_s);
    static const QRegularExpression number(u"[0-9]+([.,:][0-9]+)*"_s);
    kind.replace(uuid, u"…"_s);
    kind.replace(hex, u"…"_s);
    kind.replace(number, u"…"_s);
    return kind;
}

} // namespace watchbill
