// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "linkproxy.h"
#include "outcome.h"
#include "pgbouncer.h"
#include "service/taskservice.h"
#include "testprogram.h"
#include "testserver.h"
#include "write/runs.h"

#include <QTemporaryDir>
#include <QTest>

namespace tst_lostruns {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// Runs whose connection is lost in the middle: each row is changed once, and the journal knows it.
class TestLostRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void loses_data();
    void loses();
    void losesWhileUndoing_data() { loses_data(); }
    void losesWhileUndoing();
    void losesAChangeOfTheKey_data() { loses_data(); }
    void losesAChangeOfTheKey();
    void cancelledWhileTheServerIsAway();
    void behindATransactionPooler();

private:
    void open(const QString &connection);
    void lose();
    Run remove();
    QString rows();
    Runs runs() { return {*m_service, m_folder->filePath(u"journal.sqlite"_s)}; }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<LinkProxy> m_link;
    std::unique_ptr<PgBouncer> m_pooler;
    std::unique_ptr<TaskService> m_service;
    std::unique_ptr<QTemporaryDir> m_folder;
    RunControlPointer m_control;
};

void TestLostRuns::init()
{
    m_database = std::make_unique<TestDatabase>();
    m_folder = std::make_unique<QTemporaryDir>();
    m_control = std::make_shared<RunControl>();
    m_database->execute(
        u"CREATE TABLE tasks (id int PRIMARY KEY, user_id text, type text, status text, extra int[], created_at timestamptz, "
        "updated_at timestamptz); INSERT INTO tasks SELECT n, 'u', 't', 'failed', ARRAY[n, NULL], now(), '2026-01-01' FROM "
        "generate_series(1, 2300) n"_s);
    m_link = std::make_unique<LinkProxy>(m_database->connection());
    open(m_link->connection());
}

void TestLostRuns::cleanup()
{
    m_service.reset();
    m_pooler.reset();
    m_link.reset();
    m_database.reset();
}

void TestLostRuns::open(const QString &connection)
{
    ConnectionProfile profile = m_database->profile();
    profile.connection = connection;
    m_service = std::make_unique<TaskService>(profile);
    success(m_service->open());
}

QString TestLostRuns::rows()
{
    return m_database->value(u"SELECT md5(string_agg(t::text, ' ' ORDER BY id)) FROM tasks t"_s);
}

Run TestLostRuns::remove()
{
    const ConfirmedTasks tasks = success(runs().collect({}, m_control));
    return success(runs().start({{}, tasks, {}}, m_control));
}

void TestLostRuns::loses_data()
{
    QTest::addColumn<QString>("question");
    QTest::addColumn<QString>("answer");

    QTest::newRow("the change") << u"BEGIN;SET"_s << QString();
    QTest::newRow("its answer") << QString() << u"BEGIN;SET"_s;
    QTest::newRow("the end") << u"COMMIT"_s << QString();
    QTest::newRow("the answer to the end") << QString() << u"COMMIT"_s;
}

void TestLostRuns::lose()
{
    QFETCH(QString, question);
    QFETCH(QString, answer);
    if (!question.isEmpty())
        m_link->loseQuestion(question);
    else
        m_link->loseAnswerTo(answer);
}

void TestLostRuns::loses()
{
    const QString before = rows();
    const ConfirmedTasks tasks = success(runs().collect({}, m_control));
    lose();
    const Run deleted = success(runs().start({{}, tasks, {}}, m_control));
    QCOMPARE(deleted.state, Run::State::Done);
    QCOMPARE(deleted.rows.value(RowState::Done), 2300);
    QCOMPARE(m_control->progress().reached(), 2300);
    QCOMPARE(rows(), QString());
    QCOMPARE(success(runs().undo(deleted.number, m_control)).rows.value(RowState::Undone), 2300);
    QCOMPARE(rows(), before);
}

void TestLostRuns::losesWhileUndoing()
{
    const QString before = rows();
    const Run deleted = remove();
    QCOMPARE(rows(), QString());
    lose();
    const Run undone = success(runs().undo(deleted.number, m_control));
    QCOMPARE(undone.state, Run::State::Done);
    QCOMPARE(undone.rows.value(RowState::Undone), 2300);
    QCOMPARE(rows(), before);
}

// What has happened is looked up under both keys.
void TestLostRuns::losesAChangeOfTheKey()
{
    m_database->execute(u"ALTER TABLE tasks DROP CONSTRAINT tasks_pkey, ADD PRIMARY KEY (id, status)"_s);
    success(m_service->open());
    const QString before = rows();
    RunAction action;
    action.kind = RunAction::Kind::SetStatus;
    action.status = TaskStatus::fromText(u"completed"_s);
    const ConfirmedTasks tasks = success(runs().collect({}, m_control));
    lose();
    const Run changed = success(runs().start({action, tasks, {}}, m_control));
    QCOMPARE(changed.state, Run::State::Done);
    QCOMPARE(changed.rows.value(RowState::Done), 2300);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks WHERE status = 'completed'"_s), u"2300"_s);
    lose();
    QCOMPARE(success(runs().undo(changed.number, m_control)).rows.value(RowState::Undone), 2300);
    QCOMPARE(rows(), before);
}

void TestLostRuns::cancelledWhileTheServerIsAway()
{
    const ConfirmedTasks tasks = success(runs().collect({}, m_control));
    m_link->loseAnswerTo(u"COMMIT"_s);
    m_link->setRefusing(true);
    const auto future = runs().start({{}, tasks, {}}, m_control);
    QTRY_COMPARE_WITH_TIMEOUT(m_control->progress().phase, RunProgress::Phase::Reconnecting, 30'000);
    m_control->cancel();
    const Run cancelled = success(future);
    QCOMPARE(cancelled.state, Run::State::Cancelled);
    QVERIFY(cancelled.rows.value(RowState::Going) > 0); // nothing is said of them that is not known
    m_link->setRefusing(false);
    QTRY_COMPARE_WITH_TIMEOUT(outcomeOf(await(m_service->open())), u"fine"_s, 30'000);
    QCOMPARE(success(runs().settleInterrupted()), 1);
    m_control = std::make_shared<RunControl>();
    const Run undone = success(runs().undo(cancelled.number, m_control));
    QCOMPARE(undone.rows.value(RowState::Undone), cancelled.rows.value(RowState::Going));
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), u"2300"_s);
}

void TestLostRuns::behindATransactionPooler()
{
    m_pooler = std::make_unique<PgBouncer>(m_database->connection(), PgBouncer::Mode::Transaction, 1);
    open(m_pooler->by(m_database->connection()));
    const QString before = rows();
    const Run deleted = remove();
    QCOMPARE(deleted.rows.value(RowState::Done), 2300);
    QCOMPARE(success(runs().undo(deleted.number, m_control)).rows.value(RowState::Undone), 2300);
    QCOMPARE(rows(), before);
}

WATCHBILL_TEST(TestLostRuns)

} // namespace tst_lostruns

#include "tst_lostruns.moc"
