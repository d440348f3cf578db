// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/taskmonitor.h"

#include "await.h"
#include "filter/filterchanges.h"
#include "linkproxy.h"
#include "live/countsbeside.h"
#include "notifytrigger.h"
#include "service/taskservice.h"
#include "testprogram.h"
#include "testserver.h"

#include <QSignalSpy>
#include <QTest>

namespace tst_taskmonitor {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

using Kind = ListenState::Kind;
using Reason = RefreshScheduler::Reason;
using State = TaskMonitor::State;

namespace {

constexpr int patient = int(std::chrono::milliseconds(patience).count());
constexpr qint64 foundWithin = 10'000; // milliseconds

} // namespace

class TestTaskMonitor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void notificationsShowChangesAtOnce();
    void listensAgainAfterALostConnection();
    void listensToItsOwnTableOnly();
    void stretchesTheIntervalWhenNothingIsActive();
    void silenceIsToldBeforeTheLinkIsGivenUp();
    void triesAgainAtOnceWhenThereIsHope();
    void countersComeWithAWholeList();
    void countersAreNeverLessThanTheList();
    void countsAgainWhereThatIsCheap();
    void countersAreOfTheFilter();
    void knowsTheLoginWithoutATable();

private:
    void open(std::chrono::milliseconds interval, const QString &table = u"tasks"_s,
              const QString &connection = {});
    void look(); // and wait for the outcome
    void insert(const QString &status = u"completed"_s);
    qint64 total() const
    {
        const auto counts = m_monitor->countsBesideList();
        return counts ? totalBeside(m_monitor->feed(), *counts).value : -1;
    }
    int shown() const { return m_monitor->feed().loaded().size(); }
    Reason reason() const { return m_monitor->scheduler().pace().reason; }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
    std::unique_ptr<TaskMonitor> m_monitor;
};

void TestTaskMonitor::init()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
}

void TestTaskMonitor::cleanup()
{
    m_monitor.reset();
    m_service.reset();
    m_database.reset();
}

// Until it shows the first rows and listens, and has looked for that reason.
void TestTaskMonitor::open(std::chrono::milliseconds interval, const QString &table,
                           const QString &connection)
{
    ConnectionProfile profile = m_database->profile();
    if (!connection.isEmpty())
        profile.connection = connection;
    profile.table = table;
    m_service = std::make_unique<TaskService>(profile);
    m_monitor = std::make_unique<TaskMonitor>(*m_service);
    QSignalSpy refreshed(m_monitor.get(), &TaskMonitor::refreshed);
    m_monitor->scheduler().setInterval(interval);
    QCOMPARE(m_monitor->listenState().kind, Kind::Off);
    m_monitor->start({});
    QTRY_COMPARE_WITH_TIMEOUT(m_monitor->listenState().kind, Kind::Listening, patient);
    QTRY_COMPARE_WITH_TIMEOUT(refreshed.size(), 2, patient);
}

void TestTaskMonitor::look()
{
    QSignalSpy refreshed(m_monitor.get(), &TaskMonitor::refreshed);
    m_monitor->scheduler().trigger();
    QTRY_COMPARE_WITH_TIMEOUT(refreshed.size(), 1, patient);
}

void TestTaskMonitor::insert(const QString &status)
{
    m_database->execute(
        u"INSERT INTO tasks (user_id, type, status) VALUES (gen_random_uuid(), 'x', '%1')"_s.arg(status));
}

void TestTaskMonitor::notificationsShowChangesAtOnce()
{
    installNotifyTrigger(*m_database);
    open(1h); // so that nothing but a notification makes it look
    for (int count = 1; count <= 5; ++count) {
        insert();
        QTRY_COMPARE_WITH_TIMEOUT(shown(), count, patient);
    }
    m_database->execute(u"DELETE FROM tasks"_s);
    QTRY_COMPARE_WITH_TIMEOUT(shown(), 0, patient);
}

void TestTaskMonitor::listensAgainAfterALostConnection()
{
    installNotifyTrigger(*m_database);
    open(1h);
    m_database->execute(u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                        "WHERE datname = current_database() AND pid <> pg_backend_pid()"_s);
    look(); // the first on a new connection
    QTRY_COMPARE_WITH_TIMEOUT(m_monitor->state(), TaskMonitor::State::Live, patient);
    insert(); // if the listener is down just now, its return counts as a hint
    QTRY_COMPARE_WITH_TIMEOUT(shown(), 1, patient);
    QTRY_COMPARE_WITH_TIMEOUT(m_monitor->listenState().kind, Kind::Listening, patient);
    insert();
    QTRY_COMPARE_WITH_TIMEOUT(shown(), 2, patient);
}

