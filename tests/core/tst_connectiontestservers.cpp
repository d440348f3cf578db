// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "check/connectiontest.h"

#include "connectionteststeps.h"
#include "pgbouncer.h"
#include "testcluster.h"
#include "testprogram.h"

#include <QTest>

namespace tst_connectiontestservers {

using namespace Qt::StringLiterals;
using namespace watchbill;

using State = ConnectionTestStep::State;

/// What a connection test says of what stands between it and the primary, and of a replica.
class TestConnectionTestServers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void pooler_data();
    void pooler();
    void replica();

private:
    std::unique_ptr<TestCluster> m_primary;
};

void TestConnectionTestServers::initTestCase()
{
    m_primary = std::make_unique<TestCluster>(SetUp::Reference);
}

void TestConnectionTestServers::pooler_data()
{
    QTest::addColumn<bool>("isTransaction");
    QTest::addColumn<QString>("pooler");
    QTest::addColumn<QString>("poolerWords");
    QTest::addColumn<QString>("push");
    QTest::addColumn<QString>("pushWords");

    QTest::newRow("session mode") << false << u"fine"_s << u"Behind a pooler in session mode"_s << u"fine"_s
                                  << u"Notifications work, but"_s;
    QTest::newRow("transaction mode") << true << u"warning"_s << u"Behind a pooler in transaction mode"_s
                                      << u"warning"_s << u"Notifications do not arrive"_s;
}

void TestConnectionTestServers::pooler()
{
    QFETCH(bool, isTransaction);
    QFETCH(QString, poolerWords);
    QFETCH(QString, pushWords);
    PgBouncer bouncer(m_primary->connection(),
                      isTransaction ? PgBouncer::Mode::Transaction : PgBouncer::Mode::Session);
    ConnectionProfile profile;
    profile.connection = bouncer.by(m_primary->connection());
    const auto steps = stepsOf(profile);
    QTEST(toText(stepOf(steps, StepId::Pooler).state), "pooler");
    VERIFY_SAYS(stepOf(steps, StepId::Pooler), poolerWords);
    QTEST(toText(stepOf(steps, StepId::Push).state), "push");
    VERIFY_SAYS(stepOf(steps, StepId::Push), pushWords);
    QCOMPARE(stepOf(steps, StepId::Rights).state, State::Fine);

    profile.connection += u" dbname=nowhere"_s;
    const ConnectionTestStep login =
        stepOf(stepsOf(profile), StepId::Login); // once: it asks the server no more soon
    VERIFY_SAYS(login, u"nowhere"_s); // a pooler has no code for it, only words
}

void TestConnectionTestServers::replica()
{
    const auto standby = TestCluster::standbyOf(*m_primary);
    standby->catchUpWith(*m_primary);
    const auto steps = stepsOf(standby->profile());
    QCOMPARE(statesOf(steps),
             u"reach fine, encryption fine, login fine, role fine, table fine, columns fine, rights fine, "
             "indexes fine, pooler fine, primary warning, push warning"_s);
    VERIFY_SAYS(stepOf(steps, StepId::Primary), u"Standby (replica)"_s);
    VERIFY_SAYS(stepOf(steps, StepId::Rights), u"Refused here: This server is a standby"_s);
    VERIFY_SAYS(stepOf(steps, StepId::Push), u"A standby sends no notifications."_s);
}

WATCHBILL_TEST(TestConnectionTestServers)

} // namespace tst_connectiontestservers

#include "tst_connectiontestservers.moc"
