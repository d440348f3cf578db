// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace watchbill {

/// Puts whole sentences one after the other as the person's language does. Empty ones are left out.
QString joinSentences(const QStringList &sentences);

/// Somebody else's words as one, with an end; nothing stays nothing.
QString asSentence(const QString &words);

} // namespace watchbill
