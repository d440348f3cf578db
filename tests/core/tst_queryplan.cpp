// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "advice/queryplan.h"

#include "filter/querytext.h"
#include "outcome.h"
#include "service/taskservice.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTest>

namespace tst_queryplan {

using namespace Qt::StringLiterals;
using namespace watchbill;

using Explaining = TaskStatements::Explaining;

class TestQueryPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void ownShares();
    void readsPlansOfTheServer_data();
    void readsPlansOfTheServer();
    void measures();
    void explainsTheList();
    void refuses();
    void readsNothingElse();

private:
    QueryPlan planOf(const QString &statement);

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
};

void TestQueryPlan::initTestCase()
{
    m_database = std::make_unique<TestDatabase>(SetUp::Reference);
    m_database->execute(
        u"INSERT INTO tasks (user_id, type, status, error_message) SELECT gen_random_uuid(), 'a', 'failed', 'e' || i "
        "FROM generate_series(1, 5000) i; ANALYZE tasks"_s);
    m_service = std::make_unique<TaskService>(m_database->profile());
    success(m_service->open());
}

void TestQueryPlan::cleanupTestCase()
{
    m_service.reset();
    m_database.reset();
}

QueryPlan TestQueryPlan::planOf(const QString &statement)
{
    const auto plan = queryplan::fromJson(m_database->value(statement).toUtf8());
    if (!plan)
        qFatal("no plan: %s", qPrintable(statement));
    return *plan;
}

// What is below a LIMIT takes no more than the LIMIT.
void TestQueryPlan::ownShares()
{
    const auto plan =
        queryplan::fromJson(R"([{"Plan": {"Node Type": "Limit", "Total Cost": 100, "Plan Rows": 5, "Plans": [
        {"Node Type": "Sort", "Total Cost": 400, "Plan Rows": 20, "Sort Key": ["a", "b DESC"], "Plans": [
            {"Node Type": "Seq Scan", "Relation Name": "tasks", "Total Cost": 300, "Plan Rows": 20}]}]}}])");
    QVERIFY(plan);
    QCOMPARE(plan->nodes.size(), 3);
    QCOMPARE(plan->nodes[0].share, 0.0);
    QCOMPARE(plan->nodes[1].share, 0.25);
    QCOMPARE(plan->nodes[1].details, QStringList{u"Sort Key: a, b DESC"_s});
    QCOMPARE(plan->nodes[2].share, 0.75);
    QCOMPARE(plan->nodes[2].depth, 2);
    QCOMPARE(queryplan::sentence(*plan),
             u"Most of the time goes to: Seq Scan on tasks, about 75 % by the planner's estimate."_s);
}

void TestQueryPlan::readsPlansOfTheServer_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("most");
    QTest::newRow("a scan") << u"SELECT count(*) FROM tasks WHERE error_message LIKE '%x%'"_s
                            << u"Seq Scan on tasks"_s;
    QTest::newRow("a sort by an index") << u"SELECT * FROM tasks ORDER BY created_at DESC LIMIT 10"_s
                                        << u"Index Scan Backward using tasks_created_at_id_idx on tasks"_s;
    QTest::newRow("a sub-plan")
        << u"SELECT (SELECT count(*) FROM tasks b WHERE b.type > a.error_message) FROM tasks a"_s
        << u"tasks"_s;
    QTest::newRow("no table") << u"SELECT 1"_s << u"Result"_s;
}

void TestQueryPlan::readsPlansOfTheServer()
{
    QFETCH(QString, query);
    QFETCH(QString, most);
    const QueryPlan plan =
        planOf("SET max_parallel_workers_per_gather = 0; EXPLAIN (FORMAT JSON) "_L1 + query);
    QVERIFY2(plan.mostExpensive().name.contains(most), qPrintable(queryplan::toText(plan)));
    double shares = 0;
    for (const QueryPlan::Node &node : plan.nodes) {
        QVERIFY(node.share >= 0 && node.share <= 1);
        shares += node.share;
    }
    QVERIFY2(qAbs(shares - 1) < 1e-6, qPrintable(QString::number(shares)));
    QVERIFY(!plan.isMeasured());
}

void TestQueryPlan::measures()
{
    const QueryPlan plan =
        planOf(u"EXPLAIN (ANALYZE, FORMAT JSON) SELECT count(*) FROM tasks WHERE error_message LIKE '%x%'"_s);
    QVERIFY(plan.isMeasured());
    QVERIFY(plan.milliseconds > 0);
    QVERIFY2(queryplan::toText(plan).contains("Rows Removed by Filter: 5000"_L1),
             qPrintable(queryplan::toText(plan)));
    QVERIFY(queryplan::sentence(plan).startsWith("Most of the time went to: "_L1));
}

void TestQueryPlan::explainsTheList()
{
    const auto filter = query::parse(u"error:/rate.?limit/"_s);
    const QueryPlan plan = success(m_service->explain({*filter, {}}, Explaining::Plan));
    QVERIFY(!plan.isMeasured());
    QVERIFY2(queryplan::toText(plan).contains("~* 'rate.?limit'::text"_L1),
             qPrintable(queryplan::toText(plan)));
    const QueryPlan run = success(m_service->explain({*filter, {}}, Explaining::Run));
    QVERIFY(run.isMeasured());
}

void TestQueryPlan::refuses()
{
    const auto filter = query::parse(u"error:/(/"_s);
    const auto plan = await(m_service->explain({*filter, {}}, Explaining::Run));
    QCOMPARE(outcomeOf(plan), u"InvalidInput"_s);
    QVERIFY2(plan.error().message.contains(u"“(”"_s), qPrintable(plan.error().message));
}

void TestQueryPlan::readsNothingElse()
{
    for (const char *text : {"", "[]", "{}", "[{\"Plan\": 3}]", "[{\"Plan\": {}}]", "[[]]"})
        QVERIFY(!queryplan::fromJson(text));
}

WATCHBILL_TEST(TestQueryPlan)

} // namespace tst_queryplan

#include "tst_queryplan.moc"
