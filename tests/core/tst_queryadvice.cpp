// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "advice/queryadvice.h"

#include "filter/querytext.h"
#include "outcome.h"
#include "service/taskservice.h"
#include "statement/taskconditions.h"
#include "testprogram.h"
#include "testserver.h"

#include <QRegularExpression>
#include <QTest>

namespace tst_queryadvice {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

TaskFilter read(const QString &text)
{
    const auto filter = query::parse(text);
    if (!filter)
        qFatal("%s", qPrintable(filter.error().sentence));
    return *filter;
}

} // namespace

class TestQueryAdvice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void servedAndUnserved_data();
    void servedAndUnserved();

    void saysWhatWouldHelp_data();
    void saysWhatWouldHelp();

    void indexesThatDoNotServeAll_data();
    void indexesThatDoNotServeAll();
    void saysNothingOfSmallTables();
    void partitionedTables();
    void otherRelations();

private:
    // Whether the planner finds an index for a filter, once it is not to read the whole table.
    static bool usesIndex(TestDatabase &database, const TaskSource &source, const QString &text);

    std::unique_ptr<TestDatabase> m_database; // with the reference table
    std::unique_ptr<TaskService> m_service;
    std::unique_ptr<TestDatabase> m_bareDatabase; // with a table that has nothing but its key
    std::unique_ptr<TaskService> m_bareService;
};

void TestQueryAdvice::initTestCase()
{
    m_database = std::make_unique<TestDatabase>(SetUp::Reference);
    // Of a column that cannot be NULL, a newer server does not even look.
    m_database->execute(u"ALTER TABLE tasks ALTER type DROP NOT NULL"_s);
    m_service = std::make_unique<TaskService>(m_database->profile());
    success(m_service->open());
    m_bareDatabase = std::make_unique<TestDatabase>();
    m_bareDatabase->execute(
        u"CREATE TABLE tasks (id uuid PRIMARY KEY, created_at timestamptz, updated_at timestamptz, user_id uuid, "
        "type text COLLATE \"en-x-icu\", status text, result_id uuid, error_message text, metadata jsonb)"_s);
    m_bareService = std::make_unique<TaskService>(m_bareDatabase->profile());
}

void TestQueryAdvice::cleanupTestCase()
{
    m_service.reset();
    m_bareService.reset();
    m_database.reset();
    m_bareDatabase.reset();
}

bool TestQueryAdvice::usesIndex(TestDatabase &database, const TaskSource &source, const QString &text)
{
    const auto where = TaskConditions(source).of(read(text));
    if (!where)
        qFatal("%s", qPrintable(where.error().message));
    QString plan;
    for (const auto &row :
         database.execute("SET enable_seqscan = off; EXPLAIN SELECT FROM public.tasks t WHERE "_L1 + *where))
        plan += row.first() + u'\n';
    return plan.contains("Index Cond"_L1);
}

void TestQueryAdvice::servedAndUnserved_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isServed");
    const auto row = [](const char *text, bool isServed) {
        QTest::newRow(text) << QString::fromUtf8(text) << isServed;
    };
    for (const char *text :
         {"status:failed", "type:a,b", "type:null", "user:4f1c", "id:9a3e", "result:9a3e", "created:today",
          "updated:>2h", "age:>2h", "is:stuck", "is:active",
          "9a3e77b0-0000-4000-8000-000000000000 status:failed", "duration:>90s created:today",
          "\"rate limit\" user:4f1c", "status:failed OR id:9a3e", "error:timeout created:today"})
        row(text, true);
    for (const char *text : {"error:timeout", "\"rate limit\"", "9a3e", "error:/rate.?limit/", "meta.model:x",
                             "meta.retries:>3", "duration:>90s", "type:/image/",
                             "status:failed OR meta.model:x", "user:4f1c OR \"rate limit\"", "user:/4f/"})
        row(text, false);
}

void TestQueryAdvice::servedAndUnserved()
{
    QFETCH(QString, text);
    QFETCH(bool, isServed);
    const TaskSource source = *m_service->source();
    const auto advice = queryadvice::of(source, read(text));
    QVERIFY2(advice.has_value() != isServed, qPrintable(advice.value_or(QueryAdvice()).sentences));
    QCOMPARE(usesIndex(*m_database, source, text), isServed);
}

