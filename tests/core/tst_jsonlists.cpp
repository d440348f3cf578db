// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "await.h"
#include "filter/filterchanges.h"
#include "filter/querytext.h"
#include "outcome.h"
#include "service/taskservice.h"
#include "task/jsonvalue.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTest>

#include <memory>

namespace tst_jsonlists {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// Arrays of JSON are read as JSON.
class TestJsonLists : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void metadata_data();
    void metadata();
    void errors_data() { metadata_data(); }
    void errors();

private:
    TaskSource open(const QString &columns);

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
};

void TestJsonLists::init()
{
    m_database = std::make_unique<TestDatabase>();
}

void TestJsonLists::cleanup()
{
    m_service.reset();
    m_database.reset();
}

TaskSource TestJsonLists::open(const QString &columns)
{
    m_database->execute(
        u"CREATE TABLE tasks (id int PRIMARY KEY, user_id text DEFAULT 'u', type text DEFAULT 't', "
        "status text DEFAULT 'failed', created_at timestamptz DEFAULT '2026-01-01Z', "_s
        + columns);
    m_service = std::make_unique<TaskService>(m_database->profile());
    return success(m_service->open());
}

void TestJsonLists::metadata_data()
{
    QTest::addColumn<QString>("type");

    QTest::newRow("json[]") << u"json[]"_s;
    QTest::newRow("jsonb[]") << u"jsonb[]"_s;
}

void TestJsonLists::metadata()
{
    QFETCH(QString, type);
    const TaskSource source = open(
        u"metadata %1); INSERT INTO tasks (id, metadata) VALUES (1, ARRAY['{\"id\": 1.10, \"name\": \"a \\\"b\\\"\"}', "
        "'12345678901234567890', NULL]::%1), (2, '{}'), (3, NULL)"_s.arg(type));
    QVERIFY(source.columns[TaskField::Metadata].isJson());
    const auto metadata = success(m_service->getTask(TaskId(u"1"_s))).metadata;
    QCOMPARE(metadata.value_or(QByteArray()),
             QByteArray("[{\"id\": 1.10, \"name\": \"a \\\"b\\\"\"},12345678901234567890,null]"));
    QVERIFY(json::Value::fromText(*metadata));
    QCOMPARE(success(m_service->getTask(TaskId(u"2"_s))).metadata, std::optional<QByteArray>("[]"));
    QVERIFY(!success(m_service->getTask(TaskId(u"3"_s))).metadata);
}

// What is found is what is shown.
void TestJsonLists::errors()
{
    QFETCH(QString, type);
    open(u"error_message %1); INSERT INTO tasks (id, error_message) VALUES "
         "(1, ARRAY['{\"code\": \"E1\"}', '7']::%1), (2, '{}'), (3, NULL)"_s.arg(type));
    const Task task = success(m_service->getTask(TaskId(u"1"_s)));
    QVERIFY2(task.errorMessage->startsWith("[{\"code\": \"E1\""_L1), qPrintable(*task.errorMessage));
    for (const QString &text :
         {query::print(filter::fromCondition(Condition::term(
              Condition::Field::Error, {{Condition::Value::Relation::Containing, *task.errorMessage}}))),
          u"error:\"\\\"code\\\": \\\"E1\\\"\""_s, u"error:/^\\[.*7\\]$/"_s}) {
        PageRequest request;
        request.query.filter = query::parse(text).value_or(TaskFilter());
        const TaskPage page = success(m_service->page(request));
        QVERIFY2(page.rows.size() == 1 && page.rows.first().task.id == task.id, qPrintable(text));
    }
}

WATCHBILL_TEST(TestJsonLists)

} // namespace tst_jsonlists

#include "tst_jsonlists.moc"
