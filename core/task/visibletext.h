// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace watchbill {

/// A text as it can be shown to people, in a window or a terminal. Colours and other codes for a terminal (ECMA-48) are
/// taken out. Marks replace what is invisible, or would change how the rest looks: "␛" for a control character,
/// "⟨U+202E⟩" for a direction override or a character without width, "⟨E4⟩" for a byte that is no character. Line feeds
/// and tabs stay; a carriage return before a line feed goes.
QString visibleText(const QString &text);

/// Like visibleText(), for a word that is compared with others: line feeds, tabs, and leading and trailing blanks are
/// marked, too.
QString visibleWord(const QString &text);

/// Bytes that are no characters as marks, so that UTF-8 can hold the text; all else stays as it is.
QString withVisibleBytes(const QString &text);

/// The first characters of a text, at most this many; no surrogate pair is split.
QString firstCharacters(const QString &text, qsizetype most);

} // namespace watchbill
