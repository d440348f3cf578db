// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/connectionsettings.h"
#include "testprogram.h"
#include "watchbillctlprocess.h"

#include <QTemporaryDir>
#include <QtTest>

#include <memory>

namespace tst_watchbillctlerrors {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// What the server refuses, and as which role watchbillctl sees the tasks.
class TestWatchbillctlErrors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void badInput_data();
    void badInput();
    void refusedByTheServer_data();
    void refusedByTheServer();
    void notFound_data();
    void notFound();
    void loginRefused_data();
    void loginRefused();
    void environmentConnects();
    void fullDisk();
    void serviceRoleInEffect();
    void serviceRoleNotAvailable_data();
    void serviceRoleNotAvailable();
    void serviceConnectionNotAvailable();
    void readOnly();
    void viewsAsAUser();
    void noFallbackForAnotherReason();
    void emptyUnderRowSecurity_data();
    void emptyUnderRowSecurity();
    void emptyList_data();
    void emptyList();
    void verboseTellsTheViewpoint();
    void failingPolicy();
    void verboseTellsAllOfAnError();

private:
    Finished run(const QStringList &arguments, const QString &user = {})
    {
        return watchbillctl(*m_database, arguments, user);
    }

    std::unique_ptr<TestDatabase> m_database;
};

namespace {

const QString alice = u"11111111-1111-4111-8111-111111111111"_s;
const QString taskId = u"aaaaaaaa-0000-4000-8000-000000000001"_s;
const QString noId = u"ffffffff-0000-4000-8000-000000000001"_s;

} // namespace

void TestWatchbillctlErrors::initTestCase()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Supabase);
    m_database->execute(
        u"CREATE ROLE onlooker LOGIN INHERIT IN ROLE authenticated; CREATE ROLE stranger LOGIN; "
        "CREATE TABLE no_tasks (LIKE tasks INCLUDING ALL); CREATE TABLE held (LIKE tasks INCLUDING ALL); "
        "CREATE ROLE hurried LOGIN SUPERUSER; ALTER ROLE hurried SET lock_timeout = 100; "
        "INSERT INTO auth.users (id) VALUES ('%1'); "
        "INSERT INTO tasks (id, user_id, type, status) VALUES ('%2', '%1', 't', 'pending')"_s.arg(alice,
                                                                                                  taskId));
}

void TestWatchbillctlErrors::cleanupTestCase()
{
    m_database.reset();
}

void TestWatchbillctlErrors::badInput_data()
{
    QTest::addColumn<QStringList>("arguments");

    const QStringList create{u"create"_s, u"--user"_s, alice, u"--type"_s};
    QTest::newRow("id") << QStringList{u"get"_s, u"no-uuid"_s, u"--user"_s, alice};
    QTest::newRow("user") << QStringList{u"get"_s, taskId, u"--user"_s, u"11111111"_s};
    QTest::newRow("result") << QStringList{u"by-result"_s, u"'"_s, u"--user"_s, alice};
    QTest::newRow("empty type") << create + QStringList{QString()};
    QTest::newRow("empty status") << QStringList{u"update"_s, taskId, u"--status"_s, QString()};
    QTest::newRow("metadata") << create + QStringList{u"t"_s, u"--metadata"_s, u"{\"a\""_s};
    QTest::newRow("metadata list") << create + QStringList{u"t"_s, u"--metadata"_s, u"[1]"_s};
    QTest::newRow("metadata NUL") << create + QStringList{u"t"_s, u"--metadata"_s, u"{\"a\": \"\\u0000\"}"_s};
    QTest::newRow("user that is not there")
        << QStringList{u"create"_s, u"--user"_s, noId, u"--type"_s, u"t"_s};
    QTest::newRow("user to filter by") << QStringList{u"list"_s, u"--user"_s, u"nobody"_s};
}

void TestWatchbillctlErrors::badInput()
{
    QFETCH(QStringList, arguments);
    const Finished done = run(arguments);
    QCOMPARE(done.status, 2);
    QCOMPARE(done.output, QByteArray());
    QVERIFY2(done.hasOneMessage(), done.messages.constData());
}

void TestWatchbillctlErrors::refusedByTheServer_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("user");

    QTest::newRow("no such table") << QStringList{u"--table"_s, u"nowhere.jobs"_s, u"list"_s} << QString();
    QTest::newRow("no task table") << QStringList{u"--table"_s, u"auth.users"_s, u"list"_s} << QString();
    QTest::newRow("may not read") << QStringList{u"list"_s} << u"stranger"_s;
    QTest::newRow("may not write") << QStringList{u"create"_s, u"--user"_s, alice, u"--type"_s, u"t"_s}
                                   << u"onlooker"_s;
}

