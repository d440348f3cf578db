// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/taskrelation.h"

#include "advice/ownerstatements.h"
#include "advice/queryplan.h"
#include "deletionrun.h"
#include "filter/filterchanges.h"
#include "filter/querytext.h"
#include "outcome.h"
#include "service/taskservice.h"
#include "singlechanges.h"
#include "source/sourcesentences.h"
#include "source/tabletraits.h"
#include "statement/taskorder.h"
#include "testprogram.h"
#include "testserver.h"
#include "write/runs.h"

#include <QTemporaryDir>
#include <QTest>

namespace tst_columntypes {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

const UserId user(u"ann"_s);

// A table with the usual columns, some of which are replaced or added: "id float8 PRIMARY KEY", "deleted_at date".
QString table(const QStringList &special)
{
    QStringList columns{u"id int PRIMARY KEY"_s,
                        u"user_id text"_s,
                        u"type text"_s,
                        u"status text"_s,
                        u"created_at timestamptz DEFAULT '2026-01-01Z'"_s,
                        u"updated_at timestamptz DEFAULT '2026-01-01Z'"_s,
                        u"error_message text"_s,
                        u"metadata jsonb"_s};
    for (const QString &column : special) {
        const QString name = column.section(u' ', 0, 0) + u' ';
        columns.removeIf([&](const QString &usual) { return usual.startsWith(name); });
        columns += column;
    }
    return u"CREATE TABLE jobs (%1)"_s.arg(columns.join(u','));
}

} // namespace

/// Tables whose columns are of other types than those of the reference table.
class TestColumnTypes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void findsAndSortsErrors_data();
    void findsAndSortsErrors();
    void findsTheEndOfPaddedTexts_data();
    void findsTheEndOfPaddedTexts();
    void comparesWords_data();
    void comparesWords();
    void findsLabelsByIndex_data();
    void findsLabelsByIndex();
    void comparesLabelsOfAClosedSchema();
    void advisesOnlyWhatTheServerTakes_data();
    void advisesOnlyWhatTheServerTakes();
    void pagesOverNumbers_data();
    void pagesOverNumbers();
    void takesNumbersThatArePossible();
    void showsEachTimeOnce_data();
    void showsEachTimeOnce();
    void knowsWhatMarksADeletedTask_data();
    void knowsWhatMarksADeletedTask();
    void deletesNothingWithAMarkThatItDoesNotKnow_data();
    void deletesNothingWithAMarkThatItDoesNotKnow();
    void takesAnyTypeOfId_data();
    void takesAnyTypeOfId();
    void comparesByOperatorsElsewhere();
    void sortsTextsWithOperatorsElsewhere();
    void leavesIdsToTheTable_data();
    void leavesIdsToTheTable();
    void givesTheFirstStatus_data();
    void givesTheFirstStatus();
    void writesNoGeneratedColumn();

private:
    void open(const QStringList &specialColumns, const QString &rows = {});
    QStringList ids(const TaskQuery &query = {}, int limit = 2); // over all pages

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
    TaskSource m_source;
};

void TestColumnTypes::init()
{
    m_service.reset();
    m_database = std::make_unique<TestDatabase>();
    m_database->execute(
        u"CREATE DOMAIN word AS text CHECK (VALUE <> 'never'); CREATE DOMAIN short_word AS word; "
        "CREATE TYPE state AS ENUM ('queued', 'running', 'failed')"_s);
}

void TestColumnTypes::open(const QStringList &specialColumns, const QString &rows)
{
    m_database->execute(table(specialColumns));
    if (!rows.isEmpty())
        m_database->execute(u"INSERT INTO jobs "_s + rows);
    ConnectionProfile profile = m_database->profile();
    profile.table = u"jobs"_s;
    m_service = std::make_unique<TaskService>(profile);
    m_source = success(m_service->open());
}

