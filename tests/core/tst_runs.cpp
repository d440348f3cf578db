// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/runs.h"

#include "deletionrun.h"
#include "directconnection.h"
#include "filter/querytext.h"
#include "journal/runfacts.h"
#include "outcome.h"
#include "people.h"
#include "service/taskservice.h"
#include "testprogram.h"
#include "testserver.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

namespace tst_runs {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

const QString plainTable =
    u"CREATE TABLE tasks (id bigint PRIMARY KEY, user_id text, type text, status text, "
    "error_message text, metadata jsonb, created_at timestamptz DEFAULT now(), "
    "updated_at timestamptz DEFAULT now())"_s;

RunAction toStatus(const QString &status, const std::optional<QString> &error = {})
{
    RunAction action;
    action.kind = RunAction::Kind::SetStatus;
    action.status = TaskStatus::fromText(status);
    action.errorMessage = error;
    return action;
}

} // namespace

class TestRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void cleanupTestCase();
    void everyColumnComesBack();
    void inSeveralParts();
    void ofOddStatuses();
    void ofAnyText_data();
    void ofAnyText();
    void ofMovedTasks_data();
    void ofMovedTasks();
    void ofSelectedTasks();
    void marksAndUnmarks();
    void changesStatusAndBack();
    void setsResults();
    void runsAgain();
    void addsToTheMetadataOfCopies_data();
    void addsToTheMetadataOfCopies();
    void runsAgainWithIdsOfTheServer();
    void refusesByItself();
    void stopsWhereAllAreRefused();
    void whatCannotBePutBack();
    void whatHasNoColumnAnyMore();
    void whatIsThereAgain_data();
    void whatIsThereAgain();
    void largeRowsComeBackInSmallChunks();
    void beginsWithFewLargeRows_data();
    void beginsWithFewLargeRows();
    void parentsComeBackFirst();
    void childrenGoFirst_data();
    void childrenGoFirst();
    void triggersAreSeenThrough_data();
    void triggersAreSeenThrough();
    void keysOfSeveralColumns();
    void keysThatChange();
    void underOtherSettings();
    void withoutRightsToUpdate();
    void withoutRightsToReadAll();
    void refusesTheQuery();
    void cancelled();
    void cancelledAtTheOnlyOne();
    void pausedAndGoesOn();
    void addsAColumnMeanwhile();
    void withoutAJournalNothingIsChanged();
    void stopsBeforeTheJournalIsFull_data();
    void stopsBeforeTheJournalIsFull();
    void elsewhere();
    void exactlyWhatWasConfirmed_data();
    void exactlyWhatWasConfirmed();
    void twoClients();

private:
    TaskService &open(const QString &user = {});
    ConfirmedTasks collect(const QString &condition = {});
    Run run(const RunAction &action, const ConfirmedTasks &tasks);
    Run remove(const QString &condition = {}) { return run({}, collect(condition)); }
    Run undo(const Run &run);
    QStringList reasons(const Run &run, RowState state);
    QString rows();
    QString journal() const { return m_folder->filePath(u"journal.sqlite"_s); }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
    std::unique_ptr<QTemporaryDir> m_folder;
    RunControlPointer m_control;
};

void TestRuns::init()
{
    m_database = std::make_unique<TestDatabase>();
    m_folder = std::make_unique<QTemporaryDir>();
    m_control = std::make_shared<RunControl>();
}

void TestRuns::cleanup()
{
    m_service.reset();
    m_database.reset();
    m_folder.reset();
}

void TestRuns::cleanupTestCase()
{
    m_database.reset();
}

TaskService &TestRuns::open(const QString &user)
{
    m_service = std::make_unique<TaskService>(m_database->profile(user));
    success(m_service->open());
    return *m_service;
}

ConfirmedTasks TestRuns::collect(const QString &status)
{
    TaskFilter filter;
    if (!status.isEmpty())
        filter.statuses.values = {status};
    return success(Runs(*m_service, journal()).collect(filter, m_control));
}

Run TestRuns::run(const RunAction &action, const ConfirmedTasks &tasks)
{
    return success(Runs(*m_service, journal()).start({action, tasks, u"a test"_s}, m_control));
}

Run TestRuns::undo(const Run &run)
{
    return success(Runs(*m_service, journal()).undo(run.number, m_control));
}

QStringList TestRuns::reasons(const Run &run, RowState state)
{
    const auto opened = Journal::open(journal());
    const auto rows = (*opened)->rows(run.number, {{state}, 0, 10'000, Qt::AscendingOrder});
    QStringList reasons;
    for (const JournalRow &row : *rows)
        reasons += row.key.id.toText() + ": "_L1 + row.reason;
    std::sort(reasons.begin(), reasons.end());
    return reasons;
}

// All of the table, whole.
QString TestRuns::rows()
{
    return m_database->value(
        u"SELECT coalesce(string_agg(to_jsonb(t)::text || ' ' || t::text, E'\\n' ORDER BY t::text), '') FROM tasks t"_s);
}

void TestRuns::everyColumnComesBack()
{
    m_database->execute(
        u"CREATE TYPE pair AS (name text, at timestamptz); CREATE TYPE mood AS ENUM ('pending', 'failed', 'so-so'); "
        "CREATE DOMAIN short AS varchar(5) CHECK (VALUE <> 'no'); "
        "CREATE TABLE tasks (number bigint GENERATED ALWAYS AS IDENTITY, id uuid PRIMARY KEY DEFAULT gen_random_uuid(), "
        "user_id uuid, type text, status mood NOT NULL, error_message text, metadata jsonb, created_at timestamptz, "
        "updated_at timestamptz, serial serial, own int GENERATED BY DEFAULT AS IDENTITY, "
        "twice numeric GENERATED ALWAYS AS (amount * 2) STORED, amount numeric, exact numeric(20, 10), real real, "
        "double double precision, raw bytea, flag boolean, letters char(6), name name, one \"char\", list int[], "
        "texts text[], grid text[][], span tstzrange, spans int4multirange, pair pair, pairs pair[], long interval, "
        "day date, hour time, zoned timetz, plain timestamp, net inet, cidr cidr, mac macaddr, bits bit(4), "
        "some_bits bit varying, written json, doc xml, search tsvector, query tsquery, point point, box box, price money, "
        "short short, oid oid, lsn pg_lsn, \"Odd \"\"name\" text, gone int); ALTER TABLE tasks DROP COLUMN gone; "
        "INSERT INTO tasks (status, metadata, created_at, updated_at, amount, exact, real, double, raw, flag, letters, "
        "name, one, list, texts, grid, span, spans, pair, pairs, long, day, hour, zoned, plain, net, cidr, mac, bits, "
        "some_bits, written, doc, search, query, point, box, price, short, oid, lsn, \"Odd \"\"name\", error_message) VALUES "
        "('failed', '{\"b\": 1.0, \"a\": 1e400, \"t\": \"\\u00e9\\n\"}', '2026-01-01 00:00:00.000001+00', 'infinity', "
        "'1234567890123456789.000100', '0.1', '0.1', '1e-300', '\\x00ff5c27', true, 'ab ', 'n', 'c', '{1,NULL,3}', "
        "ARRAY['a,b', '', NULL, 'NULL', '\"', '\\'], '{{a,b},{c,d}}', '[2026-01-01 00:00+00,)', '{[1,3),[5,8)}', "
        "('x,\"y\"', '-infinity'), ARRAY[('', NULL)::pair, NULL], '1 mon -2 days 03:04:05.000006', '4713-01-01 BC', "
        "'24:00', '01:02:03.000004+05:30', 'infinity', '::1/64', '10/8', '08:00:2b:01:02:03', B'1010', B'1', "
        "'{\"b\":1,  \"a\":1.0, \"b\":2}', '<a>&lt;</a>text', 'fat:2 rat:3A', 'fat & !rat', '(0.1,2)', "
        "'((1,1),(0,0))', '-12.34', 'ok', 4294967295, '16/B374D848', E'tab\\t\\\\ ''', E'line\\nline \\x7f'), "
        "('pending', 'null', '-infinity', NULL, 'NaN', NULL, 'NaN', '-Infinity', '', false, '', '', '', '{}', '{}', NULL, "
        "'empty', '{}', NULL, '{}', '0', 'infinity', NULL, NULL, '0044-03-15 BC', NULL, NULL, NULL, NULL, '', 'null', '', "
        "'', '', NULL, NULL, '0', NULL, NULL, NULL, '', NULL), "
        "('so-so', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "
        "NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "
        "NULL, NULL, NULL, NULL, '')"_s);
    open();
    const QString before = rows();
    const Run deleted = remove();
    QCOMPARE(summaryOf(deleted), u"done: done 3"_s);
    QCOMPARE(rows(), QString());
    m_database->execute(u"ALTER TABLE tasks ADD COLUMN later text"_s); // no matter of the rows
    open();
    QCOMPARE(summaryOf(undo(deleted)), u"done: undone 3"_s);
    m_database->execute(u"ALTER TABLE tasks DROP COLUMN later"_s);
    QCOMPARE(rows(), before);
    open();
    const Run changed = run(toStatus(u"so-so"_s, u"all \"alike\""_s), collect());
    QCOMPARE(summaryOf(changed), u"done: done 3"_s);
    QCOMPARE(m_database->value(
                 u"SELECT count(*) FROM tasks WHERE error_message = 'all \"alike\"' AND status = 'so-so'"_s),
             u"3"_s);
    QCOMPARE(summaryOf(undo(changed)), u"done: undone 3"_s);
    QCOMPARE(rows(), before);
}

// The journal gets a part of a chunk while the server deletes the next; what the server refuses later in the chunk takes it back.
void TestRuns::inSeveralParts()
{
    m_database->execute(
        plainTable
        + u"; INSERT INTO tasks (id, status) SELECT n, 'failed' FROM generate_series(1, 9000) n; "
          "CREATE TABLE uses (task bigint REFERENCES tasks); INSERT INTO uses VALUES (8500)"_s);
    open();
    const ConfirmedTasks tasks = collect();
    m_database->execute(
        u"DELETE FROM tasks WHERE id %% 1000 = 1; "
        "UPDATE tasks SET status = 'pending' WHERE id %% 1000 IN (0, 500) AND id <> 8500"_s.replace(u"%%"_s,
                                                                                                    u"%"_s));
    const QString before = rows();
    const Run deleted = run({}, tasks);
    QCOMPARE(summaryOf(deleted), u"done: done 8973, gone 9, changed 17, refused 1"_s);
    QVERIFY(reasons(deleted, RowState::Refused).first().startsWith("8500: "_L1));
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), u"18"_s);
    QCOMPARE(summaryOf(undo(deleted)), u"done: undone 8973"_s);
    QCOMPARE(rows(), before);
}

