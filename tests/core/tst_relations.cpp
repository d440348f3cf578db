// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "advice/ownerstatements.h"
#include "deletionrun.h"
#include "outcome.h"
#include "people.h"
#include "postgres/connectionsettings.h"
#include "requests.h"
#include "service/taskservice.h"
#include "singlechanges.h"
#include "source/sourcesentences.h"
#include "statement/taskorder.h"
#include "statement/taskstatements.h"
#include "testprogram.h"
#include "testserver.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace tst_relations {

using namespace Qt::StringLiterals;
using namespace watchbill;
using namespace watchbill::requests;

using SetUp = TestDatabase::SetUp;

/// Tasks that are in something else than a plain table: what works there, and why not where it does not.
class TestRelations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanupTestCase();
    void partitioned();
    void visitsFewPartitions_data();
    void visitsFewPartitions();
    void plainView();
    void viewThatCannotBeWritten();
    void viewWithATrigger();
    void viewOverRowSecurity_data();
    void viewOverRowSecurity();
    void materializedView();
    void foreignTable();
    void shards();
    void keepsWhatATriggerKeeps();
    void says_data();
    void says();

private:
    TaskService &open(const QString &table, const QString &user = {});
    const TaskSource &source() { return m_source; }
    QStringList idsByPages(TaskField field, Qt::SortOrder order);
    QStringList storedIds(const QString &table, const QString &order);
    void checkPages(const QString &table);

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
    TaskSource m_source;
};

void TestRelations::init()
{
    m_service.reset();
    if (!m_database) {
        m_database = std::make_unique<TestDatabase>(SetUp::Supabase);
        people::settleIn(*m_database);
    }
    m_database->execute(u"TRUNCATE tasks"_s);
    m_database->execute(
        u"INSERT INTO tasks (user_id, type, status, created_at) SELECT CASE WHEN i % 3 = 0 THEN '%1' ELSE '%2' END::uuid, "
        "'x', CASE WHEN i % 2 = 0 THEN 'failed' ELSE 'pending' END, '2026-01-01Z'::timestamptz + (i / 2) * interval '20 days' "
        "FROM generate_series(1, 30) i"_s.arg(people::ann.toText(), people::bob.toText()));
}

void TestRelations::cleanupTestCase()
{
    m_service.reset();
    m_database.reset();
}

TaskService &TestRelations::open(const QString &table, const QString &user)
{
    ConnectionProfile profile = m_database->profile(user);
    profile.table = table;
    m_service = std::make_unique<TaskService>(profile);
    m_source = success(m_service->open());
    return *m_service;
}

// As one scrolls: each page begins behind the last row of the one before.
QStringList TestRelations::idsByPages(TaskField field, Qt::SortOrder order)
{
    QStringList ids;
    PageRequest request = sortedBy(field, order);
    request.limit = 7;
    for (int page = 0; page < 20; ++page) {
        const TaskPage answer = success(m_service->page(request));
        for (const TaskRow &row : answer.rows)
            ids += row.task.id.toText();
        if (answer.reachedEnd)
            break;
        request.start = PageRequest::Start::After;
        request.key = answer.rows.last().key;
    }
    return ids;
}

QStringList TestRelations::storedIds(const QString &table, const QString &order)
{
    QStringList ids;
    for (const QStringList &row : m_database->execute(u"SELECT id FROM %1 ORDER BY %2"_s.arg(table, order)))
        ids += row.first();
    return ids;
}

void TestRelations::checkPages(const QString &table)
{
    QCOMPARE(idsByPages(TaskField::CreatedAt, Qt::DescendingOrder),
             storedIds(table, u"created_at DESC, id DESC"_s));
    QCOMPARE(idsByPages(TaskField::CreatedAt, Qt::AscendingOrder), storedIds(table, u"created_at, id"_s));
    QCOMPARE(idsByPages(TaskField::Status, Qt::AscendingOrder), storedIds(table, u"status, id"_s));
    const StatusCounts counts = success(m_service->countsByStatus({}));
    QCOMPARE(counts.total().value, storedIds(table, u"id"_s).size());
    QCOMPARE(counts.total().precision, Count::Precision::Exact);
    QCOMPARE(success(m_service->typesInUse()).values, QStringList{u"x"_s});
}