void TestWatchbillctlErrors::refusedByTheServer()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, user);
    const Finished done = run(arguments, user);
    QCOMPARE(done.status, 1);
    QCOMPARE(done.output, QByteArray());
    QVERIFY2(done.hasOneMessage(), done.messages.constData());
}

void TestWatchbillctlErrors::notFound_data()
{
    QTest::addColumn<QStringList>("arguments");

    QTest::newRow("get") << QStringList{u"get"_s, noId, u"--user"_s, alice};
    QTest::newRow("get another user's") << QStringList{u"get"_s, taskId, u"--user"_s, noId};
    QTest::newRow("update") << QStringList{u"update"_s, noId, u"--status"_s, u"failed"_s};
}

void TestWatchbillctlErrors::notFound()
{
    QFETCH(QStringList, arguments);
    const Finished done = run(arguments);
    QCOMPARE(done.status, 3);
    QCOMPARE(done.output, QByteArray());
    QVERIFY2(done.hasOneMessage(), done.messages.constData());
    // Deleting answers too, so that a script can read either.
    const Finished deleted = run({u"delete"_s, taskId, u"--user"_s, noId});
    QCOMPARE(deleted.status, 3);
    QCOMPARE(deleted.output, QByteArray("{\"deleted\": false}\n"));
}

void TestWatchbillctlErrors::loginRefused_data()
{
    QTest::addColumn<QString>("user");
    QTest::newRow("may not log in") << u"anon"_s;
    QTest::newRow("does not exist") << u"nobody in particular"_s;
}

void TestWatchbillctlErrors::loginRefused()
{
    QFETCH(QString, user);
    const QString connection = m_database->connection() + u" user='%1' password=secret"_s.arg(user);
    const Finished done = watchbillctl({u"--connection"_s, connection, u"--verbose"_s, u"list"_s});
    QCOMPARE(done.status, 4);
    QCOMPARE(done.output, QByteArray());
    QVERIFY2(done.messages.startsWith("watchbillctl: The server refused the login: "),
             done.messages.constData());
    QVERIFY2(done.messages.endsWith("watchbillctl: SQLSTATE: 28000\n"), done.messages.constData());
    QCOMPARE(done.messages.count('\n'), 3); // the message, and of --verbose the server's words and its code
    QVERIFY(done.messages.contains(user.toUtf8()));
    QVERIFY(!done.messages.contains("secret"));
}

void TestWatchbillctlErrors::environmentConnects()
{
    const auto server = ConnectionSettings::parse(m_database->connection());
    const Finished done = watchbillctl({u"list"_s},
                                       {{{u"PGHOST"_s, server->value(u"host"_s)},
                                         {u"PGPORT"_s, server->value(u"port"_s)},
                                         {u"PGUSER"_s, server->value(u"user"_s)},
                                         {u"PGDATABASE"_s, m_database->name()}},
                                        {}});
    QCOMPARE(done.messages, QByteArray());
    QCOMPARE(done.list().size(), 1);
}

void TestWatchbillctlErrors::fullDisk()
{
    if (!QFile::exists(u"/dev/full"_s))
        QSKIP("There is no /dev/full here.");
    const Finished done =
        watchbillctl({u"--connection"_s, m_database->connection(), u"list"_s}, {{}, u"/dev/full"_s});
    QCOMPARE(done.status, 1);
    QVERIFY2(done.hasOneMessage(), done.messages.constData());
}

void TestWatchbillctlErrors::serviceRoleInEffect()
{
    const Finished done = run({u"--service-role"_s, u"service_role"_s, u"list"_s}, u"authenticator"_s);
    QCOMPARE(done.messages, QByteArray());
    QCOMPARE(done.status, 0);
    QCOMPARE(done.list().size(), 1);
}

void TestWatchbillctlErrors::serviceRoleNotAvailable_data()
{
    QTest::addColumn<QString>("role");
    QTest::newRow("does not exist") << u"no_such_role"_s;
    QTest::newRow("not granted") << u"service_role"_s;
}

