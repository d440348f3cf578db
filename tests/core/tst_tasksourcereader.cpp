// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/tasksourcereader.h"

#include "advice/ownerstatements.h"
#include "advice/tasktablecheck.h"
#include "outcome.h"
#include "pgbouncer.h"
#include "postgres/sqltext.h"
#include "source/relationsql.h"
#include "statement/taskorder.h"
#include "task/storedfields.h"
#include "task/tablename.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTest>

namespace tst_tasksourcereader {

using namespace Qt::StringLiterals;
using namespace watchbill;

using Family = TaskColumn::Family;
using Kind = TaskError::Kind;
using SetUp = TestDatabase::SetUp;

namespace {

const QString taskColumns =
    u"id uuid PRIMARY KEY, user_id uuid NOT NULL, type text NOT NULL, status text NOT NULL, "
    "created_at timestamptz, updated_at timestamptz, result_id uuid, error_message text, "
    "metadata jsonb"_s;

const QVector<TaskField> sortable{TaskField::Id,        TaskField::UserId,    TaskField::Type,
                                  TaskField::Status,    TaskField::ResultId,  TaskField::ErrorMessage,
                                  TaskField::CreatedAt, TaskField::UpdatedAt, TaskField::Duration};

} // namespace

class TestTaskSourceReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void cleanupTestCase();
    void readsTheReferenceTable();
    void readsTheServer();
    void namesMissingColumns_data();
    void namesMissingColumns();
    void refusesOtherTypesOfTime();
    void namesCandidates();
    void candidatesCanBeGivenBack();
    void noCandidates();
    void proposesAViewForOtherNames_data();
    void proposesAViewForOtherNames();
    void proposesNoViewThatLacksAColumn();
    void oddNames_data();
    void oddNames();
    void refusesEmptyNames();
    void optionalColumnsMayBeMissing();
    void columnTypes_data();
    void columnTypes();
    void enumOfAnotherSchema();
    void places_data();
    void places();
    void insertions_data();
    void insertions();
    void view();
    void partitionedTable();
    void deletedAt();
    void indexes_data();
    void indexes();
    void proposedIndexesServeTheirOrder();
    void rightsAndRowSecurity_data();
    void rightsAndRowSecurity();
    void rolesThatCannotBeTaken();
    void schemaThatCannotBeUsed();
    void readOnlyByDefault();
    void poolers_data();
    void poolers();

private:
    // As a role that is taken, or as a login.
    Result<TaskSource> read(const QString &table = u"tasks"_s, const QString &schema = u"public"_s,
                            const QString &role = {}, const QString &login = {});
    void use(SetUp setUp); // a database for this test alone

    std::unique_ptr<TestDatabase> m_empty; // emptied before each test, which is quicker than a new one
    std::unique_ptr<TestDatabase> m_own;
    TestDatabase *m_database = nullptr;
    std::unique_ptr<Connection> m_connection;
};

void TestTaskSourceReader::init()
{
    m_connection = std::make_unique<Connection>();
    if (!m_empty)
        m_empty = std::make_unique<TestDatabase>();
    m_database = m_empty.get();
    m_database->execute(
        u"SET client_min_messages = warning; DO $$ DECLARE name text; BEGIN "
        "FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' "
        "LOOP EXECUTE format('DROP SCHEMA %I CASCADE', name); END LOOP; END $$; CREATE SCHEMA public"_s);
}

void TestTaskSourceReader::cleanup()
{
    m_connection.reset();
    m_own.reset();
}

void TestTaskSourceReader::cleanupTestCase()
{
    m_empty.reset();
}

void TestTaskSourceReader::use(SetUp setUp)
{
    m_own = std::make_unique<TestDatabase>(setUp);
    m_database = m_own.get();
}

Result<TaskSource> TestTaskSourceReader::read(const QString &table, const QString &schema,
                                              const QString &role, const QString &login)
{
    m_connection->use(*ConnectionSettings::parse(m_database->connection(login)));
    const auto catalogue =
        readTaskCatalogue(*m_connection, {role, std::chrono::seconds(30), false}, schema, table);
    if (!catalogue)
        return Failure(catalogue.error());
    return checkTaskTable(*catalogue).map([&] { return catalogue->source; });
}

