// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/lockstatements.h"

#include "statement/taskcolumns.h"

using namespace Qt::StringLiterals;

namespace watchbill::lockstatements {

// Of others' sessions some logins see only that they are there.
QString holders(int waitingPid)
{
    return u"SELECT s.pid, s.usename::text, s.application_name, %1, left(s.query, 200) FROM pg_catalog.pg_stat_activity s "
           "WHERE s.pid = ANY (pg_catalog.pg_blocking_pids(%2)) ORDER BY s.xact_start LIMIT 3"_s.arg(
               microseconds(u"s.xact_start"_s), QString::number(waitingPid));
}

} // namespace watchbill::lockstatements
