// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "advice/ownerstatements.h"
#include "deletionrun.h"
#include "live/loadedrows.h"
#include "outcome.h"
#include "postgres/sqltext.h"
#include "requests.h"
#include "service/taskservice.h"
#include "singlechanges.h"
#include "source/sourcesentences.h"
#include "task/storedfields.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace tst_sameid {

using namespace Qt::StringLiterals;
using namespace watchbill;
using namespace watchbill::requests;

namespace {

const UserId user(u"11111111-1111-4111-8111-111111111111"_s);

// Of two tenants: both have a task with the id 1, alike but for the tenant; 2 and 3 are each of one.
QString tenants(const QString &key)
{
    return u"CREATE TABLE jobs (tenant text NOT NULL, id bigint NOT NULL, user_id uuid NOT NULL, type text NOT NULL, "
           "status text NOT NULL, created_at timestamptz NOT NULL DEFAULT '2026-01-01Z', "
           "updated_at timestamptz DEFAULT '2026-01-01Z'%1); "
           "INSERT INTO jobs (tenant, id, user_id, type, status) SELECT tenant, id, '%2', 'import', 'failed' "
           "FROM (VALUES ('acme', 1), ('globex', 1), ('acme', 2), ('globex', 3)) AS given(tenant, id);"_s.arg(
               key, user.toText());
}

} // namespace

/// Tables in which several tasks may have the same id.
class TestSameId : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsTheKey_data();
    void readsTheKey();
    void readsNoKey_data();
    void readsNoKey();
    void touchesTheOneWithTheKey_data();
    void touchesTheOneWithTheKey();
    void keysOfAnyType_data();
    void keysOfAnyType();
    void namesOneOfSeveral();
    void touchesNoneOfSeveral_data();
    void touchesNoneOfSeveral();
    void touchesTheOneThatHasItsIdAlone_data();
    void touchesTheOneThatHasItsIdAlone();
    void changesNothingWithoutAKey_data();
    void changesNothingWithoutAKey();
    void undoesWhatTouchesTooMany();
    void pagesShowEachOnce_data();
    void pagesShowEachOnce();
    void exportsTheSelected();
    void partitionsByTime();

private:
    void open(const QString &table);
    QVector<Task> shown(const QString &id); // of all ids if it is empty
    QString rows(); // all of them, as text

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
    TaskSource m_source;
    QVector<Task> m_tasks; // as they are shown at first
    QString m_table;
};

void TestSameId::init()
{
    m_service.reset();
    m_database = std::make_unique<TestDatabase>();
}

void TestSameId::open(const QString &table)
{
    ConnectionProfile profile = m_database->profile();
    profile.table = m_table = table;
    m_service = std::make_unique<TaskService>(profile);
    m_source = success(m_service->open());
    m_tasks = shown({});
}

QVector<Task> TestSameId::shown(const QString &id)
{
    QVector<Task> tasks;
    PageRequest request;
    for (const TaskRow &row : success(m_service->page(request)).rows) {
        if (id.isEmpty() || row.task.id.toText() == id)
            tasks += row.task;
    }
    return tasks;
}

QString TestSameId::rows()
{
    return m_database->value(u"SELECT string_agg(j::text, E'\\n' ORDER BY j::text) FROM %1 j"_s.arg(m_table));
}

void TestSameId::readsTheKey_data()
{
    QTest::addColumn<QString>("constraints");
    QTest::addColumn<QStringList>("key");
    QTest::newRow("none") << u""_s << QStringList();
    QTest::newRow("primary") << u"PRIMARY KEY (id)"_s << QStringList{u"id"_s};
    QTest::newRow("composite") << u"PRIMARY KEY (tenant, id)"_s << QStringList{u"tenant"_s, u"id"_s};
    QTest::newRow("smaller of two") << u"UNIQUE (tenant, id, user_id, type), PRIMARY KEY (id, tenant)"_s
                                    << QStringList{u"id"_s, u"tenant"_s};
    QTest::newRow("smallest") << u"PRIMARY KEY (tenant, id), UNIQUE (id)"_s << QStringList{u"id"_s};
    QTest::newRow("without the id") << u"PRIMARY KEY (tenant)"_s << QStringList();
    QTest::newRow("may be NULL") << u"UNIQUE (id, batch)"_s << QStringList();
    QTest::newRow("included column") << u"UNIQUE (id) INCLUDE (tenant)"_s << QStringList{u"id"_s};
    QTest::newRow("no key at all") << u"CHECK (batch > 0)"_s << QStringList();
}

