// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/valuecounts.h"

#include "filter/querytext.h"
#include "outcome.h"
#include "people.h"
#include "requests.h"
#include "service/boundedcounting.h"
#include "service/taskservice.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTest>

namespace tst_valuecounts {

using namespace Qt::StringLiterals;
using namespace watchbill;
using namespace watchbill::requests;

using Precision = Count::Precision;

namespace {

QString toText(const std::optional<Count> &count)
{
    if (!count)
        return u"?"_s;
    const QString sign = count->precision == Precision::Exact ? u""_s
        : count->precision == Precision::Estimate             ? u"≈"_s
                                                              : u"≥"_s;
    return sign + QString::number(count->value);
}

// "x 3, NULL 1; no others"
QString toText(const ValueCounts &counts)
{
    QStringList parts;
    for (const ValueCount &one : counts.values)
        parts += one.value.value_or(u"NULL"_s) + u' ' + toText(one.count);
    return parts.join(u", "_s) + (counts.isWhole ? u"; no others"_s : u""_s);
}

} // namespace

/// How many tasks have each type or user, and how many match: as far as the server can tell without much effort.
class TestValueCounts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();
    void ofEachValue();
    void ofEachValue_data();
    void nullHasItsOwn();
    void ofALargeTable();
    void withoutStatistics();
    void ofManyValues();
    void underRowSecurity();
    void matching_data();
    void matching();
    void matchingMany();
    void tooExpensive();

private:
    TaskService &open(const ConnectionProfile &profile);
    void insert(int count, const QString &user, const QString &type, const QString &status);
    QString counted(const QString &query, FilterSet set);
    QString matchingOf(const QString &query);

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
};

void TestValueCounts::initTestCase()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Supabase);
    people::settleIn(*m_database);
    m_database->execute(u"CREATE TABLE loose (id serial PRIMARY KEY, user_id text, type text, status text, "
                        "error_message text, created_at timestamptz NOT NULL DEFAULT now()) "
                        "WITH (autovacuum_enabled = false)"_s);
}

void TestValueCounts::init()
{
    m_database->execute(u"TRUNCATE loose"_s);
    ConnectionProfile profile = m_database->profile();
    profile.table = u"loose"_s;
    open(profile);
}

void TestValueCounts::cleanupTestCase()
{
    m_service.reset();
    m_database.reset();
}

TaskService &TestValueCounts::open(const ConnectionProfile &profile)
{
    m_service = std::make_unique<TaskService>(profile);
    success(m_service->open());
    return *m_service;
}

// The values are SQL, so that they can be NULL.
void TestValueCounts::insert(int count, const QString &user, const QString &type, const QString &status)
{
    m_database->execute(
        u"INSERT INTO loose (user_id, type, status) SELECT %1, %2, %3 FROM generate_series(1, %4) n"_s.arg(
            user, type, status, QString::number(count)));
}

QString TestValueCounts::counted(const QString &query, FilterSet set)
{
    return toText(success(m_service->countsByValue(*query::parse(query), set)));
}

QString TestValueCounts::matchingOf(const QString &query)
{
    return toText(success(m_service->countMatching(*query::parse(query))));
}

void TestValueCounts::ofEachValue_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("types");
    QTest::addColumn<QString>("users");

    QTest::newRow("all") << u""_s << u"x 5, y 2; no others"_s << u"ann 4, bob 3; no others"_s;
    QTest::newRow("status") << u"status:failed"_s << u"y 2; no others"_s << u"bob 2; no others"_s;
    QTest::newRow("the set itself is left aside")
        << u"type:y"_s << u"x 5, y 2; no others"_s << u"bob 2; no others"_s;
    QTest::newRow("the other set holds")
        << u"user:ann"_s << u"x 4; no others"_s << u"ann 4, bob 3; no others"_s;
    QTest::newRow("none") << u"status:gone"_s << u"; no others"_s << u"; no others"_s;
}

void TestValueCounts::ofEachValue()
{
    QFETCH(QString, query);
    insert(4, u"'ann'"_s, u"'x'"_s, u"'pending'"_s);
    insert(1, u"'bob'"_s, u"'x'"_s, u"'pending'"_s);
    insert(2, u"'bob'"_s, u"'y'"_s, u"'failed'"_s);
    QTEST(counted(query, &TaskFilter::types), "types");
    QTEST(counted(query, &TaskFilter::users), "users");
}

void TestValueCounts::nullHasItsOwn()
{
    insert(2, u"NULL"_s, u"''"_s, u"'pending'"_s);
    insert(1, u"'it''s %1'"_s, u"NULL"_s, u"'pending'"_s);
    QCOMPARE(counted({}, &TaskFilter::types), u" 2, NULL 1; no others"_s);
    QCOMPARE(counted({}, &TaskFilter::users), u"NULL 2, it's %1 1; no others"_s);
}

