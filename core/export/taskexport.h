// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"

#include <QString>
#include <QVector>

#include <atomic>
#include <memory>

namespace watchbill {

/// Which tasks to export. They are written exactly: microseconds, all digits of the metadata, NULL distinct
/// from an empty text.
struct ExportRequest
{
    enum class Format {
        Csv, // RFC 4180 with a header; NULL is nothing, an empty text is ""
        Json, // one list
        JsonLines, // one object a line
    };

    QString path;
    Format format = Format::Csv;
    bool guardsFormulas = false; // of Csv: see withoutFormulas()
    TaskQuery query;
    QVector<TaskKey> keys; // only these, regardless of the query; empty for all matching tasks
};

/// Progress of an export, shared with the caller, who may watch and cancel it. Thread-safe.
struct ExportProgress
{
    std::atomic<qint64> rows = 0;
    std::atomic<bool> isCancelled = false;
};

using ExportProgressPointer = std::shared_ptr<ExportProgress>;

} // namespace watchbill
