// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/shownzone.h"
#include "task/timestamp.h"

#include <optional>

namespace watchbill {

/// What a text names in time: a day, an hour, a minute, or a point; the end is not included.
struct Period
{
    Timestamp from;
    Timestamp until;

    /// Microseconds: the text was a span such as "2h", which means so long ago. Both times are that point.
    std::optional<qint64> ago = {};

    /// A moment of no length.
    bool isPoint() const { return from == until; }
};

/// A time as people write it: "2h ago", "last hour", "14:30", "9am", "today noon", "this morning", "yesterday at 9:00",
/// "last monday", "2026", "2026-11", "2026-11-20", "29 Nov", or "2026-11-20T14:30:05.25Z" as a log has it; "infinity" as
/// the server has it is a period that begins and ends there. Without a zone it is of the given one. A time that a
/// change of the clocks makes occur twice is a period from the first to the second; one that it leaves out is as if
/// the clocks had not been changed. Nothing if it cannot be read.
std::optional<Period> periodFromText(const QString &text, Timestamp now, const QTimeZone &zone = shownZone());

/// Its beginning.
std::optional<Timestamp> timeFromText(const QString &text, Timestamp now);

/// "90s", "1h30m", "1.5 h", "250ms", in microseconds.
std::optional<qint64> spanFromText(const QString &text);

} // namespace watchbill
