// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "testserver.h"

#include <QFile>
#include <QTest>

namespace watchbill {

/// What a table's owner may do: resources/sql/notify.sql, on public.tasks.
inline void installNotifyTrigger(TestDatabase &database)
{
    QFile file(QFINDTESTDATA("../../resources/sql/notify.sql"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("Cannot read notify.sql.");
    database.execute(QString::fromUtf8(file.readAll()));
}

} // namespace watchbill
