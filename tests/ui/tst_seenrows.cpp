// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/seenrows.h"

#include "live/taskmonitor.h"
#include "openwindow.h"
#include "sampletasks.h"
#include "service/taskservice.h"
#include "table/tablepane.h"
#include "theme/theme.h"
#include "windowtest.h"

#include <QApplication>
#include <QPaintEvent>
#include <QRandomGenerator>
#include <QScreen>
#include <QScrollBar>
#include <QTest>

namespace tst_seenrows {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

namespace {

constexpr int taskCount = 900;
constexpr quint32 seed = 1'128;

} // namespace

// What a widget has had painted.
class Paintings : public QObject
{
public:
    explicit Paintings(QWidget *watched) { watched->installEventFilter(this); }

    QRegion take() { return std::exchange(m_painted, {}); }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            m_painted += static_cast<QPaintEvent *>(event)->region();
        return false;
    }

private:
    QRegion m_painted;
};

/// What looks as before is not painted again; and what is on the screen is what would be painted now.
class TestSeenRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void rowsBeyondTheView();
    void rowsThatAreLetGo();
    void changedRow();
    void rowsAreTakenAway();
    void selectedRowThatMoves();
    void timePasses();
    void staleRows();
    void screenShowsTheRows();

private:
    void look();
    void scrollTo(int row);
    void paint() const; // what is due
    QRect cell(int row, TaskField column) const
    {
        return m_view->visualRect(m_view->model()->index(row, column::sectionOf(column)));
    }
    int top() const { return m_view->rowAt(0) + 1; }
    QString numberAt(int row) const { return m_pane->model()->task(row).id.toText().left(8); }
    QImage onScreen() const;
    QImage paintedNow() const
    {
        return m_view->viewport()->grab().toImage().convertToFormat(QImage::Format_RGB32);
    }

    bool screenIsTrue() const;

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
    std::unique_ptr<TaskMonitor> m_monitor;
    std::unique_ptr<TablePane> m_pane;
    std::unique_ptr<Paintings> m_paintings;
    TaskTableView *m_view = nullptr;
};

void TestSeenRows::initTestCase()
{
    theme::apply(theme::Scheme::Light);
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
}

void TestSeenRows::init()
{
    m_database->execute(u"TRUNCATE public.tasks"_s);
    insertSamples(*m_database, 1, taskCount);
    m_service = std::make_unique<TaskService>(m_database->profile());
    m_monitor = std::make_unique<TaskMonitor>(*m_service);
    m_monitor->scheduler().setInterval(0s); // each look is asked for
    m_pane = std::make_unique<TablePane>(*m_monitor);
    m_view = m_pane->view();
    m_paintings = std::make_unique<Paintings>(m_view->viewport());
    m_monitor->start({});
    m_pane->resize(1100, 420);
    m_pane->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
    QTRY_VERIFY_WITH_TIMEOUT(m_monitor->feed().hasPage() && !m_monitor->feed().isLoading(), patient);
    paint();
}

void TestSeenRows::cleanup()
{
    m_paintings.reset();
    m_pane.reset();
    m_monitor.reset();
    m_service.reset();
}

void TestSeenRows::cleanupTestCase()
{
    m_database.reset();
}

void TestSeenRows::look()
{
    m_monitor->scheduler().trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!m_monitor->feed().isLoading(), patient);
    paint();
}

// The request for what is near then stays unanswered until events are handled.
void TestSeenRows::scrollTo(int row)
{
    m_view->verticalScrollBar()->setValue(row * m_view->rowHeight(0));
    QCoreApplication::sendPostedEvents(m_pane.get(), QEvent::UpdateRequest);
}

void TestSeenRows::paint() const
{
    QCoreApplication::processEvents(); // what is laid out later, and its painting
    QCoreApplication::sendPostedEvents(m_pane.get(), QEvent::UpdateRequest);
}

QImage TestSeenRows::onScreen() const
{
    const QRect place(m_view->viewport()->mapTo(m_pane.get(), QPoint()), m_view->viewport()->size());
    return m_pane->screen()
        ->grabWindow(m_pane->winId(), place.x(), place.y(), place.width(), place.height())
        .toImage()
        .convertToFormat(QImage::Format_RGB32);
}

// Some row's second may end between the two pictures. QTRY_COMPARE would take both once more after they were equal.
bool TestSeenRows::screenIsTrue() const
{
    return QTest::qWaitFor(
        [this] {
            const QImage seen = onScreen();
            if (seen == paintedNow())
                return true;
            m_view->updateTimes();
            paint();
            return false;
        },
        patient);
}

void TestSeenRows::rowsBeyondTheView()
{
    const int before = m_view->model()->rowCount();
    scrollTo(before - 60);
    QVERIFY(m_paintings->take().intersects(cell(before - 55, TaskField::Type)));
    QTRY_VERIFY_WITH_TIMEOUT(m_view->model()->rowCount() > before, patient);
    paint();
    QVERIFY(!m_paintings->take().intersects(cell(before - 55, TaskField::Type)));
    QVERIFY(screenIsTrue());
}