void TestSameId::readsTheKey()
{
    QFETCH(QString, constraints);
    m_database->execute(
        u"CREATE TABLE jobs (tenant text NOT NULL, id bigint NOT NULL, batch int, user_id text, type text, "
        "status text, created_at timestamptz%1)"_s.arg(constraints.isEmpty() ? QString()
                                                                             : ", "_L1 + constraints));
    m_database->execute(
        u"CREATE UNIQUE INDEX ON jobs (id) WHERE batch = 1; CREATE UNIQUE INDEX ON jobs ((id + 1))"_s);
    open(u"jobs"_s);
    QTEST(m_source.key, "key");
    QCOMPARE(m_source.isIdUnique(), m_source.key == QStringList{u"id"_s});
    QCOMPARE(sourcesentences::doubtOfId(m_source).isEmpty(), m_source.isIdUnique());
}

void TestSameId::readsNoKey_data()
{
    QTest::addColumn<QString>("setUp");
    const QString jobs = tenants(u", PRIMARY KEY (tenant, id)"_s);
    QTest::newRow("inherited") << jobs + "CREATE TABLE more () INHERITS (jobs);"_L1;
    QTest::newRow("view") << jobs
            + "ALTER TABLE jobs RENAME TO base; CREATE VIEW jobs AS SELECT * FROM base;"_L1;
    QTest::newRow("not valid") << tenants({})
            + "UPDATE pg_index SET indisvalid = false WHERE indrelid = 'jobs'::regclass;"_L1;
}

void TestSameId::readsNoKey()
{
    QFETCH(QString, setUp);
    m_database->execute(setUp);
    open(u"jobs"_s);
    QCOMPARE(m_source.key, QStringList());
    QVERIFY(!sourcesentences::doubtOfId(m_source).isEmpty());
}

void TestSameId::touchesTheOneWithTheKey_data()
{
    QTest::addColumn<QString>("setUp");
    const QString composite = tenants(u", PRIMARY KEY (tenant, id)"_s);
    QTest::newRow("composite key") << composite;
    QTest::newRow("id first") << tenants(u", PRIMARY KEY (id, tenant)"_s);
    QTest::newRow("unique index") << tenants({}) + "CREATE UNIQUE INDEX ON jobs (id, tenant)"_L1;
    QTest::newRow("marked as deleted") << composite + "ALTER TABLE jobs ADD deleted_at timestamptz"_L1;
    QTest::newRow("unique in each partition") << tenants({})
            + "ALTER TABLE jobs RENAME TO old; CREATE TABLE jobs (LIKE old INCLUDING DEFAULTS, PRIMARY KEY (tenant, id)) "
              "PARTITION BY LIST (tenant); CREATE TABLE a PARTITION OF jobs FOR VALUES IN ('acme'); "
              "CREATE TABLE g PARTITION OF jobs FOR VALUES IN ('globex'); INSERT INTO jobs SELECT * FROM old"_L1;
}

void TestSameId::touchesTheOneWithTheKey()
{
    QFETCH(QString, setUp);
    m_database->execute(setUp);
    open(u"jobs"_s);
    const QVector<Task> both = shown(u"1"_s);
    QCOMPARE(both.size(), 2);
    QVERIFY(both.first().key() != both.last().key());
    QCOMPARE(success(m_service->getTask(both.last().key())).key(), both.last().key());
    QCOMPARE(success(m_service->getTasks({both.first().key()})).size(), 1);
    const TaskPage page = success(m_service->page(watching({both.first().key()})));
    QCOMPARE(page.watched.size(), 1);
    QCOMPARE(page.watched.first().task.key(), both.first().key());

    QCOMPARE(DeletionRun(*m_service, {both.first()}).summary(), u"done: done 1"_s);
    QCOMPARE(shown(u"1"_s).size(), 1);
    QCOMPARE(shown(u"1"_s).first(), both.last());
    QCOMPARE(success(m_service->page({})).rows.size(), 3);
    // The id alone says it now.
    QVERIFY(success(setStatus(*m_service, both.last().id, TaskStatus::Kind::Completed)).key()
            == both.last().key());
}

