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
               [&secrets](const Result<void> &saved) {
                   const bool isKept =
                       saved && secrets.isPersistent(); // and not in memory, where there is no keyring
                   std::puts(isKept ? "saved" : saved ? "no keyring" : qUtf8Printable(saved.error().message));
                   QCoreApplication::exit(isKept ? 0 : 1);
               });
    return QCoreApplication::exec();
}
