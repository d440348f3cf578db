// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

/// Words of a valid query that other languages take for something else than a text.
namespace watchbill::query {

/// What stands before and after a word.
struct WordPlace
{
    bool isFirst = false;
    bool isLast = false;
    bool isBeforeBracket = false;
    bool isAfterField = false; // the name of one, as in "status = failed"
};

/// The doubt about a word that is searched for, as a sentence with a remedy; empty if there is none.
QString doubtAboutText(const QString &word, const WordPlace &place);

/// The doubt about a field's value that is not in quotes, as it was typed.
QString doubtAboutValue(const QString &typed);

} // namespace watchbill::query
