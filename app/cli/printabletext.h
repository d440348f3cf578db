// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace watchbill {

/// The text on one line, safe for a terminal: see visibleText(). Line breaks and tabs become blanks.
QString printableText(const QString &text);

/// How many cells of a terminal the text takes: East Asian characters and emoji take two.
int displayWidth(const QString &text);

/// The beginning of the text in at most so many cells; followed by an ellipsis if it was cut.
QString cutToWidth(const QString &text, int width);

/// The text and as many blanks as fill so many cells.
QString paddedToWidth(const QString &text, int width);

} // namespace watchbill
