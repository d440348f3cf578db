// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "openwindow.h"
#include "privatesettings.h"
#include "testserver.h"
#include "windowtest.h"

#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>

// Outside of a namespace, as the macro asks.
static void initResources()
{
    Q_INIT_RESOURCE(sql);
}

namespace tst_manytasks {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

constexpr int taskCount = 1'000'000;
constexpr int mostHeld = 2'200; // the feed's bound and the page that goes beyond it before rows are let go

QString script(const QString &name)
{
    QFile file(u":/sql/"_s + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is missing in the program.", qPrintable(name));
    return QString::fromUtf8(file.readAll());
}

} // namespace

/// The whole window on a million tasks: nothing here depends on how many there are.
class TestManyTasks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void showsTheNewestAndAnEstimate();
    void pagesDownAndBack();
    void goesToTheEndAndBack();
    void sorts_data();
    void sorts();
    void filters();
    void findsOneById();
    void keepsTheSelectionWhileTasksCome();

private:
    TaskFeed &feed() const { return m_open->monitor().feed(); }
    const QVector<LoadedRow> &rows() const { return feed().loaded().rows(); }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(!feed().isLoading(), patient); }
    QString idAt(qint64 offset)
    {
        return m_database->value(
            u"SELECT id FROM tasks ORDER BY created_at DESC, id DESC OFFSET %1 LIMIT 1"_s.arg(offset));
    }
    QString shownAt(int y) const; // the id of the row at that height
    void verifyOrder() const;

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

void TestManyTasks::initTestCase()
{
    initResources();
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    m_database->execute(script(u"workload.sql"_s));
    m_database->execute(u"SELECT setseed(0.5)"_s);
    m_database->execute(u"SELECT watchbill_demo.fill(%1, interval '30 days')"_s.arg(taskCount));
    m_database->analyze(u"tasks"_s);
}

void TestManyTasks::cleanupTestCase()
{
    m_database.reset();
}

void TestManyTasks::init()
{
    m_settings->clear();
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    QTRY_VERIFY_WITH_TIMEOUT(feed().hasPage(), patient);
    settle();
}

void TestManyTasks::cleanup()
{
    m_open.reset();
}

QString TestManyTasks::shownAt(int y) const
{
    const int row = m_open->table()->rowAt(y);
    return row < 0 ? QString() : m_open->ids().value(row);
}

// By the server's word the rows are neighbours: the first, the last and how many there are between them.
void TestManyTasks::verifyOrder() const
{
    QVERIFY(!rows().isEmpty());
    const QString counted = m_database->value(
        u"SELECT count(*) FROM tasks one, tasks last, tasks first WHERE last.id = '%1' AND first.id = '%2' "
        "AND (one.created_at, one.id) >= (last.created_at, last.id) AND (one.created_at, one.id) <= (first.created_at, first.id)"_s
            .arg(rows().last().task.id.toText(), rows().first().task.id.toText()));
    QCOMPARE(counted, QString::number(rows().size()));
}

void TestManyTasks::showsTheNewestAndAnEstimate()
{
    QCOMPARE(shownAt(0), idAt(0));
    QTRY_VERIFY_WITH_TIMEOUT(m_open->monitor().counts(), patient);
    const Count all = m_open->monitor().counts()->total();
    QCOMPARE(all.precision, Count::Precision::Estimate);
    QVERIFY2(all.value > taskCount * 0.9 && all.value < taskCount * 1.1,
             qPrintable(QString::number(all.value)));
    QTRY_VERIFY_WITH_TIMEOUT(m_open->find<QLabel>(u"statusPlace"_s)->text().contains(u"of ≈ "_s), patient);
}

void TestManyTasks::pagesDownAndBack()
{
    QScrollBar *bar = m_open->table()->verticalScrollBar();
    m_open->table()->setFocus();
    for (int page = 0; page < 400; ++page) {
        press(m_open->window(), Qt::Key_PageDown);
        if (bar->value() == bar->maximum())
            settle();
        QVERIFY2(rows().size() <= mostHeld, qPrintable(QString::number(rows().size())));
    }
    settle();
    verifyOrder();
    const QString deepest = rows().last().task.id.toText();
    QVERIFY(
        m_database->value(
            u"SELECT count(*) > 5000 FROM tasks WHERE created_at > (SELECT created_at FROM tasks WHERE id = '%1')"_s
                .arg(deepest))
        == "t"_L1);
    QVERIFY(!feed().loaded().reachedStart()); // what is far away was let go

    // Dragged to the top of what is held, again and again, until that is the newest. A selected row would be held.
    press(m_open->window(), Qt::Key_Escape);
    for (int i = 0; i < 200 && !feed().loaded().reachedStart(); ++i) {
        bar->setValue(bar->minimum());
        settle();
        QVERIFY2(rows().size() <= mostHeld, qPrintable(QString::number(rows().size())));
    }
    bar->setValue(bar->minimum());
    QTRY_COMPARE_WITH_TIMEOUT(shownAt(0), idAt(0), patient);
    verifyOrder();
}

