// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "format/timetext.h"

#include "testprogram.h"

#include <QDateTime>
#include <QTest>

#include <cstdlib>

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
    void doesNotUnderstand_data();
    void doesNotUnderstand();
};

// East of Greenwich, so that local time and UTC are not taken for each other.
void TestTimeText::initTestCase()
{
    qputenv("TZ", "Asia/Tokyo");
    tzset();
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
    row("2026-11-20 14:00-03:30", u"2026-11-20T17:30:00.000000+00:00"_s);
}

void TestTimeText::understands()
{
    QFETCH(QString, text);
    const Timestamp now(QDateTime(QDate(2026, 11, 24), QTime(3, 0), Qt::UTC).toMSecsSinceEpoch() * 1000
                        + 500'000);
    const auto time = format::timeFromText(text, now);
    QVERIFY(time);
    QTEST(time->toIso8601(), "time");
}

void TestTimeText::doesNotUnderstand_data()
{
    QTest::addColumn<QString>("text");

    for (const auto text :
         {"", " ", "soon", "25:00", "12:60", "2026-13-01", "2026-02-30", "3 parsecs ago", "ago", "14", "12:3",
          "99999999999999999999 s", "2026-11-20 14:00 Mars", "2026-11-20 noon", "'; DROP TABLE tasks; --"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestTimeText::doesNotUnderstand()
{
    QFETCH(QString, text);
    QVERIFY(!format::timeFromText(text, Timestamp(0)));
}

WATCHBILL_TEST(TestTimeText)
#include "tst_timetext.moc"
