// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/timehistogram.h"

#include "filter/querytext.h"
#include "outcome.h"
#include "people.h"
#include "service/taskservice.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTest>

namespace tst_timehistogram {

using namespace Qt::StringLiterals;
using namespace watchbill;

using SetUp = TestDatabase::SetUp;

namespace {

Timestamp at(const QString &iso)
{
    return Timestamp::fromDateTime(QDateTime::fromString(iso, Qt::ISODate));
}

// "failed 0 2 1, NULL 1 0 0"
QString toText(const TimeHistogram &histogram)
{
    QStringList parts;
    for (const TimeHistogram::Part &part : histogram.parts) {
        QStringList words{part.status.value_or(u"NULL"_s)};
        for (const qint64 number : part.numbers)
            words += QString::number(number);
        parts += words.join(u' ');
    }
    return parts.join(u", "_s);
}

qint64 total(const TimeHistogram &histogram)
{
    qint64 sum = 0;
    for (qsizetype step = 0; step < histogram.steps(); ++step)
        sum += histogram.number(step);
    return sum;
}

} // namespace

class TestTimeHistogram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "UTC"); }
    void edges_data();
    void edges();
    void edgesOfAnyTimes();
    void edgesOfEarlyCenturies();
    void numberSince();
    void countsEachStep();
    void coversWhatMatches();
    void leavesOutWhatHasNoTime();
    void coversDistantYears();
    void isEmpty();
    void columnsOfOtherTypes_data();
    void columnsOfOtherTypes();
    void estimatesLargeTables();
    void countsWhatTheRoleSees();
    void readsViewsWhole();
};

void TestTimeHistogram::edges_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("until");
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<QString>("last");

    QTest::newRow("one moment") << u"2026-11-27T12:00:00Z"_s << u"2026-11-27T12:00:00Z"_s << u"UTC"_s
                                << u"2026-11-27T12:00:00Z"_s << u"2026-11-27T12:00:01Z"_s
                                << u"2026-11-27T12:00:01Z"_s;
    QTest::newRow("an hour") << u"2026-11-27T12:00:10Z"_s << u"2026-11-27T13:00:10Z"_s << u"UTC"_s
                             << u"2026-11-27T12:00:00Z"_s << u"2026-11-27T12:01:00Z"_s
                             << u"2026-11-27T13:01:00Z"_s;
    QTest::newRow("a day elsewhere") << u"2026-11-27T12:07:00Z"_s << u"2026-11-28T12:07:00Z"_s
                                     << u"Asia/Kolkata"_s << u"2026-11-27T12:00:00Z"_s
                                     << u"2026-11-27T12:15:00Z"_s << u"2026-11-28T12:15:00Z"_s;
    QTest::newRow("three months with a change of the clocks")
        << u"2026-09-10T12:00:00Z"_s << u"2026-12-10T12:00:00Z"_s << u"Europe/Berlin"_s
        << u"2026-09-09T22:00:00Z"_s << u"2026-09-10T22:00:00Z"_s << u"2026-12-10T23:00:00Z"_s;
    QTest::newRow("a year by weeks") << u"2025-06-05T12:00:00Z"_s << u"2026-06-05T12:00:00Z"_s << u"UTC"_s
                                     << u"2025-06-02T00:00:00Z"_s << u"2025-06-09T00:00:00Z"_s
                                     << u"2026-06-08T00:00:00Z"_s;
    QTest::newRow("eight years by months")
        << u"2018-06-05T12:00:00Z"_s << u"2026-06-05T12:00:00Z"_s << u"UTC"_s << u"2018-06-01T00:00:00Z"_s
        << u"2018-07-01T00:00:00Z"_s << u"2026-07-01T00:00:00Z"_s;
    QTest::newRow("centuries") << u"0990-06-05T12:00:00Z"_s << u"9999-06-05T12:00:00Z"_s << u"UTC"_s
                               << u"0900-01-01T00:00:00Z"_s << u"1000-01-01T00:00:00Z"_s << u""_s;
}

void TestTimeHistogram::edges()
{
    QFETCH(QString, from);
    QFETCH(QString, until);
    QFETCH(QString, zone);
    QFETCH(QString, last);
    const QVector<Timestamp> edges = histogramEdges({at(from), at(until)}, 120, QTimeZone(zone.toLatin1()));
    QVERIFY(edges.size() >= 2 && edges.size() <= 121);
    QTEST(edges[0].toDateTime().toString(Qt::ISODate), "first");
    QTEST(edges[1].toDateTime().toString(Qt::ISODate), "second");
    if (!last.isEmpty())
        QTEST(edges.last().toDateTime().toString(Qt::ISODate), "last");
    QVERIFY(std::is_sorted(edges.begin(), edges.end()));
}