void TestQueryAdvice::saysWhatWouldHelp_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("statement"); // a part of it; empty if there is none
    QTest::addColumn<QString>("words");
    const auto row = [](const char *text, const char *statement, const char *words) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(statement)
                            << QString::fromUtf8(words);
    };
    const char *every = "so the server may read every task.";
    const char *trigrams = "USING gin (\"error_message\" gin_trgm_ops) WHERE";
    row("status:failed", "(\"status\", \"created_at\", \"id\")", every);
    row("type:a", "(\"type\", \"created_at\", \"id\")", every);
    row("type:image_*", "(\"type\" text_pattern_ops)", every);
    row("type:/image/", "(\"type\" gin_trgm_ops)", "needs the extension pg_trgm.");
    row("user:4f1c", "(\"user_id\", \"created_at\", \"id\")", every);
    row("result:9a3e", "(\"result_id\", \"id\")", every);
    row("created:today", "(\"created_at\", \"id\")", every);
    row("age:>2h", "(\"created_at\", \"id\")", every);
    row("updated:>2h", "(\"updated_at\", \"id\")", every);
    row("error:timeout", trigrams, "No index supports error:timeout, so the server may read every task.");
    row("\"rate limit\"", trigrams, "No index supports \"rate limit\", so");
    row("error:/rate.?limit/", trigrams, "needs the extension pg_trgm.");
    row("meta.model:x", "USING gin (\"metadata\" jsonb_path_ops)", every);
    row("meta.n:3,\"a\"", "USING gin (\"metadata\" jsonb_path_ops)", every);
    row("meta.retries:>3", "", "A metadata index only finds exact values.");
    row("meta.model:x*", "", "A metadata index only finds exact values.");
    QTest::newRow("many") << u"error:"_s + QStringList(900, u"timeout"_s).join(u',') << u"gin_trgm_ops"_s
                          << u"timeout,timeout,ti…, so the server"_s;
    row("duration:>90s", "", "Durations are computed for each task.");
    row("error:ab", "", "three consecutive letters or digits");
    row("error:/^[a-z]+$/", "", "three consecutive letters or digits");
    row("fade", "", "id:fade or error:fade may be faster.");
    row("user:/4f/", "", every);
    row("type:a OR meta.n:3", "(\"type\", \"created_at\", \"id\")", "No index supports type:a,");
    row("type:a OR meta.n:3", "\nCREATE INDEX CONCURRENTLY ON \"public\".\"tasks\" USING gin (\"metadata\"",
        "No index supports type:a,");
    row("type:a,null", "(\"type\", \"created_at\", \"id\")", every);
    row("type:a OR duration:>90s", "", "No index supports duration:>90s, so");
    row("error:timeout,ab", "", "three consecutive letters or digits");
    row("duration:>90s meta.model:x", "USING gin (\"metadata\" jsonb_path_ops)",
        "No index supports meta.model:x,");
}

// What is proposed, once it is done, lets the planner use it, and nothing is left to propose.
void TestQueryAdvice::saysWhatWouldHelp()
{
    QFETCH(QString, text);
    QFETCH(QString, statement);
    QFETCH(QString, words);
    const TaskSource before = success(m_bareService->open());
    const auto advice = queryadvice::of(before, read(text));
    QVERIFY(advice);
    QVERIFY2(advice->sentences.contains(words), qPrintable(advice->sentences));
    QCOMPARE(advice->statement.isEmpty(), statement.isEmpty());
    QVERIFY2(advice->statement.contains(statement), qPrintable(advice->statement));
    QVERIFY(!usesIndex(*m_bareDatabase, before, text));
    if (statement.isEmpty())
        return;
    QVERIFY(advice->statement.contains("CREATE INDEX CONCURRENTLY ON \"public\".\"tasks\""_L1));
    for (const QString &one : advice->statement.split(u'\n'))
        m_bareDatabase->execute(one);
    const TaskSource after = success(m_bareService->open());
    const auto further = queryadvice::of(after, read(text));
    QVERIFY2(!further, qPrintable(further.value_or(QueryAdvice()).sentences));
    QVERIFY(usesIndex(*m_bareDatabase, after, text));
    m_bareDatabase->execute(
        u"DROP INDEX "_s
        + m_bareDatabase->value(
            u"SELECT string_agg(indexrelid::regclass::text, ',') FROM pg_index WHERE indrelid = 'tasks'::regclass AND NOT indisprimary"_s));
}

void TestQueryAdvice::indexesThatDoNotServeAll_data()
{
    QTest::addColumn<QString>("index");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words"); // empty where nothing is said
    QTest::newRow("a day by a hash") << u"USING hash (created_at)"_s << u"created:today"_s
                                     << u"created:today"_s;
    QTest::newRow("NULL by a hash") << u"USING hash (type)"_s << u"type:a,null"_s << u"type:a,null"_s;
    QTest::newRow("NULL by an index without")
        << u"(type) WHERE type IS NOT NULL"_s << u"type:a,null"_s << u"type:a,null"_s;
    QTest::newRow("NULL by an order") << u"(type)"_s << u"type:a,null"_s << u""_s;
    QTest::newRow("a key that tasks lack")
        << u"(type)"_s << u"meta.x:null"_s << u""_s; // most of them, perhaps
    QTest::newRow("beside what most tasks match") << u"(id)"_s << u"type:a OR -status:failed"_s << u""_s;
    QTest::newRow("beside what no task matches")
        << u"USING gin (metadata)"_s << u"user:x OR meta.a:1"_s << u""_s; // which the server refuses
}

