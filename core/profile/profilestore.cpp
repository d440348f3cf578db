// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/profilestore.h"

#include "profile/profilefile.h"
#include "profile/settingsfile.h"
#include "task/sentences.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ProfileStore)
};

Result<ProfileFile> read(const QString &path)
{
    return settingsfile::read(path).and_then(
        [&](const QByteArray &text) { return ProfileFile::parse(text, settingsfile::shown(path)); });
}

Failure noProfile(const QString &name, const QVector<ConnectionProfile> &profiles)
{
    QStringList names;
    for (const ConnectionProfile &one : profiles)
        names += u'“' + one.name + u'”';
    names.sort(Qt::CaseInsensitive);
    return failure(TaskError::Kind::NotFound,
                   names.isEmpty()
                       ? Texts::tr("There is no profile “%1”: none has been saved yet.").arg(name)
                       : Texts::tr("There is no profile “%1”. There are: %2.").arg(name, listed(names)));
}

QString freeName(const QString &name, const ProfileFile &content)
{
    QString free = name;
    for (int number = 2; content.indexOf(free) >= 0; ++number)
        free = u"%1 (%2)"_s.arg(name, QString::number(number));
    return free;
}

} // namespace

ProfileStore::ProfileStore(QString path)
    : m_path(std::move(path))
{
}

QString ProfileStore::defaultPath()
{
    return settingsfile::pathOf(u"profiles.json"_s, "WATCHBILL_PROFILES");
}

Result<QVector<ConnectionProfile>> ProfileStore::profiles() const
{
    return settingsfile::contentIfThere<ProfileFile>(m_path).map([](const ProfileFile &content) {
        QVector<ConnectionProfile> profiles = content.profiles();
        std::sort(profiles.begin(), profiles.end(),
                  [](const ConnectionProfile &one, const ConnectionProfile &other) {
                      return QString::compare(one.name, other.name, Qt::CaseInsensitive) < 0;
                  });
        return profiles;
    });
}

Result<ConnectionProfile> ProfileStore::profile(const QString &name) const
{
    const auto content = settingsfile::contentIfThere<ProfileFile>(m_path);
    if (!content)
        return Failure(content.error());
    const qsizetype index = content->indexOf(name);
    if (index < 0)
        return noProfile(name, content->profiles());
    return content->profiles()[index];
}

Result<void> ProfileStore::save(const ConnectionProfile &profile, const QString &formerName)
{
    if (profile.name.isEmpty())
        return failure(TaskError::Kind::InvalidInput, Texts::tr("A profile needs a name."));
    return settingsfile::changeContent<ProfileFile>(m_path, [&](ProfileFile &content) -> Result<void> {
        const qsizetype same = content.indexOf(profile.name);
        if (formerName.isEmpty() || formerName == profile.name)
            return same < 0 ? content.append(profile) : content.replace(same, profile);
        if (same >= 0)
            return failure(
                TaskError::Kind::Conflict,
                Texts::tr("There is already a profile “%1”. Choose another name.").arg(profile.name));
        const qsizetype former = content.indexOf(formerName);
        if (former < 0)
            return noProfile(formerName, content.profiles());
        return content.replace(former, profile);
    });
}

Result<void> ProfileStore::remove(const QString &name)
{
    return settingsfile::changeContent<ProfileFile>(m_path, [&](ProfileFile &content) -> Result<void> {
        const qsizetype index = content.indexOf(name);
        if (index < 0)
            return noProfile(name, content.profiles());
        content.removeAt(index);
        return {};
    });
}

Result<void> ProfileStore::exportTo(const QString &file, const QStringList &names) const
{
    const auto content = settingsfile::contentIfThere<ProfileFile>(m_path);
    if (!content)
        return Failure(content.error());
    ProfileFile exported;
    for (const QString &name : names) {
        const qsizetype index = content->indexOf(name);
        if (index < 0)
            return noProfile(name, content->profiles());
        if (const auto added = exported.append(content->profiles()[index]); !added)
            return added;
    }
    return settingsfile::write(file, exported.toText(), settingsfile::Readers::AsUsual);
}

Result<ProfileStore::Imported> ProfileStore::importFrom(const QString &file)
{
    const auto given = read(file);
    if (!given)
        return Failure(given.error());
    Imported imported;
    imported.hadPasswords = given->hadPasswords();
    const auto changed =
        settingsfile::changeContent<ProfileFile>(m_path, [&](ProfileFile &content) -> Result<void> {
            for (ConnectionProfile profile : given->profiles()) {
                profile.name = freeName(profile.name, content);
                imported.names += profile.name;
                if (const auto added = content.append(profile); !added)
                    return added;
            }
            return {};
        });
    if (!changed)
        return Failure(changed.error());
    return imported;
}

} // namespace watchbill
