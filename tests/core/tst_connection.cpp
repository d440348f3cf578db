// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/connection.h"

#include "testprogram.h"
#include "testserver.h"

#include <QTest>

namespace tst_connection {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

using Kind = TaskError::Kind;

namespace {

constexpr auto generous = 30s;

SessionSettings writing()
{
    return {{}, generous, false};
}

} // namespace

class TestConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();
    void handsOverEachStatement();
    void settingsHoldForOneRequest();
    void readOnlyIsTheServersDoing();
    void timeLimit();
    void timeLimitHoldsForLaterStatements();
    void errorUndoesTheWholeRequest();
    void errorLeavesNothingOpen();
    void transactionGoesOn();
    void transactionIsUndone_data();
    void transactionIsUndone();
    void lostCommitMayHaveBeenDone();
    void opensAgainAfterTheBackendWent();
    void usesOneConnection();
    void tellsItsName();
    void loginFailures_data();
    void loginFailures();
    void needsSettings();

private:
    Result<Connection::Reply> run(const QString &statements, const SessionSettings &session = {});
    QString first(const QString &statements, const SessionSettings &session = {});

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<Connection> m_connection;
    QStringList m_values; // of the first column of all statements, in their order
};

void TestConnection::initTestCase()
{
    m_database = std::make_unique<TestDatabase>();
}

void TestConnection::init()
{
    m_database->execute(u"DROP TABLE IF EXISTS t"_s);
    m_connection = std::make_unique<Connection>();
    m_connection->use(*ConnectionSettings::parse(m_database->connection()));
}

void TestConnection::cleanup()
{
    m_connection.reset();
}

void TestConnection::cleanupTestCase()
{
    m_database.reset();
}

Result<Connection::Reply> TestConnection::run(const QString &statements, const SessionSettings &session)
{
    m_values.clear();
    return m_connection->execute(session, statements, [this](int statement, const ResultRows &rows) {
        for (int row = 0; row < rows.count(); ++row)
            m_values += u"%1:%2"_s.arg(statement).arg(rows.text(row, 0));
    });
}

QString TestConnection::first(const QString &statements, const SessionSettings &session)
{
    const auto reply = run(statements, session);
    return reply ? m_values.value(0).section(u':', 1)
                 : toText(reply.error().kind) + u": "_s + reply.error().message;
}

void TestConnection::handsOverEachStatement()
{
    QVERIFY(run(u"SELECT 'a' UNION ALL SELECT 'b'; SELECT 'c' WHERE false; SELECT 'd';"_s));
    QCOMPARE(m_values, QStringList({u"0:a"_s, u"0:b"_s, u"2:d"_s}));

    const auto before = QDateTime::currentDateTimeUtc();
    const auto reply = run(u"SELECT 1"_s);
    QVERIFY(reply);
    QVERIFY(std::abs(reply->serverTime.toDateTime().msecsTo(before)) < 60'000);
    QVERIFY(reply->elapsedMicroseconds > 0);
}

void TestConnection::settingsHoldForOneRequest()
{
    m_database->execute(u"CREATE ROLE \"it's \\ me\""_s);
    const QString settings =
        u"SELECT concat_ws(' ', current_user, current_setting('TimeZone'), current_setting('DateStyle'), "
        "current_setting('statement_timeout'), current_setting('transaction_read_only'))"_s;
    QCOMPARE(first(settings, {u"it's \\ me"_s, 1234ms, true}), u"it's \\ me UTC ISO, YMD 1234ms on"_s);
    QCOMPARE(first(settings, {{}, 2s, false}), u"watchbill UTC ISO, YMD 2s off"_s);
    // Behind a transaction pooler, the next client would get the settings that are left.
    m_database->execute(u"ALTER ROLE watchbill SET TimeZone = 'Asia/Kathmandu'"_s);
    QCOMPARE(first(u"SELECT '2026-01-01 00:00:00Z'::timestamptz::text"_s), u"2026-01-01 00:00:00+00"_s);
    m_database->execute(u"ALTER ROLE watchbill RESET TimeZone"_s);
}

void TestConnection::readOnlyIsTheServersDoing()
{
    const auto reply = run(u"CREATE TABLE t (x int)"_s);
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::ReadOnly);
    QCOMPARE(reply.error().sqlState, u"25006"_s);
    QVERIFY(!run(u"SET transaction_read_only = off; CREATE TABLE t (x int)"_s));
    QVERIFY(run(u"CREATE TABLE t (x int)"_s, writing()));
}

