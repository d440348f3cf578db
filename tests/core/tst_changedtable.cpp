// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "deletionrun.h"
#include "export/taskexport.h"
#include "live/taskmonitor.h"
#include "outcome.h"
#include "service/taskservice.h"
#include "singlechanges.h"
#include "source/cataloguestate.h"
#include "testprogram.h"
#include "testserver.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

namespace tst_changedtable {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

constexpr int patient = 30'000; // milliseconds

const UserId user(u"11111111-1111-4111-8111-111111111111"_s);

const QString live =
    u"CREATE TYPE word AS ENUM ('failed', 'completed'); CREATE DOMAIN shout AS word; "
    "CREATE TABLE live (id bigint PRIMARY KEY, user_id uuid DEFAULT '11111111-1111-4111-8111-111111111111', "
    "type text DEFAULT 't', status shout DEFAULT 'failed', created_at timestamptz DEFAULT now(), "
    "updated_at timestamptz DEFAULT now(), result_id uuid, error_message text DEFAULT 'boom', "
    "metadata jsonb DEFAULT '{\"a\":1}'); INSERT INTO live (id) SELECT generate_series(1, 6);"_s;

} // namespace

/// A table whose columns, keys and name change after the connection was opened.
class TestChangedTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void goesOn_data();
    void goesOn();
    void marksOnceItCan_data();
    void marksOnceItCan();
    void doesNotDeleteForGoodWhatItSaidItMarks();
    void writesWaitForAChange_data();
    void writesWaitForAChange();
    void readsWaitForAChange();
    void createsWithThePresentDefault();
    void rowsAreNoChange();
    void exportsThePresentColumns();
    void saysThatItIsGone();
    void monitorTellsAndGoesOn();
    void monitorFindsTheTableAgain();

private:
    QString sql(const QString &query) { return m_database->value(query); }
    QVector<Task> shown();

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
};

void TestChangedTable::init()
{
    m_service.reset();
    m_database = std::make_unique<TestDatabase>();
    m_database->execute(live);
    ConnectionProfile profile = m_database->profile();
    profile.table = u"live"_s;
    m_service = std::make_unique<TaskService>(profile);
    success(m_service->open());
}

QVector<Task> TestChangedTable::shown()
{
    QVector<Task> tasks;
    for (const TaskRow &row : success(m_service->page({})).rows)
        tasks += row.task;
    return tasks;
}

void TestChangedTable::goesOn_data()
{
    QTest::addColumn<QString>("change");
    QTest::newRow("a column less") << u"ALTER TABLE live DROP COLUMN result_id"_s;
    QTest::newRow("three columns less")
        << u"ALTER TABLE live DROP COLUMN error_message, DROP COLUMN metadata, DROP COLUMN updated_at"_s;
    QTest::newRow("renamed column") << u"ALTER TABLE live RENAME error_message TO error"_s;
    QTest::newRow("columns more") << u"ALTER TABLE live ADD a int, ADD deleted_at timestamptz"_s;
    QTest::newRow("id as text") << u"ALTER TABLE live ALTER id TYPE text"_s;
    QTest::newRow("user as text") << u"ALTER TABLE live ALTER user_id TYPE text"_s;
    QTest::newRow("error as json")
        << u"ALTER TABLE live ALTER error_message DROP DEFAULT, ALTER error_message TYPE json USING to_json(error_message)"_s;
    QTest::newRow("time without zone") << u"ALTER TABLE live ALTER created_at TYPE timestamp"_s;
    QTest::newRow("label of an enum") << u"ALTER TYPE word RENAME VALUE 'failed' TO 'broken'"_s;
    QTest::newRow("made anew")
        << u"ALTER TABLE live RENAME TO live_old; CREATE TABLE live (LIKE live_old INCLUDING ALL); "
           "INSERT INTO live SELECT * FROM live_old"_s;
    QTest::newRow("made a view")
        << u"ALTER TABLE live RENAME TO live_old; CREATE VIEW live AS SELECT * FROM live_old"_s;
    QTest::newRow("another key")
        << u"ALTER TABLE live DROP CONSTRAINT live_pkey, ADD PRIMARY KEY (id, created_at)"_s;
    QTest::newRow("trigger") << u"CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS "
                                "'BEGIN RETURN OLD; END'; CREATE TRIGGER keep BEFORE DELETE ON live "
                                "FOR EACH ROW EXECUTE FUNCTION keep()"_s;
}

