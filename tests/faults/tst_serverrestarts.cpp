// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "livelist.h"
#include "testcluster.h"
#include "testprogram.h"

#include <QElapsedTimer>
#include <QTest>

namespace tst_serverrestarts {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

using State = TaskMonitor::State;

/// A server that is stopped and started while it is looked at.
class TestServerRestarts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stoppedAndStarted_data();
    void stoppedAndStarted();
};

void TestServerRestarts::stoppedAndStarted_data()
{
    QTest::addColumn<TestCluster::Stop>("how");

    QTest::newRow("fast") << TestCluster::Stop::Fast;
    QTest::newRow("immediate") << TestCluster::Stop::Immediate;
}

void TestServerRestarts::stoppedAndStarted()
{
    QFETCH(TestCluster::Stop, how);
    TestCluster cluster(SetUp::Reference);
    cluster.execute(
        u"INSERT INTO tasks (user_id, type, status) SELECT gen_random_uuid(), 'x', 'processing' FROM generate_series(1, 50)"_s);
    LiveList list(cluster.profile(), [&](const QString &sql) { return cluster.execute(sql); });
    VERIFY_RIGHT(list);
    for (int round = 0; round < (isFull() ? 20 : 3); ++round) {
        list.changeTable();
        VERIFY_RIGHT(list);
        const QStringList before = list.shown();
        QElapsedTimer closed;
        closed.start();
        cluster.stop(how);
        QTRY_COMPARE_WITH_TIMEOUT(list.monitor().state(), State::Broken, 10'000);
        QVERIFY(list.monitor().error() && !list.monitor().error()->message.isEmpty());
        QCOMPARE(list.shown(), before); // the data stays
        cluster.start();
        const std::chrono::milliseconds limit =
            list.longestReturn(std::chrono::milliseconds(closed.elapsed()));
        list.changeTable();
        VERIFY_RIGHT_WITHIN(list, limit);
    }
}

WATCHBILL_TEST(TestServerRestarts)

} // namespace tst_serverrestarts

#include "tst_serverrestarts.moc"