void TestSameId::keysOfAnyType_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::newRow("text") << u"text"_s << u"a\"b'c\\d, {e}"_s << u""_s;
    QTest::newRow("int") << u"int"_s << u"-1"_s << u"2147483647"_s;
    QTest::newRow("timestamptz") << u"timestamptz"_s << u"2026-01-01 00:00:00.000001+00"_s << u"infinity"_s;
    QTest::newRow("uuid") << u"uuid"_s << u"aaaaaaaa-0000-4000-8000-000000000001"_s
                          << u"aaaaaaaa-0000-4000-8000-000000000002"_s;
    QTest::newRow("enum") << u"mood"_s << u"good"_s << u"so so"_s;
    QTest::newRow("date") << u"date"_s << u"2026-01-31"_s << u"0044-03-15 BC"_s;
    QTest::newRow("numeric") << u"numeric"_s << u"0.12345678901234567891"_s << u"0.12345678901234567892"_s;
    QTest::newRow("float8") << u"float8"_s << u"0.1"_s << u"0.10000000000000002"_s;
    QTest::newRow("char") << u"char(4)"_s << u"ab"_s << u"abcd"_s;
    QTest::newRow("bytea") << u"bytea"_s << u"\\x00ff"_s << u"\\x"_s;
    QTest::newRow("interval") << u"interval"_s << u"1 mon -2 days"_s << u"00:00:01.5"_s;
    QTest::newRow("domain") << u"tenant_name"_s << u"acme"_s << u"globex"_s;
}

void TestSameId::keysOfAnyType()
{
    QFETCH(QString, type);
    QFETCH(QString, first);
    QFETCH(QString, second);
    m_database->execute(
        u"CREATE TYPE mood AS ENUM ('good', 'so so'); CREATE DOMAIN tenant_name AS text CHECK (value <> 'x'); "
        "CREATE TABLE jobs (part %1, id bigint, user_id uuid DEFAULT '%2', type text DEFAULT 't', "
        "status text DEFAULT 'failed', created_at timestamptz DEFAULT '2026-01-01Z', PRIMARY KEY (part, id))"_s
            .arg(type, user.toText()));
    m_database->execute(u"INSERT INTO jobs (part, id) VALUES (%1, 1), (%2, 1)"_s.arg(sql::literal(first),
                                                                                     sql::literal(second)));
    m_database->execute(u"DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET extra_float_digits = 0', "
                        "current_database()); END $$"_s);
    open(u"jobs"_s);
    QVector<Task> read;
    PageRequest one;
    one.limit = 1;
    while (true) {
        const TaskPage page = success(m_service->page(one));
        if (page.rows.isEmpty())
            break;
        QVERIFY(read.size() < 2);
        read += page.rows.first().task;
        one.start = PageRequest::Start::After;
        one.key = page.rows.first().key;
    }
    QCOMPARE(read.size(), 2);
    QCOMPARE(DeletionRun(*m_service, {read.last()}).summary(), u"done: done 1"_s);
    QCOMPARE(shown(u"1"_s), QVector<Task>{read.first()});
}

