// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/timetext.h"

#include "filter/leadingtext.h"

#include <QMap>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using namespace leadingtext;

constexpr qint64 second = 1'000'000; // microseconds
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

// A point of a calendar and a clock, wherever: microseconds since 1970 as if it were in UTC.
using Naive = qint64;

Naive naive(const QDate &date)
{
    static const QDate first(1970, 1, 1);
    return first.daysTo(date) * day;
}

struct NaivePeriod
{
    Naive from = 0;
    Naive until = 0;
};

bool isUtc(const QTimeZone &zone)
{
    static const QTimeZone utc = QTimeZone::utc();
    return zone == utc;
}

// To read the clock of a zone takes longer than to read a text.
QDate dateAt(Timestamp time, const QTimeZone &zone)
{
    const QDateTime utc = time.toDateTime();
    return isUtc(zone) ? utc.date() : utc.toTimeZone(zone).date();
}

qint64 offsetAt(const QTimeZone &zone, qint64 utc)
{
    return zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(utc / 1'000, Qt::UTC)) * second;
}

// The first and the last time that the clocks of a zone show this; the same where they show it once.
std::pair<qint64, qint64> occurrences(Naive time, const QTimeZone &zone)
{
    const qint64 before = time - offsetAt(zone, time - day);
    const qint64 after = time - offsetAt(zone, time + day);
    const auto occurs = [&](qint64 utc) { return utc + offsetAt(zone, utc) == time; };
    if (occurs(before) && occurs(after))
        return std::minmax(before, after);
    const qint64 only = occurs(after) ? after : before;
    return {only, only};
}

std::optional<qint64> microsecondsOf(QStringView unit)
{
    static const QMap<QStringView, qint64> units{
        {u"µs", 1},           {u"us", 1},           {u"ms", 1'000},  {u"s", second},     {u"sec", second},
        {u"second", second},  {u"seconds", second}, {u"m", minute},  {u"min", minute},   {u"minute", minute},
        {u"minutes", minute}, {u"h", hour},         {u"hour", hour}, {u"hours", hour},   {u"d", day},
        {u"day", day},        {u"days", day},       {u"w", 7 * day}, {u"week", 7 * day}, {u"weeks", 7 * day},
    };
    const auto found = units.find(unit);
    return found == units.end() ? std::nullopt : std::optional(*found);
}

bool isOfUnit(QChar c)
{
    return (c >= u'a' && c <= u'z') || c == u'µ';
}

std::optional<qint64> agoFromText(const QString &text)
{
    static const QRegularExpression last(u"^(?:last|past) (?=\\d|hour$|minute$)"_s);
    QString span = text.startsWith(u'-') ? text.mid(1) : text;
    if (span.startsWith("last "_L1) || span.startsWith("past "_L1)) {
        const auto match = last.match(span);
        span.remove(0, match.capturedLength());
        return spanFromText(!match.hasMatch() || span[0].isDigit() ? span : u"1 "_s + span);
    }
    if (span.endsWith("ago"_L1))
        span.chop(3);
    return spanFromText(span);
}

// Years within which microseconds since 1970 count every moment; ISO 8601 calls 1 BC the year 0.
std::optional<QDate> dateOf(int isoYear, int month, int day)
{
    constexpr int first = -4'712;
    constexpr int last = 294'000;
    const QDate date(isoYear > 0 ? isoYear : isoYear - 1, month, day);
    return date.isValid() && isoYear >= first && isoYear <= last ? std::optional(date) : std::nullopt;
}

std::optional<NaivePeriod> dayFromText(const QString &text)
{
    const QDate date = QDate::fromString(text, Qt::ISODate);
    return date.isValid() ? std::optional(NaivePeriod{naive(date), naive(date.addDays(1))}) : std::nullopt;
}

bool isDate(const QString &text)
{
    constexpr QStringView form(u"0000-00-00");
    return std::equal(text.begin(), text.end(), form.begin(), form.end(), [](QChar c, QChar wanted) {
        return wanted == u'0' ? c >= u'0' && c <= u'9' : c == wanted;
    });
}

// "2026", "2026-11", "2026-11-20", "-0043-03-15", "12000-01-01"
std::optional<NaivePeriod> datesFromText(const QString &text)
{
    static const QRegularExpression ofYear(u"^(?:19[789]|20\\d)\\d$"_s);
    if (const auto day = isDate(text) ? dayFromText(text) : std::nullopt)
        return day;
    if (text.size() == 4 && ofYear.match(text).hasMatch()) {
        const QDate first(text.toInt(), 1, 1);
        return NaivePeriod{naive(first), naive(first.addYears(1))};
    }
    static const QRegularExpression form(u"^([+-]?\\d{4,6})-(\\d{2})(?:-(\\d{2}))?$"_s);
    if (!text.contains(u'-'))
        return std::nullopt;
    const auto match = form.match(text);
    const bool hasDay = !match.captured(3).isEmpty();
    const auto first = match.hasMatch()
        ? dateOf(match.captured(1).toInt(), match.captured(2).toInt(), hasDay ? match.captured(3).toInt() : 1)
        : std::nullopt;
    return first
        ? std::optional(NaivePeriod{naive(*first), naive(hasDay ? first->addDays(1) : first->addMonths(1))})
        : std::nullopt;
}

// The days that a word names; those of the empty text are today. A weekday is the latest one, which may be today, and
// with "last" the latest one before today.
std::optional<NaivePeriod> daysFromText(const QString &text, const QDate &today)
{
    const auto days = [](const QDate &first, const QDate &next) {
        return NaivePeriod{naive(first), naive(next)};
    };
    const auto one = [&](const QDate &date) { return days(date, date.addDays(1)); };
    if (text.isEmpty() || text == "today"_L1)
        return one(today);
    if (text == "yesterday"_L1)
        return one(today.addDays(-1));
    if (text == "tomorrow"_L1)
        return one(today.addDays(1));
    const QDate monday = today.addDays(1 - today.dayOfWeek());
    if (text == "this week"_L1)
        return days(monday, monday.addDays(7));
    if (text == "last week"_L1)
        return days(monday.addDays(-7), monday);
    const QDate firstOfMonth(today.year(), today.month(), 1);
    if (text == "this month"_L1)
        return days(firstOfMonth, firstOfMonth.addMonths(1));
    if (text == "last month"_L1)
        return days(firstOfMonth.addMonths(-1), firstOfMonth);
    static const QStringList weekdays{u"monday"_s, u"tuesday"_s,  u"wednesday"_s, u"thursday"_s,
                                      u"friday"_s, u"saturday"_s, u"sunday"_s};
    const bool isLast = text.startsWith("last "_L1);
    if (const qsizetype weekday = weekdays.indexOf(isLast ? text.mid(5) : text); weekday >= 0) {
        const int back = int(today.dayOfWeek() - 1 - weekday + 7) % 7;
        return one(today.addDays(isLast && back == 0 ? -7 : -back));
    }
    return datesFromText(text);
}

// "14:30:05.25", "2:30 pm", "9am", within a day. As exact as it is written.
std::optional<NaivePeriod> clockFromText(const QString &text)
{
    if (text == "noon"_L1)
        return NaivePeriod{12 * hour, 12 * hour + minute};
    if (text == "midnight"_L1)
        return NaivePeriod{0, minute};
    QStringView half = text;
    const QStringView hours = take(half, isDigit);
    const QStringView minutes = takeDigitsBehind(half, u":");
    const QStringView seconds = minutes.isEmpty() ? QStringView() : takeDigitsBehind(half, u":");
    const QString fraction = seconds.isEmpty() ? QString() : takeDigitsBehind(half, u".,").left(6).toString();
    take(half, isBlank);
    const bool isHalf = half == "am"_L1 || half == "pm"_L1;
    const auto hasTwoDigits = [](QStringView digits) { return digits.isEmpty() || digits.size() == 2; };
    if (hours.isEmpty() || hours.size() > 2 || !hasTwoDigits(minutes) || !hasTwoDigits(seconds)
        || !(isHalf || (half.isEmpty() && !minutes.isEmpty())))
        return std::nullopt;
    const int written = hours.toInt();
    if (isHalf && (written < 1 || written > 12))
        return std::nullopt;
    const int ofDay = isHalf ? written % 12 + (half == "pm"_L1 ? 12 : 0) : written;
    if (!QTime::isValid(ofDay, minutes.toInt(), seconds.toInt()))
        return std::nullopt;
    const qint64 from = ofDay * hour + minutes.toInt() * minute + seconds.toInt() * second
        + fraction.leftJustified(6, u'0').toInt();
    const qint64 step = !fraction.isEmpty() ? qint64(std::pow(10, 6 - fraction.size()))
        : !seconds.isEmpty()                ? second
        : !minutes.isEmpty()                ? minute
                                            : hour;
    return NaivePeriod{from, from + step};
}

// "this morning", "yesterday evening", "last night"
std::optional<NaivePeriod> partOfDay(const QString &text, const QDate &today)
{
    static const QRegularExpression form(u"^(this|today|yesterday|tomorrow) (morning|afternoon|evening)$"_s);
    if (text == "last night"_L1)
        return NaivePeriod{naive(today) - 6 * hour, naive(today) + 6 * hour};
    if (!text.contains(u' '))
        return std::nullopt;
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const int days = match.captured(1) == "yesterday"_L1 ? -1 : match.captured(1) == "tomorrow"_L1 ? 1 : 0;
    const Naive date = naive(today.addDays(days));
    if (match.captured(2) == "morning"_L1)
        return NaivePeriod{date, date + 12 * hour};
    return match.captured(2) == "afternoon"_L1 ? NaivePeriod{date + 12 * hour, date + 18 * hour}
                                               : NaivePeriod{date + 18 * hour, date + day};
}

// Minutes east of Greenwich; nothing if the text is not an offset.
std::optional<qint64> offsetFromText(const QString &zone)
{
    if (zone == "z"_L1 || zone == "utc"_L1 || zone == "gmt"_L1)
        return 0;
    const QString digits = QString(zone.mid(1)).remove(u':');
    const qint64 minutes = digits.left(2).toInt() * 60 + digits.mid(2).toInt();
    return minutes > 24 * 60 ? std::nullopt : std::optional(zone.startsWith(u'-') ? -minutes : minutes);
}

Period inZone(const NaivePeriod &period, const QTimeZone &zone)
{
    if (isUtc(zone)) // no clock of which is ever changed
        return {Timestamp(period.from), Timestamp(period.until)};
    return {Timestamp(occurrences(period.from, zone).first),
            Timestamp(occurrences(period.until - 1, zone).second + 1)};
}

} // namespace

// By hand, as most times are tried as a span first: regular expressions would take longer than all else.
std::optional<qint64> spanFromText(const QString &text)
{
    constexpr double longest = 1e17; // three thousand years
    const QString lower = text.toLower();
    QStringView rest = lower;
    take(rest, isBlank);
    if (rest.isEmpty())
        return std::nullopt;
    double sum = 0;
    while (!rest.isEmpty()) {
        const QStringView number = takeNumber(rest);
        take(rest, isBlank);
        const auto unit = microsecondsOf(take(rest, isOfUnit));
        if (number.isEmpty() || !unit)
            return std::nullopt;
        sum += number.toDouble() * double(*unit);
        take(rest, isBlank);
    }
    return sum > longest ? std::nullopt : std::optional(qint64(std::llround(sum)));
}

namespace {

// What a person may write otherwise, in the one form that is read: lower case, "44 BC" as a year of ISO 8601.
QString simplified(const QString &given)
{
    static const QRegularExpression beforeChrist(u"^(\\d{4,6})(-.*) bc$"_s);
    static const QRegularExpression at(u" at (?=\\d|noon|midnight)"_s);
    QString text = given.toLower().replace(u'_', u' ').simplified();
    // These forms are looked for only where they can be, as most times are short.
    if (text.endsWith(" bc"_L1)) {
        if (const auto match = beforeChrist.match(text); match.hasMatch())
            text = u"-%1%2"_s.arg(QString::number(match.captured(1).toInt() - 1).rightJustified(4, u'0'),
                                  match.captured(2));
    }
    return text.contains(" at "_L1) ? text.replace(at, u" "_s) : text;
}

// "29 Nov", "November 29", "Sun, 29 Nov 2026 09:03:55 GMT" with the date as in ISO 8601; without a year it is the latest
// such day. Empty if the text does not begin with such a date.
QString withIsoDate(const QString &text, const QDate &today)
{
    static const QRegularExpression form(
        u"^(?:[a-z]{3,9}, )?(?:(\\d{1,2}) ([a-z]{3,9})|([a-z]{3,9}) (\\d{1,2}))(?:,? (\\d{4}))?(?:,? (.*))?$"_s);
    static const QStringList months{u"january"_s,   u"february"_s, u"march"_s,    u"april"_s,
                                    u"may"_s,       u"june"_s,     u"july"_s,     u"august"_s,
                                    u"september"_s, u"october"_s,  u"november"_s, u"december"_s};
    if (!text.contains(u' ') || std::none_of(text.begin(), text.end(), isDigit))
        return {};
    const auto match = form.match(text);
    if (!match.hasMatch())
        return {};
    const QStringView name = match.hasCaptured(2) ? match.capturedView(2) : match.capturedView(3);
    const auto month =
        std::find_if(months.begin(), months.end(), [&](const QString &one) { return one.startsWith(name); });
    if (month == months.end())
        return {};
    const bool hasYear = !match.captured(5).isEmpty();
    QDate date(hasYear ? match.captured(5).toInt() : today.year(), int(month - months.begin()) + 1,
               (match.hasCaptured(1) ? match.capturedView(1) : match.capturedView(4)).toInt());
    if (!hasYear && date > today)
        date = date.addYears(-1);
    return date.isValid() ? (date.toString(Qt::ISODate) + u' ' + match.captured(6)).trimmed() : QString();
}

std::optional<Period> infinityFromText(const QString &text)
{
    if (text == "infinity"_L1)
        return Period{Timestamp::infinity(), Timestamp::infinity()};
    return text == "-infinity"_L1 || text == u"\u2212infinity"_s // as the table shows it
        ? std::optional(Period{Timestamp::minusInfinity(), Timestamp::minusInfinity()})
        : std::nullopt;
}

// Most times that programs write begin with a date, and are nothing else.
bool beginsWithDate(const QString &text)
{
    static const QRegularExpression form(u"^[+-]?\\d{4,6}-\\d{2}"_s);
    if (text.size() < 7 || !(text[0].isDigit() || text[0] == u'-' || text[0] == u'+'))
        return false;
    return text[4] == u'-' || form.match(text).hasMatch();
}

// A day, a clock, or both, with an offset or without.
std::optional<Period> dayAndClock(const QString &text, const QDate &today, const QTimeZone &zone)
{
    static const QRegularExpression form(
        u"^(today|yesterday|tomorrow|(?:this|last) (?:week|month)|(?:last )?[a-z]{3,6}day|[+-]?\\d{4,6}-\\d{2}(?:-\\d{2})?|(?:19|20)\\d{2}$)?"
        "(?:(?:^|[ t]+)(noon|midnight|\\d[\\d:.,]*(?: ?[ap]m)?) ?(z|utc|gmt|[+-]\\d{2}(?::?\\d{2})?)?)?$"_s);
    if (text.isEmpty())
        return std::nullopt;
    // Most are only the one or the other, which takes less time to read.
    if (const auto days = daysFromText(text, today))
        return inZone(*days, zone);
    if (const auto clock = today.isValid() ? clockFromText(text) : std::nullopt) {
        const Naive midnight = naive(today);
        return inZone({midnight + clock->from, midnight + clock->until}, zone);
    }
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const auto days = daysFromText(match.captured(1), today);
    if (!days || match.captured(2).isEmpty())
        return days ? std::optional(inZone(*days, zone)) : std::nullopt;
    const auto clock = clockFromText(match.captured(2));
    if (!clock || days->until - days->from != day)
        return std::nullopt;
    const NaivePeriod whole{days->from + clock->from, days->from + clock->until};
    if (match.captured(3).isEmpty())
        return inZone(whole, zone);
    const auto offset = offsetFromText(match.captured(3));
    return offset ? std::optional(
               Period{Timestamp(whole.from - *offset * minute), Timestamp(whole.until - *offset * minute)})
                  : std::nullopt;
}

} // namespace

std::optional<Period> periodFromText(const QString &given, Timestamp now, const QTimeZone &zone)
{
    const QString text = simplified(given);
    if (text == "now"_L1)
        return Period{now, now, 0};
    const bool hasDate = beginsWithDate(text);
    if (const auto infinity = hasDate ? std::nullopt : infinityFromText(text))
        return infinity;
    if (const auto ago = hasDate ? std::nullopt : agoFromText(text)) {
        const Timestamp then(now.microseconds() - *ago);
        return Period{then, then, ago};
    }

    const QDate today = hasDate ? QDate() : dateAt(now, zone);
    if (const QString iso = hasDate ? QString() : withIsoDate(text, today); !iso.isEmpty())
        return dayAndClock(iso, today, zone);
    if (isDate(text)) {
        const auto date = dayFromText(text);
        return date ? std::optional(inZone(*date, zone)) : std::nullopt;
    }
    if (const auto part = hasDate ? std::nullopt : partOfDay(text, today))
        return inZone(*part, zone);
    return dayAndClock(text, today, zone);
}

std::optional<Timestamp> timeFromText(const QString &text, Timestamp now)
{
    const auto period = periodFromText(text, now);
    return period ? std::optional(period->from) : std::nullopt;
}

} // namespace watchbill
