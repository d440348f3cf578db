// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watchbillctlprocess.h"

#include "task/jsonvalue.h"
#include "testprogram.h"

#include <QtTest>

#include <memory>

namespace tst_watchbillctlformats {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// What the commands print, to the letter.
class TestWatchbillctlFormats : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();

    void taskInEachFormat_data();
    void taskInEachFormat();
    void noTaskInEachFormat();
    void deleteInEachFormat_data();
    void deleteInEachFormat();
    void listInEachFormat_data();
    void listInEachFormat();
    void countsInEachFormat_data();
    void countsInEachFormat();
    void metadataThatIsNoJson();
    void metadataAsTheServerHasIt();
    void createdMetadataKeepsItsNumbers();
    void formulasAreGuarded();
    void tableDoesNotControlTheTerminal();
    void nullIsNoEmptyText();
    void tasksWithoutAUser();

private:
    Finished run(const QStringList &arguments) { return watchbillctl(*m_database, arguments); }
    void insertTwoTasks();

    std::unique_ptr<TestDatabase> m_database;
};

namespace {

const QString alice = u"11111111-1111-4111-8111-111111111111"_s;
const QString failedId = u"aaaaaaaa-0000-4000-8000-000000000001"_s;
const QString pendingId = u"aaaaaaaa-0000-4000-8000-000000000002"_s;
const QString resultId = u"bbbbbbbb-0000-4000-8000-000000000001"_s;

const QByteArray csvHeader =
    "id,user_id,type,status,result_id,error_message,metadata,created_at,updated_at\r\n";

const QByteArray failedAsJson =
    "{\"id\":\"aaaaaaaa-0000-4000-8000-000000000001\",\"user_id\":\"11111111-1111-4111-8111-111111111111\","
    "\"type\":\"concept_generation\",\"status\":\"failed\",\"result_id\":\"bbbbbbbb-0000-4000-8000-000000000001\","
    "\"error_message\":\"\",\"metadata\":{\"n\": 1.50},\"created_at\":\"2026-01-31T23:59:59.000001+00:00\","
    "\"updated_at\":\"2026-02-01T00:00:00.999999+00:00\"}";

const QByteArray pendingAsJson =
    "{\"id\":\"aaaaaaaa-0000-4000-8000-000000000002\",\"user_id\":\"11111111-1111-4111-8111-111111111111\","
    "\"type\":\"odd, \\\"type\\\"\",\"status\":\"pending\",\"result_id\":null,"
    "\"error_message\":null,\"metadata\":null,\"created_at\":\"2026-02-01T00:00:00.000000+00:00\","
    "\"updated_at\":null}";

const QByteArray failedAsCsv =
    "aaaaaaaa-0000-4000-8000-000000000001,11111111-1111-4111-8111-111111111111,concept_generation,failed,"
    "bbbbbbbb-0000-4000-8000-000000000001,\"\",\"{\"\"n\"\": 1.50}\",2026-01-31T23:59:59.000001+00:00,"
    "2026-02-01T00:00:00.999999+00:00\r\n";

const QByteArray pendingAsCsv =
    "aaaaaaaa-0000-4000-8000-000000000002,11111111-1111-4111-8111-111111111111,\"odd, \"\"type\"\"\",pending,,,,"
    "2026-02-01T00:00:00.000000+00:00,\r\n";

const QByteArray failedAsTable = "id             aaaaaaaa-0000-4000-8000-000000000001\n"
                                 "user_id        11111111-1111-4111-8111-111111111111\n"
                                 "type           concept_generation\n"
                                 "status         failed\n"
                                 "result_id      bbbbbbbb-0000-4000-8000-000000000001\n"
                                 "error_message  ''\n"
                                 "metadata       {\"n\": 1.50}\n"
                                 "created_at     2026-01-31T23:59:59.000001+00:00\n"
                                 "updated_at     2026-02-01T00:00:00.999999+00:00\n";

} // namespace

void TestWatchbillctlFormats::initTestCase()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Supabase);
    m_database->execute(u"INSERT INTO auth.users (id) VALUES ('%1')"_s.arg(alice));
}

