// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "runcommandtest.h"
#include "testprogram.h"

#include <QtTest>

namespace tst_watchbillctlruns {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// delete --where, set-status, rerun and undo. Each function starts several programs, on a database of its own, which takes half a
/// second.
class TestWatchbillctlRuns : public RunCommandTest
{
    Q_OBJECT

private Q_SLOTS:
    void dryRunChangesNothing_data();
    void dryRunChangesNothing();
    void notWithoutYes();
    void deletesAndPutsBack();
    void setsStatusAndPutsBack();
    void setsResults();
    void runsAgain();
    void runsAgainWithFurtherMetadata();
    void saysThatItMayNotWrite_data();
    void saysThatItMayNotWrite();
    void setsStatusOnlyWithTheRight();
    void runsAgainOnlyWhereAllowed();
    void marks();
    void processingOnlyIfSaidSo();
    void nothingMatches();
    void someAreRefused();
    void saysWhyWithoutAnError();
    void saysWhatUndoCannotDo();
    void saysWhatIsNotCopied();
    void refusesImpossibleValues();
    void refusesTasksWithoutId();
    void production();
    void withoutAJournal();
};

void TestWatchbillctlRuns::dryRunChangesNothing_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("would");
    const QStringList where{u"--where"_s, u"status:failed"_s, u"--dry-run"_s};
    QTest::newRow("delete") << QStringList{u"delete"_s} + where << u"delete"_s;
    QTest::newRow("although agreed to") << QStringList{u"delete"_s, u"--yes"_s} + where << u"delete"_s;
    QTest::newRow("set-status") << QStringList{u"set-status"_s, u"pending"_s} + where << u"set-status"_s;
}

void TestWatchbillctlRuns::dryRunChangesNothing()
{
    QFETCH(QStringList, arguments);
    m_database->execute(u"CREATE TABLE parts (task bigint REFERENCES tasks ON DELETE CASCADE);"
                        "INSERT INTO parts SELECT id FROM tasks"_s);
    const QString before = rows();
    const Finished done = run(arguments);
    QCOMPARE(done.status, 0);
    QVERIFY2(!done.messages.contains("error"), done.messages.constData());
    const QJsonObject told = done.object();
    QTEST(told[u"would"_s].toString(), "would");
    QCOMPARE(told[u"asked"_s].toInt(), 250);
    QCOMPARE(told[u"query"_s].toString(), u"status:failed"_s);
    QCOMPARE(told[u"environment"_s].toString(), u"development"_s);
    QCOMPARE(told[u"table"_s].toString(), u"public.tasks"_s);
    QVERIFY(told[u"place"_s].toString().endsWith(m_database->name()));
    QCOMPARE(told[u"statuses"_s].toArray(),
             QJsonArray({QJsonObject({{u"status"_s, u"failed"_s}, {u"count"_s, 250}})}));
    QCOMPARE(told[u"all_users"_s].toInt(), 3);
    QCOMPARE(told[u"users"_s].toArray().first().toObject()[u"count"_s].toInt(), 84);
    QCOMPARE(told[u"oldest"_s].toString(), u"2026-01-01T00:00:00.000000+00:00"_s);
    QCOMPARE(told[u"notes"_s].toString().contains(u"public.parts"_s), arguments.first() == u"delete"_s);
    QCOMPARE(told[u"dependents"_s].toArray().first().toObject()[u"rows"_s].toInt(),
             arguments.first() == u"delete"_s ? 250 : 0);
    const Finished forPeople = run(QStringList{u"--format"_s, u"table"_s} + arguments);
    QCOMPARE(forPeople.output.contains("\ndependents   250 row")
                 && forPeople.output.contains(" of public.parts deleted\n"),
             arguments.first() == u"delete"_s);
    QCOMPARE(rows(), before);
    QCOMPARE(run({u"history"_s}).list(), QJsonArray());
}