void TestConnection::timeLimit()
{
    const auto reply = run(u"SELECT pg_sleep(100)"_s, {{}, 20ms, true});
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::Timeout);
    QCOMPARE(first(u"SELECT 'fine'"_s), u"fine"_s);
}

void TestConnection::timeLimitHoldsForLaterStatements()
{
    const auto reply = run(u"SELECT 1; SELECT 2; SELECT pg_sleep(100)"_s, {{}, 50ms, true});
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::Timeout);
}

void TestConnection::errorUndoesTheWholeRequest()
{
    m_database->execute(u"CREATE TABLE t (x int)"_s);
    const auto reply =
        run(u"INSERT INTO t VALUES (1); INSERT INTO t VALUES (2); SELECT 1 / 0; SELECT 3"_s, writing());
    QVERIFY(!reply);
    QCOMPARE(reply.error().sqlState, u"22012"_s);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM t"_s), u"0"_s);
}

void TestConnection::errorLeavesNothingOpen()
{
    for (const auto &statements :
         {u"SELECT 1 / 0"_s, u"SELECT 1; SELECT 1 / 0"_s, u"nonsense"_s, u"SELECT 1; SELECT 1 FROM none"_s}) {
        QVERIFY(!run(statements));
        QCOMPARE(first(u"SELECT 'fine'"_s), u"fine"_s);
    }
    QCOMPARE(m_database->value(u"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                               "AND state LIKE 'idle in transaction%'"_s),
             u"0"_s);
}

void TestConnection::transactionGoesOn()
{
    m_database->execute(u"CREATE TABLE t (n int)"_s);
    QStringList values;
    QStringList more{u"INSERT INTO t VALUES (2) RETURNING n; SELECT count(*) FROM t"_s, {}};
    const auto reply = m_connection->transact(
        writing(), u"INSERT INTO t VALUES (1) RETURNING n"_s,
        [&](int statement, const ResultRows &rows) {
            values += u"%1: %2"_s.arg(QString::number(statement), rows.text(0, 0));
        },
        [&]() -> Result<QString> {
            values += u"committed %1"_s.arg(m_database->value(u"SELECT count(*) FROM t"_s));
            return more.takeFirst();
        });
    QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().message));
    QCOMPARE(values, QStringList({u"0: 1"_s, u"committed 0"_s, u"0: 2"_s, u"1: 2"_s, u"committed 0"_s}));
    QCOMPARE(m_database->value(u"SELECT count(*) FROM t"_s), u"2"_s);
    QCOMPARE(first(u"SELECT current_setting('idle_in_transaction_session_timeout')"_s), u"0"_s);
}

void TestConnection::transactionIsUndone_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("next");
    QTest::addColumn<bool>("isOurs");

    QTest::newRow("at its first message") << u"INSERT INTO t VALUES (1); SELECT 1 / 0"_s << u""_s << false;
    QTest::newRow("later") << u"INSERT INTO t VALUES (1)"_s << u"SELECT 1 / 0"_s << false;
    QTest::newRow("at its commit") << u"INSERT INTO t VALUES (1), (1)"_s << u""_s << false;
    QTest::newRow("by us") << u"INSERT INTO t VALUES (1)"_s << u""_s << true;
}

void TestConnection::transactionIsUndone()
{
    QFETCH(QString, first);
    QFETCH(QString, next);
    QFETCH(bool, isOurs);
    m_database->execute(u"CREATE TABLE t (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)"_s);
    const auto reply = m_connection->transact(writing(), first, {}, [&]() -> Result<QString> {
        if (isOurs)
            return failure(Kind::Server, u"The disk is full."_s);
        return std::exchange(next, {});
    });
    QVERIFY(!reply);
    QCOMPARE(reply.error().message == u"The disk is full."_s, isOurs);
    QVERIFY(!mayHaveBeenDone(reply.error()));
    QCOMPARE(m_database->value(u"SELECT count(*) FROM t"_s), u"0"_s);
    QVERIFY(run(u"SELECT 1"_s)); // nothing is left open
}