void TestWatchbillctlErrors::serviceRoleNotAvailable()
{
    QFETCH(QString, role);
    const QString user = role == "service_role"_L1 ? u"onlooker"_s : QString();
    const Finished done = run({u"--service-role"_s, role, u"get"_s, taskId, u"--user"_s, alice}, user);
    QVERIFY2(
        done.messages.startsWith("watchbillctl: The service role " + role.toUtf8() + " is not available"),
        done.messages.constData());
    // The superuser sees the row, the other does not.
    QCOMPARE(done.status, user.isEmpty() ? 0 : 3);
    QCOMPARE(done.messages.count('\n'), user.isEmpty() ? 1 : 2);
}

void TestWatchbillctlErrors::serviceConnectionNotAvailable()
{
    const QString service = m_database->connection() + u" user=anon password=secret"_s;
    const Finished done = run({u"--service-connection"_s, service, u"list"_s});
    QCOMPARE(done.status, 0);
    QCOMPARE(done.list().size(), 1);
    QVERIFY2(done.hasOneMessage(), done.messages.constData());
    QVERIFY(done.messages.contains("anon is not available"));
    QVERIFY(!done.messages.contains("secret"));
}

void TestWatchbillctlErrors::readOnly()
{
    const Finished done = run({u"--read-only"_s, u"delete"_s, taskId, u"--user"_s, alice});
    QCOMPARE(done.status, 1);
    QCOMPARE(done.output, QByteArray());
    QVERIFY2(done.hasOneMessage(), done.messages.constData());
    QVERIFY2(done.messages.contains("read-only"), done.messages.constData());
    QCOMPARE(run({u"--read-only"_s, u"get"_s, taskId, u"--user"_s, alice}).status, 0); // it is still there
}

// Shows exactly that user's rows, with any login, and changes none.
void TestWatchbillctlErrors::viewsAsAUser()
{
    const Finished own = run({u"--view-as"_s, alice, u"list"_s});
    QCOMPARE(own.messages, QByteArray());
    QCOMPARE(own.list().size(), 1);
    QCOMPARE(own.list()[0][u"id"_s].toString(), taskId);
    const Finished other = run({u"--view-as"_s, noId, u"list"_s});
    QCOMPARE(other.status, 0);
    QCOMPARE(other.list().size(), 0);
    QVERIFY2(other.messages.contains("role authenticated"), other.messages.constData());

    const Finished refused = run({u"--view-as"_s, alice, u"delete"_s, taskId, u"--user"_s, alice});
    QCOMPARE(refused.status, 1);
    QCOMPARE(refused.output, QByteArray());
    QVERIFY2(refused.hasOneMessage() && refused.messages.contains("viewing as another user"),
             refused.messages.constData());
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), u"1"_s);
}

void TestWatchbillctlErrors::noFallbackForAnotherReason()
{
    const QTemporaryDir empty;
    const Finished done = run({u"--service-connection"_s, u"host=%1"_s.arg(empty.path()), u"list"_s});
    QCOMPARE(done.status, 4);
    QCOMPARE(done.output, QByteArray());
}

void TestWatchbillctlErrors::emptyUnderRowSecurity_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");

    QTest::newRow("list") << QStringList{u"list"_s} << 0;
    QTest::newRow("counts") << QStringList{u"counts"_s} << 0;
    QTest::newRow("by-result") << QStringList{u"by-result"_s, noId, u"--user"_s, alice} << 0;
    QTest::newRow("get") << QStringList{u"get"_s, taskId, u"--user"_s, alice} << 3;
    QTest::newRow("update") << QStringList{u"update"_s, taskId, u"--status"_s, u"failed"_s} << 3;
    QTest::newRow("delete") << QStringList{u"delete"_s, taskId, u"--user"_s, alice} << 3;
}

void TestWatchbillctlErrors::emptyUnderRowSecurity()
{
    QFETCH(QStringList, arguments);
    const Finished done = run(arguments, u"onlooker"_s);
    QTEST(done.status, "status");
    QVERIFY2(done.hasOneMessage(), done.messages.constData());
    QVERIFY(done.messages.contains("Row security is active for the role onlooker"));
    QCOMPARE(m_database->value(u"SELECT status FROM tasks"_s), u"pending"_s);
}

