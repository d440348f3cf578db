// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/statuscounts.h"

#include "outcome.h"
#include "people.h"
#include "requests.h"
#include "service/taskservice.h"
#include "testprogram.h"
#include "testserver.h"

#include <QElapsedTimer>
#include <QTest>

namespace tst_statuscounts {

using namespace Qt::StringLiterals;
using namespace watchbill;
using namespace watchbill::requests;

using Precision = Count::Precision;
using SetUp = TestDatabase::SetUp;

namespace {

constexpr qint64 most = 50'000; // counted exactly in one status

// "completed ≈60000, failed 3, pending ≥50000"
QString toText(const StatusCounts &counts)
{
    QStringList parts;
    for (const StatusCount &one : counts.statuses) {
        const QString sign = one.count.precision == Precision::Exact ? u""_s
            : one.count.precision == Precision::Estimate             ? u"≈"_s
                                                                     : u"≥"_s;
        parts += one.status.value_or(u"NULL"_s) + u' ' + sign + QString::number(one.count.value);
    }
    return parts.join(u", "_s);
}

} // namespace

class TestStatusCounts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void cleanupTestCase();
    void total_data();
    void total();
    void countsEachStatus();
    void countsWhatTheFilterMatches_data();
    void countsWhatTheFilterMatches();
    void countsWhatTheRoleSees();
    void estimatesLargeNumbers();
    void believesNoOldStatistics();
    void busiestUsers();
    void emptyTable();
    void oddStatuses();
    void canBeGivenUp();
    void newerReplacesOlder();
    void slowCountsDoNotDelayTheList();
    void typesInUse();
    void manyTypes();

private:
    TaskService &open(const ConnectionProfile &profile);
    TaskService &openSupabase();
    void insert(int count, const UserId &user, const QString &type, const QString &status);
    void waitForLock();

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
};

void TestStatusCounts::cleanup()
{
    m_service.reset();
}

void TestStatusCounts::cleanupTestCase()
{
    m_database.reset();
}

TaskService &TestStatusCounts::open(const ConnectionProfile &profile)
{
    m_service = std::make_unique<TaskService>(profile);
    success(m_service->open());
    return *m_service;
}

TaskService &TestStatusCounts::openSupabase()
{
    m_service.reset();
    if (!m_database) {
        m_database = std::make_unique<TestDatabase>(SetUp::Supabase);
        people::settleIn(*m_database);
    }
    m_database->execute(u"ROLLBACK"_s); // in case the last test ended halfway
    m_database->execute(u"TRUNCATE tasks"_s);
    return open(people::serviceRole(*m_database));
}

void TestStatusCounts::insert(int count, const UserId &user, const QString &type, const QString &status)
{
    m_database->execute(
        u"INSERT INTO tasks (user_id, type, status) SELECT '%1', '%2', '%3' FROM generate_series(1, %4)"_s
            .arg(user.toText(), type, status, QString::number(count)));
}

