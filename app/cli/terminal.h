// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace watchbill {

/// The columns of the terminal that standard output goes to; none if it goes elsewhere.
std::optional<int> terminalWidth();

/// Writes to standard output; false if that failed, as on a full disk.
bool writeOutput(const QByteArray &text);

/// Standard output is a pipe whose reading end was closed.
bool isOutputClosed();

/// From now on writing to such a pipe fails, instead of ending the program.
void outliveOutput();

/// Writes "watchbillctl: …" as one line to standard error.
void writeMessage(const QString &sentence);

/// Writes whole lines to standard error as they are, with what a terminal must not obey already taken out.
void writeAside(const QByteArray &lines);

/// Whether standard error is a terminal, and standard input, too: whether a person can be asked.
bool isErrorTerminal();
bool canAsk();

/// Takes the place of the line that it has written before, on standard error. Empty: takes it away.
void rewriteLine(const QString &line);

/// Asks for a line on the terminal; none if what was typed has no end, or a signal came. Blocks until then.
std::optional<QString> askLine(const QString &prompt);

/// Asks for a line that is not shown while it is typed; none if standard input is no terminal, or nothing was typed.
/// Blocks until then.
std::optional<QString> askPassword(const QString &prompt);

} // namespace watchbill