QStringList TestColumnTypes::ids(const TaskQuery &query, int limit)
{
    QStringList found;
    PageRequest request;
    request.query = query;
    request.limit = limit;
    while (true) {
        const TaskPage page = success(m_service->page(request));
        for (const TaskRow &row : page.rows)
            found += row.task.id.toText();
        if (page.reachedEnd || found.size() > 1'000)
            return found;
        request.start = PageRequest::Start::After;
        request.key = page.rows.last().key;
    }
}

void TestColumnTypes::findsAndSortsErrors_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("form"); // %1 is the word
    for (const char *text : {"text", "varchar(60)", "char(60)", "name", "short_word"})
        QTest::newRow(text) << QString::fromLatin1(text) << u"'%1'"_s;
    QTest::newRow("jsonb") << u"jsonb"_s << u"'{\"message\": \"%1\"}'"_s;
    QTest::newRow("json") << u"json"_s << u"'{\"message\":\n \"%1\"}'"_s;
    QTest::newRow("jsonb[]") << u"jsonb[]"_s << u"ARRAY['{\"message\": \"%1\"}'::jsonb]"_s;
    QTest::newRow("json[]") << u"json[]"_s << u"ARRAY['{\"message\": \"%1\"}'::json]"_s;
    QTest::newRow("text[]") << u"text[]"_s << u"ARRAY['first', '%1']"_s;
    QTest::newRow("composite") << u"note"_s << u"ROW('%1', 1)::note"_s;
    QTest::newRow("xml") << u"xml"_s << u"'<error>%1</error>'::xml"_s;
    QTest::newRow("nondeterministic") << u"text COLLATE anyhow"_s << u"'%1'"_s;
}

void TestColumnTypes::findsAndSortsErrors()
{
    QFETCH(QString, type);
    QFETCH(QString, form);
    m_database->execute(u"CREATE TYPE note AS (words text, times int); CREATE COLLATION anyhow "
                        "(provider = icu, locale = 'und-u-ks-level2', deterministic = false)"_s);
    open({u"error_message "_s + type},
         u"(id, error_message) VALUES (1, %1), (2, %2), (3, NULL), (4, %1)"_s.arg(form.arg(u"boom"_s),
                                                                                  form.arg(u"crash"_s)));
    TaskQuery query;
    query.filter.condition = filter::containing(u"BOOM"_s);
    QStringList found = ids(query);
    found.sort();
    QCOMPARE(found, QStringList({u"1"_s, u"4"_s}));
    query.filter.condition = {};
    query.sort.field = TaskField::ErrorMessage;
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        query.sort.order = order;
        QStringList sorted = ids(query, 1);
        sorted.sort();
        QCOMPARE(sorted, QStringList({u"1"_s, u"2"_s, u"3"_s, u"4"_s}));
    }
}

void TestColumnTypes::findsTheEndOfPaddedTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("found");
    const QStringList first{u"1"_s};
    QTest::newRow("status") << u"status:/failed$/"_s << first;
    QTest::newRow("beginning") << u"status:fail*"_s << first;
    QTest::newRow("beginning and more") << u"status:\"failed \"*"_s << QStringList();
    QTest::newRow("whole") << u"status:failed"_s << first;
    QTest::newRow("error") << u"error:/^rate.limit$/"_s << first;
    QTest::newRow("blank after it") << u"error:\"limit \""_s << QStringList();
    QTest::newRow("text") << u"\"rate limit\""_s << first;
    QTest::newRow("present") << u"has:error"_s << first;
}

// What is found is what is shown: without the blanks after it.
void TestColumnTypes::findsTheEndOfPaddedTexts()
{
    QFETCH(QString, text);
    open({u"status char(12)"_s, u"error_message char(60)"_s},
         u"(id, status, error_message) VALUES (1, 'failed', 'rate limit'), (2, 'queued', '')"_s);
    TaskQuery query;
    query.filter = query::parse(text).value_or(TaskFilter());
    QTEST(ids(query), "found");
}

void TestColumnTypes::comparesWords_data()
{
    QTest::addColumn<QString>("type");
    for (const char *type : {"text", "short_word", "char(20)", "jsonb", "json", "state", "text[]", "inet"})
        QTest::newRow(type) << QString::fromLatin1(type);
}

