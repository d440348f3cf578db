// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "commandline.h"
#include "execution.h"
#include "interruption.h"
#include "postgres/clientwords.h"
#include "postgres/detachedthread.h"
#include "profile/privatearguments.h"
#include "profile/stucklimit.h"
#include "task/taskduration.h"
#include "terminal.h"
#include "translation/translation.h"

#include <QCoreApplication>

#include <cstdlib>

namespace {

// Qt warns about what is no concern of a script, such as a locale that is not UTF-8. What is, every
// call returns as an error.
void dropWarnings(QtMsgType, const QMessageLogContext &, const QString &) {}

} // namespace

int main(int argc, char *argv[])
{
    using namespace watchbill;

    PrivateArguments arguments(argc, argv);
    forbidCoreFiles();
    qInstallMessageHandler(dropWarnings);
    const QCoreApplication application(arguments.count(), arguments.values());
    settleClientWords();
    installTranslation();
    setUsualStuckAfter(stucklimit::chosen());
    const auto commandLine = CommandLine::parse(QCoreApplication::arguments());
    if (!commandLine) {
        writeMessage(commandLine.error().message);
        return int(exitStatusOf(commandLine.error().kind));
    }
    if (!commandLine->text.isEmpty())
        return int(writeOutput(commandLine->text.toUtf8()) ? ExitStatus::Done : ExitStatus::Failed);

    int status = 0;
    {
        Interruption interruption;
        Execution execution(*commandLine, interruption);
        execution.start();
        status = QCoreApplication::exec();
    }
    // A thread that is still in libpq's hands, on a dead link, must not meet what is torn down from here on.
    const bool isQuiet = detachedthread::waitForAll(std::chrono::seconds(1));
    Interruption::passOn();
    if (!isQuiet)
        std::_Exit(status);
    return status;
}
