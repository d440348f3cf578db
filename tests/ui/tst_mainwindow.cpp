// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "detail/detailpanel.h"
#include "openwindow.h"
#include "overview/overviewpanel.h"
#include "privatesettings.h"
#include "sampletasks.h"
#include "theme/theme.h"
#include "views/shellcommand.h"
#include "windowtest.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QScrollBar>
#include <QShortcut>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QTreeWidget>

namespace tst_mainwindow {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

/// The window as a whole: what its keys and menus do, and when it looks at the server.
class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void settlesWithAllNumbers();
    void opens();
    void sidebarStandsStill();
    void followsTheServer();
    void pauses();
    void looksOnce();
    void setsTheInterval();
    void movesAmongRows();
    void sorts();
    void copies_data();
    void copies();
    void copiesErrors();
    void copiesForATicket();
    void copiesJson();
    void keysBelongToTheField();
    void hidesColumns();
    void showsShortcuts();
    void goesAboutWithKeys();
    void marksTheFocus();
    void marksNoRowThatIsOnlyLeftOver();
    void closes();

private:
    void open(); // waits for the first rows

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

void TestMainWindow::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
}

void TestMainWindow::init()
{
    m_settings->clear();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Supabase);
    insertSamples(*m_database, 1, 3, {.status = u"pending"_s, .user = 2});
    insertSamples(*m_database, 4, 5, {.status = u"failed"_s, .error = u"out of memory\nat render()"_s});
}

void TestMainWindow::cleanup()
{
    m_open.reset();
    m_database.reset();
}

void TestMainWindow::open()
{
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), storedIds(*m_database), patient);
}

// Whether it has a scroll bar or not.
void TestMainWindow::sidebarStandsStill()
{
    for (int user = 3; user < 30; ++user)
        insertSamples(*m_database, 10 + user, 10 + user, {.user = user});
    open();
    const auto *panel = m_open->window()->findChild<OverviewPanel *>();
    const auto *list = m_open->find<QTreeWidget>(u"types"_s);
    const QScrollBar *bar = panel->verticalScrollBar();
    m_open->window()->resize(1280, 1400);
    QTRY_VERIFY_WITH_TIMEOUT(!bar->isVisible(), patient);
    QCoreApplication::processEvents();
    const int width = list->width();
    QVERIFY(width > 0);
    m_open->window()->resize(1280, 500);
    QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), patient);
    QCoreApplication::processEvents();
    QCOMPARE(list->width(), width);
    const auto *note = m_open->find<QLabel>(u"usersNote"_s);
    QTRY_VERIFY_WITH_TIMEOUT(note->isVisible(), patient);
    QVERIFY(note->y() >= m_open->find<QTreeWidget>(u"users"_s)->geometry().bottom());
}

// A picture that is taken then shows all of them.
void TestMainWindow::settlesWithAllNumbers()
{
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    const auto lacking = [this] {
        QStringList names;
        for (const QString &list : {u"views"_s, u"statuses"_s, u"types"_s, u"users"_s}) {
            const auto *tree = m_open->find<QTreeWidget>(list);
            for (int i = 0; i < tree->topLevelItemCount(); ++i) {
                if (tree->topLevelItem(i)->text(1).isEmpty())
                    names += tree->topLevelItem(i)->text(0);
            }
        }
        return names;
    };
    QStringList lackingThen{u"everything"_s};
    connect(m_open->window(), &MainWindow::settled, this, [&] { lackingThen = lacking(); });
    QTRY_COMPARE_WITH_TIMEOUT(lackingThen, QStringList(), patient);
}

void TestMainWindow::opens()
{
    m_open = std::make_unique<OpenWindow>(m_database->profile(), u"Production"_s);
    QSignalSpy settled(m_open->window(), &MainWindow::settled);
    QTRY_COMPARE_WITH_TIMEOUT(settled.size(), 1, patient);
    QCOMPARE(m_open->ids(), sampleIds(5, 1));
    QCOMPARE(m_open->window()->windowTitle(), u"Production"_s);
    QCOMPARE(m_open->text(0, TaskField::Status), u"failed"_s);
    QCOMPARE(m_open->text(0, TaskField::Type), u"concept_generation"_s);
    QCOMPARE(m_open->text(0, TaskField::Id), u"00000005"_s);
    QCOMPARE(m_open->text(0, TaskField::UserId), u"a0000001"_s);
    QCOMPARE(m_open->text(0, TaskField::Duration), u"30 s"_s);
    QCOMPARE(m_open->text(0, TaskField::ErrorMessage), u"out of memory"_s);
    QVERIFY(m_open->table()->hasFocus()); // its keys work from the start
    QCOMPARE(m_open->find<QLabel>(u"statusConnection"_s)->text(), u"● watchbill@"_s + m_database->name());
    QCOMPARE(m_open->find<QLabel>(u"statusPlace"_s)->text(), u"1–5 of 5"_s);
    QCOMPARE(m_open->find<QLabel>(u"viewpoint"_s)->text(), u"watchbill · sees all rows (bypasses RLS)"_s);
}