// Whatever is typed is compared, and is nothing that the server can refuse.
void TestColumnTypes::comparesWords()
{
    QFETCH(QString, type);
    const QString value = type == "state"_L1 ? u"'running'"_s
        : type.startsWith("json"_L1)         ? u"'\"import\"'"_s
        : type == "text[]"_L1                ? u"'{import}'"_s
        : type == "inet"_L1                  ? u"'10.0.0.1'"_s
                                             : u"'import'"_s;
    open({u"status "_s + type, u"type "_s + type, u"user_id "_s + type},
         u"(id, status, type, user_id) VALUES (1, %1, %1, %1), (2, NULL, NULL, NULL)"_s.arg(value));
    const Task task = success(m_service->getTask(TaskId(u"1"_s)));
    for (ValueSet TaskFilter::*set : {&TaskFilter::statuses, &TaskFilter::types, &TaskFilter::users}) {
        TaskQuery query;
        query.filter.*set = {{task.status.toText()}, false};
        QCOMPARE(ids(query), QStringList(u"1"_s));
        query.filter.*set = {{u"never"_s}, false};
        QCOMPARE(ids(query), QStringList());
    }
    VERIFY_FINE(await(m_service->countsByStatus({})));
    VERIFY_FINE(await(m_service->exactCountsByStatus({})));
    VERIFY_FINE(await(m_service->typesInUse()));
}

void TestColumnTypes::findsLabelsByIndex_data()
{
    QTest::addColumn<QString>("type");
    for (const char *type : {"state", "some_state", "some_other_state"})
        QTest::newRow(type) << QString::fromLatin1(type);
}

