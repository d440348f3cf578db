// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/uuidtext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr QLatin1StringView lowest("00000000-0000-0000-0000-000000000000");
constexpr QLatin1StringView highest("ffffffff-ffff-ffff-ffff-ffffffffffff");

bool isHexadecimal(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

} // namespace

bool isUuid(const QString &text)
{
    return text.size() == lowest.size() && uuidRange(text).has_value();
}

// A hyphen can follow any four digits (https://www.postgresql.org/docs/current/datatype-uuid.html).
std::optional<QString> canonicalUuid(const QString &text)
{
    const bool isInBraces = text.size() > 1 && text.startsWith(u'{') && text.endsWith(u'}');
    QString digits;
    bool canHaveHyphen = false;
    for (const QChar c : isInBraces ? text.mid(1, text.size() - 2) : text) {
        const bool isHyphen = c == u'-';
        if (isHyphen ? !canHaveHyphen : !isHexadecimal(c))
            return std::nullopt;
        if (!isHyphen)
            digits += c.toLower();
        canHaveHyphen = !isHyphen && digits.size() % 4 == 0 && digits.size() < 32;
    }
    if (digits.size() != 32)
        return std::nullopt;
    for (const qsizetype place : {8, 13, 18, 23})
        digits.insert(place, u'-');
    return digits;
}

bool couldBePartOfUuid(const QString &text)
{
    return text.size() <= lowest.size()
        && std::all_of(text.begin(), text.end(), [](QChar c) { return isHexadecimal(c) || c == u'-'; });
}

std::optional<std::pair<QString, QString>> uuidRange(const QString &prefix)
{
    if (prefix.isEmpty() || prefix.size() > lowest.size())
        return std::nullopt;
    for (qsizetype i = 0; i < prefix.size(); ++i) {
        const bool fits =
            lowest.at(i) == QLatin1Char('-') ? prefix.at(i) == u'-' : isHexadecimal(prefix.at(i));
        if (!fits)
            return std::nullopt;
    }
    return std::pair(prefix + lowest.mid(prefix.size()), prefix + highest.mid(prefix.size()));
}

} // namespace watchbill