void TestRuns::ofOddStatuses()
{
    m_database->execute(
        plainTable
        + u"; INSERT INTO tasks (id, user_id, status) VALUES (1, 'a', ''), (2, NULL, NULL), (3, '', NULL), "
          "(4, 'a', E'tab\\t\\\\N'), (5, E'\\n', E'tab\\t\\\\N'), (6, 'a', ' '), (7, NULL, '')"_s);
    open();
    const ConfirmedTasks tasks = collect();
    const TaskNumbers &numbers = tasks.numbers();
    QCOMPARE(numbers.all, 7);
    QCOMPARE(numbers.byStatus,
             (QMap<FieldValue, qint64>{{std::nullopt, 2}, {u""_s, 2}, {u"tab\t\\N"_s, 2}, {u" "_s, 1}}));
    QCOMPARE(numbers.byUser,
             (QHash<FieldValue, qint64>{{std::nullopt, 2}, {u""_s, 1}, {u"a"_s, 3}, {u"\n"_s, 1}}));
    const QString before = rows();
    const Run deleted = run({}, tasks);
    QCOMPARE(summaryOf(deleted), u"done: done 7"_s);
    QCOMPARE(summaryOf(undo(deleted)), u"done: undone 7"_s);
    QCOMPARE(rows(), before);
}

void TestRuns::ofAnyText_data()
{
    QTest::addColumn<QString>("rows");
    QTest::newRow("an empty one alone") << u"(1, '', '\"\"')"_s;
    QTest::newRow("none") << u"(1, NULL, NULL), (2, NULL, NULL)"_s;
    QTest::newRow("empty ones") << u"(1, '', '{}'), (2, '', NULL), (3, NULL, '{}'), (4, '', '{}')"_s;
    QTest::newRow("separators")
        << u"(1, 'a', '1'), (2, E'\\x1f', '2'), (3, E'b\\x1ec', '3'), (4, '', '4'), (5, NULL, '5')"_s;
    QTest::newRow("separators first")
        << u"(1, E'\\x1e', NULL), (2, '', '[]'), (3, NULL, '{\"a\": [null, \"\\u001f\"]}')"_s;
    QTest::newRow("quotes")
        << u"(1, E'\\\\ '' \" {,} NULL $w$', '\"\\\\ '' \\\" NULL\"'), (2, 'NULL', 'null'), (3, '%1', '\"%2\"')"_s;
}

// Values are sent packed, where what separates them is in none.
void TestRuns::ofAnyText()
{
    QFETCH(QString, rows);
    m_database->execute(plainTable + "; INSERT INTO tasks (id, error_message, metadata) VALUES "_L1 + rows);
    open();
    const QString before = this->rows();
    const Run deleted = remove();
    QCOMPARE(this->rows(), QString());
    undo(deleted);
    QCOMPARE(this->rows(), before);
    const Run changed = run(toStatus(u"completed"_s, u"\x1f\x1e"_s), collect());
    undo(changed);
    QCOMPARE(this->rows(), before);
}

void TestRuns::ofMovedTasks_data()
{
    QTest::addColumn<QString>("between");
    QTest::addColumn<QString>("summary");
    QTest::newRow("nothing") << QString() << u"done: done 1000"_s;
    QTest::newRow("the table was written anew") << u"VACUUM FULL tasks"_s << u"done: done 1000"_s;
    QTest::newRow("other columns were updated")
        << u"UPDATE tasks SET metadata = '{}' WHERE id > 10"_s << u"done: done 1000"_s;
    QTest::newRow("other tasks are in their places")
        << u"DELETE FROM tasks WHERE id <= 500; VACUUM tasks; INSERT INTO tasks (id, status, updated_at) "
           "SELECT -n, 'failed', '2026-01-01' FROM generate_series(1, 500) n"_s
        << u"done: done 500, gone 500"_s;
    QTest::newRow("changed ones are in their places")
        << u"DELETE FROM tasks WHERE id <= 500; VACUUM tasks; INSERT INTO tasks (id, status, updated_at) "
           "SELECT n, 'pending', '2026-01-01' FROM generate_series(500, 1, -1) n"_s
        << u"done: done 500, changed 500"_s;
}

// The place where a task was when it was confirmed only helps to find it.
void TestRuns::ofMovedTasks()
{
    QFETCH(QString, between);
    QFETCH(QString, summary);
    m_database->execute(plainTable
                        + u"; INSERT INTO tasks (id, status, updated_at) SELECT n, 'failed', '2026-01-01' "
                          "FROM generate_series(1, 1000) n"_s);
    open();
    const ConfirmedTasks tasks = collect();
    const QStringList statements = between.split(u"; "_s, Qt::SkipEmptyParts);
    for (const QString &statement : statements)
        m_database->execute(statement);
    const QString before = rows();
    const Run deleted = run({}, tasks);
    QCOMPARE(summaryOf(deleted), summary);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks WHERE status = 'failed' AND id > 0"_s), u"0"_s);
    undo(deleted);
    QCOMPARE(rows(), before);
}

