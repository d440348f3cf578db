// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "await.h"
#include "deletionrun.h"
#include "outcome.h"
#include "service/taskservice.h"
#include "statement/taskorder.h"
#include "task/jsonvalue.h"
#include "testprogram.h"
#include "testserver.h"

#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

namespace tst_times {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// Every time that the server knows, NULL and the infinities among them.
class TestTimes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void everyRowOnce_data();
    void everyRowOnce();
    void unfinishedOnce_data();
    void unfinishedOnce();
    void inIso8601();
    void exported();
    void deletedAsShown();

private:
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
};

namespace {

struct Row
{
    QString sql;
    QString iso;
};

const QVector<Row> rows{
    {u"'infinity'"_s, u"infinity"_s},
    {u"'-infinity'"_s, u"-infinity"_s},
    {u"'12000-12-12 00:00Z'"_s, u"+12000-12-12T00:00:00.000000+00:00"_s},
    {u"'0001-01-01 00:00Z BC'"_s, u"0000-01-01T00:00:00.000000+00:00"_s},
    {u"'0002-12-31 23:59:59.999999Z BC'"_s, u"-0001-12-31T23:59:59.999999+00:00"_s},
    {u"'0044-03-15 12:00Z BC'"_s, u"-0043-03-15T12:00:00.000000+00:00"_s},
    {u"'4713-01-01 00:00Z BC'"_s, u"-4712-01-01T00:00:00.000000+00:00"_s},
    {u"'294276-12-31 23:59:59.999999Z'"_s, u"+294276-12-31T23:59:59.999999+00:00"_s},
    {u"'294247-01-10 04:00:54.775807Z'"_s, u"+294247-01-10T04:00:54.775807+00:00"_s},
    {u"'0001-01-01 00:00Z'"_s, u"0001-01-01T00:00:00.000000+00:00"_s},
    {u"'9999-12-31 23:59:59.999999Z'"_s, u"9999-12-31T23:59:59.999999+00:00"_s},
    {u"'10000-01-01 00:00Z'"_s, u"+10000-01-01T00:00:00.000000+00:00"_s},
    {u"'1969-12-31 23:59:59.999999Z'"_s, u"1969-12-31T23:59:59.999999+00:00"_s},
    {u"'1999-12-31 23:59:59.999999Z'"_s, u"1999-12-31T23:59:59.999999+00:00"_s},
    {u"'2026-10-25 02:30+02'"_s, u"2026-10-25T00:30:00.000000+00:00"_s},
    {u"'2026-10-25 02:30+01'"_s, u"2026-10-25T01:30:00.000000+00:00"_s},
    {u"NULL"_s, QString()},
};

} // namespace

void TestTimes::initTestCase()
{
    m_database = std::make_unique<TestDatabase>();
    QStringList values;
    for (int i = 0; i < rows.size(); ++i)
        values += u"(%1, 'u', 't', 'completed', %2, %2)"_s.arg(QString::number(i), rows[i].sql);
    for (const QString &type : {u"timestamptz"_s, u"timestamp"_s})
        m_database->execute(
            u"SET TimeZone = 'UTC'; CREATE TABLE %1 (id int PRIMARY KEY, user_id text, type text, status text, "
            "created_at %2, updated_at %2); INSERT INTO %1 SELECT v.id, u, t, s, c::timestamptz, d::timestamptz "
            "FROM (VALUES %3) v(id, u, t, s, c, d)"_s.arg(type + "_tasks"_L1, type, values.join(u',')));
    ConnectionProfile profile = m_database->profile();
    profile.table = u"timestamptz_tasks"_s;
    m_service = std::make_unique<TaskService>(profile);
    VERIFY_FINE(await(m_service->open()));
}

void TestTimes::cleanupTestCase()
{
    m_service.reset();
    m_database.reset();
}

void TestTimes::everyRowOnce_data()
{
    QTest::addColumn<int>("field");
    QTest::addColumn<bool>("descending");

    for (const bool descending : {false, true}) {
        QTest::addRow("created, %d", descending) << int(TaskField::CreatedAt) << descending;
        QTest::addRow("updated, %d", descending) << int(TaskField::UpdatedAt) << descending;
        QTest::addRow("duration, %d", descending) << int(TaskField::Duration) << descending;
    }
}