// Each request by itself meets the table as it is now.
void TestChangedTable::goesOn()
{
    QFETCH(QString, change);
    const auto open = [this] {
        ConnectionProfile profile = m_database->profile();
        profile.table = u"live"_s;
        auto service = std::make_unique<TaskService>(profile);
        success(service->open());
        return service;
    };
    const QVector<Task> before = shown();
    std::vector<std::unique_ptr<TaskService>> services;
    for (int i = 0; i < 8; ++i)
        services.push_back(open());
    m_database->execute(change);

    success(m_service->open()); // lists ask only once in a while whether the table has changed
    const QVector<Task> after = shown();
    QCOMPARE(after.size(), 6);
    QCOMPARE(success(services[0]->countsByStatus({})).total().value, 6);
    QCOMPARE(success(services[1]->typesInUse()).values, QStringList{u"t"_s});
    QCOMPARE(success(services[2]->getTask(TaskName(TaskId(u"1"_s)), user)).type, u"t"_s);
    QCOMPARE(success(services[3]->page({})).rows.size(), 6);
    QCOMPARE(success(services[4]->exactCountsByStatus({})).total().value, 6);
    QCOMPARE(success(setStatus(*services[5], TaskName(TaskId(u"1"_s)), TaskStatus::Kind::Completed)).status,
             TaskStatus(TaskStatus::Kind::Completed));
    QCOMPARE(success(deleteTask(*services[6], TaskName(TaskId(u"2"_s)), user)), true);
    QCOMPARE(success(createTask(*services[7], user, u"new"_s, {}, TaskId(u"7"_s),
                                TaskStatus(TaskStatus::Kind::Completed)))
                 .type,
             u"new"_s);
    const auto third =
        std::find_if(after.begin(), after.end(), [](const Task &task) { return task.id.toText() == "3"_L1; });
    QCOMPARE(DeletionRun(*m_service, {*third}).summary(), u"done: done 1"_s);
    QCOMPARE(shown().size(), 5);
    QCOMPARE(before.size(), 6);
}

void TestChangedTable::marksOnceItCan_data()
{
    QTest::addColumn<bool>("several");
    QTest::newRow("by name") << false;
    QTest::newRow("as shown") << true;
}

void TestChangedTable::marksOnceItCan()
{
    QFETCH(bool, several);
    const QVector<Task> tasks = shown();
    m_database->execute(u"ALTER TABLE live ADD deleted_at timestamptz"_s);
    if (several)
        QCOMPARE(DeletionRun(*m_service, tasks).summary(), u"done: done 6"_s);
    else
        QCOMPARE(success(deleteTask(*m_service, tasks[0].id, user)), true);
    QCOMPARE(sql(u"SELECT count(*) FROM live"_s), u"6"_s);
    QCOMPARE(sql(u"SELECT count(*) FROM live WHERE deleted_at IS NOT NULL"_s), several ? u"6"_s : u"1"_s);
}

void TestChangedTable::doesNotDeleteForGoodWhatItSaidItMarks()
{
    m_database->execute(u"ALTER TABLE live ADD deleted_at timestamptz"_s);
    const QVector<Task> tasks = shown();
    QVERIFY(m_service->source()->deletedAt);
    m_database->execute(u"ALTER TABLE live DROP COLUMN deleted_at"_s);
    QCOMPARE(DeletionRun(*m_service, tasks).summary(), u"failed: "_s);
    QCOMPARE(sql(u"SELECT count(*) FROM live"_s), u"6"_s);
    success(m_service->open()); // as the list does; what is asked for again is meant
    QCOMPARE(DeletionRun(*m_service, tasks).summary(), u"done: done 6"_s);
}

// The change is made, but not yet visible, when the write is sent.
void TestChangedTable::writesWaitForAChange_data()
{
    QTest::addColumn<QString>("isolation"); // the database's default
    for (const QString &isolation : {u"read committed"_s, u"repeatable read"_s, u"serializable"_s})
        QTest::newRow(qPrintable(isolation)) << isolation;
}

void TestChangedTable::writesWaitForAChange()
{
    QFETCH(QString, isolation);
    m_database->execute(u"ALTER DATABASE \"%1\" SET default_transaction_isolation = '%2'"_s.arg(
        m_database->name(), isolation));
    m_service = std::make_unique<TaskService>(ConnectionProfile(m_service->profile()));
    success(m_service->open());
    const QVector<Task> tasks = shown();
    m_database->execute(u"BEGIN; ALTER TABLE live ADD deleted_at timestamptz"_s);
    const DeletionRun deletion(*m_service, tasks);
    TestDatabase elsewhere;
    QTRY_COMPARE_WITH_TIMEOUT(
        elsewhere.value(
            u"SELECT count(*) FROM pg_stat_activity WHERE datname = '%1' AND wait_event_type = 'Lock'"_s.arg(
                m_database->name())),
        u"1"_s, patient);
    m_database->execute(u"COMMIT"_s);
    QCOMPARE(deletion.summary(), u"done: done 6"_s);
    QCOMPARE(sql(u"SELECT count(*) FROM live WHERE deleted_at IS NOT NULL"_s), u"6"_s);
}

void TestChangedTable::readsWaitForAChange()
{
    m_database->execute(u"BEGIN; ALTER TABLE live DROP COLUMN error_message"_s);
    const auto page = m_service->page({});
    TestDatabase elsewhere;
    QTRY_COMPARE_WITH_TIMEOUT(
        elsewhere.value(
            u"SELECT count(*) FROM pg_stat_activity WHERE datname = '%1' AND wait_event_type = 'Lock'"_s.arg(
                m_database->name())),
        u"1"_s, patient);
    m_database->execute(u"COMMIT"_s);
    QCOMPARE(success(page).rows.size(), 6);
}

