// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/selectionsummary.h"

#include "live/taskmonitor.h"
#include "service/taskservice.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTest>

namespace tst_selectionsummary {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

constexpr int patient = 15'000; // milliseconds
constexpr Timestamp now(1'769'903'999'123'456); // 2026-01-31 23:59:59.123456 UTC
constexpr qint64 minute = 60'000'000;

Task task(TaskStatus::Kind status, int createdMinutesAgo)
{
    Task one;
    one.status = status;
    one.createdAt = Timestamp(now.microseconds() - createdMinutesAgo * minute);
    one.updatedAt = Timestamp(one.createdAt->microseconds() + minute);
    one.type = u"render"_s;
    one.userId = UserId(u"u1"_s);
    return one;
}

// "render 3, NULL 1"
QString words(const std::optional<ValueCounts> &counts)
{
    if (!counts)
        return u"not known"_s;
    QStringList parts;
    for (const ValueCount &one : counts->values)
        parts += u"%1 %2"_s.arg(one.value.value_or(u"NULL"_s), QString::number(one.count.value));
    return parts.join(u", "_s) + (counts->isWhole ? QString() : u" …"_s);
}

} // namespace

class TestSelectionSummary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void counts();
    void groupsErrors();
    void times();
    void ofNothing();
    void everythingThatIsLoaded();
    void everythingByCounters();
};

void TestSelectionSummary::counts()
{
    using Kind = TaskStatus::Kind;
    QVector<Task> tasks{task(Kind::Failed, 1), task(Kind::Completed, 2), task(Kind::Failed, 3),
                        task(Kind::Failed, 4)};
    tasks[1].type = u"upscale"_s;
    tasks[2].type.reset();
    tasks[3].userId.reset();
    tasks += task(Kind::Other, 5);
    tasks.last().status = TaskStatus();
    const SelectionSummary summary = summaryOf(tasks, now);
    QCOMPARE(words(summary.statuses), u"failed 3, NULL 1, completed 1"_s);
    QCOMPARE(words(summary.types), u"render 3, NULL 1, upscale 1"_s);
    QCOMPARE(words(summary.users), u"u1 4, NULL 1"_s);
    QCOMPARE(words(summary.errors), QString());
    QCOMPARE(summary.users->total, Count{5});
}

void TestSelectionSummary::groupsErrors()
{
    QVector<Task> tasks;
    for (const QString &error : {u"Timeout after 30 s"_s, u"Timeout after 31 s\nat line 5"_s,
                                 u"No file 'a'"_s, u"Timeout after 30 s"_s}) {
        tasks += task(TaskStatus::Kind::Failed, 1);
        tasks.last().errorMessage = error;
    }
    tasks += task(TaskStatus::Kind::Failed, 1);
    tasks.last().errorMessage = u""_s; // says nothing
    const SelectionSummary summary = summaryOf(tasks, now);
    QCOMPARE(words(summary.errors), u"Timeout after … s 3, No file '…' 1"_s);
    QCOMPARE(summary.errors->total, Count{4});
}

void TestSelectionSummary::times()
{
    using Kind = TaskStatus::Kind;
    QVector<Task> tasks{task(Kind::Completed, 90), task(Kind::Processing, 7), task(Kind::Completed, 2)};
    tasks[0].updatedAt = tasks[0].createdAt;
    SelectionSummary summary = summaryOf(tasks, now);
    QCOMPARE(summary.created, (SelectionSummary::Span{*tasks[0].createdAt, *tasks[2].createdAt}));
    QCOMPARE(summary.longest, 7 * minute); // so far

    tasks[0].createdAt = Timestamp::minusInfinity();
    tasks[2].createdAt.reset();
    summary = summaryOf(tasks, now);
    QCOMPARE(summary.created, (SelectionSummary::Span{*tasks[1].createdAt, *tasks[1].createdAt}));
}