void TestManyTasks::goesToTheEndAndBack()
{
    m_open->table()->setFocus();
    press(m_open->window(), Qt::Key_End);
    QTRY_VERIFY_WITH_TIMEOUT(feed().loaded().reachedEnd(), patient);
    settle();
    QTRY_COMPARE_WITH_TIMEOUT(shownAt(m_open->table()->viewport()->height() - 5),
                              m_database->value(u"SELECT id FROM tasks ORDER BY created_at, id LIMIT 1"_s),
                              patient);
    verifyOrder();
    press(m_open->window(), Qt::Key_Home);
    QTRY_COMPARE_WITH_TIMEOUT(shownAt(0), idAt(0), patient);
}

void TestManyTasks::sorts_data()
{
    QTest::addColumn<TaskField>("column");
    QTest::addColumn<QString>("order");

    QTest::newRow("updated") << TaskField::UpdatedAt << u"updated_at, id"_s;
    QTest::newRow("status") << TaskField::Status << u"status, created_at, id"_s;
    QTest::newRow("type") << TaskField::Type << u"type, created_at, id"_s;
    QTest::newRow("user") << TaskField::UserId << u"user_id, created_at, id"_s;
}

void TestManyTasks::sorts()
{
    QFETCH(TaskField, column);
    QFETCH(QString, order);
    m_open->monitor().scheduler().setInterval({}); // tasks do not change, but what is being looked at does
    QHeaderView *header = m_open->table()->horizontalHeader();
    clickAt(header->viewport(),
            {header->sectionViewportPosition(column::sectionOf(column)) + 20, header->height() / 2});
    QTRY_COMPARE_WITH_TIMEOUT(feed().shownQuery().sort.field, column, patient);
    settle();
    QStringList expected;
    const bool isAscending = feed().shownQuery().sort.order == Qt::AscendingOrder;
    if (!isAscending)
        order.replace(u", "_s, u" DESC, "_s).append(u" DESC"_s);
    for (const QStringList &row :
         m_database->execute(u"SELECT id FROM tasks ORDER BY %1 LIMIT 200"_s.arg(order)))
        expected += row.first();
    QCOMPARE(m_open->ids().mid(0, 200), expected);
}

void TestManyTasks::filters()
{
    press(m_open->window(), Qt::Key_5, Qt::AltModifier);
    QTRY_COMPARE_WITH_TIMEOUT(feed().shownQuery().filter.statuses.values, QStringList{u"failed"_s}, patient);
    settle();
    QCOMPARE(
        shownAt(0),
        m_database->value(
            u"SELECT id FROM tasks WHERE status = 'failed' ORDER BY created_at DESC, id DESC LIMIT 1"_s));
    QVERIFY(std::all_of(rows().begin(), rows().end(),
                        [](const LoadedRow &row) { return row.task.status == TaskStatus::Kind::Failed; }));
}

void TestManyTasks::findsOneById()
{
    const QString id = idAt(700'000);
    auto *text = m_open->find<QLineEdit>(u"searchText"_s);
    text->setFocus();
    QTest::keyClicks(text, id);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), QStringList{id}, patient);
}

void TestManyTasks::keepsTheSelectionWhileTasksCome()
{
    m_open->clickCell(3, TaskField::Type);
    m_open->clickCell(6, TaskField::Type, Qt::ShiftModifier);
    const QStringList chosen = m_open->selectedIds();
    QCOMPARE(chosen.size(), 4);
    for (int second = 0; second < 3; ++second) {
        m_database->execute(
            u"INSERT INTO tasks (user_id, type) SELECT gen_random_uuid(), 'new' FROM generate_series(1, 5)"_s);
        m_database->execute(
            u"UPDATE tasks SET updated_at = clock_timestamp() WHERE id = '%1'"_s.arg(chosen.first()));
        m_open->refresh();
        auto *newer = m_open->find<QPushButton>(u"newerButton"_s);
        QTRY_COMPARE_WITH_TIMEOUT(newer->text(), u"%1 new task(s), click to show"_s.arg(5 * (second + 1)),
                                  patient);
        QVERIFY(newer->isVisible());
        QCOMPARE(m_open->selectedIds(), chosen);
    }
    click(m_open->find<QPushButton>(u"newerButton"_s));
    QVERIFY(m_open->table()->hasFocus());
    QTRY_COMPARE_WITH_TIMEOUT(shownAt(0), idAt(0), patient);
}

WATCHBILL_WINDOW_TEST(TestManyTasks)

} // namespace tst_manytasks

#include "tst_manytasks.moc"