void TestWatchbillctlRuns::notWithoutYes()
{
    const QString before = rows();
    for (const QStringList &command :
         {QStringList{u"delete"_s}, QStringList{u"set-status"_s, u"pending"_s}}) {
        const Finished done = run(command + QStringList{u"--where"_s, u"status:failed"_s});
        QCOMPARE(done.status, 2);
        QCOMPARE(done.output, QByteArray());
        QVERIFY2(done.messages.contains("--yes"), done.messages.constData());
    }
    QCOMPARE(rows(), before);
}

void TestWatchbillctlRuns::deletesAndPutsBack()
{
    const QString before = rows();
    const Finished deleted =
        run({u"delete"_s, u"--where"_s, u"status:failed"_s, u"--where"_s, u"user:u1"_s, u"--yes"_s});
    QCOMPARE(deleted.messages, QByteArray());
    QCOMPARE(deleted.status, 0);
    const QJsonObject report = deleted.object();
    QCOMPARE(report[u"state"_s].toString(), u"done"_s);
    QCOMPARE(report[u"asked"_s].toInt(), 84);
    QCOMPARE(report[u"done"_s].toInt(), 84);
    for (const QString &none : {u"undone"_s, u"gone"_s, u"changed"_s, u"refused"_s, u"ambiguous"_s,
                                u"diverted"_s, u"unknown"_s, u"not_reached"_s})
        QCOMPARE(report[none].toInt(-1), 0);
    QVERIFY(report[u"error"_s].isNull());
    QCOMPARE(report[u"reasons"_s].toArray(), QJsonArray());
    QCOMPARE(value(u"SELECT count(*) FROM tasks"_s), u"216"_s);
    const QString number = QString::number(report[u"run"_s].toInt());

    const Finished would = run({u"undo"_s, number, u"--dry-run"_s});
    QCOMPARE(would.status, 0);
    QCOMPARE(would.object()[u"asked"_s].toInt(), 84);
    QCOMPARE(would.object()[u"kind"_s].toString(), u"delete"_s);
    QCOMPARE(run({u"undo"_s, number}).status, 2); // no terminal to ask on
    QCOMPARE(value(u"SELECT count(*) FROM tasks"_s), u"216"_s);

    const Finished undone = run({u"undo"_s, number, u"--yes"_s});
    QCOMPARE(undone.messages, QByteArray());
    QCOMPARE(undone.status, 0);
    QCOMPARE(undone.object()[u"undone"_s].toInt(), 84);
    QCOMPARE(rows(), before);

    const Finished again = run({u"undo"_s, number, u"--yes"_s});
    QCOMPARE(again.status, 0);
    QVERIFY(again.object()[u"run"_s].isNull());
    QCOMPARE(again.object()[u"asked"_s].toInt(), 0);
    QVERIFY2(again.messages.contains("Nothing left to undo."), again.messages.constData());
}

void TestWatchbillctlRuns::setsStatusAndPutsBack()
{
    const QString before = rows();
    const Finished set = run({u"set-status"_s, u"pending"_s, u"--where"_s, u"status:failed"_s, u"--error"_s,
                              u"again"_s, u"--yes"_s});
    QCOMPARE(set.messages, QByteArray());
    QCOMPARE(set.status, 0);
    QCOMPARE(set.object()[u"done"_s].toInt(), 250);
    QCOMPARE(value(u"SELECT count(*) FROM tasks WHERE status = 'pending' AND error_message = 'again' AND "
                   "updated_at > now() - interval '1 hour'"_s),
             u"250"_s);
    m_database->execute(u"UPDATE tasks SET type = 'x' WHERE id = 7; DELETE FROM tasks WHERE id = 9"_s);
    const Finished undone = run({u"undo"_s, QString::number(set.object()[u"run"_s].toInt()), u"--yes"_s});
    QCOMPARE(undone.status, 1);
    QCOMPARE(undone.object()[u"undone"_s].toInt(), 248);
    QCOMPARE(undone.object()[u"changed"_s].toInt(), 1);
    QCOMPARE(undone.object()[u"gone"_s].toInt(), 1);
    QVERIFY2(undone.messages.contains("2 tasks were left alone"), undone.messages.constData());
    const QJsonArray reasons = undone.object()[u"reasons"_s].toArray();
    QCOMPARE(reasons.size(), 2);
    for (const auto &reason : reasons) {
        const QString id = reason.toObject()[u"id"_s].toString();
        QCOMPARE(reason.toObject()[u"state"_s].toString(), id == u"7"_s ? u"changed"_s : u"gone"_s);
        QVERIFY(!reason.toObject()[u"reason"_s].toString().isEmpty());
    }
    m_database->execute(
        u"UPDATE tasks SET (type, status, error_message, updated_at) = ('t', 'failed', NULL, '2026-01-02') WHERE id = 7"_s
        + insert(u"'failed'"_s, 9, 9));
    QCOMPARE(rows(), before);
}