void TestTimeHistogram::edgesOfAnyTimes()
{
    const Timestamp earliest = at(u"-4712-01-01T00:00:00Z"_s);
    const Timestamp latest = Timestamp::fromServer(std::numeric_limits<qint64>::max() - 1);
    for (const TimeRange &range :
         {TimeRange{earliest, latest}, TimeRange{at(u"2026-11-27T12:00:00Z"_s), latest},
          TimeRange{earliest, at(u"2026-11-27T12:00:00Z"_s)}}) {
        const QVector<Timestamp> edges = histogramEdges(range, 120);
        QVERIFY(edges.size() >= 2 && edges.size() <= 121);
        QVERIFY(edges.first() <= range.from && edges.last() >= range.until);
        QVERIFY(std::is_sorted(edges.begin(), edges.end()));
        QVERIFY(range.span() > 0);
    }
}

// There is no year 0: it is 1 BC, with which the first century begins.
void TestTimeHistogram::edgesOfEarlyCenturies()
{
    for (const auto &[from, first, second] : {std::tuple(1, -1, 100), std::tuple(-44, -101, -1)}) {
        const TimeRange range{Timestamp::fromDateTime(QDateTime({from, 3, 15}, {12, 0}, Qt::UTC)),
                              at(u"2026-06-05T12:00:00Z"_s)};
        const QVector<Timestamp> edges = histogramEdges(range, 120, QTimeZone::utc());
        QCOMPARE(edges[0].toDateTime().date(), QDate(first, 1, 1));
        QCOMPARE(edges[1].toDateTime().date(), QDate(second, 1, 1));
        QCOMPARE(edges.last().toDateTime().date(), QDate(2100, 1, 1));
        QVERIFY(std::is_sorted(edges.begin(), edges.end()));
        const QVector<Timestamp> few = histogramEdges(range, 5, QTimeZone::utc()); // as for the labels
        QVERIFY(few.size() > 2 && few.size() <= 6);
    }
}

void TestTimeHistogram::numberSince()
{
    const Timestamp noon = at(u"2026-11-27T12:00:00Z"_s);
    const auto after = [&](qint64 seconds) { return Timestamp(noon.microseconds() + seconds * 1'000'000); };
    const TimeHistogram histogram{{noon, after(60), after(120)}, {{u"failed"_s, {10, 4}}, {{}, {0, 2}}}};
    QCOMPARE(histogram.number(0), 10);
    QCOMPARE(histogram.number(1), 6);
    QCOMPARE(histogram.numberSince(noon), 16.0);
    QCOMPARE(histogram.numberSince(after(30)), 11.0);
    QCOMPARE(histogram.numberSince(after(60)), 6.0);
    QCOMPARE(histogram.numberSince(after(120)), 0.0);
    QCOMPARE(TimeHistogram().numberSince(noon), 0.0);
}

void TestTimeHistogram::countsEachStep()
{
    TestDatabase database(SetUp::Reference);
    database.execute(
        u"ALTER TABLE tasks ALTER status DROP NOT NULL; INSERT INTO tasks (user_id, type, status, created_at) VALUES "
        "(gen_random_uuid(), 'x', 'failed', '2026-11-27 12:00:00Z'), "
        "(gen_random_uuid(), 'x', 'failed', '2026-11-27 12:00:59.999999Z'), "
        "(gen_random_uuid(), 'y', 'pending', '2026-11-27 12:01:00Z'), "
        "(gen_random_uuid(), 'x', NULL, '2026-11-27 12:02:00Z'), "
        "(gen_random_uuid(), 'x', 'failed', '2026-11-27 12:03:00Z')"_s);
    TaskService service(database.profile());
    success(service.open());
    const TimeRange range{at(u"2026-11-27T12:00:00Z"_s), at(u"2026-11-27T12:03:00Z"_s)};
    HistogramRequest request{{}, range, 10};
    const TimeHistogram histogram = success(service.histogram(request));
    QCOMPARE(histogram.range(), range);
    QCOMPARE(histogram.steps(), 6); // of 30 seconds
    QCOMPARE(toText(histogram), u"failed 1 1 0 0 0 0, pending 0 0 1 0 0 0, NULL 0 0 0 0 1 0"_s);
    QVERIFY(!histogram.isEstimate);

    request.filter = query::parse(u"type:x status:failed"_s).value();
    QCOMPARE(toText(success(service.histogram(request))), u"failed 1 1 0 0 0 0"_s);
}

