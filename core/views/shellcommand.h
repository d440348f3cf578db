// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionprofile.h"
#include "views/savedview.h"

#include <QString>

/// Command lines that show a query somewhere else, quoted for a POSIX shell.
namespace watchbill::shellcommand {

/// The text quoted as one word of a command line.
QString quoted(const QString &word);

/// The window on what a view shows, as its reader may not have the view: by the profile's name, or by its connection and
/// options if it has none. Without passwords.
QString window(const ConnectionProfile &profile, const SavedView &view);

/// watchbillctl's list of these tasks.
QString list(const ConnectionProfile &profile, const SavedView &view);

} // namespace watchbill::shellcommand
