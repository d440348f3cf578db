// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringView>

/// Words of a valid query that other languages take for something else than a text.
namespace watchbill::query {

/// The doubt about a word that is searched for, as a sentence with a remedy; empty if there is none. Before and after is
/// the rest of the query.
QString doubtAboutText(const QString &word, QStringView before, QStringView after);

/// The doubt about what follows a value's closing quote or slash without a blank, and is read as another term.
QString doubtAboutRest(QChar closing, QStringView rest);

/// The doubt about a field's value that is not in quotes, as it was typed.
QString doubtAboutValue(const QString &typed);

} // namespace watchbill::query