void TestSameId::namesOneOfSeveral()
{
    m_database->execute(tenants(u", PRIMARY KEY (tenant, id)"_s));
    open(u"jobs"_s);
    const TaskId one(u"1"_s);
    const TaskName acmes(one, {{u"tenant"_s, u"acme"_s}});
    const QString before = rows();
    for (const QString &words : {u"tenant=acme"_s, u"tenant=globex"_s, u"only tenant, id together"_s}) {
        const auto found = await(m_service->getTask(one, user));
        QCOMPARE(outcomeOf(found), u"Conflict"_s);
        QVERIFY2(found.error().message.contains(words), wordsOf(found).constData());
        const auto deleted = await(deleteTask(*m_service, one, user));
        QCOMPARE(outcomeOf(deleted), u"Conflict"_s);
        QVERIFY2(deleted.error().message.contains(words), wordsOf(deleted).constData());
        const auto updated = await(setStatus(*m_service, one, TaskStatus::Kind::Completed));
        QCOMPARE(outcomeOf(updated), u"Conflict"_s);
        QVERIFY2(updated.error().message.contains(words), wordsOf(updated).constData());
    }
    QCOMPARE(rows(), before);
    QCOMPARE(outcomeOf(m_service->getTask(TaskName(one, {{u"type"_s, u"import"_s}}), user)),
             u"InvalidInput"_s);

    QCOMPARE(success(m_service->getTask(acmes, user)).keyRest, QStringList{u"acme"_s});
    QCOMPARE(success(setStatus(*m_service, acmes, TaskStatus::Kind::Completed)).keyRest,
             QStringList{u"acme"_s});
    QCOMPARE(m_database->value(u"SELECT count(*) FROM jobs WHERE status = 'completed'"_s), u"1"_s);
    QVERIFY(success(deleteTask(*m_service, acmes, user)));
    QCOMPARE(m_database->value(u"SELECT string_agg(tenant || id, ',' ORDER BY id, tenant) FROM jobs"_s),
             u"globex1,acme2,globex3"_s);
}

void TestSameId::touchesNoneOfSeveral_data()
{
    QTest::addColumn<QString>("setUp");
    const QString composite = tenants(u", PRIMARY KEY (tenant, id)"_s);
    QTest::newRow("view") << composite + "CREATE VIEW seen AS SELECT * FROM jobs"_L1;
    QTest::newRow("view of a view") << composite
            + "CREATE VIEW all_jobs AS SELECT * FROM jobs; CREATE VIEW seen AS SELECT * FROM all_jobs"_L1;
}

// Nothing on this server says whether ids are unique there.
void TestSameId::touchesNoneOfSeveral()
{
    QFETCH(QString, setUp);
    m_database->execute(setUp);
    open(u"seen"_s);
    const QString before = rows();
    const TaskId one(u"1"_s);
    const QVector<Task> both = shown(u"1"_s);
    QCOMPARE(both.size(), 2);
    QVERIFY(both.first().key() != both.last().key());

    const DeletionRun run(*m_service, {both.first()});
    QCOMPARE(run.summary(), u"done: ambiguous 1"_s);
    QCOMPARE(run.keys(RowState::Ambiguous), QVector<TaskKey>{both.first().key()});
    QCOMPARE(rows(), before);

    const auto deleted = await(deleteTask(*m_service, one, user));
    QCOMPARE(outcomeOf(deleted), u"Conflict"_s);
    QVERIFY2(deleted.error().message.contains(u"same id"_s) || deleted.error().message.contains(u"this id"_s),
             qPrintable(deleted.error().message));
    QCOMPARE(rows(), before);

    QCOMPARE(outcomeOf(await(setStatus(*m_service, one, TaskStatus::Kind::Completed))), u"Conflict"_s);
    QCOMPARE(rows(), before);
}

void TestSameId::touchesTheOneThatHasItsIdAlone_data()
{
    touchesNoneOfSeveral_data();
}

void TestSameId::touchesTheOneThatHasItsIdAlone()
{
    QFETCH(QString, setUp);
    m_database->execute(setUp);
    open(u"seen"_s);
    QCOMPARE(success(setStatus(*m_service, TaskId(u"3"_s), TaskStatus::Kind::Completed)).status.toText(),
             u"completed"_s);
    QCOMPARE(DeletionRun(*m_service, shown(u"2"_s)).summary(), u"done: done 1"_s);
    QVERIFY(success(deleteTask(*m_service, TaskId(u"3"_s), user)));
    QCOMPARE(shown(u"2"_s).size() + shown(u"3"_s).size(), 0);
    QCOMPARE(shown(u"1"_s).size(), 2);
}