// Those far above the view: what is seen has other numbers among the rows, and stands where it stood.
void TestSeenRows::rowsThatAreLetGo()
{
    for (int seen = 0; m_view->model()->rowCount() < taskCount;) {
        seen = m_view->model()->rowCount();
        scrollTo(seen - 30);
        QTRY_VERIFY_WITH_TIMEOUT(m_view->model()->rowCount() > seen, patient);
    }
    scrollTo(400);
    QTRY_VERIFY_WITH_TIMEOUT(!m_monitor->feed().isLoading(), patient);
    paint();
    m_paintings->take();
    m_database->execute(
        u"DELETE FROM public.tasks WHERE id IN (SELECT id FROM public.tasks ORDER BY created_at DESC OFFSET 370 LIMIT 10)"_s);
    const QString seen = numberAt(top());
    look();
    QCOMPARE(numberAt(top()), seen);
    QCOMPARE(m_view->model()->rowCount(), taskCount - 10);
    QVERIFY(!m_paintings->take().intersects(cell(top(), TaskField::Type)));
    QVERIFY(screenIsTrue());
}

void TestSeenRows::changedRow()
{
    setStatus(*m_database, taskCount - 3, u"failed"_s);
    m_paintings->take();
    look();
    const QRegion painted = m_paintings->take();
    QVERIFY(painted.intersects(cell(3, TaskField::Status)));
    QVERIFY(!painted.intersects(cell(2, TaskField::Type)));
    QVERIFY(!painted.intersects(cell(4, TaskField::Type)));
    QVERIFY(screenIsTrue());
}

void TestSeenRows::rowsAreTakenAway()
{
    m_paintings->take();
    m_view->takeAway({TaskKey(TaskId(sampleId(taskCount - 1)))});
    QTRY_COMPARE_WITH_TIMEOUT(m_view->model()->rowCount(), 199, patient);
    paint();
    QCOMPARE(numberAt(1), sampleId(taskCount - 2).left(8));
    QVERIFY(m_paintings->take().contains(cell(5, TaskField::Type)));
    QVERIFY(screenIsTrue());
}

void TestSeenRows::selectedRowThatMoves()
{
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, cell(4, TaskField::Type).center());
    insertSamples(*m_database, taskCount + 1, taskCount + 3);
    look();
    QVERIFY(screenIsTrue());
    m_database->execute(u"DELETE FROM public.tasks WHERE id = '%1'"_s.arg(sampleId(taskCount - 4)));
    look();
    m_view->clearSelection();
    look();
    QVERIFY(screenIsTrue());
}

void TestSeenRows::timePasses()
{
    m_database->execute(
        u"UPDATE public.tasks SET status = 'processing', created_at = now(), updated_at = now() WHERE id = '%1'"_s
            .arg(sampleId(taskCount)));
    look();
    QVERIFY(screenIsTrue());
    m_paintings->take();
    QRegion painted;
    QTRY_VERIFY_WITH_TIMEOUT((painted += m_paintings->take()).intersects(cell(0, TaskField::Duration)),
                             patient);
    QVERIFY(!painted.intersects(cell(0, TaskField::Type)));
    QVERIFY(!painted.intersects(cell(1, TaskField::Duration)));
}

void TestSeenRows::staleRows()
{
    const QImage live = onScreen();
    m_view->setDimmed(true);
    paint();
    QVERIFY(onScreen() != live);
    QVERIFY(screenIsTrue());
}

void TestSeenRows::screenShowsTheRows()
{
    QRandomGenerator random(seed);
    m_database->execute(u"SELECT setseed(0.5)"_s);
    int next = taskCount + 1;
    for (int round = 0; round < 40; ++round) {
        switch (random.bounded(6)) {
        case 0:
            insertSamples(*m_database, next, next + random.bounded(4));
            next += 4;
            break;
        case 1:
            m_database->execute(u"DELETE FROM public.tasks WHERE random() < 0.02"_s);
            break;
        case 2:
            m_database->execute(
                u"UPDATE public.tasks SET status = 'failed', updated_at = now() WHERE random() < 0.05"_s);
            break;
        case 3:
            m_view->verticalScrollBar()->setValue(random.bounded(m_view->verticalScrollBar()->maximum() + 1));
            break;
        case 4:
            QTest::mouseClick(m_view->viewport(), Qt::LeftButton,
                              random.bounded(2) ? Qt::ControlModifier : Qt::NoModifier,
                              cell(top() + random.bounded(8), TaskField::Type).center());
            break;
        default:
            m_view->clearSelection();
            break;
        }
        look();
        QVERIFY(screenIsTrue());
    }
}

WATCHBILL_WINDOW_TEST(TestSeenRows)

} // namespace tst_seenrows

#include "tst_seenrows.moc"
