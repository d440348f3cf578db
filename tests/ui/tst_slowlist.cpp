// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/filterchanges.h"
#include "openwindow.h"
#include "privatesettings.h"
#include "sampletasks.h"
#include "windowtest.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>

namespace tst_slowlist {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

/// A list that the server needs long for: the person knows what is waited for and why, keeps what was shown, and
/// can give up. A lock on the table makes it take as long as a test needs.
class TestSlowList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_settings = std::make_unique<PrivateSettings>(); }
    void init();
    void cleanup();

    void saysWhatItWaitsFor();
    void saysWhenASilenceEnds();
    void cancelsTheFirstPage();
    void cancelsARefresh();
    void cancelsAFilter();
    void asksOnceAtATime();

private:
    void lock() { m_database->execute(u"BEGIN; LOCK TABLE public.tasks IN ACCESS EXCLUSIVE MODE"_s); }
    void unlock() { m_database->execute(u"ROLLBACK"_s); }
    void open(std::chrono::milliseconds interval = {});
    void openWithRows();
    QString textOf(const QString &name) const;
    QPushButton *button(const QString &name) const { return m_open->find<QPushButton>(name); }
    QString listsWaiting(); // on the server

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

// Supabase's table has no index on created_at.
void TestSlowList::init()
{
    m_settings->clear();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Supabase);
    insertSamples(*m_database, 1, 5);
}

void TestSlowList::cleanup()
{
    m_database->execute(u"ROLLBACK"_s);
    m_open.reset();
    m_database.reset();
}

void TestSlowList::open(std::chrono::milliseconds interval)
{
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    m_open->monitor().scheduler().setInterval(interval);
}

void TestSlowList::openWithRows()
{
    open();
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(5, 1), patient);
    QTRY_VERIFY_WITH_TIMEOUT(m_open->monitor().counts(), patient);
}

QString TestSlowList::textOf(const QString &name) const
{
    const auto *label = m_open->find<QLabel>(name);
    return label->isVisible() ? label->text() : QString();
}

QString TestSlowList::listsWaiting()
{
    return m_database->value(u"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                             "AND wait_event_type = 'Lock' AND query LIKE '%error_message%'"_s);
}

void TestSlowList::saysWhatItWaitsFor()
{
    lock();
    open();
    QTRY_COMPARE_WITH_TIMEOUT(textOf(u"stateTitle"_s), u"Waiting for the first tasks…"_s, patient);
    QTRY_VERIFY_WITH_TIMEOUT(textOf(u"stateText"_s).startsWith(u"Waiting for "_s), patient);
    QVERIFY2(textOf(u"stateText"_s)
                 .endsWith(u"s. No index supports this sort, so the server scans the whole table for each "
                           "page. It may also be busy or waiting for a lock."_s),
             qPrintable(textOf(u"stateText"_s)));
    QCOMPARE(button(u"stateAction"_s)->text(), u"Cancel"_s);
    QCOMPARE(button(u"stateSecondAction"_s)->text(), u"Copy index statement"_s);
    click(button(u"stateSecondAction"_s));
    QCOMPARE(QApplication::clipboard()->text(),
             u"CREATE INDEX CONCURRENTLY ON \"public\".\"tasks\" (\"created_at\", \"id\");"_s);
    unlock();
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(5, 1), patient);
}

// At first the link may be dead. Once it is known not to be, the server has its time limit.
void TestSlowList::saysWhenASilenceEnds()
{
    openWithRows();
    lock();
    m_open->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(
        textOf(u"bannerText"_s).contains(u"If the connection is dead, a new one opens within "_s), patient);
    static const QRegularExpression atTheLimit(
        u"The server is reachable\\. It reaches its time limit in (1\\d|20) s\\.$"_s);
    QTRY_VERIFY_WITH_TIMEOUT(atTheLimit.match(textOf(u"bannerText"_s)).hasMatch(), patient);
    unlock();
    QTRY_VERIFY_WITH_TIMEOUT(!m_open->monitor().isStale(), patient);
}

void TestSlowList::cancelsTheFirstPage()
{
    lock();
    open();
    QTRY_VERIFY_WITH_TIMEOUT(
        button(u"stateAction"_s)->isVisible() && button(u"stateAction"_s)->text() == "Cancel"_L1, patient);
    click(button(u"stateAction"_s));
    QTRY_COMPARE_WITH_TIMEOUT(textOf(u"stateTitle"_s), u"Not loaded"_s, patient);
    QTRY_COMPARE_WITH_TIMEOUT(listsWaiting(), u"0"_s, patient);
    QVERIFY(m_open->find<QAction>(u"pauseAction"_s)->isChecked());
    unlock();
    QCOMPARE(button(u"stateAction"_s)->text(), u"Resume"_s);
    click(button(u"stateAction"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(5, 1), patient);
    QVERIFY(!m_open->find<QAction>(u"pauseAction"_s)->isChecked());
}

void TestSlowList::cancelsARefresh()
{
    openWithRows();
    lock();
    m_open->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(textOf(u"bannerText"_s).startsWith(u"Waiting for "_s), patient);
    QCOMPARE(m_open->ids(), sampleIds(5, 1));
    QCOMPARE(button(u"bannerAction"_s)->text(), u"Copy index statement"_s);
    QCOMPARE(button(u"bannerSecondAction"_s)->text(), u"Cancel"_s);
    click(button(u"bannerSecondAction"_s));
    QTRY_VERIFY_WITH_TIMEOUT(textOf(u"bannerText"_s).startsWith(u"Data from "_s), patient);
    QVERIFY2(textOf(u"bannerText"_s).endsWith(u"Reading was cancelled, and refresh is paused."_s),
             qPrintable(textOf(u"bannerText"_s)));
    QTRY_COMPARE_WITH_TIMEOUT(listsWaiting(), u"0"_s, patient);
    QCOMPARE(m_open->ids(), sampleIds(5, 1));
    unlock();
    insertSamples(*m_database, 6, 6);
    click(button(u"bannerAction"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(6, 1), patient);
}

// The fields then tell again what is shown.
void TestSlowList::cancelsAFilter()
{
    openWithRows();
    lock();
    auto *text = m_open->find<QLineEdit>(u"searchText"_s);
    text->setFocus();
    QTest::keyClicks(text, u"00000003"_s);
    QTRY_VERIFY_WITH_TIMEOUT(textOf(u"bannerText"_s).startsWith(u"Waiting for "_s), patient);
    QCOMPARE(m_open->monitor().query().filter.condition, filter::containing(u"00000003"_s));
    click(button(u"bannerSecondAction"_s));
    QTRY_VERIFY_WITH_TIMEOUT(textOf(u"bannerText"_s).startsWith(u"Data from "_s), patient);
    QCOMPARE(text->text(), QString());
    QCOMPARE(m_open->monitor().query(), TaskQuery());
    QCOMPARE(m_open->ids(), sampleIds(5, 1));
    unlock();
    QTest::keyClicks(text, u"00000003"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(3, 3), patient);
}

void TestSlowList::asksOnceAtATime()
{
    openWithRows();
    lock();
    m_open->monitor().scheduler().setInterval(50ms);
    QTRY_COMPARE_WITH_TIMEOUT(listsWaiting(), u"1"_s, patient);
    for (int i = 0; i < 20; ++i) { // of ticks and keys
        m_open->refresh();
        QTest::qWait(20);
        QCOMPARE(listsWaiting(), u"1"_s);
    }
    unlock();
}

WATCHBILL_WINDOW_TEST(TestSlowList)

} // namespace tst_slowlist

#include "tst_slowlist.moc"
