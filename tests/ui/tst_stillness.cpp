// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "search/filterline.h"

#include "filter/querytext.h"
#include "openwindow.h"
#include "privatesettings.h"
#include "sampletasks.h"
#include "search/filterchips.h"
#include "windowtest.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

namespace tst_stillness {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// Nothing moves under the pointer: what comes and goes leaves the table's header and its rows where they are.
class TestStillness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void chips();
    void wrongQuery();
    void statuses();
    void manyChips();
    void banner();
    void selectionLine();
    void connecting();
    void examples();

private:
    struct Places
    {
        QPoint header;
        QPoint secondRow;
        bool operator==(const Places &) const = default;
    };
    Places places() const;
    void ask(const QString &query) { m_open->monitor().queryState().askFilter(query::parse(query).value()); }
    FilterChips *filterChips() const { return m_open->window()->findChild<FilterChips *>(); }

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

namespace {

constexpr int taskCount = 250; // more than a page

} // namespace

void TestStillness::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    insertSamples(*m_database, 1, taskCount);
}

void TestStillness::init()
{
    m_settings->clear();
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    QTRY_VERIFY_WITH_TIMEOUT(m_open->table()->model()->rowCount() > 100, patient);
    QTRY_VERIFY_WITH_TIMEOUT(m_open->monitor().counts() && m_open->monitor().types(), patient);
}

void TestStillness::cleanup()
{
    m_open.reset();
}

void TestStillness::cleanupTestCase()
{
    m_database.reset();
}

TestStillness::Places TestStillness::places() const
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    const TaskTableView *table = m_open->table();
    return {
        table->horizontalHeader()->mapTo(m_open->window(), QPoint()),
        table->viewport()->mapTo(m_open->window(), table->visualRect(table->model()->index(1, 0)).topLeft())};
}

void TestStillness::chips()
{
    const Places before = places();
    ask(u"status:completed"_s);
    QTRY_VERIFY_WITH_TIMEOUT(filterChips()->isVisible(), patient);
    QTRY_VERIFY_WITH_TIMEOUT(!m_open->monitor().feed().isLoading(), patient);
    QVERIFY(places() == before);
    ask({});
    QTRY_VERIFY_WITH_TIMEOUT(!filterChips()->isVisible(), patient);
    QVERIFY(places() == before);
}

void TestStillness::wrongQuery()
{
    const Places before = places();
    auto *edit = m_open->find<QLineEdit>(u"searchText"_s);
    auto *problem = m_open->find<QLabel>(u"queryProblem"_s);
    click(edit);
    QTest::keyClicks(edit, u"stauts:pending"_s);
    QTRY_VERIFY_WITH_TIMEOUT(problem->isVisible(), patient);
    QVERIFY(places() == before);
    // All of it is read, and it lies on no row.
    QTRY_VERIFY(problem->height() >= problem->heightForWidth(problem->width()));
    QVERIFY(problem->mapTo(m_open->window(), problem->rect().bottomLeft()).y() < before.header.y());
    QVERIFY(problem->width() > m_open->table()->width() / 2);
    QVERIFY(problem->mapTo(m_open->window(), QPoint()).y()
            >= edit->mapTo(m_open->window(), edit->rect().bottomLeft()).y());
    edit->clear();
    QTest::keyClicks(edit, u"0000"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!problem->isVisible(), patient);
    QVERIFY(places() == before);
}

// Neither a status that no task has nor one that no longer matches moves the types below.
void TestStillness::statuses()
{
    const auto *types = m_open->find<QTreeWidget>(u"types"_s);
    const auto place = [&] {
        QCoreApplication::processEvents(); // the sections lay out their lists, and the sidebar the sections
        return types->mapTo(m_open->window(), QPoint());
    };
    const QPoint withoutPaused = place();
    setStatus(*m_database, 3, u"paused"_s);
    m_open->refresh();
    const auto *list = m_open->find<QTreeWidget>(u"statuses"_s);
    const auto hasPaused = [list] { return !list->findItems(u"paused"_s, Qt::MatchExactly).isEmpty(); };
    QTRY_VERIFY_WITH_TIMEOUT(hasPaused() && place() != withoutPaused, patient);
    const QPoint before = place();
    for (const QString &query : {u"status:faild"_s, u"type:gone"_s}) {
        ask(query);
        QTRY_VERIFY_WITH_TIMEOUT(m_open->ids().isEmpty() && m_open->monitor().countsBesideList(), patient);
        QTRY_COMPARE_WITH_TIMEOUT(place(), before, patient); // once nothing is being counted
        QVERIFY(hasPaused());
    }
    setStatus(*m_database, 3, u"completed"_s);
}

