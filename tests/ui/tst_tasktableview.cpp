// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/tasktableview.h"

#include "format/format.h"
#include "format/selectiontext.h"
#include "live/taskmonitor.h"
#include "pointer.h"
#include "sampletasks.h"
#include "service/taskservice.h"
#include "table/tablecolumns.h"
#include "table/tablepane.h"
#include "table/taskselection.h"
#include "table/tasktablemodel.h"
#include "theme/theme.h"
#include "windowtest.h"

#include <QApplication>
#include <QHeaderView>
#include <QLabel>
#include <QProxyStyle>
#include <QPushButton>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSet>
#include <QTest>

#include <algorithm>

namespace tst_tasktableview {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

namespace {

constexpr int patient = 15'000; // milliseconds
constexpr int taskCount = 600; // three pages
constexpr quint32 seed = 1'123;

// How long a desktop has things move, in milliseconds; 0 where a person wants none of it.
class Animations : public QProxyStyle
{
public:
    explicit Animations(int duration)
        : QProxyStyle(u"Fusion"_s)
        , m_duration(duration)
    {
    }

    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *answer) const override
    {
        return hint == SH_Widget_Animation_Duration ? m_duration
                                                    : QProxyStyle::styleHint(hint, option, widget, answer);
    }

private:
    int m_duration;
};

} // namespace

/// What a person has before the eyes and has selected stays, whatever happens to the tasks.
class TestTaskTableView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void newTasksComeInAtTheStart();
    void keepsThePlace();
    void keepsThePlaceWhenTheTopRowGoes();
    void keepsTheSelection();
    void countsNewTasksWhileScrolled();
    void countsNewTasksWhileSelected();
    void clickHoldsWhatIsOnItsWay();
    void keepsTheCurrentRowInSight();
    void showsNewTasksBesideTheSelection();
    void keepsTheSelectionOfWhatNewTasksPushAway();
    void countsManyNewTasks();
    void showsNewTasksByKey();
    void keysBeginAtTheFirstRowInSight();
    void endAndHome();
    void scrollsThroughAllPages();
    void taskThatLeftTheFilter();
    void tasksThatLeaveTheFilterAbove_data();
    void tasksThatLeaveTheFilterAbove();
    void deletedTask();
    void otherSortKeepsTheSelection();
    void staysSelectedWhenNotLoaded();
    void otherFilterKeepsWhatItLists();
    void clickLetsGoOfWhatIsNotLoaded();
    void everythingThatMatches();
    void everythingEnds_data();
    void everythingEnds();
    void everythingStaysWithAnotherSort();
    void offersTheRest();
    void offersTheRestWhileScrolling();
    void offersNothingWhereNothingIsLeft();
    void takenAwayRowsFade();
    void takenAwayRowsKeepThePlace();
    void selectedIconIsSeenWhenDimmed();
    void layout();
    void pinnedColumnsStay();
    void pinnedColumnsArePartOfTheTable();
    void pinnedColumnsFollowTheRows();
    void pinnedColumnsAreSortedAndSized();
    void draggingPins();
    void pinsWhatFits();
    void pinsArePartOfTheLayout();
    void keys();

private:
    void show(const TaskQuery &query = {});
    void settle(); // whatever is under way, also pages that are fetched ahead
    void look();
    void coverCurrentRow();
    void scrollTo(int row, int pixels = 0); // that row at the top, moved up by this many pixels
    void clickRow(int row, Qt::KeyboardModifiers modifiers = {});
    void pinCreated(); // of a table that is wider than the window, and scrolled by 300 pixels
    QAction *headerEntry(QHeaderView *header, TaskField column, const QString &text);
    QString idAt(int row) const;
    int rowOf(int number) const
    {
        return m_view->model()->index(0, 0).isValid() ? m_pane->model()->rowOf(TaskId(sampleId(number))) : -1;
    }
    QSet<QString> selected() const; // of the rows
    QStringList chosen() const; // also of what is not loaded
    QString brief() const { return selectiontext::inBrief(m_view->selection()); }
    int topRow() const; // the first that is wholly seen
    QStringList ids() const;

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
    std::unique_ptr<TaskMonitor> m_monitor;
    std::unique_ptr<TablePane> m_pane;
    TaskTableView *m_view = nullptr;
    QPushButton *m_newer = nullptr;
};

void TestTaskTableView::initTestCase()
{
    theme::apply(theme::Scheme::Light);
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
}

void TestTaskTableView::init()
{
    m_database->execute(u"TRUNCATE public.tasks"_s);
    insertSamples(*m_database, 1, taskCount);
    m_service = std::make_unique<TaskService>(m_database->profile());
    m_monitor = std::make_unique<TaskMonitor>(*m_service);
    m_monitor->scheduler().setInterval(0s); // each look is asked for
    m_pane = std::make_unique<TablePane>(*m_monitor);
    m_view = m_pane->view();
    m_newer = m_pane->newerButton();
    m_newer->setGeometry(200, 60, 240, 24); // its place is for the owner of the pane to choose
    m_newer->raise();
}

void TestTaskTableView::cleanup()
{
    m_pane.reset();
    m_monitor.reset();
    m_service.reset();
}

void TestTaskTableView::cleanupTestCase()
{
    m_database.reset();
}

void TestTaskTableView::show(const TaskQuery &query)
{
    m_monitor->start(query);
    m_pane->resize(1100, 420);
    m_pane->show();
    QVERIFY(QTest::qWaitForWindowActive(m_pane.get()));
    QVERIFY(QTest::qWaitFor([&] { return m_monitor->feed().hasPage(); }, patient));
    settle();
    m_view->setFocus();
}

void TestTaskTableView::settle()
{
    QVERIFY(QTest::qWaitFor([&] { return !m_monitor->feed().isLoading(); }, patient));
}

void TestTaskTableView::look()
{
    m_monitor->scheduler().trigger();
    settle();
}

// Makes the current row the last in sight, and then takes its room.
void TestTaskTableView::coverCurrentRow()
{
    const QRect current = m_view->visualRect(m_view->currentIndex());
    const int beside = m_pane->height() - m_view->viewport()->height();
    for (const int height : {current.bottom() + 1, current.top()}) {
        m_pane->resize(1100, beside + height);
        QTRY_COMPARE(m_view->viewport()->height(), height);
    }
}

void TestTaskTableView::scrollTo(int row, int pixels)
{
    m_view->verticalScrollBar()->setValue(row * m_view->rowHeight(0) + pixels);
    settle();
}

void TestTaskTableView::clickRow(int row, Qt::KeyboardModifiers modifiers)
{
    const QPoint place =
        m_view->visualRect(m_view->model()->index(row, column::sectionOf(TaskField::Type))).center();
    QVERIFY2(m_view->viewport()->rect().contains(place), "The row is not in sight.");
    clickAt(m_view->viewport(), place, modifiers);
}

