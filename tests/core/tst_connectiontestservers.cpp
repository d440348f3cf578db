// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/connectiontest.h"

#include "connectionteststeps.h"
#include "testcluster.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace watchbill;

/// What a connection test says of what stands between it and the primary, and of a replica.
class TestConnectionTestServers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void replica();

private:
    std::unique_ptr<TestCluster> m_primary;
};

void TestConnectionTestServers::initTestCase()
{
    m_primary = std::make_unique<TestCluster>(SetUp::Reference);
}

void TestConnectionTestServers::replica()
{
    const auto standby = TestCluster::standbyOf(*m_primary);
    standby->catchUpWith(*m_primary);
    const auto steps = stepsOf(standby->profile());
    QCOMPARE(statesOf(steps),
             u"reach fine, encryption fine, login fine, role fine, table fine, columns fine, rights fine, "
             "indexes fine, pooler fine, primary warning, push warning"_s);
    VERIFY_SAYS(stepOf(steps, StepId::Primary), u"A replica (hot standby)"_s);
    VERIFY_SAYS(stepOf(steps, StepId::Rights),
                u"Here it is refused all the same: This server is a standby"_s);
    VERIFY_SAYS(stepOf(steps, StepId::Push), u"A replica passes on no notifications."_s);
}

QTEST_GUILESS_MAIN(TestConnectionTestServers)

#include "tst_connectiontestservers.moc"
