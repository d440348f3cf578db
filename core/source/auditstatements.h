// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/tasksource.h"

namespace watchbill {

/// What a transaction that changes tasks adds to the table of resources/sql/audit.sql, if there is one next to the task
/// table: TaskRelation::hasAudit.
struct AuditLine
{
    QString run; // a UUID; likewise the next
    QString undoes; // empty if it takes nothing back
    QString profile;
    QString kind;
    qint64 tasks = 0;
    qint64 asked = 0;
    QString query;
    QString details;
};

namespace auditstatements {

inline constexpr QLatin1String tableName("watchbill_audit");

/// Characters that the database's encoding lacks are written as \uXXXX.
QString insert(const TaskSource &source, const AuditLine &line);

} // namespace auditstatements

} // namespace watchbill