QString TestTaskTableView::idAt(int row) const
{
    return m_view->model()->index(row, 0).data(TaskTableModel::IdRole).toString();
}

QSet<QString> TestTaskTableView::selected() const
{
    QSet<QString> ids;
    for (const QModelIndex &index : m_view->selectionModel()->selectedRows())
        ids += index.data(TaskTableModel::IdRole).toString();
    return ids;
}

QStringList TestTaskTableView::chosen() const
{
    QStringList ids;
    for (const Task &task : m_view->selectedTasks())
        ids += task.id.toText();
    return ids;
}

int TestTaskTableView::topRow() const
{
    const int row = m_view->rowAt(0);
    return m_view->rowViewportPosition(row) < 0 ? row + 1 : row;
}

QStringList TestTaskTableView::ids() const
{
    QStringList ids;
    for (int row = 0; row < m_view->model()->rowCount(); ++row)
        ids += idAt(row);
    return ids;
}

void TestTaskTableView::newTasksComeInAtTheStart()
{
    show();
    insertSamples(*m_database, taskCount + 1, taskCount + 3);
    look();
    QCOMPARE(ids().mid(0, 5), sampleIds(taskCount + 3, taskCount - 1));
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);
    QVERIFY(!m_newer->isVisible());
}

void TestTaskTableView::keepsThePlace()
{
    show();
    QRandomGenerator random(seed);
    m_database->execute(u"SELECT setseed(0.25)"_s);
    int next = taskCount + 1;
    for (int round = 0; round < 25; ++round) {
        scrollTo(40 + random.bounded(60), random.bounded(m_view->rowHeight(0)));
        const QString top = idAt(topRow());
        const int pixel = m_view->rowViewportPosition(topRow());
        const auto others = u"id <> '%1' AND random() < 0.05"_s.arg(top);
        insertSamples(*m_database, next, next + random.bounded(5));
        next += 5;
        m_database->execute("DELETE FROM public.tasks WHERE "_L1 + others);
        m_database->execute("UPDATE public.tasks SET status = 'failed', updated_at = now() WHERE "_L1
                            + others);
        // Some that come in between, far back in time.
        m_database->execute("INSERT INTO public.tasks (created_at, user_id, type) "
                            "SELECT created_at + interval '1 s', user_id, 'late' FROM public.tasks WHERE "_L1
                            + others);
        look();
        QVERIFY(m_view->rowAt(0) > 0);
        QCOMPARE(idAt(topRow()), top);
        QCOMPARE(m_view->rowViewportPosition(topRow()), pixel);
        QVERIFY(m_newer->isVisible());
        // What is seen is what the server has there now.
        const int first = m_view->rowAt(0);
        const QStringList seen =
            ids().mid(first, m_view->rowAt(m_view->viewport()->height() - 1) - first + 1);
        const QStringList stored = storedIds(*m_database);
        QCOMPARE(seen, stored.mid(stored.indexOf(seen.first()), seen.size()));
    }
}

// Then the next one is what to hold on to.
void TestTaskTableView::keepsThePlaceWhenTheTopRowGoes()
{
    show();
    scrollTo(60, 7);
    const int top = topRow();
    const QString next = idAt(top + 3);
    const int pixel = m_view->rowViewportPosition(top + 3);
    for (int row = top - 10; row < top + 3; ++row)
        m_database->execute(u"DELETE FROM public.tasks WHERE id = '%1'"_s.arg(idAt(row)));
    look();
    QCOMPARE(m_view->rowViewportPosition(ids().indexOf(next)), pixel);
}

void TestTaskTableView::keepsTheSelection()
{
    show();
    scrollTo(30);
    clickRow(32);
    clickRow(34, Qt::ShiftModifier);
    clickRow(37, Qt::ControlModifier);
    const QSet<QString> chosen{idAt(32), idAt(33), idAt(34), idAt(37)};
    QCOMPARE(selected(), chosen);
    QCOMPARE(m_view->currentTask(), TaskId(idAt(37)));
    scrollTo(100, 3); // out of sight, selected still

    const QString top = idAt(topRow());
    insertSamples(*m_database, taskCount + 1, taskCount + 40);
    const QString gone = idAt(33);
    m_database->execute(
        u"DELETE FROM public.tasks WHERE id IN ('%1', '%2', '%3')"_s.arg(gone, idAt(36), idAt(20)));
    m_database->execute(
        u"UPDATE public.tasks SET status = 'failed', updated_at = now() WHERE id = '%1'"_s.arg(idAt(32)));
    look();
    QCOMPARE(selected(), chosen); // the deleted one, too: it is struck out until the selection lets it go
    QCOMPARE(idAt(topRow()), top);
    scrollTo(20);
    look();
    QCOMPARE(selected(), chosen);
    QCOMPARE(m_view->currentTask()->id.toText(), idAt(m_view->currentIndex().row()));
    QCOMPARE(m_view->selectedTasks().size(), 3); // of which nothing can be done with the deleted one
    for (const Task &task : m_view->selectedTasks())
        QVERIFY(task.id.toText() != gone);
    m_view->clearSelection();
    look();
    QVERIFY(!ids().contains(gone));
}

void TestTaskTableView::countsNewTasksWhileScrolled()
{
    show();
    scrollTo(10);
    insertSamples(*m_database, taskCount + 1, taskCount + 3);
    look();
    QVERIFY(m_newer->isVisible());
    QCOMPARE(m_newer->text(), u"3 new task(s), click to show"_s);
    QCOMPARE(idAt(0), sampleId(taskCount));
    QCOMPARE(m_view->verticalScrollBar()->value(), 10 * m_view->rowHeight(0));
    insertSamples(*m_database, taskCount + 4, taskCount + 4);
    look();
    QCOMPARE(m_newer->text(), u"4 new task(s), click to show"_s);
    click(m_newer);
    settle();
    QVERIFY(!m_newer->isVisible());
    QCOMPARE(ids().mid(0, 6), sampleIds(taskCount + 4, taskCount - 1));
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);
    insertSamples(*m_database, taskCount + 5, taskCount + 5);
    look();
    QCOMPARE(idAt(0), sampleId(taskCount + 5)); // from here on they come in by themselves again
}

void TestTaskTableView::countsNewTasksWhileSelected()
{
    show();
    clickRow(0);
    insertSamples(*m_database, taskCount + 1, taskCount + 2);
    look();
    QCOMPARE(idAt(0), sampleId(taskCount));
    QCOMPARE(m_view->rowViewportPosition(0), 0);
    QVERIFY(m_newer->isVisible());
    QCOMPARE(m_newer->text(), u"2 new task(s), click to show"_s);
    press(m_pane.get(), Qt::Key_Escape); // nothing is selected: nothing is in the way
    look();
    QCOMPARE(idAt(0), sampleId(taskCount + 2));
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);
    QVERIFY(!m_newer->isVisible());
}