// Few of many tasks: they are found by their index, and the planner knows how many they are.
void TestColumnTypes::findsLabelsByIndex()
{
    QFETCH(QString, type);
    m_database->execute(u"CREATE DOMAIN some_state AS state; CREATE DOMAIN some_other_state AS some_state"_s);
    open({u"status "_s + type},
         u"(id, status) SELECT n, CASE WHEN n % 1000 = 0 THEN 'failed' ELSE 'queued' END::%1 "
         "FROM generate_series(1, 20000) n; CREATE INDEX ON jobs (status, created_at, id)"_s.arg(type));
    m_database->analyze(u"jobs"_s);
    for (const auto &[text, least, most] :
         {std::tuple(u"status:failed"_s, 1, 100), std::tuple(u"status:fail*"_s, 1, 100),
          std::tuple(u"-status:queued"_s, 1, 100), std::tuple(u"-status:queued,null"_s, 1, 100),
          std::tuple(u"status:queued,failed"_s, 15'000, 20'000), std::tuple(u"status:failing"_s, 0, 0),
          std::tuple(u"status:x*"_s, 0, 0)}) {
        TaskQuery query;
        query.filter = query::parse(text).value_or(TaskFilter());
        const QueryPlan plan = success(m_service->explain(query, TaskStatements::Explaining::Plan));
        const auto scan = std::find_if(plan.nodes.begin(), plan.nodes.end(), [](const QueryPlan::Node &node) {
            return node.name.contains(" Scan"_L1);
        });
        const double rows = scan == plan.nodes.end() ? 0 : scan->rows;
        QVERIFY2(rows >= least && rows <= most, qPrintable(queryplan::toText(plan)));
        if (most == 100)
            QVERIFY2(plan.json.contains("jobs_status_created_at_id_idx"), plan.json.constData());
    }
    const auto counts = success(m_service->countsByStatus({}));
    QCOMPARE(counts.total().value, 20'000);
    TaskQuery others;
    others.filter = query::parse(u"-status:queued"_s).value_or(TaskFilter());
    QCOMPARE(ids(others, 200).size(), 20);
    m_database->execute(u"INSERT INTO jobs (id) VALUES (-1)"_s);
    QCOMPARE(ids(others, 200).size(), 21);
    others.filter.statuses.hasNull = true;
    QCOMPARE(ids(others, 200).size(), 20);
    // A label that comes later is found as soon as the table is read again.
    m_database->execute(u"ALTER TYPE state ADD VALUE 'late'"_s);
    m_database->execute(u"INSERT INTO jobs (id, status) VALUES (0, 'late')"_s);
    m_source = success(m_service->open());
    TaskQuery late;
    late.filter = query::parse(u"status:late"_s).value_or(TaskFilter());
    QCOMPARE(ids(late), QStringList(u"0"_s));
}

// Who may read a table may lack the right to name the type of its column.
void TestColumnTypes::comparesLabelsOfAClosedSchema()
{
    m_database->execute(
        u"CREATE SCHEMA closed; CREATE TYPE closed.state AS ENUM ('queued', 'it''s \\ \"odd\"'); "
        "CREATE ROLE reads_jobs"_s);
    open({u"status closed.state"_s}, uR"((id, status) VALUES (1, E'it\'s \\ "odd"'), (2, 'queued'))"_s);
    m_database->execute(u"GRANT SELECT ON jobs TO reads_jobs"_s);
    ConnectionProfile profile = m_service->profile();
    profile.serviceRole = u"reads_jobs"_s;
    m_service = std::make_unique<TaskService>(profile);
    m_source = success(m_service->open());
    QCOMPARE(m_source.viewpoint.role, u"reads_jobs"_s);
    TaskQuery query;
    query.filter.statuses = {{uR"(it's \ "odd")"_s}};
    QCOMPARE(ids(query), QStringList(u"1"_s));
    query.filter.statuses.excluded = true;
    QCOMPARE(ids(query), QStringList(u"2"_s));
}

void TestColumnTypes::advisesOnlyWhatTheServerTakes_data()
{
    QTest::addColumn<QString>("type"); // of the error, the type and the status
    QTest::addColumn<bool>("isSearched");
    for (const char *type : {"text", "varchar(60)"})
        QTest::newRow(type) << QString::fromLatin1(type) << true;
    for (const char *type :
         {"char(60)", "name", "jsonb", "json", "jsonb[]", "json[]", "xml", "point", "state", "tsvector"})
        QTest::newRow(type) << QString::fromLatin1(type) << false;
}

void TestColumnTypes::advisesOnlyWhatTheServerTakes()
{
    QFETCH(QString, type);
    open({u"error_message "_s + type, u"type "_s + type, u"status "_s + type});
    const QStringList advice = ownerstatements::missingIndexes(m_source);
    QTEST(!advice.filter(u"gin_trgm_ops"_s).isEmpty(), "isSearched");
    for (const QString &statement : advice) {
        if (!statement.contains("trgm"_L1)) // that extension is not everywhere
            m_database->execute(statement); // which fails the test if the server refuses it
    }
}

void TestColumnTypes::pagesOverNumbers_data()
{
    QTest::addColumn<QString>("type");
    QTest::newRow("float8") << u"float8"_s;
    QTest::newRow("float4") << u"float4"_s;
    QTest::newRow("numeric") << u"numeric"_s;
}

// A text that rounds a number would name another row, or none.
void TestColumnTypes::pagesOverNumbers()
{
    QFETCH(QString, type);
    m_database->execute(u"ALTER DATABASE %1 SET extra_float_digits = 0"_s.arg(m_database->name()));
    open({u"id %1 PRIMARY KEY"_s.arg(type)}, u"(id) SELECT 1 + i / 3e6 FROM generate_series(1, 60) i"_s);
    TaskQuery query;
    query.sort.field = TaskField::Id;
    const QStringList all = ids(query, 7);
    QCOMPARE(all.size(), 60);
    QCOMPARE(QSet(all.begin(), all.end()).size(), 60);
    for (const QString &id : {all.first(), all.last()})
        VERIFY_FINE(await(m_service->getTask(TaskId(id))));
}

void TestColumnTypes::takesNumbersThatArePossible()
{
    open({u"id smallint PRIMARY KEY"_s, u"user_id numeric"_s},
         u"(id, user_id) VALUES (1, 12345678901234567890.50)"_s);
    QCOMPARE(outcomeOf(m_service->getTask(TaskId(u"70000"_s))), u"NotFound"_s);
    const auto tooLarge = await(m_service->getTask(TaskId(u"99999999999999999999"_s)));
    QCOMPARE(outcomeOf(tooLarge), u"InvalidInput"_s);
    QVERIFY2(tooLarge.error().message.contains("too large"_L1), qPrintable(tooLarge.error().message));
    TaskQuery query;
    query.filter.users = {{u"12345678901234567890.5"_s}, false};
    QCOMPARE(ids(query), QStringList(u"1"_s));
    PageRequest request;
    for (const QString &word : {u"u1"_s, u"1e"_s, u"."_s, u""_s, u"0x10"_s}) {
        request.query.filter.users = {{word}, false};
        QCOMPARE(outcomeOf(m_service->page(request)), u"InvalidInput"_s);
    }
}

void TestColumnTypes::showsEachTimeOnce_data()
{
    QTest::addColumn<QString>("type");
    QTest::newRow("with time zone") << u"timestamptz"_s;
    QTest::newRow("without time zone") << u"timestamp"_s;
}

void TestColumnTypes::showsEachTimeOnce()
{
    QFETCH(QString, type);
    m_database->execute(u"SET TimeZone = 'UTC'"_s);
    const QStringList times{u"-infinity"_s,
                            u"4714-11-24 00:00:00 BC"_s,
                            u"0002-01-01 BC"_s,
                            u"0001-01-01 BC"_s,
                            u"0001-01-01"_s,
                            u"1969-12-31 23:59:59.999999"_s,
                            u"9999-12-31 23:59:59.999999"_s,
                            u"12000-12-12"_s,
                            u"294247-01-10 04:00:54.775807"_s, // beyond 64 bits since 1970
                            u"294276-12-31 23:59:59.999999"_s,
                            u"infinity"_s};
    const QStringList written{u"-infinity"_s,
                              u"-4713-11-24T00:00:00.000000+00:00"_s,
                              u"-0001-01-01T00:00:00.000000+00:00"_s,
                              u"0000-01-01T00:00:00.000000+00:00"_s,
                              u"0001-01-01T00:00:00.000000+00:00"_s,
                              u"1969-12-31T23:59:59.999999+00:00"_s,
                              u"9999-12-31T23:59:59.999999+00:00"_s,
                              u"+12000-12-12T00:00:00.000000+00:00"_s,
                              u"+294247-01-10T04:00:54.775807+00:00"_s,
                              u"+294276-12-31T23:59:59.999999+00:00"_s,
                              u"infinity"_s};
    QStringList values;
    for (int i = 0; i < times.size(); ++i) {
        const QString zone = times[i].contains("infinity"_L1) ? QString() : u" UTC"_s;
        const QString time =
            times[i].endsWith("BC"_L1) ? times[i].chopped(3) + zone + " BC"_L1 : times[i] + zone;
        values += u"(%1, '%2', '%2')"_s.arg(QString::number(i), time);
    }
    open({u"created_at "_s + type, u"updated_at "_s + type},
         u"(id, created_at, updated_at) VALUES "_s + values.join(u','));
    TaskQuery query;
    query.sort.order = Qt::AscendingOrder;
    for (const TaskField field : {TaskField::CreatedAt, TaskField::UpdatedAt}) {
        query.sort.field = field;
        const QStringList sorted = ids(query, 3);
        QCOMPARE(sorted.size(), times.size());
        for (int i = 0; i < sorted.size(); ++i)
            QCOMPARE(sorted[i], QString::number(i));
    }
    QVector<Task> shown;
    for (int i = 0; i < written.size(); ++i) {
        shown += success(m_service->getTask(TaskId(QString::number(i))));
        QCOMPARE(shown.last().createdAt->toIso8601(), written[i]);
        QCOMPARE(shown.last().createdAt->isFinite(), !written[i].contains("infinity"_L1));
    }
    QVERIFY(std::is_sorted(shown.begin(), shown.end(), [](const Task &one, const Task &other) {
        return one.createdAt < other.createdAt;
    }));
    // None of them passes for one that has changed since.
    QCOMPARE(DeletionRun(*m_service, shown).keys(RowState::Done).size(), shown.size());
}

void TestColumnTypes::knowsWhatMarksADeletedTask_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("alive"); // the value of the column
    QTest::newRow("NULL") << u"timestamptz"_s << u"NULL"_s;
    QTest::newRow("NULL of a default") << u"timestamptz DEFAULT NULL"_s << u"NULL"_s;
    QTest::newRow("infinity") << u"timestamptz NOT NULL DEFAULT 'infinity'"_s << u"'infinity'"_s;
    QTest::newRow("infinity or NULL") << u"timestamptz DEFAULT 'infinity'"_s << u"NULL"_s;
    QTest::newRow("infinity without a default") << u"timestamptz NOT NULL"_s << u"'infinity'"_s;
    QTest::newRow("epoch") << u"timestamp NOT NULL DEFAULT 'epoch'"_s << u"'epoch'"_s;
    QTest::newRow("epoch without a default") << u"timestamptz NOT NULL"_s << u"'epoch'"_s;
    QTest::newRow("a day") << u"timestamptz NOT NULL DEFAULT '9999-12-31Z'"_s << u"'9999-12-31Z'"_s;
}