void TestTaskSourceReader::readsTheReferenceTable()
{
    use(SetUp::Reference);
    const auto source = read();
    QVERIFY2(source, qPrintable(source ? QString() : source.error().message));
    QCOMPARE(source->schema, u"public"_s);
    QCOMPARE(source->table, u"tasks"_s);
    QCOMPARE(relationsql::qualifiedName(*source), u"\"public\".\"tasks\""_s);
    QVERIFY(!source->isView());
    QVERIFY(!source->deletedAt);
    QVERIFY(source->maySelect && source->mayInsert && source->mayUpdate && source->mayDelete);

    const QString time = u"timestamp with time zone"_s;
    const QMap<TaskField, TaskColumn> expected{
        {TaskField::Id, {u"id"_s, u"uuid"_s, Family::Uuid, false, true, u"gen_random_uuid()"_s}},
        {TaskField::CreatedAt, {u"created_at"_s, time, Family::Timestamp, true, true, u"now()"_s}},
        {TaskField::UpdatedAt, {u"updated_at"_s, time, Family::Timestamp, true, true, u"now()"_s}},
        {TaskField::UserId, {u"user_id"_s, u"uuid"_s, Family::Uuid, false, false}},
        {TaskField::Type, {u"type"_s, u"text"_s, Family::Text, false, false}},
        {TaskField::Status, {u"status"_s, u"text"_s, Family::Text, false, true, u"'pending'::text"_s}},
        {TaskField::ResultId, {u"result_id"_s, u"uuid"_s, Family::Uuid, true, false}},
        {TaskField::ErrorMessage, {u"error_message"_s, u"text"_s, Family::Text, true, false}},
        {TaskField::Metadata, {u"metadata"_s, u"jsonb"_s, Family::Json, true, false}},
    };
    QCOMPARE(source->columns.keys(), expected.keys());
    for (const TaskField field : expected.keys())
        QVERIFY2(source->columns[field] == expected[field], qPrintable(nameOf(field)));

    QVERIFY(taskorder::isIndexed(*source, TaskField::CreatedAt));
    QVERIFY(taskorder::isIndexed(*source, TaskField::UpdatedAt));
    QVERIFY(taskorder::isIndexed(*source, TaskField::Status));
    QVERIFY(taskorder::isIndexed(*source, TaskField::Type));
    QVERIFY(taskorder::isIndexed(*source, TaskField::UserId));
    QVERIFY(taskorder::isIndexed(*source, TaskField::Id));
    QVERIFY(!taskorder::isIndexed(*source, TaskField::ResultId)); // a partial index
    QVERIFY(!taskorder::isIndexed(*source, TaskField::ErrorMessage));
    QVERIFY(!taskorder::isIndexed(*source, TaskField::Duration));
    QCOMPARE(taskorder::sortColumns(*source, TaskField::Status).size(),
             3); // its index goes on with created_at
    QVERIFY(!taskorder::canSort(*source, TaskField::Metadata));
}

void TestTaskSourceReader::readsTheServer()
{
    m_database->execute(u"CREATE TABLE tasks (%1)"_s.arg(taskColumns));
    const auto source = read();
    QVERIFY(source);
    QCOMPARE(source->server.database, m_database->name());
    QCOMPARE(source->server.version, m_database->value(u"SHOW server_version_num"_s).toInt());
    QVERIFY(!source->server.standby);
    QVERIFY(!source->server.readOnly);
    QCOMPARE(source->viewpoint.login, u"watchbill"_s);
    QCOMPARE(source->viewpoint.role, u"watchbill"_s);
    QVERIFY(source->viewpoint.bypassesRowSecurity);
    QVERIFY(source->viewpoint.fallbackReason.isEmpty());
}

void TestTaskSourceReader::namesMissingColumns_data()
{
    QTest::addColumn<QString>("columns");
    QTest::addColumn<QString>("missing");

    QTest::newRow("all") << u"name text"_s << u"no column id, user_id, type, status, created_at."_s;
    QTest::newRow("none at all") << u""_s << u"no column id, user_id, type, status, created_at."_s;
    QTest::newRow("some") << u"id uuid, type text, created_at timestamptz"_s
                          << u"no column user_id, status."_s;
    QTest::newRow("one") << u"id uuid, user_id uuid, type text, status text"_s << u"no column created_at."_s;
    QTest::newRow("other case")
        << u"id uuid, user_id uuid, type text, \"Status\" text, created_at timestamptz"_s
        << u"no column status."_s;
}

void TestTaskSourceReader::namesMissingColumns()
{
    QFETCH(QString, columns);
    QFETCH(QString, missing);
    m_database->execute(u"CREATE TABLE things (%1)"_s.arg(columns));
    const auto source = read(u"things"_s);
    QVERIFY(!source);
    QCOMPARE(source.error().kind, Kind::Unsupported);
    QVERIFY2(source.error().message.contains(u"public.things"_s), qPrintable(source.error().message));
    QVERIFY2(source.error().message.contains(missing), qPrintable(source.error().message));
}