void TestMainWindow::followsTheServer()
{
    open();
    insertSamples(*m_database, 6, 6, {.status = u"pending"_s});
    setStatus(*m_database, 4, u"processing"_s);
    m_database->execute(u"DELETE FROM public.tasks WHERE id = '%1'"_s.arg(sampleId(2)));
    // Nobody asks it to: it looks by itself.
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(),
                              QStringList({sampleId(6), sampleId(5), sampleId(4), sampleId(3), sampleId(1)}),
                              patient);
    QCOMPARE(m_open->text(2, TaskField::Status), u"processing"_s);
}

void TestMainWindow::pauses()
{
    open();
    RefreshScheduler &scheduler = m_open->monitor().scheduler();
    press(m_open->window(), Qt::Key_Space);
    QVERIFY(scheduler.isPaused());
    QTRY_COMPARE_WITH_TIMEOUT(scheduler.remaining(), 0ms,
                              patient); // nothing is planned, and what ran is over
    QTRY_VERIFY_WITH_TIMEOUT(!m_open->monitor().feed().isLoading(), patient);
    QSignalSpy looks(&scheduler, &RefreshScheduler::tick);
    insertSamples(*m_database, 6, 6);
    QVERIFY(m_open->find<QStatusBar>(QString())->findChildren<QLabel *>()[1]->text().endsWith(u"paused"_s));

    m_open->refresh(); // once
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(6, 1), patient);
    QCOMPARE(looks.size(), 1);
    QVERIFY(scheduler.isPaused());
    QCOMPARE(scheduler.remaining(), 0ms);

    insertSamples(*m_database, 7, 7);
    press(m_open->window(), Qt::Key_Space);
    QVERIFY(!scheduler.isPaused());
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(7, 1), patient);
}

void TestMainWindow::looksOnce()
{
    QSettings().setValue(u"refresh/milliseconds"_s, 0);
    open();
    QCOMPARE(m_open->find<QComboBox>(u"interval"_s)->currentText(), u"Off"_s);
    insertSamples(*m_database, 6, 6);
    m_open->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(6, 1), patient);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->find<QLabel>(u"statusPlace"_s)->text(), u"1–6 of 6"_s, patient);
    QCOMPARE(m_open->monitor().scheduler().remaining(), 0ms);
}

void TestMainWindow::setsTheInterval()
{
    open();
    auto *box = m_open->find<QComboBox>(u"interval"_s);
    QCOMPARE(m_open->monitor().scheduler().interval(), RefreshScheduler::defaultInterval);
    QCOMPARE(box->currentText(), u"Every 2 s"_s);
    box->setFocus();
    press(m_open->window(), Qt::Key_End);
    QCOMPARE(m_open->monitor().scheduler().interval(), 60s);
    press(m_open->window(), Qt::Key_Home);
    QCOMPARE(m_open->monitor().scheduler().interval(), 0s);
    press(m_open->window(), Qt::Key_Down);
    QCOMPARE(m_open->monitor().scheduler().interval(), 1s);
}

