// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "testprogram.h"
#include "watchbillctlprocess.h"
#include "watchprocess.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSet>
#include <QUuid>
#include <QtTest>

#include <memory>

namespace tst_watchbillctlwatch {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// The command watch, while other connections change the tasks.
class TestWatchbillctlWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();

    void createdChangedDeleted();
    void wholeTasks();
    void leavesTheFilter();
    void filters();
    void randomChanges();
    void manyAtOnce();
    void formats_data();
    void formats();
    void jsonWithLineBreaks();
    void noUpdatedAt();
    void rowSecurity();
    void changedTable();

private:
    QString insert(const QString &type, const QString &status);
    void setStatus(const QString &id, const QString &status);
    void remove(const QString &id);

    std::unique_ptr<TestDatabase> m_database;
};

namespace {

const QString alice = u"11111111-1111-4111-8111-111111111111"_s;
const QString bob = u"22222222-1111-4111-8111-111111111111"_s;
const QString someId = u"aaaaaaaa-0000-4000-8000-000000000001"_s;

QJsonObject taskOf(const QJsonObject &line)
{
    return line[u"task"_s].toObject();
}

} // namespace

void TestWatchbillctlWatch::initTestCase()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
}

void TestWatchbillctlWatch::init()
{
    m_database->execute(u"TRUNCATE tasks"_s);
}

void TestWatchbillctlWatch::cleanupTestCase()
{
    m_database.reset();
}

QString TestWatchbillctlWatch::insert(const QString &type, const QString &status)
{
    return m_database->value(
        u"INSERT INTO tasks (user_id, type, status) VALUES ('%1', '%2', '%3') RETURNING id"_s.arg(alice, type,
                                                                                                  status));
}

void TestWatchbillctlWatch::setStatus(const QString &id, const QString &status)
{
    m_database->execute(
        u"UPDATE tasks SET status = '%2', updated_at = now() WHERE id = '%1'"_s.arg(id, status));
}

void TestWatchbillctlWatch::remove(const QString &id)
{
    m_database->execute(u"DELETE FROM tasks WHERE id = '%1'"_s.arg(id));
}

void TestWatchbillctlWatch::createdChangedDeleted()
{
    const QString old = insert(u"old"_s, u"pending"_s);
    WatchProcess watch(*m_database);
    const QString id = insert(u"t"_s, u"pending"_s); // and not a word of the old one
    const auto wholeTask = [&] {
        return watchbillctl(*m_database, {u"get"_s, id, u"--user"_s, alice}).output.trimmed();
    };
    QCOMPARE(watch.line(), "{\"change\":\"created\",\"task\":" + wholeTask() + "}\n");
    setStatus(id, u"processing"_s);
    QCOMPARE(watch.line(), "{\"change\":\"changed\",\"task\":" + wholeTask() + "}\n");
    m_database->execute(u"UPDATE tasks SET status = 'lost' WHERE id = '%1'"_s.arg(id)); // updated_at stays
    const QByteArray last = wholeTask();
    QCOMPARE(watch.line(), "{\"change\":\"changed\",\"task\":" + last + "}\n");
    remove(id);
    QCOMPARE(watch.line(), "{\"change\":\"deleted\",\"task\":" + last + "}\n");
    setStatus(old, u"completed"_s);
    QCOMPARE(inShort(watch.change()), "changed completed "_L1 + old);
}

// Lists are read without metadata and with the beginnings of errors only.
void TestWatchbillctlWatch::wholeTasks()
{
    WatchProcess watch(*m_database);
    const QString error = u"😀"_s.repeated(400) + u"end"_s;
    const QString id =
        m_database->value(u"INSERT INTO tasks (user_id, type, status, error_message, metadata) VALUES "
                          "('%1', 't', 'failed', '%2', '{\"n\": 1.50}') RETURNING id"_s.arg(alice, error));
    const QByteArray line = watch.line();
    QVERIFY(line.contains((error + u'"').toUtf8()));
    QVERIFY(line.contains("\"metadata\":{\"n\": 1.50}"));
    // What was read whole is not taken for another state of the shortened task.
    remove(id);
    QCOMPARE(inShort(watch.change()), "deleted failed "_L1 + id);
}

void TestWatchbillctlWatch::leavesTheFilter()
{
    const QString id = insert(u"t"_s, u"pending"_s);
    const QString other = insert(u"t"_s, u"pending"_s);
    WatchProcess watch(*m_database, {u"--status"_s, u"processing"_s});
    setStatus(id, u"processing"_s);
    QCOMPARE(inShort(watch.change()), "changed processing "_L1 + id);
    setStatus(id, u"completed"_s);
    QCOMPARE(inShort(watch.change()), "changed completed "_L1 + id);
    setStatus(id, u"failed"_s); // is no longer of interest
    remove(id);
    setStatus(other, u"processing"_s);
    QCOMPARE(inShort(watch.change()), "changed processing "_L1 + other);
    remove(other);
    QCOMPARE(inShort(watch.change()), "deleted processing "_L1 + other);
    const QString newest = insert(u"t"_s, u"processing"_s);
    QCOMPARE(inShort(watch.change()), "created processing "_L1 + newest);
}

