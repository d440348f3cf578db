// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "application.h"
#include "console/console.h"
#include "postgres/clientwords.h"
#include "postgres/detachedthread.h"
#include "profile/privatearguments.h"
#include "startupmessage.h"
#include "translation/translation.h"

#include <QApplication>

#include <algorithm>
#include <cstdlib>
#include <initializer_list>
#include <string>
#include <string_view>

namespace {

bool isGiven(watchbill::PrivateArguments &given, std::initializer_list<std::string_view> options)
{
    return std::any_of(given.values() + 1, given.values() + given.count(), [&](std::string_view argument) {
        return std::any_of(options.begin(), options.end(), [&](std::string_view option) {
            return argument == option || argument.starts_with(std::string(option) + '=');
        });
    });
}

bool hasDisplay()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

} // namespace

int main(int argc, char *argv[])
{
    watchbill::PrivateArguments arguments(argc, argv);
    watchbill::forbidCoreFiles();

    // What is written to a file or to the terminal needs no display.
    const bool needsNone =
        isGiven(arguments, {"--screenshot", "--help", "-h", "--help-all", "--version", "-v"});
    if (!hasDisplay() && needsNone) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    } else if (!hasDisplay() && !isGiven(arguments, {"-platform", "--platform"})) {
        watchbill::console::write(
            watchbill::console::Stream::Error,
            "watchbill: There is no display. With --screenshot FILE.png the window is written to a picture.\n");
        return 1;
    }

    QApplication qtApplication(arguments.count(), arguments.values());
    watchbill::settleClientWords();
    QApplication::setApplicationName(QStringLiteral("watchbill"));
    QApplication::setOrganizationName(QStringLiteral("watchbill"));
    QApplication::setApplicationDisplayName(QStringLiteral("Watchbill"));
    QApplication::setApplicationVersion(QStringLiteral(WATCHBILL_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("watchbill"));

    watchbill::installTranslation();
    const auto line = watchbill::CommandLine::read(qtApplication);
    if (!line) {
        watchbill::startupmessage::warn(line.error().message);
        return 2;
    }
    if (!line->answer.isEmpty()) {
        watchbill::startupmessage::show(line->answer);
        return 0;
    }
    for (const QString &remark : line->remarks)
        watchbill::startupmessage::warn(remark);
    int status = 0;
    {
        watchbill::Application application(*line);
        application.start();
        status = QApplication::exec();
    }
    // A thread that is still in libpq's hands, on a dead link, must not meet what is torn down from here on.
    if (!watchbill::detachedthread::waitForAll(std::chrono::seconds(1)))
        std::_Exit(status);
    return status;
}
