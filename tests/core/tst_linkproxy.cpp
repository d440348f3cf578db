// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "linkproxy.h"

#include "testprogram.h"
#include "testserver.h"

#include <QElapsedTimer>
#include <QTest>

#include <libpq-fe.h>

#include <memory>

namespace tst_linkproxy {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// What other tests believe of a link, checked with libpq.
class TestLinkProxy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_database = std::make_unique<TestDatabase>(); }
    void cleanupTestCase() { m_database.reset(); }
    void init() { m_link = std::make_unique<LinkProxy>(m_database->connection()); }

    void countsTurns();
    void severalStatementsAreOneTurn();
    void delays();
    void throttles();
    void swallowsAndDelivers();
    void resets();
    void refuses();
    void resetsAfterSoManyBytes_data();
    void resetsAfterSoManyBytes();
    void halfCloses();
    void forgetsClosedConnections();

private:
    using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;

    Connection connect() const
    {
        return {PQconnectdb(
                    (m_link->connection() + " sslmode=disable gssencmode=disable"_L1).toUtf8().constData()),
                &PQfinish};
    }

    static QString ask(const Connection &connection, const char *statement)
    {
        const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), statement),
                                                                   &PQclear);
        return PQresultStatus(result.get()) == PGRES_TUPLES_OK
            ? QString::fromUtf8(PQgetvalue(result.get(), 0, 0))
            : u"lost"_s;
    }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<LinkProxy> m_link;
};

void TestLinkProxy::countsTurns()
{
    const Connection connection = connect();
    QCOMPARE(ask(connection, "SELECT 1"), u"1"_s);
    QCOMPARE(m_link->turns(), (QStringList{u"start"_s, u"Q: SELECT 1"_s}));
    m_link->forgetTurns();
    QCOMPARE(ask(connection, "SELECT 2"), u"2"_s);
    QCOMPARE(ask(connection, "SELECT 3"), u"3"_s);
    QCOMPARE(m_link->turns(), (QStringList{u"Q: SELECT 2"_s, u"Q: SELECT 3"_s}));
}

void TestLinkProxy::severalStatementsAreOneTurn()
{
    const Connection connection = connect();
    m_link->forgetTurns();
    QCOMPARE(ask(connection, "SELECT 1; SELECT 2"), u"2"_s);
    QCOMPARE(m_link->turns(), (QStringList{u"Q: SELECT 1; SELECT 2"_s}));
}

void TestLinkProxy::delays()
{
    const Connection connection = connect();
    m_link->setLatency(std::chrono::milliseconds(100));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(ask(connection, "SELECT 1"), u"1"_s);
    QVERIFY2(timer.elapsed() >= 200, qPrintable(QString::number(timer.elapsed())));
}

void TestLinkProxy::throttles()
{
    const Connection connection = connect();
    m_link->setRate(10'000);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(ask(connection, "SELECT repeat('x', 5000)"), QString(5000, u'x'));
    QVERIFY2(timer.elapsed() >= 400, qPrintable(QString::number(timer.elapsed())));
}

void TestLinkProxy::swallowsAndDelivers()
{
    const Connection connection = connect();
    m_link->setBlackHole(true);
    QCOMPARE(PQsendQuery(connection.get(), "SELECT 1"), 1);
    QTest::qWait(200); // nothing can be waited for that must not happen
    QCOMPARE(PQconsumeInput(connection.get()), 1);
    QCOMPARE(PQisBusy(connection.get()), 1);
    m_link->setBlackHole(false);
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQgetResult(connection.get()), &PQclear);
    QCOMPARE(PQresultStatus(result.get()), PGRES_TUPLES_OK);
}

void TestLinkProxy::resets()
{
    const Connection connection = connect();
    m_link->reset();
    QCOMPARE(ask(connection, "SELECT 1"), u"lost"_s);
    QCOMPARE(PQstatus(connection.get()), CONNECTION_BAD);
    QCOMPARE(PQstatus(connect().get()), CONNECTION_OK);
}

void TestLinkProxy::refuses()
{
    m_link->setRefusing(true);
    QCOMPARE(PQstatus(connect().get()), CONNECTION_BAD);
    m_link->setRefusing(false);
    QCOMPARE(PQstatus(connect().get()), CONNECTION_OK);
}

void TestLinkProxy::resetsAfterSoManyBytes_data()
{
    QTest::addColumn<int>("direction");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<bool>("connects");

    QTest::newRow("at once") << int(LinkProxy::Direction::ToServer) << 0 << false;
    QTest::newRow("in the start") << int(LinkProxy::Direction::ToServer) << 10 << false;
    QTest::newRow("in the answer") << int(LinkProxy::Direction::ToClient) << 10 << false;
    QTest::newRow("in a row") << int(LinkProxy::Direction::ToClient) << 5'000 << true;
}

void TestLinkProxy::resetsAfterSoManyBytes()
{
    QFETCH(int, direction);
    QFETCH(int, bytes);
    QFETCH(bool, connects);
    m_link->setResetAfter(LinkProxy::Direction(direction), bytes);
    const Connection connection = connect();
    QCOMPARE(PQstatus(connection.get()) == CONNECTION_OK, connects);
    QCOMPARE(ask(connection, "SELECT repeat('x', 10000)"), u"lost"_s);
    m_link->setResetAfter(LinkProxy::Direction(direction), -1);
    QCOMPARE(ask(connect(), "SELECT repeat('x', 10000)"), QString(10'000, u'x'));
}

void TestLinkProxy::halfCloses()
{
    const Connection connection = connect();
    m_link->halfClose();
    QCOMPARE(ask(connection, "SELECT 1"), u"lost"_s);
}

void TestLinkProxy::forgetsClosedConnections()
{
    Connection connection = connect();
    QCOMPARE(m_link->connections(), 1);
    connection.reset();
    QTRY_COMPARE(m_link->connections(), 0);
}

WATCHBILL_TEST(TestLinkProxy)

} // namespace tst_linkproxy

#include "tst_linkproxy.moc"
