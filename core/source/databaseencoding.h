// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace watchbill {

/// Whether a database of that encoding, by PostgreSQL's name for it, can hold the text: what it cannot hold is in no
/// row, and the server would refuse to look. True where we do not know the encoding.
bool canHold(const QString &encoding, const QString &text);

} // namespace watchbill
