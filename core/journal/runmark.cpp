// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "journal/runmark.h"

#include <QFile>

#ifdef Q_OS_UNIX
#include <sys/file.h>
#else
#include <QLockFile>
#endif

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QString fileOf(const QString &journal, qint64 run)
{
    return u"%1-run-%2"_s.arg(journal, QString::number(run));
}

} // namespace

#ifdef Q_OS_UNIX

// Not QLockFile: it considers a lock held if another process of the same name has reused the process id. In a sandbox,
// a program may get the same id at each start.
class RunMark::Lock
{
public:
    explicit Lock(const QString &path)
        : m_file(path)
    {
    }
    ~Lock()
    {
        if (m_isLocked)
            m_file.remove();
    }
    Lock(const Lock &) = delete;
    Lock &operator=(const Lock &) = delete;

    bool take()
    {
        m_isLocked = m_file.open(QIODevice::ReadWrite, QFileDevice::ReadOwner | QFileDevice::WriteOwner)
            && flock(m_file.handle(), LOCK_EX | LOCK_NB) == 0;
        return m_isLocked;
    }

    static bool isHeld(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly | QIODevice::ExistingOnly)
            && flock(file.handle(), LOCK_SH | LOCK_NB) != 0;
    }

private:
    QFile m_file;
    bool m_isLocked = false;
};

#else

class RunMark::Lock
{
public:
    explicit Lock(const QString &path)
        : m_file(path)
    {
        m_file.setStaleLockTime(0); // of a living program never
    }

    bool take() { return m_file.tryLock(0); }
    static bool isHeld(const QString &path) { return QFile::exists(path) && !Lock(path).take(); }

private:
    QLockFile m_file;
};

#endif

RunMark::RunMark(std::unique_ptr<Lock> lock)
    : m_lock(std::move(lock))
{
}

RunMark::~RunMark() = default;

std::unique_ptr<RunMark> RunMark::make(const QString &journal, qint64 run)
{
    auto lock = std::make_unique<Lock>(fileOf(journal, run));
    return lock->take() ? std::unique_ptr<RunMark>(new RunMark(std::move(lock))) : nullptr;
}

bool RunMark::isHeld(const QString &journal, qint64 run)
{
    return Lock::isHeld(fileOf(journal, run));
}

void RunMark::clear(const QString &journal, qint64 run)
{
    if (!isHeld(journal, run))
        QFile::remove(fileOf(journal, run));
}

} // namespace watchbill