void TestColumnTypes::knowsWhatMarksADeletedTask()
{
    QFETCH(QString, column);
    QFETCH(QString, alive);
    open({u"deleted_at "_s + column},
         u"(id, status, user_id, deleted_at) VALUES (1, 'failed', 'ann', %1), (2, 'failed', 'ann', %1), "
         "(3, 'failed', 'ann', '2026-01-02Z')"_s.arg(alive));
    QCOMPARE(ids().size(), 2);
    QCOMPARE(success(m_service->countsByStatus({})).total().value, 2);
    QVERIFY(success(deleteTask(*m_service, TaskId(u"1"_s), user)));
    QCOMPARE(DeletionRun(*m_service, {success(m_service->getTask(TaskId(u"2"_s)))}).summary(),
             u"done: done 1"_s);
    QCOMPARE(ids(), QStringList());
    QCOMPARE(
        m_database->value(u"SELECT count(*) FROM jobs WHERE deleted_at BETWEEN '2026-01-01' AND now()"_s),
        u"3"_s);
    QVERIFY(!success(deleteTask(*m_service, TaskId(u"1"_s), user)));
}

void TestColumnTypes::deletesNothingWithAMarkThatItDoesNotKnow_data()
{
    QTest::addColumn<QString>("column");
    QTest::newRow("bigint") << u"bigint NOT NULL DEFAULT 0"_s;
    QTest::newRow("boolean") << u"boolean NOT NULL DEFAULT false"_s;
    QTest::newRow("text") << u"text"_s;
}