void TestWatchbillctlRuns::setsResults()
{
    m_database->execute(u"ALTER TABLE tasks ADD result_id uuid"_s);
    const QString before = rows();
    const QStringList completion{u"set-status"_s,    u"completed"_s, u"--where"_s,
                                 u"status:failed"_s, u"--yes"_s,     u"--result"_s};
    const Finished refused = run(completion + QStringList{u"none"_s});
    QCOMPARE(refused.status, 2); // before any run is begun
    QVERIFY2(refused.hasOneMessage() && refused.messages.contains("none"), refused.messages.constData());
    QCOMPARE(run({u"history"_s}).list(), QJsonArray());
    const QString result = u"00000000-0000-4000-8000-00000000000a"_s;
    const Finished set = run(completion + QStringList{result});
    QCOMPARE(set.status, 0);
    QCOMPARE(set.object()[u"done"_s].toInt(), 250);
    QCOMPARE(value(u"SELECT count(*) FROM tasks WHERE result_id = '%1'"_s.arg(result)), u"250"_s);
    QVERIFY(run({u"history"_s}).list().first().toObject()[u"details"_s].toString().contains(result));
    QCOMPARE(run({u"undo"_s, u"1"_s, u"--yes"_s}).status, 0);
    QCOMPARE(rows(), before);
}

void TestWatchbillctlRuns::runsAgain()
{
    m_database->execute(
        u"ALTER TABLE tasks ALTER id ADD GENERATED BY DEFAULT AS IDENTITY (START 1001), ADD result_id text; "
        "UPDATE tasks SET (result_id, error_message) = ('r', 'e'); "
        "UPDATE tasks SET status = 'processing' WHERE id <= 3"_s);
    const QString before = rows();
    const QStringList again{u"--may-run-again"_s, u"--origin-key"_s, u"retry_of"_s,
                            u"rerun"_s,           u"--where"_s,      u"status:failed,processing"_s};
    const QStringList edited = again
        + QStringList{u"--type"_s, u"other"_s, u"--user"_s, u"ann"_s, u"--metadata"_s, uR"({"m": 1})"_s};
    const Finished would = run(edited + QStringList{u"--dry-run"_s});
    QCOMPARE(would.status, 0);
    QCOMPARE(would.object()[u"would"_s].toString(), u"rerun"_s);
    QCOMPARE(would.object()[u"asked"_s].toInt(), 250);
    QCOMPARE(would.object()[u"details"_s].toString(), uR"(type other, user ann, metadata {"m": 1})"_s);
    QVERIFY(would.object()[u"notes"_s].toString().contains(u"the old one stays"_s));
    const Finished added = run(again + QStringList{u"--add-metadata"_s, uR"({"m": 1})"_s, u"--dry-run"_s});
    QCOMPARE(added.object()[u"details"_s].toString(), uR"(added to the metadata: {"m": 1})"_s);
    QCOMPARE(run(edited).status, 2); // no terminal to ask on
    QCOMPARE(rows(), before);

    const Finished done = run(again + QStringList{u"--yes"_s}); // needs no word on those that are processing
    QCOMPARE(done.messages, QByteArray());
    QCOMPARE(done.status, 0);
    QCOMPARE(done.object()[u"state"_s].toString(), u"done"_s);
    QCOMPARE(done.object()[u"done"_s].toInt(), 250);
    QCOMPARE(
        value(
            u"SELECT count(*) FROM tasks n JOIN tasks o ON n.metadata->>'retry_of' = o.id::text WHERE "
            "n.status = 'pending' AND n.type = o.type AND n.user_id = o.user_id AND n.result_id IS NULL AND "
            "n.error_message IS NULL AND n.metadata->'n' = o.metadata->'n'"_s),
        u"250"_s);
    QStringList made;
    for (const QJsonValue &id : done.object()[u"new_ids"_s].toArray())
        made += id.toString();
    made.sort();
    QCOMPARE(made.join(u' '),
             value(u"SELECT string_agg(id::text, ' ' ORDER BY id::text) FROM tasks WHERE id > 1000"_s));
    QCOMPARE(run(edited + QStringList{u"--yes"_s}).object()[u"done"_s].toInt(), 250);
    QCOMPARE(value(u"SELECT count(*) FROM tasks WHERE type = 'other' AND user_id = 'ann' AND "
                   "metadata - 'retry_of' = '{\"m\": 1}'"_s),
             u"250"_s);
    const QJsonArray history = run({u"history"_s}).list();
    QCOMPARE(history.size(), 2);
    QCOMPARE(history.first().toObject()[u"kind"_s].toString(), u"rerun"_s);

    m_database->execute(u"UPDATE tasks SET status = 'processing' WHERE metadata->>'retry_of' = '7'"_s);
    const Finished undone = run({u"undo"_s, u"1"_s, u"--yes"_s}); // what a worker has begun with is kept
    QCOMPARE(undone.status, 1);
    QCOMPARE(undone.object()[u"undone"_s].toInt(), 249);
    QCOMPARE(undone.object()[u"changed"_s].toInt(), 1);
    m_database->execute(u"DELETE FROM tasks WHERE id > 1000"_s);
    QCOMPARE(rows(), before);
}