// The second click of a double click is on the row of the first.
void TestTaskTableView::clickHoldsWhatIsOnItsWay()
{
    show();
    insertSamples(*m_database, taskCount + 1, taskCount + 2);
    m_monitor->refresh();
    QVERIFY(m_monitor->feed().isLoading());
    const QPoint place = m_view->visualRect(m_view->model()->index(3, 0)).center();
    const QString clicked = idAt(3);
    clickRow(3);
    settle();
    QCOMPARE(idAt(m_view->rowAt(place.y())), clicked);
    look();
    QCOMPARE(idAt(m_view->rowAt(place.y())), clicked);
}

// What opens below the table takes its room in several steps.
void TestTaskTableView::keepsTheCurrentRowInSight()
{
    show();
    const int last = m_view->rowAt(m_view->viewport()->height() - 1);
    const QPoint edge(20, m_view->viewport()->height() - 2);
    clickAt(m_view->viewport(), edge, {});
    QCOMPARE(m_view->currentIndex().row(), last);
    for (const int height : {300, 220}) {
        m_pane->resize(1100, height);
        QTRY_VERIFY(m_view->viewport()->height() < height);
        QVERIFY(m_view->viewport()->rect().contains(m_view->visualRect(m_view->currentIndex()).center()));
    }
    // If the user has scrolled away from it, the list stays where it is.
    scrollTo(last + 60, 0);
    const int top = topRow();
    m_pane->resize(1100, 200);
    QCOMPARE(topRow(), top);
}

void TestTaskTableView::showsNewTasksBesideTheSelection()
{
    show();
    clickRow(2);
    clickRow(4, Qt::ControlModifier);
    const QStringList before = chosen();
    const auto current = m_view->currentTask();
    insertSamples(*m_database, taskCount + 1, taskCount + 10);
    look();
    click(m_newer);
    settle();
    QCOMPARE(idAt(0), sampleId(taskCount + 10));
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);
    QVERIFY(!m_newer->isVisible());
    QCOMPARE(chosen(), before);
    QCOMPARE(selected().size(), 2);
    QCOMPARE(m_view->currentTask(), current);
    look();
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);

    // Nor do details that open late take the new ones out of sight, for the sake of the current row.
    insertSamples(*m_database, taskCount + 11, taskCount + 14);
    look();
    click(m_newer);
    settle();
    coverCurrentRow();
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);

    m_view->selectEverything(); // new ones belong to it
    insertSamples(*m_database, taskCount + 15, taskCount + 15);
    look();
    click(m_newer);
    settle();
    QVERIFY(m_view->selection().isEverything());
    QVERIFY(selected().contains(sampleId(taskCount + 15)));
}

void TestTaskTableView::keepsTheSelectionOfWhatNewTasksPushAway()
{
    show();
    clickRow(2);
    clickRow(3, Qt::ControlModifier);
    clickRow(3, Qt::ControlModifier); // which leaves it as the current row
    const QStringList before = chosen();
    QCOMPARE(before, QStringList{sampleId(taskCount - 2)});
    insertSamples(*m_database, taskCount + 1, taskCount + 700);
    look();
    click(m_newer);
    settle();
    QCOMPARE(idAt(0), sampleId(taskCount + 700));
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);
    QVERIFY(m_pane->model()->rowOf(TaskId(before.first())) < 0);
    QCOMPARE(chosen(), before);
    look();
    QCOMPARE(chosen(), before);
    press(m_pane.get(), Qt::Key_Home); // as with End
    settle();
    QCOMPARE(chosen(), before);
    press(m_pane.get(), Qt::Key_Down);
    QCOMPARE(chosen(), QStringList{sampleId(taskCount + 700)});
}

void TestTaskTableView::countsManyNewTasks()
{
    show();
    clickRow(0);
    insertSamples(*m_database, taskCount + 1, taskCount + TaskPage::newerLimit + 500);
    look();
    QCOMPARE(m_newer->text(),
             u"%1 or more new tasks, click to show"_s.arg(format::number(TaskPage::newerLimit)));
    click(m_newer);
    settle();
    QCOMPARE(idAt(0), sampleId(taskCount + TaskPage::newerLimit + 500));
    QCOMPARE(selected(), QSet<QString>());
}

void TestTaskTableView::showsNewTasksByKey()
{
    show();
    clickRow(2);
    insertSamples(*m_database, taskCount + 1, taskCount + 1);
    look();
    press(m_pane.get(), Qt::Key_Home);
    settle();
    QCOMPARE(idAt(0), sampleId(taskCount + 1));
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);
    QVERIFY(!m_newer->isVisible());
}

// Before anything was clicked on: new tasks have pushed down the row that was the first.
void TestTaskTableView::keysBeginAtTheFirstRowInSight()
{
    show();
    QVERIFY(m_view->hasFocus());
    insertSamples(*m_database, taskCount + 1, taskCount + 4);
    look();
    QCOMPARE(idAt(0), sampleId(taskCount + 4));
    press(m_pane.get(), Qt::Key_Down);
    QCOMPARE(chosen(), QStringList{sampleId(taskCount + 4)});
    press(m_pane.get(), Qt::Key_Down);
    QCOMPARE(chosen(), QStringList{sampleId(taskCount + 3)});

    press(m_pane.get(), Qt::Key_Home);
    settle();
    scrollTo(20, 5);
    const int place = m_view->verticalScrollBar()->value();
    press(m_pane.get(), Qt::Key_Down);
    QCOMPARE(chosen(), QStringList{idAt(21)});
    QCOMPARE(m_view->verticalScrollBar()->value(), place);
}

void TestTaskTableView::endAndHome()
{
    show();
    press(m_pane.get(), Qt::Key_End);
    settle();
    const int last = m_view->model()->rowCount() - 1;
    QCOMPARE(idAt(last), sampleId(1));
    QVERIFY(m_view->viewport()->rect().contains(m_view->visualRect(m_view->model()->index(last, 0))));
    QVERIFY(m_monitor->feed().loaded().reachedEnd());
    m_database->execute(u"DELETE FROM public.tasks WHERE id = '%1'"_s.arg(sampleId(2)));
    look();
    QCOMPARE(idAt(m_view->model()->rowCount() - 1), sampleId(1));
    QVERIFY(!ids().contains(sampleId(2)));

    press(m_pane.get(), Qt::Key_Home);
    settle();
    QCOMPARE(idAt(0), sampleId(taskCount));
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);
    QVERIFY(m_monitor->feed().loaded().reachedStart());
}