void TestQueryAdvice::indexesThatDoNotServeAll()
{
    QFETCH(QString, index);
    QFETCH(QString, text);
    QFETCH(QString, words);
    m_bareDatabase->execute("CREATE INDEX one ON tasks "_L1 + index);
    const TaskSource source = success(m_bareService->open());
    const auto advice = queryadvice::of(source, read(text));
    m_bareDatabase->execute(u"DROP INDEX one"_s);
    QCOMPARE(advice.has_value(), !words.isEmpty());
    if (advice)
        QVERIFY2(advice->sentences.contains(words) && advice->statement.contains("CREATE INDEX"_L1),
                 qPrintable(advice->sentences));
}

void TestQueryAdvice::saysNothingOfSmallTables()
{
    TestDatabase database(SetUp::Reference);
    database.execute(
        u"INSERT INTO tasks (user_id, type) SELECT gen_random_uuid(), 'a' FROM generate_series(1, 10)"_s);
    TaskService service(database.profile());
    QVERIFY(queryadvice::of(success(service.open()), read(u"duration:>90s"_s))); // of unknown size
    database.analyze(u"tasks"_s);
    QCOMPARE(success(service.open()).estimatedRows, 10);
    QVERIFY(!queryadvice::of(*service.source(), read(u"duration:>90s"_s)));
    database.execute(u"UPDATE pg_class SET reltuples = 50000 WHERE oid = 'tasks'::regclass"_s);
    QVERIFY(queryadvice::of(success(service.open()), read(u"duration:>90s"_s)));
}

void TestQueryAdvice::partitionedTables()
{
    TestDatabase database;
    database.execute(
        u"CREATE TABLE tasks (id uuid, created_at timestamptz NOT NULL, type text, status text, user_id uuid, "
        "error_message text, PRIMARY KEY (id, created_at)) PARTITION BY RANGE (created_at); "
        "CREATE TABLE tasks_1 PARTITION OF tasks FOR VALUES FROM ('2020-01-01') TO ('2030-01-01')"_s);
    TaskService service(database.profile());
    const auto advice = queryadvice::of(success(service.open()), read(u"error:timeout"_s));
    QVERIFY(advice);
    QVERIFY2(advice->statement.contains("\nCREATE INDEX ON \"public\".\"tasks\""_L1),
             qPrintable(advice->statement));
    database.execute(advice->statement);
    QVERIFY(!queryadvice::of(success(service.open()), read(u"error:timeout"_s)));
    QVERIFY(usesIndex(database, *service.source(), u"error:timeout"_s));
}

// Indexes that cannot be used, and relations without.
void TestQueryAdvice::otherRelations()
{
    TestDatabase database;
    database.execute(
        u"CREATE TYPE state AS ENUM ('pending', 'failed'); "
        "CREATE TABLE \"Odd one\" (id int PRIMARY KEY, user_id varchar(20), type text COLLATE \"C\", status state, "
        "metadata json, created_at timestamp); "
        "CREATE INDEX ON \"Odd one\" (type); CREATE INDEX ON \"Odd one\" USING hash (user_id); "
        "CREATE INDEX ON \"Odd one\" (created_at) WHERE type = 'a'; "
        "CREATE VIEW tasks AS SELECT * FROM \"Odd one\""_s);
    ConnectionProfile profile = database.profile();
    TaskService view(profile);
    QVERIFY(!queryadvice::of(success(view.open()), read(u"type:/abc/"_s))); // what is behind it is not known
    profile.table = u"Odd one"_s;
    TaskService service(profile);
    const TaskSource source = success(service.open());
    QVERIFY(!queryadvice::of(source, read(u"type:image_*"_s))); // in the order of bytes
    QVERIFY(!queryadvice::of(source, read(u"user:ann"_s)));
    QVERIFY(!queryadvice::of(source, read(u"status:failed"_s))); // one of few words
    QCOMPARE(queryadvice::of(source, read(u"user:an*"_s)).value_or(QueryAdvice()).statement,
             u"CREATE INDEX CONCURRENTLY ON \"public\".\"Odd one\" (\"user_id\" varchar_pattern_ops);"_s);
    QVERIFY(queryadvice::of(source, read(u"created:today"_s))); // not all rows are in that index
    QVERIFY(!queryadvice::of(source, read(u"id:x"_s))); // which is refused
    database.execute(u"CREATE INDEX ON \"Odd one\" (status)"_s);
    success(service.open());
    QVERIFY(!queryadvice::of(*service.source(), read(u"status:fail* error:x"_s))); // the labels are known
    QVERIFY(!queryadvice::of(*service.source(), read(u"status:nonsense OR user:ann"_s)));
    const auto ofJson = queryadvice::of(source, read(u"meta.x:1"_s));
    QVERIFY(ofJson && ofJson->statement.isEmpty());
    QVERIFY2(ofJson->sentences.contains("type is not jsonb"_L1), qPrintable(ofJson->sentences));
}

WATCHBILL_TEST(TestQueryAdvice)

} // namespace tst_queryadvice

#include "tst_queryadvice.moc"