void TestRelations::visitsFewPartitions_data()
{
    QTest::addColumn<int>("start");
    QTest::addColumn<int>("order");
    QTest::addColumn<int>("most");
    using Start = PageRequest::Start;
    // The key is of the third month of 24.
    QTest::newRow("newest first") << int(Start::After) << int(Qt::DescendingOrder) << 3;
    QTest::newRow("from the key on") << int(Start::From) << int(Qt::DescendingOrder) << 3;
    QTest::newRow("backwards") << int(Start::Before) << int(Qt::AscendingOrder) << 3;
    QTest::newRow("newer ones") << int(Start::First) << int(Qt::AscendingOrder) << 24 + 3;
}

// PostgreSQL leaves no partition out for a comparison of rows.
void TestRelations::visitsFewPartitions()
{
    QFETCH(int, start);
    QFETCH(int, order);
    QFETCH(int, most);
    m_database->execute(
        u"DROP TABLE IF EXISTS months; CREATE TABLE months (LIKE tasks INCLUDING DEFAULTS, PRIMARY KEY (created_at, id)) "
        "PARTITION BY RANGE (created_at); DO $$ BEGIN FOR i IN 0..23 LOOP EXECUTE format("
        "'CREATE TABLE months_%s PARTITION OF months FOR VALUES FROM (%L) TO (%L)', i, "
        "'2026-01-01Z'::timestamptz + i * interval '1 month', '2026-01-01Z'::timestamptz + (i + 1) * interval '1 month'); "
        "END LOOP; END $$"_s);
    open(u"months"_s);
    PageRequest request;
    request.query.sort = {TaskField::CreatedAt, Qt::SortOrder(order)};
    request.start = PageRequest::Start(start);
    const SortKey key{{u"2026-03-15 00:00:00+00"_s, u"00000000-0000-4000-8000-000000000001"_s}};
    if (request.start == PageRequest::Start::First)
        request.countBefore = key;
    else
        request.key = key;
    QSet<QString> planned;
    int visits = 0;
    for (const QString &statement : TaskStatements(source()).page(request)->split(u';', Qt::SkipEmptyParts)) {
        planned.clear();
        for (const QStringList &line : m_database->execute("EXPLAIN "_L1 + statement)) {
            static const QRegularExpression scan(u" on (months_\\d+)"_s);
            const auto match = scan.match(line.first());
            if (match.hasMatch())
                planned += match.captured(1);
        }
        visits += int(planned.size());
    }
    QVERIFY2(visits > 0 && visits <= most, QByteArray::number(visits).constData());
}

void TestRelations::partitioned()
{
    m_database->execute(
        u"CREATE TABLE parts (LIKE tasks INCLUDING DEFAULTS, PRIMARY KEY (id, created_at)) "
        "PARTITION BY RANGE (created_at); "
        "CREATE TABLE parts_2026a PARTITION OF parts FOR VALUES FROM ('2026-01-01Z') TO ('2026-06-01Z'); "
        "CREATE TABLE parts_rest PARTITION OF parts DEFAULT; CREATE INDEX ON parts (created_at, id); "
        "INSERT INTO parts SELECT * FROM tasks"_s);
    TaskService &service = open(u"parts"_s);
    QCOMPARE(source().kind, RelationKind::Partitioned);
    QVERIFY(!source().isView());
    QVERIFY(taskorder::isIndexed(source(), TaskField::CreatedAt));
    QVERIFY(!taskorder::isIndexed(source(), TaskField::Status));
    QVERIFY(ownerstatements::index(source(), TaskField::Status).startsWith(u"CREATE INDEX ON"_s));
    m_database->execute(ownerstatements::index(source(), TaskField::UpdatedAt)); // and it works
    QCOMPARE(sourcesentences::obstacleToDeleting(source()), QString());
    checkPages(u"parts"_s);
    const auto rows = success(service.page({})).rows;
    const QVector<Task> some{rows[0].task, rows[25].task}; // of two partitions
    QCOMPARE(DeletionRun(service, some).summary(), u"done: done 2"_s);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM parts"_s), u"28"_s);
}