void TestTaskSourceReader::refusesOtherTypesOfTime()
{
    m_database->execute(
        u"CREATE TABLE tasks (id uuid, user_id uuid, type text, status text, created_at bigint)"_s);
    auto source = read();
    QVERIFY(!source);
    QCOMPARE(source.error().kind, Kind::Unsupported);
    QVERIFY2(source.error().message.contains(u"created_at"_s) && source.error().message.contains(u"bigint"_s),
             qPrintable(source.error().message));

    m_database->execute(
        u"ALTER TABLE tasks DROP created_at, ADD created_at timestamp, ADD updated_at date"_s);
    source = read();
    QVERIFY(!source);
    QVERIFY(source.error().message.contains(u"updated_at"_s));

    m_database->execute(u"ALTER TABLE tasks DROP updated_at, ADD updated_at timestamp(0)"_s);
    QVERIFY(read());
}

void TestTaskSourceReader::namesCandidates()
{
    m_database->execute(
        u"CREATE SCHEMA app; CREATE TABLE app.tasks_prod (%1); CREATE VIEW seen AS SELECT * FROM app.tasks_prod; "
        "CREATE TABLE other (id uuid, status text); "
        "CREATE TABLE dropped (%1); ALTER TABLE dropped DROP status"_s.arg(taskColumns));
    for (const auto &name : {u"tasks"_s, u"TASKS_PROD"_s, u"it's \\ %1"_s}) {
        const auto source = read(name);
        QVERIFY(!source);
        QCOMPARE(source.error().kind, Kind::Unsupported);
        const QString message = source.error().message;
        QVERIFY2(message.contains(u"no table public."_s + name) && message.contains(m_database->name()),
                 qPrintable(message));
        QVERIFY2(message.contains(u": app.tasks_prod, public.seen."_s), qPrintable(message));
    }
}

// With what a shell, a list or the form would take for something else.
void TestTaskSourceReader::candidatesCanBeGivenBack()
{
    const QVector<TableName> names{{u"My.Schema"_s, u"Task List"_s},
                                   {u"Ünïcode schema"_s, u"tâches.2026"_s},
                                   {u"public"_s, u"Tasks"_s},
                                   {u"public"_s, u"a,\"b\""_s}};
    for (const TableName &name : names)
        m_database->execute(u"CREATE SCHEMA IF NOT EXISTS %1; CREATE TABLE %1.%2 (%3)"_s.arg(
            sql::identifier(name.schema), sql::identifier(name.table), taskColumns));
    const auto none = read();
    QVERIFY(!none);
    const QString list = none.error().message.section(u": "_s, 1).chopped(1);
    for (const TableName &name : names) {
        QVERIFY2(list.contains(name.toText()), qPrintable(list));
        const auto given = TableName::fromText(name.toText());
        QVERIFY(given);
        const auto source = read(given->table, given->schema);
        QVERIFY2(source, source ? "" : qPrintable(source.error().message));
    }
}

void TestTaskSourceReader::noCandidates()
{
    const auto source = read();
    QVERIFY(!source);
    QCOMPARE(source.error().kind, Kind::Unsupported);
    QVERIFY2(source.error().message.endsWith(u"in the database “%1”."_s.arg(m_database->name())),
             qPrintable(source.error().message));
}

void TestTaskSourceReader::proposesAViewForOtherNames_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("columns");
    QTest::addColumn<QString>("words");

    QTest::newRow("Prisma") << u"Job"_s
                            << u"id text PRIMARY KEY, \"userId\" text, type text, status text, "
                               "\"createdAt\" timestamp(3) DEFAULT now(), \"updatedAt\" timestamp(3), "
                               "\"deletedAt\" timestamp(3)"_s
                            << u"“userId” for user_id, “createdAt” for created_at"_s;
    QTest::newRow("capitals") << u"My \"Jobs\""_s
                              << u"\"ID\" uuid, \"UserID\" uuid, \"Type\" text, \"Status\" text, "
                                 "\"CreatedAt\" timestamptz, \"ErrorMessage\" text"_s
                              << u"“ID” for id, “UserID” for user_id"_s;
    QTest::newRow("no underscores") << u"jobs"_s
                                    << u"id int, userid int, type text, status text, createdat timestamptz"_s
                                    << u"“userid” for user_id"_s;
}

