// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionprofile.h"
#include "theme/theme.h"
#include "views/givenquery.h"

#include <QList>
#include <QSize>
#include <QStringList>

#include <optional>

class QCommandLineOption;
class QCoreApplication;

namespace watchbill {

/// What the window was asked to do at its start.
struct CommandLine
{
    enum class Mode {
        Welcome, // nothing was given: the last connection, or the welcome window
        Connect,
        Demo,
    };

    QString answer; // the text of --help or --version: print it and exit
    Mode mode = Mode::Welcome;
    ConnectionProfile profile; // has a name if it is a stored one, whose passwords are in the SecretStore
    QStringList remarks; // sentences about what was given for it
    QString screenshot; // the PNG file to write instead of staying; empty for none
    std::optional<QSize> size;
    std::optional<theme::Scheme> scheme;
    GivenQuery query; // instead of what the connection showed last; its time zone instead of the preferences'
    QVector<QStringList> keys; // of the metadata, shown as columns besides those that are shown anyway

    /// All that --help lists, itself included.
    static QList<QCommandLineOption> options();

    /// InvalidInput for what it does not understand.
    static Result<CommandLine> read(const QCoreApplication &application);
};

} // namespace watchbill
