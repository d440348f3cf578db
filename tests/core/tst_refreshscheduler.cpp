// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/refreshscheduler.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using namespace watchbill;

using std::chrono::milliseconds;

namespace {

constexpr auto interval = 60s; // so long that a slow machine makes no difference

} // namespace

// Whether a look is planned shows in remaining(): without a running timer nothing can tick, so no test has
// to wait for something not to happen.
class TestRefreshScheduler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void ticksByItself();
    void neverTwoLooksAtATime();
    void looksAgainAtOnceIfAsked();
    void offMeansOff();
    void pause();
    void pauseWhileLooking();
    void asksForALookWhilePaused();
    void hidden();
    void hiddenAndPaused();
    void slowLooksGetAPause_data();
    void slowLooksGetAPause();
    void intervalCanChangeAtAnyTime();
    void tellsChanges();

private:
    // A look, from asking for it to its end.
    void look(milliseconds took = 0ms)
    {
        m_scheduler->trigger();
        m_scheduler->finished(took);
    }

    // A look is planned after this time, as exactly as Qt's coarse timers take it.
    bool isPlannedAfter(milliseconds time) const
    {
        return m_scheduler->remaining() <= time * 21 / 20 && m_scheduler->remaining() > time * 17 / 20;
    }

    std::unique_ptr<RefreshScheduler> m_scheduler;
    int m_ticks = 0;
};

void TestRefreshScheduler::init()
{
    m_ticks = 0;
    m_scheduler = std::make_unique<RefreshScheduler>();
    m_scheduler->setInterval(interval);
    connect(m_scheduler.get(), &RefreshScheduler::tick, this, [this] { ++m_ticks; });
}

void TestRefreshScheduler::ticksByItself()
{
    QCOMPARE(RefreshScheduler().interval(), RefreshScheduler::defaultInterval);
    m_scheduler->setInterval(1ms);
    for (int i = 1; i <= 20; ++i) {
        QTRY_COMPARE(m_ticks, i);
        m_scheduler->finished(0ms);
    }
}

void TestRefreshScheduler::neverTwoLooksAtATime()
{
    m_scheduler->setInterval(1ms);
    QTRY_COMPARE(m_ticks, 1);
    QCOMPARE(m_scheduler->remaining(), 0ms);
    m_scheduler->setInterval(500ms);
    QCOMPARE(m_scheduler->remaining(), 0ms);
    m_scheduler->setVisible(false);
    QCOMPARE(m_scheduler->remaining(), 0ms);
    m_scheduler->setVisible(true);
    m_scheduler->setPaused(true);
    m_scheduler->setPaused(false);
    m_scheduler->trigger();
    QCOMPARE(m_scheduler->remaining(), 0ms);
    m_scheduler->setInterval(1ms);
    QCOMPARE(m_ticks, 1);
    m_scheduler->finished(0ms);
    QCOMPARE(m_ticks, 2); // one for all that was asked for
    m_scheduler->finished(0ms);
    QCOMPARE(m_ticks, 2);
    QTRY_COMPARE(m_ticks, 3);
}

void TestRefreshScheduler::looksAgainAtOnceIfAsked()
{
    m_scheduler->trigger();
    QCOMPARE(m_ticks, 1);
    for (int i = 0; i < 5; ++i)
        m_scheduler->trigger();
    QCOMPARE(m_ticks, 1);
    m_scheduler->finished(0ms);
    QCOMPARE(m_ticks, 2);
    m_scheduler->finished(0ms);
    QCOMPARE(m_ticks, 2);
    QVERIFY(isPlannedAfter(interval));
    m_scheduler->trigger();
    QCOMPARE(m_ticks, 3);
    QCOMPARE(m_scheduler->remaining(), 0ms); // the planned one is not needed any more
}

void TestRefreshScheduler::offMeansOff()
{
    m_scheduler->setInterval(0ms);
    look();
    QCOMPARE(m_scheduler->remaining(), 0ms);
    look(10s);
    QCOMPARE(m_scheduler->remaining(), 0ms);
    m_scheduler->setVisible(false);
    m_scheduler->setVisible(true);
    QCOMPARE(m_ticks, 2);
    QCOMPARE(m_scheduler->remaining(), 0ms);
    m_scheduler->setInterval(60s);
    QVERIFY(isPlannedAfter(60s));
}

