// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/runs.h"

#include "deletionrun.h"
#include "outcome.h"
#include "people.h"
#include "service/taskservice.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTest>

namespace tst_deletion {

using namespace Qt::StringLiterals;
using namespace watchbill;

using SetUp = TestDatabase::SetUp;

class TestDeletion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void cleanupTestCase();
    void deletesWhatIsAsShown();
    void keepsWhatChanged_data();
    void keepsWhatChanged();
    void tellsWhatIsGone();
    void tellsWhatIsRefused();
    void tellsWhatIsHiddenNow();
    void reportsEachByItself();
    void waitsForAChangeUnderWay();
    void waitsForADeletionUnderWay();
    void comparesToTheMicrosecond_data();
    void comparesToTheMicrosecond();
    void comparesOddStatuses_data();
    void comparesOddStatuses();
    void deletesMany();

private:
    TaskService &open(const ConnectionProfile &profile);
    Task insert(const UserId &user, const QString &status = u"failed"_s);
    Task shown(const QString &id);
    QString remove(const Task &task) { return DeletionRun(*m_service, {task}).summary(); }
    QString left() { return m_database->value(u"SELECT count(*) FROM tasks"_s); }
    void change(const Task &task, const QString &assignment);

    void useOwnDatabase(); // for a test that changes more than rows

    std::unique_ptr<TestDatabase> m_shared;
    std::unique_ptr<TestDatabase> m_own;
    TestDatabase *m_database = nullptr;
    std::unique_ptr<TaskService> m_service;
};

void TestDeletion::init()
{
    if (!m_shared) {
        m_shared = std::make_unique<TestDatabase>(SetUp::Supabase);
        people::settleIn(*m_shared);
    }
    m_database = m_shared.get();
    m_database->execute(u"ROLLBACK"_s); // in case the last test ended halfway
    m_database->execute(u"TRUNCATE tasks"_s);
    open(people::serviceRole(*m_database));
}

void TestDeletion::cleanup()
{
    m_service.reset();
    m_own.reset();
}

void TestDeletion::cleanupTestCase()
{
    m_shared.reset();
}

void TestDeletion::useOwnDatabase()
{
    m_own = std::make_unique<TestDatabase>(SetUp::Supabase);
    people::settleIn(*m_own);
    m_database = m_own.get();
    open(people::serviceRole(*m_database));
}

TaskService &TestDeletion::open(const ConnectionProfile &profile)
{
    m_service = std::make_unique<TaskService>(profile);
    success(m_service->open());
    return *m_service;
}

Task TestDeletion::shown(const QString &id)
{
    return success(m_service->getTask(TaskId(id)));
}

Task TestDeletion::insert(const UserId &user, const QString &status)
{
    return shown(m_database->value(
        u"INSERT INTO tasks (user_id, type, status) VALUES ('%1', 'x', '%2') RETURNING id"_s.arg(
            user.toText(), status)));
}

void TestDeletion::change(const Task &task, const QString &assignment)
{
    m_database->execute(u"UPDATE tasks SET %1 WHERE id = '%2'"_s.arg(assignment, task.id.toText()));
}

void TestDeletion::deletesWhatIsAsShown()
{
    const Task first = insert(people::ann);
    const Task second = insert(people::bob, u"pending"_s);
    insert(people::ann);
    const DeletionRun run(*m_service, {second, first});
    QCOMPARE(run.summary(), u"done: done 2"_s);
    QCOMPARE(run.keys(RowState::Done), QVector<TaskKey>({second.id, first.id}));
    QCOMPARE(left(), u"1"_s);
}

void TestDeletion::keepsWhatChanged_data()
{
    QTest::addColumn<QString>("assignment");
    QTest::addColumn<bool>("counts"); // as a change since it was shown

    QTest::newRow("status") << u"status = 'processing'"_s << true;
    QTest::newRow("status in another case") << u"status = 'Failed'"_s << true;
    QTest::newRow("updated_at") << u"updated_at = updated_at + interval '1 microsecond'"_s << true;
    QTest::newRow("updated_at to nothing") << u"updated_at = NULL"_s << true;
    QTest::newRow("both") << u"status = 'completed', updated_at = now()"_s << true;
    QTest::newRow("something else") << u"error_message = 'x', metadata = '{}'"_s << false;
    QTest::newRow("nothing") << u"status = status"_s << false;
}

void TestDeletion::keepsWhatChanged()
{
    QFETCH(QString, assignment);
    QFETCH(bool, counts);
    const Task task = insert(people::ann);
    change(task, assignment);
    QCOMPARE(remove(task), counts ? u"done: changed 1"_s : u"done: done 1"_s);
    QCOMPARE(left(), counts ? u"1"_s : u"0"_s);
}

void TestDeletion::tellsWhatIsGone()
{
    const Task task = insert(people::ann);
    m_database->execute(u"DELETE FROM tasks"_s);
    QCOMPARE(remove(task), u"done: gone 1"_s);
}

// Row security lets the role see the row but not delete it, and the server says nothing about it.
void TestDeletion::tellsWhatIsRefused()
{
    useOwnDatabase();
    const Task task = insert(people::ann);
    m_database->execute(u"DROP POLICY \"Users can delete their own tasks\" ON tasks"_s);
    open(m_database->profile(u"ann"_s));
    QCOMPARE(remove(task), u"done: refused 1"_s);
    QCOMPARE(left(), u"1"_s);
}

void TestDeletion::tellsWhatIsHiddenNow()
{
    const Task anns = insert(people::ann);
    const Task bobs = insert(people::bob);
    open(m_database->profile(u"ann"_s));
    const DeletionRun run(*m_service, {bobs, anns});
    QCOMPARE(run.summary(), u"done: done 1, gone 1"_s);
    QCOMPARE(run.keys(RowState::Done), QVector<TaskKey>{anns.id});
    QCOMPARE(left(), u"1"_s);
}

