// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace watchbill {

/// A record of CSV for a spreadsheet, which takes a cell that begins with = + - @, a tab or a carriage return for a
/// formula: such cells get an apostrophe before that, by which it takes them for text
/// (https://owasp.org/www-community/attacks/CSV_Injection). They no longer equal the table's values.
QByteArray withoutFormulas(QByteArrayView record);

} // namespace watchbill
