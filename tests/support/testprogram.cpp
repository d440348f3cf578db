// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "testprogram.h"

#include <QFileInfo>
#include <QTemporaryDir>

#include <cstdio>
#include <map>

namespace watchbill {

namespace {

std::map<QString, TestProgram::Main> &mains()
{
    static std::map<QString, TestProgram::Main> all;
    return all;
}

QString &running()
{
    static QString name;
    return name;
}

// What a test program writes, and the programs that it starts, does not depend on what whoever runs it has kept.
void setHome(const QTemporaryDir &home)
{
    if (!home.isValid())
        qFatal("No folder for the test's files: %s", qPrintable(home.errorString()));
    for (const char *name : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"})
        qputenv(name, home.filePath(QString::fromLatin1(name).toLower()).toLocal8Bit());
}

} // namespace

TestProgram::TestProgram(const char *sourceFile, Main main)
{
    mains().emplace(QFileInfo(QString::fromLocal8Bit(sourceFile)).completeBaseName(), main);
}

int TestProgram::run(int argc, char **argv)
{
    const QString name = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString();
    const auto chosen = mains().find(name);
    if (chosen == mains().end()) {
        std::fprintf(stderr, "usage: %s TEST [ARGS of QtTest, such as -functions]\nTEST is one of:\n",
                     argv[0]);
        for (const auto &[known, main] : mains())
            std::fprintf(stderr, "  %s\n", qPrintable(known));
        return 2;
    }
    running() = name;
    QCoreApplication::setApplicationName(name); // until the test gives it another
    const QTemporaryDir home;
    setHome(home);
    argv[1] = argv[0];
    return chosen->second(argc - 1, argv + 1);
}

QString TestProgram::name()
{
    return running();
}

} // namespace watchbill