void TestWatchbillctlRuns::runsAgainWithFurtherMetadata()
{
    m_database->execute(u"ALTER TABLE tasks ALTER id ADD GENERATED BY DEFAULT AS IDENTITY (START 1001)"_s);
    const QStringList again{u"--may-run-again"_s, u"rerun"_s, u"--where"_s, u"id:7,8"_s, u"--yes"_s};
    const QStringList added{u"--add-metadata"_s, uR"({"m": 1})"_s};
    const Finished both = run(again + added + QStringList{u"--metadata"_s, u"{}"_s});
    QCOMPARE(both.status, 2);
    QVERIFY2(both.messages.contains("exclude each other"), both.messages.constData());
    const Finished done = run(QStringList{u"--format"_s, u"table"_s} + again + added);
    QCOMPARE(done.status, 0);
    QVERIFY2(done.output.contains("\nnew_ids      1001, 1002\n"), done.output.constData());
    QCOMPARE(value(u"SELECT count(*) FROM tasks n JOIN tasks o ON n.id = o.id + 994 WHERE "
                   "n.metadata = o.metadata || '{\"m\": 1}' AND o.metadata ? 'n'"_s),
             u"2"_s);
}

void TestWatchbillctlRuns::saysThatItMayNotWrite_data()
{
    QTest::addColumn<QStringList>("command");
    const QStringList which{u"--where"_s, u"status:failed"_s, u"--yes"_s};
    QTest::newRow("delete") << QStringList{u"delete"_s} + which;
    QTest::newRow("set-status") << QStringList{u"set-status"_s, u"pending"_s} + which;
    QTest::newRow("rerun") << QStringList{u"rerun"_s} + which;
    QTest::newRow("update") << QStringList{u"update"_s, u"1"_s, u"--status"_s, u"failed"_s};
    QTest::newRow("create") << QStringList{u"create"_s, u"--user"_s, u"u"_s, u"--type"_s, u"t"_s};
}

void TestWatchbillctlRuns::saysThatItMayNotWrite()
{
    QFETCH(QStringList, command);
    m_database->execute(u"ALTER TABLE tasks ALTER id ADD GENERATED BY DEFAULT AS IDENTITY (START 1001)"_s);
    const QString before = rows();
    const Finished refused = run(QStringList{u"--read-only"_s} + command);
    QCOMPARE(refused.status, 1);
    QCOMPARE(refused.output, QByteArray());
    QCOMPARE(refused.messages, QByteArray("watchbillctl: Nothing was changed, as --read-only is given.\n"));
    QCOMPARE(rows(), before);
}

