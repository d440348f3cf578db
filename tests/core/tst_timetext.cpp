// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/timetext.h"

#include "task/shownzone.h"
#include "testprogram.h"

#include <QDateTime>
#include <QTest>
#include <QTimeZone>

namespace tst_timetext {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// Times as people write them.
class TestTimeText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void understands_data();
    void understands();
    void periods_data();
    void periods();
    void spans();
    void doesNotUnderstand_data();
    void doesNotUnderstand();
};

// East of Greenwich, so that local time and UTC are not taken for each other.
void TestTimeText::initTestCase()
{
    setShownZone(QTimeZone("Asia/Tokyo"));
}

void TestTimeText::understands_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("time"); // in UTC; now is 2026-11-24T03:00:00.5, which is noon in Tokyo

    const auto row = [](const char *text, const QString &time) {
        QTest::newRow(text) << QString::fromUtf8(text) << time;
    };
    row("now", u"2026-11-24T03:00:00.500000+00:00"_s);
    row("3h ago", u"2026-11-24T00:00:00.500000+00:00"_s);
    row("3 hours", u"2026-11-24T00:00:00.500000+00:00"_s);
    row("-90s", u"2026-11-24T02:58:30.500000+00:00"_s);
    row("1 d 4 h 10 min ago", u"2026-11-22T22:50:00.500000+00:00"_s);
    row("2w", u"2026-11-10T03:00:00.500000+00:00"_s);
    row("14:30", u"2026-11-24T05:30:00.000000+00:00"_s);
    row("9:05:07", u"2026-11-24T00:05:07.000000+00:00"_s);
    row("today", u"2026-11-23T15:00:00.000000+00:00"_s);
    row("Yesterday 9:00", u"2026-11-23T00:00:00.000000+00:00"_s);
    row("2026-11-20", u"2026-11-19T15:00:00.000000+00:00"_s);
    row("  2026-11-20   14:00 ", u"2026-11-20T05:00:00.000000+00:00"_s);
    row("2026-11-20T14:00:05.25", u"2026-11-20T05:00:05.250000+00:00"_s);
    row("2026-11-20 14:00:05,000001", u"2026-11-20T05:00:05.000001+00:00"_s);
    row("2026-11-20T14:00:05Z", u"2026-11-20T14:00:05.000000+00:00"_s);
    row("2026-11-20 14:00 UTC", u"2026-11-20T14:00:00.000000+00:00"_s);
    row("2026-11-20 14:00:05.123456+00", u"2026-11-20T14:00:05.123456+00:00"_s); // as PostgreSQL writes it
    row("9am", u"2026-11-24T00:00:00.000000+00:00"_s);
    row("12 am", u"2026-11-23T15:00:00.000000+00:00"_s);
    row("yesterday 2:30pm", u"2026-11-23T05:30:00.000000+00:00"_s);
    row("2026-11-20 noon", u"2026-11-20T03:00:00.000000+00:00"_s);
    row("This morning", u"2026-11-23T15:00:00.000000+00:00"_s);
    row("this_evening", u"2026-11-24T09:00:00.000000+00:00"_s);
    row("last night", u"2026-11-23T09:00:00.000000+00:00"_s);
    row("this week", u"2026-11-22T15:00:00.000000+00:00"_s);
    row("last month", u"2026-09-30T15:00:00.000000+00:00"_s);
    row("2026-11", u"2026-10-31T15:00:00.000000+00:00"_s);
    row("1.5h", u"2026-11-24T01:30:00.500000+00:00"_s);
    row("2026-11-20 14:00-03:30", u"2026-11-20T17:30:00.000000+00:00"_s);
    row("last hour", u"2026-11-24T02:00:00.500000+00:00"_s);
    row("last 15 minutes", u"2026-11-24T02:45:00.500000+00:00"_s);
    row("past 2 days", u"2026-11-22T03:00:00.500000+00:00"_s);
    row("tuesday", u"2026-11-23T15:00:00.000000+00:00"_s); // today
    row("last Tuesday", u"2026-11-16T15:00:00.000000+00:00"_s);
    row("wednesday 9am", u"2026-11-18T00:00:00.000000+00:00"_s);
    row("last monday at 14:30", u"2026-11-23T05:30:00.000000+00:00"_s);
    row("tomorrow", u"2026-11-24T15:00:00.000000+00:00"_s);
    row("yesterday at noon", u"2026-11-23T03:00:00.000000+00:00"_s);
    row("2025", u"2024-12-31T15:00:00.000000+00:00"_s);
    row("24 Nov", u"2026-11-23T15:00:00.000000+00:00"_s);
    row("November 25", u"2025-11-24T15:00:00.000000+00:00"_s); // the latest
    row("Nov 24 09:03:55", u"2026-11-24T00:03:55.000000+00:00"_s); // as a system log has it
    row("1 March 2026 at 9am", u"2026-03-01T00:00:00.000000+00:00"_s);
    row("Sun, 29 Nov 2026 09:03:55 +0100", u"2026-11-29T08:03:55.000000+00:00"_s); // as in a mail
    row("Sun, 29 Nov 2026 09:03:55 GMT", u"2026-11-29T09:03:55.000000+00:00"_s);
    row("-0043-03-15T12:00:00Z", u"-0043-03-15T12:00:00.000000+00:00"_s);
    row("0044-03-15 12:00:00+00 BC", u"-0043-03-15T12:00:00.000000+00:00"_s); // as the server writes it
    row("+12000-12-12T00:00:00.000001+00:00", u"+12000-12-12T00:00:00.000001+00:00"_s);
    row("0001-01-01T00:00Z", u"0001-01-01T00:00:00.000000+00:00"_s);
    row("infinity", u"infinity"_s);
    row("-Infinity", u"-infinity"_s);
}

