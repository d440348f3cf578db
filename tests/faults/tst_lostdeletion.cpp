// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "linkproxy.h"
#include "livelist.h"
#include "openwindow.h"
#include "pane/changeactions.h"
#include "privatesettings.h"
#include "sampletasks.h"
#include "windowtest.h"

#include <QAction>
#include <QApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

namespace {

constexpr int untilKnown = 120'000; // milliseconds; for 30 s a server may still be at it

}

/// A link that is lost while tasks are being deleted in the window: what became of them is looked up, and told as it
/// is, and nothing is done twice.
class TestLostDeletion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_settings = std::make_unique<PrivateSettings>(); }
    void init();
    void cleanup();

    void lookedUp_data();
    void lookedUp();

private:
    QString deletions() { return m_database->value(u"SELECT count(*) FROM deletions"_s); }

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<LinkProxy> m_link;
    std::unique_ptr<OpenWindow> m_open;
};

void TestLostDeletion::init()
{
    m_settings->clear();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    insertSamples(*m_database, 1, 10);
    m_database->execute(
        u"CREATE TABLE deletions (at timestamptz DEFAULT clock_timestamp()); "
        "CREATE FUNCTION note_deletion() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN INSERT INTO deletions DEFAULT VALUES; RETURN NULL; END'; "
        "CREATE TRIGGER note AFTER DELETE ON tasks FOR EACH STATEMENT EXECUTE FUNCTION note_deletion()"_s);
    m_link = std::make_unique<LinkProxy>(m_database->connection());
    ConnectionProfile profile = m_database->profile();
    profile.connection = m_link->connection();
    m_open = std::make_unique<OpenWindow>(profile);
    m_open->monitor().scheduler().setInterval({}); // so that the next question and answer are the deletion's
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(10, 1), patient);
    QTRY_VERIFY_WITH_TIMEOUT(m_open->monitor().counts()
                                 && m_open->monitor().listenState().kind == ListenState::Kind::Listening,
                             patient);
}

void TestLostDeletion::cleanup()
{
    m_open.reset();
    m_link.reset();
    m_database.reset();
}

void TestLostDeletion::lookedUp_data()
{
    QTest::addColumn<bool>("isDone");
    QTest::addColumn<QString>("told");

    QTest::newRow("it reached the server") << true << u"all of them are gone"_s;
    if (isFull()) // what is still there may go for 30 s
        QTest::newRow("it did not reach the server") << false << u"nothing was deleted"_s;
}

void TestLostDeletion::lookedUp()
{
    QFETCH(bool, isDone);
    QFETCH(QString, told);
    m_open->clickCell(0, Column::Type);
    m_open->clickCell(2, Column::Type, Qt::ShiftModifier);
    m_open->find<QAction>(u"deleteAction"_s)->trigger();
    auto *confirm = m_open->find<QPushButton>(u"deleteConfirm"_s);
    QVERIFY(QTest::qWaitForWindowActive(confirm->window()));
    QSignalSpy said(m_open->window()->findChild<ChangeActions *>(), &ChangeActions::reported);
    if (isDone)
        m_link->loseAnswerTo(u"DELETE FROM"_s);
    else
        m_link->loseQuestion(u"DELETE FROM"_s);
    click(confirm);
    QTRY_VERIFY_WITH_TIMEOUT(!said.isEmpty(), untilKnown);
    QVERIFY2(said.first().first().toString().contains(u"checks the result"_s),
             qPrintable(said.first().first().toString()));
    const auto report = [this] { return m_open->window()->findChild<QMessageBox *>(); };
    QTRY_VERIFY_WITH_TIMEOUT(report(), untilKnown);
    QVERIFY2(report()->informativeText().contains(told), qPrintable(report()->informativeText()));
    QCOMPARE(deletions(), QString::number(int(isDone)));
    QCOMPARE(storedIds(*m_database), sampleIds(isDone ? 7 : 10, 1));

    // Nor when the list is live again.
    report()->accept();
    m_open->table()->clearSelection();
    QTRY_VERIFY_WITH_TIMEOUT((m_open->monitor().refresh(), m_open->ids() == sampleIds(isDone ? 7 : 10, 1)),
                             patient);
    QCOMPARE(deletions(), QString::number(int(isDone)));
}

WATCHBILL_WINDOW_TEST(TestLostDeletion)
#include "tst_lostdeletion.moc"
