// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/timestamp.h"
#include "testprogram.h"
#include "testserver.h"

#include <QRandomGenerator>
#include <QTest>

namespace tst_timestamp {

using namespace Qt::StringLiterals;
using namespace watchbill;

class TestTimestamp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void toIso8601_data();
    void toIso8601();
    void toDateTime_data();
    void toDateTime();
    void fromDateTime();
    void infinities();
    void ordersByTime();
    void writesAsTheServerDoes();
};

void TestTimestamp::toIso8601_data()
{
    QTest::addColumn<qint64>("microseconds");
    QTest::addColumn<QString>("text");

    QTest::newRow("epoch") << qint64(0) << u"1970-01-01T00:00:00.000000+00:00"_s;
    QTest::newRow("one microsecond") << qint64(1) << u"1970-01-01T00:00:00.000001+00:00"_s;
    QTest::newRow("one before") << qint64(-1) << u"1969-12-31T23:59:59.999999+00:00"_s;
    QTest::newRow("one second before") << qint64(-1'000'000) << u"1969-12-31T23:59:59.000000+00:00"_s;
    QTest::newRow("all digits") << qint64(1'769'903'999'123'456) << u"2026-01-31T23:59:59.123456+00:00"_s;
    QTest::newRow("leap day") << qint64(1'709'164'800'000'000) << u"2024-02-29T00:00:00.000000+00:00"_s;
    QTest::newRow("last of four digits")
        << qint64(253'402'300'799'999'999) << u"9999-12-31T23:59:59.999999+00:00"_s;
    QTest::newRow("year 1") << qint64(-62'135'596'800'000'000) << u"0001-01-01T00:00:00.000000+00:00"_s;
}

void TestTimestamp::toIso8601()
{
    QFETCH(qint64, microseconds);
    QTEST(Timestamp(microseconds).toIso8601(), "text");
}

void TestTimestamp::toDateTime_data()
{
    QTest::addColumn<qint64>("microseconds");
    QTest::addColumn<qint64>("milliseconds");

    QTest::newRow("epoch") << qint64(0) << qint64(0);
    QTest::newRow("rounds down") << qint64(1'999) << qint64(1);
    QTest::newRow("rounds down before the epoch") << qint64(-1) << qint64(-1);
    QTest::newRow("whole before the epoch") << qint64(-2'000) << qint64(-2);
}

void TestTimestamp::toDateTime()
{
    QFETCH(qint64, microseconds);
    const QDateTime dateTime = Timestamp(microseconds).toDateTime();
    QTEST(dateTime.toMSecsSinceEpoch(), "milliseconds");
    QCOMPARE(dateTime.timeSpec(), Qt::UTC);
}

void TestTimestamp::fromDateTime()
{
    const QDateTime dateTime(QDate(2026, 1, 31), QTime(23, 59, 59, 7), Qt::OffsetFromUTC, 3600);
    QCOMPARE(Timestamp::fromDateTime(dateTime).toIso8601(), u"2026-01-31T22:59:59.007000+00:00"_s);
    QCOMPARE(Timestamp::fromDateTime(dateTime).toDateTime(), dateTime.toUTC());
}

void TestTimestamp::infinities()
{
    QVERIFY(!Timestamp::infinity().isFinite());
    QVERIFY(!Timestamp::minusInfinity().isFinite());
    QVERIFY(!Timestamp::infinity().toDateTime().isValid());
    QVERIFY(!Timestamp::minusInfinity().toDateTime().isValid());
    QCOMPARE(Timestamp::infinity().toIso8601(), u"infinity"_s);
    QCOMPARE(Timestamp::minusInfinity().toIso8601(), u"-infinity"_s);
    QVERIFY(Timestamp(0).isFinite());
}

void TestTimestamp::ordersByTime()
{
    const QVector<Timestamp> sorted{Timestamp::minusInfinity(), Timestamp(-1), Timestamp(0), Timestamp(1),
                                    Timestamp::infinity()};
    QVERIFY(std::is_sorted(sorted.begin(), sorted.end()));
    QVERIFY(Timestamp(1) != Timestamp(2));
}

void TestTimestamp::writesAsTheServerDoes()
{
    constexpr quint32 seed = 20260131;
    QRandomGenerator random(seed);
    QVector<Timestamp> times;
    QStringList values;
    for (int i = 0; i < 2'000; ++i) {
        const qint64 seconds =
            random.bounded(qint64(315'537'897'600)) - qint64(62'135'596'800); // years 1 to 9999
        times += Timestamp(seconds * 1'000'000 + random.bounded(1'000'000));
        values += u'(' + QString::number(i) + u',' + QString::number(times.last().microseconds()) + u')';
    }
    TestDatabase database;
    const auto rows = database.execute(
        "SET TimeZone = 'UTC'; SELECT to_char('epoch'::timestamptz + (us / 1000000) * interval '1 second' "
        "+ (us % 1000000) * interval '1 microsecond', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"+00:00\"') FROM (VALUES "_L1
        + values.join(u',') + ") AS t(i, us) ORDER BY i"_L1);
    QCOMPARE(rows.size(), times.size());
    for (int i = 0; i < times.size(); ++i)
        QCOMPARE(times[i].toIso8601(), rows[i][0]);
}

WATCHBILL_TEST(TestTimestamp)

} // namespace tst_timestamp

#include "tst_timestamp.moc"