void TestWatchbillctlErrors::emptyList_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("user");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("message");

    const QStringList nothing{u"--table"_s, u"no_tasks"_s, u"list"_s};
    const QStringList held{u"--table"_s, u"held"_s, u"list"_s};
    const QStringList failed{u"--status"_s, u"failed"_s};
    const QByteArray noMatch = "No tasks match the current filters.";
    const QByteArray hidden =
        "Row security is active for the role onlooker, and its policies show no tasks. The table may "
        "be empty or its tasks hidden.";

    QTest::newRow("empty table") << nothing << QString() << 0 << QByteArray("public.no_tasks is empty.");
    QTest::newRow("empty table, filtered") << nothing + failed << QString() << 0
                                           << QByteArray("public.no_tasks is empty. No filter would match.");
    QTest::newRow("no match") << QStringList{u"list"_s} + failed << QString() << 0 << noMatch;
    QTest::newRow("row security") << QStringList{u"list"_s} << u"onlooker"_s << 0 << hidden;
    QTest::newRow("row security, filtered")
        << QStringList{u"list"_s} + failed << u"onlooker"_s << 0 << hidden;
    QTest::newRow("row security, no match")
        << QStringList{u"--view-as"_s, alice, u"list"_s} + failed << QString() << 0
        << noMatch + " Row security may also hide matching tasks from the role authenticated.";
    QTest::newRow("no privilege") << QStringList{u"list"_s} << u"stranger"_s << 1
                                  << QByteArray(
                                         "Not allowed for this role: permission denied for table tasks.");
    QTest::newRow("timed out") << held << u"hurried"_s << 1 << QByteArray("The server cancelled the query");
}

// Nothing on standard output has many causes, and a person needs to know which.
void TestWatchbillctlErrors::emptyList()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, user);
    QFETCH(QByteArray, message);
    m_database->execute(u"BEGIN; LOCK TABLE held IN ACCESS EXCLUSIVE MODE"_s);
    const Finished done = run(arguments, user);
    m_database->execute(u"ROLLBACK"_s);
    QTEST(done.status, "status");
    QCOMPARE(done.list().size(), 0);
    QVERIFY2(done.hasOneMessage(), done.messages.constData());
    QCOMPARE(done.messages.mid(14, message.size()), message);
}

void TestWatchbillctlErrors::verboseTellsTheViewpoint()
{
    const Finished done =
        run({u"--verbose"_s, u"--service-role"_s, u"service_role"_s, u"list"_s}, u"authenticator"_s);
    QVERIFY2(done.hasOneMessage(), done.messages.constData());
    for (const char *word :
         {"as authenticator", "with the role service_role", "bypasses row security", "public.tasks"})
        QVERIFY2(done.messages.contains(word), done.messages.constData());
}

// No matter of what was given, and found by check, too.
void TestWatchbillctlErrors::failingPolicy()
{
    m_database->execute(
        u"CREATE TABLE looped (LIKE tasks INCLUDING ALL); GRANT SELECT ON looped TO onlooker; "
        "ALTER TABLE looped ENABLE ROW LEVEL SECURITY; "
        "CREATE POLICY p ON looped USING (user_id IN (SELECT user_id FROM looped))"_s);
    const Finished listed = run({u"--table"_s, u"looped"_s, u"list"_s}, u"onlooker"_s);
    QCOMPARE(listed.status, 1);
    QVERIFY2(listed.messages.contains("A row security policy of public.looped failed: "),
             listed.messages.constData());
    const Finished checked = run({u"--table"_s, u"looped"_s, u"check"_s}, u"onlooker"_s);
    QCOMPARE(checked.status, 4);
    QVERIFY2(checked.output.contains("A row security policy of public.looped failed: "),
             checked.output.constData());
}

void TestWatchbillctlErrors::verboseTellsAllOfAnError()
{
    m_database->execute(u"CREATE TABLE parents (LIKE tasks INCLUDING ALL); INSERT INTO parents TABLE tasks; "
                        "CREATE TABLE children (task uuid REFERENCES parents (id)); "
                        "INSERT INTO children SELECT id FROM parents"_s);
    const QStringList remove{u"--table"_s, u"parents"_s, u"delete"_s, taskId, u"--user"_s, alice};
    const Finished done = run(remove);
    QCOMPARE(done.status, 1);
    QVERIFY2(done.hasOneMessage(), done.messages.constData());
    QVERIFY2(done.messages.contains(taskId.toLatin1()), done.messages.constData()); // which of them
    const Finished verbose = run(QStringList{u"--verbose"_s} + remove);
    QVERIFY2(verbose.messages.contains("CONSTRAINT: children_task_fkey"), verbose.messages.constData());
    QVERIFY2(verbose.messages.contains("SQLSTATE: 23503"), verbose.messages.constData());
}

WATCHBILL_TEST(TestWatchbillctlErrors)

} // namespace tst_watchbillctlerrors

#include "tst_watchbillctlerrors.moc"
