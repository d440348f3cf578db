// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "germanlocale.h"

#include <QDir>
#include <QLockFile>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace watchbill {

QStringList germanMessages()
{
    const QString name = u"de_DE.UTF-8"_s;
    const QString folder = QDir::tempPath() + "/watchbill-test-locales"_L1;
    QDir().mkpath(folder);
    QLockFile lock(folder + ".lock"_L1);
    lock.lock();
    const QString made = folder + u'/' + name;
    if (!QDir(made).exists())
        QProcess::execute(u"localedef"_s, {u"-i"_s, u"de_DE"_s, u"-f"_s, u"UTF-8"_s, made});
    if (!QDir(made).exists())
        return {};
    qputenv("LOCPATH", folder.toLocal8Bit()); // of servers started from here
    return {"lc_messages="_L1 + name};
}

} // namespace watchbill
