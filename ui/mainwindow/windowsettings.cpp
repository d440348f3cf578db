// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mainwindow/windowsettings.h"

#include "live/refreshscheduler.h"
#include "profile/profilestore.h"
#include "source/tasksource.h"
#include "task/storedfields.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr std::array sortableFields{TaskField::Id,        TaskField::UserId,    TaskField::Type,
                                    TaskField::Status,    TaskField::ResultId,  TaskField::ErrorMessage,
                                    TaskField::CreatedAt, TaskField::UpdatedAt, TaskField::Duration};

TaskField fieldOf(const QString &name)
{
    const auto field = std::find_if(sortableFields.begin(), sortableFields.end(),
                                    [&](TaskField one) { return nameOf(one) == name; });
    return field == sortableFields.end() ? TaskSort().field : *field;
}

void write(QSettings &settings, const QString &key, const ValueSet &set)
{
    settings.setValue(key, set.values);
    settings.setValue(key + "Excluded"_L1, set.excluded);
}

ValueSet read(const QSettings &settings, const QString &key)
{
    const QStringList values = settings.value(key).toStringList();
    return values.isEmpty() ? ValueSet()
                            : ValueSet{values, settings.value(key + "Excluded"_L1, false).toBool()};
}

// A name may hold what would separate groups.
QString queryGroup(const QString &profileName)
{
    return profileName.isEmpty()
        ? QString()
        : u"profiles/%1/"_s.arg(QString::fromLatin1(QUrl::toPercentEncoding(profileName)));
}

} // namespace

WindowSettings::WindowSettings(const QString &profileName)
    : m_queryGroup(queryGroup(profileName))
{
}

void WindowSettings::setProfileName(const QString &profileName)
{
    m_queryGroup = queryGroup(profileName);
}

QByteArray WindowSettings::geometry() const
{
    return m_settings.value(u"window/geometry"_s).toByteArray();
}

void WindowSettings::setGeometry(const QByteArray &geometry)
{
    m_settings.setValue(u"window/geometry"_s, geometry);
}

QByteArray WindowSettings::layout() const
{
    return m_settings.value(u"window/layout"_s).toByteArray();
}

void WindowSettings::setLayout(const QByteArray &layout)
{
    m_settings.setValue(u"window/layout"_s, layout);
}

QByteArray WindowSettings::columns() const
{
    return m_settings.value(u"window/columns"_s).toByteArray();
}

void WindowSettings::setColumns(const QByteArray &columns)
{
    m_settings.setValue(u"window/columns"_s, columns);
}