// Without a range.
void TestTimeHistogram::coversWhatMatches()
{
    TestDatabase database(SetUp::Reference);
    database.execute(
        u"INSERT INTO tasks (user_id, type, status, created_at) SELECT gen_random_uuid(), CASE WHEN i < 10 THEN 'x' ELSE 'y' END, 'failed', "
        "'2026-11-27 12:00:00Z'::timestamptz + i * interval '1 s' FROM generate_series(0, 99) i"_s);
    TaskService service(database.profile());
    success(service.open());
    const TimeHistogram all = success(service.histogram({{}, {}, 120}));
    QCOMPARE(all.range(), (TimeRange{at(u"2026-11-27T12:00:00Z"_s), at(u"2026-11-27T12:01:40Z"_s)}));
    QCOMPARE(total(all), 100);
    const TimeHistogram some = success(service.histogram({query::parse(u"type:x"_s).value(), {}, 120}));
    QCOMPARE(some.range(), (TimeRange{at(u"2026-11-27T12:00:00Z"_s), at(u"2026-11-27T12:00:10Z"_s)}));
    QCOMPARE(total(some), 10);
}

void TestTimeHistogram::leavesOutWhatHasNoTime()
{
    TestDatabase database(SetUp::Reference);
    database.execute(
        u"INSERT INTO tasks (user_id, type, status, created_at) SELECT gen_random_uuid(), 'x', 'failed', t::timestamptz FROM unnest(ARRAY["
        "NULL, 'infinity', '-infinity', '2026-11-27 12:00:00Z']) t"_s);
    TaskService service(database.profile());
    success(service.open());
    const TimeHistogram histogram = success(service.histogram({}));
    QCOMPARE(toText(histogram), u"failed 1"_s);
}

// As of a time that was never set, or was typed wrongly.
void TestTimeHistogram::coversDistantYears()
{
    for (const auto &[time, parts] :
         {std::pair(u"0001-01-01 00:00:00Z"_s, 21), std::pair(u"0044-03-15 12:00:00Z BC"_s, 22),
          std::pair(u"4713-01-01 00:00:00Z BC"_s, 68), std::pair(u"9999-12-31 00:00:00Z"_s, 80)}) {
        TestDatabase database(SetUp::Reference);
        database.execute(
            u"INSERT INTO tasks (user_id, type, status, created_at) SELECT gen_random_uuid(), 'x', 'failed', t::timestamptz "
            "FROM unnest(ARRAY['%1', '2026-11-27 12:00:00Z']) t"_s.arg(time));
        TaskService service(database.profile());
        success(service.open());
        const TimeHistogram histogram = success(service.histogram({{}, {}, 120}));
        QCOMPARE(total(histogram), 2);
        QVERIFY2(histogram.steps() >= parts, qPrintable(time));
        QCOMPARE(histogram.parts.size(), 1);
    }
}

void TestTimeHistogram::isEmpty()
{
    TestDatabase database(SetUp::Reference);
    TaskService service(database.profile());
    success(service.open());
    QVERIFY(success(service.histogram({})).isEmpty());
    const TimeRange day{at(u"2026-11-27T00:00:00Z"_s), at(u"2026-11-28T00:00:00Z"_s)};
    const TimeHistogram histogram = success(service.histogram({{}, day}));
    QCOMPARE(histogram.range(), day);
    QCOMPARE(total(histogram), 0);
}

void TestTimeHistogram::columnsOfOtherTypes_data()
{
    QTest::addColumn<QString>("type");
    for (const char *type : {"timestamp", "timestamptz(0)"})
        QTest::newRow(type) << QString::fromUtf8(type);
}

