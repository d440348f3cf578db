// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/creationtime.h"

#include "filter/filterchanges.h"
#include "filter/querytext.h"
#include "task/shownzone.h"
#include "testprogram.h"

#include <QTest>
#include <QTimeZone>

namespace tst_creationtime {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

Timestamp at(const QString &iso)
{
    return iso == "-inf"_L1 ? Timestamp::minusInfinity()
        : iso == "inf"_L1   ? Timestamp::infinity()
                            : Timestamp::fromDateTime(QDateTime::fromString(iso, Qt::ISODateWithMs));
}

const Timestamp now = at(u"2026-11-27T12:00:00Z"_s);

} // namespace

class TestCreationTime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setShownZone(QTimeZone::utc()); }
    void creation_data();
    void creation();
    void isNoSingleRange_data();
    void isNoSingleRange();
    void within_data();
    void within();
    void leavesTheRest();
    void texts();
};

void TestCreationTime::creation_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("until");

    const auto row = [](const char *query, const char *from, const char *until) {
        QTest::newRow(query) << QString::fromUtf8(query) << QString::fromUtf8(from)
                             << QString::fromUtf8(until);
    };
    row("created:today", "2026-11-27T00:00:00Z", "2026-11-28T00:00:00Z");
    row("created:2h", "2026-11-27T10:00:00Z", "inf");
    row("created:>2h", "2026-11-27T10:00:00Z", "inf");
    row("created:<2h", "-inf", "2026-11-27T10:00:00Z");
    row("created:2026-11-01..2026-11-02", "2026-11-01T00:00:00Z", "2026-11-03T00:00:00Z");
    row("created:2h..1h", "2026-11-27T10:00:00Z", "2026-11-27T11:00:00Z");
    row("status:failed created:>=2026-11-01 created:<2026-11-03", "2026-11-01T00:00:00Z",
        "2026-11-03T00:00:00Z");
    row("created:<=2026-11-03", "-inf", "2026-11-04T00:00:00Z");
}

void TestCreationTime::creation()
{
    QFETCH(QString, query);
    const auto filter = query::parse(query);
    QVERIFY(filter);
    const auto range = filter::creation(*filter, now);
    QVERIFY(range);
    QFETCH(QString, from);
    QFETCH(QString, until);
    QCOMPARE(range->from, at(from));
    QCOMPARE(range->until, at(until));
}

void TestCreationTime::isNoSingleRange_data()
{
    QTest::addColumn<QString>("query");
    for (const char *query :
         {"", "status:failed", "created:today,2026-11-01", "created:null", "-created:today",
          "created:today OR status:failed", "created:>2026-12-01 created:<2026-11-01"})
        QTest::newRow(query) << QString::fromUtf8(query);
}

void TestCreationTime::isNoSingleRange()
{
    QFETCH(QString, query);
    const auto filter = query::parse(query);
    QVERIFY(filter);
    QVERIFY(!filter::creation(*filter, now));
}

void TestCreationTime::within_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("until");
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("query");

    const auto row = [](const char *query, const char *from, const char *until, const char *zone = "UTC") {
        QTest::newRow(query) << QString::fromUtf8(from) << QString::fromUtf8(until) << QString::fromUtf8(zone)
                             << QString::fromUtf8(query);
    };
    row("created:2026-11-27", "2026-11-27T00:00:00Z", "2026-11-28T00:00:00Z");
    row("created:2026-11-20..2026-11-26", "2026-11-20T00:00:00Z", "2026-11-27T00:00:00Z");
    row("created:2026-11-27T14:00..2026-11-27T14:59", "2026-11-27T14:00:00Z", "2026-11-27T15:00:00Z");
    row("created:2026-11-27T14:07", "2026-11-27T14:07:00Z", "2026-11-27T14:08:00Z");
    row("created:2026-11-27T14:00:05..2026-11-27T14:00:09", "2026-11-27T14:00:05Z", "2026-11-27T14:00:10Z");
    // A day of 25 hours.
    row("created:2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "Europe/Berlin");
    // The second of the two hours from 2 to 3.
    row("created:2026-10-25T01:00:00.000000+00:00..2026-10-25T01:29:59.999999+00:00", "2026-10-25T01:00:00Z",
        "2026-10-25T01:30:00Z", "Europe/Berlin");
    row("created:2026-11-27T14:00:00.250000+00:00..2026-11-27T14:00:00.499999+00:00",
        "2026-11-27T14:00:00.250Z", "2026-11-27T14:00:00.500Z");
}

void TestCreationTime::within()
{
    QFETCH(QString, from);
    QFETCH(QString, until);
    QFETCH(QString, zone);
    setShownZone(QTimeZone(zone.toLatin1()));
    const TimeRange range{at(from), at(until)};
    const TaskFilter filter = filter::createdWithin({}, range, QTimeZone(zone.toLatin1()));
    QTEST(query::print(filter), "query");
    const auto read = filter::creation(filter, now);
    setShownZone(QTimeZone::utc());
    QVERIFY(read);
    QCOMPARE(read->from, range.from);
    QCOMPARE(read->until, range.until);
}

void TestCreationTime::leavesTheRest()
{
    const auto filter = query::parse(u"status:failed created:>2h meta.x:1 created:<1h"_s);
    QVERIFY(filter);
    const TimeRange day{at(u"2026-11-26T00:00:00Z"_s), at(u"2026-11-27T00:00:00Z"_s)};
    QCOMPARE(query::print(filter::createdWithin(*filter, day, QTimeZone::utc())),
             u"status:failed meta.x:1 created:2026-11-26"_s);
    QCOMPARE(query::print(filter::createdEver(*filter)), u"status:failed meta.x:1"_s);
}

// As the two fields of a dialog have it; what ends now has no end there.
void TestCreationTime::texts()
{
    const auto texts = [](const QString &query) {
        const auto pair = filter::creationTexts(*query::parse(query));
        return pair ? pair->first + u'|' + pair->second : u"none"_s;
    };
    QCOMPARE(texts(u"created:yesterday"_s), u"yesterday|yesterday"_s);
    QCOMPARE(texts(u"created:2h"_s), u"2h|"_s);
    QCOMPARE(texts(u"created:\"2h ago\""_s), u"2h ago|"_s);
    QCOMPARE(texts(u"created:\"last hour\""_s), u"last hour|"_s);
    QCOMPARE(texts(u"created:9am..noon"_s), u"9am|noon"_s);
    QCOMPARE(texts(u"created:..noon"_s), u"|noon"_s);
    QCOMPARE(texts(u"status:failed"_s), u"none"_s);
    QCOMPARE(texts(u"created:today created:9am"_s), u"none"_s);
}

WATCHBILL_TEST(TestCreationTime)

} // namespace tst_creationtime

#include "tst_creationtime.moc"
