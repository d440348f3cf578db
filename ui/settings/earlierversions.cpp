// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "settings/earlierversions.h"

#include "profile/profilestore.h"
#include "settings/connectionmemory.h"
#include "settings/lastconnection.h"

#include <QSettings>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

const QString connectionsAreMoved = u"connection/areMoved"_s;
const QString columnsOfAll = u"window/columns"_s;

const QString connectionKey = u"connection/regular"_s;
const QString schemaKey = u"connection/schema"_s;
const QString tableKey = u"connection/table"_s;
const QString serviceRoleKey = u"connection/serviceRole"_s;
const QString serviceKey = u"connection/service"_s;

std::optional<ConnectionProfile> formerConnection(const QSettings &settings)
{
    if (!settings.contains(tableKey))
        return std::nullopt;
    ConnectionProfile profile;
    profile.connection = settings.value(connectionKey).toString();
    profile.schema = settings.value(schemaKey, profile.schema).toString();
    profile.table = settings.value(tableKey).toString();
    profile.serviceRole = settings.value(serviceRoleKey).toString();
    profile.serviceConnection = settings.value(serviceKey).toString();
    return profile;
}

QString takeOverConnection(ProfileStore &store, const QVector<ConnectionProfile> &stored)
{
    QSettings settings;
    if (settings.value(connectionsAreMoved).toBool())
        return {};
    auto profile = formerConnection(settings);
    if (profile && stored.isEmpty()) {
        profile->name = profile->proposedName();
        if (!store.save(*profile))
            return {};
        for (const QString &key : {connectionKey, schemaKey, tableKey, serviceRoleKey, serviceKey})
            settings.remove(key);
        LastConnection().setProfileName(profile->name);
    }
    settings.setValue(connectionsAreMoved, true);
    return profile ? profile->name : QString();
}

void takeOverColumns(const QVector<ConnectionProfile> &stored)
{
    QSettings settings;
    const QByteArray columns = settings.value(columnsOfAll).toByteArray();
    if (columns.isEmpty())
        return;
    QStringList names{QString()};
    for (const ConnectionProfile &profile : stored)
        names += profile.name;
    for (const QString &name : names) {
        if (ConnectionMemory memory(name); memory.columns().isEmpty())
            memory.setColumns(columns);
    }
    settings.remove(columnsOfAll);
}

} // namespace

QString takeOverEarlierSettings(ProfileStore &store)
{
    const auto stored = store.profiles();
    if (!stored)
        return {};
    const QString name = takeOverConnection(store, *stored);
    takeOverColumns(store.profiles().value_or(*stored));
    return name;
}

} // namespace watchbill