// What does not fit in the line is counted at its end, and all of it is in the query.
void TestStillness::manyChips()
{
    const Places before = places();
    ask(u"0000 00 status:completed -status:pending -status:processing -user:f -type:upscale created:<9999-01-01"_s);
    auto *more = m_open->find<QToolButton>(u"moreChips"_s);
    m_open->window()->resize(700, 600);
    QTRY_VERIFY(more->isVisible());
    QVERIFY2(more->text().startsWith(u"and "_s), qPrintable(more->text()));
    QVERIFY(!more->toolTip().isEmpty());
    QTRY_VERIFY(more->geometry().right() <= filterChips()->width());
    QCOMPARE(places().header.y(), before.header.y());
    click(more);
    QVERIFY(m_open->find<QLineEdit>(u"searchText"_s)->hasFocus());
}

void TestStillness::banner()
{
    const Places before = places();
    auto *banner = m_open->find<QLabel>(u"bannerText"_s);
    m_database->execute(u"ALTER TABLE public.tasks RENAME TO gone"_s);
    m_open->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), patient);
    QVERIFY(places() == before);
    QVERIFY(banner->mapTo(m_open->window(), QPoint()).y() > before.secondRow.y());
    m_database->execute(u"ALTER TABLE public.gone RENAME TO tasks"_s);
    m_open->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(!banner->isVisible(), patient);
    QVERIFY(places() == before);
}

void TestStillness::selectionLine()
{
    const Places before = places();
    auto *text = m_open->find<QLabel>(u"selectionText"_s);
    m_open->table()->setFocus();
    press(m_open->window(), Qt::Key_A, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(text->isVisible(), patient);
    QVERIFY(places() == before);
    press(m_open->window(), Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(!text->isVisible(), patient);
    QVERIFY(places() == before);
}

// Who looks, and the lock of production, come with the server's answer.
void TestStillness::connecting()
{
    ConnectionProfile profile = m_database->profile();
    profile.name = u"Shop"_s;
    profile.environment = Environment::Production;
    m_open = std::make_unique<OpenWindow>(profile, profile.name);
    const QWidget *line = m_open->window()->findChild<FilterLine *>();
    const auto place = [&] { return line->mapTo(m_open->window(), QPoint()); };
    const QPoint before = place();
    QTRY_VERIFY_WITH_TIMEOUT(m_open->table()->model()->rowCount() > 100, patient);
    QCOMPARE(place(), before);
    for (QWidget *part :
         {m_open->find<QWidget>(u"connectionLock"_s), m_open->find<QWidget>(u"viewAsNotice"_s)}) {
        for (const bool isShown : {true, false}) {
            part->setVisible(isShown);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
            QCOMPARE(place(), before);
        }
    }
}

// Without a filter the line shows what one can ask for.
void TestStillness::examples()
{
    const auto *line = m_open->window()->findChild<FilterLine *>();
    for (QToolButton *button : line->findChildren<QToolButton *>()) {
        if (!button->isVisible() || button->text() != "status:failed"_L1)
            continue;
        click(button);
        QCOMPARE(m_open->find<QLineEdit>(u"searchText"_s)->text(), u"status:failed"_s);
        QTRY_VERIFY_WITH_TIMEOUT(filterChips()->isVisible(), patient);
        QVERIFY(!button->isVisible());
        return;
    }
    QFAIL("There is no example.");
}

WATCHBILL_WINDOW_TEST(TestStillness)

} // namespace tst_stillness

#include "tst_stillness.moc"
