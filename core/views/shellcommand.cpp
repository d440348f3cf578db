// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/shellcommand.h"

#include "filter/querytext.h"
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
QString window(const ConnectionProfile &profile, const SavedView &view)
{
    QString columns;
    for (const QStringList &key : view.keys)
        columns += option(u"column"_s, query::metadataName(key));
    return "watchbill"_L1 + connection(profile) + option(u"where"_s, view.query)
        + option(u"sort"_s, query::print(view.sort)) + columns
        + option(u"time-zone"_s, QString::fromLatin1(view.zone));
}

// What it prints has all of the metadata.
QString list(const ConnectionProfile &profile, const SavedView &view)
{
    return "watchbillctl"_L1 + connection(profile) + " list"_L1 + option(u"where"_s, view.query)
        + option(u"sort"_s, view.sort == TaskSort() ? QString() : query::print(view.sort))
        + option(u"time-zone"_s, QString::fromLatin1(view.zone));
}

} // namespace watchbill::shellcommand
