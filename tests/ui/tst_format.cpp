// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "format/format.h"

#include "testprogram.h"

#include <QLocale>
#include <QTest>
#include <QTimeZone>

#include <limits>

namespace tst_format {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

using Time = std::optional<Timestamp>;

constexpr qint64 second = 1'000'000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

constexpr Timestamp now(1'769'903'999'123'456); // 2026-01-31 23:59:59.123456 UTC
constexpr Timestamp yearOne(-62'135'596'800 * second);
constexpr Timestamp endOf9999(253'402'300'799 * second + 999'999);
constexpr Timestamp serversFirst(-210'866'803'200 * second); // 4714-11-24 BC, the oldest that PostgreSQL has
constexpr Timestamp farFuture(9'223'371'331'200 * second); // in the year 294246

} // namespace

class TestFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void number_data();
    void number();
    void count_data();
    void count();
    void time_data();
    void time();
    void zoneName_data();
    void zoneName();
    void exactTime_data();
    void exactTime();
    void age_data();
    void age();
    void shortAge();
    void duration_data();
    void duration();
    void taskDuration_data();
    void taskDuration();
    void shortId_data();
    void shortId();
    void shortIds();
    void firstLine_data();
    void firstLine();
    void word_data();
    void word();
    void shortened_data();
    void shortened();
    void excerpt_data();
    void excerpt();
    void toolTip_data();
    void toolTip();
};

void TestFormat::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    qputenv("TZ", "WBT-5:30"); // east of Greenwich, and not by whole hours
}

void TestFormat::number_data()
{
    QTest::addColumn<qint64>("value");
    QTest::addColumn<QString>("text");

    QTest::newRow("zero") << qint64(0) << u"0"_s;
    QTest::newRow("small") << qint64(999) << u"999"_s;
    QTest::newRow("grouped") << qint64(1'234'567) << u"1,234,567"_s;
    QTest::newRow("negative") << qint64(-1'234) << u"-1,234"_s;
    QTest::newRow("largest") << std::numeric_limits<qint64>::max() << u"9,223,372,036,854,775,807"_s;
}

void TestFormat::number()
{
    QFETCH(qint64, value);
    QTEST(format::number(value), "text");
}

void TestFormat::count_data()
{
    using Precision = Count::Precision;
    QTest::addColumn<Count>("count");
    QTest::addColumn<QString>("text");

    QTest::newRow("none") << Count{0, Precision::Exact} << u"0"_s;
    QTest::newRow("exact") << Count{12'345'678, Precision::Exact} << u"12,345,678"_s;
    QTest::newRow("at least") << Count{50'000, Precision::AtLeast} << u"50,000+"_s;
    QTest::newRow("estimated none") << Count{0, Precision::Estimate} << u"≈ 0"_s;
    QTest::newRow("estimated hundreds") << Count{999, Precision::Estimate} << u"≈ 999"_s;
    QTest::newRow("estimated thousand") << Count{1'000, Precision::Estimate} << u"≈ 1 k"_s;
    QTest::newRow("rounded down") << Count{75'499, Precision::Estimate} << u"≈ 75 k"_s;
    QTest::newRow("rounded up") << Count{75'500, Precision::Estimate} << u"≈ 76 k"_s;
    QTest::newRow("last of the thousands") << Count{999'499, Precision::Estimate} << u"≈ 999 k"_s;
    QTest::newRow("rounded to a million") << Count{999'500, Precision::Estimate} << u"≈ 1.00 M"_s;
    QTest::newRow("estimated million") << Count{1'000'000, Precision::Estimate} << u"≈ 1.00 M"_s;
    QTest::newRow("two decimals") << Count{9'900'000, Precision::Estimate} << u"≈ 9.90 M"_s;
    QTest::newRow("rounded to ten million") << Count{9'999'999, Precision::Estimate} << u"≈ 10.0 M"_s;
    QTest::newRow("one decimal") << Count{123'456'789, Precision::Estimate} << u"≈ 123.5 M"_s;
}

void TestFormat::count()
{
    QFETCH(Count, count);
    QTEST(format::count(count), "text");
}

void TestFormat::time_data()
{
    QTest::addColumn<Time>("timestamp");
    QTest::addColumn<QString>("text");

    QTest::newRow("none") << Time() << QString();
    QTest::newRow("infinity") << Time(Timestamp::infinity()) << u"infinity"_s;
    QTest::newRow("minus infinity") << Time(Timestamp::minusInfinity()) << u"−infinity"_s;
    QTest::newRow("epoch") << Time(Timestamp(0)) << u"1970-01-01 05:30:00"_s;
    QTest::newRow("the fraction is cut") << Time(now) << u"2026-02-01 05:29:59"_s;
    QTest::newRow("cut towards the past") << Time(Timestamp(-1)) << u"1970-01-01 05:29:59"_s;
    QTest::newRow("year 1") << Time(yearOne) << u"0001-01-01 05:30:00"_s;
    QTest::newRow("year 9999") << Time(Timestamp(endOf9999.microseconds() - 6 * hour))
                               << u"9999-12-31 23:29:59"_s;
}

void TestFormat::time()
{
    QFETCH(Time, timestamp);
    QTEST(format::time(timestamp), "text");
}

void TestFormat::zoneName_data()
{
    QTest::addColumn<QTimeZone>("zone");
    QTest::addColumn<QString>("name");
    QTest::newRow("abbreviation") << QTimeZone("Europe/Berlin") << u"CET"_s;
    QTest::newRow("none") << QTimeZone("Work/Desk", 3600, u"W. Europe Standard Time"_s,
                                       u"W. Europe Standard Time"_s)
                          << u"UTC+01"_s;
    QTest::newRow("none, in Greenwich")
        << QTimeZone("Work/Desk", 0, u"Greenwich Standard Time"_s, u"Greenwich Standard Time"_s) << u"UTC"_s;
    QTest::newRow("UTC") << QTimeZone::utc() << u"UTC"_s;
}

void TestFormat::zoneName()
{
    QFETCH(QTimeZone, zone);
    QTEST(format::zoneName(QDateTime({2026, 1, 5}, {12, 0}, zone)), "name");
}

void TestFormat::exactTime_data()
{
    QTest::addColumn<Time>("timestamp");
    QTest::addColumn<QString>("text");

    QTest::newRow("none") << Time() << QString();
    QTest::newRow("infinity") << Time(Timestamp::infinity()) << u"infinity"_s;
    QTest::newRow("minus infinity") << Time(Timestamp::minusInfinity()) << u"−infinity"_s;
    QTest::newRow("all digits") << Time(now)
                                << u"2026-02-01 05:29:59.123456 WBT\n2026-01-31T23:59:59.123456+00:00"_s;
    QTest::newRow("leading zeros") << Time(Timestamp(7))
                                   << u"1970-01-01 05:30:00.000007 WBT\n1970-01-01T00:00:00.000007+00:00"_s;
    QTest::newRow("before 1970") << Time(Timestamp(-1))
                                 << u"1970-01-01 05:29:59.999999 WBT\n1969-12-31T23:59:59.999999+00:00"_s;
    QTest::newRow("year 1") << Time(yearOne)
                            << u"0001-01-01 05:30:00.000000 WBT\n0001-01-01T00:00:00.000000+00:00"_s;
}

void TestFormat::exactTime()
{
    QFETCH(Time, timestamp);
    QTEST(format::exactTime(timestamp), "text");
}

void TestFormat::age_data()
{
    const auto before = [](qint64 microseconds) {
        return Time(Timestamp(now.microseconds() - microseconds));
    };
    QTest::addColumn<Time>("timestamp");
    QTest::addColumn<QString>("text");

    QTest::newRow("none") << Time() << QString();
    QTest::newRow("infinity") << Time(Timestamp::infinity()) << u"infinity"_s;
    QTest::newRow("minus infinity") << Time(Timestamp::minusInfinity()) << u"−infinity"_s;
    QTest::newRow("this moment") << before(0) << u"0 s ago"_s;
    QTest::newRow("parts of a second") << before(second - 1) << u"0 s ago"_s;
    QTest::newRow("seconds are cut") << before(3 * second + 999'999) << u"3 s ago"_s;
    QTest::newRow("minutes") << before(2 * minute + 10 * second) << u"2 min 10 s ago"_s;
    QTest::newRow("hours") << before(hour + 12 * minute + 59 * second) << u"1 h 12 min ago"_s;
    QTest::newRow("days") << before(3 * day + 4 * hour) << u"3 d 04 h ago"_s;
    QTest::newRow("clocks differ a little") << before(1 - second) << u"now"_s;
    QTest::newRow("in a second") << before(-second) << u"in 1 s"_s;
    QTest::newRow("in a day") << before(-day - hour) << u"in 1 d 01 h"_s;
    QTest::newRow("year 1") << Time(yearOne) << u"739,646 d 23 h ago"_s;
    QTest::newRow("year 9999") << Time(endOf9999) << u"in 2,912,412 d"_s;
    QTest::newRow("the server's first") << Time(serversFirst) << u"2,461,072 d 23 h ago"_s;
    QTest::newRow("far future") << Time(farFuture) << u"in 106,731,498 d"_s;
}

void TestFormat::age()
{
    QFETCH(Time, timestamp);
    QTEST(format::age(timestamp, now), "text");
}

void TestFormat::shortAge()
{
    const auto shortAge = [](qint64 microseconds) {
        return format::shortAge(Timestamp(now.microseconds() - microseconds), now);
    };
    QCOMPARE(shortAge(12 * second), u"12 s ago"_s);
    QCOMPARE(shortAge(2 * minute + 10 * second), u"2 min ago"_s);
    QCOMPARE(shortAge(day - 1), u"23 h ago"_s);
    QCOMPARE(shortAge(3 * day + 4 * hour), u"3 d ago"_s);
    QCOMPARE(shortAge(-hour - minute), u"in 1 h"_s);
    QCOMPARE(format::shortAge(Timestamp::infinity(), now), format::age(Timestamp::infinity(), now));
}

void TestFormat::duration_data()
{
    QTest::addColumn<qint64>("microseconds");
    QTest::addColumn<QString>("text");

    QTest::newRow("zero") << qint64(0) << u"0 s"_s;
    QTest::newRow("one microsecond") << qint64(1) << u"1 µs"_s;
    QTest::newRow("last microsecond") << qint64(999) << u"999 µs"_s;
    QTest::newRow("one millisecond") << qint64(1'000) << u"1 ms"_s;
    QTest::newRow("milliseconds are cut") << qint64(34'999) << u"34 ms"_s;
    QTest::newRow("last millisecond") << second - 1 << u"999 ms"_s;
    QTest::newRow("one second") << second << u"1 s"_s;
    QTest::newRow("tenths") << 12 * second + 345'678 << u"12.3 s"_s;
    QTest::newRow("whole seconds") << 59 * second << u"59 s"_s;
    QTest::newRow("tenths are cut") << minute - 1 << u"59.9 s"_s;
    QTest::newRow("one minute") << minute << u"1 min"_s;
    QTest::newRow("minutes and seconds") << 2 * minute + 10 * second + 999'999 << u"2 min 10 s"_s;
    QTest::newRow("seconds in two digits") << 2 * minute + 5 * second << u"2 min 05 s"_s;
    QTest::newRow("last second of an hour") << hour - 1 << u"59 min 59 s"_s;
    QTest::newRow("one hour") << hour << u"1 h"_s;
    QTest::newRow("hours and minutes") << hour + 12 * minute + 59 * second << u"1 h 12 min"_s;
    QTest::newRow("last minute of a day") << day - 1 << u"23 h 59 min"_s;
    QTest::newRow("one day") << day << u"1 d"_s;
    QTest::newRow("days and hours") << 3 * day + 4 * hour << u"3 d 04 h"_s;
    QTest::newRow("many days") << 1'234 * day << u"1,234 d"_s;
    QTest::newRow("minus one microsecond") << qint64(-1) << u"−1 µs"_s;
    QTest::newRow("minus minutes") << -(2 * minute + 10 * second) << u"−2 min 10 s"_s;
    QTest::newRow("longest") << std::numeric_limits<qint64>::max() << u"106,751,991 d 04 h"_s;
}

void TestFormat::duration()
{
    QFETCH(qint64, microseconds);
    QTEST(format::duration(microseconds), "text");
}

void TestFormat::taskDuration_data()
{
    QTest::addColumn<qint64>("microseconds");
    QTest::addColumn<QString>("text");

    QTest::newRow("zero") << qint64(0) << u"0 s"_s;
    QTest::newRow("one microsecond") << qint64(1) << u"< 0.1 s"_s;
    QTest::newRow("last before a tenth") << second / 10 - 1 << u"< 0.1 s"_s;
    QTest::newRow("one tenth") << second / 10 << u"0.1 s"_s;
    QTest::newRow("whole seconds") << 3 * second << u"3 s"_s;
    QTest::newRow("tenths") << 3 * second + 1 << u"3.0 s"_s;
    QTest::newRow("tenths are cut") << minute - 1 << u"59.9 s"_s;
    QTest::newRow("one minute") << minute << u"1 min 00 s"_s;
    QTest::newRow("minutes and seconds") << 12 * minute + 5 * second << u"12 min 05 s"_s;
    QTest::newRow("one hour") << hour << u"1 h 00 min"_s;
    QTest::newRow("last minute of a day") << day - 1 << u"23 h 59 min"_s;
    QTest::newRow("one day") << day << u"1 d 00 h"_s;
    QTest::newRow("many days") << 1'234 * day + 4 * hour << u"1,234 d 04 h"_s;
    QTest::newRow("minus minutes") << -(2 * minute + 9 * second) << u"−2 min 09 s"_s;
}

void TestFormat::taskDuration()
{
    QFETCH(qint64, microseconds);
    QTEST(format::taskDuration(microseconds), "text");
}

void TestFormat::shortId_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("text");

    QTest::newRow("uuid") << u"01234567-89ab-4cde-8f01-23456789abcd"_s << u"01234567"_s;
    QTest::newRow("capitals") << u"ABCDEF01-89AB-4CDE-8F01-23456789ABCD"_s << u"ABCDEF01"_s;
    QTest::newRow("begins with the time") << u"019abcde-f012-7abc-8def-0123456789ab"_s << u"019a…89ab"_s;
    QTest::newRow("begins with the time, too") << u"1ef0abcd-1234-6abc-8def-0123456789ab"_s << u"1ef0…89ab"_s;
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("number") << u"12345678901234567"_s << u"12345678901234567"_s;
    QTest::newRow("word") << u"render/2026-11-23/a-long-name"_s << u"render/2026-11-23/a-long-name"_s;
    QTest::newRow("almost a uuid") << u"01234567-89ab-4cde-8f01-23456789abcdef"_s
                                   << u"01234567-89ab-4cde-8f01-23456789abcdef"_s;
    QTest::newRow("as long as a uuid")
        << u"20261123-nightly-render-of-scene-042"_s << u"20261123-nightly-render-of-scene-042"_s;
}

void TestFormat::shortId()
{
    QFETCH(QString, id);
    QTEST(format::shortId(id), "text");
}

void TestFormat::shortIds()
{
    const QString one = u"00000000-0000-4000-8000-000000000001"_s;
    const QString two = u"00000000-0000-4000-8000-000000000002"_s;
    const QString other = u"7c9e6679-7425-40de-944b-e07fc1f90ae7"_s;
    QCOMPARE(format::shortIds({one, other, std::nullopt, u"ann"_s}),
             (QVector<FieldValue>{u"00000000"_s, u"7c9e6679"_s, std::nullopt, u"ann"_s}));
    QCOMPARE(format::shortIds({one, two, other}),
             (QVector<FieldValue>{u"0000…0001"_s, u"0000…0002"_s, u"7c9e6679"_s}));
    const QString alike = u"00000000-0000-4000-8001-000000000001"_s;
    QCOMPARE(format::shortIds({one, two, alike}), (QVector<FieldValue>{one, u"0000…0002"_s, alike}));
}

void TestFormat::firstLine_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("line");

    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("one line") << u"out of memory"_s << u"out of memory"_s;
    QTest::newRow("several lines") << u"TypeError: x\n    at f (a.ts:1)\n"_s << u"TypeError: x"_s;
    QTest::newRow("line end of Windows") << u"TypeError: x\r\n    at f"_s << u"TypeError: x"_s;
    QTest::newRow("empty lines first") << u"\n \n  TypeError: x\nmore"_s << u"TypeError: x"_s;
    QTest::newRow("only line ends") << u"\r\n\n"_s << QString();
    QTest::newRow("tab") << u"a\tb"_s << u"a b"_s;
    QTest::newRow("controls") << u"\u001b[31mred\u0007\u007f\u009b0m"_s << u"red␇␡"_s;
    QTest::newRow("line separators") << u"a\u2028b\u2029c"_s << u"a b c"_s;
    QTest::newRow("right to left") << u"שגיאה: אין זיכרון"_s << u"שגיאה: אין זיכרון"_s;
    QTest::newRow("direction overrides") << u"evil\u202Egnp.exe"_s << u"evil⟨U+202E⟩gnp.exe"_s;
    QTest::newRow("emoji") << u"💥 boom 🧨"_s << u"💥 boom 🧨"_s;
    QTest::newRow("CJK") << u"雪の中で失敗"_s << u"雪の中で失敗"_s;
    QTest::newRow("combining") << u"cafe\u0301"_s << u"cafe\u0301"_s;
    QTest::newRow("markup is text") << u"<b>bold</b> &amp; %1"_s << u"<b>bold</b> &amp; %1"_s;
    QTest::newRow("spaces around") << u"   a  b   "_s << u"a  b"_s;
    QTest::newRow("very long") << QString(5'000, u'x') << QString(300, u'x');
    QTest::newRow("no half character") << QString(299, u'x') + u"💥💥"_s << QString(299, u'x');
}

void TestFormat::firstLine()
{
    QFETCH(QString, text);
    QTEST(format::firstLine(text), "line");
}

void TestFormat::word_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word");

    QTest::newRow("plain") << u"failed"_s << u"failed"_s;
    QTest::newRow("blank inside") << u"not failed"_s << u"not failed"_s;
    QTest::newRow("blank after") << u"failed "_s << u"failed␣"_s;
    QTest::newRow("blanks before") << u"  failed"_s << u"␣␣failed"_s;
    QTest::newRow("only blanks") << u"  "_s << u"␣␣"_s;
    QTest::newRow("tab and line feed") << u"\tfailed\n"_s << u"␉failed␊"_s;
    QTest::newRow("line feed inside") << u"a\nb"_s << u"a␊b"_s;
    QTest::newRow("no-break space") << u"failed\u00a0"_s << u"failed⟨U+00A0⟩"_s;
    QTest::newRow("zero width") << u"fai\u200bled"_s << u"fai⟨U+200B⟩led"_s;
    QTest::newRow("very long") << QString(5'000, u'x') << QString(300, u'x');
}

void TestFormat::word()
{
    QFETCH(QString, text);
    QTEST(format::word(text), "word");
}

void TestFormat::shortened_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");

    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("fits") << u"abcd"_s << u"abcd"_s;
    QTest::newRow("too long") << u"abcde"_s << u"abcd…"_s;
    QTest::newRow("no half character") << u"abc🚀"_s << u"abc…"_s;
    QTest::newRow("whole character") << u"ab🚀c"_s << u"ab🚀…"_s;
}

void TestFormat::shortened()
{
    QFETCH(QString, text);
    QTEST(format::shortened(text, 4), "expected");
}

void TestFormat::excerpt_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<bool>("isWhole");

    const QString longest(5'000, u'x');
    const QString line = QString(99, u'y') + u'\n';
    QTest::newRow("empty") << QString() << QString() << true;
    QTest::newRow("lines") << u"\none\n\ntwo\n"_s << u"\none\n\ntwo\n"_s << true;
    QTest::newRow("colours") << u"a\n\u001b[31mb\u001b[0m\r\nc"_s << u"a\nb\nc"_s << true;
    QTest::newRow("longest line") << longest + "\nend"_L1 << longest + "\nend"_L1 << true;
    QTest::newRow("longer line") << longest + "x\nend"_L1 << longest + u"…\nend"_s << false;
    QTest::newRow("last line") << "begin\n"_L1 + longest.repeated(200) << "begin\n"_L1 + longest + u'…'
                               << false;
    QTest::newRow("many lines") << line.repeated(10'000) << line.repeated(10'000).left(64 * 1024) << false;
}

void TestFormat::excerpt()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QFETCH(bool, isWhole);
    const format::Excerpt excerpt = format::excerpt(text);
    QVERIFY(excerpt.text == expected);
    QCOMPARE(excerpt.isWhole(), isWhole);
}

void TestFormat::toolTip_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("wrapped");
    QTest::addColumn<QString>("plain");

    const auto rich = [](const QString &html) {
        return u"<p style='white-space:pre-wrap'>%1</p>"_s.arg(html);
    };
    QTest::newRow("empty") << QString() << QString() << QString();
    QTest::newRow("words") << u"a & b"_s << rich(u"a &amp; b"_s) << u"a & b"_s;
    QTest::newRow("markup") << u"<b>%1</b>"_s << rich(u"&lt;b&gt;%1&lt;/b&gt;"_s)
                            << rich(u"&lt;b&gt;%1&lt;/b&gt;"_s);
    QTest::newRow("escaped markup") << u"&lt;b&gt;"_s << rich(u"&amp;lt;b&amp;gt;"_s)
                                    << rich(u"&amp;lt;b&amp;gt;"_s);
    QTest::newRow("colours and directions")
        << u"\u001b[31ma\u001b[0m\u202e"_s << rich(u"a⟨U+202E⟩"_s) << u"a⟨U+202E⟩"_s;
    QTest::newRow("long") << QString(3'000, u'x') << rich(QString(2'000, u'x') + u'…')
                          << QString(3'000, u'x');
}

void TestFormat::toolTip()
{
    QFETCH(QString, text);
    QTEST(format::toolTip(text), "wrapped");
    QTEST(format::plainToolTip(text), "plain");
}

WATCHBILL_TEST(TestFormat)

} // namespace tst_format

#include "tst_format.moc"
