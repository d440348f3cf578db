// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watchbillctlprocess.h"

#include "builtprograms.h"
#include "testprogram.h"

#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QtTest>

#include <memory>

namespace tst_watchbillctl {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// The commands and what they do.
class TestWatchbillctl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();

    void create();
    void update();
    void deleteOnce();
    void filters_data();
    void filters();
    void limit();
    void wholeRowsInLists();
    void exactNumbers();
    void hostileText_data();
    void hostileText();
    void otherTables();
    void localeIsNotUtf8();
    void readerLeaves();
    void interrupted();
    void noGuiLibrary();

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

// Right now, by the server's clock, with microseconds.
bool isTimestamp(const QJsonValue &value)
{
    static const QRegularExpression iso(uR"(^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$)"_s);
    return iso.match(value.toString()).hasMatch();
}

} // namespace

void TestWatchbillctl::initTestCase()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Supabase);
    m_database->execute(u"INSERT INTO auth.users (id) VALUES ('%1')"_s.arg(alice));
}

void TestWatchbillctl::init()
{
    m_database->execute(u"TRUNCATE tasks"_s);
}

void TestWatchbillctl::cleanupTestCase()
{
    m_database.reset();
}

void TestWatchbillctl::insertTwoTasks()
{
    m_database->execute(
        u"INSERT INTO tasks (id, user_id, type, status, result_id, error_message, metadata, created_at, updated_at) VALUES "
        "('%1', '%3', 'concept_generation', 'failed', '%4', 'boom', '{\"n\": 1.50}', '2026-01-31 23:59:59.000001+00', "
        "'2026-02-01 00:00:00.999999+00'),"
        "('%2', '%3', 'odd, \"type\"', 'pending', NULL, NULL, NULL, '2026-02-01 00:00:00+00', NULL)"_s.arg(
            failedId, pendingId, alice, resultId));
}

void TestWatchbillctl::create()
{
    const Finished done = run({u"create"_s, u"--user"_s, alice, u"--type"_s, u"concept_generation"_s});
    QCOMPARE(done.messages, QByteArray());
    QCOMPARE(done.status, 0);
    const QJsonObject task = done.object();
    QCOMPARE(task.keys(),
             QStringList({u"created_at"_s, u"error_message"_s, u"id"_s, u"metadata"_s, u"result_id"_s,
                          u"status"_s, u"type"_s, u"updated_at"_s, u"user_id"_s}));
    QCOMPARE(task[u"user_id"_s].toString(), alice);
    QCOMPARE(task[u"type"_s].toString(), u"concept_generation"_s);
    QCOMPARE(task[u"status"_s].toString(), u"pending"_s);
    QVERIFY(task[u"result_id"_s].isNull());
    QVERIFY(task[u"error_message"_s].isNull());
    QCOMPARE(task[u"metadata"_s].toObject(), QJsonObject());
    QVERIFY(task[u"metadata"_s].isObject());
    QVERIFY(isTimestamp(task[u"created_at"_s]));
    QVERIFY(isTimestamp(task[u"updated_at"_s]));
    QCOMPARE(run({u"get"_s, task[u"id"_s].toString(), u"--user"_s, alice}).output, done.output);

    const Finished csv = run({u"--format"_s, u"csv"_s, u"create"_s, u"--user"_s, alice, u"--type"_s, u"t"_s});
    QVERIFY(csv.output.startsWith(csvHeader));
    const Finished table =
        run({u"--format"_s, u"table"_s, u"create"_s, u"--user"_s, alice, u"--type"_s, u"t"_s});
    QVERIFY(table.output.contains("\nstatus         pending\n"));
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), u"3"_s);
}

