// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QString>

#include <limits>

namespace watchbill {

/// A point in time as PostgreSQL keeps it: whole microseconds, and both infinities.
/// QDateTime would round to milliseconds, and a keyset page would then skip or repeat rows.
class Timestamp
{
public:
    constexpr Timestamp() = default;
    constexpr explicit Timestamp(qint64 microsecondsSinceEpoch)
        : m_microseconds(microsecondsSinceEpoch)
    {
    }

    static constexpr Timestamp infinity() { return Timestamp(std::numeric_limits<qint64>::max()); }
    static constexpr Timestamp minusInfinity() { return Timestamp(std::numeric_limits<qint64>::min()); }
    static Timestamp fromDateTime(const QDateTime &dateTime);

    constexpr qint64 microseconds() const { return m_microseconds; }
    constexpr bool isFinite() const { return *this != infinity() && *this != minusInfinity(); }

    /// In UTC and rounded down to a millisecond; invalid for an infinity.
    QDateTime toDateTime() const;

    /// ISO 8601 with six decimals and an offset, "2026-01-31T23:59:59.000001+00:00";
    /// an infinity is "infinity" or "-infinity".
    QString toIso8601() const;

    constexpr bool operator==(const Timestamp &) const = default;
    constexpr auto operator<=>(const Timestamp &) const = default;

private:
    qint64 m_microseconds = 0;
};

} // namespace watchbill
