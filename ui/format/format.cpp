// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "format/format.h"

#include "task/shownzone.h"
#include "task/uuidtext.h"
#include "task/visibletext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTextDocument>
#include <QTimeZone>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace watchbill::format {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::format)
};

constexpr qint64 second = 1'000'000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

TimeStyle timeStyle = TimeStyle::Mixed;
DateStyle dateStyle = DateStyle::Iso;

QString infinityWord(Timestamp timestamp)
{
    return timestamp == Timestamp::infinity() ? Texts::tr("infinity") : Texts::tr("−infinity");
}

enum class Zero { Shown, Dropped };

// The smaller unit in two digits, so that "2 min 05 s" is as wide as "2 min 15 s".
QString twoUnits(qint64 microseconds, Zero zero)
{
    const auto text = [=](qint64 large, qint64 small, const QString &both, const QString &one) {
        const QString first = number(microseconds / large);
        const qint64 rest = microseconds % large / small;
        return rest == 0 && zero == Zero::Dropped
            ? one.arg(first)
            : both.arg(first, QString::number(rest).rightJustified(2, u'0'));
    };
    if (microseconds >= day)
        return text(day, hour, Texts::tr("%1 d %2 h"), Texts::tr("%1 d"));
    if (microseconds >= hour)
        return text(hour, minute, Texts::tr("%1 h %2 min"), Texts::tr("%1 h"));
    return text(minute, second, Texts::tr("%1 min %2 s"), Texts::tr("%1 min"));
}

// With tenths unless there are none. They are cut: never "60.0 s".
QString seconds(qint64 microseconds)
{
    constexpr qint64 tenth = second / 10;
    return Texts::tr("%1 s").arg(microseconds % second == 0
                                     ? number(microseconds / second)
                                     : QLocale().toString(double(microseconds / tenth) / 10, 'f', 1));
}

} // namespace

QString number(qint64 value)
{
    return QLocale().toString(value);
}