void TestWatchbillctlFormats::init()
{
    m_database->execute(u"TRUNCATE tasks"_s);
}

void TestWatchbillctlFormats::cleanupTestCase()
{
    m_database.reset();
}

void TestWatchbillctlFormats::insertTwoTasks()
{
    m_database->execute(
        u"INSERT INTO tasks (id, user_id, type, status, result_id, error_message, metadata, created_at, updated_at) VALUES "
        "('%1', '%3', 'concept_generation', 'failed', '%4', '', '{\"n\": 1.50}', '2026-01-31 23:59:59.000001+00', "
        "'2026-02-01 00:00:00.999999+00'),"
        "('%2', '%3', 'odd, \"type\"', 'pending', NULL, NULL, NULL, '2026-02-01 00:00:00+00', NULL)"_s.arg(
            failedId, pendingId, alice, resultId));
}

void TestWatchbillctlFormats::taskInEachFormat_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("output");

    QTest::newRow("json") << u"json"_s << failedAsJson + '\n';
    QTest::newRow("csv") << u"csv"_s << csvHeader + failedAsCsv;
    QTest::newRow("table") << u"table"_s << failedAsTable;
}

void TestWatchbillctlFormats::taskInEachFormat()
{
    QFETCH(QString, format);
    insertTwoTasks();
    const Finished got = run({u"--format"_s, format, u"get"_s, failedId, u"--user"_s, alice});
    QTEST(got.output, "output");
    QCOMPARE(got.messages, QByteArray());
    QCOMPARE(got.status, 0);
    const Finished byResult = run({u"by-result"_s, resultId, u"--user"_s, alice, u"--format"_s, format});
    QTEST(byResult.output, "output");
    QCOMPARE(byResult.status, 0);
}

void TestWatchbillctlFormats::noTaskInEachFormat()
{
    const auto none = [this](const QString &format) {
        return run({u"by-result"_s, resultId, u"--user"_s, alice, u"--format"_s, format});
    };
    QCOMPARE(none(u"json"_s).output, QByteArray("null\n"));
    QCOMPARE(none(u"json"_s).status, 0);
    QCOMPARE(none(u"json"_s).messages, QByteArray());
    QCOMPARE(none(u"csv"_s).output, csvHeader);
    QCOMPARE(none(u"table"_s).output, QByteArray("(no tasks)\n"));
}

void TestWatchbillctlFormats::deleteInEachFormat_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("yes");
    QTest::addColumn<QByteArray>("no");

    QTest::newRow("csv") << u"csv"_s << QByteArray("deleted\r\ntrue\r\n")
                         << QByteArray("deleted\r\nfalse\r\n");
    QTest::newRow("table") << u"table"_s << QByteArray("deleted\n") << QByteArray("not deleted\n");
}

void TestWatchbillctlFormats::deleteInEachFormat()
{
    QFETCH(QString, format);
    insertTwoTasks();
    const QStringList arguments{u"--format"_s, format, u"delete"_s, failedId, u"--user"_s, alice};
    QTEST(run(arguments).output, "yes");
    QTEST(run(arguments).output, "no");
}

void TestWatchbillctlFormats::listInEachFormat_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QByteArray>("empty");

    QTest::newRow("json") << u"json"_s << "[\n  " + pendingAsJson + ",\n  " + failedAsJson + "\n]\n"
                          << QByteArray("[]\n");
    QTest::newRow("csv") << u"csv"_s << csvHeader + pendingAsCsv + failedAsCsv << csvHeader;
    QTest::newRow("table")
        << u"table"_s
        << QByteArray(
               "id                                    status   created_at (UTC)     type                "
               "user_id                               error_message\n"
               "aaaaaaaa-0000-4000-8000-000000000002  pending  2026-02-01 00:00:00  odd, \"type\"         "
               "11111111-1111-4111-8111-111111111111  NULL\n"
               "aaaaaaaa-0000-4000-8000-000000000001  failed   2026-01-31 23:59:59  concept_generation  "
               "11111111-1111-4111-8111-111111111111  ''\n")
        << QByteArray("(no tasks)\n");
}

