// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "linkproxy.h"
#include "outcome.h"
#include "postgres/databasethread.h"
#include "postgres/detachedthread.h"
#include "service/taskservice.h"
#include "testprogram.h"
#include "testserver.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

namespace tst_deadlinks {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

using Answer = Result<QString>;

namespace {

struct Topic
{
    static constexpr DatabaseThread::Topic Each{};
    static constexpr DatabaseThread::Topic Open{1, true};
};

constexpr qint64 foundWithin = 10'000; // milliseconds
constexpr qint64 atOnce = 4'000; // far less, in truth
constexpr int patient = int(std::chrono::milliseconds(patience).count());

SessionSettings writing()
{
    return {{}, 30s, false};
}

} // namespace

/// Links on which nothing arrives any more, without an error: a pulled cable, a firewall that forgot. They are found in
/// time, do not block the user, and no living server is taken for dead.
class TestDeadLinks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void foundInTime();
    void newerAttemptToOpenBeginsAtOnce();
    void isNotWaitedFor_data();
    void isNotWaitedFor();
    void whatWasGivenUpIsNotDoneLater();
    void slowServerIsWaitedFor();
    void slowLinkIsWaitedFor();

private:
    QFuture<Answer> ask(DatabaseThread &thread, const QString &statements,
                        const DatabaseThread::Topic &topic = Topic::Each);
    void waitUntilSleeping();
    ConnectionProfile profile() const;

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<LinkProxy> m_link;
};

void TestDeadLinks::init()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    m_link = std::make_unique<LinkProxy>(m_database->connection());
}

void TestDeadLinks::cleanup()
{
    m_link.reset();
    m_database.reset();
}

QFuture<Answer> TestDeadLinks::ask(DatabaseThread &thread, const QString &statements,
                                   const DatabaseThread::Topic &topic)
{
    const ConnectionSettings settings = *ConnectionSettings::parse(m_link->connection());
    return thread.run(topic, [=](Connection &connection) -> Answer {
        connection.use(settings);
        QString value;
        return connection
            .execute(writing(), statements,
                     [&](int, const ResultRows &rows) { value = rows.count() > 0 ? rows.text(0, 0) : u""_s; })
            .map([&](const Connection::Reply &) { return value; });
    });
}

void TestDeadLinks::waitUntilSleeping()
{
    const QString sleeping = u"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                             "AND state = 'active' AND wait_event = 'PgSleep'"_s;
    QTRY_COMPARE_WITH_TIMEOUT(m_database->value(sleeping), u"1"_s, patient);
}

ConnectionProfile TestDeadLinks::profile() const
{
    ConnectionProfile profile = m_database->profile();
    profile.connection = m_link->connection();
    return profile;
}