void TestRelations::plainView()
{
    m_database->execute(u"CREATE VIEW failures AS SELECT * FROM tasks WHERE status = 'failed'"_s);
    TaskService &service = open(u"failures"_s);
    QCOMPARE(source().kind, RelationKind::View);
    QVERIFY(source().isView() && source().canDelete && source().canUpdate);
    QCOMPARE(sourcesentences::obstacleToDeleting(source()), QString());
    QCOMPARE(ownerstatements::index(source(), TaskField::UpdatedAt), QString()); // a view has none
    checkPages(u"failures"_s);
    const Task task = success(service.page({})).rows.first().task;
    QCOMPARE(DeletionRun(service, {task}).summary(), u"done: done 1"_s);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), u"29"_s);
}

void TestRelations::viewThatCannotBeWritten()
{
    m_database->execute(u"CREATE VIEW latest AS SELECT DISTINCT ON (user_id, created_at) * FROM tasks"_s);
    TaskService &service = open(u"latest"_s);
    QVERIFY(!source().canDelete && !source().canUpdate);
    QVERIFY2(sourcesentences::obstacleToDeleting(source()).contains(
                 u"public.latest is a view that does not allow"_s),
             qPrintable(sourcesentences::obstacleToDeleting(source())));
    checkPages(u"latest"_s);
    const Task task = success(service.page({})).rows.first().task;
    const DeletionRun run(service, {task});
    QCOMPARE(run.summary(), u"failed: "_s);
    QVERIFY2(run.why().contains(u"latest"_s), qPrintable(run.why()));
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), u"30"_s);
}

void TestRelations::viewWithATrigger()
{
    m_database->execute(
        u"CREATE VIEW guarded AS SELECT DISTINCT * FROM tasks; "
        "CREATE FUNCTION remove_guarded() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN DELETE FROM tasks WHERE id = OLD.id; RETURN OLD; END $$; "
        "CREATE TRIGGER remove INSTEAD OF DELETE ON guarded FOR EACH ROW EXECUTE FUNCTION remove_guarded()"_s);
    TaskService &service = open(u"guarded"_s);
    QVERIFY(source().canDelete && !source().canUpdate);
    const Task task = success(service.page({})).rows.first().task;
    QCOMPARE(DeletionRun(service, {task}).summary(), u"done: done 1"_s);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), u"29"_s);
}

void TestRelations::viewOverRowSecurity_data()
{
    QTest::addColumn<QString>("owner");
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("user");
    QTest::addColumn<bool>("mayHide");

    QTest::newRow("of the table's owner") << u"postgres"_s << u""_s << u"ann"_s << false;
    QTest::newRow("of one who sees little") << u"authenticated"_s << u""_s << u"watchbill"_s << true;
    QTest::newRow("asking as the invoker")
        << u"postgres"_s << u"WITH (security_invoker = true)"_s << u"ann"_s << true;
    QTest::newRow("asking as an invoker who sees all")
        << u"postgres"_s << u"WITH (security_invoker = on)"_s << u"watchbill"_s << false;
}

void TestRelations::viewOverRowSecurity()
{
    QFETCH(QString, owner);
    QFETCH(QString, options);
    QFETCH(QString, user);
    if (!options.isEmpty() && m_database->value(u"SHOW server_version_num"_s).toInt() < 150000)
        QSKIP("Before PostgreSQL 15 no view asks as its invoker.");
    m_database->execute(
        u"DROP VIEW IF EXISTS outer_view; DROP VIEW IF EXISTS inner_view; "
        "CREATE VIEW inner_view %1 AS SELECT * FROM tasks; ALTER VIEW inner_view OWNER TO %2; "
        "CREATE VIEW outer_view %1 AS SELECT * FROM inner_view; ALTER VIEW outer_view OWNER TO %2; "
        "GRANT SELECT ON inner_view, outer_view TO authenticated"_s.arg(options, owner));
    for (const QString &view : {u"inner_view"_s, u"outer_view"_s}) {
        open(view, user);
        QTEST(source().viewpoint.rowSecurityActive, "mayHide");
    }
}