void TestWatchbillctlFormats::listInEachFormat()
{
    QFETCH(QString, format);
    const Finished nothing = run({u"--format"_s, format, u"list"_s});
    QTEST(nothing.output, "empty");
    QCOMPARE(nothing.messages, QByteArray("watchbillctl: public.tasks is empty.\n"));
    QCOMPARE(nothing.status, 0);
    insertTwoTasks();
    const Finished both = run({u"--format"_s, format, u"list"_s});
    QTEST(both.output, "output");
    QCOMPARE(both.messages, QByteArray());
    QCOMPARE(both.status, 0);
}

void TestWatchbillctlFormats::countsInEachFormat_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QByteArray>("empty");

    QTest::newRow("json") << u"json"_s
                          << QByteArray("[\n  {\"status\":\"failed\",\"count\":1,\"precision\":\"exact\"},\n"
                                        "  {\"status\":\"pending\",\"count\":1,\"precision\":\"exact\"}\n]\n")
                          << QByteArray("[]\n");
    QTest::newRow("csv") << u"csv"_s
                         << QByteArray("status,count,precision\r\nfailed,1,exact\r\npending,1,exact\r\n")
                         << QByteArray("status,count,precision\r\n");
    QTest::newRow("table") << u"table"_s
                           << QByteArray("status   count\nfailed       1\npending      1\n(all)        2\n")
                           << QByteArray("status  count\n(all)       0\n");
}

void TestWatchbillctlFormats::countsInEachFormat()
{
    QFETCH(QString, format);
    QTEST(run({u"--format"_s, format, u"counts"_s}).output, "empty");
    insertTwoTasks();
    const Finished counted = run({u"--format"_s, format, u"counts"_s});
    QTEST(counted.output, "output");
    QCOMPARE(counted.messages, QByteArray());
    QCOMPARE(counted.status, 0);
    QTEST(run({u"--format"_s, format, u"counts"_s, u"--exact"_s}).output, "output");
}

void TestWatchbillctlFormats::metadataThatIsNoJson()
{
    m_database->execute(u"CREATE TABLE plain (id text PRIMARY KEY, user_id text, type text, status text, "
                        "created_at timestamptz, metadata text); "
                        "INSERT INTO plain VALUES ('1', 'u', 't', 's', 'infinity', 'no \"JSON\"')"_s);
    const QJsonObject task = run({u"--table"_s, u"plain"_s, u"list"_s}).list().at(0).toObject();
    QCOMPARE(task[u"metadata"_s].toString(), u"no \"JSON\""_s);
    QCOMPARE(task[u"created_at"_s].toString(), u"infinity"_s);
}

void TestWatchbillctlFormats::metadataAsTheServerHasIt()
{
    m_database->execute(
        u"CREATE TABLE raw (id int PRIMARY KEY, user_id text, type text, status text, "
        "created_at timestamptz, metadata json); INSERT INTO raw VALUES (1, 'u', 't', 's', now(), "
        "E'{\\n \"z\": 12345678901234567890,\\r\\n \"a\": 10.00,\\t\"z\": 1e400, \"nul\": \"\\\\u0000\"}')"_s);
    const QByteArray metadata = m_database->value(u"SELECT metadata::text FROM raw"_s).toUtf8();
    for (const QStringList &command :
         {QStringList{u"list"_s}, QStringList{u"get"_s, u"1"_s, u"--user"_s, u"u"_s}}) {
        const QByteArray output = run(QStringList{u"--table"_s, u"raw"_s} + command).output;
        QVERIFY2(output.contains("\"metadata\":" + metadata + ','), output);
        QVERIFY2(json::Value::fromText(output), output);
    }
}