void TestSameId::changesNothingWithoutAKey_data()
{
    QTest::addColumn<QString>("setUp");
    QTest::newRow("no key") << tenants({});
    QTest::newRow("partial index") << tenants({})
            + "CREATE UNIQUE INDEX ON jobs (tenant, id) WHERE id > 0"_L1;
    QTest::newRow("index on an expression")
        << tenants({}) + "CREATE UNIQUE INDEX ON jobs (id, lower(tenant))"_L1;
    QTest::newRow("nullable") << tenants({})
            + "ALTER TABLE jobs ALTER tenant DROP NOT NULL; CREATE UNIQUE INDEX ON jobs (tenant, id)"_L1;
    QTest::newRow("inherited") << tenants(u", PRIMARY KEY (id, tenant)"_s)
            + "CREATE TABLE more () INHERITS (jobs); INSERT INTO more SELECT * FROM jobs WHERE id = 1"_L1;
    QTest::newRow("marked as deleted") << tenants({}) + "ALTER TABLE jobs ADD deleted_at timestamptz"_L1;
}

void TestSameId::changesNothingWithoutAKey()
{
    QFETCH(QString, setUp);
    m_database->execute(setUp);
    open(u"jobs"_s);
    const QString before = rows();
    const QVector<Task> all = shown({});
    QCOMPARE(all.size(), m_database->value(u"SELECT count(*) FROM jobs"_s).toInt());
    const QString why = sourcesentences::obstacleToDeleting(m_source);
    QVERIFY2(why.contains(u"Tasks cannot be identified"_s), qPrintable(why));
    for (const Task &task : all) {
        QCOMPARE(success(m_service->getTask(task.key())).id, task.id);
        const DeletionRun run(*m_service, {task});
        QCOMPARE(run.summary(), u"failed: "_s);
        QCOMPARE(run.why(), why);
        QCOMPARE(outcomeOf(deleteTask(*m_service, task.id, user)), u"Unsupported"_s);
        QCOMPARE(outcomeOf(setStatus(*m_service, task.id, TaskStatus::Kind::Completed)), u"Unsupported"_s);
    }
    QCOMPARE(rows(), before);
}

// The catalogue says that an index is unique, and two rows have the same key, as after a collation has changed.
void TestSameId::undoesWhatTouchesTooMany()
{
    m_database->execute(tenants({}));
    m_database->execute(u"INSERT INTO jobs SELECT * FROM jobs WHERE tenant = 'acme' AND id = 1; "
                        "CREATE INDEX broken ON jobs (tenant, id); "
                        "UPDATE pg_index SET indisunique = true WHERE indexrelid = 'broken'::regclass"_s);
    open(u"jobs"_s);
    const QString before = rows();
    const TaskName acmes(TaskId(u"1"_s), {{u"tenant"_s, u"acme"_s}});
    const auto task = std::find_if(m_tasks.begin(), m_tasks.end(), [&](const Task &one) {
        return one.key() == TaskKey(acmes.id, acmes.others.values());
    });
    QVERIFY(task != m_tasks.end());
    const DeletionRun run(*m_service, {*task});
    QCOMPARE(run.summary(), u"failed: "_s);
    QVERIFY2(run.why().contains(u"more tasks than intended"_s), qPrintable(run.why()));
    QCOMPARE(outcomeOf(deleteTask(*m_service, acmes, user)), u"Conflict"_s);
    QCOMPARE(outcomeOf(setStatus(*m_service, acmes, TaskStatus::Kind::Completed)), u"Conflict"_s);
    QCOMPARE(rows(), before);
}