void TestRefreshScheduler::pause()
{
    look();
    QVERIFY(isPlannedAfter(interval));
    m_scheduler->setPaused(true);
    QVERIFY(m_scheduler->isPaused());
    QCOMPARE(m_scheduler->remaining(), 0ms);
    m_scheduler->setInterval(1ms);
    QCOMPARE(m_scheduler->remaining(), 0ms);
    QCOMPARE(m_ticks, 1);
    m_scheduler->setPaused(false);
    QCOMPARE(m_ticks, 2); // what is shown may be old
}

void TestRefreshScheduler::pauseWhileLooking()
{
    m_scheduler->trigger();
    m_scheduler->setPaused(true);
    m_scheduler->finished(0ms);
    QCOMPARE(m_ticks, 1);
    QCOMPARE(m_scheduler->remaining(), 0ms);
}

void TestRefreshScheduler::asksForALookWhilePaused()
{
    m_scheduler->setPaused(true);
    look();
    QCOMPARE(m_ticks, 1);
    QCOMPARE(m_scheduler->remaining(), 0ms);
    m_scheduler->trigger();
    m_scheduler->trigger();
    m_scheduler->finished(0ms);
    QCOMPARE(m_ticks, 3);
    m_scheduler->finished(0ms);
    QCOMPARE(m_ticks, 3);
    QCOMPARE(m_scheduler->remaining(), 0ms);
}

void TestRefreshScheduler::hidden()
{
    m_scheduler->setInterval(RefreshScheduler::defaultInterval);
    look();
    m_scheduler->setVisible(false);
    QVERIFY(isPlannedAfter(RefreshScheduler::hiddenInterval));
    look();
    QVERIFY(isPlannedAfter(RefreshScheduler::hiddenInterval));
    m_scheduler->setInterval(60s); // longer than for nobody
    QVERIFY(isPlannedAfter(60s));
    QCOMPARE(m_ticks, 2);
    m_scheduler->setVisible(true);
    QCOMPARE(m_ticks, 3);
    m_scheduler->finished(0ms);
    QVERIFY(isPlannedAfter(60s));
}

void TestRefreshScheduler::hiddenAndPaused()
{
    m_scheduler->setPaused(true);
    m_scheduler->setVisible(false);
    m_scheduler->setVisible(true);
    QCOMPARE(m_ticks, 0);
    QCOMPARE(m_scheduler->remaining(), 0ms);
}

void TestRefreshScheduler::slowLooksGetAPause_data()
{
    QTest::addColumn<int>("interval");
    QTest::addColumn<int>("took");
    QTest::addColumn<int>("delay");
    QTest::newRow("quick") << 60'000 << 5 << 60'000;
    QTest::newRow("half the interval") << 60'000 << 30'000 << 60'000;
    QTest::newRow("more than half") << 60'000 << 45'000 << 90'000;
    QTest::newRow("longer than the interval") << 60'000 << 200'000 << 400'000;
    QTest::newRow("long interval") << 300'000 << 9'000 << 300'000;
}

void TestRefreshScheduler::slowLooksGetAPause()
{
    QFETCH(int, interval);
    QFETCH(int, took);
    QFETCH(int, delay);
    m_scheduler->setInterval(milliseconds(interval));
    look(milliseconds(took));
    QVERIFY2(isPlannedAfter(milliseconds(delay)),
             QByteArray::number(qint64(m_scheduler->remaining().count())).constData());
    look(1ms); // the next quick one ends it
    QVERIFY(isPlannedAfter(milliseconds(interval)));
}

void TestRefreshScheduler::intervalCanChangeAtAnyTime()
{
    QVERIFY(isPlannedAfter(interval));
    m_scheduler->setInterval(1ms);
    QTRY_COMPARE(m_ticks, 1);
    m_scheduler->setInterval(120s);
    m_scheduler->finished(0ms);
    QVERIFY(isPlannedAfter(120s));
}

void TestRefreshScheduler::tellsChanges()
{
    QSignalSpy changed(m_scheduler.get(), &RefreshScheduler::changed);
    m_scheduler->setInterval(5s);
    m_scheduler->setInterval(5s);
    QCOMPARE(changed.size(), 1);
    m_scheduler->setPaused(true);
    m_scheduler->setPaused(true);
    QCOMPARE(changed.size(), 2);
    m_scheduler->setPaused(false);
    QCOMPARE(changed.size(), 3);
}

QTEST_GUILESS_MAIN(TestRefreshScheduler)

#include "tst_refreshscheduler.moc"