void TestTaskSourceReader::proposesAViewForOtherNames()
{
    QFETCH(QString, table);
    QFETCH(QString, columns);
    QFETCH(QString, words);
    m_database->execute(u"CREATE TABLE %1 (%2)"_s.arg(sql::identifier(table), columns));
    const auto refused = read(table);
    QVERIFY(!refused);
    const QString message = refused.error().message;
    QVERIFY2(message.contains(words), qPrintable(message));
    const qsizetype begin = message.indexOf(u"CREATE VIEW"_s);
    QVERIFY2(begin >= 0, qPrintable(message));
    m_database->execute(message.mid(begin)); // as it stands there
    const auto source = read(table.toLower() + u"_tasks"_s);
    QVERIFY2(source, source ? "" : qPrintable(source.error().message));
    QVERIFY(source->canUpdate && source->canDelete);
    QCOMPARE(source->deletedAt.has_value(), columns.contains(u"deletedAt"_s));
}

void TestTaskSourceReader::proposesNoViewThatLacksAColumn()
{
    m_database->execute(u"CREATE TABLE things (id int, \"userId\" int, type text)"_s);
    const auto refused = read(u"things"_s);
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"“userId” for user_id"_s),
             qPrintable(refused.error().message));
    QVERIFY(!refused.error().message.contains(u"CREATE VIEW"_s));
}

void TestTaskSourceReader::oddNames_data()
{
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("table");
    QTest::newRow("capitals") << u"App"_s << u"Tasks"_s;
    QTest::newRow("quotes") << u"a\"b"_s << u"it's"_s;
    QTest::newRow("dots and blanks") << u"a.b c"_s << u"d.e f"_s;
    QTest::newRow("backslashes") << u"a\\b"_s << u"c\\'d"_s;
    QTest::newRow("markers") << u"%1"_s << u"%2 ? :x"_s;
    QTest::newRow("keyword") << u"select"_s << u"table"_s;
    QTest::newRow("63 bytes") << QString(63, u's') << QString(63, u't');
}

void TestTaskSourceReader::oddNames()
{
    QFETCH(QString, schema);
    QFETCH(QString, table);
    const QString name = sql::identifier(schema) + u'.' + sql::identifier(table);
    m_database->execute(u"CREATE SCHEMA "_s + sql::identifier(schema));
    m_database->execute(u"CREATE TABLE "_s + name + u" ("_s + taskColumns + u')');
    const auto source = read(table, schema);
    QVERIFY2(source, qPrintable(source ? QString() : source.error().message));
    QCOMPARE(source->columns.size(), 9);
    QCOMPARE(relationsql::qualifiedName(*source), name);
    m_database->execute(u"SELECT * FROM "_s + relationsql::qualifiedName(*source));
}

void TestTaskSourceReader::refusesEmptyNames()
{
    for (const auto &[schema, table] : {std::pair(u""_s, u"tasks"_s), std::pair(u"public"_s, u""_s),
                                        std::pair(u"public"_s, u"a\0b"_s), std::pair(u"\0"_s, u"tasks"_s)}) {
        const auto source = read(table, schema);
        QVERIFY(!source);
        QCOMPARE(source.error().kind, Kind::InvalidInput);
    }
}

void TestTaskSourceReader::optionalColumnsMayBeMissing()
{
    m_database->execute(
        u"CREATE TABLE tasks (id uuid PRIMARY KEY, user_id uuid, type text, status text, created_at timestamptz)"_s);
    const auto source = read();
    QVERIFY2(source, qPrintable(source ? QString() : source.error().message));
    for (const TaskField field :
         {TaskField::ResultId, TaskField::ErrorMessage, TaskField::Metadata, TaskField::UpdatedAt}) {
        QVERIFY(!source->has(field));
        QVERIFY(!taskorder::canSort(*source, field));
        QCOMPARE(relationsql::expression(*source, field), u"NULL"_s);
    }
    QVERIFY(!taskorder::canSort(*source, TaskField::Duration));
    QVERIFY(taskorder::canSort(*source, TaskField::CreatedAt));
}