void TestStatusCounts::waitForLock()
{
    QTRY_COMPARE_WITH_TIMEOUT(m_database->value(u"SELECT count(*) FROM pg_locks WHERE NOT granted"_s), u"1"_s,
                              30'000);
}

void TestStatusCounts::total_data()
{
    QTest::addColumn<QVector<Count>>("counts");
    QTest::addColumn<qint64>("value");
    QTest::addColumn<Precision>("precision");

    const Count exact{3, Precision::Exact};
    const Count estimate{70'000, Precision::Estimate};
    const Count atLeast{50'000, Precision::AtLeast};
    QTest::newRow("none") << QVector<Count>{} << qint64(0) << Precision::Exact;
    QTest::newRow("exact") << QVector<Count>{exact, exact} << qint64(6) << Precision::Exact;
    QTest::newRow("one estimate") << QVector<Count>{exact, estimate, exact} << qint64(70'006)
                                  << Precision::Estimate;
    QTest::newRow("at least") << QVector<Count>{atLeast, exact} << qint64(50'003) << Precision::AtLeast;
    QTest::newRow("both") << QVector<Count>{estimate, atLeast} << qint64(120'000) << Precision::AtLeast;
    QTest::newRow("both, other way round")
        << QVector<Count>{atLeast, estimate} << qint64(120'000) << Precision::AtLeast;
}

void TestStatusCounts::total()
{
    QFETCH(QVector<Count>, counts);
    StatusCounts all;
    for (const Count &count : counts)
        all.statuses += StatusCount{u"x"_s, count};
    QTEST(all.total().value, "value");
    QTEST(all.total().precision, "precision");
}

void TestStatusCounts::countsEachStatus()
{
    TaskService &service = openSupabase();
    insert(3, people::ann, u"x"_s, u"pending"_s);
    insert(2, people::bob, u"y"_s, u"failed"_s);
    insert(1, people::bob, u"x"_s, u"canceled"_s);
    QCOMPARE(toText(success(service.countsByStatus({}))), u"canceled 1, failed 2, pending 3"_s);
    QCOMPARE(toText(success(service.exactCountsByStatus({}))), u"canceled 1, failed 2, pending 3"_s);

    // What does not match is none, not unknown.
    const TaskFilter y = filtered(&TaskFilter::types, {u"y"_s});
    QCOMPARE(toText(success(service.countsByStatus(y))), u"canceled 0, failed 2, pending 0"_s);
    QCOMPARE(toText(success(service.exactCountsByStatus(y))), u"canceled 0, failed 2, pending 0"_s);
}

void TestStatusCounts::countsWhatTheFilterMatches_data()
{
    QTest::addColumn<int>("part"); // of the filter
    QTest::addColumn<QStringList>("values");
    QTest::addColumn<bool>("excluded");
    QTest::addColumn<QString>("found"); // those that are not zero

    enum { Statuses, Types, Users, Text };
    QTest::newRow("statuses are left aside")
        << int(Statuses) << QStringList{u"failed"_s} << false << u"failed 2, pending 3"_s;
    QTest::newRow("type") << int(Types) << QStringList{u"it's %1"_s} << false << u"failed 2"_s;
    QTest::newRow("two types") << int(Types) << QStringList{u"it's %1"_s, u"x"_s} << false
                               << u"failed 2, pending 3"_s;
    QTest::newRow("not a type") << int(Types) << QStringList{u"it's %1"_s} << true << u"pending 3"_s;
    QTest::newRow("markers") << int(Types) << QStringList{u"%1"_s, u"%2%3"_s, u"%4"_s, u"%99"_s} << true
                             << u"failed 2, pending 3"_s;
    QTest::newRow("user") << int(Users) << QStringList{u"aaaa"_s} << false << u"pending 3"_s;
    QTest::newRow("text") << int(Text) << QStringList{u"100%1"_s} << false << u"failed 2"_s;
    QTest::newRow("no text like that") << int(Text) << QStringList{u"100_1"_s} << false << u""_s;
}

void TestStatusCounts::countsWhatTheFilterMatches()
{
    QFETCH(int, part);
    QFETCH(QStringList, values);
    QFETCH(bool, excluded);
    TaskService &service = openSupabase();
    insert(3, people::ann, u"x"_s, u"pending"_s);
    insert(2, people::bob, u"it''s %1"_s, u"failed"_s);
    m_database->execute(u"UPDATE tasks SET error_message = 'at 100%1' WHERE status = 'failed'"_s);
    TaskFilter filter;
    if (part == 3)
        filter.condition = filter::containing(values.first());
    else
        filter
            .*(part == 0       ? &TaskFilter::statuses
                   : part == 1 ? &TaskFilter::types
                               : &TaskFilter::users) = {values, excluded};
    for (StatusCounts counts :
         {success(service.countsByStatus(filter)), success(service.exactCountsByStatus(filter))}) {
        counts.statuses.removeIf([](const StatusCount &one) { return one.count == Count(); });
        QTEST(toText(counts), "found");
    }
}

void TestStatusCounts::countsWhatTheRoleSees()
{
    openSupabase();
    insert(3, people::ann, u"x"_s, u"pending"_s);
    insert(20, people::bob, u"x"_s, u"pending"_s);
    TaskService &service = open(m_database->profile(u"ann"_s));
    QCOMPARE(toText(success(service.countsByStatus({}))), u"pending 3"_s);
    QCOMPARE(toText(success(service.exactCountsByStatus({}))), u"pending 3"_s);
}

void TestStatusCounts::estimatesLargeNumbers()
{
    openSupabase();
    insert(int(most), people::ann, u"x"_s, u"failed"_s);
    insert(int(most) + 1, people::ann, u"x"_s, u"completed"_s);
    insert(3, people::ann, u"x"_s, u"pending"_s);
    m_database->analyze(u"tasks"_s);
    TaskService &all = open(people::serviceRole(*m_database));
    const StatusCounts counts = success(all.countsByStatus({}));
    QCOMPARE(counts.statuses.size(), 3);
    QCOMPARE(toText({counts.statuses.mid(1)}), u"failed 50000, pending 3"_s);
    const Count large = counts.statuses[0].count;
    // The planner may think that it is less than what was counted already.
    QVERIFY2(
        large == Count({most, Precision::AtLeast})
            || (large.precision == Precision::Estimate && large.value > most && large.value < most * 6 / 5),
        qPrintable(toText(counts)));
    QCOMPARE(toText(success(all.exactCountsByStatus({}))), u"completed 50001, failed 50000, pending 3"_s);
    QCOMPARE(toText(success(all.countsByStatus(withText(u"nothing like that"_s)))),
             u"completed 0, failed 0, pending 0"_s);

    insert(int(most), people::ann, u"x"_s, u"completed"_s);
    m_database->analyze(u"tasks"_s);
    const Count larger = success(all.countsByStatus({})).statuses[0].count;
    QCOMPARE(larger.precision, Precision::Estimate);
    QVERIFY2(larger.value > most * 9 / 5 && larger.value < most * 11 / 5,
             qPrintable(QString::number(larger.value)));

    // The planner counts rows that row security hides: its numbers must not be shown here.
    TaskService &own = open(m_database->profile(u"ann"_s));
    QCOMPARE(toText(success(own.countsByStatus({}))), u"completed ≥50000, failed 50000, pending 3"_s);
    QCOMPARE(toText(success(own.exactCountsByStatus({}))), u"completed 100001, failed 50000, pending 3"_s);
}

// What was large when the table was analysed need not be so any more.
void TestStatusCounts::believesNoOldStatistics()
{
    openSupabase();
    insert(int(most) * 3, people::ann, u"x"_s, u"completed"_s);
    m_database->analyze(u"tasks"_s);
    TaskService &service = open(people::serviceRole(*m_database));
    QCOMPARE(success(service.countsByStatus({})).statuses.value(0).count.precision, Precision::Estimate);
    m_database->execute(u"DELETE FROM tasks WHERE id NOT IN (SELECT id FROM tasks LIMIT 3)"_s);
    m_database->reportChanges();
    QCOMPARE(toText(success(service.countsByStatus({}))), u"completed 3"_s);
}

void TestStatusCounts::busiestUsers()
{
    openSupabase();
    insert(2, people::bob, u"x"_s, u"failed"_s);
    insert(5, people::ann, u"x"_s, u"failed"_s);
    TaskService &all = open(people::serviceRole(*m_database));
    m_database->analyze(u"tasks"_s);
    QCOMPARE(success(all.busiestUsers()), QStringList({people::ann.toText(), people::bob.toText()}));
    TaskService &own = open(m_database->profile(u"ann"_s));
    QCOMPARE(success(own.busiestUsers()), QStringList()); // row security hides others
}

void TestStatusCounts::emptyTable()
{
    TaskService &service = openSupabase();
    QVERIFY(success(service.countsByStatus({})).statuses.isEmpty());
    QVERIFY(success(service.exactCountsByStatus({})).statuses.isEmpty());
    QVERIFY(success(service.typesInUse()).values.isEmpty());
}

void TestStatusCounts::oddStatuses()
{
    TaskService &service = openSupabase();
    insert(1, people::ann, u"x"_s, u""_s);
    insert(2, people::ann, u"x"_s, u"it''s %1"_s);
    insert(3, people::ann, u"x"_s, u"🚀"_s);
    QCOMPARE(toText(success(service.countsByStatus({}))), u" 1, it's %1 2, 🚀 3"_s);
    QCOMPARE(toText(success(service.exactCountsByStatus({}))), u" 1, it's %1 2, 🚀 3"_s);
}

void TestStatusCounts::canBeGivenUp()
{
    TaskService &service = openSupabase();
    m_database->execute(u"BEGIN; LOCK TABLE tasks IN ACCESS EXCLUSIVE MODE"_s);
    QElapsedTimer timer;
    timer.start();
    const auto counts = service.exactCountsByStatus({});
    waitForLock();
    service.cancelCounts();
    QCOMPARE(outcomeOf(counts), u"Cancelled"_s);
    QVERIFY(timer.elapsed() < 30'000);
    m_database->execute(u"COMMIT"_s);
    QCOMPARE(outcomeOf(service.exactCountsByStatus({})), u"fine"_s);
}

void TestStatusCounts::newerReplacesOlder()
{
    TaskService &service = openSupabase();
    insert(1, people::ann, u"x"_s, u"pending"_s);
    m_database->execute(u"BEGIN; LOCK TABLE tasks IN ACCESS EXCLUSIVE MODE"_s);
    const auto exact = service.exactCountsByStatus({});
    waitForLock();
    const auto older = service.countsByStatus({});
    const auto newer = service.countsByStatus(filtered(&TaskFilter::types, {u"y"_s}));
    QCOMPARE(outcomeOf(exact), u"Cancelled"_s);
    QCOMPARE(outcomeOf(older), u"Cancelled"_s);
    m_database->execute(u"COMMIT"_s);
    QCOMPARE(toText(success(newer)), u"pending 0"_s);
}

// A view whose type is slow to compute: it is only looked at where it is counted by.
void TestStatusCounts::slowCountsDoNotDelayTheList()
{
    openSupabase();
    insert(1, people::ann, u"x"_s, u"pending"_s);
    m_database->execute(
        u"CREATE FUNCTION slow() RETURNS text LANGUAGE sql VOLATILE AS "
        "'SELECT ''x'' FROM pg_sleep(100)'; CREATE VIEW slow_tasks AS SELECT id, user_id, "
        "CASE WHEN current_setting('statement_timeout') = '30min' THEN slow() ELSE 'x' END AS type, "
        "status, created_at FROM tasks"_s);
    ConnectionProfile profile = m_database->profile();
    profile.table = u"slow_tasks"_s;
    TaskService &service = open(profile);
    const auto counts = service.exactCountsByStatus(filtered(&TaskFilter::types, {u"x"_s}));
    const QString sleeping =
        u"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"_s;
    QTRY_COMPARE_WITH_TIMEOUT(m_database->value(sleeping), u"1"_s, 30'000);
    QCOMPARE(success(service.page({})).rows.size(), 1);
    QVERIFY(!counts.isFinished());
    service.cancelCounts();
    QCOMPARE(outcomeOf(counts), u"Cancelled"_s);
}

void TestStatusCounts::typesInUse()
{
    TaskService &service = openSupabase();
    for (const auto &type : {u"b"_s, u"a"_s, u"B"_s, u"it''s %1"_s, u"🚀"_s, u"a"_s})
        insert(2, people::ann, type, u"pending"_s);
    insert(1, people::bob, u"bobs"_s, u"pending"_s);
    QCOMPARE(success(service.typesInUse()).values,
             QStringList({u"B"_s, u"a"_s, u"b"_s, u"bobs"_s, u"it's %1"_s, u"🚀"_s}));
    TaskService &own = open(m_database->profile(u"ann"_s));
    QCOMPARE(success(own.typesInUse()).values, QStringList({u"B"_s, u"a"_s, u"b"_s, u"it's %1"_s, u"🚀"_s}));
}

void TestStatusCounts::manyTypes()
{
    TaskService &service = openSupabase();
    m_database->execute(
        u"INSERT INTO tasks (user_id, type) SELECT '%1', to_char(n, 'FM000') FROM generate_series(1, 300) n"_s
            .arg(people::ann.toText()));
    const QStringList types = success(service.typesInUse()).values;
    QCOMPARE(types.size(), 200);
    QCOMPARE(types.first(), u"001"_s);
    QCOMPARE(types.last(), u"200"_s);
}

WATCHBILL_TEST(TestStatusCounts)

} // namespace tst_statuscounts

#include "tst_statuscounts.moc"
