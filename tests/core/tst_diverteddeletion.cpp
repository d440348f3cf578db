// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/chunkanswer.h"

#include "deletionrun.h"
#include "outcome.h"
#include "service/taskservice.h"
#include "singlechanges.h"
#include "source/sourcesentences.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTest>

namespace tst_diverteddeletion {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

const UserId user(u"11111111-1111-4111-8111-111111111111"_s);

// Three tasks, and what takes the place of their deletion.
const QString jobs =
    u"CREATE TABLE jobs (id bigint PRIMARY KEY, user_id uuid DEFAULT '11111111-1111-4111-8111-111111111111', "
    "type text DEFAULT 't', status text DEFAULT 'failed', created_at timestamptz DEFAULT '2026-01-01Z', "
    "updated_at timestamptz DEFAULT '2026-01-01Z', removed_at timestamptz); "
    "INSERT INTO jobs (id) SELECT generate_series(1, 3);"_s;

QString trigger(const QString &when, const QString &body, const QString &relation = u"jobs"_s)
{
    return u"CREATE FUNCTION instead() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN %1 END $$; "
           "CREATE TRIGGER instead %2 DELETE ON %3 FOR EACH ROW EXECUTE FUNCTION instead();"_s.arg(body, when,
                                                                                                   relation);
}

const QString putBack = u"INSERT INTO jobs (id, status) VALUES (OLD.id, 'again'); RETURN NULL;"_s;

QString rule(const QString &action)
{
    return "CREATE RULE instead AS ON DELETE TO jobs "_L1 + action + u';';
}

} // namespace

/// Tables in which a rule or a trigger does something else instead of a deletion.
class TestDivertedDeletion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatHappened_data();
    void tellsWhatHappened();
    void ofSomeRows();
    void plainTablesAreNotDoubted();
    void tellsWhatIsPutBack_data();
    void tellsWhatIsPutBack();
    void tellsOfLaterTrigger();
    void saysWhatGoesWithIt();
};

void TestDivertedDeletion::tellsWhatHappened_data()
{
    QTest::addColumn<QString>("setUp");
    QTest::addColumn<QString>("fate");
    const QString mark = u"UPDATE jobs SET removed_at = now() WHERE id = OLD.id"_s;
    QTest::newRow("rule that marks") << rule("DO INSTEAD "_L1 + mark) << u"diverted"_s;
    QTest::newRow("rule that marks and returns")
        << rule("DO INSTEAD "_L1 + mark + " RETURNING *"_L1) << u"diverted"_s;
    QTest::newRow("rule for some rows that marks")
        << rule("WHERE OLD.status = 'failed' DO INSTEAD "_L1 + mark) << u"diverted"_s;
    QTest::newRow("rule for other rows")
        << rule("WHERE OLD.status = 'pending' DO INSTEAD "_L1 + mark) << u"done"_s;
    QTest::newRow("rule that does nothing") << rule(u"DO INSTEAD NOTHING"_s) << u"refused"_s;
    QTest::newRow("rule that writes a log")
        << u"CREATE TABLE log (id bigint);"_s + rule(u"DO ALSO INSERT INTO log VALUES (OLD.id)"_s)
        << u"done"_s;
    QTest::newRow("rule that deletes elsewhere")
        << rule(u"DO INSTEAD UPDATE jobs SET status = 'removed', updated_at = now() WHERE id = OLD.id"_s)
        << u"diverted"_s;
    QTest::newRow("trigger that keeps") << trigger(u"BEFORE"_s, u"RETURN NULL;"_s) << u"refused"_s;
    QTest::newRow("trigger that marks") << trigger(u"BEFORE"_s, mark + "; RETURN NULL;"_L1) << u"diverted"_s;
    QTest::newRow("trigger that changes the status")
        << trigger(u"BEFORE"_s, u"UPDATE jobs SET status = 'removed' WHERE id = OLD.id; RETURN NULL;"_s)
        << u"diverted"_s;
    QTest::newRow("trigger that lets go") << trigger(u"BEFORE"_s, u"RETURN OLD;"_s) << u"done"_s;
    QTest::newRow("trigger that hides")
        << "ALTER TABLE jobs RENAME TO base; CREATE VIEW jobs AS SELECT * FROM base WHERE removed_at IS NULL;"_L1
            + trigger(u"INSTEAD OF"_s, u"UPDATE base SET removed_at = now() WHERE id = OLD.id; RETURN OLD;"_s)
        << u"done"_s;
    QTest::newRow("view's trigger that marks")
        << "ALTER TABLE jobs RENAME TO base; CREATE VIEW jobs AS SELECT * FROM base;"_L1
            + trigger(u"INSTEAD OF"_s, u"UPDATE base SET removed_at = now() WHERE id = OLD.id; RETURN OLD;"_s)
        << u"diverted"_s;
    QTest::newRow("view's trigger that does nothing")
        << "ALTER TABLE jobs RENAME TO base; CREATE VIEW jobs AS SELECT * FROM base;"_L1
            + trigger(u"INSTEAD OF"_s, u"RETURN OLD;"_s)
        << u"refused"_s;
    QTest::newRow("view of a table with a trigger")
        << "ALTER TABLE jobs RENAME TO base; CREATE VIEW jobs AS SELECT * FROM base;"_L1
            + trigger(u"BEFORE"_s, u"UPDATE base SET removed_at = now() WHERE id = OLD.id; RETURN NULL;"_s,
                      u"base"_s)
        << u"diverted"_s;
    QTest::newRow("partition with a trigger")
        << "ALTER TABLE jobs RENAME TO old; CREATE TABLE jobs (LIKE old INCLUDING DEFAULTS, PRIMARY KEY (id)) "
           "PARTITION BY RANGE (id); CREATE TABLE part PARTITION OF jobs DEFAULT; INSERT INTO jobs SELECT * FROM old;"_L1
            + trigger(u"BEFORE"_s, mark + "; RETURN NULL;"_L1, u"part"_s)
        << u"diverted"_s;
    QTest::newRow("view of a table with a rule")
        << u"ALTER TABLE jobs RENAME TO base; CREATE RULE instead AS ON DELETE TO base DO INSTEAD NOTHING; "
           "CREATE VIEW jobs AS SELECT * FROM base;"_s
        << u"refused"_s;
}

