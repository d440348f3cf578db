// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "openwindow.h"
#include "privatesettings.h"
#include "sampletasks.h"

#include "detail/detailpanel.h"
#include "live/taskmonitor.h"
#include "windowtest.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QScopeGuard>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QTest>
#include <QTimer>

namespace tst_tablesplit {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// Where the details stand, and when.
class TestTableSplit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void opensWithTheFirstTask();
    void opensOnceTheButtonIsReleased();
    void waitsForADoubleClick();
    void staysClosedAfterEscape();
    void keepsTheChosenRowInSight();
    void opensWithEnter();
    void staysAsItWasClosed();
    void besideOnAWideWindow();
    void standsWhereChosen();
    void leavesRoomForLargeLetters();
    void leavesMostOfASmallWindow();
    void keepsItsRoom();
    void storedRoom_data();
    void storedRoom();
    void summaryFitsBeside();

private:
    void open();
    void reopen();
    QSplitter *split() const { return m_open->find<QSplitter>(u"tableSplit"_s); }
    DetailPanel *details() const { return m_open->window()->findChild<DetailPanel *>(); }
    void choosePlace(const QString &name);
    void resizeTo(int width, int height);
    void clickThatWaits(const QPoint &place);

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

void TestTableSplit::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    insertSamples(*m_database, 1, 60, {.status = u"failed"_s, .error = u"out of memory"_s});
}

void TestTableSplit::init()
{
    m_settings->clear();
    open();
}

void TestTableSplit::open()
{
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(60, 1), patient);
}

void TestTableSplit::reopen()
{
    m_open->window()->close();
    m_open.reset();
    m_settings->reload();
    open();
}

void TestTableSplit::cleanup()
{
    m_open.reset();
}

void TestTableSplit::cleanupTestCase()
{
    m_database.reset();
}

void TestTableSplit::choosePlace(const QString &name)
{
    for (QAction *action : m_open->window()->findChildren<QAction *>()) {
        if (action->text().remove(u'&') == name)
            return action->trigger();
    }
    QFAIL("There is no such place.");
}

void TestTableSplit::resizeTo(int width, int height)
{
    m_open->window()->resize(width, height);
    QTRY_COMPARE(m_open->window()->size(), QSize(width, height));
    QTRY_VERIFY(split()->width() > width * 2 / 3);
}

// For a second click as long as a test takes. The time is set between press and release, so that an earlier click is not
// taken for the first one.
void TestTableSplit::clickThatWaits(const QPoint &place)
{
    QWidget *viewport = m_open->table()->viewport();
    QWindow *window = m_open->window()->windowHandle();
    const QPoint there = viewport->mapTo(m_open->window(), place);
    QTest::mousePress(window, Qt::LeftButton, {}, there);
    QApplication::setDoubleClickInterval(patient);
    QTest::mouseRelease(window, Qt::LeftButton, {}, there);
}

void TestTableSplit::opensWithTheFirstTask()
{
    auto *show = m_open->find<QAction>(u"showDetails"_s);
    QVERIFY(!details()->isVisible());
    QVERIFY(!show->isChecked());
    m_open->clickCell(0, TaskField::Type);
    QTRY_VERIFY(details()->isVisible());
    QVERIFY(show->isChecked());
    const int room = m_open->table()->height(); // at once what it stays
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    QCOMPARE(m_open->table()->height(), room);
    QCOMPARE(split()->sizes().constFirst() + split()->handleWidth() + split()->sizes().constLast(),
             split()->height());
    press(m_open->window(), Qt::Key_Escape); // nothing moves back and forth with the selection
    QVERIFY(details()->isVisible());
}

void TestTableSplit::opensOnceTheButtonIsReleased()
{
    QWindow *window = m_open->window()->windowHandle();
    const QPoint cell = m_open->table()->visualRect(m_open->table()->model()->index(3, 1)).center();
    const QPoint place = m_open->table()->viewport()->mapTo(m_open->window(), cell);
    QTest::mousePress(window, Qt::LeftButton, {}, place);
    QCOMPARE(m_open->selectedIds(), QStringList{sampleId(57)});
    QCoreApplication::processEvents();
    QVERIFY(!details()->isVisible());
    QTest::mouseRelease(window, Qt::LeftButton, {}, place);
    QTRY_VERIFY(details()->isVisible());
    QCOMPARE(m_open->selectedIds(), QStringList{sampleId(57)});
}