void TestTimeText::understands()
{
    QFETCH(QString, text);
    const Timestamp now(QDateTime(QDate(2026, 11, 24), QTime(3, 0), Qt::UTC).toMSecsSinceEpoch() * 1000
                        + 500'000);
    const auto time = timeFromText(text, now);
    QVERIFY(time);
    QTEST(time->toIso8601(), "time");
}

void TestTimeText::periods_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("utc"); // in Berlin, whose clocks change on 2026-03-29 and 2026-10-25

    const auto row = [](const char *text, const QString &utc) {
        QTest::newRow(text) << QString::fromUtf8(text) << utc;
    };
    row("2026-10-24", u"23T22:00:00.000000 24T22:00:00.000000"_s);
    row("2026-10-25", u"24T22:00:00.000000 25T23:00:00.000000"_s); // 25 hours
    row("2026-03-29", u"28T23:00:00.000000 29T22:00:00.000000"_s); // 23
    row("2026-10-25 01:59", u"24T23:59:00.000000 25T00:00:00.000000"_s);
    row("2026-10-25 02:30", u"25T00:30:00.000000 25T01:31:00.000000"_s); // twice
    row("2026-10-25 2am", u"25T00:00:00.000000 25T02:00:00.000000"_s);
    row("2026-10-25 03:00", u"25T02:00:00.000000 25T02:01:00.000000"_s);
    row("2026-10-25 02:30+02:00", u"25T00:30:00.000000 25T00:31:00.000000"_s);
    row("2026-03-29 02:30", u"29T01:30:00.000000 29T01:31:00.000000"_s); // never; as PostgreSQL has it
    row("2026-03-29 01:59:59", u"29T00:59:59.000000 29T01:00:00.000000"_s);
    row("2026-10", u"30T22:00:00.000000 31T23:00:00.000000"_s);
    row("25 Oct 2026 02:30", u"25T00:30:00.000000 25T01:31:00.000000"_s);
    row("2026-10-24 14:00:05.25", u"24T12:00:05.250000 24T12:00:05.260000"_s);
    row("2026-10-24 14:00:05.000001", u"24T12:00:05.000001 24T12:00:05.000002"_s);
}

void TestTimeText::periods()
{
    QFETCH(QString, text);
    const auto period = periodFromText(text, Timestamp(0), QTimeZone("Europe/Berlin"));
    QVERIFY(period);
    QTEST(period->from.toIso8601().mid(8, 18) + u' ' + period->until.toIso8601().mid(8, 18), "utc");
}

void TestTimeText::spans()
{
    QCOMPARE(spanFromText(u"1h30m"_s), std::optional(qint64(5'400'000'000)));
    QCOMPARE(spanFromText(u"1.5 s"_s), std::optional(qint64(1'500'000)));
    QCOMPARE(spanFromText(u"250ms"_s), std::optional(qint64(250'000)));
    QCOMPARE(spanFromText(u" 1H\t30 Minutes 5µs "_s), std::optional(qint64(5'400'000'005)));
    for (const QString &text :
         {u""_s, u" "_s, u"5"_s, u"h"_s, u"-5s"_s, u"5x"_s, u"9999999999 weeks"_s, u"2h ago"_s, u"1.h"_s,
          u".5h"_s, u"1.5.5h"_s, u"1h 30"_s, u"1h,30m"_s, u"1\u00a0h"_s, u"٣h"_s})
        QVERIFY2(!spanFromText(text), qPrintable(text));
}

void TestTimeText::doesNotUnderstand_data()
{
    QTest::addColumn<QString>("text");

    for (const auto text : {"",
                            " ",
                            "soon",
                            "25:00",
                            "12:60",
                            "2026-13-01",
                            "2026-02-30",
                            "3 parsecs ago",
                            "ago",
                            "14",
                            "12:3",
                            "12:",
                            "12:30:",
                            "12:30:5",
                            "12:30.5",
                            "123:00",
                            "12:30:05.",
                            "9 apm",
                            "9am today",
                            "99999999999999999999 s",
                            "2026-11-20 14:00 Mars",
                            "13am",
                            "0pm",
                            "2026-11 14:00",
                            "this year",
                            "this noon",
                            "'; DROP TABLE tasks; --",
                            "1400",
                            "2026 14:00",
                            "last",
                            "last soon",
                            "someday",
                            "2 decades",
                            "30 Feb 2026",
                            "Nov",
                            "999999-01-01",
                            "-9999-01-01"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestTimeText::doesNotUnderstand()
{
    QFETCH(QString, text);
    QVERIFY(!timeFromText(text, Timestamp(0)));
}

WATCHBILL_TEST(TestTimeText)

} // namespace tst_timetext

#include "tst_timetext.moc"