void TestWatchbillctlWatch::filters()
{
    WatchProcess watch(*m_database,
                       {u"--user"_s, u"1111"_s, u"--type"_s, u"t"_s, u"--type"_s, u"u"_s, u"--status"_s,
                        u"failed"_s, u"--text"_s, u"boom"_s});
    m_database->execute(
        u"INSERT INTO tasks (user_id, type, status, error_message) VALUES ('%2', 't', 'failed', 'boom'), "
        "('%1', 'v', 'failed', 'boom'), ('%1', 't', 'pending', 'boom'), ('%1', 't', 'failed', NULL), "
        "('%1', 'u', 'failed', 'kaBOOM')"_s.arg(alice, bob));
    QCOMPARE(taskOf(watch.change())[u"error_message"_s].toString(), u"kaBOOM"_s);
    m_database->execute(u"DELETE FROM tasks"_s);
    QVERIFY(inShort(watch.change()).startsWith("deleted failed "_L1));
}

// Each change is one line: none is missing, none comes twice.
void TestWatchbillctlWatch::randomChanges()
{
    m_database->execute(
        u"INSERT INTO tasks (user_id, type, status, created_at, updated_at) SELECT '%1', 't', "
        "'pending', t, t FROM generate_series(now() - interval '300 s', now(), '1 s') AS t"_s.arg(alice));
    QStringList ids;
    for (const QStringList &row : m_database->execute(u"SELECT id FROM tasks"_s))
        ids += row.first();
    WatchProcess watch(*m_database);
    QRandomGenerator random(7);
    for (int changes = 0; changes < 100;) {
        QString statements;
        QStringList expected;
        QStringList touched;
        for (int i = random.bounded(1, 6); i > 0; --i) {
            const bool isNew = random.bounded(3) == 0;
            const QString id = isNew ? QUuid::createUuid().toString(QUuid::WithoutBraces)
                                     : ids.takeAt(random.bounded(int(ids.size())));
            const QString status = QString::number(random.bounded(3));
            if (isNew) {
                statements +=
                    u"INSERT INTO tasks (id, user_id, type, status) VALUES ('%1', '%2', 't', '%3');"_s.arg(
                        id, alice, status);
                expected += u"created %1 %2"_s.arg(status, id);
            } else if (random.bounded(4) == 0) {
                expected += u"deleted %1 %2"_s.arg(
                    m_database->value(u"SELECT status FROM tasks WHERE id = '%1'"_s.arg(id)), id);
                statements += u"DELETE FROM tasks WHERE id = '%1';"_s.arg(id);
                continue;
            } else {
                statements +=
                    u"UPDATE tasks SET status = '%2', updated_at = now() WHERE id = '%1';"_s.arg(id, status);
                expected += u"changed %1 %2"_s.arg(status, id);
            }
            touched += id;
        }
        m_database->execute(statements);
        QStringList printed;
        for (qsizetype i = 0; i < expected.size(); ++i)
            printed += inShort(watch.change());
        expected.sort();
        printed.sort();
        QCOMPARE(printed, expected);
        ids += touched;
        changes += int(expected.size());
    }
    const QString last = insert(u"t"_s, u"last"_s);
    QCOMPARE(inShort(watch.change()), "created last "_L1 + last);
}

// More than a look usually reads, more than it keeps, and several times the same in one transaction.
void TestWatchbillctlWatch::manyAtOnce()
{
    constexpr int count = 3000;
    WatchProcess watch(*m_database);
    for (
        const QString &statement :
        {u"INSERT INTO tasks (user_id, type, status) SELECT '%1', 't', 'created' FROM generate_series(1, %2)"_s,
         u"UPDATE tasks SET status = 'changed', updated_at = clock_timestamp()"_s}) {
        m_database->execute(statement.contains(u'%') ? statement.arg(alice).arg(count) : statement);
        QSet<QString> ids;
        for (int i = 0; i < count; ++i) {
            const QJsonObject line = watch.change();
            QCOMPARE(line[u"change"_s], taskOf(line)[u"status"_s]);
            ids += taskOf(line)[u"id"_s].toString();
        }
        QCOMPARE(int(ids.size()), count);
    }
    const QString last = insert(u"t"_s, u"last"_s);
    QCOMPARE(inShort(watch.change()), "created last "_L1 + last);
}

