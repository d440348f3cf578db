// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/timestamp.h"

namespace watchbill {

namespace {

// Rounds towards the past, also before 1970, so that the remainder is never negative.
constexpr qint64 floorDivide(qint64 value, qint64 by)
{
    return value / by - (value % by < 0 ? 1 : 0);
}

} // namespace

Timestamp Timestamp::fromDateTime(const QDateTime &dateTime)
{
    return Timestamp(dateTime.toMSecsSinceEpoch() * 1000);
}

QDateTime Timestamp::toDateTime() const
{
    if (!isFinite())
        return {};
    return QDateTime::fromMSecsSinceEpoch(floorDivide(m_microseconds, 1000), Qt::UTC);
}

QString Timestamp::toIso8601() const
{
    if (*this == infinity())
        return QStringLiteral("infinity");
    if (*this == minusInfinity())
        return QStringLiteral("-infinity");
    const qint64 seconds = floorDivide(m_microseconds, 1'000'000);
    const qint64 fraction = m_microseconds - seconds * 1'000'000;
    const QDateTime dateTime = QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
    return dateTime.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss."))
        + QStringLiteral("%1+00:00").arg(fraction, 6, 10, QLatin1Char('0'));
}

} // namespace watchbill
