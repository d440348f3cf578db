// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/deletioninquiry.h"

#include "linkproxy.h"
#include "outcome.h"
#include "people.h"
#include "service/taskservice.h"
#include "testprogram.h"
#include "testserver.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

namespace {

constexpr int patient = 30'000; // milliseconds

} // namespace

/// What became of a deletion whose answer was lost is found out, and nothing is repeated.
class TestDeletionInquiry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void findsThemGone();
    void findsThemThere();
    void waitsForWhatMayBeUnderWay();
    void waitsUntilTheLinkIsBack();

private:
    QVector<Task> tasks(); // all
    DeletionReport reportOf(DeletionInquiry &inquiry);
    QString stored() { return m_database->value(u"SELECT count(*) FROM tasks"_s); }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<LinkProxy> m_link;
    std::unique_ptr<TaskService> m_service;
};

void TestDeletionInquiry::init()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    m_database->execute(
        u"INSERT INTO tasks (user_id, type) SELECT gen_random_uuid(), 'x' FROM generate_series(1, 3)"_s);
    m_link = std::make_unique<LinkProxy>(m_database->connection());
    ConnectionProfile profile = m_database->profile();
    profile.connection = m_link->connection();
    m_service = std::make_unique<TaskService>(profile);
    success(m_service->open());
}

void TestDeletionInquiry::cleanup()
{
    m_service.reset();
    m_link.reset();
    m_database.reset();
}

QVector<Task> TestDeletionInquiry::tasks()
{
    QVector<Task> tasks;
    for (const TaskRow &row : success(m_service->page({})).rows)
        tasks += row.task;
    return tasks;
}

DeletionReport TestDeletionInquiry::reportOf(DeletionInquiry &inquiry)
{
    DeletionReport report;
    QSignalSpy answered(&inquiry, &DeletionInquiry::answered);
    connect(&inquiry, &DeletionInquiry::answered, this, [&](const DeletionReport &one) { report = one; });
    if (!answered.wait(patient))
        qFatal("The inquiry has no answer.");
    return report;
}

void TestDeletionInquiry::findsThemGone()
{
    const QVector<Task> shown = tasks();
    m_link->loseAnswerTo(u"DELETE FROM"_s);
    QCOMPARE(outcomeOf(m_service->deleteTasks(shown)), u"Connection"_s);
    DeletionInquiry inquiry(*m_service, shown, 1h);
    QCOMPARE(reportOf(inquiry).gone.size(), 3);
    QCOMPARE(stored(), u"0"_s);
}

void TestDeletionInquiry::findsThemThere()
{
    const QVector<Task> shown = tasks();
    m_link->setResetAfter(LinkProxy::Direction::ToServer, 0); // not even the question arrives
    QCOMPARE(outcomeOf(m_service->deleteTasks(shown)), u"Connection"_s);
    m_link->setResetAfter(LinkProxy::Direction::ToServer, -1);
    DeletionInquiry inquiry(*m_service, shown, 0s);
    const DeletionReport report = reportOf(inquiry);
    QCOMPARE(report.refused.size(), 3);
    QCOMPARE(report.gone.size(), 0);
    QCOMPARE(stored(), u"3"_s);
}

// The server goes on with a deletion whose client is gone, once a lock lets it.
void TestDeletionInquiry::waitsForWhatMayBeUnderWay()
{
    const QVector<Task> shown = tasks();
    m_database->execute(u"BEGIN; SELECT FROM tasks FOR UPDATE"_s);
    const auto deletion = m_service->deleteTasks(shown);
    TestDatabase elsewhere;
    QTRY_COMPARE_WITH_TIMEOUT(
        elsewhere.value(
            u"SELECT count(*) FROM pg_stat_activity WHERE datname = '%1' AND wait_event_type = 'Lock'"_s.arg(
                m_database->name())),
        u"1"_s, patient);
    m_link->reset();
    QCOMPARE(outcomeOf(deletion), u"Connection"_s);
    DeletionInquiry inquiry(*m_service, shown, 1h);
    QSignalSpy answered(&inquiry, &DeletionInquiry::answered);
    m_link->forgetTurns();
    QTRY_VERIFY_WITH_TIMEOUT(m_link->turns().filter(u"shown(key0"_s).size() >= 2,
                             patient); // it has looked, and looks again
    QVERIFY(answered.isEmpty());
    m_database->execute(u"ROLLBACK"_s);
    QCOMPARE(reportOf(inquiry).gone.size(), 3);
}

void TestDeletionInquiry::waitsUntilTheLinkIsBack()
{
    const QVector<Task> shown = tasks();
    m_link->loseAnswerTo(u"DELETE FROM"_s);
    QCOMPARE(outcomeOf(m_service->deleteTasks(shown)), u"Connection"_s);
    m_link->setRefusing(true);
    DeletionInquiry inquiry(*m_service, shown, 1h);
    QSignalSpy answered(&inquiry, &DeletionInquiry::answered);
    QVERIFY(!answered.wait(1'500)); // it has tried in vain
    m_link->setRefusing(false);
    QCOMPARE(reportOf(inquiry).gone.size(), 3);
}

WATCHBILL_TEST(TestDeletionInquiry)
#include "tst_deletioninquiry.moc"
