// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/refreshscheduler.h"

#include "testprogram.h"

#include <QSignalSpy>
#include <QTest>

namespace tst_refreshscheduler {

using namespace std::chrono_literals;
using namespace watchbill;

using std::chrono::milliseconds;

using Pace = RefreshScheduler::Pace;
using Reason = RefreshScheduler::Reason;

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
    void quietLooksStretchTheInterval_data();
    void quietLooksStretchTheInterval();
    void whatEndsTheQuiet_data();
    void whatEndsTheQuiet();
    void theLongestStretchCounts();
    void stirringIsNoReasonToLook();
    void hintBringsTheNextLookForward();
    void hintAfterAWhileLooksAtOnce();
    void hintDuringALook();
    void hintAfterASlowLook();
    void hintIsNoReasonToLook_data();
    void hintIsNoReasonToLook();

private:
    // A look, from asking for it to its end.
    void look(milliseconds took = 0ms, bool isActive = true)
    {
        m_scheduler->trigger();
        m_scheduler->finished(took, isActive);
    }

    // Looks that find nothing active, worth more than the time after which that counts.
    void becomeQuiet()
    {
        m_scheduler->setInterval(2s);
        for (int i = 0; i < 18; ++i)
            look(0ms, false);
        QCOMPARE(m_scheduler->pace().reason, Reason::Quiet);
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
        m_scheduler->finished(0ms, true);
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
    m_scheduler->finished(0ms, true);
    QCOMPARE(m_ticks, 2); // one for all that was asked for
    m_scheduler->finished(0ms, true);
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
    m_scheduler->finished(0ms, true);
    QCOMPARE(m_ticks, 2);
    m_scheduler->finished(0ms, true);
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
    m_scheduler->finished(0ms, true);
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
    m_scheduler->finished(0ms, true);
    QCOMPARE(m_ticks, 3);
    m_scheduler->finished(0ms, true);
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
    m_scheduler->setInterval(60s); // longer than the interval while hidden
    QVERIFY(isPlannedAfter(60s));
    QCOMPARE(m_ticks, 2);
    m_scheduler->setVisible(true);
    QCOMPARE(m_ticks, 3);
    m_scheduler->finished(0ms, true);
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
    m_scheduler->finished(0ms, true);
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
    QSignalSpy pace(m_scheduler.get(), &RefreshScheduler::paceChanged);
    m_scheduler->setVisible(false);
    QCOMPARE(pace.size(), 1);
    m_scheduler->setVisible(true);
    QCOMPARE(pace.size(), 2);
    m_scheduler->setInterval(1s);
    QCOMPARE(pace.size(), 3);
}

void TestRefreshScheduler::quietLooksStretchTheInterval_data()
{
    QTest::addColumn<int>("interval"); // seconds
    QTest::addColumn<QVector<int>>("delays"); // after looks worth 30 s
    QTest::newRow("1 s") << 1 << QVector<int>{1, 2, 4, 8, 10, 10};
    QTest::newRow("2 s") << 2 << QVector<int>{2, 4, 8, 10, 10};
    QTest::newRow("5 s") << 5 << QVector<int>{5, 10, 10};
    QTest::newRow("10 s") << 10 << QVector<int>{10, 10};
    QTest::newRow("60 s") << 60 << QVector<int>{60, 60};
}

void TestRefreshScheduler::quietLooksStretchTheInterval()
{
    QFETCH(int, interval);
    QFETCH(QVector<int>, delays);
    m_scheduler->setInterval(std::chrono::seconds(interval));
    for (int quiet = interval; quiet < 30; quiet += interval) {
        look(0ms, false);
        QCOMPARE(m_scheduler->pace(), Pace({std::chrono::seconds(interval), Reason::Interval}));
    }
    for (const int delay : delays) {
        look(0ms, false);
        QCOMPARE(m_scheduler->pace(),
                 Pace({std::chrono::seconds(delay), delay == interval ? Reason::Interval : Reason::Quiet}));
        QVERIFY(isPlannedAfter(std::chrono::seconds(delay)));
    }
}

void TestRefreshScheduler::whatEndsTheQuiet_data()
{
    QTest::addColumn<std::function<void()>>("event");
    const auto event = [](const char *name, const std::function<void()> &function) {
        QTest::newRow(name) << function;
    };
    event("something active", [this] { look(0ms, true); });
    event("a hint", [this] { m_scheduler->hint(); });
    event("a person", [this] { m_scheduler->stir(); });
    event("coming back", [this] {
        m_scheduler->setVisible(false);
        m_scheduler->setVisible(true);
    });
    event("another interval", [this] {
        m_scheduler->setInterval(5s);
        m_scheduler->setInterval(2s);
    });
}

void TestRefreshScheduler::whatEndsTheQuiet()
{
    QFETCH(std::function<void()>, event);
    becomeQuiet();
    QVERIFY(isPlannedAfter(RefreshScheduler::quietInterval));
    event();
    QCOMPARE(m_scheduler->pace(), Pace({2s, Reason::Interval}));
    QVERIFY(m_scheduler->remaining() < 3s); // or it looks already
    look(0ms, false);
    QCOMPARE(m_scheduler->pace().reason, Reason::Interval); // it begins from the beginning
}

void TestRefreshScheduler::theLongestStretchCounts()
{
    becomeQuiet();
    look(4s, false);
    QCOMPARE(m_scheduler->pace(), Pace({10s, Reason::Quiet}));
    look(6s, false);
    QCOMPARE(m_scheduler->pace(), Pace({12s, Reason::SlowLook}));
    m_scheduler->setVisible(false);
    QCOMPARE(m_scheduler->pace(), Pace({30s, Reason::Hidden}));
}

void TestRefreshScheduler::stirringIsNoReasonToLook()
{
    look();
    m_scheduler->stir();
    QCOMPARE(m_ticks, 1);
    QVERIFY(isPlannedAfter(interval)); // it was not stretched
    look(0ms, false);
    m_scheduler->stir();
    QCOMPARE(m_ticks, 2);
    QVERIFY(isPlannedAfter(interval));
}

void TestRefreshScheduler::hintBringsTheNextLookForward()
{
    look();
    for (int i = 0; i < 100; ++i)
        m_scheduler->hint();
    QVERIFY(m_scheduler->remaining() < 1s);
    QTRY_COMPARE(m_ticks, 2);
    m_scheduler->finished(0ms, true);
    QCOMPARE(m_ticks, 2); // one for all of them
    QVERIFY(isPlannedAfter(interval)); // the timer stays
}

void TestRefreshScheduler::hintAfterAWhileLooksAtOnce()
{
    m_scheduler->hint(); // before the first look
    QCOMPARE(m_ticks, 1);
    m_scheduler->finished(0ms, true);
    QTest::qWait(int(RefreshScheduler::shortestGap.count()) + 1); // there is nothing to see meanwhile
    m_scheduler->hint();
    QCOMPARE(m_ticks, 2);
    QCOMPARE(m_scheduler->remaining(), 0ms);
}

void TestRefreshScheduler::hintDuringALook()
{
    m_scheduler->trigger();
    m_scheduler->hint();
    QCOMPARE(m_ticks, 1);
    m_scheduler->finished(0ms, true);
    QVERIFY(m_scheduler->remaining() < 1s);
    QTRY_COMPARE(m_ticks, 2);
    m_scheduler->hint();
    m_scheduler->trigger();
    m_scheduler->finished(0ms, true);
    QCOMPARE(m_ticks, 3); // both at once
    m_scheduler->finished(0ms, true);
    QVERIFY(isPlannedAfter(interval));
}

void TestRefreshScheduler::hintAfterASlowLook()
{
    look(10s);
    m_scheduler->hint();
    QCOMPARE(m_ticks, 1);
    QVERIFY(isPlannedAfter(20s));
    look(40s); // its rest is planned anyway
    m_scheduler->hint();
    QVERIFY(isPlannedAfter(80s));
}

void TestRefreshScheduler::hintIsNoReasonToLook_data()
{
    QTest::addColumn<std::function<void()>>("state");
    QTest::addColumn<milliseconds>("remaining");
    const auto state = [](const char *name, const std::function<void()> &function, milliseconds remaining) {
        QTest::newRow(name) << function << remaining;
    };
    state(
        "paused", [this] { m_scheduler->setPaused(true); }, 0ms);
    state(
        "off", [this] { m_scheduler->setInterval(0ms); }, 0ms);
    state(
        "hidden", [this] { m_scheduler->setVisible(false); }, interval);
}

void TestRefreshScheduler::hintIsNoReasonToLook()
{
    QFETCH(std::function<void()>, state);
    QFETCH(milliseconds, remaining);
    state();
    m_scheduler->hint();
    QCOMPARE(m_ticks, 0);
    m_scheduler->trigger();
    m_scheduler->hint();
    m_scheduler->finished(0ms, true);
    QCOMPARE(m_ticks, 1);
    QVERIFY(remaining == 0ms ? m_scheduler->remaining() == 0ms : isPlannedAfter(remaining));
}

WATCHBILL_TEST(TestRefreshScheduler)

} // namespace tst_refreshscheduler

#include "tst_refreshscheduler.moc"
