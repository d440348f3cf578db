// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/connectionprofile.h"

#include "postgres/connectionsettings.h"
#include "task/tablename.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ConnectionProfile)
};

// One that is not understood is refused when it is used.
QString withPassword(const QString &connection, const QString &password)
{
    const auto settings = ConnectionSettings::parse(connection);
    return settings ? settings->with(u"password"_s, password).toText() : connection;
}

QString withoutPassword(const QString &connection)
{
    const auto settings = ConnectionSettings::parse(connection);
    return settings ? settings->withoutPassword() : QString();
}

} // namespace

Result<void> ConnectionProfile::setTableName(const QString &text)
{
    const auto name = TableName::fromText(text);
    if (!name)
        return failure(
            TaskError::Kind::InvalidInput,
            Texts::tr("“%1” is not a table name. Use TABLE or SCHEMA.TABLE, with double quotes around a "
                      "name that contains dots.")
                .arg(text));
    schema = name->schema;
    table = name->table;
    return {};
}

QString ConnectionProfile::tableName() const
{
    return schema == "public"_L1 ? TableName::quotedWhereNeeded(table) : qualifiedTableName();
}

QString ConnectionProfile::qualifiedTableName() const
{
    return TableName{schema, table}.toText();
}

QString ConnectionProfile::proposedName() const
{
    const auto settings = ConnectionSettings::parse(connection);
    const QString service = settings ? settings->value(u"service"_s) : QString();
    const QString database = settings ? settings->value(u"dbname"_s) : QString();
    const QString host = settings ? settings->value(u"host"_s).section(u',', 0, 0) : QString();
    QStringList parts{service.isEmpty() ? database : service, host.startsWith(u'/') ? QString() : host};
    parts.removeAll(QString());
    return parts.isEmpty() ? Texts::tr("My connection") : parts.join(u" @ "_s);
}

ConnectionProfile ConnectionProfile::withPasswords(const std::optional<QString> &regular,
                                                   const std::optional<QString> &service) const
{
    ConnectionProfile profile = *this;
    if (regular)
        profile.connection = withPassword(connection, *regular);
    if (service && !serviceConnection.isEmpty())
        profile.serviceConnection = withPassword(serviceConnection, *service);
    return profile;
}

ConnectionProfile ConnectionProfile::withoutPasswords() const
{
    ConnectionProfile profile = *this;
    profile.connection = withoutPassword(connection);
    profile.serviceConnection = withoutPassword(serviceConnection);
    return profile;
}

} // namespace watchbill