void TestRuns::ofSelectedTasks()
{
    m_database->execute(plainTable
                        + u"; INSERT INTO tasks (id, user_id, status) SELECT n, 'u' || n % 2, "
                          "CASE WHEN n < 4 THEN 'failed' END FROM generate_series(1, 5) n"_s);
    open();
    QVector<Task> shown;
    for (const TaskRow &row : success(m_service->page({})).rows)
        shown += row.task;
    const ConfirmedTasks tasks = ConfirmedTasks::of(shown);
    QCOMPARE(tasks.numbers().all, 5);
    QCOMPARE(tasks.numbers().byStatus.value(u"failed"_s), 3);
    QCOMPARE(tasks.numbers().byStatus.value(std::nullopt), 2);
    QCOMPARE(tasks.numbers().busiestUsers(1), (QVector<std::pair<FieldValue, qint64>>{{u"u1"_s, 3}}));
    QVERIFY(tasks.numbers().oldest);
    m_database->execute(
        u"DELETE FROM tasks WHERE id = 1; UPDATE tasks SET status = 'completed' WHERE id = 2; "
        "UPDATE tasks SET updated_at = now() WHERE id = 4; UPDATE tasks SET type = 'x' WHERE id = 5"_s);
    const Run deleted = run({}, tasks);
    QCOMPARE(summaryOf(deleted), u"done: done 2, gone 1, changed 2"_s);
    QCOMPARE(m_database->value(u"SELECT string_agg(id::text, ' ' ORDER BY id) FROM tasks"_s), u"2 4"_s);
    QCOMPARE(deleted.kind, Run::Kind::Delete);
    QCOMPARE(deleted.asked, 5);
    undo(deleted);
    QCOMPARE(m_database->value(u"SELECT string_agg(id || coalesce(type, ''), ' ' ORDER BY id) FROM tasks"_s),
             u"2 3 4 5x"_s); // as they were when they went
}

void TestRuns::marksAndUnmarks()
{
    m_database->execute(plainTable
                        + u"; ALTER TABLE tasks ADD deleted_at timestamptz; INSERT INTO tasks (id, status) "
                          "SELECT n, 'failed' FROM generate_series(1, 5) n"_s);
    open();
    const QString before = rows();
    const Run marked = remove();
    QCOMPARE(marked.kind, Run::Kind::Mark);
    QCOMPARE(summaryOf(marked), u"done: done 5"_s);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks WHERE deleted_at = now()"_s), u"0"_s);
    QCOMPARE(m_database->value(u"SELECT count(deleted_at) FROM tasks"_s), u"5"_s);
    QCOMPARE(summaryOf(undo(marked)), u"done: undone 5"_s);
    QCOMPARE(rows(), before);
}

void TestRuns::changesStatusAndBack()
{
    m_database->execute(plainTable
                        + u"; INSERT INTO tasks (id, status, updated_at) SELECT n, 'processing', "
                          "'2026-01-01' FROM generate_series(1, 2500) n"_s);
    open();
    const QString before = rows();
    const Run changed = run(toStatus(u"failed"_s, u"stuck"_s), collect(u"processing"_s));
    QCOMPARE(summaryOf(changed), u"done: done 2500"_s);
    QCOMPARE(describedDetails(changed), u"to failed, with the error “stuck”"_s);
    QCOMPARE(
        m_database->value(u"SELECT count(*) FROM tasks WHERE status = 'failed' AND error_message = 'stuck' "
                          "AND updated_at > now() - interval '1 hour'"_s),
        u"2500"_s);
    m_database->execute(u"UPDATE tasks SET status = 'pending' WHERE id = 7; DELETE FROM tasks WHERE id = 8; "
                        "UPDATE tasks SET type = 'x' WHERE id = 9"_s);
    const Run undone = undo(changed);
    QCOMPARE(summaryOf(undone), u"done: undone 2497, gone 1, changed 2"_s);
    const auto twice = await(Runs(*m_service, journal()).undo(undone.number, m_control));
    QVERIFY(!twice && twice.error().kind == TaskError::Kind::InvalidInput);
    QCOMPARE(reasons(undone, RowState::Changed),
             QStringList({u"7: The task has changed since."_s, u"9: The task has changed since."_s}));
    m_database->execute(u"UPDATE tasks SET status = 'failed', type = NULL, updated_at = "
                        "(SELECT max(updated_at) FROM tasks) WHERE id = 9"_s);
    QVERIFY(rows() != before);
    // What stays in the journal can be tried again.
    m_database->execute(u"DELETE FROM tasks WHERE id = 7"_s);
    QCOMPARE(summaryOf(undo(changed)), u"done: undone 1, gone 2"_s);
    QCOMPARE(
        m_database->value(u"SELECT count(*) FROM tasks WHERE status = 'processing' AND error_message IS NULL "
                          "AND updated_at = '2026-01-01'"_s),
        u"2498"_s);
}

void TestRuns::setsResults()
{
    m_database->execute(
        plainTable
        + u"; ALTER TABLE tasks ADD result_id uuid; INSERT INTO tasks (id, status, error_message) "
          "SELECT n, 'processing', 'slow' FROM generate_series(1, 3) n"_s);
    open();
    const QString before = rows();
    const QString result = u"00000000-0000-4000-8000-00000000000a"_s;
    RunAction action = toStatus(u"completed"_s);
    action.resultId = ResultId(result);
    const Run completed = run(action, collect(u"processing"_s));
    QCOMPARE(summaryOf(completed), u"done: done 3"_s);
    QCOMPARE(describedDetails(completed), u"to completed, with the result %1"_s.arg(result));
    QCOMPARE(
        m_database->value(u"SELECT count(*) FROM tasks WHERE status = 'completed' AND result_id = '%1' AND "
                          "error_message = 'slow'"_s.arg(result)),
        u"3"_s);
    QCOMPARE(summaryOf(undo(completed)), u"done: undone 3"_s);
    QCOMPARE(rows(), before);
    action.errorMessage = QString();
    QCOMPARE(describedDetails(run(action, collect(u"processing"_s))),
             u"to completed, with the result %1 and the error “”"_s.arg(result));
}

void TestRuns::runsAgain()
{
    m_database->execute(
        u"CREATE TABLE tasks (id uuid DEFAULT gen_random_uuid(), tenant text, user_id text, type text, "
        "status text DEFAULT 'queued', error_message text, result_id uuid, metadata json, created_at timestamptz "
        "DEFAULT now(), updated_at timestamptz, PRIMARY KEY (tenant, id)); INSERT INTO tasks (tenant, user_id, type, "
        "status, error_message, metadata, created_at) SELECT 'acme', 'ann', 't' || n, 'failed', 'broken', "
        "CASE WHEN n < 3 THEN '{\"n\": 1.0}'::json END, '2026-01-01' FROM generate_series(1, 4) n"_s);
    open();
    const QString before = rows();
    RunAction again;
    again.kind = RunAction::Kind::RunAgain;
    again.originKey = u"retry_of"_s;
    const Run made = run(again, collect(u"failed"_s));
    QCOMPARE(summaryOf(made), u"done: done 4"_s);
    QCOMPARE(made.kind, Run::Kind::RunAgain);
    QCOMPARE(m_database->value(
                 u"SELECT count(*) FROM tasks n JOIN tasks o ON n.metadata->>'retry_of' = o.id::text "
                 "WHERE n.status = 'queued' AND n.type = o.type AND n.user_id = o.user_id AND "
                 "n.tenant = o.tenant AND n.error_message IS NULL AND n.created_at > o.created_at AND "
                 "o.status = 'failed' AND n.metadata->>'n' IS NOT DISTINCT FROM o.metadata->>'n'"_s),
             u"4"_s);
    again.metadata = "{\"n\": 2}";
    again.type = u"other"_s;
    again.originKey.clear();
    const ConfirmedTasks failed = collect(u"failed"_s);
    m_database->execute(u"UPDATE tasks SET status = 'completed' WHERE type = 't1' AND status = 'failed'"_s);
    const Run edited = run(again, failed);
    QCOMPARE(summaryOf(edited), u"done: done 3, changed 1"_s);
    QCOMPARE(m_database->value(
                 u"SELECT count(*) FROM tasks WHERE type = 'other' AND metadata::text = '{\"n\": 2}'"_s),
             u"3"_s);
    m_database->execute(u"UPDATE tasks SET status = 'failed' WHERE type = 't1' AND status = 'completed'; "
                        "UPDATE tasks SET status = 'processing' WHERE type = 't2' AND status = 'queued'"_s);
    QCOMPARE(summaryOf(undo(edited)), u"done: undone 3"_s);
    const Run undone = undo(made);
    QCOMPARE(summaryOf(undone), u"done: undone 3, changed 1"_s); // a worker is at one
    QVERIFY(reasons(undone, RowState::Changed)
                .first()
                .endsWith(u": The new task has changed since and was kept."_s));
    m_database->execute(u"DELETE FROM tasks WHERE status = 'processing'"_s);
    QCOMPARE(rows(), before);
}

