// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "search/filterline.h"

#include "filter/querytext.h"
#include "openwindow.h"
#include "overview/overviewpanel.h"
#include "privatesettings.h"
#include "sampletasks.h"
#include "search/filterchips.h"
#include "table/linestack.h"
#include "table/statemessage.h"
#include "windowtest.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

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
    void timeRange();
    void statusBar();
    void resultOfAChange();
    void linesAboveEachOther();
    void message();
    void connecting();
    void examples();
    void users();

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
    const auto *users = m_open->find<QTreeWidget>(u"users"_s);
    const auto lineNumbers = [&] { return std::pair(list->topLevelItemCount(), types->topLevelItemCount()); };
    const int usersBefore = users->topLevelItemCount();
    const auto linesBefore = lineNumbers();
    const QPoint before = place();
    for (const QString &query : {u"status:faild"_s, u"type:gone"_s, u"user:deadbeef"_s}) {
        ask(query);
        QTRY_VERIFY_WITH_TIMEOUT(m_open->ids().isEmpty() && m_open->monitor().countsBesideList(), patient);
        QTRY_COMPARE_WITH_TIMEOUT(place(), before, patient); // once nothing is being counted
        QVERIFY(hasPaused());
        QCOMPARE(lineNumbers(), linesBefore);
    }
    QTRY_COMPARE_WITH_TIMEOUT(users->topLevelItemCount(), usersBefore, patient);
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

// Whatever its button says, the query beside it keeps its width.
void TestStillness::timeRange()
{
    const auto *edit = m_open->find<QLineEdit>(u"searchText"_s);
    const auto *button = m_open->find<QToolButton>(u"timeRange"_s);
    const int before = edit->width();
    for (const QString &query :
         {u"created:15m"_s, u"created:1h"_s, u"created:2020-01-01"_s, u"created:today"_s}) {
        const QString text = button->text();
        ask(query);
        QTRY_VERIFY(button->text() != text);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QCOMPARE(edit->width(), before);
        QVERIFY(button->sizeHint().width() <= button->width());
    }
}

// Its parts stay where they are while their numbers change, and while something is selected.
void TestStillness::statusBar()
{
    const QStringList names{u"statusConnection"_s, u"statusAge"_s, u"statusPlace"_s, u"statusZone"_s};
    const auto placesOfParts = [&] {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QVector<int> places;
        for (const QString &name : names)
            places += m_open->find<QLabel>(name)->x();
        return places;
    };
    m_open->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(!m_open->find<QLabel>(u"statusConnection"_s)->text().isEmpty(), patient);
    const QVector<int> before = placesOfParts();
    const auto *place = m_open->find<QLabel>(u"statusPlace"_s);
    const QString first = place->text();
    m_open->table()->setFocus();
    for (int page = 0; page < 4; ++page)
        press(m_open->window(), Qt::Key_PageDown);
    QTRY_VERIFY_WITH_TIMEOUT(place->text() != first, patient);
    QCOMPARE(placesOfParts(), before);
    QVERIFY(m_open->find<QLabel>(u"statusSelected"_s)->isVisible());
    const auto *age = m_open->find<QLabel>(u"statusAge"_s);
    const QString aged = age->text();
    QTRY_VERIFY_WITH_TIMEOUT(age->text() != aged, patient);
    QCOMPARE(placesOfParts(), before);
    press(m_open->window(), Qt::Key_Escape);
    QTRY_VERIFY(!m_open->find<QLabel>(u"statusSelected"_s)->isVisible());
    QCOMPARE(placesOfParts(), before);
}

// Neither the rows nor the details, below the table or beside it, whose tabs may be under the pointer.
void TestStillness::resultOfAChange()
{
    m_open->clickCell(2, TaskField::Type);
    const auto *details = m_open->window()->findChild<QTabWidget *>();
    QTRY_VERIFY_WITH_TIMEOUT(details->isVisible(), patient);
    const auto placeOfDetails = [&] { return details->mapTo(m_open->window(), QPoint()); };
    const Places before = places();
    const QPoint detailsBefore = placeOfDetails();
    press(m_open->window(), Qt::Key_Delete);
    click(m_open->find<QPushButton>(u"deleteConfirm"_s));
    const auto *undo = m_open->find<QPushButton>(u"runUndo"_s);
    QTRY_VERIFY_WITH_TIMEOUT(undo->isVisible(), patient);
    QVERIFY(places() == before);
    QCOMPARE(placeOfDetails(), detailsBefore);
    // All of the line is in sight, above the details.
    QVERIFY(undo->mapTo(m_open->window(), undo->rect().bottomLeft()).y() < detailsBefore.y());
    click(m_open->find<QToolButton>(u"runClose"_s));
    QVERIFY(places() == before);
    QCOMPARE(placeOfDetails(), detailsBefore);
}