void TestSelectionSummary::ofNothing()
{
    const SelectionSummary summary = summaryOf({}, now);
    QCOMPARE(words(summary.statuses), QString());
    QVERIFY(!summary.created && !summary.longest);
}

void TestSelectionSummary::everythingThatIsLoaded()
{
    TestDatabase database(TestDatabase::SetUp::Reference);
    database.execute(
        u"INSERT INTO tasks (user_id, type, status, error_message) "
        "SELECT gen_random_uuid(), 'render', CASE WHEN n < 4 THEN 'failed' ELSE 'completed' END, "
        "CASE WHEN n < 3 THEN 'Timeout after ' || n || ' s' END FROM generate_series(1, 10) n"_s);
    TaskService service(database.profile());
    TaskMonitor monitor(service);
    monitor.start({});
    QTRY_VERIFY_WITH_TIMEOUT(monitor.feed().isWhole(), patient);
    const SelectionSummary summary = summaryOfEverything(monitor);
    QCOMPARE(words(summary.statuses), u"completed 7, failed 3"_s);
    QCOMPARE(words(summary.errors), u"Timeout after … s 2"_s);
    QCOMPARE(summary.users->values.size(), 10);
    QVERIFY(summary.created && summary.longest);
}

// Nothing is asked for that is not counted anyway.
void TestSelectionSummary::everythingByCounters()
{
    TestDatabase database(TestDatabase::SetUp::Reference);
    database.execute(u"INSERT INTO tasks (user_id, type, status, error_message) "
                     "SELECT CASE WHEN n % 2 = 0 THEN 'aaaaaaaa-0000-4000-8000-000000000001'::uuid "
                     "ELSE 'aaaaaaaa-0000-4000-8000-000000000002' END, "
                     "CASE WHEN n % 4 = 0 THEN 'render' ELSE 'upscale' END, "
                     "(ARRAY['failed', 'completed', 'pending'])[n % 3 + 1], 'Broken' "
                     "FROM generate_series(1, 1200) n"_s);
    TaskService service(database.profile());
    TaskMonitor monitor(service);
    TaskQuery query;
    query.filter.statuses.values = {u"failed"_s, u"completed"_s};
    query.filter.types = {{u"upscale"_s}};
    monitor.start(query);
    QTRY_VERIFY_WITH_TIMEOUT(monitor.feed().hasPage() && monitor.totalBesideList()
                                 && monitor.typeCounts().present() && monitor.userCounts().present(),
                             patient);
    SelectionSummary summary = summaryOfEverything(monitor);
    QCOMPARE(words(summary.statuses), u"completed 300, failed 300"_s);
    QCOMPARE(words(summary.types), u"upscale 600"_s);
    QCOMPARE(words(summary.users),
             u"aaaaaaaa-0000-4000-8000-000000000002 400, aaaaaaaa-0000-4000-8000-000000000001 200"_s);
    QVERIFY(!summary.errors && !summary.created && !summary.longest);

    // A manual refresh, and a change of tasks, gets new numbers at once.
    for (const int type : {1, 2, 3}) {
        database.execute(u"UPDATE tasks SET type = 'type %1'"_s.arg(type));
        monitor.refresh();
        QTRY_VERIFY_WITH_TIMEOUT(monitor.typeCounts().present()
                                     && monitor.typeCounts().present()->of(u"type %1"_s.arg(type)),
                                 patient);
    }
    database.execute(u"UPDATE tasks SET type = 'upscale'"_s);

    // "aaaa" is another word for both, and no name that is counted.
    query.filter.users = {{u"aaaaaaaa"_s}};
    monitor.setQuery(query);
    QTRY_VERIFY_WITH_TIMEOUT(monitor.queryState().isShown() && monitor.userCounts().present(), patient);
    summary = summaryOfEverything(monitor);
    QCOMPARE(words(summary.users), u"not known"_s);
}

WATCHBILL_TEST(TestSelectionSummary)

} // namespace tst_selectionsummary

#include "tst_selectionsummary.moc"