void TestTableSplit::waitsForADoubleClick()
{
    const auto *soon = m_open->find<QTimer>(u"detailsSoon"_s);
    const TaskTableView *table = m_open->table();
    const QRect row = table->visualRect(table->model()->index(3, 1));
    QSignalSpy refreshed(&m_open->monitor(), &TaskMonitor::refreshed);
    QSignalSpy doubleClicked(table, &QAbstractItemView::doubleClicked);
    clickThatWaits(row.center());
    QVERIFY(soon->isActive());
    m_open->refresh(); // which shows the selection again
    QTRY_VERIFY_WITH_TIMEOUT(!refreshed.isEmpty(), patient);
    QVERIFY(soon->isActive());
    QVERIFY(!details()->isVisible());
    QCOMPARE(table->visualRect(table->model()->index(3, 1)), row);
    clickAt(table->viewport(), row.center());
    QCOMPARE(doubleClicked.size(), 1);
    QCOMPARE(doubleClicked.first().first().toModelIndex().row(), 3);
    QVERIFY(details()->isVisible());
    QVERIFY(!soon->isActive());
}

void TestTableSplit::staysClosedAfterEscape()
{
    const auto *soon = m_open->find<QTimer>(u"detailsSoon"_s);
    const QPoint place = m_open->table()->visualRect(m_open->table()->model()->index(3, 1)).center();
    clickThatWaits(place);
    QVERIFY(soon->isActive());
    press(m_open->window(), Qt::Key_Escape);
    QVERIFY(m_open->table()->selection().isEmpty());
    QVERIFY(!soon->isActive());
    QVERIFY(!details()->isVisible());
}

void TestTableSplit::keepsTheChosenRowInSight()
{
    const int last = m_open->table()->rowAt(m_open->table()->viewport()->height() - 40);
    m_open->clickCell(last, TaskField::Type);
    QTRY_VERIFY(details()->isVisible());
    const QRect row = m_open->table()->visualRect(m_open->table()->model()->index(last, 0));
    QTRY_VERIFY(m_open->table()->viewport()->rect().contains(row.center()));
    QCOMPARE(m_open->currentId(), sampleId(60 - last));
}

void TestTableSplit::opensWithEnter()
{
    m_open->find<QAction>(u"showDetails"_s)->trigger();
    QVERIFY(details()->isVisible());
    m_open->find<QAction>(u"showDetails"_s)->trigger();
    m_open->clickCell(0, TaskField::Type);
    QCoreApplication::processEvents();
    QVERIFY(!details()->isVisible());
    press(m_open->window(), Qt::Key_Return);
    QVERIFY(details()->isVisible());
}

void TestTableSplit::staysAsItWasClosed()
{
    m_open->clickCell(0, TaskField::Type);
    QTRY_VERIFY(details()->isVisible());
    press(m_open->window(), Qt::Key_I, Qt::ControlModifier);
    QVERIFY(!details()->isVisible());
    reopen();
    m_open->clickCell(1, TaskField::Type);
    QCoreApplication::processEvents();
    QVERIFY(!details()->isVisible());
    press(m_open->window(), Qt::Key_I, Qt::ControlModifier);
    QVERIFY(details()->isVisible());
    reopen(); // it is empty: the table has the room
    QVERIFY(!details()->isVisible());
    m_open->clickCell(1, TaskField::Type);
    QTRY_VERIFY(details()->isVisible());
}

