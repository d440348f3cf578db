// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/timestamp.h"

#include <optional>

namespace watchbill::format {

/// Parses a time as people write it, in this computer's time zone unless another is given: "now", "14:30",
/// "yesterday 9:00", "2026-11-20", "2026-11-20 14:00:05.25", "2026-11-20T14:00Z", "3h ago", "1 d 4 h".
/// Nothing if that is no time.
std::optional<Timestamp> timeFromText(const QString &text, Timestamp now);

} // namespace watchbill::format