// During a statement, while connecting, and in the midst of an export.
void TestDeadLinks::foundInTime()
{
    m_database->execute(
        u"INSERT INTO tasks (user_id, type, status, error_message) "
        "SELECT gen_random_uuid(), 'x', 'failed', repeat('e', 1000) FROM generate_series(1, 20000)"_s);
    TaskService service(profile());
    VERIFY_FINE(await(service.open()));
    DatabaseThread asking;
    DatabaseThread opening;
    VERIFY_FINE(await(ask(asking, u"SELECT 1"_s)));

    const QTemporaryDir folder;
    ExportRequest request;
    request.path = folder.filePath(u"tasks.csv"_s);
    const auto progress = std::make_shared<ExportProgress>();
    m_link->setRate(100'000);
    const auto exported = service.exportTasks(request, progress);
    const auto asleep = ask(asking, u"SELECT pg_sleep(100)"_s);
    waitUntilSleeping();
    QTRY_VERIFY_WITH_TIMEOUT(progress->rows > 10, patient);

    QElapsedTimer timer;
    timer.start();
    m_link->setBlackHole(true);
    const auto opened = ask(opening, u"SELECT 1"_s);
    for (const auto &future : {asleep, opened}) {
        const Answer answer = await(future);
        QCOMPARE(outcomeOf(answer), u"Connection"_s);
        QVERIFY2(answer.error().message.contains(u" for "_s), wordsOf(answer));
    }
    QCOMPARE(outcomeOf(exported), u"Connection"_s);
    QVERIFY2(timer.elapsed() < foundWithin, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList());

    m_link->setBlackHole(false);
    m_link->setRate(0);
    for (DatabaseThread *thread : {&asking, &opening})
        QCOMPARE(await(ask(*thread, u"SELECT 'back'"_s)), Answer(u"back"_s));
    VERIFY_FINE(await(service.exportTasks(request, progress)));
}

// As when the network is back and a person presses F5.
void TestDeadLinks::newerAttemptToOpenBeginsAtOnce()
{
    DatabaseThread thread;
    m_link->setBlackHole(true);
    const auto first = ask(thread, u"SELECT 'first'"_s, Topic::Open);
    QTRY_COMPARE_WITH_TIMEOUT(m_link->connections(), 1, patient);
    QElapsedTimer timer;
    timer.start();
    const auto second = ask(thread, u"SELECT 'second'"_s, Topic::Open);
    QCOMPARE(outcomeOf(first), u"Cancelled"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_link->connections(), 2, patient);
    QVERIFY(timer.elapsed() < atOnce);
    m_link->setBlackHole(false);
    QCOMPARE(await(second), Answer(u"second"_s));
}

void TestDeadLinks::isNotWaitedFor_data()
{
    QTest::addColumn<bool>("isOpen");

    QTest::newRow("while connecting") << false;
    QTest::newRow("during a statement") << true;
}

void TestDeadLinks::isNotWaitedFor()
{
    QFETCH(bool, isOpen);
    auto thread = std::make_unique<DatabaseThread>();
    if (!isOpen)
        m_link->setBlackHole(true);
    const auto running = ask(*thread, u"SELECT pg_sleep(100)"_s);
    if (isOpen) {
        waitUntilSleeping();
        m_link->setBlackHole(true);
    } else {
        QTRY_COMPARE_WITH_TIMEOUT(m_link->connections(), 1, patient);
    }
    const auto waiting = ask(*thread, u"SELECT 1"_s);
    QElapsedTimer timer;
    timer.start();
    thread.reset();
    QVERIFY(timer.elapsed() < atOnce / 4);
    QVERIFY(running.isFinished());
    QVERIFY(waiting.isFinished());
    QCOMPARE(outcomeOf(running), u"Cancelled"_s);
    QCOMPARE(outcomeOf(waiting), u"Cancelled"_s);
    // What is in libpq's hands ends with the link.
    m_link->setBlackHole(false);
    m_link->reset();
    QVERIFY(detachedthread::waitForAll(patience));
}

// An attempt to connect succeeds when it is long answered: what was to be sent then is not sent any more.
void TestDeadLinks::whatWasGivenUpIsNotDoneLater()
{
    m_database->execute(u"CREATE TABLE done (what text)"_s);
    {
        DatabaseThread thread;
        m_link->setBlackHole(true);
        const auto late = ask(thread, u"INSERT INTO done VALUES ('late')"_s, Topic::Open);
        QTRY_COMPARE_WITH_TIMEOUT(m_link->connections(), 1, patient);
        const auto next = ask(thread, u"INSERT INTO done VALUES ('next')"_s, Topic::Open);
        QCOMPARE(outcomeOf(late), u"Cancelled"_s);
        m_link->setBlackHole(false);
        VERIFY_FINE(await(next));
    }
    QVERIFY(detachedthread::waitForAll(patience));
    QCOMPARE(m_database->value(u"SELECT string_agg(what, ',') FROM done"_s), u"next"_s);
}

// For longer than a dead link is. A process that does nothing at all any more, not even keep its time limit, is
// given up.
void TestDeadLinks::slowServerIsWaitedFor()
{
    DatabaseThread slow;
    DatabaseThread stuck;
    const ConnectionSettings settings = *ConnectionSettings::parse(m_link->connection());
    const auto process = ask(stuck, u"SELECT pg_backend_pid()"_s);
    const Answer pid = await(process);
    VERIFY_FINE(pid);
    QCOMPARE(::kill(pid->toInt(), SIGSTOP), 0);
    const auto never = stuck.run(Topic::Each, [=](Connection &connection) -> Answer {
        connection.use(settings);
        return connection.execute({{}, 1s, true}, u"SELECT 1"_s).map([](const Connection::Reply &) {
            return QString();
        });
    });
    const auto late = ask(slow, u"SELECT 'late' FROM pg_sleep(12)"_s);
    QCOMPARE(await(late), Answer(u"late"_s));
    const Answer answer = await(never);
    QCOMPARE(::kill(pid->toInt(), SIGCONT), 0);
    QCOMPARE(outcomeOf(answer), u"Connection"_s);
    QCOMPARE(await(ask(stuck, u"SELECT 'back'"_s)), Answer(u"back"_s));
}

// 300 ms there and back, 10 kB a second: an answer that takes 12 s to arrive.
void TestDeadLinks::slowLinkIsWaitedFor()
{
    DatabaseThread thread;
    m_link->setLatency(150ms);
    m_link->setRate(10'000);
    QCOMPARE(await(ask(thread, u"SELECT repeat('x', 120000)"_s)).map([](const QString &text) {
        return text.size();
    }),
             Result<qsizetype>(120'000));
}

WATCHBILL_TEST(TestDeadLinks)

} // namespace tst_deadlinks

#include "tst_deadlinks.moc"
