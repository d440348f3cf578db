// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

#include <QString>
#include <QVector>

namespace watchbill {

class Execution;
struct CommandLine;

/// What can be given after two dashes.
struct Option
{
    enum class Use { Optional, Required, Repeatable };

    QString name; // without the dashes
    QString value; // what it takes, as the help calls it; empty for a switch
    QString description;
    Use use = Use::Optional;

    /// Looks at a value before there is a connection; none: only the server can tell.
    Result<void> (*check)(const Option &option, const QString &value) = nullptr;

    QString instead{}; // another option that takes its place; both together make no sense
    bool isQuery = false; // the value is one of the query language
};

struct Command
{
    /// What there has to be before it is performed.
    enum class Needs {
        Table, // opened
        TableAtTimes, // the connection that is given, which the command itself opens where it must
        Profile, // the connection that is given, not opened
        Nothing, // no server is asked
    };

    QString name;
    QString argument; // the one that it takes, as the help calls it; empty: none
    QString summary;
    QVector<Option> options;
    void (*perform)(Execution &execution) = nullptr;
    Needs needs = Needs::Table;
    bool isForPeople = false; // a table is printed unless another format is asked for
    bool isArgumentOptional = false;

    /// Looks at the whole before there is a connection; none: each option is looked at by itself.
    Result<void> (*check)(const CommandLine &given) = nullptr;
};

/// All that watchbillctl understands: the parser and the help text are made from these.
const QVector<Option> &globalOptions();
const QVector<Command> &commands();

} // namespace watchbill
