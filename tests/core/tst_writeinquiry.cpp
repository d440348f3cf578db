// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/writeinquiry.h"

#include "linkproxy.h"
#include "outcome.h"
#include "people.h"
#include "postgres/servererror.h"
#include "service/taskservice.h"
#include "testprogram.h"
#include "testserver.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;
using Outcome = WriteInquiry::Outcome;

namespace {

constexpr int patient = 30'000; // milliseconds

const UserId ann(u"11111111-1111-4111-8111-111111111111"_s);

bool isThere(const TaskLookup &lookup)
{
    return lookup.task.has_value();
}

} // namespace

/// What became of a write whose answer was lost is found out, and nothing is repeated.
class TestWriteInquiry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void findsItDone();
    void findsItNotDone();
    void givesUp();
    void waitsForWhatMayBeUnderWay();
    void waitsUntilTheLinkIsBack();
    void sentOrNot();

private:
    QFuture<Result<Task>> create() { return m_service->createTask(ann, u"x"_s, {}, m_id); }
    std::pair<Outcome, std::optional<Task>> answerOf(WriteInquiry &inquiry);
    QString stored() { return m_database->value(u"SELECT count(*) FROM tasks"_s); }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<LinkProxy> m_link;
    std::unique_ptr<TaskService> m_service;
    TaskId m_id;
};

void TestWriteInquiry::init()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    m_link = std::make_unique<LinkProxy>(m_database->connection());
    ConnectionProfile profile = m_database->profile();
    profile.connection = m_link->connection();
    m_service = std::make_unique<TaskService>(profile);
    success(m_service->open());
    m_id = m_service->newTaskId();
    QVERIFY(!m_id.isEmpty());
}

void TestWriteInquiry::cleanup()
{
    m_service.reset();
    m_link.reset();
    m_database.reset();
}

std::pair<Outcome, std::optional<Task>> TestWriteInquiry::answerOf(WriteInquiry &inquiry)
{
    std::optional<std::pair<Outcome, std::optional<Task>>> answer;
    QSignalSpy answered(&inquiry, &WriteInquiry::answered);
    connect(&inquiry, &WriteInquiry::answered, this, [&](Outcome outcome, const std::optional<Task> &task) {
        answer = {outcome, task};
    });
    if (!answered.wait(patient))
        qFatal("The inquiry has no answer.");
    return *answer;
}

void TestWriteInquiry::findsItDone()
{
    m_link->loseAnswerTo(u"INSERT INTO"_s);
    const auto lost = await(create());
    QCOMPARE(outcomeOf(lost), u"Connection"_s);
    QVERIFY(mayHaveBeenDone(lost.error()));
    WriteInquiry inquiry(*m_service, m_id, isThere, 1h);
    const auto [outcome, task] = answerOf(inquiry);
    QCOMPARE(outcome, Outcome::Done);
    QCOMPARE(task->id, m_id);
    QCOMPARE(stored(), u"1"_s);
}

void TestWriteInquiry::findsItNotDone()
{
    m_link->setResetAfter(LinkProxy::Direction::ToServer, 0); // not even the question arrives
    QCOMPARE(outcomeOf(create()), u"Connection"_s);
    m_link->setResetAfter(LinkProxy::Direction::ToServer, -1);
    WriteInquiry inquiry(*m_service, m_id, isThere, 0s);
    QCOMPARE(answerOf(inquiry).first, Outcome::NotDone);
    QCOMPARE(stored(), u"0"_s);
}

void TestWriteInquiry::givesUp()
{
    m_link->loseAnswerTo(u"INSERT INTO"_s);
    QCOMPARE(outcomeOf(create()), u"Connection"_s);
    m_link->setRefusing(true);
    WriteInquiry inquiry(*m_service, m_id, isThere, 0s);
    QCOMPARE(answerOf(inquiry).first, Outcome::Unknown);
}

// The server goes on with a write whose client is gone, once a lock lets it.
void TestWriteInquiry::waitsForWhatMayBeUnderWay()
{
    m_database->execute(u"BEGIN; LOCK TABLE tasks IN SHARE MODE"_s); // reads are let through
    const auto creation = create();
    TestDatabase elsewhere;
    QTRY_COMPARE_WITH_TIMEOUT(
        elsewhere.value(
            u"SELECT count(*) FROM pg_stat_activity WHERE datname = '%1' AND wait_event_type = 'Lock'"_s.arg(
                m_database->name())),
        u"1"_s, patient);
    m_link->reset();
    QCOMPARE(outcomeOf(creation), u"Connection"_s);
    m_link->forgetTurns();
    WriteInquiry inquiry(*m_service, m_id, isThere, 1h);
    QSignalSpy answered(&inquiry, &WriteInquiry::answered);
    QTRY_VERIFY_WITH_TIMEOUT(m_link->turns().filter(m_id.toText()).size() >= 2,
                             patient); // it has looked, and looks again
    QVERIFY(answered.isEmpty());
    m_database->execute(u"ROLLBACK"_s);
    QCOMPARE(answerOf(inquiry).first, Outcome::Done);
    QCOMPARE(stored(), u"1"_s);
}

void TestWriteInquiry::waitsUntilTheLinkIsBack()
{
    m_link->loseAnswerTo(u"INSERT INTO"_s);
    QCOMPARE(outcomeOf(create()), u"Connection"_s);
    m_link->setRefusing(true);
    WriteInquiry inquiry(*m_service, m_id, isThere, 1h);
    QSignalSpy answered(&inquiry, &WriteInquiry::answered);
    QVERIFY(!answered.wait(1'500)); // it has tried in vain
    m_link->setRefusing(false);
    QCOMPARE(answerOf(inquiry).first, Outcome::Done);
}

// An attempt to connect leaves nothing open.
void TestWriteInquiry::sentOrNot()
{
    m_link->setRefusing(true);
    m_link->reset();
    await(m_service->page({})); // notices that
    const auto refused = await(create());
    QCOMPARE(outcomeOf(refused), u"Connection"_s);
    QVERIFY2(!mayHaveBeenDone(refused.error()), wordsOf(refused).constData());
}

WATCHBILL_TEST(TestWriteInquiry)
#include "tst_writeinquiry.moc"
