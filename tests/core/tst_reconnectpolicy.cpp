// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/reconnectpolicy.h"

#include "testprogram.h"

#include <QTest>

namespace tst_reconnectpolicy {

using namespace std::chrono_literals;
using namespace watchbill;

class TestReconnectPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitsLongerEachTime();
    void knowsWhatMayPass_data();
    void knowsWhatMayPass();
};

void TestReconnectPolicy::waitsLongerEachTime()
{
    ReconnectPolicy policy;
    QVERIFY(!policy.isRetrying());
    for (const std::chrono::milliseconds usual : {1s, 2s, 4s, 8s, 15s, 15s, 15s}) {
        const std::chrono::milliseconds delay = policy.nextDelay();
        QVERIFY(delay >= usual * 8 / 10 && delay <= usual * 12 / 10);
        QVERIFY(policy.isRetrying());
    }
    policy.succeeded();
    QVERIFY(!policy.isRetrying());
    QVERIFY(policy.nextDelay() <= 1200ms);
}

void TestReconnectPolicy::knowsWhatMayPass_data()
{
    using Kind = TaskError::Kind;
    QTest::addColumn<TaskError::Kind>("kind");
    QTest::addColumn<bool>("mayPass");
    QTest::newRow("connection") << Kind::Connection << true;
    QTest::newRow("time-out") << Kind::Timeout << true;
    QTest::newRow("cancelled") << Kind::Cancelled << true;
    QTest::newRow("conflict with a primary") << Kind::Conflict << true;
    QTest::newRow("login") << Kind::Authentication << false;
    QTest::newRow("right") << Kind::PermissionDenied << false;
    QTest::newRow("input") << Kind::InvalidInput << false;
}

void TestReconnectPolicy::knowsWhatMayPass()
{
    QFETCH(TaskError::Kind, kind);
    QFETCH(bool, mayPass);
    QCOMPARE(ReconnectPolicy::isWorthRetrying({kind, {}, {}, {}}), mayPass);
}

WATCHBILL_TEST(TestReconnectPolicy)

} // namespace tst_reconnectpolicy

#include "tst_reconnectpolicy.moc"
