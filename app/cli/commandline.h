// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "command.h"
#include "output.h"
#include "profile/connectionprofile.h"
#include "views/givenquery.h"

#include <QMap>
#include <QStringList>

namespace watchbill {

/// What was asked for.
struct CommandLine
{
    QString text; // help or version text to print instead of running a command; else empty
    const Command *command = nullptr;
    QString argument;
    QMap<QString, QStringList> options; // all that were given, by name
    GivenQuery query;
    ConnectionProfile profile;
    QStringList remarks; // sentences about what was given for it
    Output::Format format = Output::Format::Json;

    bool has(const QString &option) const { return options.contains(option); }
    QString value(const QString &option) const { return options.value(option).value(0); }
    QStringList values(const QString &option) const { return options.value(option); }

    /// The arguments begin with the program's name. InvalidInput, in one sentence.
    static Result<CommandLine> parse(const QStringList &arguments);
};

/// InvalidInput if there is no such format.
Result<Output::Format> formatFromText(const QString &text);

} // namespace watchbill
