// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/seentasks.h"

#include "testprogram.h"

#include <QtTest>

namespace tst_seentasks {

using namespace Qt::StringLiterals;
using namespace watchbill;

using Kind = TaskChange::Kind;

/// Times are whole seconds here.
class TestSeenTasks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstLookTellsNothing();
    void appeared_data();
    void appeared();
    void orderOfTheChanges();
    void belowTheHorizon();
    void lateCommit();
    void changedTwiceBeforeItIsRead();
    void deletedWithinALook();
    void leavesTheFilterOnce();
    void keepsTheLatest();
    void reached_data();
    void reached();
};

namespace {

Timestamp at(double seconds)
{
    return Timestamp(qint64(seconds * 1'000'000));
}

Task task(const QString &id, double created, double updated, const QString &status = u"s"_s)
{
    Task task;
    task.id = TaskId(id);
    task.status = TaskStatus::fromText(status);
    task.createdAt = at(created);
    task.updatedAt = at(updated);
    return task;
}

// The rows in their order; all that is known is watched, and what is listed is in the table.
TaskPage page(const QVector<Task> &tasks, double lookedAt, bool reachedEnd = true)
{
    TaskPage page;
    for (const Task &one : tasks) {
        page.rows += TaskRow{one, {}};
        page.watched += WatchedTask{one, true};
    }
    page.reachedStart = true;
    page.reachedEnd = reachedEnd;
    page.serverTime = at(lookedAt);
    return page;
}

TaskQuery byChange()
{
    return {{}, {TaskField::UpdatedAt, Qt::DescendingOrder}};
}

} // namespace

void TestSeenTasks::firstLookTellsNothing()
{
    SeenTasks seen(byChange());
    QVERIFY(!seen.hasLooked());
    const Task one = task(u"1"_s, 1, 1);
    QCOMPARE(seen.take(page({one}, 10)).size(), 0);
    QVERIFY(seen.hasLooked());
    QCOMPARE(seen.keys(), QVector<TaskKey>{one.id});
    QCOMPARE(seen.take(page({one}, 12)).size(), 0);
}

void TestSeenTasks::appeared_data()
{
    QTest::addColumn<QString>("status"); // that is filtered by
    QTest::addColumn<double>("created");
    QTest::addColumn<double>("updated"); // negative: the table has no such column
    QTest::addColumn<Kind>("kind");

    QTest::newRow("new") << QString() << 11. << 11. << Kind::Created;
    QTest::newRow("came to light late") << QString() << 9. << 9. << Kind::Created;
    QTest::newRow("new, changed already") << QString() << 11. << 11.5 << Kind::Created;
    QTest::newRow("old") << QString() << 1. << 11. << Kind::Changed;
    QTest::newRow("entered the filter") << u"s"_s << 9.5 << 11. << Kind::Changed;
    QTest::newRow("no updated_at, new") << QString() << 11. << -1. << Kind::Created;
    QTest::newRow("no updated_at, late") << QString() << 9. << -1. << Kind::Created;
    QTest::newRow("no updated_at, entered") << u"s"_s << 9.5 << -1. << Kind::Changed;
}

void TestSeenTasks::appeared()
{
    QFETCH(QString, status);
    QFETCH(double, created);
    QFETCH(double, updated);
    const TaskField field = updated < 0 ? TaskField::CreatedAt : TaskField::UpdatedAt;
    TaskQuery query{{}, {field, Qt::DescendingOrder}};
    if (!status.isEmpty())
        query.filter.statuses.values += status;
    SeenTasks seen(query);
    const Task old = task(u"1"_s, 5, 5);
    seen.take(page({old}, 10));
    Task other = task(u"2"_s, created, updated);
    if (updated < 0)
        other.updatedAt.reset();
    const auto changes = seen.take(page({other, old}, 12));
    QCOMPARE(changes.size(), 1);
    QTEST(changes.first().kind, "kind");
    QCOMPARE(changes.first().task, other);
}

void TestSeenTasks::orderOfTheChanges()
{
    SeenTasks seen(byChange());
    const Task a = task(u"a"_s, 1, 1);
    const Task b = task(u"b"_s, 2, 2);
    const Task c = task(u"c"_s, 3, 3);
    seen.take(page({c, b, a}, 10));
    Task silent = b; // updated_at is not written
    silent.status = TaskStatus::Kind::Failed;
    const Task changed = task(u"a"_s, 1, 11.5);
    const Task created = task(u"d"_s, 11, 11);
    const QVector<TaskChange> expected{
        {Kind::Created, created, at(11)},
        {Kind::Changed, changed, at(11.5)},
        {Kind::Changed, silent, at(12)},
        {Kind::Deleted, c, at(12)},
    };
    QCOMPARE(seen.take(page({changed, created, silent}, 12)), expected);
}

// What comes into view only because others went has not changed.
void TestSeenTasks::belowTheHorizon()
{
    SeenTasks seen(byChange());
    const Task a = task(u"a"_s, 1, 9);
    const Task b = task(u"b"_s, 1, 8);
    const Task below = task(u"c"_s, 1, 7);
    seen.take(page({a, b}, 10, false));
    auto changes = seen.take(page({b, below}, 12, false));
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.first().kind, Kind::Deleted);
    // From now on it is known.
    const Task late = task(u"d"_s, 1, 7.5);
    changes = seen.take(page({b, late, below}, 13, false));
    QCOMPARE(changes, QVector<TaskChange>({{Kind::Changed, late, at(7.5)}}));
    changes = seen.take(page({b, late}, 14, true));
    QCOMPARE(changes, QVector<TaskChange>({{Kind::Deleted, below, at(14)}}));
    // Everything is: whatever comes now is a change.
    changes = seen.take(page({b, late, task(u"e"_s, 1, 3)}, 16, true));
    QCOMPARE(changes.size(), 1);
}