void TestTimeHistogram::columnsOfOtherTypes()
{
    QFETCH(QString, type);
    TestDatabase database(SetUp::Reference);
    database.execute(
        u"SET timezone = 'UTC'; ALTER TABLE tasks ALTER created_at DROP DEFAULT, ALTER created_at TYPE %1; "
        "INSERT INTO tasks (user_id, type, status, created_at) SELECT gen_random_uuid(), 'x', 'failed', "
        "'2026-11-20'::timestamp + i * interval '1 day' FROM generate_series(0, 4) i"_s.arg(type));
    TaskService service(database.profile());
    success(service.open());
    QCOMPARE(total(success(service.histogram({}))), 5);
    const TimeRange range{at(u"2026-11-21T00:00:00Z"_s), at(u"2026-11-23T00:00:00Z"_s)};
    QCOMPARE(toText(success(service.histogram({{}, range, 4}))), u"failed 1 1"_s);
}

void TestTimeHistogram::estimatesLargeTables()
{
    TestDatabase database(SetUp::Reference);
    // Short pages, so that a few rows make many.
    database.execute(
        u"DROP INDEX tasks_updated_at_id_idx, tasks_type_created_at_id_idx, tasks_user_id_created_at_id_idx; "
        "ALTER TABLE tasks ALTER metadata SET STORAGE PLAIN; "
        "INSERT INTO tasks (user_id, type, status, created_at, metadata) SELECT '%1', 'x', CASE i % 4 WHEN 0 THEN 'failed' ELSE 'completed' END, "
        "'2026-11-27 00:00:00Z'::timestamptz + i * interval '0.4 s', to_jsonb(repeat('x', 250)) FROM generate_series(0, 215999) i"_s
            .arg(people::ann.toText()));
    TaskService service(database.profile());
    success(service.open());
    const TimeHistogram histogram = success(service.histogram({}));
    QVERIFY(histogram.isEstimate);
    QCOMPARE(histogram.range(), (TimeRange{at(u"2026-11-27T00:00:00Z"_s), at(u"2026-11-28T00:00:00Z"_s)}));
    QVERIFY2(std::abs(double(total(histogram)) / 216'000 - 1) < 0.1,
             QByteArray::number(total(histogram)).constData());
    QCOMPARE(histogram.parts.size(), 2);

    // Of a range, slices of it tell, if there are many.
    const TimeRange most{at(u"2026-11-27T00:00:00Z"_s), at(u"2026-11-27T20:00:00Z"_s)};
    database.analyze(u"tasks"_s);
    const TimeHistogram ofRange = success(service.histogram({{}, most}));
    QVERIFY(ofRange.isEstimate);
    QCOMPARE(ofRange.parts.size(), 2);
    QVERIFY2(std::abs(double(total(ofRange)) / 180'000 - 1) < 0.02,
             QByteArray::number(total(ofRange)).constData());
    for (int step = 0; step < ofRange.steps(); ++step)
        QVERIFY(std::abs(double(ofRange.number(step)) / (180'000.0 / double(ofRange.steps())) - 1) < 0.1);

    // Of few, all.
    const TimeRange hour{at(u"2026-11-27T12:00:00Z"_s), at(u"2026-11-27T13:00:00Z"_s)};
    const TimeHistogram exact = success(service.histogram({{}, hour}));
    QVERIFY(!exact.isEstimate);
    QCOMPARE(total(exact), 9'000);
}

void TestTimeHistogram::countsWhatTheRoleSees()
{
    TestDatabase database(SetUp::Supabase);
    people::settleIn(database);
    database.execute(
        u"INSERT INTO tasks (user_id, type, status) SELECT u, 'x', 'failed' FROM unnest(ARRAY['%1', '%2', '%2']::uuid[]) u"_s
            .arg(people::ann.toText(), people::bob.toText()));
    TaskService service(database.profile(u"ann"_s));
    success(service.open());
    QCOMPARE(total(success(service.histogram({}))), 1);
}

// No part of a view can be read alone.
void TestTimeHistogram::readsViewsWhole()
{
    TestDatabase database(SetUp::Reference);
    database.execute(
        u"INSERT INTO tasks (user_id, type, status) SELECT gen_random_uuid(), 'x', 'failed' FROM generate_series(1, 100); "
        "ALTER TABLE tasks RENAME TO base; CREATE VIEW tasks AS SELECT b.* FROM base b, generate_series(1, 2100)"_s);
    TaskService service(database.profile());
    success(service.open());
    const TimeHistogram histogram = success(service.histogram({}));
    QVERIFY(!histogram.isEstimate);
    QCOMPARE(total(histogram), 210'000);
}

WATCHBILL_TEST(TestTimeHistogram)

} // namespace tst_timehistogram

#include "tst_timehistogram.moc"
