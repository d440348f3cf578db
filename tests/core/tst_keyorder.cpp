// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/keyorder.h"

#include "advice/ownerstatements.h"
#include "advice/queryplan.h"
#include "outcome.h"
#include "service/taskservice.h"
#include "statement/taskorder.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTest>

#include <memory>

namespace tst_keyorder {

using namespace Qt::StringLiterals;
using namespace watchbill;

using Start = PageRequest::Start;

namespace {

constexpr int rowCount = 120;

const QString columns = u"(id int PRIMARY KEY, user_id text, type text, status text, created_at timestamptz, "
                        "updated_at timestamptz, metadata jsonb)"_s;

QStringList idsOf(const QVector<TaskRow> &rows)
{
    QStringList ids;
    for (const TaskRow &row : rows)
        ids += row.task.id.toText();
    return ids;
}

} // namespace

/// Lists in the order of a key of the metadata.
class TestKeyOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void pages_data();
    void pages();
    void pagesBackwards_data();
    void pagesBackwards();
    void pagesFromAnyRow_data();
    void pagesFromAnyRow();
    void readsByTheIndex_data();
    void readsByTheIndex();
    void refusesWithoutAnIndex();
    void knowsIndexes_data();
    void knowsIndexes();
    void waitsForNoLock();
    void indexForPeople();

private:
    static void addOrders();
    TaskSort sort() const;
    QStringList truth() const;
    TaskPage page(const PageRequest &request) { return success(m_service->page(request)); }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
};

// Keys that are missing, NULL, empty and alike, and tasks without metadata or a time.
void TestKeyOrder::initTestCase()
{
    m_database = std::make_unique<TestDatabase>();
    m_database->execute(
        u"CREATE TABLE tasks %1;"
        "CREATE INDEX models ON tasks ((metadata ->> 'model'), id);"
        "CREATE INDEX retries ON tasks (((metadata ->> 'retries')::int), created_at, id);"
        "CREATE INDEX steps ON tasks ((metadata #>> '{run,step}'), id);"
        "CREATE INDEX names ON tasks ((metadata -> 'run' ->> 'it''s \\') DESC, id DESC);"
        "CREATE INDEX costs ON tasks (((metadata ->> 'cost')::numeric(8,2)));"
        "INSERT INTO tasks SELECT i * 37 %% 1009, 'u', 't', 'completed', CASE WHEN i %% 9 > 0 THEN now() - i %% 5 * interval '1 h' END, "
        "now(), CASE WHEN i %% 11 > 0 THEN jsonb_build_object('model', (ARRAY['xl', NULL, '', 'XL', 'ä', 'a b', 'it''s'])[1 + i %% 7], "
        "'run', jsonb_build_object('step', i %% 4, 'it''s \\', i %% 3)) "
        "|| CASE WHEN i %% 3 > 0 THEN jsonb_build_object('retries', i %% 13 - 5, 'cost', i %% 17 / 3.0) ELSE '{}' END END "
        "FROM generate_series(1, %2) i"_s.arg(columns, QString::number(rowCount))
            .replace(u"%%"_s, u"%"_s));
    m_service = std::make_unique<TaskService>(m_database->profile());
    success(m_service->open());
}

void TestKeyOrder::cleanupTestCase()
{
    m_service.reset();
    m_database.reset();
}

void TestKeyOrder::addOrders()
{
    QTest::addColumn<QStringList>("path");
    QTest::addColumn<Qt::SortOrder>("order");
    QTest::addColumn<QString>("sortedBy"); // what a person expects, said apart from the code that is tested

    const auto add = [](const char *name, const QStringList &path, const QString &sortedBy) {
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder})
            QTest::addRow("%s %s", name, order == Qt::AscendingOrder ? "ascending" : "descending")
                << path << order << sortedBy;
    };
    add("text", {u"model"_s}, u"metadata ->> 'model' %1, id %1"_s);
    add("numbers", {u"retries"_s}, u"(metadata ->> 'retries')::int %1, created_at %1, id %1"_s);
    add("path", {u"run"_s, u"step"_s}, u"metadata -> 'run' ->> 'step' %1, id %1"_s);
    add("odd name", {u"run"_s, u"it's \\"_s}, u"metadata -> 'run' ->> 'it''s \\' %1, id %1"_s);
    add("index without the id", {u"cost"_s}, u"(metadata ->> 'cost')::numeric(8,2) %1, id %1"_s);
}

TaskSort TestKeyOrder::sort() const
{
    QFETCH(QStringList, path);
    QFETCH(Qt::SortOrder, order);
    return {TaskField::Metadata, order, path};
}

QStringList TestKeyOrder::truth() const
{
    QFETCH(QString, sortedBy);
    QStringList ids;
    for (const QStringList &row : m_database->execute(
             u"SELECT id FROM tasks ORDER BY "_s
             + sortedBy.replace(u"%1"_s, sort().order == Qt::AscendingOrder ? u"ASC"_s : u"DESC"_s)))
        ids += row[0];
    return ids;
}