void TestSeenTasks::lateCommit()
{
    SeenTasks seen(byChange());
    const Task a = task(u"a"_s, 1, 9);
    const Task b = task(u"b"_s, 1, 5);
    seen.take(page({a, b}, 10, false));
    const Task late = task(u"c"_s, 1, 7);
    const auto changes = seen.take(page({a, late, b}, 12, false));
    QCOMPARE(changes, QVector<TaskChange>({{Kind::Changed, late, at(7)}}));
}

void TestSeenTasks::changedTwiceBeforeItIsRead()
{
    SeenTasks seen(byChange());
    seen.take(page({}, 10));
    Task row = task(u"a"_s, 11, 11, u"pending"_s);
    QCOMPARE(seen.take(page({row}, 12)).size(), 1);
    Task whole = task(u"a"_s, 11, 12.5, u"failed"_s);
    whole.metadata = "{}";
    whole.errorMessage = u"😀"_s.repeated(TaskPage::errorCharacters + 1);
    seen.update(whole);
    row = whole;
    row.metadata.reset();
    row.errorMessage = u"😀"_s.repeated(TaskPage::errorCharacters);
    QCOMPARE(seen.take(page({row}, 14)).size(), 0);
}

// The rows are read before what is watched.
void TestSeenTasks::deletedWithinALook()
{
    SeenTasks seen(byChange());
    const Task a = task(u"a"_s, 1, 9);
    seen.take(page({a}, 10));
    TaskPage within = page({a}, 12);
    within.watched.clear();
    QCOMPARE(seen.take(within).size(), 0);
    QCOMPARE(seen.take(page({}, 14)), QVector<TaskChange>({{Kind::Deleted, a, at(14)}}));
}

void TestSeenTasks::leavesTheFilterOnce()
{
    TaskQuery query = byChange();
    query.filter.statuses.values += u"s"_s;
    SeenTasks seen(query);
    const Task a = task(u"a"_s, 1, 9);
    seen.take(page({a}, 10));
    TaskPage after = page({}, 12);
    const Task left = task(u"a"_s, 1, 11, u"other"_s);
    after.watched += WatchedTask{left, false};
    QCOMPARE(seen.take(after), QVector<TaskChange>({{Kind::Changed, left, at(11)}}));
    QVERIFY(seen.keys().isEmpty());
    QCOMPARE(seen.take(page({}, 14)).size(), 0);
}

void TestSeenTasks::keepsTheLatest()
{
    SeenTasks seen(byChange());
    const Task oldest = task(u"oldest"_s, 1, 1);
    const Task other = task(u"other"_s, 2, 2);
    seen.take(page({other, oldest}, 10));
    QVector<Task> tasks;
    for (int i = 0; i < SeenTasks::most - 1; ++i)
        tasks.prepend(task(QString::number(i), 20 + i, 20 + i));
    QCOMPARE(seen.take(page(tasks + QVector<Task>{other, oldest}, 1200)).size(), SeenTasks::most - 1);
    QCOMPARE(seen.keys().size(), SeenTasks::most);
    QVERIFY(seen.keys().contains(other.id));
    QVERIFY(!seen.keys().contains(oldest.id));
    // What was let go is not news, unless it changes.
    QCOMPARE(seen.take(page(tasks + QVector<Task>{other, oldest}, 1202)).size(), 0);
    const Task changed = task(u"oldest"_s, 1, 1203);
    tasks.prepend(changed);
    QCOMPARE(seen.take(page(tasks + QVector<Task>{other}, 1204)),
             QVector<TaskChange>({{Kind::Changed, changed, at(1203)}}));
}

void TestSeenTasks::reached_data()
{
    QTest::addColumn<QVector<Task>>("before");
    QTest::addColumn<bool>("sawEnd");
    QTest::addColumn<QVector<Task>>("after");
    QTest::addColumn<bool>("isEnd");
    QTest::addColumn<bool>("reached");

    const Task newest = task(u"a"_s, 1, 100);
    const Task recent = task(u"b"_s, 1, 95);
    const Task old = task(u"c"_s, 1, 80);
    const Task added = task(u"d"_s, 101, 101);
    QTest::newRow("end") << QVector<Task>{newest} << true << QVector<Task>{added} << true << true;
    QTest::newRow("only what is new")
        << QVector<Task>{newest, old} << true << QVector<Task>{added} << false << false;
    QTest::newRow("known, but recent") << QVector<Task>{newest, recent, old} << true
                                       << QVector<Task>{added, newest, recent} << false << false;
    QTest::newRow("old") << QVector<Task>{newest, recent, old} << true
                         << QVector<Task>{added, newest, recent, old} << false << true;
    QTest::newRow("horizon") << QVector<Task>{newest, recent} << false << QVector<Task>{added, newest, recent}
                             << false << true;
    QTest::newRow("table was empty") << QVector<Task>() << true << QVector<Task>{added} << false << false;
}

void TestSeenTasks::reached()
{
    QFETCH(QVector<Task>, before);
    QFETCH(bool, sawEnd);
    QFETCH(QVector<Task>, after);
    QFETCH(bool, isEnd);
    SeenTasks seen(byChange());
    seen.take(page(before, 100, sawEnd));
    QTEST(seen.areReachedBy(page(after, 102, isEnd)), "reached");
}

WATCHBILL_TEST(TestSeenTasks)

} // namespace tst_seentasks

#include "tst_seentasks.moc"
