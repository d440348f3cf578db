// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "deletionrun.h"
#include "linkproxy.h"
#include "live/taskfeed.h"
#include "outcome.h"
#include "people.h"
#include "requests.h"
#include "service/taskservice.h"
#include "singlechanges.h"
#include "testprogram.h"
#include "testserver.h"

#include <QSignalSpy>
#include <QTest>

#include <libpq-fe.h>

#include <functional>
#include <memory>

namespace tst_roundtrips {

using namespace Qt::StringLiterals;
using namespace watchbill;
using namespace watchbill::requests;

using Call = std::function<void(TaskService &)>;

namespace {

const TaskId first(u"00000000-0000-4000-8000-000000000001"_s);

} // namespace

/// How often we wait for the server, counted on the wire: what makes a slow link bearable.
class TestRoundTrips : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void eachCall_data();
    void eachCall();
    void aChunkOfARun();
    void aSingleChange();
    void aRefreshOfTheList();
    void counters();
    void connecting();

private:
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<LinkProxy> m_link;
};

void TestRoundTrips::initTestCase()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Supabase);
    people::settleIn(*m_database);
    m_database->execute(u"INSERT INTO tasks (id, user_id, type, status) SELECT "
                        "('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid, '%1', 'x', 'pending' "
                        "FROM generate_series(1, 500) i"_s.arg(people::ann.toText()));
    m_link = std::make_unique<LinkProxy>(m_database->connection());
}

void TestRoundTrips::cleanupTestCase()
{
    m_link.reset();
    m_database.reset();
}

void TestRoundTrips::eachCall_data()
{
    QTest::addColumn<Call>("call");

    const auto page = [](const PageRequest &request) {
        return Call([request](TaskService &service) { success(service.page(request)); });
    };
    const auto after = [](PageRequest::Start start) {
        PageRequest request;
        request.start = start;
        request.key = SortKey{{u"2026-01-01 00:00:00+00"_s, first.toText()}};
        return request;
    };
    PageRequest everything = after(PageRequest::Start::From);
    everything.countBefore = everything.key;
    everything.watched = {first};
    QTest::newRow("first page") << page({});
    QTest::newRow("page after") << page(after(PageRequest::Start::After));
    QTest::newRow("page before") << page(after(PageRequest::Start::Before));
    PageRequest last;
    last.start = PageRequest::Start::Last;
    QTest::newRow("last page") << page(last);
    QTest::newRow("page with newer and watched") << page(everything);
    QTest::newRow("filtered") << page(pageOf(filtered(&TaskFilter::types, {u"x"_s})));
    QTest::newRow("sorted") << page(sortedBy(TaskField::Status));
    QTest::newRow("text search") << page(pageOf(withText(u"it's"_s)));
    QTest::newRow("one task") << Call([](TaskService &s) { success(s.getTask(first)); });
    QTest::newRow("several tasks") << Call([](TaskService &s) { success(s.getTasks({first})); });
}

// With the service role taken each time, too.
void TestRoundTrips::eachCall()
{
    QFETCH(Call, call);
    ConnectionProfile profile = people::serviceRole(*m_database);
    profile.connection = m_link->by(profile.connection);
    TaskService service(profile);
    QCOMPARE(success(service.open()).viewpoint.role, u"service_role"_s);
    m_link->forgetTurns();
    call(service);
    const QStringList turns = m_link->turns();
    QVERIFY2(turns.size() == 1, qPrintable(turns.join(u'\n')));
}

// One for the change, and, once what was there is on this disk, one that makes it final.
void TestRoundTrips::aChunkOfARun()
{
    ConnectionProfile profile = people::serviceRole(*m_database);
    profile.connection = m_link->by(profile.connection);
    TaskService service(profile);
    success(service.open());
    const QVector<Task> tasks = tasksOf(success(service.page(limitedTo(100))));
    QCOMPARE(DeletionRun(service, {tasks.first()}).summary(), u"done: done 1"_s); // connects
    m_link->forgetTurns();
    QCOMPARE(DeletionRun(service, tasks.mid(1)).summary(), u"done: done 99"_s);
    const QStringList turns = m_link->turns();
    QVERIFY2(turns.size() == 2, qPrintable(turns.join(u'\n')));
}

// As above; what is there is read before.
void TestRoundTrips::aSingleChange()
{
    ConnectionProfile profile = people::serviceRole(*m_database);
    profile.connection = m_link->by(profile.connection);
    TaskService service(profile);
    success(service.open());
    const Task task = success(createTask(service, people::ann, u"x"_s)); // connects
    m_link->forgetTurns();
    success(createTask(service, people::ann, u"x"_s));
    QCOMPARE(m_link->turns().size(), 2);
    m_link->forgetTurns();
    success(setStatus(service, task.id, TaskStatus::Kind::Failed));
    QCOMPARE(m_link->turns().size(), 3);
    m_link->forgetTurns();
    QVERIFY(success(deleteTask(service, task.id, people::ann)));
    QCOMPARE(m_link->turns().size(), 3);
}

void TestRoundTrips::aRefreshOfTheList()
{
    ConnectionProfile profile = m_database->profile();
    profile.connection = m_link->connection();
    TaskService service(profile);
    success(service.open());
    TaskFeed feed(service);
    QSignalSpy finished(&feed, &TaskFeed::finished);
    feed.load();
    QVERIFY(finished.wait(30'000));
    feed.setSelected({first});
    feed.setViewport({0, 30, true});
    for (int i = 0; i < 3; ++i) {
        m_link->forgetTurns();
        feed.refresh();
        QVERIFY(finished.wait(30'000));
        const QStringList turns = m_link->turns();
        QVERIFY2(turns.size() == 1, qPrintable(turns.join(u'\n')));
    }
}

void TestRoundTrips::counters()
{
    ConnectionProfile profile = m_database->profile();
    profile.connection = m_link->connection();
    TaskService service(profile);
    success(service.open());
    success(service.countsByStatus({})); // connects
    m_link->forgetTurns();
    success(service.countsByStatus({}));
    QCOMPARE(m_link->turns().size(), 1); // nothing is so large that it is estimated
}

// Ours are one for the catalogue and one for the rows.
void TestRoundTrips::connecting()
{
    m_link->forgetTurns();
    PQfinish(PQconnectdb(m_link->connection().toUtf8().constData()));
    const qsizetype libpq = m_link->turns().size();

    m_link->forgetTurns();
    ConnectionProfile profile = m_database->profile();
    profile.connection = m_link->connection();
    TaskService service(profile);
    success(service.open());
    success(service.page({}));
    const QStringList turns = m_link->turns().mid(libpq);
    QVERIFY2(turns.size() == 2, qPrintable(turns.join(u'\n')));
}

WATCHBILL_TEST(TestRoundTrips)

} // namespace tst_roundtrips

#include "tst_roundtrips.moc"
