// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "deletionrun.h"
#include "directconnection.h"
#include "outcome.h"
#include "requests.h"
#include "service/taskservice.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTest>
#include <QUuid>

#include <functional>

namespace tst_timelimit {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;
using namespace watchbill::requests;

using Ask = std::function<QString(TaskService &, const QVector<Task> &)>;

/// The server stops each request at the profile's time limit. A lock makes any of them take longer.
class TestTimeLimit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_database.reset(); }
    void stopsARequest_data();
    void stopsARequest();
    void stopsARun();
    void saysThatTheServerHasAnother();
    void doesNotShortenAnExactCount();
    void isWhatAWriteCanTake();
    void isSaid();

private:
    void lock() { m_database->execute(u"BEGIN; LOCK TABLE tasks IN ACCESS EXCLUSIVE MODE"_s); }
    ConnectionProfile limited(std::chrono::seconds limit) const;

    const UserId m_user = UserId(QUuid::createUuid().toString(QUuid::WithoutBraces));
    std::unique_ptr<TestDatabase> m_database;
};

void TestTimeLimit::init()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    m_database->execute(
        u"INSERT INTO tasks (user_id, type) SELECT '%1', 'a' FROM generate_series(1, 3)"_s.arg(
            m_user.toText()));
}

ConnectionProfile TestTimeLimit::limited(std::chrono::seconds limit) const
{
    ConnectionProfile profile = m_database->profile();
    profile.timeLimit = limit;
    return profile;
}

void TestTimeLimit::stopsARequest_data()
{
    QTest::addColumn<Ask>("ask");
    QTest::newRow("list") << Ask(
        [](TaskService &service, const QVector<Task> &) { return outcomeOf(service.page({})); });
    QTest::newRow("task") << Ask([](TaskService &service, const QVector<Task> &tasks) {
        return outcomeOf(service.getTask(tasks[0].id));
    });
    QTest::newRow("counters") << Ask(
        [](TaskService &service, const QVector<Task> &) { return outcomeOf(service.countsByStatus({})); });
    QTest::newRow("types") << Ask(
        [](TaskService &service, const QVector<Task> &) { return outcomeOf(service.typesInUse()); });
}

void TestTimeLimit::stopsARequest()
{
    QFETCH(Ask, ask);
    TaskService service(limited(1s));
    QCOMPARE(outcomeOf(service.open()), u"fine"_s);
    const QVector<Task> tasks = tasksOf(success(service.page({})));
    QCOMPARE(tasks.size(), 3);
    TaskService another(limited(8s));
    QCOMPARE(outcomeOf(another.open()), u"fine"_s);
    lock();
    const auto longer = another.page({});
    QCOMPARE(ask(service, tasks), u"Timeout"_s);
    QVERIFY(!longer.isFinished());
    m_database->execute(u"ROLLBACK"_s);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), u"3"_s);
    QCOMPARE(ask(service, tasks), u"fine"_s);
}

// Whatever takes too long is tried one by one, in case a single task was in the way.
void TestTimeLimit::stopsARun()
{
    TaskService service(limited(1s));
    QCOMPARE(outcomeOf(service.open()), u"fine"_s);
    const QVector<Task> tasks = tasksOf(success(service.page({})));
    lock();
    const DeletionRun stopped(service, tasks.mid(0, 2));
    QCOMPARE(stopped.summary(), u"done: refused 2"_s);
    QVERIFY2(stopped.why().endsWith(u" The time limit here is 1 s."_s), qPrintable(stopped.why()));
    m_database->execute(u"ROLLBACK"_s);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), u"3"_s);
    DirectConnection other(m_database->connection());
    other.execute(u"BEGIN; SELECT FROM tasks WHERE id = '%1' FOR UPDATE"_s.arg(tasks[0].id.toText()));
    QCOMPARE(DeletionRun(service, tasks).summary(), u"done: done 2, refused 1"_s);
    other.execute(u"ROLLBACK"_s);
    QCOMPARE(DeletionRun(service, tasks).summary(), u"done: done 1, gone 2"_s);
}

// It has its own limit for locks, which may be shorter than ours.
void TestTimeLimit::saysThatTheServerHasAnother()
{
    m_database->execute(u"ALTER DATABASE %1 SET lock_timeout = '100ms'"_s.arg(m_database->name()));
    TaskService service(limited(8s));
    QCOMPARE(outcomeOf(service.open()), u"fine"_s);
    const QVector<Task> tasks = tasksOf(success(service.page({})));
    DirectConnection other(m_database->connection());
    other.execute(u"BEGIN; SELECT FROM tasks WHERE id = '%1' FOR UPDATE"_s.arg(tasks[0].id.toText()));
    const DeletionRun run(service, tasks);
    QCOMPARE(run.summary(), u"done: done 2, refused 1"_s);
    QVERIFY2(run.why().contains(u"lock timeout"_s), qPrintable(run.why()));
    QVERIFY2(!run.why().contains(u"The time limit here"_s), qPrintable(run.why()));
    other.execute(u"ROLLBACK"_s);
}

// A person waits for it on purpose, and can cancel it.
void TestTimeLimit::doesNotShortenAnExactCount()
{
    TaskService service(limited(1s));
    QCOMPARE(outcomeOf(service.open()), u"fine"_s);
    lock();
    const auto counts = service.exactCountsByStatus({});
    QCOMPARE(outcomeOf(service.page({})), u"Timeout"_s); // meanwhile
    QVERIFY(!counts.isFinished());
    m_database->execute(u"ROLLBACK"_s);
    QCOMPARE(outcomeOf(counts), u"fine"_s);
}

void TestTimeLimit::isWhatAWriteCanTake()
{
    QCOMPARE(TaskService(limited(7s)).longestWrite(), 7s);
}

void TestTimeLimit::isSaid()
{
    TaskService service(limited(1s));
    QCOMPARE(outcomeOf(service.open()), u"fine"_s);
    lock();
    const auto page = await(service.page({}));
    QVERIFY(!page);
    QVERIFY2(page.error().message.endsWith(u" The time limit here is 1 s."_s),
             qPrintable(page.error().message));
}

WATCHBILL_TEST(TestTimeLimit)

} // namespace tst_timelimit

#include "tst_timelimit.moc"