void TestTimes::everyRowOnce()
{
    QFETCH(int, field);
    QFETCH(bool, descending);
    PageRequest request;
    request.limit = 2;
    request.query.sort = {TaskField(field), descending ? Qt::DescendingOrder : Qt::AscendingOrder};
    QStringList ids;
    for (int i = 0; i < rows.size(); ++i) {
        const TaskPage page = success(m_service->page(request));
        for (const TaskRow &row : page.rows)
            ids += row.task.id.toText();
        if (page.reachedEnd)
            break;
        request.start = PageRequest::Start::After;
        request.key = page.rows.last().key;
    }
    QCOMPARE(ids.size(), rows.size());
    QStringList unique = ids;
    unique.sort();
    QCOMPARE(int(std::unique(unique.begin(), unique.end()) - unique.begin()), rows.size());
    if (TaskField(field) == TaskField::Duration)
        return; // of which most are equal
    const QString order = descending ? u"DESC"_s : u"ASC"_s;
    QCOMPARE(ids.join(u' '),
             m_database->value(u"SELECT string_agg(id::text, ' ' ORDER BY created_at %1, id %1) "
                               "FROM timestamptz_tasks"_s.arg(order)));
}

// The durations of unfinished tasks grow from page to page, and those that began together tie.
void TestTimes::unfinishedOnce_data()
{
    QTest::addColumn<bool>("descending");
    QTest::newRow("ascending") << false;
    QTest::newRow("descending") << true;
}

void TestTimes::unfinishedOnce()
{
    QFETCH(bool, descending);
    TestDatabase database(TestDatabase::SetUp::Reference);
    database.execute(
        u"INSERT INTO tasks (id, user_id, type, status, created_at, updated_at) SELECT "
        "('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid, gen_random_uuid(), 't', "
        "(ARRAY['processing', 'completed', 'pending'])[1 + i % 3], now() - (i / 6) * interval '1 minute', "
        "now() - (i / 6) * interval '1 minute' + (i % 5) * interval '50 s' FROM generate_series(1, 60) i"_s);
    TaskService service(database.profile());
    success(service.open());
    PageRequest request;
    request.limit = 7;
    request.query.sort = {TaskField::Duration, descending ? Qt::DescendingOrder : Qt::AscendingOrder};
    QStringList ids;
    QVector<double> durations;
    for (bool isAtEnd = false; !isAtEnd;) {
        const TaskPage page = success(service.page(request));
        for (const TaskRow &row : page.rows) {
            ids += row.task.id.toText();
            const auto moment = taskorder::asOf(TaskField::Duration, row.key);
            QVERIFY(moment);
            const Timestamp end = row.task.status.isActive() ? *moment : *row.task.updatedAt;
            durations += double(end.toServer() - row.task.createdAt->toServer()) / 1e6;
            QVERIFY(qAbs(durations.last() - row.key.values[1]->toDouble()) < 1e-5);
        }
        isAtEnd = page.reachedEnd;
        request.start = PageRequest::Start::After;
        request.key = page.rows.last().key;
    }
    QCOMPARE(ids.size(), 60);
    QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), 60);
    QVERIFY(descending ? std::is_sorted(durations.begin(), durations.end(), std::greater())
                       : std::is_sorted(durations.begin(), durations.end()));
}

void TestTimes::inIso8601()
{
    for (const QString &table : {u"timestamptz_tasks"_s, u"timestamp_tasks"_s}) {
        ConnectionProfile profile = m_database->profile();
        profile.table = table;
        TaskService service(profile);
        VERIFY_FINE(await(service.open()));
        for (int i = 0; i < rows.size(); ++i) {
            const Task task = success(service.getTask(TaskId(QString::number(i))));
            QCOMPARE(task.createdAt ? task.createdAt->toIso8601() : QString(), rows[i].iso);
            QCOMPARE(task.createdAt, task.updatedAt);
        }
    }
}

void TestTimes::exported()
{
    const QTemporaryDir folder;
    ExportRequest request;
    request.path = folder.filePath(u"tasks"_s);
    request.format = ExportRequest::Format::Json;
    success(m_service->exportTasks(request, std::make_shared<ExportProgress>()));
    QFile file(request.path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto list = json::Value::fromText(file.readAll());
    QVERIFY(list);
    json::Children tasks(*list);
    int count = 0;
    while (const auto task = tasks.next()) {
        json::Children members(task->value);
        const int id = members.next()->value.text().toByteArray().toInt();
        for (auto member = members.next(); member; member = members.next()) {
            if (!member->name.endsWith("_at"_L1))
                continue;
            // The server leaves out the zeros of a fraction.
            const QString written = member->value.string();
            const QString whole = QString(rows[id].iso).replace(".000000"_L1, QString());
            QVERIFY2(written == rows[id].iso || written == whole, qPrintable(written));
        }
        ++count;
    }
    QCOMPARE(count, rows.size());
}

void TestTimes::deletedAsShown()
{
    QVector<Task> shown;
    for (int i = 0; i < rows.size(); ++i)
        shown += success(m_service->getTask(TaskId(QString::number(i))));
    QCOMPARE(DeletionRun(*m_service, shown).keys(RowState::Done).size(), shown.size());
    QCOMPARE(m_database->value(u"SELECT count(*) FROM timestamptz_tasks"_s), u"0"_s);
}

WATCHBILL_TEST(TestTimes)

} // namespace tst_times

#include "tst_times.moc"
