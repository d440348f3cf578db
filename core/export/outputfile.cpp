// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "export/outputfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

// A name that stands for a file that is open already, which may be a regular one. Not all below /dev does: /dev/shm holds
// files as any folder.
bool isOpenFile(const QString &path)
{
    return path == "/dev/stdout"_L1 || path == "/dev/stderr"_L1 || path.startsWith("/dev/fd/"_L1)
        || path.startsWith("/proc/"_L1);
}

// To replace a device or a pipe by a regular file would take it away from everybody.
bool isReplaceable(const QString &path)
{
    const QFileInfo file(path);
    return !isOpenFile(file.absoluteFilePath()) && (!file.exists() || file.isFile() || file.isDir());
}

std::unique_ptr<QFileDevice> fileAt(const QString &path)
{
    if (isReplaceable(path))
        return std::make_unique<QSaveFile>(path);
    return std::make_unique<QFile>(path);
}

} // namespace

OutputFile::OutputFile(const QString &path)
    : m_file(fileAt(path))
{
}

OutputFile::~OutputFile() = default;

Result<void> OutputFile::open()
{
    const bool isKept = !qobject_cast<QSaveFile *>(m_file.get()) && QFileInfo(m_file->fileName()).isFile();
    if (!m_file->open(isKept ? QIODevice::Append : QIODevice::WriteOnly))
        return Failure(error(TaskError::Kind::InvalidInput));
    return {};
}

Result<void> OutputFile::finish()
{
    auto *replacement = qobject_cast<QSaveFile *>(m_file.get());
    const bool isWritten =
        replacement ? replacement->commit() : m_file->flush() && m_file->error() == QFileDevice::NoError;
    if (!isWritten)
        return Failure(error(TaskError::Kind::Server));
    return {};
}

TaskError OutputFile::error(TaskError::Kind kind) const
{
    return {kind,
            QCoreApplication::translate("watchbill::OutputFile", "The file %1 could not be written: %2.")
                .arg(QDir::toNativeSeparators(m_file->fileName()), m_file->errorString()),
            {},
            {}};
}

} // namespace watchbill
