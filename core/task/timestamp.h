// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QString>

#include <limits>

namespace watchbill {

/// A point in time as PostgreSQL keeps it: whole microseconds since 2000, so that each of its years from -4713 to
/// 294276 fits, and both infinities.
/// QDateTime would round to milliseconds, and a keyset page would then skip or repeat rows.
class Timestamp
{
public:
    /// From the beginning of 1970 to that of 2000, in microseconds.
    static constexpr qint64 serverEpoch = 946'684'800'000'000;

    constexpr Timestamp() = default;
    constexpr explicit Timestamp(qint64 microsecondsSince1970)
        : m_sinceServerEpoch(microsecondsSince1970 - serverEpoch)
    {
    }

    /// From the server's own number, whose largest and smallest values are the infinities.
    static constexpr Timestamp fromServer(qint64 microsecondsSince2000)
    {
        Timestamp timestamp;
        timestamp.m_sinceServerEpoch = microsecondsSince2000;
        return timestamp;
    }
    static constexpr Timestamp infinity() { return fromServer(std::numeric_limits<qint64>::max()); }
    static constexpr Timestamp minusInfinity() { return fromServer(std::numeric_limits<qint64>::min()); }
    static Timestamp fromDateTime(const QDateTime &dateTime);

    constexpr qint64 toServer() const { return m_sinceServerEpoch; }
    constexpr bool isFinite() const { return *this != infinity() && *this != minusInfinity(); }

    /// Since 1970. The last thirty of the server's years do not fit: they are the largest number.
    qint64 microseconds() const;

    /// The microseconds beyond the whole second, 0 to 999,999; 0 for an infinity.
    int fraction() const;

    /// In UTC and rounded down to a millisecond; invalid for an infinity.
    QDateTime toDateTime() const;

    /// ISO 8601 with six decimals and an offset, "2026-01-31T23:59:59.000001+00:00"; an infinity is "infinity" or
    /// "-infinity". As that standard has it, the year before 1 is 0000, the one before that -0001, and a year of
    /// more than four digits has a sign: "+12000-12-12T00:00:00.000000+00:00".
    QString toIso8601() const;

    constexpr bool operator==(const Timestamp &) const = default;
    constexpr auto operator<=>(const Timestamp &) const = default;

private:
    qint64 m_sinceServerEpoch = -serverEpoch;
};

/// As the server writes it: "2026-01-31", "0044-03-15 BC".
QString dateText(const QDate &date);

/// Whole seconds as the server writes them: "2026-01-31 23:59:59", "0044-03-15 00:00:00 BC".
QString secondsText(const QDateTime &dateTime);

} // namespace watchbill
