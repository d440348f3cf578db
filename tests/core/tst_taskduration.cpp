// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/taskduration.h"

#include "testprogram.h"

#include <QTest>

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

Q_DECLARE_METATYPE(watchbill::Task)
Q_DECLARE_METATYPE(std::optional<qint64>)

class TestTaskDuration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void duration_data();
    void duration();
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

WATCHBILL_TEST(TestTaskDuration)

#include "tst_taskduration.moc"