void TestTaskTableView::scrollsThroughAllPages()
{
    show();
    clickRow(0);
    for (int presses = 0; presses < taskCount && m_view->currentTask() != TaskId(sampleId(1)); ++presses) {
        press(m_pane.get(), Qt::Key_PageDown);
        settle();
    }
    QCOMPARE(m_view->currentTask(), TaskId(sampleId(1)));
    QCOMPARE(ids(), storedIds(*m_database));
    // From the end on, upwards, whatever was let go.
    press(m_pane.get(), Qt::Key_Home);
    settle();
    press(m_pane.get(), Qt::Key_End);
    settle();
    clickRow(m_view->model()->rowCount() - 1);
    for (int presses = 0; presses < taskCount && m_view->currentTask() != TaskId(sampleId(taskCount));
         ++presses) {
        press(m_pane.get(), Qt::Key_PageUp);
        settle();
    }
    QCOMPARE(m_view->currentTask(), TaskId(sampleId(taskCount)));
    QCOMPARE(ids(), storedIds(*m_database));
}

void TestTaskTableView::taskThatLeftTheFilter()
{
    m_database->execute(
        u"UPDATE public.tasks SET status = 'processing' WHERE id > '%1'"_s.arg(sampleId(taskCount - 10)));
    TaskQuery query;
    query.filter.statuses = {{u"processing"_s}, false};
    show(query);
    QCOMPARE(ids(), sampleIds(taskCount, taskCount - 9));
    clickRow(2);
    clickRow(4, Qt::ControlModifier);
    setStatus(*m_database, taskCount - 2, u"completed"_s); // selected
    setStatus(*m_database, taskCount - 3, u"completed"_s); // not selected
    look();
    QCOMPARE(ids().size(), 9);
    QCOMPARE(idAt(2), sampleId(taskCount - 2));
    QCOMPARE(m_pane->model()->row(2).presence, LoadedRow::Presence::LeftFilter);
    QCOMPARE(m_pane->model()->row(2).task.status.toText(), u"completed"_s);
    QCOMPARE(selected(), QSet<QString>({sampleId(taskCount - 2), sampleId(taskCount - 4)}));

    setStatus(*m_database, taskCount - 2, u"processing"_s); // back again
    look();
    QCOMPARE(m_pane->model()->row(2).presence, LoadedRow::Presence::Listed);
    setStatus(*m_database, taskCount - 2, u"failed"_s);
    look();
    QCOMPARE(m_pane->model()->row(2).presence, LoadedRow::Presence::LeftFilter);
    clickRow(0); // selects another
    look();
    QVERIFY(!ids().contains(sampleId(taskCount - 2)));
    QCOMPARE(selected(), QSet<QString>{sampleId(taskCount)});
}

void TestTaskTableView::tasksThatLeaveTheFilterAbove_data()
{
    QTest::addColumn<int>("top"); // the first row in sight, below which one is selected
    QTest::addColumn<int>("pixels"); // of it that are hidden
    QTest::addColumn<int>("from"); // the rows that leave
    QTest::addColumn<int>("to");

    QTest::newRow("out of sight") << 30 << 5 << 10 << 25;
    QTest::newRow("pages below the start") << 300 << 0 << 255 << 290;
    QTest::newRow("up to the first in sight") << 30 << 0 << 20 << 29;
    QTest::newRow("the first in sight too") << 30 << 7 << 20 << 31;
    QTest::newRow("all that are above") << 5 << 0 << 0 << 4;
}

// The rows in sight stay where they are, as long as there is something above to make up for it.
void TestTaskTableView::tasksThatLeaveTheFilterAbove()
{
    QFETCH(int, top);
    QFETCH(int, pixels);
    QFETCH(int, from);
    QFETCH(int, to);
    m_database->execute(u"UPDATE public.tasks SET status = 'processing'"_s);
    TaskQuery query;
    query.filter.statuses = {{u"processing"_s}, false};
    show(query);
    for (int row = 50; row < top; row += 50)
        scrollTo(row); // which loads what follows
    scrollTo(top, pixels);
    clickRow(top + 4);
    const QString kept = idAt(top + 4);
    const int place = m_view->visualRect(m_view->currentIndex()).top();
    scrollTo(top, pixels); // if the click has moved it
    QStringList left;
    for (int row = from; row <= to; ++row)
        left += idAt(row);
    m_database->execute(
        u"UPDATE public.tasks SET status = 'completed', updated_at = now() WHERE id IN ('%1')"_s.arg(
            left.join("', '"_L1)));
    look();
    look(); // from where it is now
    const int row = int(ids().indexOf(kept));
    QVERIFY(row < top + 4);
    QCOMPARE(selected(), QSet<QString>{kept});
    QCOMPARE(m_view->visualRect(m_view->model()->index(row, 0)).top(), place);
}

void TestTaskTableView::deletedTask()
{
    show();
    clickRow(3);
    const QString id = idAt(3);
    m_database->execute(u"DELETE FROM public.tasks WHERE id = '%1'"_s.arg(id));
    look();
    QCOMPARE(idAt(3), id);
    QCOMPARE(m_pane->model()->row(3).presence, LoadedRow::Presence::Deleted);
    const QModelIndex status = m_pane->model()->index(3, column::sectionOf(TaskField::Status));
    QCOMPARE(status.data(Qt::AccessibleTextRole).toString(),
             status.data().toString() + u", deleted"_s); // which others see by the font
    QCOMPARE(selected(), QSet<QString>{id});
    QCOMPARE(m_view->selectedTasks().size(), 0);
    press(m_pane.get(), Qt::Key_Down);
    look();
    QVERIFY(!ids().contains(id));
    QCOMPARE(selected(), QSet<QString>{sampleId(taskCount - 4)});
    QCOMPARE(ids().mid(0, 5), storedIds(*m_database).mid(0, 5));
}

void TestTaskTableView::otherSortKeepsTheSelection()
{
    m_database->execute(u"DELETE FROM public.tasks WHERE id > '%1'"_s.arg(sampleId(50)));
    show();
    clickRow(2);
    clickRow(4, Qt::ControlModifier);
    m_monitor->setQuery({{}, {TaskField::CreatedAt, Qt::AscendingOrder}});
    settle();
    QCOMPARE(ids(), sampleIds(1, 50));
    QCOMPARE(selected(), QSet<QString>({sampleId(48), sampleId(46)}));
    QCOMPARE(m_view->currentTask(), TaskId(sampleId(46)));

    m_monitor->setQuery({{}, {TaskField::CreatedAt, Qt::DescendingOrder}});
    settle();
    QCOMPARE(m_view->currentIndex().row(), 4);
    coverCurrentRow(); // the other order is seen from its beginning
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);
}