void TestColumnTypes::deletesNothingWithAMarkThatItDoesNotKnow()
{
    QFETCH(QString, column);
    open({u"deleted_at "_s + column}, u"(id, status, user_id) VALUES (1, 'failed', 'ann')"_s);
    QVERIFY(sourcesentences::obstacleToDeleting(m_source).contains("deleted_at"_L1));
    const Task task = success(m_service->getTask(TaskId(u"1"_s)));
    QCOMPARE(outcomeOf(deleteTask(*m_service, task.id, user)), u"Unsupported"_s);
    const DeletionRun run(*m_service, {task});
    QCOMPARE(run.summary(), u"failed: "_s);
    QVERIFY2(run.why().contains("deleted_at"_L1), qPrintable(run.why()));
    QCOMPARE(ids(), QStringList(u"1"_s));
}

void TestColumnTypes::takesAnyTypeOfId_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("given");
    QTest::newRow("inet") << u"inet"_s << u"10.0.0.1"_s << u"10.0.0.1"_s;
    QTest::newRow("point") << u"point"_s << u"(1,2)"_s << u"(1,2)"_s;
    QTest::newRow("json") << u"json"_s << u"{\"a\": 1}"_s << u"{\"a\": 1}"_s;
    QTest::newRow("bytea") << u"bytea"_s << u"\\xff00"_s << u"\\xff00"_s;
    QTest::newRow("text[]") << u"text[]"_s << u"{a,b}"_s << u"{a,b}"_s;
    QTest::newRow("interval") << u"interval"_s << u"1 day"_s << u"24:00:00"_s;
}

