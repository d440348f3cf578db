// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace watchbill {

/// Puts whole sentences one after the other as the person's language does. Empty ones are left out.
QString joinSentences(const QStringList &sentences);

/// Names, or other short words, as a list within a sentence: "id, status, type".
QString listed(const QStringList &words);

/// The server's words as one, with an end and as visibleText() shows them: they may quote a value of the table. Nothing
/// stays nothing.
QString asSentence(const QString &words);

/// A number for tr(), which takes an int to choose among the plural forms.
int plural(qint64 count);

} // namespace watchbill
