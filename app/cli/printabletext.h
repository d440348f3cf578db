// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace watchbill {

/// The text on one line, safe for a terminal: see visibleText(). Line breaks and tabs become blanks.
QString printableText(const QString &text);

/// How many cells of a terminal the text takes: East Asian characters and emoji take two.
int displayWidth(const QString &text);

/// The text, cut to this many cells if it is longer, with an ellipsis at its end.
QString cutToWidth(const QString &text, int width);

/// The text, padded with blanks to this many cells.
QString paddedToWidth(const QString &text, int width);

} // namespace watchbill