void TestWatchbillctlRuns::setsStatusOnlyWithTheRight()
{
    m_database->execute(
        u"DO $$ BEGIN CREATE ROLE looker LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$; "
        "GRANT SELECT, DELETE ON tasks TO looker"_s);
    const QStringList command{u"--service-role"_s, u"looker"_s,        u"set-status"_s, u"pending"_s,
                              u"--where"_s,        u"status:failed"_s, u"--yes"_s};
    const Finished refused = run(command);
    QCOMPARE(refused.status, 1);
    QCOMPARE(refused.output, QByteArray());
    QVERIFY2(refused.messages.contains("The role looker may not change tasks of public.tasks."),
             refused.messages.constData());
    const Finished would = run(command + QStringList{u"--dry-run"_s});
    QCOMPARE(would.status, 0);
    QVERIFY(would.object()[u"notes"_s].toString().contains(u"may not change"_s));
    QCOMPARE(run({u"history"_s}).list().size(), 0);
}

void TestWatchbillctlRuns::runsAgainOnlyWhereAllowed()
{
    m_database->execute(u"ALTER TABLE tasks ALTER id ADD GENERATED BY DEFAULT AS IDENTITY (START 1001)"_s);
    const QStringList again{u"rerun"_s, u"--where"_s, u"status:failed"_s, u"--yes"_s};
    const Finished refused = run(again);
    QCOMPARE(refused.status, 1);
    QCOMPARE(refused.output, QByteArray());
    QVERIFY2(refused.hasOneMessage() && refused.messages.contains("--may-run-again"),
             refused.messages.constData());
    const Finished would = run(again + QStringList{u"--dry-run"_s});
    QCOMPARE(would.status, 0);
    QVERIFY(would.object()[u"notes"_s].toString().contains(u"--may-run-again"_s));
    const Finished malformed =
        run(QStringList{u"--may-run-again"_s} + again + QStringList{u"--metadata"_s, u"[1]"_s});
    QCOMPARE(malformed.status, 2);
    QVERIFY2(malformed.messages.contains("JSON object"), malformed.messages.constData());
    m_database->execute(u"ALTER TABLE tasks DROP metadata"_s);
    const Finished impossible =
        run(QStringList{u"--may-run-again"_s} + again + QStringList{u"--metadata"_s, u"{}"_s});
    QCOMPARE(impossible.status, 1);
    QVERIFY2(impossible.messages.contains("no column metadata"), impossible.messages.constData());
    QCOMPARE(value(u"SELECT count(*) FROM tasks"_s), u"300"_s);
    QCOMPARE(run({u"history"_s}).list(), QJsonArray());
}

void TestWatchbillctlRuns::marks()
{
    m_database->execute(u"ALTER TABLE tasks ADD deleted_at timestamptz"_s);
    const QString before = rows();
    const Finished would = run({u"delete"_s, u"--where"_s, u"status:failed"_s, u"--dry-run"_s});
    QCOMPARE(would.object()[u"would"_s].toString(), u"mark"_s);
    QVERIFY(would.object()[u"notes"_s].toString().contains(u"marked"_s));
    const Finished marked = run({u"delete"_s, u"--where"_s, u"status:failed"_s, u"--yes"_s});
    QCOMPARE(marked.object()[u"done"_s].toInt(), 250);
    QCOMPARE(value(u"SELECT count(*) FROM tasks WHERE deleted_at IS NOT NULL"_s), u"250"_s);
    QCOMPARE(run({u"undo"_s, u"1"_s, u"--yes"_s}).status, 0);
    QCOMPARE(rows(), before);
}

void TestWatchbillctlRuns::processingOnlyIfSaidSo()
{
    m_database->execute(u"UPDATE tasks SET status = 'processing' WHERE id <= 3"_s);
    const QString before = rows();
    const QStringList deletion{u"delete"_s, u"--where"_s, u"status:failed,processing"_s, u"--yes"_s};
    const Finished refused = run(deletion);
    QCOMPARE(refused.status, 2);
    QVERIFY2(refused.messages.contains("3 of the tasks are processing"), refused.messages.constData());
    QVERIFY2(refused.messages.contains("--processing"), refused.messages.constData());
    QCOMPARE(rows(), before);
    QCOMPARE(run(deletion + QStringList{u"--processing"_s}).object()[u"done"_s].toInt(), 250);
}