void TestRuns::addsToTheMetadataOfCopies_data()
{
    QTest::addColumn<QString>("type");
    QTest::newRow("jsonb") << u"jsonb"_s;
    QTest::newRow("json") << u"json"_s;
}

void TestRuns::addsToTheMetadataOfCopies()
{
    QFETCH(QString, type);
    m_database->execute(
        u"CREATE TABLE tasks (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id text, type text, "
        "status text, metadata %1, created_at timestamptz, updated_at timestamptz); INSERT INTO tasks "
        "(type, status, metadata) VALUES ('a', 'failed', '{\"n\": 1.50, \"of\": \"ten\"}'), ('b', 'failed', NULL), "
        "('c', 'failed', 'null'), ('d', 'failed', '[1]')"_s.arg(type));
    open();
    RunAction again;
    again.kind = RunAction::Kind::RunAgain;
    again.metadata = R"({"of": "two", "more": {"x": 1e3}})";
    again.addsMetadata = true;
    again.originKey = u"retry_of"_s;
    const Run made = run(again, collect(u"failed"_s));
    QCOMPARE(summaryOf(made), u"done: done 3, refused 1"_s); // a list takes no names
    QVERIFY(reasons(made, RowState::Refused).first().startsWith(u"4: "_s));
    QCOMPARE(
        m_database->value(u"SELECT string_agg(type || metadata::jsonb::text, ' ' ORDER BY type) FROM tasks "
                          "WHERE status = 'pending'"_s),
        uR"(a{"n": 1.50, "of": "two", "more": {"x": 1000}, "retry_of": "1"} )"
        uR"(b{"of": "two", "more": {"x": 1000}, "retry_of": "2"} )"
        uR"(c{"of": "two", "more": {"x": 1000}, "retry_of": "3"})"_s);
}

void TestRuns::runsAgainWithIdsOfTheServer()
{
    m_database->execute(
        u"CREATE TABLE tasks (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id text, type text, "
        "status text, metadata jsonb, created_at timestamptz, updated_at timestamptz); INSERT INTO tasks "
        "(user_id, type, status) SELECT 'u', 't' || n, 'failed' FROM generate_series(1, 1500) n"_s);
    open();
    const QString before = rows();
    RunAction again;
    again.kind = RunAction::Kind::RunAgain;
    const Run made = run(again, collect());
    QCOMPARE(summaryOf(made), u"done: done 1500"_s);
    QCOMPARE(
        m_database->value(u"SELECT count(DISTINCT type) FROM tasks WHERE status = 'pending' AND id > 1500"_s),
        u"1500"_s);
    QCOMPARE(summaryOf(undo(made)), u"done: undone 1500"_s);
    QCOMPARE(rows(), before);
}

void TestRuns::refusesByItself()
{
    m_database->execute(
        plainTable
        + u"; CREATE TABLE results (task bigint REFERENCES tasks); CREATE FUNCTION guard() RETURNS trigger "
          "LANGUAGE plpgsql AS $$ BEGIN IF OLD.id = 50 THEN RAISE 'Not this one.'; END IF; "
          "IF OLD.id = 55 THEN RAISE 'Nor this one.' USING ERRCODE = 'PT403'; END IF; "
          "IF OLD.id = 57 THEN RAISE 'Waited too long.' USING ERRCODE = '25P03'; END IF; IF OLD.id = 60 THEN RETURN NULL; END IF; RETURN OLD; END $$; "
          "CREATE TRIGGER guard BEFORE DELETE ON tasks FOR EACH ROW EXECUTE FUNCTION guard(); "
          "INSERT INTO tasks (id, status) SELECT n, 'failed' FROM generate_series(1, 1500) n; "
          "INSERT INTO results VALUES (3), (700)"_s);
    open();
    const QString before = rows();
    const Run deleted = remove();
    QCOMPARE(summaryOf(deleted), u"done: done 1494, refused 6"_s);
    QCOMPARE(m_database->value(u"SELECT string_agg(id::text, ' ' ORDER BY id) FROM tasks"_s),
             u"3 50 55 57 60 700"_s);
    const QStringList why = reasons(deleted, RowState::Refused);
    QCOMPARE(why.size(), 6);
    QCOMPARE(
        why[0],
        u"3: Rows in public.results still refer to a task, so it cannot be deleted. Key (id)=(3) is still "
        "referenced from table \"results\"."_s);
    QCOMPARE(why[1], u"50: The table refused: Not this one."_s);
    QVERIFY2(why[2].startsWith("55: "_L1) && why[2].endsWith("Nor this one."_L1), qPrintable(why[2]));
    QVERIFY2(why[3].endsWith("Waited too long."_L1), qPrintable(why[3]));
    QCOMPARE(why[4], u"60: "_s); // without a word
    QCOMPARE(summaryOf(undo(deleted)), u"done: undone 1494"_s);
    QCOMPARE(rows(), before);
}

void TestRuns::stopsWhereAllAreRefused()
{
    m_database->execute(
        plainTable
        + u"; ALTER TABLE tasks ADD CHECK (status <> 'paused'); INSERT INTO tasks (id, status) "
          "SELECT n, 'failed' FROM generate_series(1, 3000) n"_s);
    open();
    const Run changed = run(toStatus(u"paused"_s), collect());
    QCOMPARE(summaryOf(changed), u"failed: refused 100"_s);
    QVERIFY2(changed.error.contains(u"tasks_status_check"_s), qPrintable(changed.error));
}

void TestRuns::whatCannotBePutBack()
{
    m_database->execute(
        u"CREATE TABLE people (name text PRIMARY KEY); INSERT INTO people VALUES ('ann'), ('bob');"_s
        + plainTable
        + u"; ALTER TABLE tasks ADD FOREIGN KEY (user_id) REFERENCES people, ADD place int UNIQUE; "
          "INSERT INTO tasks (id, user_id, status, place) SELECT n, CASE WHEN n % 100 = 1 THEN 'ann' ELSE 'bob' END, "
          "'failed', n FROM generate_series(1, 200) n"_s);
    open();
    const Run deleted = remove();
    m_database->execute(
        u"DELETE FROM people WHERE name = 'ann'; INSERT INTO tasks (id, status, place) VALUES "
        "(5, 'new', NULL), (1000, 'new', 6)"_s);
    const Run undone = undo(deleted);
    QCOMPARE(summaryOf(undone), u"done: undone 196, changed 1, refused 3"_s);
    QCOMPARE(reasons(undone, RowState::Changed), QStringList(u"5: A task with this id exists again."_s));
    const QStringList refused = reasons(undone, RowState::Refused);
    QVERIFY2(refused[0].contains(u"Key (user_id)=(ann) is not present"_s), qPrintable(refused[0]));
    QVERIFY2(refused[2].contains(u"Key (place)=(6) already exists"_s), qPrintable(refused[2]));
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), u"198"_s);
    // They are still in the journal.
    m_database->execute(u"INSERT INTO people VALUES ('ann'); DELETE FROM tasks WHERE status = 'new'"_s);
    QCOMPARE(summaryOf(undo(deleted)), u"done: undone 4"_s);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks WHERE status = 'failed'"_s), u"200"_s);
}

