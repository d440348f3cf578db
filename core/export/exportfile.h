// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "export/outputfile.h"
#include "export/taskexport.h"
#include "postgres/connection.h"
#include "task/taskerror.h"

namespace watchbill {

/// The file that an export writes.
class ExportFile
{
public:
    explicit ExportFile(const ExportRequest &request);

    /// InvalidInput if the file cannot be made there.
    Result<void> open();

    /// Writes one line as COPY sends it; false on a write error.
    bool append(const char *data, qsizetype size);

    /// Server on a write error.
    Result<void> finish();

private:
    bool isList() const { return m_format == ExportRequest::Format::Json; }
    bool write(QByteArrayView data);

    OutputFile m_file;
    const ExportRequest::Format m_format;
    const bool m_guardsFormulas;
    bool m_hasRows = false;
};

/// Writes what a COPY of the request sends, while it arrives; the number of tasks.
Result<qint64> writeExport(Connection &connection, const SessionSettings &settings, const QString &copy,
                           const ExportRequest &request, ExportProgress &progress);

} // namespace watchbill
