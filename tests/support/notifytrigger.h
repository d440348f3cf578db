// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "testserver.h"

namespace watchbill {

/// What a table's owner may do: resources/sql/notify.sql, on public.tasks.
inline void installNotifyTrigger(TestDatabase &database)
{
    database.execute(readSql(QStringLiteral("notify")));
}

} // namespace watchbill