void TestRuns::whatHasNoColumnAnyMore()
{
    m_database->execute(
        plainTable
        + u"; ALTER TABLE tasks ADD note text, ADD other text; INSERT INTO tasks (id, status, note, error_message) VALUES "
          "(1, 'failed', 'mine', 'e'), (2, 'failed', NULL, NULL)"_s);
    open();
    const QString before = rows();
    const Run deleted = remove();
    m_database->execute(u"ALTER TABLE tasks RENAME note TO remark; ALTER TABLE tasks DROP other"_s);
    const Run undone = undo(deleted);
    QCOMPARE(summaryOf(undone), u"done: undone 1, refused 1"_s);
    QCOMPARE(reasons(undone, RowState::Refused),
             QStringList(u"1: The table no longer has columns for the earlier values of note."_s));
    m_database->execute(u"ALTER TABLE tasks RENAME remark TO note; ALTER TABLE tasks ADD other text"_s);
    QCOMPARE(summaryOf(undo(deleted)), u"done: undone 1"_s);
    QCOMPARE(rows(), before);

    const Run changed = run(toStatus(u"pending"_s, u"another"_s), collect());
    m_database->execute(u"ALTER TABLE tasks DROP note"_s); // which that has not changed
    QCOMPARE(summaryOf(undo(changed)), u"done: undone 2"_s);
    const Run again = run(toStatus(u"pending"_s, u"another"_s), collect());
    m_database->execute(u"ALTER TABLE tasks DROP error_message"_s);
    QCOMPARE(summaryOf(undo(again)), u"done: undone 1, refused 1"_s);
}

void TestRuns::whatIsThereAgain_data()
{
    QTest::addColumn<QString>("key");
    QTest::newRow("checked at once") << u"PRIMARY KEY (id)"_s;
    QTest::newRow("checked at the end of the transaction")
        << u"PRIMARY KEY (id) DEFERRABLE INITIALLY DEFERRED"_s;
}

// The rows are inserted without a look at what is there, until some are.
void TestRuns::whatIsThereAgain()
{
    QFETCH(QString, key);
    m_database->execute(
        QString(plainTable).remove(u" PRIMARY KEY"_s)
        + u"; ALTER TABLE tasks ADD %1; INSERT INTO tasks (id, status, created_at, updated_at) "
          "SELECT n, 'failed', '2026-01-01', '2026-01-01' FROM generate_series(1, 3000) n"_s.arg(key));
    open();
    const QString before = rows();
    const Run deleted = remove();
    m_database->execute(u"INSERT INTO tasks (id, status, created_at, updated_at) VALUES "
                        "(10, 'failed', '2026-01-01', '2026-01-01'), (2990, 'new', NULL, NULL)"_s);
    const Run undone = undo(deleted);
    QCOMPARE(summaryOf(undone), u"done: undone 2999, changed 1"_s);
    QCOMPARE(reasons(undone, RowState::Changed), QStringList(u"2990: A task with this id exists again."_s));
    m_database->execute(u"DELETE FROM tasks WHERE status = 'new'"_s);
    QCOMPARE(summaryOf(undo(deleted)), u"done: undone 1"_s);
    QCOMPARE(rows(), before);
}

// All at once, a message would be more than the server takes, and would keep it waiting in a transaction.
void TestRuns::largeRowsComeBackInSmallChunks()
{
    m_database->execute(
        plainTable
        + u"; INSERT INTO tasks (id, status, error_message) SELECT n, 'failed', repeat('x' || n, 1000000) FROM generate_series(1, 25) n"_s);
    open();
    const QString checksum = u"SELECT md5(string_agg(t::text, ',' ORDER BY id)) FROM tasks t"_s;
    const QString before = m_database->value(checksum);
    const Run deleted = remove();
    QCOMPARE(summaryOf(deleted), u"done: done 25"_s);
    QCOMPARE(summaryOf(undo(deleted)), u"done: undone 25"_s);
    QCOMPARE(m_database->value(checksum), before);
    QVERIFY(m_database->value(u"SELECT count(DISTINCT xmin::text) FROM tasks"_s).toInt() >= 3);
}

void TestRuns::beginsWithFewLargeRows_data()
{
    QTest::addColumn<QString>("error"); // of each row
    QTest::addColumn<QString>("then");
    QTest::addColumn<int>("first"); // rows
    const QString large = u"(SELECT string_agg(md5(n || ' ' || i), '') FROM generate_series(1, 13000) i)"_s;
    QTest::newRow("large") << large << u"ANALYZE tasks"_s << 4;
    QTest::newRow("large, never analysed") << large << QString() << 10;
    QTest::newRow("large, in partitions")
        << large
        << u"ALTER TABLE tasks RENAME TO part; ALTER TABLE part ADD CHECK (id > 0); "
           "CREATE TABLE tasks (LIKE part INCLUDING INDEXES) PARTITION BY RANGE (id); "
           "ALTER TABLE tasks ATTACH PARTITION part FOR VALUES FROM (1) TO (1000); ANALYZE tasks"_s
        << 4;
    QTest::newRow("small") << u"'boom'"_s << u"ANALYZE tasks"_s << 1'000;
    QTest::newRow("small, never analysed") << u"'boom'"_s << QString() << 1'000;
}

// A thousand of them would hold their locks for minutes; how long a chunk takes is known only after the first.
void TestRuns::beginsWithFewLargeRows()
{
    QFETCH(QString, error);
    QFETCH(QString, then);
    QFETCH(int, first);
    m_database->execute(
        plainTable
        + u"; INSERT INTO tasks (id, status, error_message) SELECT n, 'failed', %1 FROM generate_series(1, %2) n; %3"_s
              .arg(error, QString::number(first < 1'000 ? 20 : 1'500), then));
    open();
    RunAction action;
    action.kind = RunAction::Kind::SetStatus;
    action.status = TaskStatus::fromText(u"done"_s);
    QCOMPARE(run(action, collect()).state, Run::State::Done);
    QCOMPARE(m_database->value(
                 u"SELECT count(*) FROM tasks GROUP BY xmin::text ORDER BY xmin::text::bigint LIMIT 1"_s),
             QString::number(first));
}

void TestRuns::parentsComeBackFirst()
{
    m_database->execute(
        plainTable
        + u"; ALTER TABLE tasks ADD parent bigint REFERENCES tasks DEFERRABLE; INSERT INTO tasks "
          "(id, status, parent) SELECT n, 'failed', nullif(n + 1, 1501) FROM generate_series(1, 1500) n; CREATE INDEX ON tasks (parent)"_s);
    open();
    const QString before = rows();
    const auto updatedAt = success(m_service->getTask(TaskKey(TaskId(u"1"_s)))).updatedAt;
    QVector<Task> tasks;
    for (int id = 1; id <= 1500; ++id) { // children first, as otherwise none could go
        Task task;
        task.id = TaskId(QString::number(id));
        task.status = TaskStatus::fromText(u"failed"_s);
        task.updatedAt = updatedAt;
        tasks += task;
    }
    const Run deleted = run({}, ConfirmedTasks::of(tasks));
    QCOMPARE(summaryOf(deleted), u"done: done 1500"_s);
    QCOMPARE(summaryOf(undo(deleted)), u"done: undone 1500"_s);
    QCOMPARE(rows(), before);
}

void TestRuns::childrenGoFirst_data()
{
    QTest::addColumn<QString>("action");
    QTest::newRow("refused") << QString();
    QTest::newRow("restricted") << u"ON DELETE RESTRICT"_s;
    QTest::newRow("at the end of the transaction") << u"DEFERRABLE INITIALLY DEFERRED"_s;
    QTest::newRow("deleted with their parents") << u"ON DELETE CASCADE"_s;
    QTest::newRow("cleared with their parents") << u"ON DELETE SET NULL"_s;
}

