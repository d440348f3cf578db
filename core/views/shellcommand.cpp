// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/shellcommand.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace watchbill::shellcommand {

namespace {

// As one word with its value, so that none that begins with a dash is taken for an option.
QString option(const QString &name, const QString &value)
{
    return value.isEmpty() ? QString() : u" --%1="_s.arg(name) + quoted(value);
}

} // namespace

QString quoted(const QString &word)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9_./:@%+,-]+$"_s);
    if (plain.match(word).hasMatch())
        return word;
    return u'\'' + QString(word).replace(u'\'', "'\\''"_L1) + u'\'';
}

QString window(const QString &profileName, const QString &query)
{
    return "watchbill"_L1 + option(u"profile"_s, profileName) + option(u"where"_s, query);
}

QString list(const QString &profileName, const QString &query)
{
    return "watchbillctl"_L1 + option(u"profile"_s, profileName) + " list"_L1 + option(u"where"_s, query);
}

} // namespace watchbill::shellcommand