void TestMainWindow::movesAmongRows()
{
    open();
    m_open->clickCell(1, TaskField::Type);
    QCOMPARE(m_open->selectedIds(), QStringList{sampleId(4)});
    press(m_open->window(), Qt::Key_Down);
    QCOMPARE(m_open->selectedIds(), QStringList{sampleId(3)});
    press(m_open->window(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_open->selectedIds(), sampleIds(3, 2));
    QCOMPARE(m_open->find<QLabel>(u"statusSelected"_s)->text(), u"2 selected"_s);
    press(m_open->window(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(m_open->selectedIds(), sampleIds(5, 1));
    press(m_open->window(), Qt::Key_Escape);
    QCOMPARE(m_open->selectedIds(), QStringList());

    const auto *details = m_open->window()->findChild<DetailPanel *>();
    m_open->find<QAction>(u"showDetails"_s)->trigger();
    QVERIFY(!details->isVisible());
    m_open->clickCell(0, TaskField::Type);
    QVERIFY(!details->isVisible());
    press(m_open->window(), Qt::Key_Return);
    QVERIFY(details->isVisible());
}

void TestMainWindow::sorts()
{
    open();
    QHeaderView *header = m_open->table()->horizontalHeader();
    const auto clickHeader = [&](TaskField column) {
        clickAt(header->viewport(),
                {header->sectionViewportPosition(column::sectionOf(column)) + 20, header->height() / 2});
    };
    QCOMPARE(header->sortIndicatorSection(), column::sectionOf(TaskField::CreatedAt));
    QCOMPARE(header->sortIndicatorOrder(), Qt::DescendingOrder);
    clickHeader(TaskField::CreatedAt);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(1, 5), patient);
    clickHeader(TaskField::UserId);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->text(0, TaskField::UserId), u"a0000001"_s, patient);
    QCOMPARE(m_open->text(4, TaskField::UserId), u"a0000002"_s);
    clickHeader(TaskField::UserId);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->text(0, TaskField::UserId), u"a0000002"_s, patient);
    QCOMPARE(header->sortIndicatorSection(), column::sectionOf(TaskField::UserId));
}

void TestMainWindow::copies_data()
{
    QTest::addColumn<QString>("menuEntry");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("outcome"); // as the window says it

    QTest::newRow("cell") << u"Copy Cell"_s << u"out of memory\nat render()"_s << u"Copied the cell."_s;
    QTest::newRow("ids") << u"Copy Task IDs"_s << sampleId(5) + u'\n' + sampleId(4)
                         << u"Copied 2 task ID(s)."_s;
    QTest::newRow("rows")
        << u"Copy Rows"_s
        << "Status\tType\tTask ID\tUser ID\tCreated\tUpdated\tError\tResult ID\n"
           "failed\tconcept_generation\t%1\t%2\t2025-01-01T00:05:00.000000+00:00\t2025-01-01T00:05:30.000000+00:00\t"
           "out of memory at render()\t\n"_L1.arg(sampleId(5), sampleUser(1))
            + "failed\tconcept_generation\t%1\t%2\t2025-01-01T00:04:00.000000+00:00\t2025-01-01T00:04:30.000000+00:00\t"
              "out of memory at render()\t"_L1.arg(sampleId(4), sampleUser(1))
        << u"Copied 2 row(s)."_s;
    QTest::newRow("CSV")
        << u"Copy as CSV"_s
        << "Status,Type,Task ID,User ID,Created,Updated,Error\r\n"
           "failed,concept_generation,%1,%2,2025-01-01T00:05:00.000000+00:00,2025-01-01T00:05:30.000000+00:00,"
           "\"out of memory\nat render()\"\r\n"_L1.arg(sampleId(5), sampleUser(1))
            + "failed,concept_generation,%1,%2,2025-01-01T00:04:00.000000+00:00,2025-01-01T00:04:30.000000+00:00,"
              "\"out of memory\nat render()\"\r\n"_L1.arg(sampleId(4), sampleUser(1))
        << u"Copied 2 task(s) as CSV."_s;
    QTest::newRow("Markdown")
        << u"Copy as Markdown"_s
        << "| Status | Type | Task ID | User ID | Created | Updated | Error |\n"
           "| --- | --- | --- | --- | --- | --- | --- |\n"
           "| failed | concept_generation | %1 | %2 | 2025-01-01T00:05:00.000000+00:00 | "
           "2025-01-01T00:05:30.000000+00:00 | out of memory at render() |\n"_L1.arg(sampleId(5),
                                                                                     sampleUser(1))
            + "| failed | concept_generation | %1 | %2 | 2025-01-01T00:04:00.000000+00:00 | "
              "2025-01-01T00:04:30.000000+00:00 | out of memory at render() |"_L1.arg(sampleId(4),
                                                                                      sampleUser(1))
        << u"Copied 2 task(s) as Markdown."_s;
    QTest::newRow("list") << u"Copy IDs as SQL List"_s
                          << "\"id\" IN ('%1'::uuid, '%2'::uuid)"_L1.arg(sampleId(5), sampleId(4))
                          << u"Copied 2 task ID(s) as an SQL list."_s;
    QTest::newRow("query")
        << u"Copy as SQL Query"_s
        << "SELECT * FROM \"public\".\"tasks\" WHERE \"id\" IN ('%1'::uuid, '%2'::uuid);"_L1.arg(sampleId(5),
                                                                                                 sampleId(4))
        << u"Copied 2 task(s) as an SQL query."_s;
}

