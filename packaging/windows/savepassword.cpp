// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Saves a password as the window does, for packaging/windows/test-windows: PROFILE PASSWORD. It is not installed.

#include "profile/secretstore.h"
#include "service/onfinished.h"

#include <QCoreApplication>

#include <cstdio>

int main(int argc, char *argv[])
{
    using namespace watchbill;

    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3)
        return 2;
    SecretStore secrets;
    onFinished(secrets.setPassword(arguments[1], Login::Regular, arguments[2]), &application,
               [](const auto &saved) {
                   std::puts(saved ? "saved" : qUtf8Printable(saved.error().message));
                   QCoreApplication::exit(saved ? 0 : 1);
               });
    return QCoreApplication::exec();
}