void TestTaskSourceReader::columnTypes_data()
{
    QTest::addColumn<QString>("type"); // of the id
    QTest::addColumn<QString>("value");
    QTest::addColumn<Family>("family");

    QTest::newRow("uuid") << u"uuid"_s << u"0123abcd-4567-89ab-cdef-0123456789ab"_s << Family::Uuid;
    QTest::newRow("bigint") << u"bigint"_s << u"-9223372036854775808"_s << Family::Integer;
    QTest::newRow("integer") << u"int GENERATED ALWAYS AS IDENTITY"_s << u"2147483647"_s << Family::Integer;
    QTest::newRow("smallint") << u"smallint"_s << u"7"_s << Family::Integer;
    QTest::newRow("serial") << u"bigserial"_s << u"7"_s << Family::Integer;
    QTest::newRow("text") << u"text"_s << u"job-7"_s << Family::Text;
    QTest::newRow("varchar") << u"varchar(40)"_s << u"job-7"_s << Family::Text;
    QTest::newRow("char") << u"char(12)"_s << u"job-7"_s << Family::Text;
    QTest::newRow("name") << u"name"_s << u"job-7"_s << Family::Text;
    QTest::newRow("domain of uuid") << u"task_uuid"_s << u"0123abcd-4567-89ab-cdef-0123456789ab"_s
                                    << Family::Uuid;
    QTest::newRow("domain of text") << u"app.word"_s << u"job-7"_s << Family::Text;
    QTest::newRow("numeric") << u"numeric(20,2)"_s << u"7.25"_s << Family::Number;
    QTest::newRow("double") << u"float8"_s << u"7.25"_s << Family::Number;
    QTest::newRow("domain of a domain") << u"app.short_word"_s << u"job-7"_s << Family::Text;
    QTest::newRow("other") << u"inet"_s << u"10.0.0.1/32"_s << Family::Other;
}

void TestTaskSourceReader::columnTypes()
{
    QFETCH(QString, type);
    QFETCH(QString, value);
    m_database->execute(
        u"CREATE DOMAIN task_uuid AS uuid; CREATE SCHEMA app; CREATE DOMAIN app.word AS text CHECK (VALUE <> ''); "
        "CREATE DOMAIN app.short_word AS app.word; "
        "CREATE TABLE tasks (id %1, user_id text, type text, status text, created_at timestamptz)"_s.arg(
            type));
    const auto source = read();
    QVERIFY2(source, qPrintable(source ? QString() : source.error().message));
    const TaskColumn column = source->columns[TaskField::Id];
    QTEST(column.family, "family");
    QCOMPARE(column.hasDefault, type.contains(u"IDENTITY"_s) || type.contains(u"serial"_s));
    // The type's name makes the value that the column holds.
    QCOMPARE(m_database->value(u"SELECT %1::text"_s.arg(sql::literal(value, column.sqlType))), value);
}

void TestTaskSourceReader::enumOfAnotherSchema()
{
    m_database->execute(
        u"CREATE SCHEMA app; CREATE TYPE app.\"Task Status\" AS ENUM ('pending', 'it''s done'); "
        "CREATE TABLE tasks (id bigint, user_id bigint, type text, status app.\"Task Status\", created_at timestamptz)"_s);
    const auto source = read();
    QVERIFY2(source, qPrintable(source ? QString() : source.error().message));
    const TaskColumn column = source->columns[TaskField::Status];
    QCOMPARE(column.family, Family::Enum);
    QCOMPARE(m_database->value(u"SELECT %1::text"_s.arg(sql::literal(u"it's done"_s, column.sqlType))),
             u"it's done"_s);
}

void TestTaskSourceReader::places_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<bool>("hasPlaces");
    QTest::newRow("a table") << QString() << true;
    QTest::newRow("with children") << u"CREATE TABLE child () INHERITS (tasks)"_s << false;
    QTest::newRow("a view")
        << u"ALTER TABLE tasks RENAME TO stored; CREATE VIEW tasks AS SELECT * FROM stored"_s << false;
    QTest::newRow("other storage")
        << u"CREATE ACCESS METHOD other TYPE TABLE HANDLER heap_tableam_handler; ALTER TABLE tasks RENAME TO stored; "
           "CREATE TABLE tasks USING other AS SELECT * FROM stored"_s
        << false;
}

void TestTaskSourceReader::places()
{
    QFETCH(QString, statement);
    QFETCH(bool, hasPlaces);
    use(SetUp::Reference);
    if (!statement.isEmpty())
        m_database->execute(statement);
    const auto source = read();
    QVERIFY2(source, qPrintable(source ? QString() : source.error().message));
    QCOMPARE(source->hasPlaces, hasPlaces);
}