// One by one only where few match; of all of them the statistics tell, and of some of them nothing does.
void TestValueCounts::ofALargeTable()
{
    insert(largestBoundedCount, u"'ann'"_s, u"'x'"_s, u"'pending'"_s);
    QCOMPARE(counted({}, &TaskFilter::types), u"x 50000; no others"_s);
    insert(largestBoundedCount, u"'ann'"_s, u"'x'"_s, u"'pending'"_s);
    insert(20'000, u"NULL"_s, u"'y'"_s, u"'failed'"_s);
    m_database->analyze(u"loose"_s);
    const ValueCounts types = success(m_service->countsByValue({}, &TaskFilter::types));
    QCOMPARE(types.values.size(), 2);
    QVERIFY(!types.isWhole);
    QCOMPARE(types.of(u"z"_s), std::nullopt);
    for (const auto &[value, number] : {std::pair(u"x"_s, 100'000), std::pair(u"y"_s, 20'000)}) {
        const auto count = types.of(value);
        QVERIFY(count);
        QCOMPARE(count->precision, Precision::Estimate);
        QVERIFY2(count->value > number * 8 / 10 && count->value < number * 12 / 10,
                 qPrintable(QString::number(count->value)));
    }
    const ValueCounts users = success(m_service->countsByValue({}, &TaskFilter::users));
    QCOMPARE(users.values.value(1).value, std::nullopt);
    QCOMPARE(users.values.value(1).count.precision, Precision::Estimate);
    QCOMPARE(counted(u"status:failed"_s, &TaskFilter::types), u"y 20000; no others"_s);
    QCOMPARE(counted(u"status:pending"_s, &TaskFilter::types), u""_s);
    // What they say is of another time.
    m_database->execute(u"DELETE FROM loose WHERE type = 'x' AND id % 10 <> 0"_s);
    insert(80'000, u"'ann'"_s, u"'z'"_s, u"'pending'"_s);
    m_database->reportChanges();
    QCOMPARE(counted({}, &TaskFilter::types), u""_s);
}

void TestValueCounts::withoutStatistics()
{
    insert(largestBoundedCount + 1, u"'ann'"_s, u"'x'"_s, u"'pending'"_s);
    QCOMPARE(counted({}, &TaskFilter::types), u""_s);
}

void TestValueCounts::ofManyValues()
{
    insert(300, u"to_char(n, 'FM000')"_s, u"'x'"_s, u"'pending'"_s);
    insert(1, u"'300'"_s, u"'x'"_s, u"'pending'"_s);
    const ValueCounts users = success(m_service->countsByValue({}, &TaskFilter::users));
    QCOMPARE(users.values.size(), 200);
    QCOMPARE(users.values.first(), (ValueCount{u"300"_s, {2}}));
    QCOMPARE(users.total, Count{301});
    QVERIFY(!users.isWhole);
}

// Statistics count what the role must not see.
void TestValueCounts::underRowSecurity()
{
    m_database->execute(u"INSERT INTO tasks (user_id, type) SELECT u::uuid, 'x' FROM generate_series(1, %1), "
                        "unnest(ARRAY['%2', '%3']) u"_s.arg(QString::number(largestBoundedCount + 1),
                                                            people::ann.toText(), people::bob.toText()));
    m_database->analyze(u"tasks"_s);
    open(people::serviceRole(*m_database));
    QCOMPARE(success(m_service->countsByValue({}, &TaskFilter::users)).values.size(), 2);
    QVERIFY(matchingOf({}).startsWith(u'≈'));
    open(m_database->profile(u"ann"_s));
    QCOMPARE(counted({}, &TaskFilter::users), u""_s);
    QCOMPARE(matchingOf({}), u"≥50000"_s);
    m_database->execute(u"DELETE FROM tasks WHERE ctid NOT IN (SELECT ctid FROM tasks WHERE user_id = '%1' "
                        "LIMIT 3) AND user_id = '%1'"_s.arg(people::ann.toText()));
    QCOMPARE(counted({}, &TaskFilter::users), people::ann.toText() + u" 3; no others"_s);
}

void TestValueCounts::matching_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("count");

    QTest::newRow("all") << u""_s << u"3"_s;
    QTest::newRow("some") << u"status:failed"_s << u"1"_s;
    QTest::newRow("none") << u"status:gone"_s << u"0"_s;
    QTest::newRow("a column that is not there") << u"updated:today"_s << u"0"_s;
    QTest::newRow("what the server refuses") << u"error:/(/"_s << u"?"_s;
}

void TestValueCounts::matching()
{
    QFETCH(QString, query);
    insert(2, u"'ann'"_s, u"'x'"_s, u"'pending'"_s);
    insert(1, u"'ann'"_s, u"'x'"_s, u"'failed'"_s);
    QTEST(matchingOf(query), "count");
    QCOMPARE(matchingOf({}), u"3"_s); // nothing stays behind
}

void TestValueCounts::matchingMany()
{
    insert(largestBoundedCount, u"'ann'"_s, u"'x'"_s, u"'pending'"_s);
    QCOMPARE(matchingOf({}), u"50000"_s);
    insert(2 * largestBoundedCount, u"'ann'"_s, u"'x'"_s, u"'pending'"_s);
    m_database->analyze(u"loose"_s);
    QCOMPARE(matchingOf({}), u"≈150000"_s);
}

// A view that computes all of its rows before the first.
void TestValueCounts::tooExpensive()
{
    m_database->execute(
        u"CREATE VIEW expensive AS SELECT n AS id, 'ann'::text AS user_id, 'x'::text AS type, 'pending'::text AS status, now() AS created_at "
        "FROM (SELECT a * 10 + b AS n FROM generate_series(1, 100000) a, generate_series(1, 100000) b "
        "ORDER BY 1 OFFSET 0) s"_s);
    ConnectionProfile profile = m_database->profile();
    profile.table = u"expensive"_s;
    open(profile);
    QCOMPARE(counted({}, &TaskFilter::types), u""_s);
    QCOMPARE(matchingOf({}), u"?"_s);
}

WATCHBILL_TEST(TestValueCounts)

} // namespace tst_valuecounts

#include "tst_valuecounts.moc"
