// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

/// Command lines that show a query somewhere else, quoted for a POSIX shell.
namespace watchbill::shellcommand {

/// One word of a command line, whatever is in it.
QString quoted(const QString &word);

/// The window on these tasks. The profile's name may be empty: the connection is then left to whoever runs it.
QString window(const QString &profileName, const QString &query);

/// watchbillctl's list of these tasks.
QString list(const QString &profileName, const QString &query);

} // namespace watchbill::shellcommand
