// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/statuscounts.h"
#include "task/task.h"

#include <QString>

#include <chrono>

/// The one place where numbers, times and durations become text. Never used for sorting or comparing.
namespace watchbill::format {

QString number(qint64 value);

/// "12,345" exactly, "≈ 9.9 M" estimated, "50,000+" at least.
QString count(const Count &count);

/// How dates are written: 2026-01-31, or as is usual where this computer is.
enum class DateStyle { Iso, Regional };

/// In the whole program; Iso at first.
void setDateStyle(DateStyle style);

/// The time to the second in the shown zone, "2026-01-31 23:59:59" in the chosen style of dates; words for the
/// infinities.
QString time(const std::optional<Timestamp> &timestamp);

/// The time as short as is unambiguous today: "14:30:05", "11-27 14:30" within this year, otherwise the date.
QString shortTime(const Timestamp &timestamp, Timestamp now);

/// How times are shown in a list: each column in its own best way, or all alike.
enum class TimeStyle { Mixed, Absolute, Relative };

/// In the whole program; Mixed at first.
void setTimeStyle(TimeStyle style);

/// Whether a list has times as time(), not as age(). Mixed is what is given.
bool listsAsTime(TimeStyle mixed);

/// A time in a list: as time() or as age(), as the style says. Mixed is what is given.
QString listedTime(const std::optional<Timestamp> &timestamp, Timestamp now, TimeStyle mixed);

/// The time to the microsecond, in the shown zone and in UTC, for tool tips.
QString exactTime(const std::optional<Timestamp> &timestamp);

/// "CET", or "UTC+01" where the zone has no abbreviation.
QString zoneName(const QDateTime &time);

/// "3 s ago", "2 min 05 s ago", "1 h 12 min ago", "3 d 04 h ago"; "in 5 s" for the future.
QString age(const std::optional<Timestamp> &timestamp, Timestamp now);

/// The same in its larger unit alone: "52 s ago", "3 min ago", "1 h ago".
QString shortAge(const Timestamp &timestamp, Timestamp now);

/// "34 ms", "12.3 s", "1 min", "2 min 05 s", "1 h 12 min", "3 d 04 h".
QString duration(qint64 microseconds);
inline QString duration(std::chrono::microseconds time)
{
    return duration(qint64(time.count()));
}

/// A task's duration, wherever it is shown. Durations of tasks are compared, so it has always both units, and nothing below
/// a tenth of a second. "< 0.1 s", "3.2 s", "1 min 00 s", "2 min 05 s".
QString taskDuration(qint64 microseconds);

/// The first eight characters of a uuid, or both its ends if it begins with the time of its creation; other ids whole.
QString shortId(const QString &id);
FieldValue shortId(const FieldValue &id);

/// Short forms of several ids, each long enough to tell them apart: with its last characters, too, or whole.
QVector<FieldValue> shortIds(const QVector<FieldValue> &ids);

/// The first line, without what a table's cell cannot show.
QString firstLine(const QString &text);

/// A status, a type or an id on one line, so that it cannot be taken for another: see visibleWord().
QString word(const QString &text);

/// A value of a field that may be NULL or empty, which are shown as NULL and '' so that they cannot be confused.
/// Show them dimmed (see isDimmed()): a task's own text may read the same.
QString value(const FieldValue &value);
bool isDimmed(const FieldValue &value);

/// At most this many characters; "…" replaces the rest.
QString shortened(const QString &text, qsizetype most = 300);

/// The part of a text that a view of many lines can lay out without stalling the window: 64 K characters, and 5,000 of
/// each line, see visibleText(). A line of a million takes minutes.
struct Excerpt
{
    QString text;
    bool isAtEnd = true; // or there are further lines
    bool hasWholeLines = true; // or "…" replaces the end of some

    bool isWhole() const { return isAtEnd && hasWholeLines; }
};
Excerpt excerpt(const QString &text);

/// A tool tip that shows the text as it is, in lines that fit, shortened to 2,000 characters. (What looks like
/// markup would be taken for it.)
QString toolTip(const QString &text);

/// A tool tip for a text of a sentence or two: unchanged, unless it looks like markup.
QString plainToolTip(const QString &text);

} // namespace watchbill::format