void TestKeyOrder::pages_data()
{
    addOrders();
}

void TestKeyOrder::pages()
{
    PageRequest request;
    request.query.sort = sort();
    request.limit = 7;
    TaskPage one = page(request);
    QStringList ids = idsOf(one.rows);
    while (!one.reachedEnd && ids.size() <= rowCount) {
        request.start = Start::After;
        request.key = one.rows.last().key;
        one = page(request);
        ids += idsOf(one.rows);
    }
    QCOMPARE(ids, truth());
}

void TestKeyOrder::pagesBackwards_data()
{
    addOrders();
}

void TestKeyOrder::pagesBackwards()
{
    PageRequest request;
    request.query.sort = sort();
    request.limit = 7;
    request.start = Start::Last;
    TaskPage one = page(request);
    QStringList ids = idsOf(one.rows);
    while (!one.reachedStart && ids.size() <= rowCount) {
        request.start = Start::Before;
        request.key = one.rows.first().key;
        one = page(request);
        ids = idsOf(one.rows) + ids;
    }
    QCOMPARE(ids, truth());
}

void TestKeyOrder::pagesFromAnyRow_data()
{
    addOrders();
}

void TestKeyOrder::pagesFromAnyRow()
{
    const QStringList expected = truth();
    PageRequest request;
    request.query.sort = sort();
    request.limit = rowCount;
    const QVector<TaskRow> all = page(request).rows;
    QCOMPARE(idsOf(all), expected);
    request.limit = 5;
    request.start = Start::From;
    for (int i = 0; i < rowCount; i += 7) {
        request.key = request.countBefore = all[i].key;
        const TaskPage one = page(request);
        QCOMPARE(idsOf(one.rows), expected.mid(i, 5));
        QCOMPARE(one.newer, i);
    }
}

void TestKeyOrder::readsByTheIndex_data()
{
    QTest::addColumn<QStringList>("path");
    QTest::addColumn<QString>("index");

    QTest::newRow("text") << QStringList{u"model"_s} << u"models"_s;
    QTest::newRow("numbers") << QStringList{u"retries"_s} << u"retries"_s;
    QTest::newRow("path") << QStringList{u"run"_s, u"step"_s} << u"steps"_s;
    QTest::newRow("odd name") << QStringList{u"run"_s, u"it's \\"_s} << u"names"_s;
}

// A table so small would rather be sorted.
void TestKeyOrder::readsByTheIndex()
{
    QFETCH(QStringList, path);
    QFETCH(QString, index);
    ConnectionProfile profile = m_database->profile();
    m_database->execute(
        u"ALTER DATABASE \"%1\" SET enable_seqscan = off; ALTER DATABASE \"%1\" SET enable_sort = off"_s.arg(
            m_database->name()));
    TaskService service(profile);
    success(service.open());
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        const QueryPlan plan = success(
            service.explain({{}, {TaskField::Metadata, order, path}}, TaskStatements::Explaining::Plan));
        const QString text = queryplan::toText(plan);
        QVERIFY2(text.contains(u" using "_s + index) && !text.contains(u"Sort"_s), qPrintable(text));
    }
    m_database->execute(
        u"ALTER DATABASE \"%1\" RESET enable_seqscan; ALTER DATABASE \"%1\" RESET enable_sort"_s.arg(
            m_database->name()));
}

void TestKeyOrder::refusesWithoutAnIndex()
{
    for (const QStringList &path : {QStringList{u"colour"_s}, QStringList{u"run"_s}, QStringList{}}) {
        PageRequest request;
        request.query.sort = {TaskField::Metadata, Qt::AscendingOrder, path};
        QCOMPARE(outcomeOf(m_service->page(request)), u"Unsupported"_s);
    }
}