void TestRelations::materializedView()
{
    m_database->execute(u"CREATE MATERIALIZED VIEW snapshot AS SELECT * FROM tasks; "
                        "CREATE INDEX ON snapshot (created_at, id)"_s);
    TaskService &service = open(u"snapshot"_s);
    QCOMPARE(source().kind, RelationKind::MaterializedView);
    QVERIFY(taskorder::isIndexed(source(), TaskField::CreatedAt));
    QVERIFY2(sourcesentences::obstacleToDeleting(source()).contains(u"materialized view"_s),
             qPrintable(sourcesentences::obstacleToDeleting(source())));
    QVERIFY(sourcesentences::doubtOfRows(source()).contains(u"last refresh"_s));
    checkPages(u"snapshot"_s);
    const Task task = success(service.page({})).rows.first().task;
    const DeletionRun run(service, {task});
    QCOMPARE(run.summary(), u"failed: "_s);
    QVERIFY2(run.why().contains(u"snapshot"_s), qPrintable(run.why()));
    m_database->execute(u"REFRESH MATERIALIZED VIEW snapshot WITH NO DATA"_s);
    const auto unread = await(service.page({}));
    QVERIFY(!unread);
    QVERIFY2(unread.error().message.contains(u"has not been populated"_s), wordsOf(unread).constData());
}

void TestRelations::foreignTable()
{
    if (m_database->value(u"SELECT count(*) FROM pg_available_extensions WHERE name = 'postgres_fdw'"_s)
        == u"0"_s)
        QSKIP("This PostgreSQL has no postgres_fdw, which reads the tables of another server.");
    TestDatabase elsewhere(SetUp::Reference);
    elsewhere.execute(
        u"INSERT INTO tasks (user_id, type, status, created_at) SELECT gen_random_uuid(), 'x', "
        "CASE WHEN i % 2 = 0 THEN 'failed' ELSE 'pending' END, "
        "'2026-01-01Z'::timestamptz + (i / 2) * interval '1 hour' FROM generate_series(1, 30) i"_s);
    const auto values = ConnectionSettings::parse(elsewhere.connection())->values();
    m_database->execute(
        u"CREATE EXTENSION postgres_fdw; "
        "CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '%1', dbname '%2', port '%3'); "
        "CREATE USER MAPPING FOR watchbill SERVER elsewhere OPTIONS (user 'watchbill'); "
        "CREATE SCHEMA far; IMPORT FOREIGN SCHEMA public LIMIT TO (tasks) FROM SERVER elsewhere INTO far; "
        "CREATE FOREIGN TABLE far_fixed (id uuid, user_id uuid, type text, status text, created_at timestamptz) "
        "SERVER elsewhere OPTIONS (table_name 'tasks', updatable 'false')"_s.arg(
            values[u"host"_s], elsewhere.name(), values.value(u"port"_s, u"5432"_s)));
    open(u"far_fixed"_s);
    QVERIFY2(sourcesentences::obstacleToDeleting(source()).contains(u"foreign table"_s),
             qPrintable(sourcesentences::obstacleToDeleting(source())));

    ConnectionProfile profile = m_database->profile();
    profile.schema = u"far"_s;
    m_service = std::make_unique<TaskService>(profile);
    m_source = success(m_service->open());
    QCOMPARE(source().kind, RelationKind::Foreign);
    QCOMPARE(sourcesentences::obstacleToDeleting(source()), QString());
    QCOMPARE(ownerstatements::index(source(), TaskField::CreatedAt), QString());
    checkPages(u"far.tasks"_s);
    const Task task = success(m_service->page({})).rows.first().task;
    QCOMPARE(DeletionRun(*m_service, {task}).summary(), u"done: done 1"_s);
    QCOMPARE(elsewhere.value(u"SELECT count(*) FROM tasks"_s), u"29"_s);
    QCOMPARE(DeletionRun(*m_service, {task}).summary(), u"done: gone 1"_s);
    m_service.reset();
    m_database->execute(
        u"DROP EXTENSION postgres_fdw CASCADE; DROP SCHEMA far"_s); // it is connected to the other
}

