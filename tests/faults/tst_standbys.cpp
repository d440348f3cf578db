// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "deletionrun.h"
#include "directconnection.h"
#include "linkproxy.h"
#include "livelist.h"
#include "outcome.h"
#include "postgres/connectionsettings.h"
#include "source/sourcesentences.h"
#include "testcluster.h"
#include "testprogram.h"
#include "write/runs.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace tst_standbys {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

using Push = ListenState::Kind;
using State = TaskMonitor::State;

namespace {

constexpr int patient = 60'000; // milliseconds

// One connection string for two servers, in that order.
QString both(const QString &first, const QString &second)
{
    QMap<QString, QString> values = ConnectionSettings::parse(first)->values();
    const auto other = ConnectionSettings::parse(second);
    for (const auto &name : {u"host"_s, u"port"_s})
        values[name] += u',' + other->value(name);
    QStringList parts;
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        parts += ConnectionSettings::keyValue(it.key(), it.value());
    return parts.join(u' ');
}

} // namespace

/// A hot standby alone, and a primary with one beside it, also when it takes over while we look.
class TestStandbys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void standbyAlone();
    void writesGoToThePrimary();
    void failover();
    void failoverInTheMiddleOfARun();

private:
    std::unique_ptr<TestCluster> m_primary;
    std::unique_ptr<TestCluster> m_standby;
};

void TestStandbys::init()
{
    m_primary = std::make_unique<TestCluster>(SetUp::Reference);
    m_primary->execute(
        u"INSERT INTO tasks (user_id, type, status) SELECT gen_random_uuid(), 'x', 'processing' FROM generate_series(1, 20)"_s);
    m_standby = TestCluster::standbyOf(*m_primary);
}

void TestStandbys::cleanup()
{
    m_standby.reset();
    m_primary.reset();
}

void TestStandbys::standbyAlone()
{
    const LinkProxy link(m_standby->connection());
    ConnectionProfile profile = m_standby->profile();
    profile.connection = link.connection();
    LiveList list(profile, [&](const QString &sql) { return m_primary->execute(sql); });
    VERIFY_RIGHT(list);
    list.changeTable();
    VERIFY_RIGHT(list); // it follows

    const auto &source = list.monitor().source();
    QVERIFY(source->server.standby);
    QVERIFY(!sourcesentences::obstacleToDeleting(*source).isEmpty());
    const QVector<Task> shown{list.monitor().feed().loaded().rows().first().task};
    const DeletionRun run(list.service(), shown);
    QCOMPARE(run.summary(), u"failed: "_s);
    QVERIFY2(!run.why().isEmpty(), qPrintable(run.why()));
    QTRY_COMPARE_WITH_TIMEOUT(list.monitor().listenState().kind, Push::Unavailable, patient);
    QVERIFY(!list.monitor().listenState().reason.isEmpty());
    QCOMPARE(list.monitor().state(), State::Live);
    VERIFY_RIGHT(list); // nothing is gone
}

void TestStandbys::writesGoToThePrimary()
{
    ConnectionProfile profile = m_primary->profile();
    profile.connection = both(m_standby->connection(), m_primary->connection());
    LiveList list(profile, [&](const QString &sql) { return m_primary->execute(sql); });
    VERIFY_RIGHT(list);
    list.changeTable();
    VERIFY_RIGHT(list);
    QVERIFY2(sourcesentences::obstacleToDeleting(*list.monitor().source()).isEmpty(),
             qPrintable(sourcesentences::obstacleToDeleting(*list.monitor().source())));
    const QVector<Task> shown{list.monitor().feed().loaded().rows().first().task};
    QCOMPARE(DeletionRun(list.service(), shown).summary(), u"done: done 1"_s);
    VERIFY_RIGHT(list);
    QVERIFY(
        m_standby->value(u"SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'watchbill%'"_s)
            .toInt()
        > 0); // which reads prefer
}

void TestStandbys::failover()
{
    const TestCluster *primary = m_primary.get(); // of the moment
    ConnectionProfile profile = m_primary->profile();
    profile.connection = both(m_primary->connection(), m_standby->connection());
    LiveList list(profile, [&](const QString &sql) { return primary->execute(sql); });
    VERIFY_RIGHT(list);
    list.changeTable();
    m_standby->catchUpWith(*m_primary);
    VERIFY_RIGHT(list);

    QElapsedTimer closed;
    closed.start();
    m_primary->stop(TestCluster::Stop::Immediate);
    m_standby->promote();
    primary = m_standby.get();
    list.changeTable();
    VERIFY_RIGHT_WITHIN(list, list.longestReturn(std::chrono::milliseconds(closed.elapsed())));
    QTRY_VERIFY_WITH_TIMEOUT(!list.monitor().source()->server.standby, patient); // with the next look
    QVERIFY(sourcesentences::obstacleToDeleting(*list.monitor().source()).isEmpty());
    const QVector<Task> shown{list.monitor().feed().loaded().rows().first().task};
    QCOMPARE(DeletionRun(list.service(), shown).summary(), u"done: done 1"_s);
    VERIFY_RIGHT(list);
}

void TestStandbys::failoverInTheMiddleOfARun()
{
    m_primary->execute(
        u"INSERT INTO tasks (user_id, type, status) SELECT gen_random_uuid(), 'x', 'failed' FROM generate_series(1, 3000)"_s);
    const QString all = u"SELECT count(*) || md5(string_agg(t::text, ' ' ORDER BY id)) FROM tasks t"_s;
    const QString before = m_primary->value(all);
    ConnectionProfile profile = m_primary->profile();
    profile.connection = both(m_primary->connection(), m_standby->connection());
    TaskService service(profile);
    success(service.open());
    const QTemporaryDir folder;
    const Runs runs(service, folder.filePath(u"journal.sqlite"_s));
    const auto control = std::make_shared<RunControl>();
    const auto tasks = success(runs.collect({}, control));

    DirectConnection other(m_primary->connection());
    other.execute(
        u"BEGIN; SELECT FROM tasks WHERE id = (SELECT id FROM tasks ORDER BY ctid OFFSET 2500 LIMIT 1) "
        "FOR UPDATE"_s);
    const auto run = runs.start({{}, tasks, u"all"_s}, control);
    QTRY_COMPARE_WITH_TIMEOUT(
        m_primary->value(
            u"SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ~ 'DELETE'"_s),
        u"1"_s, patient);
    QVERIFY(control->progress().reached() > 0);
    m_standby->catchUpWith(*m_primary);
    m_primary->stop(TestCluster::Stop::Immediate);
    m_standby->promote();

    const Run deleted = success(run);
    QCOMPARE(summaryOf(deleted), u"done: done 3020"_s);
    QCOMPARE(m_standby->value(u"SELECT count(*) FROM tasks"_s), u"0"_s);
    QCOMPARE(summaryOf(success(runs.undo(deleted.number, control))), u"done: undone 3020"_s);
    QCOMPARE(m_standby->value(all), before);
}

WATCHBILL_TEST(TestStandbys)

} // namespace tst_standbys

#include "tst_standbys.moc"