// Whatever its type, an id can be listed, found and deleted by; one that has no order is compared as a text.
void TestColumnTypes::takesAnyTypeOfId()
{
    QFETCH(QString, type);
    QFETCH(QString, value);
    QFETCH(QString, given);
    m_service.reset();
    m_database->execute(
        u"DROP TABLE IF EXISTS ids; CREATE TABLE ids (id %1 NOT NULL, user_id text, type text, status text, "
        "created_at timestamptz, n int GENERATED ALWAYS AS IDENTITY); "
        "INSERT INTO ids VALUES ('%2', 'u', 't', 'failed', '2026-01-01Z')"_s.arg(type, value));
    const QString unique = m_database->value(
        u"SELECT count(*) FROM pg_opclass WHERE opcdefault AND opcintype = 'pg_catalog.%1'::regtype "
        "AND opcmethod = (SELECT oid FROM pg_am WHERE amname = 'btree')"_s.arg(type));
    if (unique != "0"_L1)
        m_database->execute(u"ALTER TABLE ids ADD PRIMARY KEY (id)"_s);
    ConnectionProfile profile = m_database->profile();
    profile.table = u"ids"_s;
    m_service = std::make_unique<TaskService>(profile);
    success(m_service->open());
    const Task task = success(m_service->page({})).rows.first().task;
    QCOMPARE(success(m_service->getTask(task.key())).type, u"t"_s);
    QCOMPARE(success(m_service->getTasks({task.key()})).size(), 1);
    QCOMPARE(success(m_service->getTask(TaskName(TaskId(given)), UserId(u"u"_s))).type, u"t"_s);
    if (unique != "0"_L1)
        QCOMPARE(DeletionRun(*m_service, {task}).summary(), u"done: done 1"_s);
}

// An extension in a schema that is not in the search_path, as on Supabase.
void TestColumnTypes::comparesByOperatorsElsewhere()
{
    if (m_database->value(u"SELECT count(*) FROM pg_available_extensions WHERE name = 'cube'"_s) == "0"_L1)
        QSKIP("This PostgreSQL does not have the extension cube.");
    m_database->execute(u"CREATE SCHEMA extensions; CREATE EXTENSION cube SCHEMA extensions"_s);
    open(
        {u"id extensions.cube PRIMARY KEY"_s},
        u"(id, status, user_id) SELECT extensions.cube(n, n + 1), 'failed', 'ann' FROM generate_series(1, 5) n"_s);
    QCOMPARE(ids().size(), 5);
    const Task task = success(m_service->getTask(TaskId(u"(1),(2)"_s)));
    QCOMPARE(DeletionRun(*m_service, {task}).summary(), u"done: done 1"_s);
    QCOMPARE(ids().size(), 4);
}

// They are stored as texts are, and are compared as such: in one order for the list and for the paging through it.
void TestColumnTypes::sortsTextsWithOperatorsElsewhere()
{
    if (m_database->value(u"SELECT count(*) FROM pg_available_extensions WHERE name = 'citext'"_s) == "0"_L1)
        QSKIP("This PostgreSQL does not have the extension citext.");
    m_database->execute(
        u"CREATE SCHEMA IF NOT EXISTS extensions; CREATE EXTENSION citext SCHEMA extensions; CREATE DOMAIN caseless AS extensions.citext"_s);
    open(
        {u"id extensions.citext PRIMARY KEY"_s, u"status extensions.citext"_s,
         u"type extensions.citext COLLATE \"C\""_s, u"user_id caseless"_s},
        u"(id, status, type, user_id) SELECT CASE WHEN n % 2 = 0 THEN 'a' ELSE 'B' END || n, "
        "CASE WHEN n % 3 = 0 THEN 'failed' ELSE 'done' END, CASE WHEN n % 2 = 0 THEN 'a' ELSE 'B' END || n % 7, 'ann' "
        "FROM generate_series(1, 40) n"_s);
    for (const TaskField field : {TaskField::Id, TaskField::Status, TaskField::Type, TaskField::UserId}) {
        QVERIFY(taskorder::canSort(m_source, field));
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            TaskQuery query;
            query.sort = {field, order};
            const QStringList all = ids(query, 100);
            QCOMPARE(all.size(), 40);
            QCOMPARE(ids(query, 3), all);
        }
    }
    QCOMPARE(success(m_service->typesInUse()).values.size(), 14);
    TaskQuery failed;
    failed.filter = *query::parse(u"status:failed user:ann"_s);
    QCOMPARE(ids(failed).size(), 13);
    const QString rows = u"SELECT string_agg(t::text, ',' ORDER BY id::text) FROM jobs t"_s;
    const QString before = m_database->value(rows);
    const QTemporaryDir folder;
    const Runs runs(*m_service, folder.filePath(u"journal.sqlite"_s));
    const auto control = std::make_shared<RunControl>();
    RunAction setStatus;
    setStatus.kind = RunAction::Kind::SetStatus;
    setStatus.status = TaskStatus::fromText(u"canceled"_s);
    for (const RunAction &action : {RunAction(), setStatus}) {
        const auto tasks = success(runs.collect(failed.filter, control));
        const Run run = success(runs.start({action, tasks, {}}, control));
        QCOMPARE(summaryOf(run), u"done: done 13"_s);
        QCOMPARE(ids(failed).size(), 0);
        QCOMPARE(summaryOf(success(runs.undo(run.number, control))), u"done: undone 13"_s);
        QCOMPARE(m_database->value(rows), before);
    }
}