void TestTaskSourceReader::insertions_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<bool>("insertsForGood");
    const QString function =
        u"CREATE FUNCTION act() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; "_s;
    QTest::newRow("a table") << QString() << true;
    QTest::newRow("a trigger before") << function
            + u"CREATE TRIGGER t BEFORE INSERT OR UPDATE ON tasks FOR EACH ROW EXECUTE FUNCTION act()"_s
                                      << false;
    QTest::newRow("a trigger after") << function
            + u"CREATE TRIGGER t AFTER INSERT ON tasks FOR EACH STATEMENT EXECUTE FUNCTION act()"_s
                                     << false;
    QTest::newRow("a trigger of deletions")
        << function + u"CREATE TRIGGER t AFTER DELETE ON tasks FOR EACH ROW EXECUTE FUNCTION act()"_s << true;
    QTest::newRow("a disabled trigger") << function
            + u"CREATE TRIGGER t AFTER INSERT ON tasks FOR EACH ROW EXECUTE FUNCTION act(); ALTER TABLE tasks DISABLE TRIGGER t"_s
                                        << true;
    QTest::newRow("a rule") << u"CREATE RULE r AS ON INSERT TO tasks DO ALSO NOTIFY made"_s << false;
    QTest::newRow("references to itself") << u"ALTER TABLE tasks ADD parent uuid REFERENCES tasks"_s << false;
    QTest::newRow("references to another")
        << u"CREATE TABLE users (id uuid PRIMARY KEY); ALTER TABLE tasks ADD by uuid REFERENCES users"_s
        << true;
    QTest::newRow("with children") << u"CREATE TABLE child () INHERITS (tasks)"_s << false;
}

void TestTaskSourceReader::insertions()
{
    QFETCH(QString, statement);
    QFETCH(bool, insertsForGood);
    use(SetUp::Reference);
    if (!statement.isEmpty())
        m_database->execute(statement);
    const auto source = read();
    QVERIFY2(source, qPrintable(source ? QString() : source.error().message));
    QCOMPARE(source->insertsForGood(), insertsForGood);
}

void TestTaskSourceReader::view()
{
    m_database->execute(u"CREATE TABLE data (%1); CREATE VIEW tasks AS SELECT * FROM data; "
                        "CREATE MATERIALIZED VIEW stored AS SELECT * FROM data"_s.arg(taskColumns));
    const auto source = read();
    QVERIFY2(source, qPrintable(source ? QString() : source.error().message));
    QVERIFY(source->isView());
    QVERIFY(source->columns[TaskField::Id].nullable);
    QVERIFY(source->indexes.isEmpty());
    const auto stored = read(u"stored"_s);
    QVERIFY(stored);
    QVERIFY(stored->isView());
}

void TestTaskSourceReader::partitionedTable()
{
    m_database->execute(
        u"CREATE TABLE tasks (id uuid, user_id uuid, type text, status text, created_at timestamptz, "
        "PRIMARY KEY (created_at, id)) PARTITION BY RANGE (created_at); "
        "CREATE TABLE tasks_1 PARTITION OF tasks FOR VALUES FROM (MINVALUE) TO ('2026-01-01'); "
        "CREATE TABLE tasks_2 PARTITION OF tasks DEFAULT"_s);
    const auto source = read();
    QVERIFY2(source, qPrintable(source ? QString() : source.error().message));
    QVERIFY(!source->isView());
    QVERIFY(taskorder::isIndexed(*source, TaskField::CreatedAt));
    QVERIFY(!source->columns[TaskField::CreatedAt].nullable);
    QVERIFY(read(u"tasks_1"_s));
}

void TestTaskSourceReader::deletedAt()
{
    m_database->execute(u"CREATE TABLE tasks (%1, deleted_at timestamptz)"_s.arg(taskColumns));
    auto source = read();
    QVERIFY(source && source->deletedAt);
    QCOMPARE(source->deletedAt->name, u"deleted_at"_s);
    m_database->execute(u"ALTER TABLE tasks DROP deleted_at, ADD deleted_at boolean"_s);
    source = read();
    QVERIFY(source && !source->deletedAt);
}