void TestStillness::linesAboveEachOther()
{
    QWidget window;
    window.resize(400, 300);
    auto *layout = new QVBoxLayout(&window);
    auto *lines = new LineStack;
    layout->addStretch();
    layout->addWidget(lines);
    auto *first = new QPushButton;
    auto *second = new QPushButton;
    lines->addLine(first);
    lines->addLine(second);
    window.show();
    const auto placeOf = [&](QWidget *line) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        return line->mapTo(&window, QPoint());
    };
    second->show();
    const QPoint secondBefore = placeOf(second);
    first->show();
    QCOMPARE(placeOf(second), secondBefore);
    const QPoint firstBefore = placeOf(first);
    QVERIFY(firstBefore.y() < secondBefore.y());

    // The line under the pointer goes, and its place stays empty as long as the pointer is there.
    connect(second, &QPushButton::clicked, second, &QWidget::hide);
    QSignalSpy clickedFirst(first, &QPushButton::clicked);
    QTest::mouseMove(window.windowHandle(), secondBefore + second->rect().center());
    click(second);
    QVERIFY(second->isHidden());
    QCOMPARE(placeOf(first), firstBefore);
    clickAt(&window, secondBefore + second->rect().center());
    QVERIFY(clickedFirst.isEmpty());
    QTest::mouseMove(window.windowHandle(), QPoint(5, 5));
    QTRY_COMPARE(placeOf(first), secondBefore);
    first->hide();
    QVERIFY(lines->isHidden());
}

// What is told in place of the table changes its words while they are read.
void TestStillness::message()
{
    StateMessage message;
    message.resize(700, 500);
    message.setContent({u"clock"_s, u"Waiting"_s, {}, {u"Cancel"_s}});
    message.show();
    const auto places = [&] {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        return std::pair(message.findChild<QLabel *>(u"stateTitle"_s)->mapTo(&message, QPoint()).y(),
                         message.findChild<QPushButton *>(u"stateAction"_s)->mapTo(&message, QPoint()).y());
    };
    const auto before = places();
    message.setContent({u"clock"_s, u"Waiting"_s, u"Waiting for 3 s. "_s.repeated(6), {u"Cancel"_s}});
    QCOMPARE(places(), before);
    message.setContent({u"clock"_s, u"Waiting"_s, u"Waiting for 3 s. "_s.repeated(20), {u"Cancel"_s}});
    QCOMPARE(places().first, before.first);
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

// Their order is by number, and is not renewed while somebody is about to click.
void TestStillness::users()
{
    const auto *users = m_open->find<QTreeWidget>(u"users"_s);
    const auto lines = [&] {
        QStringList shown;
        for (int i = 1; i < users->topLevelItemCount(); ++i)
            shown += users->topLevelItem(i)->text(0) + u' ' + users->topLevelItem(i)->text(1);
        return shown;
    };
    const auto add = [this](int first, int last, int user) {
        insertSamples(*m_database, first, last, {.user = user});
        m_open->refresh();
    };
    m_database->execute(u"TRUNCATE tasks"_s);
    insertSamples(*m_database, 1, taskCount);
    add(taskCount + 1, taskCount + 5, 2);
    QTRY_COMPARE_WITH_TIMEOUT(lines(), QStringList({u"a0000001 250"_s, u"a0000002 5"_s}), patient);
    QWindow *window = m_open->window()->windowHandle();
    const auto isUnderPointer = [&] {
        m_open->window()->findChild<OverviewPanel *>()->ensureWidgetVisible(
            m_open->find<QWidget>(u"users"_s));
        // From outside each time: Qt tells a widget of an entry only where the pointer comes from another one.
        QTest::mouseMove(window, m_open->table()->mapTo(m_open->window(), QPoint(50, 50)));
        QTest::mouseMove(window, users->mapTo(m_open->window(), users->rect().center()));
        return users->underMouse();
    };
    QTRY_VERIFY(isUnderPointer());
    add(taskCount + 6, taskCount + 305, 3);
    QTRY_COMPARE_WITH_TIMEOUT(lines(), QStringList({u"a0000001 250"_s, u"a0000002 5"_s, u"a0000003 300"_s}),
                              patient);
    m_database->execute(u"DELETE FROM tasks WHERE user_id = '%1'"_s.arg(sampleUser(2)));
    m_open->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(lines(), QStringList({u"a0000001 250"_s, u"a0000002 "_s, u"a0000003 300"_s}),
                              patient);
    QTest::mouseMove(window, m_open->table()->mapTo(m_open->window(), QPoint(50, 50)));
    QTRY_COMPARE(lines(), QStringList({u"a0000003 300"_s, u"a0000001 250"_s}));

    m_open->find<QTreeWidget>(u"users"_s)->setFocus();
    add(taskCount + 306, taskCount + 405, 1);
    QTRY_COMPARE_WITH_TIMEOUT(lines(), QStringList({u"a0000003 300"_s, u"a0000001 350"_s}), patient);
    m_open->table()->setFocus();
    QTRY_COMPARE(lines(), QStringList({u"a0000001 350"_s, u"a0000003 300"_s}));
}

WATCHBILL_WINDOW_TEST(TestStillness)

} // namespace tst_stillness

#include "tst_stillness.moc"
