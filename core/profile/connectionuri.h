// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionparameters.h"

/// A connection as a URI, as libpq and other programs write it.
namespace watchbill::connectionuri {

/// Finds where a URI of PostgreSQL begins in a text, under any program's name for the scheme: "jdbc:postgresql://",
/// "ecto://". Its captured part is the scheme with all that belongs to it.
const QRegularExpression &scheme();

/// Reads what follows the scheme. A password may contain characters that should be encoded. InvalidInput names the part
/// at fault.
Result<void> read(const QString &rest, ConnectionParameters &parameters);

} // namespace watchbill::connectionuri
