// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "settings/connectionmemory.h"

#include "filter/querytext.h"
#include "profile/connectionprofile.h"
#include "views/savedview.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr QLatin1StringView placeKey = "last/place"_L1;

QString groupOf(const QString &profileName)
{
    return profileName.isEmpty()
        ? QString()
        : u"profiles/%1/"_s.arg(QString::fromLatin1(QUrl::toPercentEncoding(profileName)));
}

QString placeOf(const ConnectionProfile &profile)
{
    return profile.name.isEmpty()
        ? profile.withoutPasswords().connection + u'\n' + profile.qualifiedTableName()
        : QString();
}

} // namespace

ConnectionMemory::ConnectionMemory(const QString &profileName)
    : ConnectionMemory(profileName, {})
{
}

ConnectionMemory::ConnectionMemory(const QString &profileName, const QString &place)
    : m_group(groupOf(profileName))
    , m_place(place)
{
}

ConnectionMemory ConnectionMemory::of(const ConnectionProfile &profile)
{
    return {profile.name, placeOf(profile)};
}

// What an earlier version stored says nothing about its place.
bool ConnectionMemory::isOfThisPlace() const
{
    const QString stored = m_settings.value(m_group + placeKey).toString();
    return m_place.isEmpty() || stored.isEmpty() || stored == m_place;
}

TaskQuery ConnectionMemory::query() const
{
    if (!isOfThisPlace())
        return {};
    const auto value = [this](QLatin1StringView key) { return m_settings.value(m_group + key); };
    const QVariantMap sort{{u"field"_s, value("sort/field"_L1)},
                           {u"ascending"_s, value("sort/ascending"_L1)}};
    const SavedView view = viewFromStored(
        {{u"query"_s, value("filter"_L1)}, {u"sort"_s, sort}, {u"keys"_s, value("table/keys"_L1)}});
    return {watchbill::query::parse(view.query).value_or(TaskFilter()), view.sort, view.keys};
}

void ConnectionMemory::setQuery(const TaskQuery &query)
{
    const QVariantMap stored =
        toStored({{}, watchbill::query::print(query.filter), query.sort, {}, query.keys});
    const QVariantMap sort = stored[u"sort"_s].toMap();
    m_settings.setValue(m_group + "filter"_L1, stored[u"query"_s]);
    m_settings.setValue(m_group + "sort/field"_L1, sort[u"field"_s]);
    m_settings.setValue(m_group + "sort/ascending"_L1, sort[u"ascending"_s]);
    m_settings.setValue(m_group + "table/keys"_L1, stored[u"keys"_s].toList());
    if (!m_place.isEmpty())
        m_settings.setValue(m_group + placeKey, m_place);
}

QByteArray ConnectionMemory::columns() const
{
    return m_settings.value(m_group + "table/columns"_L1).toByteArray();
}

void ConnectionMemory::setColumns(const QByteArray &columns)
{
    m_settings.setValue(m_group + "table/columns"_L1, columns);
}

QDateTime ConnectionMemory::lastOpened() const
{
    return QDateTime::fromString(m_settings.value(m_group + "last/opened"_L1).toString(), Qt::ISODateWithMs);
}

void ConnectionMemory::setOpened(const QDateTime &time)
{
    m_settings.setValue(m_group + "last/opened"_L1, time.toUTC().toString(Qt::ISODateWithMs));
}

QString ConnectionMemory::problem() const
{
    return m_settings.value(m_group + "last/problem"_L1).toString();
}

void ConnectionMemory::setProblem(const QString &sentence)
{
    if (sentence != problem())
        m_settings.setValue(m_group + "last/problem"_L1, sentence);
}

void ConnectionMemory::takeOver(const QString &formerName)
{
    ConnectionMemory former(formerName);
    setQuery(former.query());
    setColumns(former.columns());
    setProblem(former.problem());
    if (const QDateTime opened = former.lastOpened(); opened.isValid())
        setOpened(opened);
    former.forget();
}

void ConnectionMemory::forget()
{
    for (const QString &group : {u"filter"_s, u"sort"_s, u"table"_s, u"last"_s})
        m_settings.remove(m_group + group);
}

} // namespace watchbill