void TestTaskMonitor::listensToItsOwnTableOnly()
{
    m_database->execute(u"CREATE TABLE tasks_dev (LIKE tasks INCLUDING ALL)"_s);
    open(1h, u"tasks_dev"_s);
    QSignalSpy ticks(&m_monitor->scheduler(), &RefreshScheduler::tick);
    m_database->execute(u"SELECT pg_notify('watchbill', '{\"schema\": \"public\", \"table\": \"tasks\"}')"_s);
    m_database->execute(u"INSERT INTO tasks_dev (user_id, type) VALUES (gen_random_uuid(), 'x')"_s);
    m_database->execute(
        u"SELECT pg_notify('watchbill', '{\"schema\": \"public\", \"table\": \"tasks_dev\"}')"_s);
    QTRY_COMPARE_WITH_TIMEOUT(shown(), 1, patient);
    QCOMPARE(ticks.size(), 1);
}

void TestTaskMonitor::stretchesTheIntervalWhenNothingIsActive()
{
    for (int i = 0; i < 3; ++i)
        insert();
    open(8s);
    const auto becomeQuiet = [this] {
        for (int i = 0; i < 5 && reason() == Reason::Interval; ++i)
            look();
        QCOMPARE(reason(), Reason::Quiet);
    };
    becomeQuiet();
    m_monitor->feed().setViewport({0, 2});
    QCOMPARE(reason(), Reason::Interval);
    becomeQuiet();
    insert();
    look();
    QCOMPARE(reason(), Reason::Interval); // it found something
    becomeQuiet();
    insert(u"processing"_s);
    for (int i = 0; i < 6; ++i) {
        look();
        QCOMPARE(reason(), Reason::Interval); // that will change
    }
    m_database->execute(u"UPDATE tasks SET status = 'completed'"_s);
    look();
    QCOMPARE(reason(), Reason::Interval);
    becomeQuiet();
    m_monitor->refresh();
    QCOMPARE(reason(), Reason::Interval); // a person wants to know
}

void TestTaskMonitor::silenceIsToldBeforeTheLinkIsGivenUp()
{
    insert();
    LinkProxy link(m_database->connection());
    open(2s, u"tasks"_s, link.connection());
    QVERIFY(!m_monitor->isStale());
    QVERIFY(!m_monitor->isSilent());
    QSignalSpy changes(m_monitor.get(), &TaskMonitor::stateChanged);
    QElapsedTimer timer;
    timer.start();
    link.setBlackHole(true);
    QTRY_VERIFY_WITH_TIMEOUT(m_monitor->isSilent(), patient);
    QVERIFY(timer.elapsed() < foundWithin);
    QVERIFY(m_monitor->isStale());
    QCOMPARE(m_monitor->state(), State::Live); // it might be slow
    const Timestamp known = m_monitor->knownUntil();
    QVERIFY(m_monitor->serverNow().microseconds() > known.microseconds());
    QVERIFY(!changes.isEmpty());
    // Somebody who types has no answer either.
    TaskQuery query;
    query.filter.condition = filter::containing(u"typed"_s);
    m_monitor->setQuery(query);
    QVERIFY(m_monitor->isSilent());
    QVERIFY(m_monitor->feed().unansweredFor() > m_monitor->feed().loadingFor());
    m_monitor->setQuery({});

    QTRY_COMPARE_WITH_TIMEOUT(m_monitor->state(), State::Broken, patient);
    QCOMPARE(shown(), 1);
    QVERIFY(m_monitor->isStale());
    QCOMPARE(m_monitor->knownUntil().microseconds(), known.microseconds());
    link.setBlackHole(false);
    m_monitor->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(!m_monitor->isStale(), patient);
    QVERIFY(!m_monitor->isSilent());
    QVERIFY(m_monitor->knownUntil().microseconds() > known.microseconds());
    QCOMPARE(m_monitor->state(), State::Live);
    QTRY_COMPARE_WITH_TIMEOUT(m_monitor->listenState().kind, Kind::Listening, patient);
}

