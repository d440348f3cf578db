// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/settingsfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSaveFile>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill::settingsfile {

namespace {

constexpr auto lockPatience = 2s; // another program holds the lock for some milliseconds

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::SettingsFile)
};

Failure failed(const QString &sentence)
{
    return failure(TaskError::Kind::InvalidInput, sentence);
}

} // namespace

QString shown(const QString &path)
{
    return QDir::toNativeSeparators(path);
}

QString pathOf(const QString &name, const char *variable)
{
    const QString given = qEnvironmentVariable(variable);
    if (!given.isEmpty())
        return given;
    // AppConfigLocation would be another folder for each program.
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + "/watchbill/"_L1 + name;
}

Result<QByteArray> read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failed(Texts::tr("Cannot read %1: %2.").arg(shown(path), file.errorString()));
    return file.readAll();
}

Result<std::optional<QByteArray>> readIfThere(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists() && !info.isSymLink())
        return std::nullopt;
    return read(path).map([](const QByteArray &text) { return std::optional(text); });
}

Result<void> write(const QString &path, const QByteArray &text, Readers readers)
{
    QSaveFile file(path);
    bool isWritten = file.open(QIODevice::WriteOnly);
    if (isWritten && readers == Readers::Owner)
        isWritten = file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    isWritten = isWritten && file.write(text) == text.size() && file.commit();
    if (!isWritten)
        return failed(
            Texts::tr("Cannot write %1: %2. Nothing was changed.").arg(shown(path), file.errorString()));
    return {};
}

Result<void> change(const QString &path, const Change &changed)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QLockFile lock(path + ".lock"_L1);
    if (!lock.tryLock(lockPatience))
        return failed(
            lock.error() == QLockFile::LockFailedError
                ? Texts::tr("Another program is changing %1 just now. Nothing was changed; try again.")
                      .arg(shown(path))
                : Texts::tr("Cannot write %1: no files can be created in its folder. Nothing was changed.")
                      .arg(shown(path)));
    const auto text = readIfThere(path).and_then(changed);
    return text ? write(path, *text, Readers::Owner) : Result<void>(Failure(text.error()));
}

} // namespace watchbill::settingsfile
