// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "session/writelock.h"

#include "testprogram.h"

#include <QSignalSpy>
#include <QTest>

namespace tst_writelock {

using namespace watchbill;
using namespace std::chrono_literals;

using State = WriteLock::State;

class TestWriteLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void begins_data();
    void begins();
    void opensOnlyProduction_data();
    void opensOnlyProduction();
    void closesByItself();
    void closesByHand();
    void withoutEnd();
    void anotherTime();
};

namespace {

ConnectionProfile profileOf(Environment environment, bool readOnly = false)
{
    ConnectionProfile profile;
    profile.environment = environment;
    profile.readOnly = readOnly;
    return profile;
}

} // namespace

void TestWriteLock::begins_data()
{
    QTest::addColumn<Environment>("environment");
    QTest::addColumn<bool>("readOnly");
    QTest::addColumn<State>("state");

    QTest::newRow("development") << Environment::Development << false << State::Open;
    QTest::newRow("staging") << Environment::Staging << false << State::Open;
    QTest::newRow("production") << Environment::Production << false << State::Locked;
    QTest::newRow("read-only development") << Environment::Development << true << State::Fixed;
    QTest::newRow("read-only production") << Environment::Production << true << State::Fixed;
}

void TestWriteLock::begins()
{
    QFETCH(Environment, environment);
    QFETCH(bool, readOnly);
    QFETCH(State, state);
    const WriteLock lock(profileOf(environment, readOnly));
    QCOMPARE(lock.state(), state);
    QCOMPARE(lock.isReadOnly(), state != State::Open);
    QVERIFY(!lock.remaining());
}

void TestWriteLock::opensOnlyProduction_data()
{
    begins_data();
}

void TestWriteLock::opensOnlyProduction()
{
    QFETCH(Environment, environment);
    QFETCH(bool, readOnly);
    QFETCH(State, state);
    WriteLock lock(profileOf(environment, readOnly));
    QSignalSpy changes(&lock, &WriteLock::changed);
    lock.unlock(5min);
    const bool opens = state == State::Locked;
    QCOMPARE(lock.state(), opens ? State::Unlocked : state);
    QCOMPARE(changes.size(), opens ? 1 : 0);
    lock.lock();
    QCOMPARE(lock.state(), state);
}

void TestWriteLock::closesByItself()
{
    WriteLock lock(profileOf(Environment::Production));
    QSignalSpy changes(&lock, &WriteLock::changed);
    lock.unlock(50ms);
    QVERIFY(!lock.isReadOnly());
    QVERIFY(*lock.remaining() <= 50ms);
    QTRY_COMPARE(lock.state(), State::Locked);
    QCOMPARE(changes.size(), 2);
    QVERIFY(!lock.remaining());
}

void TestWriteLock::closesByHand()
{
    WriteLock lock(profileOf(Environment::Production));
    lock.unlock(1h);
    QVERIFY(*lock.remaining() > 59min && *lock.remaining() <= 60min);
    QSignalSpy changes(&lock, &WriteLock::changed);
    lock.lock();
    QVERIFY(lock.isReadOnly());
    lock.lock();
    QCOMPARE(changes.size(), 1);
}

void TestWriteLock::withoutEnd()
{
    WriteLock lock(profileOf(Environment::Production));
    lock.unlock(30ms);
    lock.unlock(std::nullopt); // the end that was chosen before is no more
    QVERIFY(!lock.remaining());
    QSignalSpy ticks(&lock, &WriteLock::ticked);
    QVERIFY(!ticks.wait(200));
    QCOMPARE(lock.state(), State::Unlocked);
}

void TestWriteLock::anotherTime()
{
    WriteLock lock(profileOf(Environment::Production));
    lock.unlock(std::nullopt);
    lock.unlock(30ms);
    QTRY_COMPARE(lock.state(), State::Locked);
    lock.unlock(1h);
    QSignalSpy ticks(&lock, &WriteLock::ticked);
    QVERIFY(ticks.wait());
    QVERIFY(*lock.remaining() < 1h);
    QCOMPARE(lock.state(), State::Unlocked);
}

WATCHBILL_TEST(TestWriteLock)

} // namespace tst_writelock

#include "tst_writelock.moc"