void TestTaskSourceReader::indexes_data()
{
    QTest::addColumn<QString>("definition");
    QTest::addColumn<QString>("columns"); // empty: cannot give the order of a list

    const auto row = [](const char *name, const QString &definition, const QString &columns) {
        QTest::newRow(name) << definition << columns;
    };
    row("ascending", u"ON tasks (created_at, id)"_s, u"created_at,id"_s);
    row("descending", u"ON tasks (created_at DESC, id DESC)"_s, u"created_at,id"_s);
    row("directions mixed", u"ON tasks (created_at DESC, id)"_s, u"created_at"_s);
    row("NULLs at the other end", u"ON tasks (created_at NULLS FIRST, id NULLS FIRST)"_s, u""_s);
    row("descending, NULLs last", u"ON tasks (created_at DESC NULLS LAST, id DESC NULLS LAST)"_s, u""_s);
    row("further columns", u"ON tasks (status, created_at, id)"_s, u"status,created_at,id"_s);
    row("directions mixed later", u"ON tasks (status, created_at DESC, id DESC)"_s, u"status"_s);
    row("other operators later", u"ON tasks (created_at, status text_pattern_ops)"_s, u"created_at"_s);
    row("included columns", u"ON tasks (created_at) INCLUDE (id)"_s, u"created_at"_s);
    row("partial", u"ON tasks (created_at, id) WHERE status = 'failed'"_s, u""_s);
    row("expression", u"ON tasks (lower(type), created_at, id)"_s, u""_s);
    row("expression behind", u"ON tasks (created_at, lower(type))"_s, u"created_at"_s);
    row("hash", u"ON tasks USING hash (id)"_s, u""_s);
    row("block range", u"ON tasks USING brin (created_at)"_s, u""_s);
    row("document", u"ON tasks USING gin (metadata)"_s, u""_s);
    row("other operators", u"ON tasks (status text_pattern_ops, created_at, id)"_s, u""_s);
    row("other collation", u"ON tasks (status COLLATE \"POSIX\", created_at, id)"_s, u""_s);
    row("on another table", u"ON other (created_at, id)"_s, u""_s);
}

void TestTaskSourceReader::indexes()
{
    QFETCH(QString, definition);
    QFETCH(QString, columns);
    m_database->execute(
        u"CREATE TABLE tasks (%1); CREATE TABLE other (%1); ALTER TABLE tasks DROP CONSTRAINT tasks_pkey; "
        "CREATE INDEX tested %2"_s.arg(taskColumns, definition));
    auto source = read();
    QVERIFY(source);
    QStringList found;
    for (const TaskIndex &index : source->indexes)
        found += index.name + u':' + index.columns.join(u',');
    QCOMPARE(found, columns.isEmpty() ? QStringList() : QStringList(u"tested:"_s + columns));

    // One that was not built to its end serves nothing.
    m_database->execute(u"UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'tested'::regclass"_s);
    source = read();
    QVERIFY(source && source->indexes.isEmpty());
}

// The advice must keep its promise: with that index the server reads the list without sorting.
void TestTaskSourceReader::proposedIndexesServeTheirOrder()
{
    m_database->execute(u"CREATE TABLE tasks (%1)"_s.arg(taskColumns));
    m_database->execute(
        u"INSERT INTO tasks SELECT gen_random_uuid(), gen_random_uuid(), 'type', 'status', now(), now() "
        "FROM generate_series(1, 1000)"_s);
    for (const TaskField field : sortable) {
        auto source = read();
        QVERIFY(source && taskorder::canSort(*source, field));
        const QString statement = ownerstatements::index(*source, field);
        if (statement.isEmpty()) {
            QVERIFY2(field == TaskField::Duration || field == TaskField::ErrorMessage,
                     qPrintable(nameOf(field)));
            QVERIFY(!taskorder::isIndexed(*source, field));
            continue;
        }
        if (!taskorder::isIndexed(*source, field))
            m_database->execute(statement);
        source = read();
        QVERIFY2(source && taskorder::isIndexed(*source, field), qPrintable(statement));
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            m_database->execute(u"SET enable_seqscan = off"_s);
            QStringList plan;
            for (const QStringList &line :
                 m_database->execute(u"EXPLAIN SELECT * FROM tasks t ORDER BY %1 LIMIT 20"_s.arg(
                     keyset::orderBy(taskorder::sortColumns(*source, field), order))))
                plan += line.first();
            QVERIFY2(!plan.join(u' ').contains(u"Sort"_s), qPrintable(plan.join(u'\n')));
        }
    }
}

void TestTaskSourceReader::rightsAndRowSecurity_data()
{
    QTest::addColumn<QString>("login");
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("rights"); // select, insert, update, delete
    QTest::addColumn<bool>("bypasses");
    QTest::addColumn<bool>("hidden"); // rows may be

    QTest::newRow("superuser") << u""_s << u""_s << u"siud"_s << true << false;
    QTest::newRow("owner") << u"postgres"_s << u""_s << u"siud"_s << true << false;
    QTest::newRow("service role") << u"authenticator"_s << u"service_role"_s << u"siud"_s << true << false;
    QTest::newRow("service role of the owner")
        << u"postgres"_s << u"service_role"_s << u"siud"_s << true << false;
    QTest::newRow("authenticated") << u"authenticator"_s << u"authenticated"_s << u"siud"_s << false << true;
    QTest::newRow("anonymous") << u"authenticator"_s << u"anon"_s << u"siud"_s << false << true;
    QTest::newRow("authenticator itself") << u"authenticator"_s << u""_s << u""_s << false << true;
    QTest::newRow("reader") << u"reader"_s << u""_s << u"s"_s << false << true;
    QTest::newRow("inheriting login") << u"inheritor"_s << u""_s << u"siud"_s << false << true;
}

