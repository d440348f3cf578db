// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/filterchanges.h"
#include "linkproxy.h"
#include "livelist.h"
#include "outcome.h"
#include "stalldetector.h"
#include "testprogram.h"
#include "testserver.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <memory>

namespace tst_brokenlinks {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

using State = TaskMonitor::State;

namespace {

constexpr int patient = 60'000; // milliseconds

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

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<LinkProxy> m_link;
    std::unique_ptr<LiveList> m_list;
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
    m_list.reset();
    m_link.reset();
    m_database.reset();
}

void TestBrokenLinks::watch(std::chrono::milliseconds interval)
{
    ConnectionProfile profile = m_database->profile();
    profile.connection = m_link->connection();
    m_list = std::make_unique<LiveList>(
        profile, [this](const QString &sql) { return m_database->execute(sql); }, interval);
    VERIFY_RIGHT(*m_list);
}

void TestBrokenLinks::backendsTerminated()
{
    watch(100ms);
    for (int round = 0; round < (isFull() ? 200 : 10); ++round) {
        m_list->changeTable();
        m_database->execute(
            u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"_s);
        m_list->changeTable();
        VERIFY_RIGHT(*m_list);
    }
}

void TestBrokenLinks::linkReset()
{
    watch(100ms);
    for (int round = 0; round < (isFull() ? 100 : 10); ++round) {
        m_list->changeTable();
        m_link->reset();
        m_list->changeTable();
        VERIFY_RIGHT(*m_list);
    }
}

void TestBrokenLinks::serverRefusesForAWhile()
{
    watch(100ms);
    const QStringList before = m_list->shown();
    m_link->setRefusing(true);
    m_link->reset();
    QTRY_COMPARE_WITH_TIMEOUT(m_list->monitor().state(), State::Broken, patient);
    QCOMPARE(m_list->shown(), before); // the data stays
    QVERIFY(m_list->monitor().error());
    QVERIFY(!m_list->monitor().error()->message.isEmpty());
    m_list->changeTable();
    const int refused = m_link->refused();
    QTRY_VERIFY_WITH_TIMEOUT(m_link->refused() > refused, patient); // it tries by itself, in vain
    QCOMPARE(m_list->monitor().state(), State::Broken);
    m_link->setRefusing(false);
    VERIFY_RIGHT(*m_list);
}

// The other side takes everything and says nothing: known within 10 s, with the data left as it is. It comes back by
// itself when the link does.
void TestBrokenLinks::blackHole()
{
    watch(100ms);
    QSignalSpy refreshed(&m_list->monitor(), &TaskMonitor::refreshed);
    QVERIFY(refreshed.wait(patient)); // so that what is shown is of this moment
    m_link->setBlackHole(true);
    QElapsedTimer dark;
    dark.start();
    m_list->changeTable();
    const QStringList before = m_list->shown();
    StallDetector stalls;
    QTRY_VERIFY_WITH_TIMEOUT(m_list->monitor().isStale(), 10'000);
    // And it stays so, however often it tries.
    const std::chrono::milliseconds time = isFull() ? 30s : 12s;
    QVERIFY(
        !QTest::qWaitFor([&] { return !m_list->monitor().isStale(); }, int(time.count() - dark.elapsed())));
    QVERIFY2(stalls.longest() < 5s, // as who waited for the link would stand still until a deadline
             QByteArray::number(stalls.longest().count()).constData());
    QCOMPARE(m_list->shown(), before);
    m_link->setBlackHole(false);
    VERIFY_RIGHT_WITHIN(*m_list, m_list->longestReturn(time) + 10s);
}

void TestBrokenLinks::halfClosed()
{
    watch(100ms);
    m_list->changeTable();
    m_link->halfClose();
    VERIFY_RIGHT(*m_list);
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
        query.filter.condition = filter::containing(text);
        m_list->monitor().setQuery(query);
    }
    QTRY_VERIFY_WITH_TIMEOUT(
        m_list->monitor().feed().shownQuery() == query && !m_list->monitor().feed().isLoading(), patient);
    QVERIFY(m_list->shown().isEmpty());
    QCOMPARE(m_list->monitor().state(), State::Live);
    QVERIFY(!m_list->monitor().error());
}

WATCHBILL_TEST(TestBrokenLinks)

} // namespace tst_brokenlinks

#include "tst_brokenlinks.moc"