void TestSameId::pagesShowEachOnce_data()
{
    QTest::addColumn<QString>("setUp");
    QTest::addColumn<int>("field");
    const QString fill = u"INSERT INTO jobs (tenant, id, user_id, type, status) SELECT 't' || i % 7, i / 7, "
                         "'%1', 'x', 'failed' FROM generate_series(70, 200) i;"_s.arg(user.toText());
    for (const TaskField field : {TaskField::Id, TaskField::CreatedAt, TaskField::Status}) {
        const QByteArray by = nameOf(field).toLatin1();
        QTest::addRow("composite key by %s", by.constData())
            << tenants(u", PRIMARY KEY (tenant, id)"_s) + fill << int(field);
        QTest::addRow("no key by %s", by.constData()) << tenants({}) + fill << int(field);
        QTest::addRow("alike in everything by %s", by.constData())
            << tenants({}) + fill + "INSERT INTO jobs SELECT * FROM jobs"_L1 << int(field);
        QTest::addRow("view by %s", by.constData()) << tenants(u", PRIMARY KEY (tenant, id)"_s) + fill
                + "ALTER TABLE jobs RENAME TO base; CREATE VIEW jobs AS SELECT * FROM base"_L1
                                                    << int(field);
    }
}

void TestSameId::pagesShowEachOnce()
{
    QFETCH(QString, setUp);
    QFETCH(int, field);
    m_database->execute(setUp);
    open(u"jobs"_s);
    const int expected = m_database->value(u"SELECT count(*) FROM jobs"_s).toInt();
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        PageRequest request;
        request.query.sort = {TaskField(field), order};
        request.limit = 10;
        LoadedRows loaded;
        for (int pages = 0; pages <= expected; ++pages) {
            const TaskPage page = success(m_service->page(request));
            loaded = loaded.merged(request, page);
            if (page.reachedEnd)
                break;
            request.start = PageRequest::Start::After;
            request.key = page.rows.last().key;
        }
        QCOMPARE(loaded.size(), expected);
    }
}

void TestSameId::exportsTheSelected()
{
    m_database->execute(tenants(u", PRIMARY KEY (tenant, id)"_s));
    open(u"jobs"_s);
    const QTemporaryDir folder;
    ExportRequest request;
    request.path = folder.filePath(u"tasks.csv"_s);
    request.keys = {shown(u"1"_s).first().key()};
    QCOMPARE(success(m_service->exportTasks(request, std::make_shared<ExportProgress>())), 1);
    const QString statement = ownerstatements::lookUp(m_source, request.keys);
    QCOMPARE(m_database->execute(statement).size(), 1);
}

// A key of a partitioned table has the column by which it is partitioned.
void TestSameId::partitionsByTime()
{
    m_database->execute(
        u"CREATE TABLE parts (id uuid DEFAULT gen_random_uuid(), user_id uuid, type text, status text, "
        "created_at timestamptz, PRIMARY KEY (id, created_at)) PARTITION BY RANGE (created_at); "
        "CREATE TABLE parts_a PARTITION OF parts FOR VALUES FROM ('2026-01-01Z') TO ('2026-02-01Z'); "
        "CREATE TABLE parts_b PARTITION OF parts FOR VALUES FROM ('2026-02-01Z') TO ('2026-03-01Z'); "
        "INSERT INTO parts (user_id, type, status, created_at) SELECT '%1', 'x', 'failed', t FROM (VALUES "
        "('2026-01-05Z'::timestamptz), ('2026-02-05Z')) AS times(t); "
        "INSERT INTO parts SELECT id, user_id, type, status, '2026-02-06Z' FROM parts WHERE created_at < '2026-02-01Z'"_s
            .arg(user.toText()));
    open(u"parts"_s);
    QCOMPARE(m_source.key, (QStringList{u"id"_s, u"created_at"_s}));
    QVector<Task> tasks;
    for (const TaskRow &row : success(m_service->page({})).rows)
        tasks += row.task;
    QCOMPARE(tasks.size(), 3);
    QCOMPARE(DeletionRun(*m_service, tasks).summary(), u"done: done 3"_s);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM parts"_s), u"0"_s);
}

WATCHBILL_TEST(TestSameId)

} // namespace tst_sameid

#include "tst_sameid.moc"