// By the end's page the others are let go, and by the start's they come back.
void TestTaskTableView::staysSelectedWhenNotLoaded()
{
    show();
    clickRow(2);
    clickRow(4, Qt::ControlModifier);
    const QSet<QString> rows = selected();
    press(m_pane.get(), Qt::Key_End);
    settle();
    QVERIFY(m_pane->model()->rowOf(TaskId(sampleId(taskCount - 2))) < 0);
    QCOMPARE(selected(), QSet<QString>());
    QCOMPARE(chosen(), sampleIds(taskCount - 4, taskCount - 4) + sampleIds(taskCount - 2, taskCount - 2));
    QCOMPARE(m_view->selectedTasks().first().type, u"concept_generation"_s);
    QCOMPARE(brief(), u"2 selected"_s);
    look();
    QCOMPARE(chosen().size(), 2);

    const int last = m_view->model()->rowCount() - 1;
    clickRow(last, Qt::ControlModifier);
    QCOMPARE(chosen().first(), sampleId(1)); // what is loaded comes first
    QCOMPARE(chosen().size(), 3);

    m_monitor->setQuery({{}, {TaskField::CreatedAt, Qt::AscendingOrder}});
    settle();
    QCOMPARE(selected(), QSet<QString>{sampleId(1)});
    QCOMPARE(chosen().size(), 3);
    m_monitor->setQuery({});
    settle();
    QCOMPARE(selected(), rows);
    QCOMPARE(chosen().size(), 3);

    press(m_pane.get(), Qt::Key_Escape);
    QCOMPARE(chosen(), QStringList());
    QCOMPARE(brief(), QString());
}

// What a person does not see any more and did not scroll away from is not deleted by a press of a key.
void TestTaskTableView::otherFilterKeepsWhatItLists()
{
    setStatus(*m_database, taskCount - 2, u"failed"_s);
    show();
    clickRow(2);
    clickRow(4, Qt::ControlModifier);
    TaskQuery failed;
    failed.filter.statuses.values = {u"failed"_s};
    m_monitor->setQuery(failed);
    settle();
    QCOMPARE(chosen(), QStringList{sampleId(taskCount - 2)});
    m_monitor->setQuery({});
    settle();
    QCOMPARE(chosen(), QStringList{sampleId(taskCount - 2)});
}

void TestTaskTableView::clickLetsGoOfWhatIsNotLoaded()
{
    show();
    clickRow(2);
    press(m_pane.get(), Qt::Key_End);
    settle();
    QCOMPARE(chosen(), QStringList{sampleId(taskCount - 2)});
    clickRow(m_view->model()->rowCount() - 1);
    QCOMPARE(chosen(), QStringList{sampleId(1)});
    m_view->clearSelection();

    m_monitor->setQuery({{}, {TaskField::CreatedAt, Qt::AscendingOrder}});
    settle();
    clickRow(0);
    press(m_pane.get(), Qt::Key_End);
    settle();
    QCOMPARE(chosen(), QStringList{sampleId(1)});
    m_view->clearSelection(); // of which no row is there
    QVERIFY(m_view->selection().isEmpty());
    press(m_pane.get(), Qt::Key_Home);
    settle();
    QCOMPARE(selected(), QSet<QString>());
}

void TestTaskTableView::everythingThatMatches()
{
    show();
    QTRY_VERIFY_WITH_TIMEOUT(m_monitor->totalBesideList(), patient);
    clickRow(2);
    m_view->taskSelection()->selectEverything();
    QVERIFY(m_view->selection().isEverything());
    QVERIFY(m_view->selection().tasks.isEmpty());
    QCOMPARE(m_view->selection().matching, TaskFilter());
    QCOMPARE(m_view->selection().total, (Count{taskCount, Count::Precision::Exact}));
    QCOMPARE(brief(), u"all 600 that match selected"_s);
    QCOMPARE(selected().size(), m_view->model()->rowCount());

    scrollTo(150); // another page comes
    QVERIFY(m_view->model()->rowCount() > 200);
    QCOMPARE(selected().size(), m_view->model()->rowCount());
    press(m_pane.get(), Qt::Key_End);
    settle();
    QCOMPARE(selected().size(), m_view->model()->rowCount());

    // What no longer matches is none of it: it is not held.
    const QString gone = idAt(m_view->model()->rowCount() - 2);
    m_database->execute(u"DELETE FROM public.tasks WHERE id = '%1'"_s.arg(gone));
    look();
    QVERIFY(!ids().contains(gone));
    QVERIFY(m_view->selection().isEverything());

    clickRow(m_view->model()->rowCount() - 1,
             Qt::ControlModifier); // all but that one, of those that are here
    QVERIFY(!m_view->selection().isEverything());
    QCOMPARE(chosen().size(), m_view->model()->rowCount() - 1);
}

void TestTaskTableView::everythingEnds_data()
{
    QTest::addColumn<QString>("by");
    QTest::addColumn<int>("left");

    QTest::newRow("Escape") << u"Escape"_s << 0;
    QTest::newRow("another row") << u"click"_s << 1;
    QTest::newRow("Home") << u"Home"_s << 0;
    QTest::newRow("another filter") << u"filter"_s << 0;
    QTest::newRow("another viewpoint") << u"clear"_s << 0;
    QTest::newRow("nothing is left") << u"truncate"_s << 0;
}

void TestTaskTableView::everythingEnds()
{
    QFETCH(QString, by);
    QFETCH(int, left);
    show();
    m_view->taskSelection()->selectEverything();
    QVERIFY(m_view->selection().isEverything());
    if (by == "Escape"_L1) {
        press(m_pane.get(), Qt::Key_Escape);
    } else if (by == "click"_L1) {
        clickRow(3);
    } else if (by == "Home"_L1) {
        press(m_pane.get(), Qt::Key_Home);
    } else if (by == "filter"_L1) {
        TaskQuery query;
        query.filter.statuses = {{u"completed"_s}};
        m_monitor->setQuery(query);
        QVERIFY(m_view->selection().isEmpty()); // at once
        settle();
    } else if (by == "clear"_L1) {
        m_monitor->feed().clear();
    } else {
        m_database->execute(u"TRUNCATE public.tasks"_s);
        look();
    }
    QVERIFY(!m_view->selection().isEverything());
    QCOMPARE(chosen().size(), left);
}

void TestTaskTableView::everythingStaysWithAnotherSort()
{
    show();
    m_view->taskSelection()->selectEverything();
    m_monitor->setQuery({{}, {TaskField::CreatedAt, Qt::AscendingOrder}});
    settle();
    QCOMPARE(idAt(0), sampleId(1));
    QVERIFY(m_view->selection().isEverything());
    QCOMPARE(selected().size(), m_view->model()->rowCount());
}

