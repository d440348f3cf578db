// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "export/taskexport.h"
#include "postgres/connection.h"
#include "task/taskerror.h"

#include <QSaveFile>

namespace watchbill {

/// The file that an export writes. It takes its name only when it is complete: what is broken off leaves
/// the file that was there before, or none.
class ExportFile
{
public:
    explicit ExportFile(const ExportRequest &request);

    /// InvalidInput if the file cannot be made there.
    Result<void> open();

    /// One line as COPY sends it; false if the disk refuses.
    bool append(const char *data, qsizetype size);

    /// Server if the disk refused anything.
    Result<void> finish();

private:
    bool isList() const { return m_format == ExportRequest::Format::Json; }
    TaskError diskError(TaskError::Kind kind) const;

    QSaveFile m_file;
    const ExportRequest::Format m_format;
    bool m_hasRows = false;
};

/// Writes what a COPY of the request sends, while it arrives; the number of tasks.
Result<qint64> writeExport(Connection &connection, const SessionSettings &settings, const QString &copy,
                           const ExportRequest &request, ExportProgress &progress);

} // namespace watchbill