void TestMainWindow::copies()
{
    QFETCH(QString, menuEntry);
    open();
    m_open->clickCell(0, TaskField::ErrorMessage);
    m_open->clickCell(1, TaskField::ErrorMessage, Qt::ShiftModifier);
    QMenu *menu = m_open->openMenu(0, TaskField::ErrorMessage);
    QCOMPARE(m_open->selectedIds(), sampleIds(5, 4)); // a right click on it keeps the selection
    m_open->choose(menu, menuEntry);
    QTEST(QApplication::clipboard()->text(), "text");
    QTEST(m_open->window()->statusBar()->currentMessage(), "outcome");
}

void TestMainWindow::copiesErrors()
{
    const QString error = u"out of memory\n"_s + u"    at render()\n"_s.repeated(100);
    m_database->execute(
        u"UPDATE public.tasks SET error_message = '%1' WHERE id = '%2'"_s.arg(error, sampleId(5)));
    open();
    m_open->clickCell(0, TaskField::Type);
    m_open->choose(m_open->openMenu(0, TaskField::Type), u"Copy Error"_s);
    QTRY_COMPARE_WITH_TIMEOUT(QApplication::clipboard()->text(), error,
                              patient); // of which the table has less
    m_open->clickCell(4, TaskField::Type); // completed
    QVERIFY(!entry(m_open->openMenu(4, TaskField::Type), u"Copy Error"_s)->isEnabled());
}

void TestMainWindow::copiesForATicket()
{
    open();
    QApplication::clipboard()->clear();
    m_open->choose(m_open->openMenu(0, TaskField::Type), u"Copy for a Ticket"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!QApplication::clipboard()->text().isEmpty(), patient);
    const QString command =
        shellcommand::window(m_database->profile(), {{}, u"id:"_s + sampleId(5), TaskSort()});
    QCOMPARE(
        QApplication::clipboard()->text(),
        u"- Task ID: %1\n- Type: concept_generation\n- Status: failed\n- User ID: %2\n"
        "- Created: 2025-01-01T00:05:00.000000+00:00\n- Updated: 2025-01-01T00:05:30.000000+00:00\n"
        "- Duration: 30 s\n\nError:\n```\nout of memory\nat render()\n```\n\nTo see it:\n```\n%3\n```"_s.arg(
            sampleId(5), sampleUser(1), command));
}

void TestMainWindow::copiesJson()
{
    m_database->execute(
        u"UPDATE public.tasks SET metadata = '{\"seed\": 12345678901234567890.10}' WHERE id = '%1'"_s.arg(
            sampleId(5)));
    open();
    QApplication::clipboard()->clear();
    m_open->choose(m_open->openMenu(0, TaskField::Type), u"Copy as JSON"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!QApplication::clipboard()->text().isEmpty(), patient);
    const QString text = QApplication::clipboard()->text();
    QVERIFY2(text.contains(u"\"seed\": 12345678901234567890.10"_s), qPrintable(text));
    QVERIFY2(text.contains(u"\"error_message\": \"out of memory\\nat render()\""_s), qPrintable(text));
}