// Parents are found before their children, and in an earlier chunk.
void TestRuns::childrenGoFirst()
{
    QFETCH(QString, action);
    m_database->execute(
        plainTable
        + u"; ALTER TABLE tasks ADD tenant int DEFAULT 7, ADD parent bigint, ADD other bigint REFERENCES tasks %1, "
          "ADD UNIQUE (tenant, id), ADD FOREIGN KEY (tenant, parent) REFERENCES tasks (tenant, id) %1; "
          "INSERT INTO tasks (id, status, parent, other) SELECT n, 'failed', nullif(n / 2, 0), "
          "CASE WHEN n % 3 = 0 THEN n - 1 WHEN n = 5 THEN 5 END FROM generate_series(1, 2500) n"_s.replace(
              u"%1"_s, action));
    m_database->execute(u"CREATE INDEX ON tasks (parent); CREATE INDEX ON tasks (other)"_s);
    open();
    const QString before = rows();
    const Run deleted = remove();
    QCOMPARE(summaryOf(deleted), u"done: done 2500"_s);
    QCOMPARE(summaryOf(undo(deleted)), u"done: undone 2500"_s);
    QCOMPARE(rows(), before);
}

void TestRuns::triggersAreSeenThrough_data()
{
    QTest::addColumn<QString>("event");
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("done");
    QTest::addColumn<QString>("undone");

    QTest::newRow("soft deletion") << u"DELETE"_s
                                   << u"UPDATE tasks SET status = 'removed' WHERE id = OLD.id; RETURN NULL;"_s
                                   << u"done: diverted 3"_s << u"done: "_s;
    QTest::newRow("moves them elsewhere") << u"DELETE"_s << u"INSERT INTO attic SELECT OLD.*; RETURN OLD;"_s
                                          << u"done: done 3"_s << u"done: undone 3"_s;
    QTest::newRow("changes what is put back")
        << u"INSERT"_s << u"IF NEW.id = 2 THEN NEW.updated_at = now(); END IF; RETURN NEW;"_s
        << u"done: done 3"_s << u"done: undone 2, refused 1"_s;
    QTest::newRow("keeps what is put back out")
        << u"INSERT"_s << u"RETURN NULL;"_s << u"done: done 3"_s << u"done: refused 3"_s;
}

void TestRuns::triggersAreSeenThrough()
{
    QFETCH(QString, event);
    QFETCH(QString, body);
    m_database->execute(
        plainTable
        + u"; INSERT INTO tasks (id, status, updated_at) SELECT n, 'failed', '2026-01-01' FROM "
          "generate_series(1, 3) n; CREATE TABLE attic (LIKE tasks); "
          "CREATE FUNCTION react() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN %2 END $$; "
          "CREATE TRIGGER react BEFORE %1 ON tasks FOR EACH ROW EXECUTE FUNCTION react()"_s.arg(event, body));
    open();
    const Run deleted = remove();
    QTEST(summaryOf(deleted), "done");
    QTEST(summaryOf(undo(deleted)), "undone");
    m_database->execute(u"DROP TRIGGER react ON tasks"_s);
    if (event == u"INSERT"_s) { // nothing is lost by it
        undo(deleted);
        QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks WHERE updated_at = '2026-01-01'"_s), u"3"_s);
    }
}

void TestRuns::keysOfSeveralColumns()
{
    m_database->execute(
        u"CREATE TABLE tasks (id int, tenant text, \"Part\" date, user_id text, type text, status text, "
        "metadata jsonb, created_at timestamptz, updated_at timestamptz, PRIMARY KEY (\"Part\", id, tenant)) "
        "PARTITION BY RANGE (\"Part\"); CREATE TABLE p1 PARTITION OF tasks FOR VALUES FROM ('2026-01-01') TO "
        "('2026-02-01'); CREATE TABLE p2 PARTITION OF tasks DEFAULT; INSERT INTO tasks SELECT n % 10, "
        "E'a\\tb\\\\' || n / 10, date '2026-01-20' + n, 'u', 't', 'failed' FROM generate_series(1, 50) n"_s);
    open();
    const QString before = rows();
    const Run deleted = remove();
    QCOMPARE(summaryOf(deleted), u"done: done 50"_s);
    QCOMPARE(summaryOf(undo(deleted)), u"done: undone 50"_s);
    QCOMPARE(rows(), before);
}

// PostgreSQL wants the columns by which a table is partitioned in its key.
void TestRuns::keysThatChange()
{
    m_database->execute(
        u"CREATE TABLE tasks (id int, user_id text, type text, status char(9) NOT NULL, metadata jsonb, "
        "created_at timestamptz, updated_at timestamptz, PRIMARY KEY (id, status)) PARTITION BY LIST (status); "
        "CREATE TABLE failed PARTITION OF tasks FOR VALUES IN ('failed'); "
        "CREATE TABLE other (updated_at timestamptz, created_at timestamptz, status char(9) NOT NULL, metadata jsonb, "
        "id int NOT NULL, type text, user_id text); ALTER TABLE tasks ATTACH PARTITION other DEFAULT; "
        "INSERT INTO tasks SELECT n, 'u', 't', 'failed' FROM generate_series(1, 20) n"_s);
    open();
    const QString before = rows();
    Run changed = run(toStatus(u"pending"_s), collect());
    QCOMPARE(summaryOf(changed), u"done: done 20"_s);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM other"_s), u"20"_s);
    QCOMPARE(summaryOf(undo(changed)), u"done: undone 20"_s);
    QCOMPARE(rows(), before);

    changed = run(toStatus(u"pending"_s), collect());
    m_database->execute(
        u"UPDATE tasks SET status = 'failed', updated_at = NULL WHERE id = 1; DELETE FROM tasks WHERE id = 2; "
        "UPDATE tasks SET user_id = 'v' WHERE id = 3; INSERT INTO tasks (id, status) VALUES (4, 'failed')"_s);
    QCOMPARE(summaryOf(undo(changed)), u"done: undone 17, gone 1, changed 1, refused 1"_s);

    const TaskName name(TaskId(u"5"_s));
    SingleChange single = NamedChange{toStatus(u"done"_s), name, {}};
    const auto outcome = success(Runs(*m_service, journal()).change(single, m_control));
    QVERIFY(outcome.isDone);
    QCOMPARE(outcome.task->status.toText(), u"done"_s);
    QVERIFY(outcome.task->updatedAt);
}

// The journal's values are of one role's session and are put back in another's.
void TestRuns::underOtherSettings()
{
    const auto set = [this](const QString &setting) {
        m_database->execute(u"ALTER DATABASE %1 SET %2"_s.arg(m_database->name(), setting));
        open();
    };
    m_database->execute(
        plainTable
        + u"; ALTER TABLE tasks ADD span interval, ADD doc xml; INSERT INTO tasks (id, span, doc) VALUES "
          "(1, '-1 days -02:03:04', 'text'), (2, '1 year -2 mons -3 days +04:05', '<a/><b/>'), (3, '-1 mons', '<a/>')"_s);
    const QString before = rows();
    for (const QString &style : {u"sql_standard"_s, u"iso_8601"_s, u"postgres_verbose"_s}) {
        set(u"IntervalStyle = "_s + style);
        const Run deleted = remove();
        QCOMPARE(summaryOf(deleted), u"done: done 3"_s);
        set(u"IntervalStyle = postgres"_s);
        set(u"xmloption = document"_s);
        QCOMPARE(summaryOf(undo(deleted)), u"done: undone 3"_s);
        QCOMPARE(rows(), before);
    }
}

void TestRuns::withoutRightsToUpdate()
{
    m_database->execute(
        plainTable
        + u"; INSERT INTO tasks (id, status, user_id) SELECT n, 'failed', 'u' || n % 2 FROM "
          "generate_series(1, 10) n; DO $$ BEGIN CREATE ROLE sweeper LOGIN; EXCEPTION WHEN duplicate_object "
          "THEN NULL; END $$; GRANT SELECT, DELETE, INSERT ON tasks TO sweeper; "
          "ALTER TABLE tasks ENABLE ROW LEVEL SECURITY; CREATE POLICY seen ON tasks FOR SELECT USING (true); "
          "CREATE POLICY gone ON tasks FOR DELETE USING (user_id = 'u1'); "
          "CREATE POLICY made ON tasks FOR INSERT WITH CHECK (id < 9)"_s);
    open(u"sweeper"_s);
    const Run deleted = remove();
    QCOMPARE(summaryOf(deleted), u"done: done 5, refused 5"_s);
    const Run undone = undo(deleted);
    QCOMPARE(summaryOf(undone), u"done: undone 4, refused 1"_s);
    QVERIFY2(reasons(undone, RowState::Refused).first().contains(u"row-level security"_s),
             qPrintable(reasons(undone, RowState::Refused).first()));
}