void TestTaskSourceReader::rightsAndRowSecurity()
{
    QFETCH(QString, login);
    QFETCH(QString, role);
    QFETCH(QString, rights);
    use(SetUp::Supabase);
    m_database->execute(
        u"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader') THEN "
        "CREATE ROLE reader LOGIN; CREATE ROLE inheritor LOGIN INHERIT IN ROLE service_role; END IF; END $$; "
        "GRANT SELECT ON public.tasks TO reader"_s);
    const auto source = read(u"tasks"_s, u"public"_s, role, login);
    QVERIFY2(source, qPrintable(source ? QString() : source.error().message));
    QCOMPARE(source->maySelect, rights.contains(u's'));
    QCOMPARE(source->mayInsert, rights.contains(u'i'));
    QCOMPARE(source->mayUpdate, rights.contains(u'u'));
    QCOMPARE(source->mayDelete, rights.contains(u'd'));
    const QString user = login.isEmpty() ? u"watchbill"_s : login;
    QCOMPARE(source->viewpoint.login, user);
    QCOMPARE(source->viewpoint.role, role.isEmpty() ? user : role);
    QTEST(source->viewpoint.bypassesRowSecurity, "bypasses");
    QTEST(source->viewpoint.rowSecurityActive, "hidden");
}

void TestTaskSourceReader::rolesThatCannotBeTaken()
{
    use(SetUp::Supabase);
    auto source = read(u"tasks"_s, u"public"_s, u"no such role"_s, u"authenticator"_s);
    QVERIFY(!source);
    QVERIFY(source.error().isOfSettings);
    QCOMPARE(source.error().sqlState, u"22023"_s);
    source = read(u"tasks"_s, u"public"_s, u"postgres"_s, u"authenticator"_s);
    QVERIFY(!source);
    QCOMPARE(source.error().kind, Kind::PermissionDenied);
    QCOMPARE(source.error().sqlState, u"42501"_s);
}

void TestTaskSourceReader::schemaThatCannotBeUsed()
{
    use(SetUp::Supabase);
    m_database->execute(
        u"CREATE SCHEMA secret; CREATE TABLE secret.tasks (%1); GRANT SELECT ON secret.tasks TO authenticated"_s
            .arg(taskColumns));
    const auto source = read(u"tasks"_s, u"secret"_s, u"authenticated"_s, u"authenticator"_s);
    QVERIFY2(source, qPrintable(source ? QString() : source.error().message));
    QVERIFY(!source->maySelect);
}

void TestTaskSourceReader::readOnlyByDefault()
{
    use(SetUp::Empty);
    m_database->execute(
        u"CREATE TABLE tasks (%1); ALTER DATABASE %2 SET default_transaction_read_only = on"_s.arg(
            taskColumns, m_database->name()));
    const auto source = read();
    QVERIFY2(source, qPrintable(source ? QString() : source.error().message));
    QVERIFY(source->server.readOnly);
}

void TestTaskSourceReader::poolers_data()
{
    QTest::addColumn<PgBouncer::Mode>("mode");

    QTest::newRow("session") << PgBouncer::Mode::Session;
    QTest::newRow("transaction") << PgBouncer::Mode::Transaction;
}

void TestTaskSourceReader::poolers()
{
    QFETCH(PgBouncer::Mode, mode);
    use(SetUp::Reference);
    VERIFY_FINE(read());
    QVERIFY(!read()->server.pooled);
    const PgBouncer pooler(m_database->connection(), mode);
    m_connection->use(*ConnectionSettings::parse(pooler.by(m_database->connection())));
    const auto pooled = readTaskCatalogue(*m_connection, {}, u"public"_s, u"tasks"_s);
    VERIFY_FINE(pooled);
    QVERIFY(pooled->source.server.pooled);
}

WATCHBILL_TEST(TestTaskSourceReader)

} // namespace tst_tasksourcereader

#include "tst_tasksourcereader.moc"
