// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "format/timetext.h"

#include <QMap>
#include <QRegularExpression>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace watchbill::format {

namespace {

constexpr qint64 second = 1'000'000; // microseconds

// "3h ago", "1 d 4 h".
std::optional<qint64> agoFromText(const QString &text)
{
    static const QRegularExpression whole(u"^-?\\s*((?:\\d+\\s*[a-z]+\\s*)+?)(?:ago)?$"_s);
    static const QRegularExpression part(u"(\\d+)\\s*([a-z]+)"_s);
    static const QMap<QString, qint64> units{{u"s"_s, second},
                                             {u"sec"_s, second},
                                             {u"second"_s, second},
                                             {u"seconds"_s, second},
                                             {u"m"_s, 60 * second},
                                             {u"min"_s, 60 * second},
                                             {u"minute"_s, 60 * second},
                                             {u"minutes"_s, 60 * second},
                                             {u"h"_s, 3600 * second},
                                             {u"hour"_s, 3600 * second},
                                             {u"hours"_s, 3600 * second},
                                             {u"d"_s, 86'400 * second},
                                             {u"day"_s, 86'400 * second},
                                             {u"days"_s, 86'400 * second},
                                             {u"w"_s, 604'800 * second},
                                             {u"week"_s, 604'800 * second},
                                             {u"weeks"_s, 604'800 * second}};
    const auto match = whole.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    qint64 sum = 0;
    for (const QRegularExpressionMatch &one : part.globalMatch(match.captured(1))) {
        bool isNumber = false;
        const int number = one.captured(1).toInt(&isNumber);
        const qint64 unit = units.value(one.captured(2));
        if (!isNumber || unit == 0)
            return std::nullopt;
        sum += number * unit;
    }
    return sum;
}

std::optional<QDate> dayFromText(const QString &text, const QDate &today)
{
    if (text.isEmpty() || text == "today"_L1)
        return today;
    if (text == "yesterday"_L1)
        return today.addDays(-1);
    const QDate day = QDate::fromString(text, Qt::ISODate);
    return day.isValid() ? std::optional(day) : std::nullopt;
}

QDateTime moment(const QDate &day, const QTime &time, const QString &zone)
{
    if (zone.isEmpty())
        return {day, time};
    if (zone == "z"_L1 || zone == "utc"_L1)
        return {day, time, QTimeZone::utc()};
    const QString digits = zone.mid(1).remove(u':');
    const int minutes = digits.left(2).toInt() * 60 + digits.mid(2).toInt();
    return {day, time, Qt::OffsetFromUTC, (zone.startsWith(u'-') ? -60 : 60) * minutes};
}

} // namespace

std::optional<Timestamp> timeFromText(const QString &given, Timestamp now)
{
    const QString text = given.trimmed().toLower();
    if (text == "now"_L1)
        return now;
    if (const auto ago = agoFromText(text))
        return Timestamp(now.microseconds() - *ago);

    static const QRegularExpression form(
        u"^(today|yesterday|\\d{4}-\\d{2}-\\d{2})?(?:[ t]*(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,6})\\d*)?)?"
        "\\s*(z|utc|[+-]\\d{2}(?::?\\d{2})?)?)?$"_s);
    const auto match = form.match(text);
    if (text.isEmpty() || !match.hasMatch())
        return std::nullopt;
    const auto day = dayFromText(match.captured(1), now.toDateTime().toLocalTime().date());
    const QTime time = match.captured(2).isEmpty()
        ? QTime(0, 0)
        : QTime(match.captured(2).toInt(), match.captured(3).toInt(), match.captured(4).toInt());
    if (!day || !time.isValid())
        return std::nullopt;
    const QDateTime whole = moment(*day, time, match.captured(6));
    if (!whole.isValid())
        return std::nullopt;
    return Timestamp(whole.toMSecsSinceEpoch() * 1000 + match.captured(5).leftJustified(6, u'0').toInt());
}

} // namespace watchbill::format
