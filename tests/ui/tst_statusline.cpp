// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "openwindow.h"
#include "pane/intervalbox.h"
#include "pane/statusline.h"
#include "privatesettings.h"
#include "sampletasks.h"
#include "windowtest.h"

#include <QAction>
#include <QLabel>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

namespace tst_statusline {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

/// What hovering over the age of the data tells: how often the window looks now, and why.
class TestStatusLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void tellsTheIntervalAndThatItListens();
    void tellsWhyItIsSlower();
    void tellsWhyItDoesNotListen();
    void opensALongMessage();
    void shortMessagesNeedNoMore();
    void countersTellTheirAge();

private:
    QString pace() const { return m_open->find<QLabel>(u"statusAge"_s)->toolTip().section(u'\n', 0, 0); }
    QString push() const { return m_open->find<QLabel>(u"statusAge"_s)->toolTip().section(u'\n', 1); }
    RefreshScheduler &scheduler() const { return m_open->monitor().scheduler(); }

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

void TestStatusLine::init()
{
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    insertSamples(*m_database, 1, 3);
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), 3, patient);
}

void TestStatusLine::cleanup()
{
    m_open.reset();
    m_database.reset();
    m_settings.reset();
}

void TestStatusLine::tellsTheIntervalAndThatItListens()
{
    QTRY_COMPARE_WITH_TIMEOUT(
        push(),
        u"Refreshes sooner when the server sends a change notification; this needs a trigger on "
        "the table."_s,
        patient);
    scheduler().setInterval(5s);
    QCOMPARE(pace(), u"Refreshes every 5 s."_s);
    scheduler().setInterval(0s);
    QCOMPARE(pace(), u"Refresh is off."_s);
    m_open->find<QAction>(u"pauseAction"_s)->trigger();
    QCOMPARE(pace(), u"Refresh is paused."_s);
}

void TestStatusLine::tellsWhyItIsSlower()
{
    QTRY_COMPARE_WITH_TIMEOUT(m_open->monitor().listenState().kind, ListenState::Kind::Listening, patient);
    scheduler().setInterval(8s);
    QSignalSpy refreshed(&m_open->monitor(), &TaskMonitor::refreshed);
    for (int looks = 1; looks <= 30 && scheduler().pace().reason == RefreshScheduler::Reason::Interval;
         ++looks) {
        scheduler().trigger();
        QTRY_VERIFY_WITH_TIMEOUT(refreshed.size() >= looks, patient);
    }
    QTRY_COMPARE_WITH_TIMEOUT(pace(), u"Refreshes every 8 s. No task is active, so it is now every 10 s."_s,
                              patient);
    // The choice beside the table says the same.
    auto *interval = m_open->find<IntervalBox>(u"interval"_s);
    QCOMPARE(interval->shownText(), u"Now every 10 s"_s);
    QVERIFY2(interval->toolTip().contains(pace()), qPrintable(interval->toolTip()));
    scheduler().stir();
    scheduler().setInterval(5s);
    QCOMPARE(interval->shownText(), u"Every 5 s"_s);
}

void TestStatusLine::tellsWhyItDoesNotListen()
{
    // A login that may hold the list's connection, which comes first, and no more.
    m_database->execute(u"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'few') THEN "
                        "CREATE ROLE few LOGIN CONNECTION LIMIT 1; END IF; END $$; "
                        "GRANT SELECT ON tasks TO few"_s);
    m_open = std::make_unique<OpenWindow>(m_database->profile(u"few"_s));
    const QString expected =
        u"Change notifications are not available. The server allows this login only one connection"_s;
    QTRY_VERIFY2_WITH_TIMEOUT(push().startsWith(expected), qPrintable(push()), patient);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), 3, patient);
}

void TestStatusLine::opensALongMessage()
{
    auto *line = m_open->window()->findChild<StatusLine *>();
    auto *more = m_open->find<QToolButton>(u"statusMore"_s);
    QVERIFY(!more->isVisible());
    const QString sentence =
        u"Nothing was deleted. "_s + u"A sentence with what the server says of it. "_s.repeated(20).trimmed();
    line->report(sentence);
    QCOMPARE(line->currentMessage(), sentence);
    QTRY_VERIFY_WITH_TIMEOUT(more->isVisible(), patient);
    click(more);
    auto *box = m_open->find<QMessageBox>(u"wholeMessage"_s);
    QTRY_VERIFY_WITH_TIMEOUT(box->isVisible(), patient);
    QCOMPARE(box->text(), sentence);
    press(box, Qt::Key_Escape);
    line->clearMessage();
    QTRY_VERIFY_WITH_TIMEOUT(!more->isVisible(), patient);
}

void TestStatusLine::shortMessagesNeedNoMore()
{
    auto *line = m_open->window()->findChild<StatusLine *>();
    line->report(u"Copied 3 tasks."_s);
    QCOMPARE(line->currentMessage(), u"Copied 3 tasks."_s);
    QVERIFY(!m_open->find<QToolButton>(u"statusMore"_s)->isVisible());
}

// Where to count takes long, the numbers are older than the list.
void TestStatusLine::countersTellTheirAge()
{
    m_database->execute(
        u"CREATE FUNCTION slow() RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$ BEGIN "
        "IF current_query() LIKE '%count(%' THEN PERFORM pg_sleep(0.1); END IF; RETURN true; END $$; "
        "CREATE VIEW slow_tasks AS SELECT * FROM tasks WHERE slow()"_s);
    ConnectionProfile profile = m_database->profile();
    profile.table = u"slow_tasks"_s;
    m_open = std::make_unique<OpenWindow>(profile);
    scheduler().setInterval(1s);
    auto *note = m_open->find<QLabel>(u"countersAge"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_open->monitor().counts(), patient);
    QVERIFY2(!note->text().contains(u"ago"_s), qPrintable(note->text()));
    const auto *types = m_open->find<QWidget>(u"types"_s);
    const int place = types->mapTo(m_open->window(), QPoint()).y();
    QTRY_VERIFY_WITH_TIMEOUT(note->text().endsWith(u" ago"_s), patient);
    QVERIFY2(note->toolTip().startsWith(u"Counted "_s), qPrintable(note->toolTip()));
    QCOMPARE(types->mapTo(m_open->window(), QPoint()).y(), place); // what is below has not moved
}

WATCHBILL_WINDOW_TEST(TestStatusLine)

} // namespace tst_statusline

#include "tst_statusline.moc"
