// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/profilefile.h"

#include "postgres/connectionsettings.h"
#include "task/sentences.h"

#include <QCoreApplication>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ProfileFile)
};

// What a person calls it when something is wrong with it.
struct Place
{
    QString file;
    QString profile;

    Failure wrong(const QString &what) const
    {
        const QString place = profile.isEmpty()
            ? Text::tr("Cannot read %1.").arg(file)
            : Text::tr("Cannot read the profile “%1” in %2.").arg(profile, file);
        return failure(TaskError::Kind::InvalidInput,
                       joinSentences({place, what, Text::tr("The file was not changed.")}));
    }
};

Result<QString> textOf(const QJsonObject &entry, const QString &key, const Place &place,
                       const QString &standard = {})
{
    const QJsonValue value = entry.value(key);
    if (value.isUndefined() || value.isNull())
        return standard;
    if (!value.isString())
        return place.wrong(Text::tr("“%1” must be a string.").arg(key));
    return value.toString();
}

// A connection is written as an object of libpq's keywords; a person may put a URI there, too.
Result<QString> connectionOf(const QJsonObject &entry, const QString &key, const Place &place,
                             bool *hadPassword)
{
    const QJsonValue value = entry.value(key);
    if (value.isUndefined() || value.isNull())
        return QString();
    QStringList pairs;
    if (value.isString()) {
        pairs += value.toString();
    } else if (value.isObject()) {
        const QJsonObject keywords = value.toObject();
        for (auto it = keywords.begin(); it != keywords.end(); ++it) {
            if (!it->isString() && !it->isDouble())
                return place.wrong(Text::tr("“%1” of “%2” must be a string or a number.").arg(it.key(), key));
            pairs += ConnectionSettings::keyValue(it.key(), it->toVariant().toString());
        }
    } else {
        return place.wrong(Text::tr("“%1” must be an object such as {\"host\": …, \"dbname\": …}.").arg(key));
    }
    const auto settings = ConnectionSettings::parse(pairs.join(u' '));
    if (!settings)
        return place.wrong(Text::tr("“%1”: %2").arg(key, settings.error().message));
    *hadPassword = *hadPassword || settings->hasPassword();
    return settings->withoutPassword();
}

Result<void> setConnection(QJsonObject &entry, const QString &key, const QString &connection)
{
    const auto settings = ConnectionSettings::parse(connection);
    if (!settings)
        return Failure(settings.error());
    QJsonObject keywords;
    for (auto it = settings->values().cbegin(); it != settings->values().cend(); ++it) {
        if (!ConnectionSettings::isSecret(it.key()))
            keywords.insert(it.key(), it.value());
    }
    entry.insert(key, keywords);
    return {};
}

// Keys that it already has and we do not know stay.
Result<QJsonObject> written(QJsonObject entry, const ConnectionProfile &profile)
{
    entry.insert(u"name"_s, profile.name);
    entry.insert(u"environment"_s, toText(profile.environment));
    if (const auto set = setConnection(entry, u"connection"_s, profile.connection); !set)
        return Failure(set.error());
    entry.insert(u"table"_s, profile.qualifiedTableName());
    entry.insert(u"serviceRole"_s, profile.serviceRole);
    if (profile.serviceConnection.isEmpty())
        entry.remove(u"serviceConnection"_s);
    else if (const auto set = setConnection(entry, u"serviceConnection"_s, profile.serviceConnection); !set)
        return Failure(set.error());
    entry.insert(u"readOnly"_s, profile.readOnly);
    entry.insert(u"timeLimitSeconds"_s, qint64(profile.timeLimit.count()));
    return entry;
}

Result<void> readEnvironment(ConnectionProfile &profile, const QJsonObject &entry, const Place &place)
{
    const auto name = textOf(entry, u"environment"_s, place, toText(Environment::Development));
    if (!name)
        return Failure(name.error());
    const auto environment = environmentFromText(*name);
    if (!environment)
        return place.wrong(
            Text::tr("“environment” must be development, staging or production, not “%1”.").arg(*name));
    profile.environment = *environment;
    return {};
}

Result<void> readLimits(ConnectionProfile &profile, const QJsonObject &entry, const Place &place)
{
    const QJsonValue readOnly = entry.value(u"readOnly"_s);
    if (!readOnly.isUndefined() && !readOnly.isBool())
        return place.wrong(Text::tr("“readOnly” must be true or false."));
    profile.readOnly = readOnly.toBool(false);
    const QJsonValue limit = entry.value(u"timeLimitSeconds"_s);
    const qint64 seconds = limit.toInteger(limit.isUndefined() ? profile.timeLimit.count() : 0);
    if (seconds < 1)
        return place.wrong(Text::tr("“timeLimitSeconds” must be a whole number from 1."));
    profile.timeLimit = std::chrono::seconds(seconds);
    return {};
}

