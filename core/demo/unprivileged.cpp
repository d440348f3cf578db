// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "demo/unprivileged.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcess>

#include <array>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>
#else
#include <windows.h>
#endif

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ServerAccount)
};

bool makeFolder(const QString &path)
{
    const QFileInfo info(path);
    if (info.exists() || info.isSymLink())
        return true;
    const QDir here;
    return here.mkpath(info.absolutePath())
        && here.mkdir(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

Failure notMade(const QString &path)
{
    return failure(TaskError::Kind::PermissionDenied, Texts::tr("Cannot create the folder %1.").arg(path));
}

} // namespace

#ifdef Q_OS_UNIX

namespace {

// Owner and mode are set through a handle, so that what was checked is what is changed.
class FolderHandle
{
public:
    explicit FolderHandle(const QString &path)
        : m_handle(
            ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
    {
    }
    ~FolderHandle()
    {
        if (m_handle >= 0)
            ::close(m_handle);
    }
    Q_DISABLE_COPY_MOVE(FolderHandle)

    bool belongsTo(uid_t user) const
    {
        struct stat status = {};
        return m_handle >= 0 && ::fstat(m_handle, &status) == 0 && status.st_uid == user;
    }
    bool give(uid_t user, gid_t group) { return ::fchown(m_handle, user, group) == 0; }
    bool setMode(mode_t mode) { return ::fchmod(m_handle, mode) == 0; }

private:
    int m_handle;
};

} // namespace

bool ServerAccount::weAreRoot()
{
    return ::geteuid() == 0;
}

Result<ServerAccount> ServerAccount::choose()
{
    ServerAccount account;
    if (!weAreRoot()) {
        account.m_userId = ::geteuid();
        account.m_groupId = ::getegid();
        return account;
    }
    for (const char *name : {"postgres", "_postgres", "nobody"}) {
        passwd entry = {};
        passwd *found = nullptr;
        std::array<char, 16384> texts;
        if (::getpwnam_r(name, &entry, texts.data(), texts.size(), &found) != 0 || !found
            || entry.pw_uid == 0)
            continue;
        account.m_name = QString::fromLatin1(name);
        account.m_userId = entry.pw_uid;
        account.m_groupId = entry.pw_gid;
        account.m_isOther = true;
        return account;
    }
    return failure(TaskError::Kind::Unsupported,
                   Texts::tr("PostgreSQL does not run as root, and this system has no user “postgres” or "
                             "“nobody” to run it."));
}

void ServerAccount::runAs(QProcess &process) const
{
    if (!m_isOther)
        return;
    process.setChildProcessModifier([user = m_userId, group = m_groupId] {
        // Between fork and exec: nothing but system calls.
        const gid_t groups[] = {group};
        if (::setgroups(1, groups) != 0 || ::setgid(group) != 0 || ::setuid(user) != 0)
            ::_exit(126);
    });
}

Result<void> ServerAccount::prepareFolder(const QString &path) const
{
    if (!makeFolder(path))
        return notMade(path);
    FolderHandle folder(path);
    if (!folder.belongsTo(::geteuid())) {
        return failure(
            TaskError::Kind::PermissionDenied,
            Texts::tr("The folder %1 belongs to another user or is a link. Remove it or choose another.")
                .arg(path));
    }
    const bool closed =
        m_isOther ? folder.give(::geteuid(), m_groupId) && folder.setMode(0710) : folder.setMode(0700);
    if (!closed)
        return failure(TaskError::Kind::PermissionDenied,
                       Texts::tr("Cannot make the folder %1 private.").arg(path));
    if (m_isOther && !canPass(path)) {
        return failure(
            TaskError::Kind::InvalidInput,
            Texts::tr("PostgreSQL does not run as root but as the user “%1”, who cannot reach the folder %2. "
                      "Choose one whose parent folders are open to all.")
                .arg(m_name, path));
    }
    return {};
}

Result<void> ServerAccount::giveFolder(const QString &path) const
{
    if (!makeFolder(path))
        return notMade(path);
    FolderHandle folder(path);
    const bool ours = folder.belongsTo(::geteuid()) || folder.belongsTo(m_userId);
    if (!ours || (m_isOther && !folder.give(m_userId, m_groupId)) || !folder.setMode(0700)) {
        return failure(TaskError::Kind::PermissionDenied,
                       Texts::tr("Cannot give the folder %1 to the server.").arg(path));
    }
    return {};
}

bool ServerAccount::ownsFolder(const QString &path) const
{
    struct stat status = {};
    return ::lstat(QFile::encodeName(path).constData(), &status) == 0 && S_ISDIR(status.st_mode)
        && status.st_uid == m_userId;
}

// Access lists and further groups are left aside: who needs those can choose another folder.
bool ServerAccount::canPass(const QString &path) const
{
    for (QDir folder(QFileInfo(path).canonicalFilePath());;) {
        struct stat status = {};
        if (::stat(QFile::encodeName(folder.path()).constData(), &status) != 0)
            return false;
        const mode_t needed = status.st_uid == m_userId ? S_IXUSR
            : status.st_gid == m_groupId                ? S_IXGRP
                                                        : S_IXOTH;
        if (!(status.st_mode & needed))
            return false;
        if (folder.isRoot() || !folder.cdUp())
            return folder.isRoot();
    }
}

// A server works in its data folder.
bool isServerProcess(qint64 processId, const QString &dataFolder)
{
    const QString folder = QFileInfo(dataFolder).canonicalFilePath();
#ifdef Q_OS_LINUX
    const QString process = u"/proc/%1/"_s.arg(processId);
    const QString program = QFileInfo(QFile::symLinkTarget(process + "exe"_L1)).fileName();
    return program.startsWith("postgres"_L1) && QFile::symLinkTarget(process + "cwd"_L1) == folder;
#else
    QProcess lsof;
    lsof.start(u"lsof"_s,
               {u"-a"_s, u"-p"_s, QString::number(processId), u"-d"_s, u"cwd"_s, u"-F"_s, u"cn"_s});
    lsof.waitForFinished();
    const QStringList fields = QString::fromLocal8Bit(lsof.readAllStandardOutput()).split(u'\n');
    return fields.contains("cpostgres"_L1) && fields.contains(u'n' + folder);
#endif
}

#else // Windows: pg_ctl itself gives up an administrator's rights

bool ServerAccount::weAreRoot()
{
    return false;
}

Result<ServerAccount> ServerAccount::choose()
{
    return ServerAccount();
}

void ServerAccount::runAs(QProcess &) const {}

Result<void> ServerAccount::prepareFolder(const QString &path) const
{
    return giveFolder(path);
}

Result<void> ServerAccount::giveFolder(const QString &path) const
{
    if (!makeFolder(path))
        return notMade(path);
    return {};
}

bool ServerAccount::ownsFolder(const QString &path) const
{
    const QFileInfo info(path);
    return info.isDir() && !info.isSymLink();
}

bool ServerAccount::canPass(const QString &) const
{
    return true;
}

// Which folder it works in, Windows does not tell. pg_ctl signals nothing but servers, through a pipe of theirs.
bool isServerProcess(qint64 processId, const QString &)
{
    const HANDLE process = ::OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, DWORD(processId));
    if (!process)
        return false;
    std::array<wchar_t, 32768> path;
    DWORD length = path.size();
    const bool isTold = ::QueryFullProcessImageNameW(process, 0, path.data(), &length);
    ::CloseHandle(process);
    const QString program = QString::fromWCharArray(path.data(), isTold ? int(length) : 0);
    return program.endsWith("\\postgres.exe"_L1, Qt::CaseInsensitive);
}

#endif

} // namespace watchbill