// What the role may not read is not kept, and lost with a deletion alone.
void TestRuns::withoutRightsToReadAll()
{
    const QString columns = u"id, user_id, type, status, error_message, metadata, created_at, updated_at"_s;
    m_database->execute(
        plainTable
        + u"; ALTER TABLE tasks ADD secret text; INSERT INTO tasks (id, status, secret) SELECT n, 'failed', 's3cret' "
          "FROM generate_series(1, 10) n; DO $$ BEGIN CREATE ROLE support LOGIN; EXCEPTION WHEN duplicate_object "
          "THEN NULL; END $$; GRANT SELECT (%1), INSERT (%1), UPDATE (%1), DELETE ON tasks TO support"_s.arg(
              columns));
    open(u"support"_s);
    const QString before = rows();
    const Run changed = run(toStatus(u"completed"_s), collect());
    QCOMPARE(summaryOf(changed), u"done: done 10"_s);
    QCOMPARE(summaryOf(undo(changed)), u"done: undone 10"_s);
    QCOMPARE(rows(), before);
    const Run deleted = remove();
    QCOMPARE(summaryOf(deleted), u"done: done 10"_s);
    QCOMPARE(summaryOf(undo(deleted)), u"done: undone 10"_s);
    QCOMPARE(
        m_database->value(u"SELECT count(*) FILTER (WHERE secret IS NULL) || '/' || count(*) FROM tasks"_s),
        u"10/10"_s);
    m_database->execute(u"UPDATE tasks SET secret = 's3cret'"_s);
    QCOMPARE(rows(), before);
}

// As the list says it: it is the user's input and no failure of the table.
void TestRuns::refusesTheQuery()
{
    m_database->execute(plainTable + u"; INSERT INTO tasks (id, status) VALUES (1, 'failed')"_s);
    open();
    const auto filter = query::parse(u"error:/(/"_s);
    const auto collected = await(Runs(*m_service, journal()).collect(*filter, m_control));
    QVERIFY(!collected);
    QCOMPARE(collected.error().kind, TaskError::Kind::InvalidInput);
    QVERIFY2(collected.error().message.startsWith(u"The server cannot use the value “(”: "_s),
             qPrintable(collected.error().message));
}

void TestRuns::cancelled()
{
    m_database->execute(
        plainTable
        + u"; INSERT INTO tasks (id, status) SELECT n, 'failed' FROM generate_series(1, 3000) n"_s);
    open();
    const ConfirmedTasks tasks = collect();
    DirectConnection other(m_database->connection());
    other.execute(u"BEGIN; UPDATE tasks SET type = 'held' WHERE id = 2500"_s);
    const auto future = Runs(*m_service, journal()).start({{}, tasks, {}}, m_control);
    QTRY_VERIFY_WITH_TIMEOUT(m_control->progress().reached() >= 1000, 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(m_control->progress().sinceChunk.count() > 300, 30'000); // it waits for the lock
    m_control->cancel();
    const Run run = success(future);
    other.execute(u"ROLLBACK"_s);
    QCOMPARE(run.state, Run::State::Cancelled);
    const qint64 gone = run.rows.value(RowState::Done);
    QVERIFY(gone >= 1000 && gone < 2500);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), QString::number(3000 - gone));
    m_control = std::make_shared<RunControl>();
    QCOMPARE(undo(run).rows.value(RowState::Undone), gone);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), u"3000"_s);
}

// It is not the server that refuses the only one.
void TestRuns::cancelledAtTheOnlyOne()
{
    m_database->execute(plainTable + u"; INSERT INTO tasks (id, status) VALUES (1, 'failed')"_s);
    open();
    const ConfirmedTasks tasks = collect();
    DirectConnection other(m_database->connection());
    other.execute(u"BEGIN; UPDATE tasks SET type = 'held'"_s);
    const auto future = Runs(*m_service, journal()).start({{}, tasks, {}}, m_control);
    QTRY_COMPARE_WITH_TIMEOUT(
        m_database->value(u"SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"_s), u"1"_s,
        30'000);
    m_control->cancel();
    QCOMPARE(summaryOf(success(future)), u"cancelled: "_s);
}

void TestRuns::pausedAndGoesOn()
{
    m_database->execute(
        plainTable
        + u"; INSERT INTO tasks (id, status) SELECT n, 'failed' FROM generate_series(1, 1200) n"_s);
    open();
    const ConfirmedTasks tasks = collect();
    m_control->setPaused(true);
    const auto future = Runs(*m_service, journal()).start({{}, tasks, {}}, m_control);
    QTRY_COMPARE(m_control->progress().phase, RunProgress::Phase::Paused);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), u"1200"_s);
    m_control->setPaused(false);
    QCOMPARE(summaryOf(success(future)), u"done: done 1200"_s);
}

// Nothing of what was confirmed has changed by it, unless it marks tasks, which keeps more than was confirmed.
void TestRuns::addsAColumnMeanwhile()
{
    m_database->execute(
        plainTable + u"; INSERT INTO tasks (id, status) SELECT n, 'failed' FROM generate_series(1, 10) n"_s);
    open();
    const ConfirmedTasks tasks = collect();
    m_database->execute(u"ALTER TABLE tasks ADD COLUMN extra text DEFAULT 'x'"_s);
    const QString before = rows();
    const Run deleted = run({}, tasks);
    QCOMPARE(summaryOf(deleted), u"done: done 10"_s);
    undo(deleted);
    QCOMPARE(rows(), before);
    m_database->execute(u"ALTER TABLE tasks ADD deleted_at timestamptz"_s);
    const Run marked = run({}, tasks); // as it can, they are
    QCOMPARE(summaryOf(marked), u"done: done 10"_s);
    QCOMPARE(marked.kind, Run::Kind::Mark);
    QCOMPARE(m_database->value(u"SELECT count(deleted_at) FROM tasks"_s), u"10"_s);
    QCOMPARE(summaryOf(undo(marked)), u"done: undone 10"_s);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks WHERE deleted_at IS NULL"_s), u"10"_s);
    open();
    m_database->execute(u"ALTER TABLE tasks DROP COLUMN deleted_at"_s);
    QCOMPARE(summaryOf(run({}, tasks)), u"failed: "_s); // they would be gone for good now
    QCOMPARE(rows().count(u'\n'), 9);
}

void TestRuns::withoutAJournalNothingIsChanged()
{
    m_database->execute(
        plainTable + u"; INSERT INTO tasks (id, status) SELECT n, 'failed' FROM generate_series(1, 10) n"_s);
    open();
    const ConfirmedTasks tasks = collect();
    QFile file(journal());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("this is no journal, and long enough to be none of SQLite's files either. ");
    file.close();
    const auto started = await(Runs(*m_service, journal()).start({{}, tasks, {}}, m_control));
    QVERIFY(!started);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), u"10"_s);
}

void TestRuns::stopsBeforeTheJournalIsFull_data()
{
    QTest::addColumn<bool>("isDeletion");
    QTest::newRow("deletion") << true;
    QTest::newRow("change of status") << false;
}

