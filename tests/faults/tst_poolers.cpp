// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "deletionrun.h"
#include "livelist.h"
#include "notifytrigger.h"
#include "outcome.h"
#include "people.h"
#include "pgbouncer.h"
#include "testprogram.h"

#include <QElapsedTimer>
#include <QTest>

#include <memory>

namespace tst_poolers {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

using Push = ListenState::Kind;
using State = TaskMonitor::State;

namespace {

constexpr int patient = 60'000; // milliseconds

}

/// Reading through PgBouncer, in both of its modes, also while it restarts.
class TestPoolers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void pushArrivesInSessionMode();
    void pushIsUnavailableInTransactionMode();
    void nothingLeaksToTheNextClient();
    void deletesThroughAPooler();
    void startedAnew_data();
    void startedAnew();

private:
    void look(PgBouncer::Mode mode, int connections, std::chrono::milliseconds interval = 100ms);

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<PgBouncer> m_pooler;
    std::unique_ptr<LiveList> m_list;
};

void TestPoolers::init()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Supabase);
    people::settleIn(*m_database);
    // Its tasks come and go for users of whom only the table need know.
    m_database->execute(u"ALTER TABLE tasks DROP CONSTRAINT tasks_user_id_fkey"_s);
    m_database->execute(
        u"INSERT INTO tasks (user_id, type, status) SELECT '%1', 'x', 'processing' FROM generate_series(1, 20)"_s
            .arg(people::bob.toText()));
}

void TestPoolers::cleanup()
{
    m_list.reset();
    m_pooler.reset();
    m_database.reset();
}

// As the service role, to whom alone row security shows these tasks: the list is right only in that role.
void TestPoolers::look(PgBouncer::Mode mode, int connections, std::chrono::milliseconds interval)
{
    m_pooler = std::make_unique<PgBouncer>(m_database->connection(), mode, connections);
    ConnectionProfile profile = people::serviceRole(*m_database);
    profile.connection = m_pooler->by(profile.connection);
    m_list = std::make_unique<LiveList>(
        profile, [this](const QString &sql) { return m_database->execute(sql); }, interval);
    VERIFY_RIGHT(*m_list);
}

void TestPoolers::pushArrivesInSessionMode()
{
    installNotifyTrigger(*m_database);
    look(PgBouncer::Mode::Session, 10, 1h); // only a notification makes it look again
    QTRY_COMPARE_WITH_TIMEOUT(m_list->monitor().listenState().kind, Push::Listening, patient);
    VERIFY_RIGHT(*m_list);
    m_list->changeTable();
    VERIFY_RIGHT(*m_list);
}

void TestPoolers::pushIsUnavailableInTransactionMode()
{
    look(PgBouncer::Mode::Transaction, 1);
    QTRY_COMPARE_WITH_TIMEOUT(m_list->monitor().listenState().kind, Push::Unavailable, patient);
    QVERIFY(!m_list->monitor().listenState().reason.isEmpty());
    QCOMPARE(m_list->monitor().state(), State::Live);
    m_list->changeTable();
    VERIFY_RIGHT(*m_list); // by looking
}

void TestPoolers::nothingLeaksToTheNextClient()
{
    look(PgBouncer::Mode::Transaction, 1);
    QVERIFY(m_list->monitor().source()->viewpoint.isServiceRole);
    QTRY_COMPARE_WITH_TIMEOUT(m_list->monitor().listenState().kind, Push::Unavailable, patient);
    QTRY_VERIFY_WITH_TIMEOUT(m_list->monitor().counts() && m_list->monitor().types(), patient);
    // On the one session that the server has for this login: what we used, too.
    DirectConnection next(m_pooler->by(m_database->connection(u"authenticator"_s)));
    const auto channels = [&] { return next.value(u"SELECT count(*) FROM pg_listening_channels()"_s); };
    QTRY_COMPARE_WITH_TIMEOUT(channels(), u"0"_s, patient);
    QCOMPARE(next.value(u"SELECT current_user"_s), u"authenticator"_s);
    QCOMPARE(next.value(u"SHOW statement_timeout"_s), u"8s"_s); // as the role has it
    QCOMPARE(next.value(u"SHOW transaction_read_only"_s), u"off"_s);
    QCOMPARE(next.value(u"SHOW default_transaction_read_only"_s), u"off"_s);
    QCOMPARE(next.value(u"SHOW jit"_s), m_database->value(u"SHOW jit"_s));
    QCOMPARE(next.value(u"SHOW TimeZone"_s), m_database->value(u"SHOW TimeZone"_s));
    QCOMPARE(next.value(u"SELECT coalesce(current_setting('request.jwt.claims', true), '')"_s), QString());
    QCOMPARE(next.value(u"SELECT count(*) FROM pg_prepared_statements"_s), u"0"_s);
}

void TestPoolers::deletesThroughAPooler()
{
    look(PgBouncer::Mode::Transaction, 1);
    const QVector<Task> shown{m_list->monitor().feed().loaded().rows().first().task};
    QCOMPARE(DeletionRun(m_list->service(), shown).summary(), u"done: done 1"_s);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), u"19"_s);
    VERIFY_RIGHT(*m_list);
}

void TestPoolers::startedAnew_data()
{
    QTest::addColumn<PgBouncer::Mode>("mode");
    QTest::addColumn<ListenState::Kind>("push");

    QTest::newRow("session") << PgBouncer::Mode::Session << Push::Listening;
    QTest::newRow("transaction") << PgBouncer::Mode::Transaction << Push::Unavailable;
}

void TestPoolers::startedAnew()
{
    QFETCH(PgBouncer::Mode, mode);
    QFETCH(ListenState::Kind, push);
    look(mode, 10);
    for (int round = 0; round < (isFull() ? 20 : 2); ++round) {
        const QStringList before = m_list->shown();
        QElapsedTimer closed;
        closed.start();
        m_pooler->stop();
        QTRY_COMPARE_WITH_TIMEOUT(m_list->monitor().state(), State::Broken, 10'000);
        QCOMPARE(m_list->shown(), before); // the data stays
        m_list->changeTable();
        m_pooler->start();
        VERIFY_RIGHT_WITHIN(*m_list, m_list->longestReturn(std::chrono::milliseconds(closed.elapsed())));
        QVERIFY(m_list->monitor().source()->viewpoint.isServiceRole);
        QTRY_COMPARE_WITH_TIMEOUT(m_list->monitor().listenState().kind, push, patient);
    }
}

WATCHBILL_TEST(TestPoolers)

} // namespace tst_poolers

#include "tst_poolers.moc"