void TestWatchbillctlWatch::formats_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("created");
    QTest::addColumn<QByteArray>("changed");
    QTest::addColumn<QString>("deleted");

    QTest::newRow("json")
        << u"json"_s << QByteArray()
        << QByteArray(
               R"({"change":"created","task":{"id":"aaaaaaaa-0000-4000-8000-000000000001",)"
               R"("user_id":"11111111-1111-4111-8111-111111111111","type":"odd, \"type\"","status":"pending",)"
               R"("result_id":null,"error_message":null,"metadata":null,)"
               R"("created_at":"2026-01-31T23:59:59.000001+00:00","updated_at":"2026-01-31T23:59:59.000001+00:00"}})"
               "\n")
        << QByteArray(
               R"({"change":"changed","task":{"id":"aaaaaaaa-0000-4000-8000-000000000001",)"
               R"("user_id":"11111111-1111-4111-8111-111111111111","type":"odd, \"type\"","status":"failed",)"
               R"("result_id":null,"error_message":"boom\nat line 1","metadata":{"n": 1.50},)"
               R"("created_at":"2026-01-31T23:59:59.000001+00:00","updated_at":"2026-02-01T00:00:00.999999+00:00"}})"
               "\n")
        << uR"(^\{"change":"deleted","task":\{"id":"aaaaaaaa-0000-4000-8000-000000000001",.*"metadata":null,.*\}\}\n$)"_s;
    QTest::newRow("csv")
        << u"csv"_s
        << QByteArray(
               "change,id,user_id,type,status,result_id,error_message,metadata,created_at,updated_at\r\n")
        << QByteArray(
               "created,aaaaaaaa-0000-4000-8000-000000000001,11111111-1111-4111-8111-111111111111,"
               "\"odd, \"\"type\"\"\",pending,,,,2026-01-31T23:59:59.000001+00:00,2026-01-31T23:59:59.000001+00:00\r\n")
        << QByteArray("changed,aaaaaaaa-0000-4000-8000-000000000001,11111111-1111-4111-8111-111111111111,"
                      "\"odd, \"\"type\"\"\",failed,,\"boom\nat line 1\",\"{\"\"n\"\": 1.50}\","
                      "2026-01-31T23:59:59.000001+00:00,2026-02-01T00:00:00.999999+00:00\r\n")
        << u"^deleted,aaaaaaaa-0000-4000-8000-000000000001,"_s;
    QTest::newRow("table")
        << u"table"_s
        << QByteArray(
               "time (UTC)           change   status      type                  id        user_id   error_message\n")
        << QByteArray(
               "2026-01-31 23:59:59  created  pending     odd, \"type\"           aaaaaaaa  11111111  NULL\n")
        << QByteArray(
               "2026-02-01 00:00:00  changed  failed      odd, \"type\"           aaaaaaaa  11111111  boom\n")
        << u"^20..-..-.. ..:..:..  deleted  failed      odd, \"type\"           aaaaaaaa  11111111  boom\n$"_s;
}

// To the letter.
void TestWatchbillctlWatch::formats()
{
    QFETCH(QString, format);
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, created);
    QFETCH(QByteArray, changed);
    QFETCH(QString, deleted);
    WatchProcess watch(*m_database, {u"--format"_s, format});
    const auto read = [&](const QByteArray &like) {
        QByteArray lines;
        for (qsizetype i = 0; i < like.count('\n'); ++i)
            lines += watch.line();
        return lines;
    };
    QCOMPARE(read(header), header);
    m_database->execute(u"INSERT INTO tasks (id, user_id, type, status, created_at, updated_at) VALUES "
                        "('%1', '%2', 'odd, \"type\"', 'pending', '2026-01-31 23:59:59.000001+00', "
                        "'2026-01-31 23:59:59.000001+00')"_s.arg(someId, alice));
    QCOMPARE(read(created), created);
    m_database->execute(u"UPDATE tasks SET status = 'failed', error_message = E'boom\\nat line 1', "
                        "metadata = '{\"n\": 1.50}', updated_at = '2026-02-01 00:00:00.999999+00'"_s);
    QCOMPARE(read(changed), changed);
    remove(someId);
    const QByteArray last = watch.line();
    QVERIFY2(QRegularExpression(deleted).match(QString::fromUtf8(last)).hasMatch(), last.constData());
}

// A column of the type json keeps its text as it was written.
void TestWatchbillctlWatch::jsonWithLineBreaks()
{
    m_database->execute(u"CREATE TABLE pretty (id bigint PRIMARY KEY, user_id text, type text, status text, "
                        "created_at timestamptz DEFAULT now(), metadata json)"_s);
    WatchProcess watch(*m_database, {}, {u"--table"_s, u"pretty"_s});
    m_database->execute(
        u"INSERT INTO pretty VALUES (1, 'u', 't', 's', now(), E'{\r\n  \"a\\\\nb\": [1.0,\n2]\n}')"_s);
    const QByteArray line = watch.line();
    QVERIFY2(line.contains("\"metadata\":{    \"a\\nb\": [1.0, 2] },"), line.constData());
    m_database->execute(u"DROP TABLE pretty"_s);
}

