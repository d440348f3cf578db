// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "deletionrun.h"
#include "outcome.h"
#include "people.h"
#include "service/taskservice.h"
#include "session/session.h"
#include "singlechanges.h"
#include "source/sourcesentences.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTest>

namespace tst_readonly {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

using SetUp = TestDatabase::SetUp;

/// Read-only is the server's doing: it holds where our own code is gone around.
class TestReadOnly : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanupTestCase();
    void refusesWhatGoesAroundUs_data();
    void refusesWhatGoesAroundUs();
    void refusesAStatementByItself();
    void refusesACopy();
    void leavesAPooledSessionAlone();
    void productionBeginsLocked();
    void unlocksForTheNextRequest();
    void locksForTheNextRequest();
    void staysReadOnlyByItsProfile();
    void unlockingKeepsTheServersDefault();
    void lockedWhileItOpens();
    void saysWhy();

private:
    Session openLocked(Connection &connection);
    QString count() { return m_database->value(u"SELECT count(*) FROM tasks"_s); }

    std::unique_ptr<TestDatabase> m_database;
    ConnectionProfile m_production;
    TaskId m_id;
};

void TestReadOnly::init()
{
    if (!m_database) {
        m_database = std::make_unique<TestDatabase>(SetUp::Supabase);
        people::settleIn(*m_database);
    }
    m_database->execute(u"TRUNCATE tasks"_s);
    m_id = TaskId(m_database->value(
        u"INSERT INTO tasks (user_id, type) VALUES ('%1', 'x') RETURNING id"_s.arg(people::ann.toText())));
    m_production = people::serviceRole(*m_database);
    m_production.environment = Environment::Production;
}

void TestReadOnly::cleanupTestCase()
{
    m_database.reset();
}

// As the list's thread has it after the first request.
Session TestReadOnly::openLocked(Connection &connection)
{
    const auto session = openSession(connection, m_production, {{}, true});
    if (!session)
        qFatal("%s", qPrintable(session.error().message));
    const auto looked = connection.execute(settingsFor(*session, Access::Read, 10s), u"SELECT 1"_s);
    if (!looked)
        qFatal("%s", qPrintable(looked.error().message));
    return *session;
}

void TestReadOnly::refusesWhatGoesAroundUs_data()
{
    QTest::addColumn<QString>("statement");

    QTest::newRow("DELETE") << u"DELETE FROM tasks"_s;
    QTest::newRow("UPDATE") << u"UPDATE tasks SET status = 'failed'"_s;
    QTest::newRow("INSERT") << u"INSERT INTO tasks (user_id, type) SELECT user_id, 'y' FROM tasks"_s;
    QTest::newRow("by a query") << u"WITH gone AS (DELETE FROM tasks RETURNING 1) SELECT * FROM gone"_s;
    QTest::newRow("TRUNCATE") << u"TRUNCATE tasks"_s;
    QTest::newRow("CREATE") << u"CREATE TABLE public.mine (x int)"_s;
    QTest::newRow("another transaction") << u"COMMIT; BEGIN; DELETE FROM tasks; COMMIT"_s;
}

void TestReadOnly::refusesWhatGoesAroundUs()
{
    QFETCH(QString, statement);
    Connection connection;
    const Session session = openLocked(connection);
    SessionSettings byHand = settingsFor(session, Access::Write, 10s);
    QVERIFY(byHand.readOnly);
    const auto refused = connection.execute(byHand, statement);
    QCOMPARE(outcomeOf(refused), u"ReadOnly"_s);
    QCOMPARE(refused.error().sqlState, u"25006"_s);
    QCOMPARE(count(), u"1"_s);
}

// Not even our preamble goes with it.
void TestReadOnly::refusesAStatementByItself()
{
    m_production.serviceRole.clear();
    m_production.connection = m_database->connection(u"postgres"_s);
    Connection connection;
    openLocked(connection);
    const auto refused = connection.executeAlone(u"DELETE FROM tasks"_s);
    QCOMPARE(outcomeOf(refused), u"ReadOnly"_s);
    QCOMPARE(refused.error().sqlState, u"25006"_s);
    QCOMPARE(count(), u"1"_s);
}

void TestReadOnly::refusesACopy()
{
    Connection connection;
    const Session session = openLocked(connection);
    const auto refused = connection.copyOut(settingsFor(session, Access::Write, 10s),
                                            u"COPY (DELETE FROM tasks RETURNING id) TO STDOUT"_s,
                                            [](const char *, qsizetype) { return true; });
    QCOMPARE(outcomeOf(refused), u"ReadOnly"_s);
    QCOMPARE(refused.error().sqlState, u"25006"_s);
    QCOMPARE(count(), u"1"_s);
}