void TestWatchbillctl::update()
{
    insertTwoTasks();
    const Finished done =
        run({u"update"_s, pendingId, u"--status"_s, u"completed"_s, u"--result"_s, resultId});
    QCOMPARE(done.messages, QByteArray());
    QCOMPARE(done.status, 0);
    QCOMPARE(done.object()[u"status"_s].toString(), u"completed"_s);
    QCOMPARE(done.object()[u"result_id"_s].toString(), resultId);
    QVERIFY(done.object()[u"error_message"_s].isNull());
    QVERIFY(isTimestamp(done.object()[u"updated_at"_s]));

    // A word of the application's own, and what is not given stays.
    const Finished again =
        run({u"update"_s, pendingId, u"--status"_s, u"canceled"_s, u"--error"_s, u"by hand"_s});
    QCOMPARE(again.object()[u"status"_s].toString(), u"canceled"_s);
    QCOMPARE(again.object()[u"result_id"_s].toString(), resultId);
    QCOMPARE(again.object()[u"error_message"_s].toString(), u"by hand"_s);

    const QStringList once{u"update"_s, failedId, u"--status"_s, u"pending"_s};
    QVERIFY(run(QStringList{u"--format"_s, u"csv"_s} + once).output.startsWith(csvHeader));
    QVERIFY(run(QStringList{u"--format"_s, u"table"_s} + once).output.contains("\nstatus         pending\n"));
}

void TestWatchbillctl::deleteOnce()
{
    insertTwoTasks();
    const QStringList arguments{u"delete"_s, failedId, u"--user"_s, alice};
    const Finished first = run(arguments);
    QCOMPARE(first.output, QByteArray("{\"deleted\": true}\n"));
    QCOMPARE(first.messages, QByteArray());
    QCOMPARE(first.status, 0);
    const Finished second = run(arguments);
    QCOMPARE(second.output, QByteArray("{\"deleted\": false}\n"));
    QVERIFY(second.hasOneMessage());
    QCOMPARE(second.status, 3);
    QCOMPARE(m_database->value(u"SELECT id FROM tasks"_s), pendingId);
}

void TestWatchbillctl::filters_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("matches");

    QTest::newRow("none") << QStringList() << 2;
    QTest::newRow("status") << QStringList{u"--status"_s, u"failed"_s} << 1;
    QTest::newRow("two statuses") << QStringList{u"--status"_s, u"failed"_s, u"--status"_s, u"pending"_s}
                                  << 2;
    QTest::newRow("status of nobody") << QStringList{u"--status"_s, u"lost"_s} << 0;
    QTest::newRow("type") << QStringList{u"--type"_s, u"odd, \"type\""_s} << 1;
    QTest::newRow("user") << QStringList{u"--user"_s, alice} << 2;
    QTest::newRow("beginning of a user") << QStringList{u"--user=1111"_s} << 2;
    QTest::newRow("other user") << QStringList{u"--user"_s, u"22222222-1111-4111-8111-111111111111"_s} << 0;
    QTest::newRow("id as text") << QStringList{u"--text"_s, u"0000002"_s} << 1;
    QTest::newRow("wildcards as text") << QStringList{u"--text"_s, u"%_"_s} << 0;
    QTest::newRow("all at once") << QStringList{
        u"--user"_s, alice,    u"--status"_s, u"failed"_s, u"--type"_s, u"concept_generation"_s,
        u"--text"_s, u"aaaa"_s} << 1;
}

void TestWatchbillctl::filters()
{
    QFETCH(QStringList, options);
    insertTwoTasks();
    const Finished listed = run(QStringList{u"list"_s} + options);
    QCOMPARE(listed.status, 0);
    QTEST(int(listed.list().size()), "matches");
}

void TestWatchbillctl::limit()
{
    m_database->execute(u"INSERT INTO tasks (user_id, type, status, created_at) SELECT '%1', 't', 'pending', "
                        "now() - i * interval '1 microsecond' FROM generate_series(1, 1500) i"_s.arg(alice));
    QCOMPARE(run({u"list"_s, u"--limit"_s, u"3"_s}).list().size(), 3);
    const Finished all = run({u"list"_s, u"--limit"_s, u"10000"_s});
    QCOMPARE(all.list().size(), 1500);
    QCOMPARE(all.messages, QByteArray());
    QCOMPARE(run({u"list"_s, u"--limit"_s, u"1200"_s, u"--user"_s, alice}).list().size(), 1200);

    const Finished first = run({u"list"_s});
    QCOMPARE(first.list().size(), 100);
    QVERIFY(first.hasOneMessage());
    QVERIFY(first.messages.contains("--limit"));
}

