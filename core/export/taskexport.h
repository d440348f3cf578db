// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"

#include <QString>
#include <QVector>

#include <atomic>
#include <memory>

namespace watchbill {

/// Which tasks to write to a file, whole and exact: microseconds, every digit of the metadata, NULL told
/// apart from an empty text.
struct ExportRequest
{
    enum class Format {
        Csv, // RFC 4180 with a header; NULL is nothing, an empty text is ""
        Json, // one list
        JsonLines, // one object a line
    };

    QString path;
    Format format = Format::Csv;
    TaskQuery query;
    QVector<TaskId> ids; // only these, whatever the query; empty for all that match
};

/// Shared with whoever asked for the export, to watch it and to stop it; from any thread.
struct ExportProgress
{
    std::atomic<qint64> rows = 0;
    std::atomic<bool> isCancelled = false;
};

using ExportProgressPointer = std::shared_ptr<ExportProgress>;

} // namespace watchbill