void TestTaskTableView::offersTheRest()
{
    show();
    QTRY_VERIFY_WITH_TIMEOUT(m_monitor->totalBesideList(), patient);
    const auto *text = m_pane->findChild<QLabel *>(u"selectionText"_s);
    auto *action = m_pane->findChild<QPushButton *>(u"selectionAction"_s);
    const auto place = [this] {
        return m_view->viewport()->mapTo(m_pane.get(),
                                         m_view->visualRect(m_view->model()->index(5, 0)).topLeft());
    };
    const QPoint before = place();
    clickRow(5);
    QVERIFY(!text->isVisible());
    press(m_pane.get(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(chosen().size(), 200);
    QVERIFY(text->isVisible());
    QCOMPARE(text->text(), u"200 selected."_s);
    QCOMPARE(action->text(), u"Select all 600 that match"_s);
    QCOMPARE(place(), before); // the rows have not moved
    clickRow(7);
    QVERIFY(!text->isVisible());
    QCOMPARE(place(), before);

    press(m_pane.get(), Qt::Key_A, Qt::ControlModifier);
    click(action);
    QVERIFY(m_view->selection().isEverything());
    QCOMPARE(text->text(), u"All 600 task(s) that match are selected."_s);
    QCOMPARE(action->text(), u"Clear selection"_s);
    QCOMPARE(place(), before);
    insertSamples(*m_database, taskCount + 1, taskCount + 1);
    m_monitor->refresh(); // the counters, too
    QTRY_COMPARE_WITH_TIMEOUT(text->text(), u"All 601 task(s) that match are selected."_s, patient);
    click(action);
    QVERIFY(m_view->selection().isEmpty());
    QVERIFY(!text->isVisible());
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);
    QVERIFY(m_view->hasFocus());
}

void TestTaskTableView::offersTheRestWhileScrolling()
{
    show();
    QTRY_VERIFY_WITH_TIMEOUT(m_monitor->totalBesideList(), patient);
    press(m_pane.get(), Qt::Key_A, Qt::ControlModifier);
    scrollTo(150);
    QVERIFY(m_view->model()->rowCount() > 200);
    const auto *text = m_pane->findChild<QLabel *>(u"selectionText"_s);
    QVERIFY(text->isVisible());
    QCOMPARE(text->text(), u"200 selected."_s);
    press(m_pane.get(), Qt::Key_Escape);
    QVERIFY(!text->isVisible());
}

void TestTaskTableView::offersNothingWhereNothingIsLeft()
{
    m_database->execute(u"DELETE FROM public.tasks WHERE id > '%1'"_s.arg(sampleId(50)));
    show();
    press(m_pane.get(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(chosen().size(), 50);
    QVERIFY(!m_pane->findChild<QLabel *>(u"selectionText"_s)->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(m_monitor->totalBesideList(), patient);
    QVERIFY(!m_pane->findChild<QLabel *>(u"selectionText"_s)->isVisible());
}

void TestTaskTableView::takenAwayRowsFade()
{
    Animations style(200);
    show();
    m_view->setStyle(&style);
    clickRow(3);
    clickRow(5, Qt::ControlModifier);
    clickRow(6, Qt::ControlModifier);
    const QString stays = idAt(6);
    const QStringList gone{idAt(3), idAt(5)};
    m_database->execute(u"DELETE FROM public.tasks WHERE id IN ('%1', '%2')"_s.arg(gone[0], gone[1]));
    m_view->takeAway({TaskId(gone[0]), TaskId(gone[1])});
    QCOMPARE(selected(), QSet<QString>{stays});
    QCOMPARE(idAt(3), gone[0]); // for a moment
    QTRY_VERIFY(!ids().contains(gone[0]) && !ids().contains(gone[1]));
    QCOMPARE(ids(), storedIds(*m_database).mid(0, 198));
    look();
    QCOMPARE(selected(), QSet<QString>{stays});
    m_view->setStyle(nullptr);
}

void TestTaskTableView::takenAwayRowsKeepThePlace()
{
    Animations none(0);
    show();
    m_view->setStyle(&none);
    scrollTo(30, 5);
    const QString top = idAt(topRow());
    const int pixel = m_view->rowViewportPosition(topRow());
    QVector<TaskKey> gone;
    for (int row = 20; row < 25; ++row)
        gone += TaskId(idAt(row));
    m_view->takeAway(gone);
    QCOMPARE(m_view->model()->rowCount(), 195); // at once
    QCOMPARE(idAt(topRow()), top);
    QCOMPARE(m_view->rowViewportPosition(topRow()), pixel);
    m_view->setStyle(nullptr);
}

void TestTaskTableView::selectedIconIsSeenWhenDimmed()
{
    show();
    clickRow(1);
    QRect icon = m_view->visualRect(m_view->model()->index(1, column::sectionOf(TaskField::Status)));
    icon.setWidth(icon.height());
    const auto picture = [&] { return m_view->viewport()->grab(icon).toImage(); };
    const QImage selected = picture();
    icon.translate(0, m_view->rowHeight(0));
    const QImage other = picture();
    m_view->setDimmed(true);
    QVERIFY(picture() != other);
    icon.translate(0, -m_view->rowHeight(0));
    const QImage dimmed = picture();
    QVERIFY(dimmed != selected);
    const QRgb ground = theme::selection().rgb();
    int drawn = 0;
    for (int y = 0; y < dimmed.height(); ++y) {
        for (int x = dimmed.width() / 4; x < dimmed.width(); ++x) // beside the bar at the edge
            drawn += dimmed.pixel(x, y) != ground;
    }
    QVERIFY2(drawn > 20, qPrintable(QString::number(drawn)));
}

void TestTaskTableView::layout()
{
    show();
    QHeaderView *header = m_view->horizontalHeader();
    m_view->setColumnWidth(column::sectionOf(TaskField::Type), 222);
    m_view->setColumnHidden(column::sectionOf(TaskField::UserId), true);
    m_view->setColumnHidden(column::sectionOf(TaskField::ResultId), false);
    header->moveSection(header->visualIndex(column::sectionOf(TaskField::CreatedAt)), 0);
    m_view->showSort({TaskField::Type, Qt::AscendingOrder});
    const QByteArray layout = m_view->columns()->save();

    TablePane other(*m_monitor);
    other.resize(m_pane->size());
    QHeaderView *otherHeader = other.view()->horizontalHeader();
    other.view()->showSort({TaskField::UpdatedAt, Qt::DescendingOrder});
    int sorts = 0;
    connect(other.model(), &TaskTableModel::sortRequested, this, [&] { ++sorts; });
    other.view()->columns()->restore(layout);
    QCOMPARE(other.view()->columnWidth(column::sectionOf(TaskField::Type)), 222);
    QVERIFY(other.view()->isColumnHidden(column::sectionOf(TaskField::UserId)));
    QVERIFY(!other.view()->isColumnHidden(column::sectionOf(TaskField::ResultId)));
    QCOMPARE(otherHeader->visualIndex(column::sectionOf(TaskField::CreatedAt)), 0);
    QCOMPARE(otherHeader->sortIndicatorSection(),
             column::sectionOf(TaskField::UpdatedAt)); // the sort is the query's
    QCOMPARE(otherHeader->sortIndicatorOrder(), Qt::DescendingOrder);
    QCOMPARE(sorts, 0);
    clickAt(header->viewport(),
            {header->sectionViewportPosition(column::sectionOf(TaskField::Id)) + 10, header->height() / 2});
    QCOMPARE(otherHeader->sortIndicatorSection(), column::sectionOf(TaskField::UpdatedAt));

    other.view()->columns()->restore("not a layout");
    QCOMPARE(other.view()->columnWidth(column::sectionOf(TaskField::Type)), 222);
}

QAction *TestTaskTableView::headerEntry(QHeaderView *header, TaskField column, const QString &text)
{
    const int x = std::max(0, header->sectionViewportPosition(column::sectionOf(column))) + 20;
    clickAt(header->viewport(), {x, header->height() / 2}, {}, Qt::RightButton);
    const auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    return menu ? entry(menu, text) : nullptr;
}

void TestTaskTableView::pinCreated()
{
    show();
    m_view->setColumnWidth(column::sectionOf(TaskField::Id), 900);
    QAction *pin = headerEntry(m_view->horizontalHeader(), TaskField::Status, u"Pin at the Left"_s);
    QVERIFY(pin);
    QApplication::activePopupWidget()->close();
    m_view->findChild<PinnedColumns *>()->pin(column::sectionOf(TaskField::CreatedAt));
    m_view->horizontalScrollBar()->setValue(300);
}

void TestTaskTableView::pinnedColumnsStay()
{
    pinCreated();
    auto *pinned = m_view->findChild<PinnedColumns *>();
    QHeaderView *header = m_view->horizontalHeader();
    QCOMPARE(header->visualIndex(column::sectionOf(TaskField::CreatedAt)), 0);
    QVERIFY(pinned->isVisible());
    QCOMPARE(pinned->width(), m_view->columnWidth(column::sectionOf(TaskField::CreatedAt)));
    QCOMPARE(pinned->horizontalHeader()->height(), header->height());

    // What is seen there is what the table itself shows where it begins.
    const QRect seen(0, 0, pinned->width() - 1, m_view->viewport()->height()); // a line stands at the edge
    const QImage picture = pinned->viewport()->grab(seen).toImage();
    const QImage title = pinned->horizontalHeader()->grab().toImage();
    m_view->horizontalScrollBar()->setValue(0);
    QVERIFY(!pinned->isVisible());
    QCOMPARE(picture, m_view->viewport()->grab(seen).toImage());
    const QRect words = title.rect().adjusted(4, 2, -8, -2); // at the last column's edge is another line
    QCOMPARE(title.copy(words), header->grab(title.rect()).toImage().copy(words));

    QAction *unpin = headerEntry(header, TaskField::CreatedAt, u"Unpin"_s);
    QVERIFY(unpin);
    unpin->trigger();
    QApplication::activePopupWidget()->close();
    m_view->horizontalScrollBar()->setValue(300);
    QVERIFY(!pinned->isVisible());
}

// A click there is one on the row, whatever was clicked before.
void TestTaskTableView::pinnedColumnsArePartOfTheTable()
{
    pinCreated();
    auto *pinned = m_view->findChild<PinnedColumns *>();
    const auto place = [&](int row) {
        return pinned->visualRect(m_view->model()->index(row, column::sectionOf(TaskField::CreatedAt)))
            .center();
    };
    const auto inTable = [&](int row) {
        return QPoint(m_view->viewport()->width() - 20, m_view->rowViewportPosition(row) + 5);
    };
    clickAt(pinned->viewport(), place(2));
    QCOMPARE(selected(), QSet<QString>{idAt(2)});
    QCOMPARE(m_view->horizontalScrollBar()->value(), 300);
    QCOMPARE(m_view->currentIndex(), m_view->model()->index(2, column::sectionOf(TaskField::CreatedAt)));
    clickAt(m_view->viewport(), inTable(4));
    clickAt(pinned->viewport(), place(6), Qt::ShiftModifier);
    QCOMPARE(selected(), (QSet<QString>{idAt(4), idAt(5), idAt(6)}));
    clickAt(pinned->viewport(), place(9), Qt::ControlModifier);
    QCOMPARE(selected().size(), 4);
    QCOMPARE(m_view->horizontalScrollBar()->value(), 300);
    QVERIFY(m_view->hasFocus());

    QModelIndex asked;
    QPoint at;
    connect(m_view, &TaskTableView::menuRequested, this,
            [&](const QModelIndex &index, const QPoint &position) {
                asked = index;
                at = position;
            });
    QContextMenuEvent event(QContextMenuEvent::Mouse, place(3), pinned->viewport()->mapToGlobal(place(3)));
    QApplication::sendEvent(pinned->viewport(), &event);
    QCOMPARE(asked, m_view->model()->index(3, column::sectionOf(TaskField::CreatedAt)));
    QCOMPARE(at, pinned->viewport()->mapToGlobal(place(3)));
    clickAt(pinned->viewport(), place(3));
    QContextMenuEvent byKey(QContextMenuEvent::Keyboard, {}, {});
    QApplication::sendEvent(m_view->viewport(), &byKey);
    QVERIFY((at - pinned->viewport()->mapToGlobal(place(3))).manhattanLength() <= 1); // a half is rounded

    int activated = 0;
    connect(m_view, &TaskTableView::activatedTask, this, [&] { ++activated; });
    QTest::mouseDClick(m_pane->windowHandle(), Qt::LeftButton, {},
                       pinned->viewport()->mapTo(m_pane.get(), place(11)));
    QCOMPARE(activated, 1);
}

void TestTaskTableView::pinnedColumnsFollowTheRows()
{
    pinCreated();
    auto *pinned = m_view->findChild<PinnedColumns *>();
    const auto isLevel = [&](int row) {
        return pinned->rowViewportPosition(row) == m_view->rowViewportPosition(row);
    };
    scrollTo(50, 7);
    QVERIFY(isLevel(52));
    insertSamples(*m_database, taskCount + 1, taskCount + 5);
    m_database->execute(u"DELETE FROM public.tasks WHERE id = '%1'"_s.arg(idAt(10)));
    look();
    QVERIFY(isLevel(topRow()));
    press(m_pane.get(), Qt::Key_End);
    settle();
    QVERIFY(isLevel(int(m_view->model()->rowCount()) - 1));
    press(m_pane.get(), Qt::Key_Home);
    settle();
    QVERIFY(isLevel(0));
    QCOMPARE(m_view->horizontalScrollBar()->value(), 300);

    // The keys lead to no column that is covered.
    clickAt(m_view->viewport(), {m_view->viewport()->width() - 20, 5});
    for (int i = 0; i < column::count; ++i) {
        press(m_pane.get(), Qt::Key_Left);
        const QRect seen = m_view->visualRect(m_view->currentIndex());
        QVERIFY(m_view->currentIndex().column() == column::sectionOf(TaskField::CreatedAt)
                || seen.left() >= pinned->coveredWidth() || seen.width() > m_view->width());
    }
}

void TestTaskTableView::pinnedColumnsAreSortedAndSized()
{
    pinCreated();
    auto *pinned = m_view->findChild<PinnedColumns *>();
    QHeaderView *own = pinned->horizontalHeader();
    std::optional<TaskSort> sort;
    connect(m_pane->model(), &TaskTableModel::sortRequested, this,
            [&](const TaskSort &asked) { sort = asked; });
    clickAt(own->viewport(), {20, own->height() / 2});
    QVERIFY(sort);
    QCOMPARE(sort->field, TaskField::CreatedAt);
    m_view->showSort(*sort);
    QCOMPARE(own->sortIndicatorSection(), column::sectionOf(TaskField::CreatedAt));
    QCOMPARE(own->sortIndicatorOrder(), sort->order);

    const int width = pinned->width();
    const QPoint edge = own->viewport()->mapTo(m_pane.get(), QPoint(pinned->width() - 2, own->height() / 2));
    QTest::mousePress(m_pane->windowHandle(), Qt::LeftButton, {}, edge);
    QTest::mouseMove(m_pane->windowHandle(), edge + QPoint(20, 0));
    QTest::mouseMove(m_pane->windowHandle(), edge + QPoint(40, 0));
    QTest::mouseRelease(m_pane->windowHandle(), Qt::LeftButton, {}, edge + QPoint(40, 0));
    QCOMPARE(pinned->width(), m_view->columnWidth(column::sectionOf(TaskField::CreatedAt)));
    QVERIFY2(pinned->width() >= width + 30, qPrintable(QString::number(pinned->width())));

    QAction *hide = headerEntry(own, TaskField::CreatedAt, u"Created"_s);
    QVERIFY(hide);
    hide->trigger();
    QApplication::activePopupWidget()->close();
    QVERIFY(!pinned->isVisible());
    QAction *showAgain = headerEntry(m_view->horizontalHeader(), TaskField::Id, u"Created"_s);
    QVERIFY(showAgain);
    showAgain->trigger();
    QApplication::activePopupWidget()->close();
    QVERIFY(pinned->isVisible());
    QAction *unpin = headerEntry(own, TaskField::CreatedAt, u"Unpin"_s);
    QVERIFY(unpin);
    unpin->trigger();
    QApplication::activePopupWidget()->close();
    QVERIFY(!pinned->isVisible());
}

void TestTaskTableView::draggingPins()
{
    pinCreated();
    auto *pinned = m_view->findChild<PinnedColumns *>();
    QHeaderView *header = m_view->horizontalHeader();
    header->moveSection(header->visualIndex(column::sectionOf(TaskField::Type)), 0);
    QCOMPARE(pinned->count(), 2);
    QVERIFY(pinned->isPinned(column::sectionOf(TaskField::Type))
            && pinned->isPinned(column::sectionOf(TaskField::CreatedAt)));
    QCOMPARE(pinned->width(),
             m_view->columnWidth(column::sectionOf(TaskField::Type))
                 + m_view->columnWidth(column::sectionOf(TaskField::CreatedAt)));
    header->moveSection(header->visualIndex(column::sectionOf(TaskField::CreatedAt)), 4);
    QCOMPARE(pinned->count(), 1);
    QVERIFY(pinned->isPinned(column::sectionOf(TaskField::Type))
            && !pinned->isPinned(column::sectionOf(TaskField::CreatedAt)));
    header->moveSection(3, 5); // beside them
    QCOMPARE(pinned->count(), 1);
}

// A column as wide as the window would leave nothing to be scrolled.
void TestTaskTableView::pinsWhatFits()
{
    pinCreated();
    auto *pinned = m_view->findChild<PinnedColumns *>();
    const int narrow = pinned->width();
    pinned->pin(column::sectionOf(TaskField::Id)); // of 900 pixels
    QCOMPARE(pinned->count(), 2);
    QCOMPARE(pinned->width(), narrow);
    m_view->setColumnWidth(column::sectionOf(TaskField::Id), 200);
    m_view->setColumnWidth(column::sectionOf(TaskField::Type), 900);
    m_view->horizontalScrollBar()->setValue(300);
    QCOMPARE(pinned->width(), narrow + 200);
}

void TestTaskTableView::pinsArePartOfTheLayout()
{
    pinCreated();
    const QByteArray layout = m_view->columns()->save();
    TablePane other(*m_monitor);
    auto *pinned = other.view()->findChild<PinnedColumns *>();
    other.view()->columns()->restore(layout);
    QCOMPARE(pinned->count(), 1);
    QVERIFY(pinned->isPinned(column::sectionOf(TaskField::CreatedAt)));
    QCOMPARE(other.view()->columns()->save(), layout);
    other.view()->columns()->restore("not a layout");
    QCOMPARE(pinned->count(), 1);
    m_view->findChild<PinnedColumns *>()->unpin(column::sectionOf(TaskField::CreatedAt));
    other.view()->columns()->restore(m_view->columns()->save()); // as one of an earlier version
    QCOMPARE(pinned->count(), 0);
}

void TestTaskTableView::keys()
{
    show();
    int activated = 0;
    connect(m_view, &TaskTableView::activatedTask, this, [&] { ++activated; });
    clickRow(1);
    press(m_pane.get(), Qt::Key_Return);
    QCOMPARE(activated, 1);
    press(m_pane.get(), Qt::Key_Enter);
    QCOMPARE(activated, 2);
    const QPoint place = m_view->visualRect(m_view->model()->index(3, 1)).center();
    QTest::mouseDClick(m_pane->windowHandle(), Qt::LeftButton, {},
                       m_view->viewport()->mapTo(m_pane.get(), place));
    QCOMPARE(activated, 3);
    QCOMPARE(m_view->currentTask(), TaskId(idAt(3)));
    press(m_pane.get(), Qt::Key_Escape);
    QCOMPARE(selected(), QSet<QString>());
    QVERIFY(!m_view->currentTask());
}

WATCHBILL_WINDOW_TEST(TestTaskTableView)

} // namespace tst_tasktableview

#include "tst_tasktableview.moc"