void TestTableSplit::besideOnAWideWindow()
{
    resizeTo(1'280, 800);
    m_open->clickCell(0, TaskField::Type);
    QTRY_VERIFY(details()->isVisible());
    QCOMPARE(split()->orientation(), Qt::Vertical);
    resizeTo(1'920, 1'000);
    QTRY_COMPARE(split()->orientation(), Qt::Horizontal);
    QTRY_VERIFY(details()->width() < 600 && details()->width() >= 400);
    QVERIFY(details()->height() > 600);
    QTRY_VERIFY(m_open->find<QFrame>(u"detailBrief"_s)->isVisible());
    QVERIFY(m_open->find<QFrame>(u"detailBrief"_s)->height() < 60); // as high as its text
    resizeTo(1'280, 800);
    QTRY_COMPARE(split()->orientation(), Qt::Vertical);
    QTRY_VERIFY(details()->height() < 300);
}

void TestTableSplit::standsWhereChosen()
{
    resizeTo(1'280, 800);
    choosePlace(u"Beside the Table"_s);
    QCOMPARE(split()->orientation(), Qt::Horizontal);
    m_open->clickCell(0, TaskField::Type);
    QTRY_VERIFY(details()->isVisible());
    reopen();
    QCOMPARE(split()->orientation(), Qt::Horizontal);
    choosePlace(u"Below the Table"_s);
    resizeTo(1'920, 1'000);
    QCOMPARE(split()->orientation(), Qt::Vertical);
    choosePlace(u"Automatic: Beside If Wide"_s);
    QCOMPARE(split()->orientation(), Qt::Horizontal);
}

// A window that is wide for small letters is not for large ones, and neither are the details.
void TestTableSplit::leavesRoomForLargeLetters()
{
    const QFont usual = QApplication::font();
    const auto restore = qScopeGuard([&] { QApplication::setFont(usual); });
    resizeTo(1'920, 1'000);
    m_open->clickCell(0, TaskField::Type);
    QTRY_VERIFY(details()->isVisible());
    QCOMPARE(split()->orientation(), Qt::Horizontal);
    QFont large = usual;
    large.setPointSizeF(20);
    QApplication::setFont(large);
    QTRY_COMPARE(split()->orientation(), Qt::Vertical);
    choosePlace(u"Beside the Table"_s);
    QCOMPARE(split()->orientation(), Qt::Horizontal);
    const auto *created = m_open->find<QLabel>(u"detailCreated"_s);
    QTRY_VERIFY(created->fontMetrics().horizontalAdvance(created->text()) <= created->width());
}

void TestTableSplit::leavesMostOfASmallWindow()
{
    const auto rowsInSight = [this] {
        const TaskTableView *table = m_open->table();
        return table->viewport()->height() / table->rowHeight(0);
    };
    resizeTo(900, 600);
    m_open->clickCell(0, TaskField::Type);
    QTRY_VERIFY(details()->isVisible());
    QVERIFY(details()->height() <= split()->height() * 2 / 5);
    QVERIFY2(rowsInSight() >= 8, qPrintable(QString::number(rowsInSight())));
    resizeTo(1'280, 800);
    QTRY_VERIFY(details()->height() > split()->height() / 4); // again what they usually have
    const int usual = details()->height();
    resizeTo(900, 600);
    QTRY_VERIFY(details()->height() < usual);
    QTRY_VERIFY(rowsInSight() >= 8);
}

void TestTableSplit::keepsItsRoom()
{
    resizeTo(1'280, 800);
    m_open->clickCell(0, TaskField::Type);
    QTRY_VERIFY(details()->isVisible());
    const int before = details()->height();
    QWidget *handle = split()->handle(1);
    const auto place = [&] { return handle->mapTo(m_open->window(), handle->rect().center()); };
    QTRY_COMPARE(m_open->window()->childAt(place()), handle);
    const QPoint from = place();
    QWindow *window = m_open->window()->windowHandle();
    QTest::mouseMove(window, from);
    QTest::mousePress(window, Qt::LeftButton, {}, from);
    QTest::mouseMove(window, from - QPoint(0, 20));
    QTest::mouseMove(window, from - QPoint(0, 40));
    QTest::mouseRelease(window, Qt::LeftButton, {}, from - QPoint(0, 40));
    QTRY_COMPARE(details()->height(), before + 40);
    reopen();
    m_open->clickCell(0, TaskField::Type);
    QTRY_VERIFY(details()->isVisible());
    QTRY_COMPARE(details()->height(), before + 40);
}

// By another version, or by hand.
void TestTableSplit::storedRoom_data()
{
    QTest::addColumn<QVariant>("stored");
    QTest::newRow("none") << QVariant(0);
    QTest::newRow("negative") << QVariant(-500);
    QTest::newRow("more than there is") << QVariant(3'000);
    QTest::newRow("a word") << QVariant(u"wide"_s);
}

void TestTableSplit::storedRoom()
{
    QFETCH(QVariant, stored);
    m_open.reset();
    QSettings().setValue(u"details/height"_s, stored);
    open();
    m_open->clickCell(0, TaskField::Type);
    QTRY_VERIFY(details()->isVisible());
    QTRY_VERIFY(details()->height() >= 60);
    QVERIFY(details()->height() <= split()->height() / 2);
}

void TestTableSplit::summaryFitsBeside()
{
    resizeTo(1'920, 1'000);
    press(m_open->window(), Qt::Key_A, Qt::ControlModifier);
    QTRY_VERIFY(details()->isVisible());
    for (const auto *area : details()->findChildren<QScrollArea *>()) {
        if (area->isVisible())
            QTRY_COMPARE(area->horizontalScrollBar()->maximum(), 0);
    }
}

WATCHBILL_WINDOW_TEST(TestTableSplit)

} // namespace tst_tablesplit

#include "tst_tablesplit.moc"
