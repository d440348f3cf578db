// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "psql.h"

#include "demo/serverprograms.h"

#include <QProcess>

using namespace Qt::StringLiterals;

namespace watchbill::bench {

namespace {

void run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
    if (!process.waitForFinished(-1) || process.exitCode() != 0)
        qFatal("%s failed.", qPrintable(program));
}

} // namespace

void psql(const QString &connection, const QStringList &commands)
{
    const auto folder = serverprograms::find();
    const QString path = folder ? serverprograms::path(*folder, u"psql"_s) : QString();
    QStringList arguments{u"-X"_s, u"-q"_s, u"-d"_s, connection, u"-c"_s, u"SET TimeZone = 'UTC'"_s};
    for (const QString &command : commands)
        arguments += {u"-c"_s, command};
    run(path.isEmpty() ? u"psql"_s : path, arguments);
}

void flush(const QString &path)
{
    run(u"sync"_s, {path});
}

} // namespace watchbill::bench