// A setting made there applies to the next client of the server's session, too.
void TestReadOnly::leavesAPooledSessionAlone()
{
    Connection connection;
    Session session = *openSession(connection, m_production, {{}, true});
    session.source.server.pooled = true;
    const SessionSettings settings = settingsFor(session, Access::Write, 10s);
    QCOMPARE(outcomeOf(connection.execute(settings, u"DELETE FROM tasks"_s)), u"ReadOnly"_s);
    QString left;
    QVERIFY(connection.execute({{}, 10s, false}, u"SHOW transaction_read_only"_s,
                               [&](int, const ResultRows &rows) { left = rows.text(0, 0); }));
    QCOMPARE(left, u"off"_s);
}

void TestReadOnly::productionBeginsLocked()
{
    TaskService service(m_production);
    const TaskSource source = success(service.open());
    QCOMPARE(source.restraint, Restraint::Locked);
    QVERIFY(!source.server.readOnly);
    QVERIFY(!sourcesentences::obstacleToDeleting(source).isEmpty());
    QCOMPARE(outcomeOf(deleteTask(service, m_id, people::ann)), u"ReadOnly"_s);
    QCOMPARE(outcomeOf(createTask(service, people::ann, u"x"_s)), u"ReadOnly"_s);
    QCOMPARE(outcomeOf(setStatus(service, m_id, TaskStatus::Kind::Failed)), u"ReadOnly"_s);
    QCOMPARE(outcomeOf(service.getTask(m_id)), u"fine"_s);
}

void TestReadOnly::unlocksForTheNextRequest()
{
    TaskService service(m_production);
    success(service.open());
    const Task task = success(service.getTask(m_id));
    service.setReadOnly(false);
    QCOMPARE(service.source()->restraint, Restraint::None);
    QCOMPARE(sourcesentences::obstacleToDeleting(*service.source()), QString());
    QCOMPARE(DeletionRun(service, {task}).summary(), u"done: done 1"_s);
    QCOMPARE(count(), u"0"_s);
}

void TestReadOnly::locksForTheNextRequest()
{
    TaskService service(m_production);
    service.setReadOnly(false); // before it was opened
    QCOMPARE(success(service.open()).restraint, Restraint::None);
    QCOMPARE(outcomeOf(setStatus(service, m_id, TaskStatus::Kind::Failed)), u"fine"_s);
    service.setReadOnly(true);
    QCOMPARE(outcomeOf(setStatus(service, m_id, TaskStatus::Kind::Pending)), u"ReadOnly"_s);
    QCOMPARE(success(service.open()).restraint, Restraint::Locked);
    service.setReadOnly(false);
    QCOMPARE(outcomeOf(setStatus(service, m_id, TaskStatus::Kind::Completed)), u"fine"_s);
    QVERIFY(!success(service.open()).server.readOnly);
}

void TestReadOnly::staysReadOnlyByItsProfile()
{
    m_production.readOnly = true;
    TaskService service(m_production);
    service.setReadOnly(false);
    QCOMPARE(success(service.open()).restraint, Restraint::Profile);
    service.setReadOnly(false);
    QCOMPARE(service.source()->restraint, Restraint::Profile);
    QCOMPARE(outcomeOf(deleteTask(service, m_id, people::ann)), u"ReadOnly"_s);
}

void TestReadOnly::unlockingKeepsTheServersDefault()
{
    m_database->execute(
        u"ALTER DATABASE %1 SET default_transaction_read_only = on"_s.arg(m_database->name()));
    TaskService service(m_production);
    success(service.open());
    QCOMPARE(outcomeOf(service.getTask(m_id)), u"fine"_s);
    service.setReadOnly(false);
    QVERIFY(
        sourcesentences::obstacleToDeleting(*service.source()).contains(u"default_transaction_read_only"_s));
    const auto refused = await(deleteTask(service, m_id, people::ann));
    QCOMPARE(outcomeOf(refused), u"ReadOnly"_s);
    QVERIFY2(refused.error().message.contains(u"default_transaction_read_only"_s),
             wordsOf(refused).constData());
    QVERIFY(success(service.open()).server.readOnly);
    m_database->execute(u"ALTER DATABASE %1 RESET default_transaction_read_only"_s.arg(m_database->name()));
}

// What was locked meanwhile must not come open with the answer.
void TestReadOnly::lockedWhileItOpens()
{
    TaskService service(m_production);
    service.setReadOnly(false);
    const auto opening = service.open();
    service.setReadOnly(true);
    success(opening);
    QCOMPARE(service.source()->restraint, Restraint::Locked);
    QCOMPARE(outcomeOf(deleteTask(service, m_id, people::ann)), u"ReadOnly"_s);
}

void TestReadOnly::saysWhy()
{
    TaskService service(m_production);
    success(service.open());
    const auto refused = await(deleteTask(service, m_id, people::ann));
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.startsWith(u"Production is locked"_s), wordsOf(refused).constData());
    QCOMPARE(refused.error().sqlState, u"25006"_s); // the server's doing
}

WATCHBILL_TEST(TestReadOnly)

} // namespace tst_readonly

#include "tst_readonly.moc"