void TestColumnTypes::leavesIdsToTheTable_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("text") << u"id text PRIMARY KEY DEFAULT 'job_' || md5('1') CHECK (id LIKE 'job_%')"_s;
    QTest::newRow("uuid of its own")
        << u"id uuid PRIMARY KEY DEFAULT ('00000000-0000-7000-8000-' || right(gen_random_uuid()::text, 12))::uuid CHECK (id::text LIKE '00000000-0000-7%')"_s;
    QTest::newRow("identity") << u"id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"_s;
    QTest::newRow("serial") << u"id serial PRIMARY KEY"_s;
    QTest::newRow("domain") << u"id key PRIMARY KEY CHECK (id = 'made')"_s;
}

void TestColumnTypes::leavesIdsToTheTable()
{
    QFETCH(QString, id);
    m_database->execute(u"CREATE DOMAIN key AS text DEFAULT 'made'"_s);
    open({id});
    QVERIFY(TaskStatements(m_source).newId().isEmpty());
    const Task stored = success(createTask(*m_service, user, u"import"_s));
    QVERIFY(!stored.id.isEmpty());
    QCOMPARE(ids(), QStringList(stored.id.toText()));
}

void TestColumnTypes::givesTheFirstStatus_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("status");
    QTest::newRow("no default") << u"text"_s << u"pending"_s;
    QTest::newRow("default") << u"text DEFAULT 'queued'"_s << u"queued"_s;
    QTest::newRow("default of an enum") << u"state DEFAULT 'queued'"_s << u"queued"_s;
    QTest::newRow("an enum without pending") << u"state"_s << u""_s;
}

void TestColumnTypes::givesTheFirstStatus()
{
    QFETCH(QString, column);
    QFETCH(QString, status);
    open({u"id serial PRIMARY KEY"_s, u"status "_s + column});
    const auto stored = await(createTask(*m_service, user, u"import"_s));
    if (status.isEmpty()) {
        QCOMPARE(outcomeOf(stored), u"InvalidInput"_s);
        QVERIFY2(stored.error().message.contains("queued, running, failed"_L1),
                 qPrintable(stored.error().message));
    } else {
        VERIFY_FINE(stored);
        QCOMPARE(stored->status.toText(), status);
    }
    const TaskStatus given = TaskStatus::fromText(u"running"_s);
    QCOMPARE(success(createTask(*m_service, user, u"import"_s, {}, {}, given)).status, given);
}

void TestColumnTypes::writesNoGeneratedColumn()
{
    open({u"id serial PRIMARY KEY"_s, u"kind text"_s, u"type text GENERATED ALWAYS AS (upper(kind)) STORED"_s,
          u"updated_at timestamptz GENERATED ALWAYS AS ('2026-01-01 00:00:00+00'::timestamptz) STORED"_s},
         u"(kind, status) VALUES ('import', 'failed')"_s);
    const auto stored = await(createTask(*m_service, user, u"import"_s));
    QCOMPARE(outcomeOf(stored), u"Unsupported"_s);
    QVERIFY2(stored.error().message.contains("type"_L1), qPrintable(stored.error().message));
    const Task changed = success(setStatus(*m_service, TaskId(u"1"_s), TaskStatus::fromText(u"completed"_s)));
    QCOMPARE(changed.type.value_or(QString()), u"IMPORT"_s);
    QCOMPARE(changed.status.toText(), u"completed"_s);
}

WATCHBILL_TEST(TestColumnTypes)

} // namespace tst_columntypes

#include "tst_columntypes.moc"
