// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "outcome.h"
#include "service/taskservice.h"
#include "source/sourcesentences.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace watchbill;

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
    void touchesNoOtherTask_data();
    void touchesNoOtherTask();
    void touchesTheOneThatHasItsIdAlone_data();
    void touchesTheOneThatHasItsIdAlone();
    void partitionsByTime();

private:
    void open(const QString &table);
    QVector<Task> shown(const QString &id);
    QString rows(); // all of them, as text

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
    TaskSource m_source;
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
}

QVector<Task> TestSameId::shown(const QString &id)
{
    QVector<Task> tasks;
    PageRequest request;
    for (const TaskRow &row : success(m_service->page(request)).rows) {
        if (row.task.id.toText() == id)
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

void TestSameId::touchesNoOtherTask_data()
{
    QTest::addColumn<QString>("setUp");
    QTest::addColumn<QString>("table");
    const QString composite = tenants(u", PRIMARY KEY (tenant, id)"_s);
    QTest::newRow("composite key") << composite << u"jobs"_s;
    QTest::newRow("no key") << tenants({}) << u"jobs"_s;
    QTest::newRow("view") << composite + "CREATE VIEW seen AS SELECT * FROM jobs"_L1 << u"seen"_s;
    QTest::newRow("marked as deleted")
        << composite + "ALTER TABLE jobs ADD deleted_at timestamptz"_L1 << u"jobs"_s;
}

void TestSameId::touchesNoOtherTask()
{
    QFETCH(QString, setUp);
    QFETCH(QString, table);
    m_database->execute(setUp);
    open(table);
    const QString before = rows();
    const TaskId one(u"1"_s);
    const QVector<Task> both = shown(u"1"_s);
    QCOMPARE(both.size(), 2);

    const DeletionReport report = success(m_service->deleteTasks({both.first()}));
    QCOMPARE(report.ambiguous, QVector{one});
    QVERIFY(report.deleted.isEmpty());
    QCOMPARE(rows(), before);

    const auto deleted = await(m_service->deleteTask(one, user));
    QCOMPARE(outcomeOf(deleted), u"Conflict"_s);
    QVERIFY2(deleted.error().message.contains(u"same id"_s) || deleted.error().message.contains(u"this id"_s),
             qPrintable(deleted.error().message));
    QCOMPARE(rows(), before);

    QCOMPARE(outcomeOf(await(m_service->updateTaskStatus(one, TaskStatus::Kind::Completed))), u"Conflict"_s);
    QCOMPARE(rows(), before);
}

void TestSameId::touchesTheOneThatHasItsIdAlone_data()
{
    touchesNoOtherTask_data();
}

void TestSameId::touchesTheOneThatHasItsIdAlone()
{
    QFETCH(QString, setUp);
    QFETCH(QString, table);
    m_database->execute(setUp);
    open(table);
    QCOMPARE(
        success(m_service->updateTaskStatus(TaskId(u"3"_s), TaskStatus::Kind::Completed)).status.toText(),
        u"completed"_s);
    QCOMPARE(success(m_service->deleteTasks(shown(u"2"_s))).deleted.size(), 1);
    QVERIFY(success(m_service->deleteTask(TaskId(u"3"_s), user)));
    QCOMPARE(shown(u"2"_s).size() + shown(u"3"_s).size(), 0);
    QCOMPARE(shown(u"1"_s).size(), 2);
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
    const DeletionReport report = success(m_service->deleteTasks(tasks));
    QCOMPARE(report.deleted.size(), 1);
    QCOMPARE(report.ambiguous.size(), 2);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM parts"_s), u"2"_s);
}

WATCHBILL_TEST(TestSameId)

#include "tst_sameid.moc"
