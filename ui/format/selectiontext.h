// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/selection.h"

#include <QString>

/// How much is selected, in words: where a number is an estimate or a least one, they say so.
namespace watchbill::selectiontext {

/// "200 selected", "all 350 that match selected"; nothing of nothing.
QString inBrief(const Selection &selection);

/// "200 selected.", "All 350 tasks that match are selected."
QString sentence(const Selection &selection);

/// "Select all 350 that match", of the list whose total this is.
QString offer(const std::optional<Count> &total);

} // namespace watchbill::selectiontext
