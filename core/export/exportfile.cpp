// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "export/exportfile.h"

#include <QCoreApplication>
#include <QDir>

namespace watchbill {

ExportFile::ExportFile(const ExportRequest &request)
    : m_file(request.path)
    , m_format(request.format)
{
}

Result<void> ExportFile::open()
{
    if (!m_file.open(QIODevice::WriteOnly))
        return Failure(diskError(TaskError::Kind::InvalidInput));
    return {};
}

bool ExportFile::append(const char *data, qsizetype size)
{
    if (isList()) {
        m_file.write(m_hasRows ? ",\n" : "[\n", 2);
        --size; // COPY ends each row with a line feed
    }
    m_hasRows = true;
    return m_file.write(data, size) == size;
}

Result<void> ExportFile::finish()
{
    if (isList())
        m_file.write(m_hasRows ? "\n]\n" : "[]\n");
    if (!m_file.commit())
        return Failure(diskError(TaskError::Kind::Server));
    return {};
}

TaskError ExportFile::diskError(TaskError::Kind kind) const
{
    return {kind,
            QCoreApplication::translate("watchbill::ExportFile", "The file %1 could not be written: %2.")
                .arg(QDir::toNativeSeparators(m_file.fileName()), m_file.errorString()),
            {},
            {}};
}

Result<qint64> writeExport(Connection &connection, const SessionSettings &settings, const QString &copy,
                           const ExportRequest &request, ExportProgress &progress)
{
    ExportFile file(request);
    if (const auto opened = file.open(); !opened)
        return Failure(opened.error());
    // A header is a line, too, but not a task.
    qint64 rows = request.format == ExportRequest::Format::Csv ? -1 : 0;
    bool isWritten = true;
    const auto copied = connection.copyOut(settings, copy, [&](const char *data, qsizetype size) {
        isWritten = file.append(data, size);
        progress.rows = ++rows;
        return isWritten && !progress.isCancelled;
    });
    if (!copied && isWritten)
        return Failure(copied.error());
    return file.finish().map([&] { return rows; });
}

} // namespace watchbill