void TestDivertedDeletion::tellsWhatHappened()
{
    QFETCH(QString, setUp);
    QFETCH(QString, fate);
    TestDatabase database;
    database.execute(jobs + setUp);
    ConnectionProfile profile = database.profile();
    profile.table = u"jobs"_s;
    TaskService service(profile);
    const TaskSource source = success(service.open());
    QVERIFY(!sourcesentences::doubtOfDeletion(source).isEmpty());
    QVector<Task> shown;
    for (const TaskRow &row : success(service.page({})).rows)
        shown += row.task;
    QCOMPARE(shown.size(), 3);

    QCOMPARE(DeletionRun(service, {shown[0], shown[1]}).summary(), u"done: %1 2"_s.arg(fate));
    const int left = fate == "done"_L1 ? 1 : 3;
    QCOMPARE(success(service.page({})).rows.size(), left);

    const auto deleted = await(deleteTask(service, shown[2].id, user));
    QCOMPARE(outcomeOf(deleted), fate == "done"_L1 ? u"fine"_s : u"Server"_s);
    if (deleted)
        QVERIFY(*deleted);
    else
        QVERIFY2(deleted.error().message.contains(u"trigger or rule"_s), wordsOf(deleted).constData());
    QCOMPARE(success(service.page({})).rows.size(), fate == "done"_L1 ? 0 : 3);
}

void TestDivertedDeletion::ofSomeRows()
{
    TestDatabase database;
    database.execute(
        jobs + rule(u"WHERE OLD.id = 2 DO INSTEAD UPDATE jobs SET removed_at = now() WHERE id = OLD.id"_s)
        + trigger(u"BEFORE"_s, u"IF OLD.id = 3 THEN RETURN NULL; END IF; RETURN OLD;"_s));
    ConnectionProfile profile = database.profile();
    profile.table = u"jobs"_s;
    TaskService service(profile);
    success(service.open());
    QVector<Task> shown;
    for (const TaskRow &row : success(service.page({})).rows)
        shown += row.task;
    const auto key = [](const QString &id) { return QVector<TaskKey>{TaskId(id)}; };
    const DeletionRun run(service, shown);
    QCOMPARE(run.keys(RowState::Done), key(u"1"_s));
    QCOMPARE(run.keys(RowState::Diverted), key(u"2"_s));
    QCOMPARE(run.keys(RowState::Refused), key(u"3"_s));
}

