// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/taskduration.h"

#include "testprogram.h"

#include <QTest>

namespace tst_taskduration {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

using Time = std::optional<Timestamp>;

constexpr qint64 second = 1'000'000;
constexpr qint64 minute = 60 * second;

constexpr Timestamp now(1'769'903'999'123'456); // 2026-01-31 23:59:59.123456 UTC
constexpr Timestamp yearOne(-62'135'596'800 * second);
constexpr Timestamp endOf9999(253'402'300'799 * second + 999'999);
constexpr Timestamp serversFirst(-210'866'803'200 * second); // 4714-11-24 BC, the oldest that PostgreSQL has
constexpr Timestamp farFuture(9'223'371'331'200 * second); // in the year 294246

} // namespace

class TestTaskDuration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void duration_data();
    void duration();
    void stuck_data();
    void stuck();
};

void TestTaskDuration::duration_data()
{
    using Kind = TaskStatus::Kind;
    using Expected = std::optional<qint64>;
    const auto task = [](TaskStatus status, Time created, Time updated) {
        Task one;
        one.status = status;
        one.createdAt = created;
        one.updatedAt = updated;
        return one;
    };
    const Timestamp earlier(now.microseconds() - minute);
    const Timestamp later(now.microseconds() + minute);
    const TaskStatus canceled = TaskStatus::fromText(u"canceled"_s);
    QTest::addColumn<Task>("task");
    QTest::addColumn<Expected>("microseconds");

    QTest::newRow("completed") << task(Kind::Completed, earlier, later) << Expected(2 * minute);
    QTest::newRow("failed") << task(Kind::Failed, earlier, earlier) << Expected(0);
    QTest::newRow("unknown status") << task(canceled, earlier, later) << Expected(2 * minute);
    QTest::newRow("pending") << task(Kind::Pending, earlier, later) << Expected(minute);
    QTest::newRow("processing") << task(Kind::Processing, earlier, std::nullopt) << Expected(minute);
    QTest::newRow("so far, in whole seconds")
        << task(Kind::Pending, Timestamp(earlier.microseconds() + 1), std::nullopt)
        << Expected(minute - 1'000'000);
    QTest::newRow("clocks differ") << task(Kind::Pending, later, later) << Expected(-minute);
    QTest::newRow("never created") << task(Kind::Pending, std::nullopt, later) << Expected();
    QTest::newRow("never updated") << task(Kind::Completed, earlier, std::nullopt) << Expected();
    QTest::newRow("created at infinity")
        << task(Kind::Pending, Timestamp::minusInfinity(), later) << Expected();
    QTest::newRow("updated at infinity") << task(Kind::Failed, earlier, Timestamp::infinity()) << Expected();
    QTest::newRow("year 1 to year 9999") << task(Kind::Completed, yearOne, endOf9999)
                                         << Expected(endOf9999.microseconds() - yearOne.microseconds());
    QTest::newRow("longer than 64 bits tell") << task(Kind::Completed, serversFirst, farFuture) << Expected();
}

void TestTaskDuration::duration()
{
    QFETCH(Task, task);
    QFETCH(std::optional<qint64>, microseconds);
    QCOMPARE(watchbill::taskDuration(task, now), microseconds);
}

// The server's own answer to is:stuck has the same rule: see TestQueryConditions.
void TestTaskDuration::stuck_data()
{
    using Kind = TaskStatus::Kind;
    const Timestamp longAgo(now.microseconds() - 30 * minute - 1);
    const Timestamp lately(now.microseconds() - 30 * minute);
    QTest::addColumn<Kind>("status");
    QTest::addColumn<Time>("created");
    QTest::addColumn<Time>("updated");
    QTest::addColumn<bool>("isStuck");

    QTest::newRow("pending") << Kind::Pending << Time(longAgo) << Time(now) << true;
    QTest::newRow("pending, not for long") << Kind::Pending << Time(lately) << Time(now) << false;
    QTest::newRow("processing") << Kind::Processing << Time(longAgo) << Time(longAgo) << true;
    QTest::newRow("processing, with news") << Kind::Processing << Time(longAgo) << Time(lately) << false;
    QTest::newRow("processing, never updated") << Kind::Processing << Time(longAgo) << Time() << true;
    QTest::newRow("done") << Kind::Completed << Time(longAgo) << Time(longAgo) << false;
    QTest::newRow("another status") << Kind::Other << Time(longAgo) << Time(longAgo) << false;
    QTest::newRow("since whenever") << Kind::Pending << Time() << Time(longAgo) << false;
    QTest::newRow("since ever") << Kind::Pending << Time(Timestamp::minusInfinity()) << Time() << true;
    QTest::newRow("to come") << Kind::Pending << Time(Timestamp::infinity()) << Time() << false;
}

void TestTaskDuration::stuck()
{
    QFETCH(TaskStatus::Kind, status);
    QFETCH(Time, created);
    QFETCH(Time, updated);
    Task task;
    task.status = status;
    task.createdAt = created;
    task.updatedAt = updated;
    QTEST(isStuck(task, now, standardStuckAfter), "isStuck");
    QVERIFY(!isStuck(task, now, standardStuckAfter + std::chrono::minutes(1))
            || *task.createdAt == Timestamp::minusInfinity());
}

WATCHBILL_TEST(TestTaskDuration)

} // namespace tst_taskduration

#include "tst_taskduration.moc"
