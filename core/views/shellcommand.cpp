// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/shellcommand.h"

#include "filter/sorttext.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace watchbill::shellcommand {

namespace {

// As one word with its value, so that none that begins with a dash is taken for an option.
QString option(const QString &name, const QString &value)
{
    return value.isEmpty() ? QString() : u" --%1="_s.arg(name) + quoted(value);
}

QString connection(const ConnectionProfile &profile)
{
    if (!profile.name.isEmpty())
        return option(u"profile"_s, profile.name);
    const ConnectionProfile shown = profile.withoutPasswords();
    const bool isUsual = profile.qualifiedTableName() == ConnectionProfile().qualifiedTableName();
    return option(u"connection"_s, shown.connection)
        + option(u"table"_s, isUsual ? QString() : profile.qualifiedTableName())
        + option(u"service-role"_s, shown.serviceRole);
}

} // namespace

QString quoted(const QString &word)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9_./:@%+,-]+$"_s);
    if (plain.match(word).hasMatch())
        return word;
    return u'\'' + QString(word).replace(u'\'', "'\\''"_L1) + u'\'';
}

// The window would go on with the sort that it had last.
QString window(const ConnectionProfile &profile, const QString &query, const TaskSort &sort)
{
    return "watchbill"_L1 + connection(profile) + option(u"where"_s, query)
        + option(u"sort"_s, query::print(sort));
}

QString list(const ConnectionProfile &profile, const QString &query, const TaskSort &sort)
{
    return "watchbillctl"_L1 + connection(profile) + " list"_L1 + option(u"where"_s, query)
        + option(u"sort"_s, sort == TaskSort() ? QString() : query::print(sort));
}

} // namespace watchbill::shellcommand