void TestChangedTable::createsWithThePresentDefault()
{
    m_database->execute(u"CREATE SEQUENCE numbers START 100; "
                        "ALTER TABLE live ALTER id SET DEFAULT nextval('numbers')"_s);
    QCOMPARE(success(createTask(*m_service, user, u"new"_s)).id.toText(), u"100"_s);
}

// Otherwise each refresh would read the catalogue again.
void TestChangedTable::rowsAreNoChange()
{
    const QString state = "SELECT "_L1 + cataloguestate::expression(u"public"_s, u"live"_s);
    const QString before = sql(state);
    m_database->execute(
        u"INSERT INTO live (id) SELECT generate_series(10, 2000); DELETE FROM live WHERE id > 1000"_s);
    m_database->analyze(u"live"_s);
    m_database->execute(u"VACUUM FREEZE live"_s);
    QCOMPARE(sql(state), before);
    m_database->execute(u"CREATE INDEX ON live (status)"_s);
    QVERIFY(sql(state) != before);
}

void TestChangedTable::exportsThePresentColumns()
{
    m_database->execute(u"ALTER TABLE live DROP COLUMN metadata"_s);
    QTemporaryDir folder;
    ExportRequest request;
    request.path = folder.filePath(u"tasks.csv"_s);
    request.format = ExportRequest::Format::Csv;
    QCOMPARE(success(m_service->exportTasks(request, std::make_shared<ExportProgress>())), 6);
    QFile file(request.path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readLine().trimmed(),
             QByteArray("id,user_id,type,status,result_id,error_message,created_at,updated_at"));
}

void TestChangedTable::saysThatItIsGone()
{
    m_database->execute(u"ALTER TABLE live RENAME TO other"_s);
    const auto page = await(m_service->page({}));
    QCOMPARE(outcomeOf(page), u"Unsupported"_s);
    QVERIFY2(page.error().message.startsWith(u"There is no table public.live"_s),
             qPrintable(page.error().message));
    m_database->execute(u"ALTER TABLE other RENAME TO live"_s);
    QCOMPARE(shown().size(), 6);
    m_database->execute(u"ALTER TABLE live DROP COLUMN status"_s);
    const auto without = await(m_service->page({}));
    QVERIFY2(without.error().message.contains(u"it has no column status"_s),
             qPrintable(without.error().message));
}

void TestChangedTable::monitorTellsAndGoesOn()
{
    TaskMonitor monitor(*m_service);
    QSignalSpy told(&monitor, &TaskMonitor::tableChanged);
    monitor.start({});
    QTRY_COMPARE_WITH_TIMEOUT(monitor.feed().loaded().rows().size(), 6, patient);
    m_database->execute(u"ALTER TABLE live ADD deleted_at timestamptz, DROP COLUMN result_id"_s);
    monitor.refresh();
    QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, patient);
    QCOMPARE(
        told[0][0].toString(),
        u"public.live has changed. The column result_id is gone. It has the column deleted_at, so tasks are "
        "marked instead of deleted."_s);
    QVERIFY(monitor.source()->deletedAt);
    QVERIFY(!monitor.source()->has(TaskField::ResultId));
    QVERIFY(!monitor.error());
    QCOMPARE(monitor.feed().loaded().rows().size(), 6);
    // Nothing that is loaded can be found by the key that it had.
    m_database->execute(u"ALTER TABLE live DROP CONSTRAINT live_pkey, ADD PRIMARY KEY (id, created_at)"_s);
    monitor.refresh();
    QTRY_COMPARE_WITH_TIMEOUT(told.size(), 2, patient);
    QTRY_VERIFY_WITH_TIMEOUT(!monitor.feed().isLoading() && !monitor.error(), patient);
    QCOMPARE(monitor.feed().loaded().rows().size(), 6);
    QCOMPARE(monitor.feed().loaded().rows()[0].task.keyRest.size(), 1);
}

void TestChangedTable::monitorFindsTheTableAgain()
{
    TaskMonitor monitor(*m_service);
    monitor.scheduler().setInterval(std::chrono::milliseconds(100));
    monitor.start({});
    QTRY_COMPARE_WITH_TIMEOUT(monitor.feed().loaded().rows().size(), 6, patient);
    m_database->execute(u"ALTER TABLE live RENAME TO live_old"_s);
    QTRY_VERIFY_WITH_TIMEOUT(monitor.error(), patient);
    QVERIFY(monitor.isStale());
    m_database->execute(
        u"CREATE TABLE live (LIKE live_old INCLUDING ALL); INSERT INTO live (id) VALUES (1)"_s);
    QTRY_COMPARE_WITH_TIMEOUT(monitor.feed().loaded().rows().size(), 1, patient);
    QVERIFY(!monitor.error());
}

WATCHBILL_TEST(TestChangedTable)

} // namespace tst_changedtable

#include "tst_changedtable.moc"
