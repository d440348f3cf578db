// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "demo/serverprograms.h"

#include "task/sentences.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace watchbill::serverprograms {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::PrivateCluster)
};

bool holdsServer(const QString &folder)
{
    return !path(folder, u"initdb"_s).isEmpty() && !path(folder, u"pg_ctl"_s).isEmpty()
        && !path(folder, u"postgres"_s).isEmpty();
}

struct Place
{
    QString parent;
    QString versions; // wildcard for its subfolders
};

// Where packages put the programs of several versions side by side.
QStringList packagedFolders()
{
    const std::array places{
        Place{u"/usr/lib/postgresql"_s, u"*"_s}, // Debian, Ubuntu
        Place{u"/usr"_s, u"pgsql-*"_s}, // postgresql.org's packages for Fedora, Red Hat, SUSE
        Place{u"/usr/lib"_s, u"postgresql?*"_s}, // SUSE
        Place{u"/usr/libexec"_s, u"postgresql?*"_s}, // Alpine
        Place{u"/usr/lib64"_s, u"postgresql-*"_s}, // Gentoo
        Place{u"/opt/homebrew/opt"_s, u"postgresql*"_s},
        Place{u"/usr/local/opt"_s, u"postgresql*"_s},
        Place{u"/Applications/Postgres.app/Contents/Versions"_s, u"*"_s},
        Place{qEnvironmentVariable("ProgramFiles", u"C:/Program Files"_s) + "/PostgreSQL"_L1, u"*"_s},
    };
    QStringList folders;
    for (const Place &place : places) {
        QStringList versions =
            QDir(place.parent).entryList({place.versions}, QDir::Dirs | QDir::NoDotAndDotDot);
        std::stable_sort(versions.begin(), versions.end(),
                         [](const QString &a, const QString &b) { return versionIn(a) > versionIn(b); });
        for (const QString &version : versions) {
            const QString folder = place.parent + u'/' + version;
            folders << folder + "/bin"_L1 << folder;
        }
    }
    return folders;
}

QString configuredFolder()
{
    QProcess process;
    process.start(u"pg_config"_s, {u"--bindir"_s}, QIODevice::ReadOnly);
    process.waitForFinished(5000);
    return QString::fromLocal8Bit(process.readAllStandardOutput()).trimmed();
}

QString howToInstall()
{
#if defined(Q_OS_WIN)
    return Texts::tr("Install it from https://www.postgresql.org/download/windows.");
#elif defined(Q_OS_MACOS)
    return Texts::tr("Install it with: brew install postgresql");
#else
    return Texts::tr(
        "Install it with: sudo apt install postgresql (Debian, Ubuntu), sudo dnf install postgresql-server "
        "(Fedora), sudo zypper install postgresql-server (openSUSE) or sudo pacman -S postgresql (Arch).");
#endif
}

} // namespace

QVersionNumber versionIn(const QString &text)
{
    static const QRegularExpression number(u"\\d+(\\.\\d+)*"_s);
    return QVersionNumber::fromString(number.match(text).capturedView());
}

QString path(const QString &folder, const QString &name)
{
    return QStandardPaths::findExecutable(name, {folder});
}

Result<QString> find()
{
    const QString chosen = qEnvironmentVariable("WATCHBILL_POSTGRES_BIN");
    if (!chosen.isEmpty()) {
        if (holdsServer(chosen))
            return QDir(chosen).absolutePath();
        return failure(
            TaskError::Kind::Unsupported,
            Texts::tr(
                "WATCHBILL_POSTGRES_BIN is set to %1, but initdb, pg_ctl and postgres are not all there.")
                .arg(chosen));
    }
    const QFileInfo inPath(QStandardPaths::findExecutable(u"initdb"_s));
    QStringList folders{inPath.canonicalPath(), configuredFolder()};
    folders += packagedFolders();
    for (const QString &folder : std::as_const(folders)) {
        if (!folder.isEmpty() && holdsServer(folder))
            return folder;
    }
    return failure(TaskError::Kind::Unsupported,
                   joinSentences({Texts::tr("No PostgreSQL server is installed here."), howToInstall(),
                                  Texts::tr("Or name the folder of its programs in the environment variable "
                                            "WATCHBILL_POSTGRES_BIN.")}));
}

} // namespace watchbill::serverprograms