// What a person was told can be undone must not become final. Room is made by dropping the values of older changes only.
void TestRuns::stopsBeforeTheJournalIsFull()
{
    QFETCH(bool, isDeletion);
    m_database->execute(
        plainTable
        + u"; INSERT INTO tasks (id, status, error_message) SELECT n, CASE WHEN n > 300 THEN 'old' ELSE 'failed' END, "
          "(SELECT string_agg(md5(n || ' ' || i), '') FROM generate_series(1, 300) i) FROM generate_series(1, 340) n; ANALYZE tasks"_s);
    open();
    const Run older = remove(u"old"_s); // 0.4 MB
    const QString before = rows();
    RunAction action;
    if (!isDeletion) {
        action.kind = RunAction::Kind::SetStatus;
        action.status = TaskStatus::fromText(u"done"_s);
    }
    const JournalLimits limits{30, 1};
    const Runs runs(*m_service, journal());
    const Run stopped = success(runs.start({action, collect(), u"a test"_s, limits}, m_control));
    const qint64 done = stopped.rows.value(RowState::Done);
    QCOMPARE(summaryOf(stopped), u"failed: done %1"_s.arg(done));
    QVERIFY2(done >= (isDeletion ? 75 : 35) && done < 105, QByteArray::number(done).constData()); // of 9.6 kB
    QVERIFY2(stopped.error.contains("space limit is 1 MB"_L1), qPrintable(stopped.error));
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks WHERE status = 'failed'"_s),
             QString::number(300 - done));
    {
        const auto opened = Journal::open(journal());
        QVERIFY(opened);
        QVERIFY(!(*opened)->run(older.number)->rowsKept);
        QCOMPARE((*opened)->keepWithin(limits.days, limits.bytes()).value_or(-1), 0);
    }
    QCOMPARE(summaryOf(undo(stopped)), u"done: undone %1"_s.arg(done));
    QCOMPARE(rows(), before);
}

void TestRuns::elsewhere()
{
    m_database->execute(plainTable + u"; INSERT INTO tasks (id, status) VALUES (1, 'failed')"_s);
    open();
    const Run deleted = remove();
    TestDatabase other;
    other.execute(plainTable);
    TaskService service(other.profile());
    success(service.open());
    const auto refused = await(Runs(service, journal()).undo(deleted.number, m_control));
    QCOMPARE(outcomeOf(refused), u"Conflict"_s);
    QCOMPARE(outcomeOf(Runs(service, journal()).undo(deleted.number + 100, m_control)), u"NotFound"_s);
    QCOMPARE(other.value(u"SELECT count(*) FROM tasks"_s), u"0"_s);
}

void TestRuns::exactlyWhatWasConfirmed_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 6; ++seed)
        QTest::newRow(qPrintable(QString::number(seed))) << seed;
}

// Others change, add and delete throughout. Of what matched, what nobody had changed is gone, and nothing else; after it
// is taken back, all is as if it had not been.
void TestRuns::exactlyWhatWasConfirmed()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    m_database->execute(
        plainTable
        + u"; INSERT INTO tasks (id, user_id, status, metadata, updated_at) SELECT n, 'u' || n % 7, "
          "(ARRAY['failed', 'completed', NULL])[1 + n %% 3], jsonb_build_object('n', n), '2026-01-01' "
          "FROM generate_series(1, 6000) n; CREATE TABLE log (id bigint, what text)"_s.replace(u"%%"_s,
                                                                                               u"%"_s));
    open();
    const ConfirmedTasks tasks = collect(u"failed"_s);
    const QString confirmed = m_database->value(u"SELECT count(*) FROM tasks WHERE status = 'failed'"_s);
    QCOMPARE(QString::number(tasks.count()), confirmed);
    m_database->execute(u"CREATE TABLE confirmed AS SELECT * FROM tasks WHERE status = 'failed'"_s);
    std::atomic<bool> isOver = false;
    std::vector<std::thread> writers;
    for (int writer = 0; writer < 2; ++writer) {
        writers.emplace_back([&, seed = random.generate(), connection = m_database->connection()] {
            QRandomGenerator own(seed);
            DirectConnection direct(connection);
            while (!isOver) {
                const QString id = QString::number(own.bounded(1, 6001));
                switch (own.bounded(4)) {
                case 0: // what a worker does
                    direct.execute(
                        u"WITH w AS (UPDATE tasks SET status = 'processing', updated_at = clock_timestamp() "
                        "WHERE id = %1 RETURNING id) INSERT INTO log SELECT id, 'changed' FROM w"_s.arg(id));
                    break;
                case 1:
                    direct.execute(
                        u"WITH w AS (DELETE FROM tasks WHERE id = %1 RETURNING id) INSERT INTO log "
                        "SELECT id, 'deleted' FROM w"_s.arg(id));
                    break;
                case 2:
                    direct.execute(
                        u"INSERT INTO tasks (id, status) VALUES (%1, 'failed') ON CONFLICT DO NOTHING"_s.arg(
                            own.bounded(10'000, 1'000'000)));
                    break;
                default: // a rollback is no change
                    direct.execute(u"BEGIN; UPDATE tasks SET status = 'x' WHERE id = %1; ROLLBACK"_s.arg(id));
                }
            }
        });
    }
    QTRY_VERIFY(m_database->value(u"SELECT count(*) FROM log"_s).toInt() > 20);
    const Run deleted = run({}, tasks);
    isOver = true;
    for (std::thread &writer : writers)
        writer.join();
    QCOMPARE(deleted.state, Run::State::Done);
    const qint64 done = deleted.rows.value(RowState::Done);
    QVERIFY(done > 0 && done < tasks.count());
    QCOMPARE(std::accumulate(deleted.rows.begin(), deleted.rows.end(), qint64(0)), tasks.count());
    // Exactly the tasks that others had not changed or deleted before are gone.
    QCOMPARE(
        m_database->value(
            u"SELECT count(*) FROM confirmed c WHERE NOT EXISTS (SELECT 1 FROM tasks t WHERE t.id = c.id) "
            "AND NOT EXISTS (SELECT 1 FROM log WHERE log.id = c.id AND what = 'deleted')"_s),
        QString::number(done));
    QCOMPARE(m_database->value(
                 u"SELECT count(*) FROM confirmed c JOIN tasks t USING (id) WHERE t.status = 'failed' AND "
                 "t.updated_at = '2026-01-01'"_s),
             u"0"_s);
    m_database->execute(u"CREATE TABLE after AS SELECT * FROM tasks"_s);
    QCOMPARE(summaryOf(undo(deleted)), u"done: undone %1"_s.arg(done));
    QCOMPARE(
        m_database->value(
            u"WITH expected AS (SELECT to_jsonb(a) AS row FROM after a UNION ALL SELECT to_jsonb(c) FROM confirmed c "
            "WHERE NOT EXISTS (SELECT 1 FROM after a WHERE a.id = c.id) AND NOT EXISTS (SELECT 1 FROM log WHERE "
            "log.id = c.id AND what = 'deleted')), now AS (SELECT to_jsonb(t) AS row FROM tasks t) SELECT count(*) FROM "
            "((TABLE expected EXCEPT ALL TABLE now) UNION ALL (TABLE now EXCEPT ALL TABLE expected)) d"_s),
        u"0"_s);
}

void TestRuns::twoClients()
{
    m_database->execute(
        plainTable
        + u"; INSERT INTO tasks (id, status) SELECT n, 'failed' FROM generate_series(1, 4000) n"_s);
    open();
    const QString before = rows();
    TaskService other(m_database->profile());
    success(other.open());
    const Runs runs[] = {Runs(*m_service, journal()), Runs(other, m_folder->filePath(u"other.sqlite"_s))};
    const ConfirmedTasks tasks = collect();
    const auto otherControl = std::make_shared<RunControl>();
    const auto first = runs[0].start({{}, tasks, {}}, m_control);
    const auto second = runs[1].start({{}, tasks, {}}, otherControl);
    const Run one = success(first);
    const Run two = success(second);
    QCOMPARE(one.rows.value(RowState::Done) + two.rows.value(RowState::Done), 4000);
    QCOMPARE(one.rows.value(RowState::Done) + one.rows.value(RowState::Gone), 4000);
    const auto back = runs[0].undo(one.number, m_control);
    const auto backToo = runs[1].undo(two.number, otherControl);
    QCOMPARE(success(back).rows.value(RowState::Undone) + success(backToo).rows.value(RowState::Undone),
             4000);
    QCOMPARE(rows(), before);
}

WATCHBILL_TEST(TestRuns)

} // namespace tst_runs

#include "tst_runs.moc"
