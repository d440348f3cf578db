// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "testserver.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QProcessEnvironment>
#include <QStringList>

namespace watchbill {

/// What a run of watchbillctl left behind.
struct Finished
{
    int status = -1; // -1: it crashed or did not start
    QByteArray output;
    QByteArray messages; // standard error

    QJsonObject object() const; // the output as such
    QJsonArray list() const;

    /// Exactly one line on standard error, beginning with the program's name.
    bool hasOneMessage() const;
};

/// The machine's environment without its PG* variables, and with neither profiles, a keyring nor a journal.
QProcessEnvironment environmentWithoutServer();

/// How to start it, beyond that.
struct Circumstances
{
    QMap<QString, QString> environment;
    QString outputFile; // where standard output goes instead
};

/// Runs watchbillctl to its end.
Finished watchbillctl(const QStringList &arguments, const Circumstances &circumstances = {});

/// The same on a test's database.
Finished watchbillctl(const TestDatabase &database, const QStringList &arguments, const QString &user = {});

} // namespace watchbill