// Unlike the pages of a window: a script has no second look.
void TestWatchbillctl::wholeRowsInLists()
{
    const QString error = u"x"_s.repeated(5000) + u"end"_s;
    m_database->execute(u"INSERT INTO tasks (user_id, type, status, error_message, metadata) "
                        "VALUES ('%1', 't', 'failed', '%2', '{\"a\": [1]}')"_s.arg(alice, error));
    for (const QStringList &options : {QStringList(), QStringList{u"--user"_s, alice}}) {
        const QJsonObject task = run(QStringList{u"list"_s} + options).list().at(0).toObject();
        QCOMPARE(task[u"error_message"_s].toString(), error);
        QCOMPARE(task[u"metadata"_s].toObject(), QJsonObject({{u"a"_s, QJsonArray{1}}}));
    }
}

void TestWatchbillctl::exactNumbers()
{
    const QByteArray metadata = "{\"big\": 12345678901234567890.123456789, \"zero\": 1.500}";
    const Finished created = run(
        {u"create"_s, u"--user"_s, alice, u"--type"_s, u"t"_s, u"--metadata"_s, QString::fromUtf8(metadata)});
    QCOMPARE(created.status, 0);
    QVERIFY(created.output.contains("\"metadata\":" + metadata + ','));
    QVERIFY(run({u"list"_s}).output.contains("\"metadata\":" + metadata + ','));
    QVERIFY(run({u"list"_s, u"--format"_s, u"csv"_s}).output.contains("12345678901234567890.123456789"));
    const QString id = created.object()[u"id"_s].toString();
    QVERIFY(run({u"--format"_s, u"table"_s, u"get"_s, id, u"--user"_s, alice}).output.contains(metadata));
}

