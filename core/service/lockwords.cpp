// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/lockwords.h"

#include "task/sentences.h"
#include "task/visibletext.h"

#include <QCoreApplication>
#include <QStringList>

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::LockHolder)
};

} // namespace

QString aboutLock(const LockHolder &holder, const QString &since)
{
    QStringList parts;
    if (!holder.user.isEmpty())
        parts += Texts::tr("user %1").arg(visibleWord(holder.user));
    if (!holder.application.isEmpty())
        parts += visibleWord(holder.application);
    parts += Texts::tr("process %1").arg(QString::number(holder.pid));
    if (!since.isEmpty())
        parts += Texts::tr("since %1").arg(since);
    const QString who = listed(parts);
    return holder.query.isEmpty() ? Texts::tr("Waits for a lock of another session (%1).").arg(who)
                                  : Texts::tr("Waits for a lock of another session (%1): %2")
                                        .arg(who, visibleWord(holder.query.simplified()));
}

} // namespace watchbill