void TestDivertedDeletion::plainTablesAreNotDoubted()
{
    TestDatabase database;
    // It runs after the deletion, and cannot keep anything.
    database.execute(jobs + trigger(u"AFTER"_s, u"RETURN NULL;"_s));
    ConnectionProfile profile = database.profile();
    profile.table = u"jobs"_s;
    TaskService service(profile);
    QCOMPARE(sourcesentences::doubtOfDeletion(success(service.open())), QString());
}

void TestDivertedDeletion::tellsWhatIsPutBack_data()
{
    QTest::addColumn<QString>("setUp");
    QTest::newRow("trigger of the row") << trigger(u"AFTER"_s, putBack);
    QTest::newRow("trigger of the statement")
        << u"CREATE FUNCTION again() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
           "INSERT INTO jobs (id, status) SELECT id, 'again' FROM gone; RETURN NULL; END $$; "
           "CREATE TRIGGER again AFTER DELETE ON jobs REFERENCING OLD TABLE AS gone EXECUTE FUNCTION again();"_s;
    QTest::newRow("trigger of what goes with it")
        << u"CREATE TABLE results (id bigint REFERENCES jobs (id) ON DELETE CASCADE); "
           "INSERT INTO results SELECT id FROM jobs;"_s
            + trigger(u"AFTER"_s, putBack, u"results"_s);
    QTest::newRow("trigger of a partition")
        << "ALTER TABLE jobs RENAME TO old; CREATE TABLE jobs (LIKE old INCLUDING DEFAULTS, PRIMARY KEY (id)) "
           "PARTITION BY RANGE (id); CREATE TABLE part PARTITION OF jobs DEFAULT; INSERT INTO jobs SELECT * FROM old;"_L1
            + trigger(u"AFTER"_s, putBack, u"part"_s);
}

// Its row is gone, and another one of its key is there.
void TestDivertedDeletion::tellsWhatIsPutBack()
{
    QFETCH(QString, setUp);
    TestDatabase database;
    database.execute(jobs + setUp);
    ConnectionProfile profile = database.profile();
    profile.table = u"jobs"_s;
    TaskService service(profile);
    success(service.open());
    const QVector<TaskRow> rows = success(service.page({})).rows;
    QCOMPARE(DeletionRun(service, {rows[0].task}).summary(), u"done: diverted 1"_s);
    QCOMPARE(outcomeOf(deleteTask(service, rows[1].task.id, user)), u"Server"_s);
}

// One that was made after the table was read, when a deleted row was still gone for certain.
void TestDivertedDeletion::tellsOfLaterTrigger()
{
    TestDatabase database;
    database.execute(jobs);
    ConnectionProfile profile = database.profile();
    profile.table = u"jobs"_s;
    TaskService service(profile);
    QVERIFY(success(service.open()).deletesForGood());
    const QVector<TaskRow> rows = success(service.page({})).rows;
    QCOMPARE(DeletionRun(service, {rows[0].task}).summary(), u"done: done 1"_s);
    database.execute(trigger(u"AFTER"_s, putBack));
    QCOMPARE(DeletionRun(service, {rows[1].task}).summary(), u"done: diverted 1"_s);
}

void TestDivertedDeletion::saysWhatGoesWithIt()
{
    TestDatabase database;
    database.execute(jobs
                     + "CREATE TABLE results (job bigint REFERENCES jobs (id) ON DELETE CASCADE); "
                       "CREATE TABLE notes (job bigint REFERENCES jobs (id)); "
                       "ALTER TABLE jobs ADD parent bigint REFERENCES jobs (id) ON DELETE CASCADE"_L1);
    ConnectionProfile profile = database.profile();
    profile.table = u"jobs"_s;
    TaskService service(profile);
    const TaskSource source = success(service.open());
    QCOMPARE(sourcesentences::cascadeOfDeletion(source),
             u"Tasks that refer to a deleted task are deleted with it. "
             "Rows in public.results that refer to a deleted task are deleted with it."_s);
    database.execute(u"ALTER TABLE jobs ADD deleted_at timestamptz"_s);
    QCOMPARE(sourcesentences::cascadeOfDeletion(success(service.open())), QString());
}

WATCHBILL_TEST(TestDivertedDeletion)

} // namespace tst_diverteddeletion

#include "tst_diverteddeletion.moc"