void TestWatchbillctlRuns::nothingMatches()
{
    const Finished done = run({u"delete"_s, u"--where"_s, u"status:nonsense"_s});
    QCOMPARE(done.status, 0);
    QCOMPARE(done.object()[u"asked"_s].toInt(-1), 0);
    QVERIFY(done.object()[u"run"_s].isNull());
    QVERIFY2(done.messages.contains("No task matches"), done.messages.constData());
    QCOMPARE(run({u"history"_s}).list(), QJsonArray());
}

void TestWatchbillctlRuns::someAreRefused()
{
    m_database->execute(u"CREATE TABLE parts (task bigint REFERENCES tasks); INSERT INTO parts SELECT n FROM "
                        "generate_series(1, 25) n"_s);
    const Finished done = run({u"delete"_s, u"--where"_s, u"status:failed"_s, u"--yes"_s});
    QCOMPARE(done.status, 1);
    QCOMPARE(done.object()[u"state"_s].toString(), u"done"_s);
    QCOMPARE(done.object()[u"done"_s].toInt(), 225);
    QCOMPARE(done.object()[u"refused"_s].toInt(), 25);
    QCOMPARE(done.object()[u"reasons"_s].toArray().size(), 20);
    QVERIFY(done.object()[u"reasons"_s].toArray().first().toObject()[u"reason"_s].toString().contains(
        u"parts"_s));
    QVERIFY2(done.messages.contains("watchbillctl history 1"), done.messages.constData());
    QCOMPARE(value(u"SELECT count(*) FROM tasks WHERE status = 'failed'"_s), u"25"_s);
    // For all reasons.
    const Finished listed = run({u"--format"_s, u"csv"_s, u"history"_s, u"1"_s});
    QCOMPARE(listed.status, 0);
    QCOMPARE(listed.output.count(",refused,"), 25);
    QCOMPARE(listed.output.count(",done,"), 225);
    // And none can be given a status that the table refuses.
    m_database->execute(u"ALTER TABLE tasks ADD CHECK (status <> 'odd')"_s);
    const Finished failed =
        run({u"set-status"_s, u"odd"_s, u"--where"_s, u"created:null OR -created:null"_s, u"--yes"_s});
    QCOMPARE(failed.status, 1);
    QCOMPARE(failed.object()[u"done"_s].toInt(), 0);
}

void TestWatchbillctlRuns::saysWhyWithoutAnError()
{
    m_database->execute(
        u"CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.id = 1 THEN "
        "RETURN NULL; END IF; UPDATE tasks SET status = 'removed' WHERE id = OLD.id; RETURN NULL; END $$; "
        "CREATE TRIGGER keep BEFORE DELETE ON tasks FOR EACH ROW WHEN (OLD.id < 3) "
        "EXECUTE FUNCTION keep()"_s);
    const Finished done = run({u"delete"_s, u"--where"_s, u"status:failed"_s, u"--yes"_s});
    QCOMPARE(done.status, 1);
    const QJsonArray reasons = done.object()[u"reasons"_s].toArray();
    QCOMPARE(reasons.size(), 2);
    const QString kept =
        u"The server left it as it was, without an error: by row security, a trigger or a rule."_s;
    const QString diverted =
        u"A trigger or rule on the table changed or replaced the task instead of removing it."_s;
    QCOMPARE(reasons[0].toObject()[u"reason"_s].toString(), kept);
    QCOMPARE(reasons[1].toObject()[u"reason"_s].toString(), diverted);
    const Finished listed = run({u"--format"_s, u"csv"_s, u"history"_s, u"1"_s});
    QVERIFY2(listed.output.contains(kept.toUtf8()) && listed.output.contains(diverted.toUtf8()),
             listed.output.constData());
}