QString count(const Count &count)
{
    switch (count.precision) {
    case Count::Precision::Exact:
        return number(count.value);
    case Count::Precision::AtLeast:
        return number(count.value) + u'+';
    case Count::Precision::Estimate:
        break;
    }
    // An estimate has no digits to be precise about.
    const QLocale locale;
    if (count.value >= 999'500)
        return Texts::tr("≈ %1 M").arg(
            locale.toString(double(count.value) / 1e6, 'f', count.value < 9'995'000 ? 2 : 1));
    if (count.value >= 1'000)
        return Texts::tr("≈ %1 k").arg(locale.toString(std::round(double(count.value) / 1e3), 'f', 0));
    return Texts::tr("≈ %1").arg(number(count.value));
}

QString time(const std::optional<Timestamp> &timestamp)
{
    if (!timestamp)
        return {};
    if (!timestamp->isFinite())
        return infinityWord(*timestamp);
    const QDateTime local = timestamp->toDateTime().toTimeZone(shownZone());
    if (dateStyle == DateStyle::Iso)
        return secondsText(local);
    return QLocale::system().toString(local.date(), QLocale::ShortFormat) + u' '
        + local.time().toString(u"HH:mm:ss"_s);
}

QString shortTime(const Timestamp &timestamp, Timestamp now)
{
    if (!timestamp.isFinite())
        return infinityWord(timestamp);
    const QDateTime local = timestamp.toDateTime().toTimeZone(shownZone());
    const QDate today = now.toDateTime().toTimeZone(shownZone()).date();
    if (local.date() == today)
        return local.time().toString(u"HH:mm:ss"_s);
    if (dateStyle == DateStyle::Regional)
        return QLocale::system().toString(local.date(), QLocale::ShortFormat);
    return local.date().year() == today.year() ? local.toString(u"MM-dd HH:mm"_s) : dateText(local.date());
}

QString exactTime(const std::optional<Timestamp> &timestamp)
{
    if (!timestamp)
        return {};
    if (!timestamp->isFinite())
        return infinityWord(*timestamp);
    const QDateTime local = timestamp->toDateTime().toTimeZone(shownZone());
    const QString fraction = QString::number(timestamp->fraction()).rightJustified(6, u'0');
    return u"%1.%2 %3\n%4"_s.arg(secondsText(local), fraction, zoneName(local), timestamp->toIso8601());
}

// Windows has names in the place of abbreviations, such as W. Europe Standard Time.
QString zoneName(const QDateTime &time)
{
    const QString name = time.timeZoneAbbreviation();
    return name.contains(u' ') ? QString::fromLatin1(QTimeZone(time.offsetFromUtc()).id()) : name;
}

void setDateStyle(DateStyle style)
{
    dateStyle = style;
}

void setTimeStyle(TimeStyle style)
{
    timeStyle = style;
}

bool listsAsTime(TimeStyle mixed)
{
    return (timeStyle == TimeStyle::Mixed ? mixed : timeStyle) != TimeStyle::Relative;
}

QString listedTime(const std::optional<Timestamp> &timestamp, Timestamp now, TimeStyle mixed)
{
    return listsAsTime(mixed) ? time(timestamp) : age(timestamp, now);
}

QString age(const std::optional<Timestamp> &timestamp, Timestamp now)
{
    if (!timestamp)
        return {};
    if (!timestamp->isFinite())
        return infinityWord(*timestamp);
    // Both are far from the ends of 64 bits: the server's own range is smaller.
    const qint64 elapsed = now.toServer() - timestamp->toServer();
    if (elapsed < 0 && elapsed > -second)
        return Texts::tr("now");
    if (elapsed < 0)
        return Texts::tr("in %1").arg(duration(-elapsed / second * second));
    return Texts::tr("%1 ago").arg(duration(elapsed / second * second));
}

QString shortAge(const Timestamp &timestamp, Timestamp now)
{
    if (!timestamp.isFinite())
        return infinityWord(timestamp);
    const qint64 elapsed = now.toServer() - timestamp.toServer();
    for (const qint64 unit : {day, hour, minute}) {
        if (std::abs(elapsed) >= unit)
            return age(Timestamp::fromServer(now.toServer() - elapsed / unit * unit), now);
    }
    return age(timestamp, now);
}

QString duration(qint64 microseconds)
{
    if (microseconds < 0)
        return u'−' + duration(-microseconds);
    if (microseconds >= minute)
        return twoUnits(microseconds, Zero::Dropped);
    if (microseconds >= second || microseconds == 0)
        return seconds(microseconds);
    if (microseconds >= 1'000)
        return Texts::tr("%1 ms").arg(number(microseconds / 1'000));
    return Texts::tr("%1 µs").arg(number(microseconds));
}

QString taskDuration(qint64 microseconds)
{
    if (microseconds < 0)
        return u'−' + taskDuration(-microseconds);
    if (microseconds >= minute)
        return twoUnits(microseconds, Zero::Shown);
    if (microseconds > 0 && microseconds < second / 10)
        return Texts::tr("< %1 s").arg(QLocale().toString(0.1, 'f', 1));
    return seconds(microseconds);
}

namespace {

// Versions 6 and 7 begin with the time: for a minute or longer all of them begin alike.
bool beginsWithTime(const QString &uuid)
{
    constexpr int versionAt = 14;
    return uuid[versionAt] == u'6' || uuid[versionAt] == u'7';
}

QString endsOf(const QString &uuid)
{
    return uuid.left(4) + u'…' + uuid.right(4);
}

} // namespace

QString shortId(const QString &id)
{
    if (!isUuid(id))
        return id;
    return beginsWithTime(id) ? endsOf(id) : id.left(8);
}

FieldValue shortId(const FieldValue &id)
{
    return id ? FieldValue(shortId(*id)) : std::nullopt;
}

QVector<FieldValue> shortIds(const QVector<FieldValue> &ids)
{
    const auto withEnd = [](const FieldValue &id) {
        return id && isUuid(*id) ? FieldValue(endsOf(*id)) : id;
    };
    QHash<FieldValue, int> starts;
    QHash<FieldValue, int> ends;
    for (const FieldValue &id : ids) {
        ++starts[shortId(id)];
        ++ends[withEnd(id)];
    }
    QVector<FieldValue> shortened;
    for (const FieldValue &id : ids)
        shortened += starts[shortId(id)] == 1 ? shortId(id) : ends[withEnd(id)] == 1 ? withEnd(id) : id;
    return shortened;
}

namespace {

// A cell has room for the beginning of a line; codes for a terminal take some that is not shown.
constexpr qsizetype longestCell = 300;
constexpr qsizetype longestCellWithCodes = 2'000;

QString onOneLine(QString line)
{
    for (QChar &c : line) {
        if (c == u'\t' || c == u'\n' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            c = u' ';
    }
    return firstCharacters(line, longestCell);
}

} // namespace

QString firstLine(const QString &text)
{
    const QString line = text.trimmed().section(u'\n', 0, 0).trimmed();
    return onOneLine(visibleText(firstCharacters(line, longestCellWithCodes))).trimmed();
}

QString word(const QString &text)
{
    return onOneLine(visibleWord(firstCharacters(text, longestCellWithCodes)));
}

QString value(const FieldValue &value)
{
    if (isDimmed(value))
        return value ? u"''"_s : u"NULL"_s;
    return word(*value);
}

bool isDimmed(const FieldValue &value)
{
    return !value || value->isEmpty();
}

QString shortened(const QString &text, qsizetype most)
{
    return text.size() <= most ? text : firstCharacters(text, most) + u'…';
}

Excerpt excerpt(const QString &text)
{
    constexpr qsizetype longestText = 64 * 1024;
    constexpr qsizetype longestLine = 5'000;
    Excerpt excerpt;
    excerpt.isAtEnd = text.size() <= longestText;
    const QString beginning = visibleText(firstCharacters(text, longestText));
    for (qsizetype at = 0; at <= beginning.size();) {
        const qsizetype end = beginning.indexOf(u'\n', at);
        const qsizetype size = (end < 0 ? beginning.size() : end) - at;
        excerpt.hasWholeLines = excerpt.hasWholeLines && size <= longestLine;
        excerpt.text += size <= longestLine ? beginning.mid(at, size)
                                            : shortened(beginning.mid(at, longestLine + 1), longestLine);
        if (end < 0)
            break;
        excerpt.text += u'\n';
        at = end + 1;
    }
    return excerpt;
}

QString toolTip(const QString &text)
{
    const QString shown = visibleText(shortened(text, 2'000));
    return shown.isEmpty() ? shown : u"<p style='white-space:pre-wrap'>%1</p>"_s.arg(shown.toHtmlEscaped());
}

QString plainToolTip(const QString &text)
{
    return Qt::mightBeRichText(text) ? toolTip(text) : visibleText(text);
}

} // namespace watchbill::format