void TestDeletion::reportsEachByItself()
{
    useOwnDatabase();
    const Task fine = insert(people::ann, u"completed"_s);
    const Task changed = insert(people::ann);
    const Task refused = insert(people::ann, u"keep"_s);
    const Task gone = insert(people::ann);
    const Task another = insert(people::ann);
    m_database->execute(
        u"CREATE POLICY keep ON tasks AS RESTRICTIVE FOR DELETE TO authenticated USING (status <> 'keep')"_s);
    m_database->execute(u"DELETE FROM tasks WHERE id = '%1'"_s.arg(gone.id.toText()));
    change(changed, u"status = 'processing'"_s);
    open(m_database->profile(u"ann"_s));
    const DeletionRun run(*m_service, {gone, fine, refused, changed, another});
    QCOMPARE(run.keys(RowState::Done), QVector<TaskKey>({fine.id, another.id}));
    QCOMPARE(run.keys(RowState::Changed), QVector<TaskKey>{changed.id});
    QCOMPARE(run.keys(RowState::Refused), QVector<TaskKey>{refused.id});
    QCOMPARE(run.keys(RowState::Gone), QVector<TaskKey>{gone.id});
    QCOMPARE(left(), u"2"_s);
}

// The other transaction has the row in its hands while the deletion comes.
void TestDeletion::waitsForAChangeUnderWay()
{
    const Task task = insert(people::ann);
    m_database->execute(u"BEGIN; UPDATE tasks SET status = 'processing'"_s);
    const DeletionRun run(*m_service, {task});
    const QString waiting = u"SELECT count(*) FROM pg_locks WHERE NOT granted"_s;
    QTRY_COMPARE_WITH_TIMEOUT(m_database->value(waiting), u"1"_s, 30'000);
    m_database->execute(u"COMMIT"_s);
    QCOMPARE(run.summary(), u"done: changed 1"_s);
    QCOMPARE(left(), u"1"_s);
}

void TestDeletion::waitsForADeletionUnderWay()
{
    const Task task = insert(people::ann);
    m_database->execute(u"BEGIN; DELETE FROM tasks"_s);
    const DeletionRun run(*m_service, {task});
    QTRY_COMPARE_WITH_TIMEOUT(m_database->value(u"SELECT count(*) FROM pg_locks WHERE NOT granted"_s), u"1"_s,
                              30'000);
    m_database->execute(u"COMMIT"_s);
    QCOMPARE(run.summary(), u"done: gone 1"_s);
}

void TestDeletion::comparesToTheMicrosecond_data()
{
    QTest::addColumn<QString>("time");
    QTest::newRow("NULL") << u"NULL"_s;
    QTest::newRow("infinity") << u"'infinity'"_s;
    QTest::newRow("minus infinity") << u"'-infinity'"_s;
    QTest::newRow("microseconds") << u"'2026-01-31 23:59:59.999999Z'"_s;
    QTest::newRow("before the epoch") << u"'1969-12-31 23:59:59.999999Z'"_s;
    QTest::newRow("before Christ") << u"'0044-03-15 12:00:00.000001Z BC'"_s;
    QTest::newRow("far") << u"'294246-12-31 23:59:59.999999Z'"_s;
}

void TestDeletion::comparesToTheMicrosecond()
{
    QFETCH(QString, time);
    const Task before = insert(people::ann);
    change(before, u"updated_at = "_s + time);
    const Task task = shown(before.id.toText());
    QCOMPARE(remove(before), u"done: changed 1"_s);
    Task neighbour = task;
    neighbour.updatedAt = Timestamp(task.updatedAt ? task.updatedAt->microseconds() ^ 1 : 0);
    QCOMPARE(remove(neighbour), u"done: changed 1"_s);
    QCOMPARE(remove(task), u"done: done 1"_s);
}

void TestDeletion::comparesOddStatuses_data()
{
    QTest::addColumn<QString>("status"); // as SQL
    QTest::newRow("empty") << u"''"_s;
    QTest::newRow("NULL") << u"NULL"_s;
    QTest::newRow("quotes") << u"'it''s'"_s;
    QTest::newRow("backslash") << u"E'a\\\\'"_s;
    QTest::newRow("blanks") << u"' failed '"_s;
    QTest::newRow("markers") << u"'%1 %2 $$ ;-- ?'"_s;
    QTest::newRow("emoji") << u"'🚀'"_s;
}

void TestDeletion::comparesOddStatuses()
{
    QFETCH(QString, status);
    m_database->execute(u"ALTER TABLE tasks ALTER status DROP NOT NULL"_s);
    const Task before = insert(people::ann);
    change(before, u"status = "_s + status);
    const Task task = shown(before.id.toText());
    QCOMPARE(remove(before), u"done: changed 1"_s);
    QCOMPARE(remove(task), u"done: done 1"_s);
}

void TestDeletion::deletesMany()
{
    m_database->execute(
        u"INSERT INTO tasks (user_id, type) SELECT '%1', 'x' FROM generate_series(1, 10005)"_s.arg(
            people::ann.toText()));
    PageRequest request;
    request.limit = 10'000;
    QVector<Task> tasks;
    for (const TaskRow &row : success(m_service->page(request)).rows)
        tasks += row.task;
    QCOMPARE(DeletionRun(*m_service, tasks).summary(), u"done: done 10000"_s);
    QCOMPARE(left(), u"5"_s);
}

WATCHBILL_TEST(TestDeletion)

} // namespace tst_deletion

#include "tst_deletion.moc"
