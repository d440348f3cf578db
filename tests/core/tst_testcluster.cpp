// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "testcluster.h"

#include "testprogram.h"

#include <QTest>

#include <libpq-fe.h>

#include <memory>

namespace tst_testcluster {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// What other tests believe of a server of their own.
class TestTestCluster : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_cluster = std::make_unique<TestCluster>(SetUp::Supabase); }
    void cleanupTestCase() { m_cluster.reset(); }

    void hasItsSetUp();
    void startsAgainInPlace_data();
    void startsAgainInPlace();
    void standbyFollowsAndIsPromoted();

private:
    std::unique_ptr<TestCluster> m_cluster;
};

void TestTestCluster::hasItsSetUp()
{
    DirectConnection login(m_cluster->connection(u"authenticator"_s));
    QCOMPARE(login.value(u"SET ROLE service_role; SELECT count(*) FROM tasks"_s), u"0"_s);
}

void TestTestCluster::startsAgainInPlace_data()
{
    QTest::addColumn<TestCluster::Stop>("how");

    QTest::newRow("fast") << TestCluster::Stop::Fast;
    QTest::newRow("immediate") << TestCluster::Stop::Immediate;
}

void TestTestCluster::startsAgainInPlace()
{
    QFETCH(TestCluster::Stop, how);
    const QString connection = m_cluster->connection();
    m_cluster->execute(u"CREATE TABLE IF NOT EXISTS kept AS SELECT 1 AS number"_s);
    m_cluster->stop(how);
    QCOMPARE(PQping(connection.toUtf8().constData()), PQPING_NO_RESPONSE);
    m_cluster->start();
    QCOMPARE(m_cluster->connection(), connection);
    QCOMPARE(m_cluster->value(u"SELECT number FROM kept"_s), u"1"_s);
}

void TestTestCluster::standbyFollowsAndIsPromoted()
{
    const auto standby = TestCluster::standbyOf(*m_cluster);
    QVERIFY(standby->connection() != m_cluster->connection());
    m_cluster->execute(u"CREATE TABLE later AS SELECT 1 AS number"_s);
    standby->catchUpWith(*m_cluster);
    QCOMPARE(standby->value(u"SELECT count(*) FROM later"_s), u"1"_s);
    QCOMPARE(standby->value(u"SELECT pg_is_in_recovery()"_s), u"t"_s);

    m_cluster->stop(TestCluster::Stop::Fast);
    standby->promote();
    standby->execute(u"DELETE FROM later"_s);
    QCOMPARE(standby->value(u"SELECT count(*) FROM later"_s), u"0"_s);
    m_cluster->start();
}

WATCHBILL_TEST(TestTestCluster)

} // namespace tst_testcluster

#include "tst_testcluster.moc"