// A parent on this server, its partitions on two others, one of which has row security that nothing here tells of.
void TestRelations::shards()
{
    m_service.reset();
    if (m_database->value(u"SELECT count(*) FROM pg_available_extensions WHERE name = 'postgres_fdw'"_s)
        == u"0"_s)
        QSKIP("This PostgreSQL has no postgres_fdw, which reads the tables of another server.");
    TestDatabase parent;
    TestDatabase shards[2];
    const QString columns =
        u"(id uuid NOT NULL, user_id uuid NOT NULL, type text NOT NULL, status text NOT NULL, "
        "created_at timestamptz NOT NULL, updated_at timestamptz)"_s;
    parent.execute(u"CREATE EXTENSION postgres_fdw; CREATE TABLE tasks %1 PARTITION BY RANGE (created_at); "
                   "CREATE ROLE unmapped LOGIN; GRANT ALL ON tasks TO unmapped"_s.arg(columns));
    for (int i = 0; i < 2; ++i) {
        shards[i].execute(
            u"CREATE TABLE shard %1; ALTER TABLE shard ADD PRIMARY KEY (id); INSERT INTO shard SELECT "
            "('00000000-0000-4000-8000-' || lpad((i * 2 + %2)::text, 12, '0'))::uuid, '%3', 't', "
            "CASE i % 3 WHEN 0 THEN 'completed' ELSE 'failed' END, '2026-0%4-01Z'::timestamptz + i * interval '1 hour', "
            "now() FROM generate_series(1, 300) i"_s.arg(columns, QString::number(i), people::ann.toText(),
                                                         QString::number(i + 1)));
        const auto values = ConnectionSettings::parse(shards[i].connection())->values();
        const QString user = i == 0 ? u"limited"_s : parent.value(u"SELECT current_user"_s);
        parent.execute(
            u"CREATE SERVER s%1 FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '%2', port '%3', dbname '%4'); "
            "CREATE USER MAPPING FOR CURRENT_USER SERVER s%1 OPTIONS (user '%5'); "
            "CREATE FOREIGN TABLE part%1 PARTITION OF tasks FOR VALUES FROM ('2026-0%6-01Z') TO ('2026-0%7-01Z') "
            "SERVER s%1 OPTIONS (table_name 'shard')"_s.arg(
                QString::number(i), values[u"host"_s], values.value(u"port"_s, u"5432"_s), shards[i].name(),
                user, QString::number(i + 1), QString::number(i + 2)));
    }
    shards[0].execute(u"CREATE ROLE limited LOGIN; GRANT ALL ON shard TO limited; "
                      "ALTER TABLE shard ENABLE ROW LEVEL SECURITY; "
                      "CREATE POLICY one ON shard USING (created_at >= '2026-01-02Z')"_s);
    TaskService service(parent.profile());
    const TaskSource source = success(service.open());
    QVERIFY(source.isElsewhere());
    QVERIFY(sourcesentences::doubtOfRows(source).contains(u"on other servers"_s));
    QVERIFY(ownerstatements::index(source, TaskField::CreatedAt).isEmpty());

    QStringList ids;
    QVector<Task> tasks;
    PageRequest request;
    request.limit = 70;
    for (bool isAtEnd = false; !isAtEnd;) {
        const TaskPage page = success(service.page(request));
        for (const TaskRow &row : page.rows) {
            ids += row.task.id.toText();
            tasks += row.task;
        }
        isAtEnd = page.reachedEnd;
        request.start = PageRequest::Start::After;
        request.key = page.rows.last().key;
    }
    QCOMPARE(
        ids.join(u' '),
        parent.value(u"SELECT string_agg(id::text, ' ' ORDER BY created_at DESC, id DESC) FROM tasks"_s));
    QCOMPARE(success(service.countsByStatus({})).total().value, 600 - 23);
    QCOMPARE(success(service.typesInUse()).values, QStringList{u"t"_s});

    // One of each shard goes, and no other.
    QCOMPARE(DeletionRun(service, {tasks.first(), tasks.last()}).summary(), u"done: done 2"_s);
    QCOMPARE(parent.value(u"SELECT count(*) FROM tasks"_s), u"575"_s);
    // An id on both shards is left alone: only the servers together would know.
    shards[0].execute(
        u"UPDATE shard SET id = '%1' WHERE id = (SELECT id FROM shard ORDER BY id DESC LIMIT 1)"_s.arg(
            ids[1]));
    QCOMPARE(outcomeOf(deleteTask(service, TaskId(ids[1]), people::ann)), u"Conflict"_s);
    QCOMPARE(parent.value(u"SELECT count(*) FROM tasks WHERE id = '%1'"_s.arg(ids[1])), u"2"_s);

    TaskService unmapped(parent.profile(u"unmapped"_s));
    success(unmapped.open());
    const auto page = await(unmapped.page({}));
    QVERIFY2(!page && page.error().message.contains(u"user mapping not found"_s),
             qPrintable(page.error().message));
    parent.execute(u"DROP OWNED BY unmapped; DROP ROLE unmapped"_s);

    // The link to the parent is not the one that fails.
    parent.execute(u"ALTER SERVER s1 OPTIONS (SET host '127.0.0.1', SET port '1')"_s);
    const auto cut = await(service.page({}));
    QCOMPARE(outcomeOf(cut), u"Server"_s);
    QVERIFY2(cut.error().message.contains(u"could not connect to server \"s1\""_s),
             qPrintable(cut.error().message));
    shards[0].execute(u"DROP OWNED BY limited; DROP ROLE limited"_s);
}

