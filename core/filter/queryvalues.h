// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "filter/queryfields.h"

namespace watchbill::query {

/// Why a field cannot be asked for this value, as a sentence; empty if it can, as far as that is known without a table.
QString objection(const QueryField &field, const Condition::Value &value);

/// The time of several words, such as "this morning", that a word and the text after it would be if they stood in quotes;
/// empty if they are none.
QString timeOfWords(const QString &word, const QString &following);

/// The beginning of what was typed, for sentences.
QString shown(const QString &text);

} // namespace watchbill::query