void TestConnection::lostCommitMayHaveBeenDone()
{
    m_database->execute(u"CREATE TABLE t (n int)"_s);
    bool isCommitting = false;
    const auto transact = [&] {
        return m_connection->transact(writing(), u"INSERT INTO t VALUES (1)"_s, {}, [&]() -> Result<QString> {
            m_database->execute(u"SELECT pg_terminate_backend(%1, 10000)"_s.arg(m_connection->backendPid()));
            return isCommitting ? QString() : u"SELECT 1"_s;
        });
    };
    const auto earlier = transact();
    QVERIFY(!earlier);
    QCOMPARE(earlier.error().kind, Kind::Connection);
    QVERIFY(!mayHaveBeenDone(earlier.error()));
    isCommitting = true;
    const auto lost = transact();
    QVERIFY(!lost);
    QVERIFY(!lost.error().isUndone);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM t"_s), u"0"_s);
}

void TestConnection::opensAgainAfterTheBackendWent()
{
    const QString pid = first(u"SELECT pg_backend_pid()"_s);
    QVERIFY(m_connection->isOpen());
    // Waits until the backend has gone.
    QCOMPARE(m_database->value(u"SELECT pg_terminate_backend(%1, 10000)"_s.arg(pid)), u"t"_s);
    const auto reply = run(u"SELECT 1"_s);
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::Connection);
    QVERIFY(!m_connection->isOpen());
    const QString next = first(u"SELECT pg_backend_pid()"_s);
    QVERIFY2(next.toInt() > 0 && next != pid, qPrintable(next));
}

void TestConnection::usesOneConnection()
{
    const QString pid = first(u"SELECT pg_backend_pid()"_s);
    m_connection->use(*ConnectionSettings::parse(m_database->connection()));
    QCOMPARE(first(u"SELECT pg_backend_pid()"_s), pid);
    m_connection->use(*ConnectionSettings::parse(m_database->connection() + u" application_name=other"_s));
    QVERIFY(!m_connection->isOpen());
    QVERIFY(first(u"SELECT pg_backend_pid()"_s) != pid);
    QTRY_COMPARE_WITH_TIMEOUT(
        m_database->value(u"SELECT count(*) FROM pg_stat_activity WHERE pid = "_s + pid), u"0"_s, 30'000);
}

void TestConnection::tellsItsName()
{
    const QString name = u"SELECT current_setting('application_name')"_s;
    QCOMPARE(first(name), u"watchbill"_s);
    m_connection->use(*ConnectionSettings::parse(m_database->connection() + u" application_name=mine"_s));
    QCOMPARE(first(name), u"mine"_s);
}

void TestConnection::loginFailures_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("words");

    QTest::newRow("unknown role") << u"user=nobody_here"_s << Kind::Authentication << u"nobody_here"_s;
    QTest::newRow("may not log in") << u"user=pg_monitor"_s << Kind::Authentication << u"pg_monitor"_s;
    QTest::newRow("unknown database") << u"dbname=no_such_db"_s << Kind::Connection << u"no_such_db"_s;
    QTest::newRow("no server") << u"port=1"_s << Kind::Connection << u"running"_s;
    QTest::newRow("no folder") << u"host=/nowhere"_s << Kind::Connection << u"running"_s;
}

void TestConnection::loginFailures()
{
    QFETCH(QString, change);
    QFETCH(QString, words);
    m_connection->use(*ConnectionSettings::parse(m_database->connection() + u' ' + change));
    const auto reply = run(u"SELECT 1"_s);
    QVERIFY(!reply);
    QTEST(reply.error().kind, "kind");
    QVERIFY2(reply.error().serverText.contains(words) || reply.error().message.contains(words),
             qPrintable(reply.error().message + u'\n' + reply.error().serverText));

    m_connection->use(*ConnectionSettings::parse(m_database->connection()));
    QCOMPARE(first(u"SELECT 'fine'"_s), u"fine"_s);
}

void TestConnection::needsSettings()
{
    Connection unsettled;
    const auto reply = unsettled.execute({}, u"SELECT 1"_s);
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::Connection);
}

WATCHBILL_TEST(TestConnection)

} // namespace tst_connection

#include "tst_connection.moc"