std::chrono::milliseconds WindowSettings::interval() const
{
    const auto standard = qint64(RefreshScheduler::defaultInterval.count());
    return std::chrono::milliseconds(
        std::clamp<qint64>(m_settings.value(u"refresh/milliseconds"_s, standard).toLongLong(), 0, 60'000));
}

void WindowSettings::setInterval(std::chrono::milliseconds interval)
{
    m_settings.setValue(u"refresh/milliseconds"_s, qint64(interval.count()));
}

theme::Scheme WindowSettings::scheme() const
{
    const QString name = m_settings.value(u"window/theme"_s).toString();
    if (name == "light"_L1)
        return theme::Scheme::Light;
    return name == "dark"_L1 ? theme::Scheme::Dark : theme::Scheme::System;
}

void WindowSettings::setScheme(theme::Scheme scheme)
{
    m_settings.setValue(u"window/theme"_s,
                        scheme == theme::Scheme::Light      ? u"light"_s
                            : scheme == theme::Scheme::Dark ? u"dark"_s
                                                            : u"system"_s);
}

TaskQuery WindowSettings::query() const
{
    TaskQuery query;
    query.filter.statuses = read(m_settings, m_queryGroup + "filter/statuses"_L1);
    query.filter.types = read(m_settings, m_queryGroup + "filter/types"_L1);
    query.filter.users = read(m_settings, m_queryGroup + "filter/users"_L1);
    query.filter.text = m_settings.value(m_queryGroup + "filter/text"_L1).toString();
    query.sort.field = fieldOf(m_settings.value(m_queryGroup + "sort/field"_L1).toString());
    query.sort.order = m_settings.value(m_queryGroup + "sort/ascending"_L1, false).toBool()
        ? Qt::AscendingOrder
        : Qt::DescendingOrder;
    return query;
}

void WindowSettings::setQuery(const TaskQuery &query)
{
    write(m_settings, m_queryGroup + "filter/statuses"_L1, query.filter.statuses);
    write(m_settings, m_queryGroup + "filter/types"_L1, query.filter.types);
    write(m_settings, m_queryGroup + "filter/users"_L1, query.filter.users);
    m_settings.setValue(m_queryGroup + "filter/text"_L1, query.filter.text);
    m_settings.setValue(m_queryGroup + "sort/field"_L1, nameOf(query.sort.field));
    m_settings.setValue(m_queryGroup + "sort/ascending"_L1, query.sort.order == Qt::AscendingOrder);
}

void WindowSettings::moveQuery(const QString &formerName)
{
    WindowSettings former(formerName);
    setQuery(former.query());
    former.forgetQuery();
}

void WindowSettings::forgetQuery()
{
    for (const QString &group : {u"filter"_s, u"sort"_s})
        m_settings.remove(m_queryGroup + group);
}

QString WindowSettings::lastProfile() const
{
    return m_settings.value(u"connection/profile"_s).toString();
}

void WindowSettings::setLastProfile(const QString &name)
{
    m_settings.setValue(u"connection/profile"_s, name);
}

std::optional<ConnectionProfile> WindowSettings::profile() const
{
    if (!m_settings.contains(u"connection/table"_s))
        return std::nullopt;
    ConnectionProfile profile;
    profile.connection = m_settings.value(u"connection/regular"_s).toString();
    profile.schema = m_settings.value(u"connection/schema"_s, profile.schema).toString();
    profile.table = m_settings.value(u"connection/table"_s, profile.table).toString();
    profile.serviceRole = m_settings.value(u"connection/serviceRole"_s).toString();
    profile.serviceConnection = m_settings.value(u"connection/service"_s).toString();
    profile.readOnly = m_settings.value(u"connection/readOnly"_s).toBool();
    profile.environment = environmentFromText(m_settings.value(u"connection/environment"_s).toString())
                              .value_or(Environment::Development);
    const auto usual = qint64(profile.timeLimit.count());
    profile.timeLimit = std::chrono::seconds(
        std::max<qint64>(1, m_settings.value(u"connection/seconds"_s, usual).toLongLong()));
    return profile;
}

void WindowSettings::setProfile(const ConnectionProfile &given)
{
    m_settings.setValue(u"connection/areMoved"_s, true);
    const ConnectionProfile profile = given.withoutPasswords();
    m_settings.setValue(u"connection/regular"_s, profile.connection);
    m_settings.setValue(u"connection/schema"_s, profile.schema);
    m_settings.setValue(u"connection/table"_s, profile.table);
    m_settings.setValue(u"connection/serviceRole"_s, profile.serviceRole);
    m_settings.setValue(u"connection/service"_s, profile.serviceConnection);
    m_settings.setValue(u"connection/readOnly"_s, profile.readOnly);
    m_settings.setValue(u"connection/environment"_s, toText(profile.environment));
    m_settings.setValue(u"connection/seconds"_s, qint64(profile.timeLimit.count()));
}

// Settings of this version say that there is nothing to be moved.
QString WindowSettings::moveConnectionTo(ProfileStore &store)
{
    auto profile = this->profile();
    const auto stored = store.profiles();
    if (!profile || m_settings.contains(u"connection/areMoved"_s) || !stored || !stored->isEmpty())
        return {};
    profile->name = profile->proposedName();
    if (!store.save(*profile))
        return {};
    forgetProfile();
    setLastProfile(profile->name);
    return profile->name;
}

void WindowSettings::forgetProfile()
{
    for (const QString &key :
         {u"regular"_s, u"schema"_s, u"table"_s, u"serviceRole"_s, u"service"_s, u"readOnly"_s})
        m_settings.remove(u"connection/"_s + key);
}

} // namespace watchbill
