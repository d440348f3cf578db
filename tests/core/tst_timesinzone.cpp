// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/timesinzone.h"

#include "filter/querytext.h"
#include "task/shownzone.h"
#include "testprogram.h"

#include <QTest>

namespace tst_timesinzone {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// Filters whose times are those of one zone.
class TestTimesInZone : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fixes_data();
    void fixes();
};

void TestTimesInZone::fixes_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("fixed"); // in Tokyo, where it is noon of 2026-11-24

    QTest::newRow("day") << u"created:today"_s
                         << u"created:2026-11-23T15:00:00.000000+00:00..2026-11-24T14:59:59.999999+00:00"_s;
    QTest::newRow("before") << u"created:<today"_s << u"created:<2026-11-23T15:00:00.000000+00:00"_s;
    QTest::newRow("until") << u"created:<=9am"_s << u"created:<=2026-11-24T00:59:59.999999+00:00"_s;
    QTest::newRow("after") << u"updated:>2026-11-20"_s << u"updated:>2026-11-20T14:59:59.999999+00:00"_s;
    QTest::newRow("since") << u"updated:>=2026-11-20"_s << u"updated:>=2026-11-19T15:00:00.000000+00:00"_s;
    QTest::newRow("range") << u"created:2026-11-20..2026-11-21T14:00"_s
                           << u"created:2026-11-19T15:00:00.000000+00:00..2026-11-21T05:00:59.999999+00:00"_s;
    QTest::newRow("open range") << u"created:9am..2h"_s << u"created:2026-11-24T00:00:00.000000+00:00..2h"_s;
    QTest::newRow("within") << u"status:failed -(created:today OR type:a)"_s
                            << u"status:failed "
                               "-(created:2026-11-23T15:00:00.000000+00:00..2026-11-24T14:59:59.999999+00:00 "
                               "OR type:a)"_s;
    QTest::newRow("two") << u"created:null,today"_s
                         << u"created:null,"
                            "2026-11-23T15:00:00.000000+00:00..2026-11-24T14:59:59.999999+00:00"_s;
    for (const char *same : {"created:>2h", "age:>2h", "duration:>1s", "created:null", "created:infinity",
                             "created:>-infinity", "today", "type:today", "meta.day:2026-11-20", ""})
        QTest::newRow(same) << QString::fromUtf8(same) << QString::fromUtf8(same);
}

// What is fixed is the same in whatever zone it is read.
void TestTimesInZone::fixes()
{
    QFETCH(QString, query);
    QFETCH(QString, fixed);
    const Timestamp now(1'795'489'200'500'000);
    const auto filter = query::parse(query);
    QVERIFY2(filter, qPrintable(query));
    const TaskFilter tokyo = filter::timesInZone(*filter, now, QTimeZone("Asia/Tokyo"));
    QCOMPARE(query::print(tokyo), fixed);
    QCOMPARE(query::print(filter::timesInZone(tokyo, now, QTimeZone("America/New_York"))), fixed);
}

WATCHBILL_TEST(TestTimesInZone)

} // namespace tst_timesinzone

#include "tst_timesinzone.moc"
