// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "linkproxy.h"
#include "outcome.h"
#include "service/taskmonitor.h"
#include "service/taskservice.h"
#include "testserver.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

using State = TaskMonitor::State;

namespace {

constexpr int patient = 60'000; // milliseconds

bool isFull()
{
    return qgetenv("WATCHBILL_FAULTS") == "full";
}

} // namespace

/// Links that break, stall or crawl: what is shown is right again afterwards, with nothing missing or twice, and
/// nobody had to do anything.
class TestBrokenLinks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void backendsTerminated();
    void linkReset();
    void serverRefusesForAWhile();
    void blackHole();
    void halfClosed();
    void resetAtAnyByte_data();
    void resetAtAnyByte();
    void slowLink();

private:
    void watch(std::chrono::milliseconds interval);
    void change(int round); // some tasks come, change and go
    QStringList shown() const;
    QStringList stored();
    void settle(); // until what is shown is what there is

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<LinkProxy> m_link;
    std::unique_ptr<TaskService> m_service;
    std::unique_ptr<TaskMonitor> m_monitor;
};

void TestBrokenLinks::init()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    m_database->execute(
        u"INSERT INTO tasks (user_id, type, status) SELECT gen_random_uuid(), 'x', 'processing' FROM generate_series(1, 50)"_s);
    m_link = std::make_unique<LinkProxy>(m_database->connection());
}

void TestBrokenLinks::cleanup()
{
    m_monitor.reset();
    m_service.reset();
    m_link.reset();
    m_database.reset();
}

void TestBrokenLinks::watch(std::chrono::milliseconds interval)
{
    ConnectionProfile profile = m_database->profile();
    profile.connection = m_link->connection();
    m_service = std::make_unique<TaskService>(profile);
    m_monitor = std::make_unique<TaskMonitor>(*m_service);
    m_monitor->scheduler().setInterval(interval);
    m_monitor->start({});
    settle();
}

void TestBrokenLinks::change(int round)
{
    m_database->execute(
        u"INSERT INTO tasks (user_id, type, status) SELECT gen_random_uuid(), '%1', 'pending' FROM generate_series(1, 3)"_s
            .arg(round));
    m_database->execute(
        u"UPDATE tasks SET status = 'completed', updated_at = clock_timestamp() WHERE id IN (SELECT id FROM tasks ORDER BY random() LIMIT 5)"_s);
    m_database->execute(u"DELETE FROM tasks WHERE id IN (SELECT id FROM tasks ORDER BY random() LIMIT 3)"_s);
}

QStringList TestBrokenLinks::shown() const
{
    QStringList lines;
    for (const WindowRow &row : m_monitor->feed().window().rows())
        lines += row.task.id.toText() + u' ' + row.task.status.toText();
    return lines;
}

QStringList TestBrokenLinks::stored()
{
    QStringList lines;
    for (const QStringList &row :
         m_database->execute(u"SELECT id, status FROM tasks ORDER BY created_at DESC, id DESC"_s))
        lines += row.join(u' ');
    return lines;
}

void TestBrokenLinks::settle()
{
    const QStringList expected = stored();
    QTRY_VERIFY_WITH_TIMEOUT(m_monitor->state() == State::Live && shown() == expected, patient);
}

void TestBrokenLinks::backendsTerminated()
{
    watch(100ms);
    for (int round = 0; round < (isFull() ? 200 : 10); ++round) {
        change(round);
        m_database->execute(
            u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"_s);
        change(round);
        settle();
    }
}

void TestBrokenLinks::linkReset()
{
    watch(100ms);
    for (int round = 0; round < (isFull() ? 100 : 10); ++round) {
        change(round);
        m_link->reset();
        change(round);
        settle();
    }
}

void TestBrokenLinks::serverRefusesForAWhile()
{
    watch(100ms);
    const QStringList before = shown();
    m_link->setRefusing(true);
    m_link->reset();
    QTRY_COMPARE_WITH_TIMEOUT(m_monitor->state(), State::Broken, patient);
    QCOMPARE(shown(), before); // the data stays
    QVERIFY(m_monitor->error());
    QVERIFY(!m_monitor->error()->message.isEmpty());
    change(1);
    QSignalSpy changes(m_monitor.get(), &TaskMonitor::stateChanged);
    QVERIFY(changes.wait(patient)); // it tries by itself, in vain
    m_link->setRefusing(false);
    settle();
}

// The other side takes everything and says nothing. The link comes back, and so does the answer.
void TestBrokenLinks::blackHole()
{
    watch(100ms);
    m_link->setBlackHole(true);
    change(1);
    const QStringList before = shown();
    const std::chrono::seconds time = isFull() ? 30s : 3s;
    int turns = 0; // of this thread's event loop, which must not stand still
    QTimer loop;
    connect(&loop, &QTimer::timeout, this, [&] { ++turns; });
    loop.start(10);
    QTRY_VERIFY_WITH_TIMEOUT(m_monitor->feed().loadingFor() >= time - 500ms, patient);
    QVERIFY2(turns > time.count() * 10, qPrintable(QString::number(turns)));
    QCOMPARE(shown(), before);
    m_link->setBlackHole(false);
    settle();
}

void TestBrokenLinks::halfClosed()
{
    watch(100ms);
    change(1);
    m_link->halfClose();
    settle();
}

void TestBrokenLinks::resetAtAnyByte_data()
{
    QTest::addColumn<int>("direction");

    QTest::newRow("to the server") << int(LinkProxy::Direction::ToServer);
    QTest::newRow("to the client") << int(LinkProxy::Direction::ToClient);
}

// In any moment of a conversation: connecting, reading the catalogue, reading the first page.
void TestBrokenLinks::resetAtAnyByte()
{
    QFETCH(int, direction);
    ConnectionProfile profile = m_database->profile();
    profile.connection = m_link->connection();
    for (int bytes = 0; bytes < 2'048; bytes += isFull() ? 1 : 41) {
        m_link->setResetAfter(LinkProxy::Direction(direction), bytes);
        TaskService service(profile);
        const auto opened = await(service.open());
        if (!opened) {
            QVERIFY2(opened.error().kind == TaskError::Kind::Connection,
                     qPrintable(u"%1: %2"_s.arg(bytes).arg(toText(opened.error().kind))));
            QVERIFY(!opened.error().message.isEmpty());
        } else {
            const auto page = await(service.page({}));
            if (!page)
                QCOMPARE(toText(page.error().kind), u"Connection"_s);
        }
        m_link->setResetAfter(LinkProxy::Direction(direction), -1);
        if (!opened)
            QVERIFY(await(service.open()));
        QCOMPARE(success(service.page({})).rows.size(), 50); // it recovers
    }
}

// 300 ms there and back, 10 kB a second: everything comes, if late.
void TestBrokenLinks::slowLink()
{
    m_link->setLatency(150ms);
    m_link->setRate(10'000);
    watch(500ms);
    TaskQuery query;
    for (const auto &text : {u"n"_s, u"no"_s, u"not there"_s}) { // as typed: the last one counts
        query.filter.text = text;
        m_monitor->setQuery(query);
    }
    QTRY_VERIFY_WITH_TIMEOUT(m_monitor->feed().shownQuery() == query && !m_monitor->feed().isLoading(),
                             patient);
    QVERIFY(shown().isEmpty());
    QCOMPARE(m_monitor->state(), State::Live);
    QVERIFY(!m_monitor->error());
}

QTEST_GUILESS_MAIN(TestBrokenLinks)
#include "tst_brokenlinks.moc"