// Before anything is changed: afterwards it is too late.
void TestWatchbillctlRuns::saysWhatUndoCannotDo()
{
    m_database->execute(
        u"DO $$ BEGIN CREATE ROLE remover LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$; "
        "GRANT SELECT, DELETE ON tasks TO remover"_s);
    const QStringList would{u"--service-role"_s, u"remover"_s,       u"delete"_s,
                            u"--where"_s,        u"status:failed"_s, u"--dry-run"_s};
    const auto notes = [&](const QStringList &command) {
        return run(command).object()[u"notes"_s].toString();
    };
    QCOMPARE(
        notes(would),
        u"The tasks are removed from the table. It cannot be undone with the role remover, which may not "
        "add tasks to public.tasks."_s);
    m_database->execute(u"GRANT INSERT (id, status) ON tasks TO remover"_s);
    QVERIFY2(notes(would).contains(u"may not set these columns"_s) && notes(would).contains(u"extra"_s),
             qPrintable(notes(would)));
    m_database->execute(u"GRANT INSERT ON tasks TO remover"_s);
    QCOMPARE(notes(would), u"The tasks are removed from the table."_s);

    m_database->execute(u"CREATE TABLE notes (task bigint REFERENCES tasks ON DELETE SET NULL); "
                        "INSERT INTO notes VALUES (1)"_s);
    QCOMPARE(run({u"delete"_s, u"--where"_s, u"id:1"_s, u"--yes"_s}).status, 0);
    QCOMPARE(notes({u"undo"_s, u"1"_s, u"--dry-run"_s}),
             u"Rows in public.notes that lost their reference to the tasks do not get it back."_s);
}

void TestWatchbillctlRuns::saysWhatIsNotCopied()
{
    m_database->execute(u"ALTER TABLE tasks ALTER id ADD GENERATED BY DEFAULT AS IDENTITY (START 1001), "
                        "ADD twice int GENERATED ALWAYS AS (extra * 2) STORED"_s);
    const Finished would =
        run({u"--may-run-again"_s, u"rerun"_s, u"--where"_s, u"status:failed"_s, u"--dry-run"_s});
    QCOMPARE(would.object()[u"notes"_s].toString(),
             u"Each gets a copy as a new task; the old one stays. Not copied, so that the table's defaults "
             "apply: extra."_s);
}

void TestWatchbillctlRuns::refusesImpossibleValues()
{
    m_database->execute(
        u"CREATE TYPE state AS ENUM ('pending', 'completed', 'failed'); ALTER TABLE tasks "
        "ALTER status TYPE state USING status::state, ALTER error_message TYPE jsonb USING to_jsonb(error_message)"_s);
    const QStringList where{u"--where"_s, u"id:1"_s};
    for (const QString &how : {u"--yes"_s, u"--dry-run"_s}) {
        const Finished refused = run(QStringList{u"set-status"_s, u"stuck"_s, how} + where);
        QCOMPARE(refused.status, 2);
        QVERIFY2(refused.messages.contains(
                     "The column status has no value “stuck”. Possible are: pending, completed, failed."),
                 refused.messages.constData());
    }
    const QStringList withError{u"set-status"_s, u"pending"_s, u"--yes"_s, u"--error"_s};
    const Finished refused = run(withError + QStringList{u"timed out"_s} + where);
    QCOMPARE(refused.status, 2);
    QVERIFY2(refused.messages.contains("The column error_message takes JSON."), refused.messages.constData());
    QCOMPARE(run({u"history"_s}).list(), QJsonArray());
    QCOMPARE(run(withError + QStringList{u"\"timed out\""_s} + where).status, 0);
    QCOMPARE(value(u"SELECT error_message FROM tasks WHERE id = 1"_s), u"\"timed out\""_s);
}

