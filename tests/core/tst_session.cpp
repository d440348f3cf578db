// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "session/session.h"

#include "outcome.h"
#include "people.h"
#include "postgres/sqltext.h"
#include "requests.h"
#include "service/taskservice.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTest>

namespace tst_session {

using namespace Qt::StringLiterals;
using namespace watchbill;
using namespace watchbill::requests;

using SetUp = TestDatabase::SetUp;

class TestSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void looksThroughTheServiceRole_data();
    void looksThroughTheServiceRole();
    void fallsBack_data();
    void fallsBack();
    void doesNotFallBack_data();
    void doesNotFallBack();
    void withoutServiceRole();
    void serviceRoleWithoutRights();
    void serviceRoleThatIsTakenAway();
    void takesTheRoleForEachRequest();

private:
    QString connectionOf(const QString &given) const;

    std::unique_ptr<TestDatabase> m_database;
};

namespace {

// What a log in shows of the tasks: the users whose tasks they are.
QStringList usersSeenBy(TaskService &service)
{
    QStringList users;
    for (const TaskRow &row : success(service.page(sortedBy(TaskField::UserId))).rows)
        users += row.task.userId == people::ann ? u"ann"_s : u"bob"_s;
    return users;
}

} // namespace

void TestSession::initTestCase()
{
    m_database = std::make_unique<TestDatabase>(SetUp::Supabase);
    people::settleIn(*m_database);
    m_database->execute(u"INSERT INTO tasks (user_id, type) VALUES ('%1', 'x'), ('%2', 'x')"_s.arg(
        people::ann.toText(), people::bob.toText()));
    m_database->execute(
        u"CREATE ROLE \"it's \\ service\" BYPASSRLS; GRANT \"it's \\ service\" TO ann; "
        "GRANT SELECT ON tasks TO \"it's \\ service\"; GRANT service_role TO ann; "
        "CREATE ROLE locked LOGIN BYPASSRLS PASSWORD 'right'; GRANT SELECT ON tasks TO locked; "
        "CREATE ROLE asleep NOLOGIN BYPASSRLS"_s);
    // From now on this login, and only this one, needs its password.
    m_database->execute(
        u"COPY (VALUES ('local all locked scram-sha-256'), ('local all all trust')) TO '%1'"_s.arg(
            m_database->value(u"SHOW hba_file"_s)));
    m_database->execute(u"SELECT pg_reload_conf()"_s);
    const auto outcomeWithout = [this] {
        TaskService service(m_database->profile(u"locked"_s));
        return outcomeOf(service.open());
    };
    QTRY_COMPARE_WITH_TIMEOUT(outcomeWithout(), u"Authentication"_s, 30'000);
}

void TestSession::cleanupTestCase()
{
    m_database.reset();
}

// "ann" is a login; "ann password=x" one with something more; anything else is taken as it is.
QString TestSession::connectionOf(const QString &given) const
{
    if (given.isEmpty() || given.contains(u"://"_s))
        return given;
    return m_database->connection(given.section(u' ', 0, 0)) + u' ' + given.section(u' ', 1);
}

void TestSession::looksThroughTheServiceRole_data()
{
    QTest::addColumn<QString>("login");
    QTest::addColumn<QString>("serviceRole");
    QTest::addColumn<QString>("serviceLogin");
    QTest::addColumn<QString>("seenAs"); // login and role

    QTest::newRow("role of the login")
        << u"authenticator"_s << u"service_role"_s << u""_s << u"authenticator as service_role"_s;
    QTest::newRow("role of a login that sees little")
        << u"ann"_s << u"service_role"_s << u""_s << u"ann as service_role"_s;
    QTest::newRow("odd name") << u"ann"_s << u"it's \\ service"_s << u""_s << u"ann as it's \\ service"_s;
    QTest::newRow("login of its own") << u"ann"_s << u""_s << u"postgres"_s << u"postgres as postgres"_s;
    QTest::newRow("with a password") << u"ann"_s << u""_s << u"locked password=right"_s
                                     << u"locked as locked"_s;
    QTest::newRow("login and role") << u"ann"_s << u"service_role"_s << u"authenticator"_s
                                    << u"authenticator as service_role"_s;
    QTest::newRow("the regular one would be refused")
        << u"locked password=wrong"_s << u""_s << u"postgres"_s << u"postgres as postgres"_s;
}

void TestSession::looksThroughTheServiceRole()
{
    QFETCH(QString, login);
    QFETCH(QString, serviceRole);
    QFETCH(QString, serviceLogin);
    ConnectionProfile profile;
    profile.connection = connectionOf(login);
    profile.serviceRole = serviceRole;
    profile.serviceConnection = connectionOf(serviceLogin);
    TaskService service(profile);
    const auto source = await(service.open());
    VERIFY_FINE(source);
    QVERIFY(source->viewpoint.isServiceRole);
    QVERIFY(source->viewpoint.bypassesRowSecurity);
    QVERIFY(!source->viewpoint.rowSecurityActive);
    QCOMPARE(source->viewpoint.fallbackReason, u""_s);
    QTEST(source->viewpoint.login + u" as "_s + source->viewpoint.role, "seenAs");
    QCOMPARE(usersSeenBy(service), QStringList({u"ann"_s, u"bob"_s}));
}

void TestSession::fallsBack_data()
{
    QTest::addColumn<QString>("serviceRole");
    QTest::addColumn<QString>("serviceLogin");
    QTest::addColumn<QString>("named"); // in the reason

    QTest::newRow("no such role") << u"no_such_role"_s << u""_s << u"no_such_role"_s;
    QTest::newRow("odd name") << u"it's \\ %1 \"nobody\""_s << u""_s << u"it's \\ %1 \"nobody\""_s;
    QTest::newRow("not granted") << u"asleep"_s << u""_s << u"asleep"_s;
    QTest::newRow("no such login") << u""_s << u"no_such_login"_s << u"no_such_login"_s;
    QTest::newRow("may not log in") << u""_s << u"asleep"_s << u"asleep"_s;
    QTest::newRow("wrong password") << u""_s << u"locked password=mistaken"_s << u"locked"_s;
    QTest::newRow("no password") << u""_s << u"locked"_s << u"locked"_s;
    QTest::newRow("wrong password for a role")
        << u"service_role"_s << u"locked password=mistaken"_s << u"service_role"_s;
    QTest::newRow("not granted to the other login")
        << u"service_role"_s << u"locked password=right"_s << u"service_role"_s;
}

void TestSession::fallsBack()
{
    QFETCH(QString, serviceRole);
    QFETCH(QString, serviceLogin);
    QFETCH(QString, named);
    ConnectionProfile profile = m_database->profile(u"ann"_s);
    profile.serviceRole = serviceRole;
    profile.serviceConnection = connectionOf(serviceLogin);
    TaskService service(profile);
    const auto source = await(service.open());
    VERIFY_FINE(source);
    QVERIFY(!source->viewpoint.isServiceRole);
    QVERIFY(!source->viewpoint.bypassesRowSecurity);
    QVERIFY(source->viewpoint.rowSecurityActive);
    QCOMPARE(source->viewpoint.login + u" as "_s + source->viewpoint.role, u"ann as ann"_s);
    const QString reason = source->viewpoint.fallbackReason;
    QVERIFY2(reason.contains(named) && reason.contains(u"ann"_s), qPrintable(reason));
    QVERIFY2(!reason.contains(u"mistaken"_s), qPrintable(reason)); // the password
    QVERIFY2(!reason.contains(u"  "_s), qPrintable(reason)); // as libpq has it
    QCOMPARE(usersSeenBy(service), QStringList(u"ann"_s));
}

void TestSession::doesNotFallBack_data()
{
    QTest::addColumn<QString>("login");
    QTest::addColumn<QString>("serviceRole");
    QTest::addColumn<QString>("serviceLogin");
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("outcome");

    const auto row = [](const char *name, const QString &login, const QString &role,
                        const QString &serviceLogin, const QString &table, const QString &outcome) {
        QTest::newRow(name) << login << role << serviceLogin << table << outcome;
    };
    row("nothing listens", u"ann"_s, u""_s, u"postgres port=1"_s, u"tasks"_s, u"Connection"_s);
    row("no such database", u"ann"_s, u""_s, u"postgres dbname=none"_s, u"tasks"_s, u"Connection"_s);
    row("no such table", u"ann"_s, u"service_role"_s, u""_s, u"tusks"_s, u"Unsupported"_s);
    row("malformed", u"ann"_s, u""_s, u"x://y"_s, u"tasks"_s, u"InvalidInput"_s);
    row("malformed regular", u"x://y"_s, u"service_role"_s, u"postgres"_s, u"tasks"_s, u"InvalidInput"_s);
    row("regular login refused, role wanted", u"locked password=wrong"_s, u"service_role"_s, u""_s,
        u"tasks"_s, u"Authentication"_s);
    row("both refused", u"locked password=wrong"_s, u""_s, u"asleep"_s, u"tasks"_s, u"Authentication"_s);
    row("a role that means none", u"ann"_s, u"none"_s, u""_s, u"tasks"_s, u"InvalidInput"_s);
    row("NUL in the role", u"ann"_s, u"service\0role"_s, u""_s, u"tasks"_s, u"InvalidInput"_s);
}

void TestSession::doesNotFallBack()
{
    QFETCH(QString, login);
    QFETCH(QString, serviceRole);
    QFETCH(QString, serviceLogin);
    QFETCH(QString, table);
    ConnectionProfile profile;
    profile.connection = connectionOf(login);
    profile.serviceRole = serviceRole;
    profile.serviceConnection = connectionOf(serviceLogin);
    profile.table = table;
    TaskService service(profile);
    const auto source = await(service.open());
    QTEST(outcomeOf(source), "outcome");
    QCOMPARE(outcomeOf(service.page({})), u"Connection"_s); // not open
}

void TestSession::withoutServiceRole()
{
    TaskService service(m_database->profile(u"ann"_s));
    const auto source = await(service.open());
    VERIFY_FINE(source);
    QVERIFY(!source->viewpoint.isServiceRole);
    QCOMPARE(source->viewpoint.fallbackReason, u""_s);
    QCOMPARE(usersSeenBy(service), QStringList(u"ann"_s));
}

// The role can be taken, so it is the one in effect: that it may not read is another error.
void TestSession::serviceRoleWithoutRights()
{
    m_database->execute(u"CREATE ROLE powerless BYPASSRLS; GRANT powerless TO ann"_s);
    ConnectionProfile profile = m_database->profile(u"ann"_s);
    profile.serviceRole = u"powerless"_s;
    TaskService service(profile);
    const auto source = await(service.open());
    VERIFY_FINE(source);
    QVERIFY(source->viewpoint.isServiceRole);
    QVERIFY(!source->maySelect);
    QCOMPARE(source->viewpoint.fallbackReason, u""_s);
    QCOMPARE(outcomeOf(service.page({})), u"PermissionDenied"_s);
}

void TestSession::serviceRoleThatIsTakenAway()
{
    m_database->execute(
        u"CREATE ROLE fleeting BYPASSRLS; GRANT fleeting TO ann; GRANT SELECT ON tasks TO fleeting"_s);
    ConnectionProfile profile = m_database->profile(u"ann"_s);
    profile.serviceRole = u"fleeting"_s;
    TaskService service(profile);
    QVERIFY(success(service.open()).viewpoint.isServiceRole);
    QCOMPARE(usersSeenBy(service), QStringList({u"ann"_s, u"bob"_s}));
    m_database->execute(u"REVOKE fleeting FROM ann"_s);
    QCOMPARE(outcomeOf(service.page({})), u"PermissionDenied"_s); // seeing fewer tasks is never silent
    const TaskSource source = success(service.open());
    QVERIFY(!source.viewpoint.isServiceRole);
    QVERIFY(source.viewpoint.fallbackReason.contains(u"fleeting"_s));
    QCOMPARE(usersSeenBy(service), QStringList(u"ann"_s));
}

// Behind a transaction pooler a role that stays would be the next client's.
void TestSession::takesTheRoleForEachRequest()
{
    Connection connection;
    ConnectionProfile profile = m_database->profile(u"ann"_s);
    profile.serviceRole = u"service_role"_s;
    const auto session = openSession(connection, profile);
    VERIFY_FINE(session);
    QCOMPARE(session->role, u"service_role"_s);
    QString user;
    QVERIFY(connection.execute({}, u"SELECT current_user"_s,
                               [&](int, const ResultRows &rows) { user = rows.text(0, 0); }));
    QCOMPARE(user, u"ann"_s);
}

WATCHBILL_TEST(TestSession)

} // namespace tst_session

#include "tst_session.moc"
