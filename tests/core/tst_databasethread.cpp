// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/databasethread.h"

#include "await.h"
#include "testprogram.h"
#include "testserver.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSemaphore>
#include <QTest>

namespace tst_databasethread {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

using Kind = TaskError::Kind;
using Answer = Result<QString>;

namespace {

struct Topic
{
    static constexpr DatabaseThread::Topic Each{};
    static constexpr DatabaseThread::Topic Page{2};
    static constexpr DatabaseThread::Topic Counts{3};
    static constexpr DatabaseThread::Topic Types{4};
};

constexpr quint32 seed = 57014;
constexpr qint64 muchLessThanTheSleep = 10'000; // ms that a cancelled pg_sleep(100) may take at the very most

// Lets the other threads get on, by a different while each time. Nothing is expected to have happened then.
void dawdle(QRandomGenerator &random, int mostMicroseconds)
{
    const qint64 pause = random.bounded(mostMicroseconds) * 1'000;
    QElapsedTimer timer;
    for (timer.start(); timer.nsecsElapsed() < pause;)
        QThread::yieldCurrentThread();
}

QString said(const Answer &answer)
{
    return answer ? *answer : toText(answer.error().kind);
}

} // namespace

class TestDatabaseThread : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();
    void deliversResults();
    void keepsTheOrder();
    void newerReplacesWaiting();
    void newerCancelsRunning();
    void newerCancelsWhileConnecting();
    void eachIsNeverReplaced();
    void cancelStopsItsTopicOnly();
    void cancelledAtAnyMoment();
    void cancelNeverHitsTheNext();
    void timeLimitIsNoCancel();
    void destructorAnswersAll();
    void destructorWithoutWork();
    void destructorWhileBeginning();
    void lostBackend();
    void lostBackendWhileRunning();
    void mayBeUsedFromAnyThread();

private:
    QFuture<Answer> ask(const QString &statement, const DatabaseThread::Topic &topic = Topic::Each);
    QFuture<Answer> block(QSemaphore &gate); // keeps the thread busy until the gate opens
    void waitUntilSleeping();

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<DatabaseThread> m_thread;
};

void TestDatabaseThread::initTestCase()
{
    m_database = std::make_unique<TestDatabase>();
}

void TestDatabaseThread::init()
{
    m_thread = std::make_unique<DatabaseThread>();
}

void TestDatabaseThread::cleanup()
{
    m_thread.reset();
}

void TestDatabaseThread::cleanupTestCase()
{
    m_database.reset();
}

QFuture<Answer> TestDatabaseThread::ask(const QString &statement, const DatabaseThread::Topic &topic)
{
    const ConnectionSettings settings = *ConnectionSettings::parse(m_database->connection());
    return m_thread->run(topic, [=](Connection &connection) -> Answer {
        connection.use(settings);
        QString value;
        return connection
            .execute({}, statement, [&](int, const ResultRows &rows) { value = rows.text(0, 0); })
            .map([&](const Connection::Reply &) { return value; });
    });
}

QFuture<Answer> TestDatabaseThread::block(QSemaphore &gate)
{
    auto started = std::make_shared<QSemaphore>();
    const auto future = m_thread->run(Topic::Each, [&gate, started](Connection &) -> Answer {
        started->release();
        gate.acquire();
        return u"done"_s;
    });
    started->acquire();
    return future;
}