void TestWatchbillctl::hostileText_data()
{
    QTest::addColumn<QString>("text");

    QTest::newRow("quotes") << u"it's \"quoted\" `so` $$so$$"_s;
    QTest::newRow("injection") << u"'; DROP TABLE tasks;--"_s;
    QTest::newRow("backslashes") << u"\\'; DROP TABLE tasks;-- \\ \\n \\u0041 \\\\"_s;
    QTest::newRow("place markers") << u"%1 %2 %L3 ? :name $1 [1:2]"_s;
    QTest::newRow("lines") << u" a\nb\r\nc\td "_s;
    QTest::newRow("control") << u"\x1b[2J\x01\x7f"_s;
    QTest::newRow("right to left") << u"مرحبا שלום \u202Eevil"_s;
    QTest::newRow("emoji") << u"👩\u200D💻😀 𝔘𝔫𝔦"_s;
    QTest::newRow("looks like JSON") << u"{\"a\": null}, ["_s;
    QTest::newRow("looks like an option") << u"--help"_s;
    QTest::newRow("100 kB") << u"0123456789"_s.repeated(10'000);
}

void TestWatchbillctl::hostileText()
{
    QFETCH(QString, text);
    const Finished created = run({u"create"_s, u"--user"_s, alice, u"--type"_s, text, u"--metadata"_s,
                                  QString::fromUtf8(QJsonDocument(QJsonObject{{u"k"_s, text}}).toJson())});
    QCOMPARE(created.messages, QByteArray());
    QCOMPARE(created.status, 0);
    QCOMPARE(created.object()[u"type"_s].toString(), text);
    QCOMPARE(created.object()[u"metadata"_s].toObject()[u"k"_s].toString(), text);

    const QString id = created.object()[u"id"_s].toString();
    const Finished updated = run({u"update"_s, id, u"--status"_s, text, u"--error"_s, text});
    QCOMPARE(updated.object()[u"status"_s].toString(), text);
    QCOMPARE(updated.object()[u"error_message"_s].toString(), text);
    QCOMPARE(m_database->value(u"SELECT error_message FROM tasks"_s), text);

    const Finished listed = run({u"list"_s, u"--type"_s, text, u"--status"_s, text, u"--text"_s, text});
    QCOMPARE(listed.list().size(), 1);
    QCOMPARE(
        run({u"counts"_s, u"--exact"_s, u"--type"_s, text}).list().at(0).toObject()[u"status"_s].toString(),
        text);
    const Finished csv = run({u"list"_s, u"--format"_s, u"csv"_s});
    QVERIFY(csv.output.contains(QString(text).replace(u'"', "\"\""_L1).toUtf8()));
    // A terminal must not obey it.
    const Finished table = run({u"list"_s, u"--format"_s, u"table"_s});
    QCOMPARE(table.output.count('\n'), 2);
    QVERIFY(!table.output.contains('\x1b'));
}

void TestWatchbillctl::otherTables()
{
    m_database->execute(
        u"CREATE SCHEMA \"Odd.Schema\"; CREATE TABLE \"Odd.Schema\".\"Jobs\" (id bigint PRIMARY KEY "
        "GENERATED ALWAYS AS IDENTITY, user_id text NOT NULL, type text NOT NULL, "
        "status text NOT NULL, created_at timestamp NOT NULL DEFAULT now())"_s);
    const QStringList table{u"--table"_s, u"\"Odd.Schema\".Jobs"_s};
    const Finished created =
        run(table + QStringList{u"create"_s, u"--user"_s, u"o'hara"_s, u"--type"_s, u"t"_s});
    QCOMPARE(created.messages, QByteArray());
    QCOMPARE(created.object()[u"id"_s].toString(), u"1"_s);
    QVERIFY(created.object()[u"metadata"_s].isNull());
    QCOMPARE(run(table + QStringList{u"delete"_s, u"1"_s, u"--user"_s, u"o'hara"_s}).status, 0);
    QCOMPARE(run(table + QStringList{u"delete"_s, u"--user"_s, u"o'hara"_s, u"--"_s, u"-1"_s}).status, 3);
}

// As under cron.
void TestWatchbillctl::localeIsNotUtf8()
{
    const QString type = u"日本語 😀"_s;
    const Finished created = watchbillctl(
        {u"--connection"_s, m_database->connection(), u"create"_s, u"--user"_s, alice, u"--type"_s, type},
        {{{u"LC_ALL"_s, u"C"_s}}, {}});
    QCOMPARE(created.messages, QByteArray());
    QCOMPARE(created.object()[u"type"_s].toString(), type);
}

void TestWatchbillctl::readerLeaves()
{
    m_database->execute(
        u"INSERT INTO tasks (user_id, type, status, error_message) SELECT '%1', 't', 'failed', "
        "repeat('x', 1000) FROM generate_series(1, 2000)"_s.arg(alice));
    QProcess shell;
    shell.setProcessEnvironment(environmentWithoutServer());
    shell.start(u"sh"_s,
                {u"-c"_s, u"\"$0\" --connection \"$1\" list --limit 2000 | head -c 1"_s, builtWatchbillctl(),
                 m_database->connection()});
    QVERIFY(shell.waitForFinished(60'000));
    QCOMPARE(shell.readAllStandardOutput(), QByteArray("["));
    QCOMPARE(shell.readAllStandardError(), QByteArray());
}

// The server must not go on working after the program has ended.
void TestWatchbillctl::interrupted()
{
    m_database->execute(u"CREATE VIEW slow AS SELECT id, user_id, status, created_at, "
                        "pg_sleep(600)::text AS type FROM auth.users, (VALUES ('s')) AS v (status), "
                        "LATERAL (SELECT id AS user_id) AS u"_s);
    const auto isRunning = [this] {
        return m_database->value(u"SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' "
                                 "AND datname = current_database()"_s)
            == "1"_L1;
    };
    QProcess process;
    process.setProcessEnvironment(environmentWithoutServer());
    process.start(builtWatchbillctl(),
                  {u"--connection"_s, m_database->connection(), u"--table"_s, u"slow"_s, u"list"_s});
    QTRY_VERIFY_WITH_TIMEOUT(isRunning(), 60'000);
    process.terminate();
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitStatus(), QProcess::CrashExit); // by the signal, so that a shell's loop ends too
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
    QCOMPARE(process.readAllStandardError(), QByteArray());
    QVERIFY(!isRunning());
}

void TestWatchbillctl::noGuiLibrary()
{
    if (QStandardPaths::findExecutable(u"ldd"_s).isEmpty())
        QSKIP("There is no ldd here.");
    QProcess ldd;
    ldd.start(u"ldd"_s, {builtWatchbillctl()});
    QVERIFY(ldd.waitForFinished(60'000));
    const QByteArray libraries = ldd.readAllStandardOutput();
    QVERIFY2(libraries.contains("Qt6Core"), libraries.constData());
    for (const char *gui : {"Qt6Gui", "Qt6Widgets", "libX11", "libGL", "libxcb", "wayland"})
        QVERIFY2(!libraries.contains(gui), gui);
}

WATCHBILL_TEST(TestWatchbillctl)

} // namespace tst_watchbillctl

#include "tst_watchbillctl.moc"
