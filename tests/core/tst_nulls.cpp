// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "await.h"
#include "deletionrun.h"
#include "outcome.h"
#include "service/taskservice.h"
#include "singlechanges.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTest>

#include <memory>

namespace tst_nulls {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// Rows whose status, type or user is NULL are listed, counted, filtered for and deleted as any others, and NULL is
/// never taken for an empty text.
class TestNulls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void listed();
    void counted();
    void filtered_data();
    void filtered();
    void deletedAsShown();

private:
    QVector<Task> list(const TaskFilter &filter = {});
    static QString ids(const QVector<Task> &tasks);

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
};

void TestNulls::init()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Empty);
    m_database->execute(u"CREATE TABLE tasks (id int PRIMARY KEY, user_id text, type text, status text, "
                        "created_at timestamptz, updated_at timestamptz, error_message text); "
                        "INSERT INTO tasks (id, user_id, type, status, created_at) VALUES "
                        "(1, NULL, 'a', 'failed', '2026-01-01Z'), (2, 'u', NULL, 'failed', '2026-01-01Z'), "
                        "(3, 'u', 'a', NULL, '2026-01-01Z'), (4, NULL, NULL, NULL, NULL), "
                        "(5, 'u', 'a ', 'failed ', '2026-01-01Z'), (6, 'u', 'a', 'Failed', '2026-01-01Z'), "
                        "(7, '', '', '', '2026-01-01Z')"_s);
    m_service = std::make_unique<TaskService>(m_database->profile());
    QVERIFY(await(m_service->open()));
}

void TestNulls::cleanup()
{
    m_service.reset();
    m_database.reset();
}

QVector<Task> TestNulls::list(const TaskFilter &filter)
{
    PageRequest request;
    request.query = {filter, {TaskField::Id, Qt::AscendingOrder}};
    const auto page = await(m_service->page(request));
    QVector<Task> tasks;
    if (page) {
        for (const TaskRow &row : page->rows)
            tasks += row.task;
    }
    return tasks;
}

QString TestNulls::ids(const QVector<Task> &tasks)
{
    QStringList ids;
    for (const Task &task : tasks)
        ids += task.id.toText();
    return ids.join(u' ');
}

void TestNulls::listed()
{
    const QVector<Task> tasks = list();
    QCOMPARE(ids(tasks), u"1 2 3 4 5 6 7"_s);
    QVERIFY(!tasks[0].userId && !tasks[1].type && tasks[2].status.isNull() && !tasks[3].createdAt);
    QVERIFY(tasks[6].userId == UserId(u""_s) && tasks[6].type == u""_s);
    QVERIFY(!tasks[6].status.isNull() && tasks[6].status != tasks[2].status);
    QVERIFY(tasks[0].status != tasks[4].status && tasks[0].status != tasks[5].status);
}

void TestNulls::counted()
{
    for (const auto &counted :
         {await(m_service->countsByStatus({})), await(m_service->exactCountsByStatus({}))}) {
        QVERIFY(counted);
        QCOMPARE(counted->total(), (Count{7, Count::Precision::Exact}));
        QCOMPARE(counted->statuses.size(), 5);
        QVERIFY(!counted->statuses.last().status);
        QCOMPARE(counted->statuses.last().count.value, 2);
        QCOMPARE(counted->matching({{}, false, true}).value, 2);
        QCOMPARE(counted->matching({{u""_s}, false}).value, 1);
        QCOMPARE(counted->matching({{u"failed"_s}, true}).value, 5);
    }
    QCOMPARE(success(m_service->typesInUse()), (ValueSet{{u""_s, u"a"_s, u"a "_s}, false, true}));
    TaskFilter ofUser;
    ofUser.users = {{u"u"_s}};
    const auto counts = await(m_service->countsByStatus(ofUser));
    QVERIFY(counts);
    QCOMPARE(counts->total().value, 4);
    // Where no status is NULL there is no line for it.
    m_database->execute(u"UPDATE tasks SET status = 'done' WHERE status IS NULL"_s);
    QVERIFY(await(m_service->countsByStatus({}))->statuses.last().status);
    m_database->execute(u"UPDATE tasks SET status = NULL"_s);
    QCOMPARE(await(m_service->countsByStatus({}))->statuses,
             (QVector<StatusCount>{{std::nullopt, {7, Count::Precision::Exact}}}));
}

void TestNulls::filtered_data()
{
    QTest::addColumn<TaskFilter>("filter");
    QTest::addColumn<QString>("expected");

    const auto row = [](const char *name, FilterSet set, const ValueSet &values, const QString &expected) {
        TaskFilter filter;
        filter.*set = values;
        QTest::newRow(name) << filter << expected;
    };
    const ValueSet null{{}, false, true};
    const ValueSet notNull{{}, true, true};
    row("no status", &TaskFilter::statuses, null, u"3 4"_s);
    row("no type", &TaskFilter::types, null, u"2 4"_s);
    row("no user", &TaskFilter::users, null, u"1 4"_s);
    row("any status", &TaskFilter::statuses, notNull, u"1 2 5 6 7"_s);
    row("any user", &TaskFilter::users, notNull, u"2 3 5 6 7"_s);
    row("an empty status", &TaskFilter::statuses, {{u""_s}}, u"7"_s);
    row("an empty user", &TaskFilter::users, {{u""_s}}, u"7"_s);
    row("a status or none", &TaskFilter::statuses, {{u"failed"_s}, false, true}, u"1 2 3 4"_s);
    row("neither failed nor none", &TaskFilter::statuses, {{u"failed"_s}, true, true}, u"5 6 7"_s);
    row("not failed", &TaskFilter::statuses, {{u"failed"_s}, true}, u"3 4 5 6 7"_s);
    row("a blank more", &TaskFilter::statuses, {{u"failed "_s}}, u"5"_s);
    row("another case", &TaskFilter::statuses, {{u"Failed"_s}}, u"6"_s);
}

void TestNulls::filtered()
{
    QFETCH(TaskFilter, filter);
    QTEST(ids(list(filter)), "expected");
}

void TestNulls::deletedAsShown()
{
    const QVector<Task> shown = list();
    m_database->execute(
        u"UPDATE tasks SET status = '' WHERE id = 3; UPDATE tasks SET status = NULL WHERE id = 7"_s);
    QCOMPARE(DeletionRun(*m_service, shown.mid(2)).summary(), u"done: done 3, changed 2"_s);
    QCOMPARE(m_database->value(u"SELECT string_agg(id::text, ' ' ORDER BY id) FROM tasks"_s), u"1 2 3 7"_s);
    QCOMPARE(await(m_service->getTask(TaskId(u"1"_s), std::nullopt))->id, TaskId(u"1"_s));
    QCOMPARE(outcomeOf(m_service->getTask(TaskId(u"7"_s), std::nullopt)), u"NotFound"_s);
    QCOMPARE(await(deleteTask(*m_service, TaskId(u"7"_s), std::nullopt)), Result<bool>(false));
    QCOMPARE(await(deleteTask(*m_service, TaskId(u"1"_s), std::nullopt)), Result<bool>(true));
    QCOMPARE(await(deleteTask(*m_service, TaskId(u"7"_s), UserId(u""_s))), Result<bool>(true));
}

WATCHBILL_TEST(TestNulls)

} // namespace tst_nulls

#include "tst_nulls.moc"