// What means something in the table is text, or nothing, in a field.
void TestMainWindow::keysBelongToTheField()
{
    open();
    m_open->clickCell(0, TaskField::Type);
    press(m_open->window(), Qt::Key_Slash);
    auto *text = m_open->find<QLineEdit>(u"searchText"_s);
    QVERIFY(text->hasFocus());
    QCOMPARE(text->text(), QString());
    press(m_open->window(), Qt::Key_Escape);
    QVERIFY(m_open->table()->hasFocus());
    press(m_open->window(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(text->hasFocus());
    for (const Qt::Key key : {Qt::Key_Slash, Qt::Key_Space, Qt::Key_Question, Qt::Key_Delete})
        press(m_open->window(), key);
    QCOMPARE(text->text(), u"/ ?"_s);
    QVERIFY(!m_open->monitor().scheduler().isPaused());
    QVERIFY(!m_open->window()->findChild<QDialog *>());
    press(m_open->window(), Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(text->selectedText(), u"/ ?"_s); // to be typed over
}

void TestMainWindow::hidesColumns()
{
    open();
    QVERIFY(m_open->table()->isColumnHidden(column::sectionOf(TaskField::ResultId)));
    m_open->choose(m_open->openHeaderMenu(TaskField::UserId), u"User ID"_s);
    QVERIFY(m_open->table()->isColumnHidden(column::sectionOf(TaskField::UserId)));
    m_open->choose(m_open->openHeaderMenu(TaskField::Type), u"Result ID"_s);
    QVERIFY(!m_open->table()->isColumnHidden(column::sectionOf(TaskField::ResultId)));
    QMenu *menu = m_open->openHeaderMenu(TaskField::Type);
    QVERIFY(!entry(menu, u"Status"_s)->isEnabled()); // there is always a header to click on
    m_open->choose(menu, u"User ID"_s);
    QVERIFY(!m_open->table()->isColumnHidden(column::sectionOf(TaskField::UserId)));
}

void TestMainWindow::showsShortcuts()
{
    open();
    press(m_open->window(), Qt::Key_Question);
    auto *list = m_open->find<QTreeWidget>(u"shortcutList"_s);
    QStringList lines;
    for (QTreeWidgetItemIterator it(list); *it; ++it) {
        if ((*it)->parent())
            lines += (*it)->parent()->text(0) + u": "_s + (*it)->text(0) + u" = "_s + (*it)->text(1);
    }
    for (const QString &line :
         {u"Tasks: Delete… = Del"_s, u"View: Pause = Space"_s,
          u"View › Details: Go into Details = Return, Enter"_s, u"View › Details: Back to the Table = Esc"_s,
          u"View › Status: Failed = Alt+5"_s, u"Help: Keyboard Shortcuts = ?"_s,
          u"Tasks: Find from the Table = /"_s, u"Query: Previous Query = Up"_s,
          u"Tasks by time of creation: Zoom In = +"_s})
        QVERIFY2(lines.contains(line), qPrintable(lines.join(u'\n')));
    QStringList all;
    for (const QAction *action : m_open->window()->findChildren<QAction *>()) {
        for (const QKeySequence &key : action->shortcuts())
            all += key.toString(QKeySequence::NativeText);
    }
    QVERIFY(all.size() > 25);
    for (const QString &key : qAsConst(all)) {
        QVERIFY2(std::any_of(lines.begin(), lines.end(),
                             [&](const QString &line) {
                                 return line.section(u" = "_s, 1).split(u", "_s).contains(key);
                             }),
                 qPrintable(key));
    }
    QVERIFY(m_open->window()->findChildren<QShortcut *>().isEmpty()); // they would not be in the list
}

void TestMainWindow::goesAboutWithKeys()
{
    open();
    const auto *details = m_open->window()->findChild<DetailPanel *>();
    press(m_open->window(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(m_open->find<QLineEdit>(u"searchText"_s)->hasFocus());
    press(m_open->window(), Qt::Key_Down);
    QVERIFY(m_open->table()->hasFocus());
    QCOMPARE(m_open->selectedIds(), QStringList{sampleId(5)});
    press(m_open->window(), Qt::Key_Down);
    QCOMPARE(m_open->selectedIds(), QStringList{sampleId(4)});
    press(m_open->window(), Qt::Key_F, Qt::ControlModifier);
    press(m_open->window(), Qt::Key_Down); // back to what is selected
    QVERIFY(m_open->table()->hasFocus());
    QCOMPARE(m_open->selectedIds(), QStringList{sampleId(4)});

    QTRY_COMPARE_WITH_TIMEOUT(m_open->find<QLabel>(u"detailId"_s)->text(), sampleId(4), patient);
    press(m_open->window(), Qt::Key_Return);
    QVERIFY(details->isAncestorOf(QApplication::focusWidget()));
    auto *tabs = details->findChild<QTabWidget *>();
    press(m_open->window(), Qt::Key_Right);
    QCOMPARE(tabs->currentIndex(), 1);
    press(m_open->window(), Qt::Key_Escape);
    QVERIFY(m_open->table()->hasFocus());
    QCOMPARE(m_open->selectedIds(), QStringList{sampleId(4)});

    // While it is read, and of several.
    press(m_open->window(), Qt::Key_Down);
    press(m_open->window(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->find<QLabel>(u"detailId"_s)->text(), sampleId(3), patient);
    QVERIFY(details->isAncestorOf(QApplication::focusWidget()));
    press(m_open->window(), Qt::Key_Escape);
    press(m_open->window(), Qt::Key_A, Qt::ControlModifier);
    press(m_open->window(), Qt::Key_Return);
    QVERIFY(details->isAncestorOf(QApplication::focusWidget()));
    press(m_open->window(), Qt::Key_Escape);
    QVERIFY(m_open->table()->hasFocus());
    QCOMPARE(m_open->selectedIds().size(), 5);
}

void TestMainWindow::marksTheFocus()
{
    open();
    const auto mark = [&] { return m_open->window()->findChild<QWidget *>(u"focusMark"_s); };
    QVERIFY(m_open->table()->hasFocus());
    QVERIFY(mark() && mark()->isVisible());
    QCOMPARE(mark()->parentWidget(), m_open->table());
    QVERIFY(!mark()->geometry().intersects(
        m_open->table()->viewport()->geometry())); // rows scroll as fast as ever
    auto *statuses = m_open->find<QTreeWidget>(u"statuses"_s);
    statuses->setFocus();
    QCOMPARE(mark()->parentWidget(), statuses);
    QCOMPARE(mark()->geometry(), statuses->rect());
    m_open->find<QLineEdit>(u"searchText"_s)->setFocus(); // which has a frame of its own
    QVERIFY(!mark());

    m_open->clickCell(0, TaskField::Type);
    press(m_open->window(), Qt::Key_Return); // the tabs of the details
    QTRY_VERIFY_WITH_TIMEOUT(mark() && qobject_cast<QTabBar *>(mark()->parentWidget()), patient);
    press(m_open->window(), Qt::Key_Escape);

    // A row that the keys are at, without being selected.
    m_open->table()->setFocus();
    m_open->clickCell(0, TaskField::Type);
    press(m_open->window(), Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(m_open->currentId(), sampleId(4));
    QCOMPARE(m_open->selectedIds(), QStringList{sampleId(5)});
    const auto line = [&] {
        const QRect cell = m_open->table()->visualRect(m_open->table()->model()->index(1, 1));
        return m_open->table()->viewport()->grab(cell).toImage().pixelColor(cell.width() / 2, 0);
    };
    QCOMPARE(line(), theme::focus());
    m_open->find<QLineEdit>(u"searchText"_s)->setFocus();
    QVERIFY(line() != theme::focus());
}

void TestMainWindow::marksNoRowThatIsOnlyLeftOver()
{
    open();
    const auto isMarked = [&](int row) {
        const QRect cell = m_open->table()->visualRect(m_open->table()->model()->index(row, 1));
        return m_open->table()->viewport()->grab(cell).toImage().pixelColor(cell.width() / 2, 0)
            == theme::focus();
    };
    QVERIFY(!isMarked(0)); // after the start
    m_open->clickCell(1, TaskField::Type);
    QVERIFY(isMarked(1));
    m_open->table()->clearSelection(); // as the line below the table does
    QVERIFY(m_open->table()->hasFocus());
    QCOMPARE(m_open->currentId(), sampleId(4));
    QVERIFY(!isMarked(1));
    press(m_open->window(), Qt::Key_Down, Qt::ControlModifier); // whoever uses keys sees where
    QVERIFY(isMarked(2));
    QCOMPARE(m_open->selectedIds(), QStringList());
    m_open->find<QLineEdit>(u"searchText"_s)->setFocus();
    QVERIFY(!isMarked(2));
    press(m_open->window(), Qt::Key_Down);
    QVERIFY(m_open->table()->hasFocus());
    QVERIFY(isMarked(0));
}

void TestMainWindow::closes()
{
    open();
    QSignalSpy closed(m_open->window(), &MainWindow::closed);
    QTest::keySequence(m_open->window(), QKeySequence::Close);
    QCOMPARE(closed.size(), 1);
    QVERIFY(!m_open->window()->isVisible());
}

WATCHBILL_WINDOW_TEST(TestMainWindow)

} // namespace tst_mainwindow

#include "tst_mainwindow.moc"