// As a view may show it, of the rows of a join for example.
void TestWatchbillctlRuns::refusesTasksWithoutId()
{
    m_database->execute(
        u"CREATE VIEW shown AS SELECT nullif(id::text, '%1') AS id, user_id, type, status, created_at, "
        "updated_at FROM tasks"_s.arg(value(u"SELECT min(id) FROM tasks WHERE status = 'failed'"_s)));
    const QString before = rows();
    const QStringList table{u"--table"_s, u"public.shown"_s};
    for (const QStringList &command :
         {QStringList{u"delete"_s}, QStringList{u"set-status"_s, u"pending"_s}}) {
        const Finished refused =
            run(table + command + QStringList{u"--where"_s, u"status:failed"_s, u"--yes"_s});
        QCOMPARE(refused.status, 2);
        QVERIFY2(refused.messages.contains("without an id"), refused.messages.constData());
    }
    QCOMPARE(rows(), before);
    const Finished others =
        run(table + QStringList{u"delete"_s, u"--where"_s, u"status:completed"_s, u"--yes"_s});
    QVERIFY2(others.status == 0, others.messages.constData());
}

void TestWatchbillctlRuns::production()
{
    const QString profiles = m_data->filePath(u"profiles.json"_s);
    QFile file(profiles);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        QJsonDocument(QJsonObject{{u"version"_s, 1},
                                  {u"profiles"_s,
                                   QJsonArray{QJsonObject{{u"name"_s, u"Shop"_s},
                                                          {u"environment"_s, u"production"_s},
                                                          {u"connection"_s, m_database->connection()}}}}})
            .toJson());
    file.close();
    const auto onProduction = [&](const QStringList &arguments) {
        return watchbillctl(
            QStringList{u"--profile"_s, u"Shop"_s} + arguments,
            {{{u"XDG_DATA_HOME"_s, m_data->path()}, {u"WATCHBILL_PROFILES"_s, profiles}}, {}});
    };
    const QStringList deletion{u"delete"_s, u"--where"_s, u"status:failed"_s};
    const Finished would = onProduction(deletion + QStringList{u"--dry-run"_s});
    QCOMPARE(would.status, 0);
    QCOMPARE(would.object()[u"environment"_s].toString(), u"production"_s);
    QCOMPARE(would.object()[u"profile"_s].toString(), u"Shop"_s);
    QVERIFY(would.object()[u"notes"_s].toString().contains(u"locked"_s));
    const Finished locked = onProduction(deletion + QStringList{u"--yes"_s});
    QCOMPARE(locked.status, 1);
    QVERIFY2(locked.messages.contains("--unlock"), locked.messages.constData());
    QCOMPARE(value(u"SELECT count(*) FROM tasks"_s), u"300"_s);
    const Finished done = onProduction(QStringList{u"--unlock"_s} + deletion + QStringList{u"--yes"_s});
    QCOMPARE(done.status, 0);
    QCOMPARE(done.object()[u"done"_s].toInt(), 250);
    QCOMPARE(onProduction({u"history"_s}).list().first().toObject()[u"profile"_s].toString(), u"Shop"_s);
}

void TestWatchbillctlRuns::withoutAJournal()
{
    QVERIFY(QDir().mkpath(m_data->filePath(u"watchbill"_s)));
    QFile file(journal());
    QVERIFY(file.open(QIODevice::WriteOnly));
    m_database->execute(u"ALTER TABLE tasks ALTER id ADD GENERATED BY DEFAULT AS IDENTITY"_s);
    file.write("this is no journal, and long enough to be none of SQLite's files either. ");
    file.close();
    const QString before = rows();
    for (const QStringList &arguments :
         {QStringList{u"delete"_s, u"--where"_s, u"status:failed"_s, u"--yes"_s},
          QStringList{u"set-status"_s, u"x"_s, u"--where"_s, u"status:failed"_s, u"--yes"_s},
          QStringList{u"--may-run-again"_s, u"rerun"_s, u"--where"_s, u"status:failed"_s, u"--yes"_s},
          QStringList{u"undo"_s, u"1"_s, u"--yes"_s}, QStringList{u"history"_s}}) {
        const Finished done = run(arguments);
        QCOMPARE(done.status, 1);
        QCOMPARE(done.output, QByteArray());
        QVERIFY2(done.hasOneMessage() && done.messages.contains("journal.sqlite"), done.messages.constData());
    }
    QCOMPARE(rows(), before);
}

WATCHBILL_TEST(TestWatchbillctlRuns)

} // namespace tst_watchbillctlruns

#include "tst_watchbillctlruns.moc"
