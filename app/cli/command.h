// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

#include <QString>
#include <QVector>

namespace watchbill {

class Execution;
struct CommandLine;

/// An option, given after two dashes.
struct Option
{
    enum class Use { Optional, Required, Repeatable };

    QString name; // without the dashes
    QString value; // what it takes, as the help calls it; empty for a switch
    QString description;
    Use use = Use::Optional;

    /// Checks a value before connecting; nullptr: only the server can.
    Result<void> (*check)(const Option &option, const QString &value) = nullptr;

    QString instead{}; // another option instead of this one; giving both is an error
    bool isQuery = false; // read by GivenQuery instead
};

struct Command
{
    /// Prerequisites of a command.
    enum class Needs {
        Table, // an open table
        TableAtTimes, // the given connection, which the command itself opens if needed
        Profile, // the given connection, not opened
        Nothing, // no server
    };

    QString name;
    QString argument; // its argument, as the help calls it; empty: none
    QString summary;
    QVector<Option> options;
    void (*perform)(Execution &execution) = nullptr;
    Needs needs = Needs::Table;
    bool isForPeople = false; // a table is printed unless another format is asked for
    bool isArgumentOptional = false;

    /// Checks the command line as a whole before connecting; nullptr: each option is checked separately.
    Result<void> (*check)(const CommandLine &given) = nullptr;
};

/// All commands of watchbillctl, from which the parser and the help text are made.
const QVector<Option> &globalOptions();
const QVector<Command> &commands();

} // namespace watchbill