void TestKeyOrder::knowsIndexes_data()
{
    QTest::addColumn<QString>("index"); // what stands behind ON tasks
    QTest::addColumn<QStringList>("path");
    QTest::addColumn<QString>("type"); // that the values are sorted as; empty: they are not
    QTest::addColumn<bool>("isIndexed");

    const QStringList model{u"model"_s};
    const QStringList deep{u"a"_s, u"b"_s, u"c"_s};
    const auto row = [](const char *index, const QStringList &path, const char *type, bool isIndexed) {
        QTest::addRow("%s", index) << QString::fromUtf8(index) << path << QString::fromUtf8(type)
                                   << isIndexed;
    };
    row("((metadata ->> 'model'), id)", model, "text", true);
    row("((metadata ->> 'model'), created_at, id)", model, "text", true);
    row("((metadata ->> 'model') DESC, created_at DESC, id DESC, type DESC)", model, "text", true);
    row("((metadata ->> 'model'))", model, "text", false);
    row("((metadata ->> 'model'), type)", model, "text", false);
    row("((metadata #>> '{model}'), id)", model, "text", true);
    row("((metadata #>> ARRAY['model']), id)", model, "", false);
    row("((metadata -> 'a' -> 'b' ->> 'c'), id)", deep, "text", true);
    row("((metadata #>> '{a,b,c}'), id)", deep, "text", true);
    row("((metadata -> 'a' -> 'b' ->> 'c'), id) WITH (fillfactor = 70)", {u"a"_s, u"b"_s}, "", false);
    row("(((metadata ->> 'model')::int), id)", model, "integer", true);
    row("((cast(metadata ->> 'model' AS bigint)), id)", model, "bigint", true);
    row("(((metadata ->> 'model')::double precision), id)", model, "double precision", true);
    row("(((metadata ->> 'model')::numeric(8,2)), id)", model, "numeric(8,2)", true);
    row("(((metadata ->> 'model')::uuid), id)", model, "uuid", true);
    row("((metadata ->> 'a) ('), id)", {u"a) ("_s}, "text", true);
    row("((metadata ->> ''''), id)", {u"'"_s}, "text", true);
    row("((metadata ->> 'a.b'), id)", {u"a.b"_s}, "text", true);
    // What gives another order, or none.
    row("((metadata ->> 'other'), id)", model, "", false);
    row("((metadata -> 'model'), id)", model, "", false);
    row("(lower(metadata ->> 'model'), id)", model, "", false);
    row("((metadata ->> 'model') COLLATE \"C\", id)", model, "", false);
    row("(((metadata ->> 'model') COLLATE \"C\"), id)", model, "", false);
    row("((metadata ->> 'model') text_pattern_ops, id)", model, "", false);
    row("((metadata ->> 'model') NULLS FIRST, id)", model, "", false);
    row("((metadata ->> 'model') DESC, id)", model, "", false);
    row("((metadata ->> 'model'), id) WHERE status = 'failed'", model, "", false);
    row("USING hash ((metadata ->> 'model'))", model, "", false);
    row("(type, (metadata ->> 'model'))", model, "", false);
    row("((metadata ->> 'model' || 'x'), id)", model, "", false);
}

void TestKeyOrder::knowsIndexes()
{
    QFETCH(QString, index);
    QFETCH(QStringList, path);
    m_database->execute(
        u"DROP SCHEMA IF EXISTS other CASCADE; CREATE SCHEMA other; CREATE TABLE other.tasks %1; "
        "CREATE INDEX ON other.tasks %2"_s.arg(columns, index));
    ConnectionProfile profile = m_database->profile();
    profile.schema = u"other"_s;
    TaskService service(profile);
    const TaskSource source = success(service.open());
    const auto column = keyorder::column(source, path);
    QTEST(column ? column->type : QString(), "type");
    const TaskSort sort{TaskField::Metadata, Qt::AscendingOrder, path};
    QCOMPARE(taskorder::canSort(source, sort), column.has_value());
    QTEST(taskorder::isIndexed(source, sort), "isIndexed");
    PageRequest request;
    request.query.sort = sort;
    QCOMPARE(outcomeOf(service.page(request)), column ? u"fine"_s : u"Unsupported"_s);
}

void TestKeyOrder::waitsForNoLock()
{
    m_database->execute(u"BEGIN; LOCK TABLE tasks IN ACCESS EXCLUSIVE MODE"_s);
    TaskService service(m_database->profile());
    const TaskSource source = success(service.open());
    QCOMPARE(source.expressionIndexes.size(), 0);
    QVERIFY(!source.indexes.isEmpty());
    m_database->execute(u"ROLLBACK"_s);
}

// The statement makes the sort possible, whatever the key is called.
void TestKeyOrder::indexForPeople()
{
    m_database->execute(
        u"DROP SCHEMA IF EXISTS other CASCADE; CREATE SCHEMA other; CREATE TABLE other.tasks %1"_s.arg(
            columns));
    ConnectionProfile profile = m_database->profile();
    profile.schema = u"other"_s;
    for (const QStringList &path : {QStringList{u"model"_s}, QStringList{u"run"_s, u"it's \\"_s}}) {
        const TaskSort sort{TaskField::Metadata, Qt::AscendingOrder, path};
        TaskService service(profile);
        const TaskSource source = success(service.open());
        QVERIFY(!taskorder::canSort(source, sort));
        QString statement = ownerstatements::index(source, sort);
        QVERIFY2(statement.startsWith(u"CREATE INDEX CONCURRENTLY ON \"other\".\"tasks\" ("_s),
                 qPrintable(statement));
        QVERIFY2(statement.endsWith(u"longer than about 2,700 bytes."_s), qPrintable(statement));
        m_database->execute(statement.remove(u" CONCURRENTLY"_s)); // which cannot be in a transaction
        TaskService again(profile);
        QVERIFY(taskorder::isIndexed(success(again.open()), sort));
    }
}

WATCHBILL_TEST(TestKeyOrder)

} // namespace tst_keyorder

#include "tst_keyorder.moc"
