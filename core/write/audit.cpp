// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/audit.h"

#include "source/auditstatements.h"

namespace watchbill {

QString auditStatement(const TaskSource &source, const Run &run, qint64 tasks, const Run *undone)
{
    if (!source.hasAudit || tasks == 0)
        return {};
    return auditstatements::insert(source,
                                   {run.uid, undone ? undone->uid : QString(), run.profile, toText(run.kind),
                                    tasks, run.asked, run.query, run.details});
}

} // namespace watchbill