void TestDatabaseThread::waitUntilSleeping()
{
    const QString sleeping = u"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                             "AND state = 'active' AND wait_event = 'PgSleep'"_s;
    QTRY_COMPARE_WITH_TIMEOUT(m_database->value(sleeping), u"1"_s, 30'000);
}

void TestDatabaseThread::deliversResults()
{
    QCOMPARE(said(await(ask(u"SELECT 'hello'"_s))), u"hello"_s);
    QCOMPARE(said(await(ask(u"SELECT 1 / 0"_s))), u"Server"_s);
    QCOMPARE(said(await(ask(u"SELECT 'again'"_s))), u"again"_s);
}

void TestDatabaseThread::keepsTheOrder()
{
    QStringList done;
    QMutex mutex;
    QSemaphore gate;
    block(gate);
    QVector<QFuture<Result<int>>> futures;
    QStringList expected;
    for (int i = 0; i < 100; ++i) {
        expected += QString::number(i);
        futures += m_thread->run(Topic::Each, [&, i](Connection &) -> Result<int> {
            const QMutexLocker lock(&mutex);
            done += QString::number(i);
            return i;
        });
    }
    gate.release();
    for (int i = 0; i < futures.size(); ++i)
        QCOMPARE(*await(futures[i]), i);
    QCOMPARE(done, expected);
}

void TestDatabaseThread::newerReplacesWaiting()
{
    QSemaphore gate;
    const auto blocker = block(gate);
    const auto first = ask(u"SELECT 'first'"_s, Topic::Page);
    const auto counts = ask(u"SELECT 'counts'"_s, Topic::Counts);
    const auto second = ask(u"SELECT 'second'"_s, Topic::Page);
    const auto third = ask(u"SELECT 'third'"_s, Topic::Page);
    // The replaced ones are answered at once, though the thread is busy.
    QCOMPARE(said(await(first)), u"Cancelled"_s);
    QCOMPARE(said(await(second)), u"Cancelled"_s);
    QVERIFY(!third.isFinished() && !counts.isFinished());
    gate.release();
    QCOMPARE(said(await(blocker)), u"done"_s);
    QCOMPARE(said(await(counts)), u"counts"_s);
    QCOMPARE(said(await(third)), u"third"_s);
}

void TestDatabaseThread::newerCancelsRunning()
{
    const auto older = ask(u"SELECT pg_sleep(100)"_s, Topic::Page);
    waitUntilSleeping();
    QElapsedTimer timer;
    timer.start();
    const auto newer = ask(u"SELECT 'newer'"_s, Topic::Page);
    QCOMPARE(said(await(older)), u"Cancelled"_s);
    QCOMPARE(said(await(newer)), u"newer"_s);
    QVERIFY(timer.elapsed() < muchLessThanTheSleep);
}

void TestDatabaseThread::newerCancelsWhileConnecting()
{
    QElapsedTimer timer;
    timer.start();
    const auto older = ask(u"SELECT pg_sleep(100)"_s, Topic::Page);
    const auto newer = ask(u"SELECT 'newer'"_s, Topic::Page);
    QCOMPARE(said(await(newer)), u"newer"_s);
    QCOMPARE(said(await(older)), u"Cancelled"_s);
    QVERIFY(timer.elapsed() < muchLessThanTheSleep);
}

void TestDatabaseThread::eachIsNeverReplaced()
{
    QVector<QFuture<Answer>> futures;
    for (int i = 0; i < 20; ++i)
        futures += ask(u"SELECT %1"_s.arg(i));
    m_thread->cancel(Topic::Page);
    for (int i = 0; i < futures.size(); ++i)
        QCOMPARE(said(await(futures[i])), QString::number(i));
}

void TestDatabaseThread::cancelStopsItsTopicOnly()
{
    const auto counting = ask(u"SELECT pg_sleep(100)"_s, Topic::Counts);
    waitUntilSleeping();
    const auto types = ask(u"SELECT 'types'"_s, Topic::Types);
    m_thread->cancel(Topic::Types);
    QCOMPARE(said(await(types)), u"Cancelled"_s);
    QVERIFY(!counting.isFinished());
    const auto page = ask(u"SELECT 'page'"_s, Topic::Page);
    QElapsedTimer timer;
    timer.start();
    m_thread->cancel(Topic::Counts);
    QCOMPARE(said(await(counting)), u"Cancelled"_s);
    QCOMPARE(said(await(page)), u"page"_s);
    QVERIFY(timer.elapsed() < muchLessThanTheSleep);
    m_thread->cancel(Topic::Counts); // nothing to cancel
}

// Whenever the newer request comes, the older one ends at once: also when its statement has not been
// sent yet, or its connection is only just being made.
void TestDatabaseThread::cancelledAtAnyMoment()
{
    QRandomGenerator random(seed);
    QElapsedTimer timer;
    for (int round = 0; round < 60; ++round) {
        if (round % 3 == 0)
            m_thread = std::make_unique<DatabaseThread>();
        timer.start();
        const auto older = ask(u"SELECT pg_sleep(100)"_s, Topic::Page);
        dawdle(random, 4'000);
        const auto newer = ask(u"SELECT 'newer'"_s, Topic::Page);
        const QString first = said(await(older));
        const QString second = said(await(newer));
        const QByteArray where =
            u"seed %1, round %2: %3, %4"_s.arg(QString::number(seed), QString::number(round), first, second)
                .toUtf8();
        QVERIFY2(first == u"Cancelled" && second == u"newer", where.constData());
        QVERIFY2(timer.elapsed() < muchLessThanTheSleep, where.constData());
    }
}

void TestDatabaseThread::cancelNeverHitsTheNext()
{
    QRandomGenerator random(seed);
    await(ask(u"SELECT 1"_s));
    int cancelled = 0;
    for (int round = 0; round < 200; ++round) {
        const QByteArray where = u"seed %1, round %2"_s.arg(seed).arg(round).toUtf8();
        const auto older = ask(u"SELECT 'older' FROM pg_sleep(0.001)"_s, Topic::Page);
        const auto between = ask(u"SELECT 'between' FROM pg_sleep(0.0005)"_s);
        dawdle(random, 3'000);
        if (round % 2 == 0)
            m_thread->cancel(Topic::Page);
        const auto newer = ask(u"SELECT 'newer' FROM pg_sleep(0.0005)"_s, Topic::Page);
        QVERIFY2(said(await(between)) == u"between", where.constData());
        QVERIFY2(said(await(newer)) == u"newer", where.constData());
        const QString first = said(await(older));
        QVERIFY2(first == u"older" || first == u"Cancelled", where.constData());
        cancelled += first == u"Cancelled" ? 1 : 0;
    }
    // Otherwise the timing has proved nothing.
    QVERIFY2(cancelled > 10 && cancelled < 200, qPrintable(u"%1 of 200 were cancelled"_s.arg(cancelled)));
}

void TestDatabaseThread::timeLimitIsNoCancel()
{
    const ConnectionSettings settings = *ConnectionSettings::parse(m_database->connection());
    const auto future = m_thread->run(Topic::Page, [=](Connection &connection) -> Answer {
        connection.use(settings);
        return connection.execute({{}, 20ms, true}, u"SELECT pg_sleep(100)"_s)
            .map([](const Connection::Reply &) { return QString(); });
    });
    QCOMPARE(said(await(future)), u"Timeout"_s);
}

void TestDatabaseThread::destructorAnswersAll()
{
    const auto running = ask(u"SELECT pg_sleep(100)"_s);
    waitUntilSleeping();
    QVector<QFuture<Answer>> waiting;
    for (const DatabaseThread::Topic &topic :
         {Topic::Each, Topic::Each, Topic::Page, Topic::Counts, Topic::Types})
        waiting += ask(u"SELECT 1"_s, topic);
    QElapsedTimer timer;
    timer.start();
    m_thread.reset();
    QVERIFY(timer.elapsed() < muchLessThanTheSleep);
    QVERIFY(running.isFinished());
    QCOMPARE(said(await(running)), u"Cancelled"_s);
    for (const auto &future : waiting) {
        QVERIFY(future.isFinished());
        QCOMPARE(said(await(future)), u"Cancelled"_s);
    }
}

void TestDatabaseThread::destructorWithoutWork()
{
    for (int round = 0; round < 50; ++round)
        DatabaseThread idle;
}

// Closing a window right after opening it does not wait either.
void TestDatabaseThread::destructorWhileBeginning()
{
    QRandomGenerator random(seed);
    QElapsedTimer timer;
    for (int round = 0; round < 20; ++round) {
        timer.start();
        m_thread = std::make_unique<DatabaseThread>();
        const auto first = ask(u"SELECT pg_sleep(100)"_s); // may not even have begun, or connect just now
        dawdle(random, 5'000);
        m_thread.reset();
        QVERIFY(timer.elapsed() < muchLessThanTheSleep);
        QCOMPARE(said(await(first)), u"Cancelled"_s);
    }
}

void TestDatabaseThread::lostBackend()
{
    const QString pid = said(await(ask(u"SELECT pg_backend_pid()"_s)));
    QCOMPARE(m_database->value(u"SELECT pg_terminate_backend(%1, 10000)"_s.arg(pid)), u"t"_s);
    QCOMPARE(said(await(ask(u"SELECT 1"_s))), u"Connection"_s);
    QCOMPARE(said(await(ask(u"SELECT 'back'"_s))), u"back"_s);
}

void TestDatabaseThread::lostBackendWhileRunning()
{
    const auto future = ask(u"SELECT pg_sleep(100)"_s, Topic::Page);
    waitUntilSleeping();
    // By what it runs: a server that sleeps looks up now and then, and for that moment waits for nothing.
    m_database->execute(
        u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND state = 'active' AND query LIKE '%pg_sleep(100)%'"_s);
    const Answer answer = await(future);
    QCOMPARE(said(answer), u"Connection"_s);
    QCOMPARE(answer.error().sqlState, u"57P01"_s);
    QCOMPARE(said(await(ask(u"SELECT 'back'"_s, Topic::Page))), u"back"_s);
}

void TestDatabaseThread::mayBeUsedFromAnyThread()
{
    constexpr int threads = 4;
    constexpr int each = 50;
    std::atomic<int> right = 0;
    std::vector<std::unique_ptr<QThread>> callers;
    for (int caller = 0; caller < threads; ++caller) {
        callers.emplace_back(QThread::create([&, caller] {
            for (int i = 0; i < each; ++i) {
                const QString value = QString::number(caller * each + i);
                QFuture<Answer> future = ask(u"SELECT "_s + value);
                future.waitForFinished();
                right += said(future.result()) == value ? 1 : 0;
            }
        }));
        callers.back()->start();
    }
    for (const auto &caller : callers)
        QVERIFY(caller->wait(60'000));
    QCOMPARE(right.load(), threads * each);
}

WATCHBILL_TEST(TestDatabaseThread)

} // namespace tst_databasethread

#include "tst_databasethread.moc"