void TestWatchbillctlFormats::createdMetadataKeepsItsNumbers()
{
    const QString metadata =
        u"{\"u64\": 12345678901234567890, \"price\": 10.00, \"big\": 123456789012345678901234567890, \"huge\": 1e300}"_s;
    const Finished created =
        run({u"create"_s, u"--user"_s, alice, u"--type"_s, u"t"_s, u"--metadata"_s, metadata});
    QCOMPARE(created.status, 0);
    QCOMPARE(m_database->value(u"SELECT metadata::text FROM tasks"_s),
             m_database->value(u"SELECT '%1'::jsonb::text"_s.arg(metadata)));
    // A number that no double holds, as deep as no one reads.
    m_database->execute(u"CREATE TABLE exact (id text PRIMARY KEY, user_id text, type text, status text, "
                        "created_at timestamptz, metadata json)"_s);
    const QString extreme = u"{\"b\": 1e400, \"a\": %1-0%2, \"b\": \"\\u0000\"}"_s.arg(QString(1'500, u'['),
                                                                                       QString(1'500, u']'));
    QCOMPARE(run({u"--table"_s, u"exact"_s, u"create"_s, u"--user"_s, u"u"_s, u"--type"_s, u"t"_s,
                  u"--metadata"_s, extreme})
                 .status,
             0);
    QCOMPARE(m_database->value(u"SELECT metadata::text FROM exact"_s), extreme);
    for (const QString &wrong : {u"{\"a\": 01}"_s, u"[1]"_s, u"{\"a\": 1,}"_s}) {
        const Finished refused =
            run({u"create"_s, u"--user"_s, alice, u"--type"_s, u"t"_s, u"--metadata"_s, wrong});
        QCOMPARE(refused.status, 2);
        QVERIFY(refused.hasOneMessage());
    }
}

void TestWatchbillctlFormats::formulasAreGuarded()
{
    m_database->execute(u"CREATE TABLE formulas (id int PRIMARY KEY, user_id text, type text, status text, "
                        "created_at timestamptz, error_message text); "
                        "INSERT INTO formulas VALUES (1, '+u', '=1+1', 'a,b', '2026-01-01Z', E'-1\\n@2')"_s);
    const QStringList list{u"--table"_s, u"formulas"_s, u"--format"_s, u"csv"_s, u"list"_s};
    QCOMPARE(run(list).output,
             csvHeader + "1,+u,=1+1,\"a,b\",,\"-1\n@2\",,2026-01-01T00:00:00.000000+00:00,\r\n");
    QCOMPARE(run(list + QStringList{u"--guard-formulas"_s}).output,
             csvHeader + "1,'+u,'=1+1,\"a,b\",,\"'-1\n@2\",,2026-01-01T00:00:00.000000+00:00,\r\n");
    const Finished refused = run({u"--guard-formulas"_s, u"list"_s});
    QCOMPARE(refused.status, 2);
    QVERIFY(refused.hasOneMessage());
}

void TestWatchbillctlFormats::tableDoesNotControlTheTerminal()
{
    m_database->execute(
        u"CREATE TABLE hostile (id text PRIMARY KEY, user_id text, type text, status text, created_at timestamptz, "
        "error_message text, metadata text); INSERT INTO hostile SELECT t, t, t, t, now(), t, t FROM (SELECT "
        "E'\\u001b[31mred\\u001b[0m\\u001b]0;title\\u0007 \\u009b2J \\u202egnp.exe\\r\\u0001' AS t) given"_s);
    const QString id = m_database->value(u"SELECT id FROM hostile"_s);
    for (const QStringList &command :
         {QStringList{u"list"_s}, QStringList{u"get"_s, id, u"--user"_s, id}, QStringList{u"counts"_s}}) {
        const QByteArray output =
            run(QStringList{u"--table"_s, u"hostile"_s, u"--format"_s, u"table"_s} + command).output;
        const QString text = QString::fromUtf8(output);
        QVERIFY2(text.contains(u"red  ⟨U+202E⟩gnp.exe␍␁"_s), output);
        for (const QChar c : text)
            QVERIFY2(c == u'\n' || c.isPrint(), output);
    }
}

void TestWatchbillctlFormats::nullIsNoEmptyText()
{
    m_database->execute(u"CREATE TABLE nulls (id int PRIMARY KEY, user_id text, type text, status text, "
                        "created_at timestamptz, error_message text); INSERT INTO nulls VALUES "
                        "(1, NULL, NULL, NULL, NULL, NULL), (2, '', '', '', '2026-01-01Z', '')"_s);
    m_database->execute(u"CREATE TABLE words (LIKE nulls); "
                        "INSERT INTO words VALUES (3, 'NULL', 'null', 'NULL', '2026-01-01Z', NULL)"_s);
    QCOMPARE(run({u"--table"_s, u"words"_s, u"list"_s, u"--format"_s, u"table"_s}).output,
             QByteArray("id  status  created_at (UTC)     type  user_id  error_message\n"
                        "3   'NULL'  2026-01-01 00:00:00  null  'NULL'   NULL\n"));
    const QStringList list{u"--table"_s, u"nulls"_s, u"list"_s};
    const QJsonArray tasks = run(list).list();
    QCOMPARE(tasks.size(), 2);
    for (const QString &name : {u"user_id"_s, u"type"_s, u"status"_s, u"error_message"_s}) {
        QVERIFY(tasks[0].toObject()[name].isNull()); // NULL times stand first
        QCOMPARE(tasks[1].toObject()[name], QJsonValue(u""_s));
    }
    QCOMPARE(run(list + QStringList{u"--format"_s, u"csv"_s}).output,
             csvHeader + "1,,,,,,,,\r\n2,\"\",\"\",\"\",,\"\",,2026-01-01T00:00:00.000000+00:00,\r\n");
    QCOMPARE(run(list + QStringList{u"--format"_s, u"table"_s}).output,
             QByteArray("id  status  created_at (UTC)     type  user_id  error_message\n"
                        "1   NULL    NULL                 NULL  NULL     NULL\n"
                        "2   ''      2026-01-01 00:00:00  ''    ''       ''\n"));
    QCOMPARE(run({u"--table"_s, u"nulls"_s, u"counts"_s}).output,
             QByteArray("[\n  {\"status\":\"\",\"count\":1,\"precision\":\"exact\"},\n"
                        "  {\"status\":null,\"count\":1,\"precision\":\"exact\"}\n]\n"));
    for (const QString &option : {u"--no-user"_s, u"--no-type"_s, u"--no-status"_s}) {
        const QJsonArray found = run(list + QStringList{option}).list();
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].toObject()[u"id"_s].toString(), u"1"_s);
    }
}

void TestWatchbillctlFormats::tasksWithoutAUser()
{
    m_database->execute(u"CREATE TABLE ownerless (id int PRIMARY KEY, user_id text, type text, status text, "
                        "created_at timestamptz); INSERT INTO ownerless VALUES (1, NULL, 't', 's', now()), "
                        "(2, '', 't', 's', now()), (3, 'u', 't', 's', now())"_s);
    const auto ask = [this](const QStringList &arguments) {
        return run(QStringList{u"--table"_s, u"ownerless"_s} + arguments);
    };
    QCOMPARE(ask({u"get"_s, u"1"_s, u"--no-user"_s}).object()[u"id"_s].toString(), u"1"_s);
    QCOMPARE(ask({u"get"_s, u"2"_s, u"--no-user"_s}).status, 3);
    QCOMPARE(ask({u"delete"_s, u"3"_s, u"--no-user"_s}).status, 3);
    QCOMPARE(ask({u"delete"_s, u"1"_s, u"--user"_s, u""_s}).status, 3);
    QCOMPARE(ask({u"delete"_s, u"1"_s, u"--no-user"_s}).output, QByteArray("{\"deleted\": true}\n"));
    QCOMPARE(m_database->value(u"SELECT string_agg(id::text, ',' ORDER BY id) FROM ownerless"_s), u"2,3"_s);
    QCOMPARE(ask({u"get"_s, u"2"_s}).status, 2);
    QCOMPARE(ask({u"get"_s, u"2"_s, u"--user"_s, u"u"_s, u"--no-user"_s}).status, 2);
}

WATCHBILL_TEST(TestWatchbillctlFormats)

} // namespace tst_watchbillctlformats

#include "tst_watchbillctlformats.moc"