// Without it, or where most rows have none, the newest tasks are watched.
void TestWatchbillctlWatch::noUpdatedAt()
{
    m_database->execute(
        u"CREATE TABLE plain (id int PRIMARY KEY, user_id text, type text, status text, created_at timestamptz, "
        "updated_at timestamptz); CREATE INDEX ON plain (created_at, id); CREATE INDEX ON plain (updated_at, id); "
        "INSERT INTO plain SELECT i, 'u', 't', 's', now() + i * interval '1 us' FROM generate_series(1, 1500) AS i"_s);
    for (const QString &preparation : {QString(), u"ALTER TABLE plain DROP COLUMN updated_at"_s}) {
        m_database->execute(preparation);
        WatchProcess watch(*m_database, {}, {u"--table"_s, u"plain"_s});
        QVERIFY2(watch.firstMessages().contains("Only the 1000 newest tasks"),
                 watch.firstMessages().constData());
        m_database->execute(
            u"DELETE FROM plain WHERE id = 1; UPDATE plain SET status = 'old' WHERE id = 2; "
            "UPDATE plain SET status = 'x' WHERE id = 1000; DELETE FROM plain WHERE id = 1499; "
            "INSERT INTO plain VALUES (3000, 'u', 't', 's', clock_timestamp())"_s);
        QCOMPARE(inShort(watch.change()), u"created s 3000"_s);
        QCOMPARE(inShort(watch.change()), u"changed x 1000"_s);
        QCOMPARE(inShort(watch.change()), u"deleted s 1499"_s);
        m_database->execute(u"UPDATE plain SET status = 's'; DELETE FROM plain WHERE id = 3000; "
                            "INSERT INTO plain SELECT 1499, 'u', 't', 's', now()"_s);
    }
    m_database->execute(u"DROP TABLE plain"_s);
}

void TestWatchbillctlWatch::rowSecurity()
{
    TestDatabase database(TestDatabase::SetUp::Supabase);
    database.execute(u"CREATE ROLE bystander LOGIN INHERIT IN ROLE authenticated; "
                     "INSERT INTO auth.users (id) VALUES ('%1')"_s.arg(alice));
    WatchProcess blind(database, {}, {}, u"bystander"_s);
    QVERIFY2(blind.firstMessages().contains("Row security is active for the role bystander"),
             blind.firstMessages().constData());
    WatchProcess seeing(database, {}, {u"--service-role"_s, u"service_role"_s}, u"authenticator"_s);
    QVERIFY(!seeing.firstMessages().contains("Row security is active for"));
    database.execute(u"INSERT INTO tasks (user_id, type) VALUES ('%1', 't')"_s.arg(alice));
    QVERIFY(inShort(seeing.change()).startsWith("created pending "_L1));
}

void TestWatchbillctlWatch::changedTable()
{
    TestDatabase database(TestDatabase::SetUp::Reference);
    WatchProcess watch(database);
    const QString insert =
        u"INSERT INTO tasks (user_id, type, status) VALUES ('%1', 't', 'failed')"_s.arg(alice);
    database.execute(u"ALTER TABLE tasks ADD deleted_at timestamptz, DROP COLUMN result_id"_s);
    QCOMPARE(
        watch.message().trimmed(),
        "watchbillctl: public.tasks has changed. The column result_id is gone. It has the column deleted_at, so tasks are "
        "marked instead of deleted.");
    database.execute(insert);
    QVERIFY(inShort(watch.change()).startsWith("created failed "_L1));
    database.execute(u"ALTER TABLE tasks DROP CONSTRAINT tasks_pkey, ADD PRIMARY KEY (id, created_at)"_s);
    QVERIFY(watch.message().contains("A task is now identified by id, created_at."));
    database.execute(insert);
    QVERIFY(inShort(watch.change()).startsWith("created failed "_L1));
    database.execute(u"ALTER TABLE tasks RENAME TO earlier"_s);
    QVERIFY(watch.message().contains("There is no table public.tasks"));
    database.execute(u"CREATE TABLE tasks (LIKE earlier INCLUDING ALL)"_s);
    QCOMPARE(watch.message().trimmed(), "watchbillctl: Watching again.");
}

WATCHBILL_TEST(TestWatchbillctlWatch)

} // namespace tst_watchbillctlwatch

#include "tst_watchbillctlwatch.moc"
