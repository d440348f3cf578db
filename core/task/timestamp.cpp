// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/timestamp.h"

#include <cstdlib>

namespace watchbill {

namespace {

// Rounds towards the past, also before 1970, so that the remainder is never negative.
constexpr qint64 floorDivide(qint64 value, qint64 by)
{
    return value / by - (value % by < 0 ? 1 : 0);
}

QString isoYear(int year)
{
    const int astronomical = year < 0 ? year + 1 : year; // QDate knows no year 0
    const QString digits = QString::number(std::abs(astronomical)).rightJustified(4, QLatin1Char('0'));
    const QString sign = astronomical < 0 ? QStringLiteral("-")
        : digits.size() > 4               ? QStringLiteral("+")
                                          : QString();
    return sign + digits;
}

} // namespace

Timestamp Timestamp::fromDateTime(const QDateTime &dateTime)
{
    return Timestamp(dateTime.toMSecsSinceEpoch() * 1000);
}

qint64 Timestamp::microseconds() const
{
    qint64 since1970 = 0;
    return qAddOverflow(m_sinceServerEpoch, serverEpoch, &since1970) ? std::numeric_limits<qint64>::max()
                                                                     : since1970;
}

int Timestamp::fraction() const
{
    return isFinite() ? int(m_sinceServerEpoch - floorDivide(m_sinceServerEpoch, 1'000'000) * 1'000'000) : 0;
}

QDateTime Timestamp::toDateTime() const
{
    if (!isFinite())
        return {};
    return QDateTime::fromMSecsSinceEpoch(floorDivide(m_sinceServerEpoch, 1000) + serverEpoch / 1000,
                                          Qt::UTC);
}

QString Timestamp::toIso8601() const
{
    if (*this == infinity())
        return QStringLiteral("infinity");
    if (*this == minusInfinity())
        return QStringLiteral("-infinity");
    const QDateTime dateTime = toDateTime();
    return isoYear(dateTime.date().year()) + dateTime.toString(QStringLiteral("-MM-ddTHH:mm:ss."))
        + QStringLiteral("%1+00:00").arg(fraction(), 6, 10, QLatin1Char('0'));
}

namespace {

QString withEra(const QDate &date, const QString &rest)
{
    return QString::number(std::abs(date.year())).rightJustified(4, QLatin1Char('0')) + rest
        + (date.year() < 0 ? QStringLiteral(" BC") : QString());
}

} // namespace

QString dateText(const QDate &date)
{
    return withEra(date, date.toString(QStringLiteral("-MM-dd")));
}

QString secondsText(const QDateTime &dateTime)
{
    return withEra(dateTime.date(), dateTime.toString(QStringLiteral("-MM-dd HH:mm:ss")));
}

} // namespace watchbill