void TestTaskMonitor::triesAgainAtOnceWhenThereIsHope()
{
    LinkProxy link(m_database->connection());
    open(1h, u"tasks"_s, link.connection());
    link.setRefusing(true);
    link.reset();
    m_monitor->scheduler().trigger();
    QTRY_COMPARE_WITH_TIMEOUT(m_monitor->state(), State::Broken, patient);
    // Some attempts in vain make the next ones wait for long.
    for (int i = 0; i < 5; ++i) {
        m_monitor->retryNow();
        QCOMPARE(m_monitor->untilReconnect(), 0ms);
        QTRY_VERIFY_WITH_TIMEOUT(m_monitor->untilReconnect() > 0s, patient);
    }
    QVERIFY(m_monitor->untilReconnect() > 5s);
    link.setRefusing(false);
    QElapsedTimer timer;
    timer.start();
    m_monitor->retryNow();
    QTRY_COMPARE_WITH_TIMEOUT(m_monitor->state(), State::Live, patient);
    QVERIFY(timer.elapsed() < 4'000);
}

// What is loaded needs no counting, and a count that is older is not believed.
void TestTaskMonitor::countersComeWithAWholeList()
{
    for (const char *status : {"completed", "completed", "failed"})
        insert(QString::fromLatin1(status));
    open(1h);
    QTRY_COMPARE_WITH_TIMEOUT(total(), 3, patient);
    QVector<qint64> totals;
    connect(m_monitor.get(), &TaskMonitor::refreshed, this, [&] { totals += total(); }); // before any count
    insert(u"pending"_s);
    look();
    m_database->execute(u"DELETE FROM tasks WHERE status = 'completed'"_s);
    look();
    QCOMPARE(totals, (QVector<qint64>{4, 2}));
    const StatusCounts counts = *m_monitor->countsBesideList();
    const auto of = [&](const QString &status) { return counts.matching({{status}, false}); };
    QCOMPARE(of(u"pending"_s), Count{1});
    QCOMPARE(of(u"failed"_s), Count{1});
    QCOMPARE(of(u"completed"_s), Count{0});
}

void TestTaskMonitor::countersAreNeverLessThanTheList()
{
    m_database->execute(
        u"INSERT INTO tasks (user_id, type, status) SELECT gen_random_uuid(), 'x', 'completed' "
        "FROM generate_series(1, 300)"_s);
    open(1h);
    QTRY_COMPARE_WITH_TIMEOUT(total(), 300, patient);
    int loaded = 0;
    Count failed;
    Count all;
    connect(m_monitor.get(), &TaskMonitor::refreshed, this, [&] { // before they are counted again
        loaded = m_monitor->feed().loaded().listedSize();
        failed = m_monitor->countsBesideList()->matching({{u"failed"_s}, false});
        all = totalBeside(m_monitor->feed(), *m_monitor->countsBesideList());
    });
    m_database->execute(u"INSERT INTO tasks (user_id, type, status) SELECT gen_random_uuid(), 'x', 'failed' "
                        "FROM generate_series(1, 320)"_s);
    look();
    QVERIFY2(loaded >= 200, qPrintable(QString::number(loaded)));
    QVERIFY2(failed.value >= 200, qPrintable(QString::number(failed.value)));
    QVERIFY2(all.value >= loaded && all.value >= 500, qPrintable(QString::number(all.value)));
    disconnect(m_monitor.get(), &TaskMonitor::refreshed, this, nullptr);
    m_monitor->refresh(); // counters and all
    QTRY_COMPARE_WITH_TIMEOUT(total(), 620, patient);
}

void TestTaskMonitor::countsAgainWhereThatIsCheap()
{
    open(1h);
    QTRY_VERIFY_WITH_TIMEOUT(m_monitor->counts(), patient);
    insert();
    QElapsedTimer sinceInsert;
    sinceInsert.start();
    // Sooner than the counters that are read whether they are cheap or not.
    while (m_monitor->counts()->total().value == 0 && sinceInsert.elapsed() < 9'000) {
        look();
        QTest::qWait(50);
    }
    QCOMPARE(m_monitor->counts()->total().value, 1);
}

void TestTaskMonitor::countersAreOfTheFilter()
{
    insert(u"failed"_s);
    insert(u"pending"_s);
    open(1h);
    QTRY_COMPARE_WITH_TIMEOUT(total(), 2, patient);
    TaskQuery query;
    query.filter.types = {{u"y"_s}, false};
    m_monitor->setQuery(query);
    QVERIFY(!m_monitor->countsBesideList());
    QTRY_COMPARE_WITH_TIMEOUT(total(), 0, patient);
    query.filter.types = {{u"x"_s}, false};
    m_monitor->setQuery(query);
    QTRY_COMPARE_WITH_TIMEOUT(total(), 2, patient);
    query.filter.statuses = {{u"failed"_s}, false}; // they are counted for each status
    m_monitor->setQuery(query);
    QVERIFY(m_monitor->countsBesideList());
    QTRY_COMPARE_WITH_TIMEOUT(total(), 1, patient);
}

void TestTaskMonitor::knowsTheLoginWithoutATable()
{
    ConnectionProfile profile = m_database->profile();
    profile.table = u"nowhere"_s;
    m_service = std::make_unique<TaskService>(profile);
    m_monitor = std::make_unique<TaskMonitor>(*m_service);
    m_monitor->start({});
    QTRY_COMPARE_WITH_TIMEOUT(m_monitor->state(), State::Refused, patient);
    QVERIFY(!m_monitor->source());
    QVERIFY(m_monitor->access());
    QCOMPARE(m_monitor->access()->server.database, m_database->name());
    QCOMPARE(m_monitor->access()->viewpoint.role, u"watchbill"_s);

    profile = m_database->profile(u"nobody_here"_s);
    m_monitor.reset();
    m_service = std::make_unique<TaskService>(profile);
    m_monitor = std::make_unique<TaskMonitor>(*m_service);
    m_monitor->start({});
    QTRY_COMPARE_WITH_TIMEOUT(m_monitor->state(), State::Refused, patient);
    QVERIFY(!m_monitor->access());
}

WATCHBILL_TEST(TestTaskMonitor)

} // namespace tst_taskmonitor

#include "tst_taskmonitor.moc"