// The server reports neither an error nor a row.
void TestRelations::keepsWhatATriggerKeeps()
{
    m_database->execute(
        u"CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$; "
        "CREATE TRIGGER keep BEFORE DELETE OR UPDATE ON tasks FOR EACH ROW EXECUTE FUNCTION keep()"_s);
    TaskService &service = open(u"tasks"_s);
    const Task task = success(service.page({})).rows.first().task;
    QCOMPARE(DeletionRun(service, {task}).summary(), u"done: refused 1"_s);
    m_database->execute(u"DROP TRIGGER keep ON tasks"_s);
}

// What is said of a write that touched no row, as the same role.
void TestRelations::says_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("policies"); // besides that of reading
    QTest::addColumn<bool>("isOwn"); // ann's task, which ann sees
    QTest::addColumn<QString>("deletion");
    QTest::addColumn<QString>("update");

    QTest::newRow("sees all, there is none")
        << u"postgres"_s << u""_s << false << u"false"_s << u"There is no such task."_s;
    QTest::newRow("hidden") << u"ann"_s << u""_s << false << u"false"_s
                            << u"There is no such task, or row security hides it from the role ann."_s;
    QTest::newRow("seen only")
        << u"ann"_s << u""_s << true
        << u"Nothing was deleted. Row security lets the role ann see the task, but not change it."_s
        << u"Nothing was changed. Row security lets the role ann see the task, but not change it."_s;
}

void TestRelations::says()
{
    QFETCH(QString, user);
    QFETCH(bool, isOwn);
    QFETCH(QString, deletion);
    QFETCH(QString, update);
    m_database->execute(
        u"CREATE TABLE IF NOT EXISTS seen (LIKE tasks INCLUDING ALL); TRUNCATE seen; ALTER TABLE seen OWNER TO postgres; "
        "ALTER TABLE seen ENABLE ROW LEVEL SECURITY; GRANT ALL ON seen TO authenticated; "
        "DROP POLICY IF EXISTS look ON seen; CREATE POLICY look ON seen FOR SELECT TO authenticated USING (user_id = auth.uid())"_s);
    const QString owner = (isOwn ? people::ann : people::bob).toText();
    TaskId id(
        m_database->value(u"INSERT INTO seen (user_id, type) VALUES ('%1', 'x') RETURNING id"_s.arg(owner)));
    if (user == u"postgres"_s)
        id = TaskId(u"99999999-0000-4000-8000-000000000000"_s);
    TaskService &service = open(u"seen"_s, user);
    const auto deleted = await(deleteTask(service, id, UserId(owner)));
    QCOMPARE(deleted ? (*deleted ? u"true"_s : u"false"_s) : deleted.error().message, deletion);
    const auto updated = await(setStatus(service, id, TaskStatus::Kind::Failed));
    QVERIFY(!updated);
    QCOMPARE(updated.error().message, update);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM seen WHERE status = 'pending'"_s), u"1"_s);
}

WATCHBILL_TEST(TestRelations)

} // namespace tst_relations

#include "tst_relations.moc"
