// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/profilefile.h"

#include "postgres/connectionsettings.h"
#include "profile/profilefield.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
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
        return ListFile::wrong(profile.isEmpty()
                                   ? ListFile::cannotRead(file)
                                   : Texts::tr("Cannot read the profile “%1” in %2.").arg(profile, file),
                               what);
    }
};

// A connection is written as an object of libpq's keywords; a person may put any text of a connection there, too.
Result<QVariant> connectionOf(const QJsonValue &value, const QString &key, const Place &place)
{
    if (value.isString())
        return value.toString();
    if (!value.isObject())
        return place.wrong(
            Texts::tr("“%1” must be an object such as {\"host\": …, \"dbname\": …}.").arg(key));
    QStringList pairs;
    const QJsonObject keywords = value.toObject();
    for (auto it = keywords.begin(); it != keywords.end(); ++it) {
        if (!it->isString() && !it->isDouble())
            return place.wrong(Texts::tr("“%1” of “%2” must be a string or a number.").arg(it.key(), key));
        pairs += ConnectionSettings::keyValue(it.key(), it->toVariant().toString());
    }
    return pairs.join(u' ');
}

// A text must not count as a number or switch because it looks like one.
Result<QVariant> valueOf(const ProfileField &field, const QJsonValue &value, const Place &place)
{
    if (std::holds_alternative<ProfileField::Connection>(field.member))
        return connectionOf(value, field.key, place);
    if (std::holds_alternative<ProfileField::Switch>(field.member))
        return QVariant(value.isBool() ? value.toVariant() : QVariant(QString()));
    if (std::holds_alternative<ProfileField::Seconds>(field.member)
        || std::holds_alternative<ProfileField::Minutes>(field.member))
        return QVariant(value.toInteger(0));
    if (!value.isString())
        return place.wrong(Texts::tr("“%1” must be a string.").arg(field.key));
    return QVariant(value.toString());
}

Result<void> readField(ConnectionProfile &profile, const ProfileField &field, const QJsonObject &entry,
                       const Place &place)
{
    const QJsonValue given = entry.value(field.key);
    if (given.isUndefined() || given.isNull())
        return {};
    const auto value = valueOf(field, given, place);
    if (!value)
        return Failure(value.error());
    if (const auto set = field.setValue(profile, *value); !set)
        return place.wrong(set.error().message);
    return {};
}

Result<void> setConnection(QJsonObject &entry, const QString &key, const QString &connection)
{
    entry.remove(key);
    const auto settings = ConnectionSettings::parse(connection);
    if (!settings)
        return Failure(settings.error());
    QJsonObject keywords;
    for (auto it = settings->values().cbegin(); it != settings->values().cend(); ++it) {
        if (!ConnectionSettings::isSecret(it.key()))
            keywords.insert(it.key(), it.value());
    }
    if (!keywords.isEmpty())
        entry.insert(key, keywords);
    return {};
}

// Keys that it already has and we do not know stay.
Result<QJsonObject> written(QJsonObject entry, const ConnectionProfile &profile)
{
    for (const ProfileField &field : profileFields()) {
        const QVariant value = field.value(profile);
        if (!std::holds_alternative<ProfileField::Connection>(field.member))
            entry.insert(field.key, QJsonValue::fromVariant(value));
        else if (const auto set = setConnection(entry, field.key, value.toString()); !set)
            return Failure(set.error());
    }
    return entry;
}

Result<ConnectionProfile> profileOf(const QJsonValue &value, Place place, bool *hadPasswords)
{
    const QJsonObject entry = value.toObject();
    ConnectionProfile profile;
    place.profile = entry.value("name"_L1).toString();
    if (place.profile.isEmpty())
        return place.wrong(Texts::tr("Each of “profiles” must be an object with a “name”."));
    for (const ProfileField &field : profileFields()) {
        if (const auto fine = readField(profile, field, entry, place); !fine)
            return Failure(fine.error());
    }
    *hadPasswords = *hadPasswords || profile.withoutPasswords() != profile;
    return profile.withoutPasswords();
}

} // namespace

Result<ProfileFile> ProfileFile::parse(const QByteArray &text, const QString &file)
{
    ProfileFile parsed;
    const Place place{file, {}};
    if (const auto read = parsed.m_file.read(text, file); !read)
        return Failure(read.error());
    for (const QJsonValue &entry : qAsConst(parsed.m_file.entries)) {
        const auto profile = profileOf(entry, place, &parsed.m_hadPasswords);
        if (!profile)
            return Failure(profile.error());
        if (parsed.indexOf(profile->name) >= 0)
            return place.wrong(Texts::tr("Two profiles are named “%1”.").arg(profile->name));
        parsed.m_profiles += *profile;
    }
    return parsed;
}

QByteArray ProfileFile::toText() const
{
    return m_file.toText();
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
    m_file.entries.append(*entry);
    m_profiles += profile.withoutPasswords();
    return {};
}

Result<void> ProfileFile::replace(qsizetype index, const ConnectionProfile &profile)
{
    const auto entry = written(m_file.entries[index].toObject(), profile);
    if (!entry)
        return Failure(entry.error());
    m_file.entries[index] = *entry;
    m_profiles[index] = profile.withoutPasswords();
    return {};
}

void ProfileFile::removeAt(qsizetype index)
{
    m_file.entries.removeAt(index);
    m_profiles.removeAt(index);
}

} // namespace watchbill
