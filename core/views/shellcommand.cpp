// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/shellcommand.h"

#include "filter/querytext.h"
#include "filter/sorttext.h"
#include "profile/profilefield.h"
#include "task/taskduration.h"
#include "views/givenquery.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace watchbill::shellcommand {

namespace {

// As one word with its value, so that none that begins with a dash is taken for an option.
QString option(QLatin1StringView name, const QString &value)
{
    return value.isEmpty() ? QString() : u" --%1="_s.arg(name) + quoted(value);
}

QString connection(const ConnectionProfile &profile)
{
    if (!profile.name.isEmpty())
        return option("profile"_L1, profile.name);
    ConnectionProfile shown = profile.withoutPasswords();
    if (!shown.stuckAfter && usualStuckAfter() != standardStuckAfter)
        shown.stuckAfter = usualStuckAfter(); // the reader's preferences may have another one
    QString options;
    for (const ProfileField &field : profileFields()) {
        const QVariant value = field.value(shown);
        if (field.option.isEmpty() || value == field.value({}))
            continue;
        options += std::holds_alternative<ProfileField::Switch>(field.member)
            ? u" --"_s + field.option
            : option(field.option, value.toString());
    }
    return options;
}

} // namespace

QString quoted(const QString &word)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9_./:@%+,-]+$"_s);
    if (plain.match(word).hasMatch())
        return word;
    return u'\'' + QString(word).replace(u'\'', "'\\''"_L1) + u'\'';
}

// Otherwise the window would keep its last sort.
QString window(const ConnectionProfile &profile, const SavedView &view)
{
    QString columns;
    for (const QStringList &key : view.keys)
        columns += option("column"_L1, query::metadataName(key));
    return "watchbill"_L1 + connection(profile) + option(GivenQuery::whereOption.name, view.query)
        + option(GivenQuery::sortOption.name, query::print(view.sort)) + columns
        + option(GivenQuery::zoneOption.name, QString::fromLatin1(view.zone));
}

// What it prints has all of the metadata.
QString list(const ConnectionProfile &profile, const SavedView &view)
{
    return "watchbillctl"_L1 + connection(profile) + " list"_L1
        + option(GivenQuery::whereOption.name, view.query)
        + option(GivenQuery::sortOption.name, view.sort == TaskSort() ? QString() : query::print(view.sort))
        + option(GivenQuery::zoneOption.name, QString::fromLatin1(view.zone));
}

} // namespace watchbill::shellcommand