Result<ConnectionProfile> profileOf(const QJsonValue &value, Place place, bool *hadPasswords)
{
    const QJsonObject entry = value.toObject();
    ConnectionProfile profile;
    profile.name = entry.value(u"name"_s).toString();
    if (profile.name.isEmpty())
        return place.wrong(Text::tr("Each of “profiles” must be an object with a “name”."));
    place.profile = profile.name;

    const auto table = textOf(entry, u"table"_s, place, profile.qualifiedTableName());
    const auto role = textOf(entry, u"serviceRole"_s, place);
    const auto regular = connectionOf(entry, u"connection"_s, place, hadPasswords);
    const auto service = connectionOf(entry, u"serviceConnection"_s, place, hadPasswords);
    for (const auto &one : {table, role, regular, service}) {
        if (!one)
            return Failure(one.error());
    }
    if (const auto set = profile.setTableName(*table); !set)
        return place.wrong(set.error().message);
    profile.serviceRole = *role;
    profile.connection = *regular;
    profile.serviceConnection = *service;
    for (const auto read : {&readEnvironment, &readLimits}) {
        if (const auto fine = read(profile, entry, place); !fine)
            return Failure(fine.error());
    }
    return profile;
}

} // namespace

Result<ProfileFile> ProfileFile::parse(const QByteArray &text, const QString &file)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (!document.isObject())
        return Place{file, {}}.wrong(document.isNull()
                                         ? Text::tr("It is not JSON from byte %1 on (%2).")
                                               .arg(QString::number(error.offset), error.errorString())
                                         : Text::tr("It must be an object with “version” and “profiles”."));
    ProfileFile parsed;
    parsed.m_root = document.object();
    if (const auto read = parsed.read(file); !read)
        return Failure(read.error());
    return parsed;
}

Result<void> ProfileFile::read(const QString &file)
{
    const Place place{file, {}};
    const qint64 given = m_root.value(u"version"_s).toInteger();
    if (given > version)
        return failure(
            TaskError::Kind::Unsupported,
            Text::tr("%1 was written by a newer version of Watchbill (format %2, this version reads "
                     "%3). The file was not changed. Use the newer version.")
                .arg(file, QString::number(given), QString::number(version)));
    if (given < 1)
        return place.wrong(Text::tr("It has no “version”, such as %1.").arg(version));
    if (!m_root.value(u"profiles"_s).isArray())
        return place.wrong(Text::tr("“profiles” must be a list."));
    m_entries = m_root.value(u"profiles"_s).toArray();
    for (const QJsonValue &entry : qAsConst(m_entries)) {
        const auto profile = profileOf(entry, place, &m_hadPasswords);
        if (!profile)
            return Failure(profile.error());
        if (indexOf(profile->name) >= 0)
            return place.wrong(Text::tr("Two profiles are named “%1”.").arg(profile->name));
        m_profiles += *profile;
    }
    return {};
}

QByteArray ProfileFile::toText() const
{
    QJsonObject root = m_root;
    root.insert(u"version"_s, version);
    root.insert(u"profiles"_s, m_entries);
    // At the beginning of a text it is written so that the reader does not take it for a byte order mark.
    return QJsonDocument(root).toJson().replace(u"\"\ufeff"_s.toUtf8(), "\"\\ufeff");
}

qsizetype ProfileFile::indexOf(const QString &name) const
{
    for (qsizetype i = 0; i < m_profiles.size(); ++i) {
        if (m_profiles[i].name == name)
            return i;
    }
    return -1;
}

Result<void> ProfileFile::append(const ConnectionProfile &profile)
{
    const auto entry = written({}, profile);
    if (!entry)
        return Failure(entry.error());
    m_entries.append(*entry);
    m_profiles += profile.withoutPasswords();
    return {};
}

Result<void> ProfileFile::replace(qsizetype index, const ConnectionProfile &profile)
{
    const auto entry = written(m_entries[index].toObject(), profile);
    if (!entry)
        return Failure(entry.error());
    m_entries[index] = *entry;
    m_profiles[index] = profile.withoutPasswords();
    return {};
}

void ProfileFile::removeAt(qsizetype index)
{
    m_entries.removeAt(index);
    m_profiles.removeAt(index);
}

} // namespace watchbill
