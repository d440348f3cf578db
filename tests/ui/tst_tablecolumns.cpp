// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/tablecolumns.h"

#include "filter/filterchanges.h"
#include "format/format.h"
#include "openwindow.h"
#include "privatesettings.h"
#include "sampletasks.h"
#include "table/columnwidths.h"
#include "theme/style.h"
#include "theme/theme.h"
#include "windowtest.h"

#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

namespace tst_tablecolumns {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// How the columns follow the width of the table, and what a person makes of them.
class TestTableColumns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void allFitASmallWindow();
    void shortForms();
    void widenWithTheWindow();
    void followTheFont();
    void followAFontThatChanges();
    void followTheFirstRows();
    void leaveLongErrorsTheRoom();
    void showStuckDurationsWhole();
    void keepWhatAPersonChose();
    void reset();
    void menus();
    void durationsStandAtTheRight();
    void durationsStandClearOfErrors();
    void warnsOfWhatIsStuck();
    void selectedRowsKeepTheirColours();

private:
    void resize(int width, int height);
    int visibleRight(TaskField column) const;
    QAction *columnEntry(const QString &text) const;

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

void TestTableColumns::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Supabase);
    insertSamples(*m_database, 1, 1, {.status = u"processing"_s});
    insertSamples(*m_database, 2, 30, {.status = u"failed"_s, .error = u"out of memory"_s});
}

void TestTableColumns::init()
{
    m_settings->clear();
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(30, 1), patient);
}

void TestTableColumns::cleanup()
{
    m_open.reset();
}

void TestTableColumns::cleanupTestCase()
{
    m_database.reset();
}

void TestTableColumns::resize(int width, int height)
{
    m_open->window()->resize(width, height);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->window()->width(), width, patient);
    QCoreApplication::processEvents();
}

int TestTableColumns::visibleRight(TaskField column) const
{
    const QHeaderView *header = m_open->table()->horizontalHeader();
    return header->sectionViewportPosition(column::sectionOf(column))
        + header->sectionSize(column::sectionOf(column));
}

QAction *TestTableColumns::columnEntry(const QString &text) const
{
    auto *menu = new QMenu(m_open->window());
    m_open->table()->columns()->fillMenu(menu);
    for (QAction *action : menu->actions()) {
        if (action->text() == text)
            return action;
    }
    return nullptr;
}

void TestTableColumns::allFitASmallWindow()
{
    resize(900, 600);
    const int width = m_open->table()->viewport()->width();
    QVERIFY2(visibleRight(TaskField::Duration) <= width, qPrintable(QString::number(width)));
    QVERIFY2(visibleRight(TaskField::ErrorMessage) <= width, qPrintable(QString::number(width)));
    QVERIFY(m_open->table()->columnWidth(column::sectionOf(TaskField::ErrorMessage)) >= 60);
    QCOMPARE(m_open->table()->horizontalScrollBar()->maximum(), 0);
}

// Of a time that has no room, and of no text that has.
void TestTableColumns::shortForms()
{
    const auto *model = m_open->table()->model();
    const auto shortForm = [&](TaskField column) {
        return model->data(model->index(0, column::sectionOf(column)), TaskTableModel::ShortRole);
    };
    QCOMPARE(shortForm(TaskField::CreatedAt).toString(), u"2025-01-01"_s);
    QCOMPARE(shortForm(TaskField::Status), QVariant(QString()));
    QVERIFY2(shortForm(TaskField::UpdatedAt).toString().endsWith(u" d ago"_s), // an age
             qPrintable(shortForm(TaskField::UpdatedAt).toString()));
    QVERIFY(!shortForm(TaskField::ErrorMessage).isValid());

    const Timestamp now = Timestamp::fromDateTime(QDateTime(QDate(2025, 6, 1), QTime(12, 0), Qt::UTC));
    const auto inShort = [&](const QDate &date) {
        return format::shortTime(Timestamp::fromDateTime(QDateTime(date, QTime(9, 5, 7), Qt::UTC)), now);
    };
    QCOMPARE(inShort({2025, 6, 1}), u"09:05:07"_s);
    QCOMPARE(inShort({2025, 5, 31}), u"05-31 09:05"_s);
    QCOMPARE(inShort({2024, 6, 1}), u"2024-06-01"_s);
    QCOMPARE(inShort({-44, 3, 15}), u"0044-03-15 BC"_s);
    QCOMPARE(inShort({12000, 3, 15}), u"12000-03-15"_s);
    QCOMPARE(format::shortTime(Timestamp::infinity(), now), format::time(Timestamp::infinity()));
}

void TestTableColumns::widenWithTheWindow()
{
    resize(900, 600);
    const int narrow = m_open->table()->columnWidth(column::sectionOf(TaskField::CreatedAt));
    resize(1900, 800);
    const int wide = m_open->table()->columnWidth(column::sectionOf(TaskField::CreatedAt));
    QCOMPARE(wide, column::usualWidth(TaskField::CreatedAt, m_open->table()->font()).wanted);
    QVERIFY2(narrow < wide, qPrintable(QString::number(narrow)));
}

// All texts of a usual task have room, however large the letters.
void TestTableColumns::followTheFont()
{
    const QFont usual = QApplication::font();
    const auto restore = qScopeGuard([&] { QApplication::setFont(usual); });
    QFont large = usual;
    large.setPointSize(18);
    const auto wanted = [](TaskField column, const QFont &font) {
        return column::usualWidth(column, font).wanted;
    };
    for (int section = 0; section < column::count; ++section) {
        const int small = wanted(shownFields[section], usual);
        QVERIFY2(wanted(shownFields[section], large) > small * 3 / 2, qPrintable(QString::number(section)));
        QVERIFY(column::usualWidth(shownFields[section], large).least <= wanted(shownFields[section], large));
    }
    QApplication::setFont(large);
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(30, 1), patient);
    resize(3200, 800);
    const TaskTableView *table = m_open->table();
    for (const TaskField column :
         {TaskField::Status, TaskField::CreatedAt, TaskField::UpdatedAt, TaskField::Duration})
        QVERIFY(table->columnWidth(column::sectionOf(column)) >= wanted(column, large));
    QVERIFY(table->columnWidth(column::sectionOf(TaskField::Id))
            >= QFontMetrics(theme::monospace()).horizontalAdvance(u"00000000"_s));
}

// With the rows and the icons, here and in the sidebar.
void TestTableColumns::followAFontThatChanges()
{
    const QFont usual = QApplication::font();
    const auto restore = qScopeGuard([&] { QApplication::setFont(usual); });
    resize(3200, 800);
    TaskTableView *table = m_open->table();
    const auto *sidebar = m_open->find<QTreeWidget>(u"statuses"_s);
    const auto measured = [&] {
        const auto icon = [](const QWidget *list) {
            return list->style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, list);
        };
        return QVector<int>{table->rowHeight(0),
                            table->columnWidth(column::sectionOf(TaskField::Status)),
                            table->columnWidth(column::sectionOf(TaskField::Id)),
                            table->columnWidth(column::sectionOf(TaskField::CreatedAt)),
                            icon(table),
                            sidebar->visualItemRect(sidebar->topLevelItem(1)).height(),
                            sidebar->height(),
                            icon(sidebar)};
    };
    const QVector<int> before = measured();
    QFont large = usual;
    large.setPointSize(18);
    QApplication::setFont(large);
    QCoreApplication::processEvents();
    const QVector<int> after = measured();
    const int height = QFontMetrics(large).height();
    QVERIFY(after[0] > height && after[4] == height && after[5] > height && after[7] == height);
    for (int i = 0; i < before.size(); ++i)
        QVERIFY2(after[i] > before[i], qPrintable(QString::number(i)));
    QVERIFY(table->columnWidth(column::sectionOf(TaskField::CreatedAt))
            >= column::usualWidth(TaskField::CreatedAt, large).wanted);
    QCOMPARE(table->model()->index(0, 0).data(Qt::FontRole).value<QFont>().pointSize(), 18);
    QApplication::setFont(usual);
    QCoreApplication::processEvents();
    QCOMPARE(measured(), before);
}

// Not those that come later, which would push columns away from under the pointer, and not another order.
void TestTableColumns::followTheFirstRows()
{
    resize(1900, 800);
    const TaskTableView *table = m_open->table();
    const auto width = [&] { return table->columnWidth(column::sectionOf(TaskField::Type)); };
    const int first = width();
    m_database->execute(
        u"UPDATE tasks SET type = 'concept_generation_for_large_pictures' WHERE id = '%1'"_s.arg(
            sampleId(30)));
    const auto putBack = qScopeGuard([&] {
        m_database->execute(
            u"UPDATE tasks SET type = 'concept_generation' WHERE id = '%1'"_s.arg(sampleId(30)));
    });
    m_open->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(m_open->text(0, TaskField::Type).endsWith(u"pictures"), patient);
    QCOMPARE(width(), first);
    TaskQuery query = m_open->monitor().query();
    query.sort = {TaskField::CreatedAt, Qt::AscendingOrder};
    m_open->monitor().setQuery(query);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(1, 30), patient);
    QCOMPARE(width(), first);
    query.filter.condition = filter::containing(u"memory"_s);
    m_open->monitor().setQuery(query);
    QTRY_VERIFY_WITH_TIMEOUT(width() > first, patient);
    QVERIFY(width() < 60 * table->fontMetrics().averageCharWidth());

    // Whatever a person chose stays.
    m_open->table()->horizontalHeader()->resizeSection(column::sectionOf(TaskField::Type), 77);
    query.filter = {};
    m_open->monitor().setQuery(query);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(1, 30), patient);
    QCOMPARE(width(), 77);
}

// Dates, of today above all, and the air around durations are missed least.
void TestTableColumns::leaveLongErrorsTheRoom()
{
    TestDatabase database(TestDatabase::SetUp::Supabase);
    insertSamples(database, 1, 30, {.status = u"failed"_s, .error = u"out of memory"_s});
    database.execute(u"UPDATE tasks SET created_at = now(), updated_at = now()"_s);
    const auto open = [&](int width) {
        m_open = std::make_unique<OpenWindow>(database.profile());
        QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), 30, patient);
        resize(width, 800);
    };
    const auto isNarrow = [&](TaskField column) {
        const TaskTableView *table = m_open->table();
        return table->columnWidth(column::sectionOf(column))
            < column::usualWidth(column, table->font()).wanted;
    };
    open(1366);
    const auto width = [&](TaskField column) {
        return m_open->table()->columnWidth(column::sectionOf(column));
    };
    const int before = width(TaskField::ErrorMessage);
    const int type = width(TaskField::Type);
    QVERIFY(!isNarrow(TaskField::CreatedAt) && !isNarrow(TaskField::Duration));
    database.execute(u"UPDATE tasks SET error_message = repeat('out of memory ', 8)"_s);
    open(1366);
    QVERIFY(isNarrow(TaskField::CreatedAt) && isNarrow(TaskField::UpdatedAt)
            && isNarrow(TaskField::Duration));
    QVERIFY2(width(TaskField::ErrorMessage) > before + 60, qPrintable(QString::number(before)));
    QCOMPARE(width(TaskField::Type), type);
    open(2000);
    QVERIFY(!isNarrow(TaskField::CreatedAt) && !isNarrow(TaskField::Duration));
    m_open.reset(); // before its database goes
}

void TestTableColumns::showStuckDurationsWhole()
{
    TestDatabase database(TestDatabase::SetUp::Supabase);
    insertSamples(database, 1, 30, {.status = u"processing"_s, .error = u"out of memory"_s});
    database.execute(
        u"UPDATE tasks SET created_at = now() - interval '36 min 5 s', updated_at = created_at"_s);
    m_open = std::make_unique<OpenWindow>(database.profile());
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), 30, patient);
    resize(900, 600);
    const TaskTableView *table = m_open->table();
    const QModelIndex duration = table->model()->index(0, column::sectionOf(TaskField::Duration));
    QTRY_VERIFY(duration.data(Qt::DecorationRole).isValid());
    const QFontMetrics metrics = table->fontMetrics();
    const QString text = column::withGap(duration.data().toString());
    const auto width = [&] { return table->columnWidth(column::sectionOf(TaskField::Duration)); };
    const int least = metrics.horizontalAdvance(text) + theme::iconSize(metrics);
    QVERIFY2(width() >= least, qPrintable(text));

    // Measured while they have no icon, as before the first answer after a login that was refused counts as live.
    database.execute(u"ALTER TABLE tasks RENAME TO away"_s);
    m_open->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(m_open->monitor().isStale(), patient);
    QVERIFY(!duration.data(Qt::DecorationRole).isValid());
    m_open->table()->columns()->measure();
    QVERIFY2(width() >= least, qPrintable(text));
    m_open.reset(); // before its database goes
}

void TestTableColumns::keepWhatAPersonChose()
{
    resize(1900, 800);
    m_open->table()->horizontalHeader()->resizeSection(column::sectionOf(TaskField::Type),
                                                       201); // as dragging does
    resize(900, 600);
    QCOMPARE(m_open->table()->columnWidth(column::sectionOf(TaskField::Type)), 201);
    const QByteArray stored = m_open->table()->columns()->save();
    m_open->table()->columns()->reset();
    QVERIFY(m_open->table()->columnWidth(column::sectionOf(TaskField::Type)) < 201);
    m_open->table()->columns()->restore(stored);
    QCOMPARE(m_open->table()->columnWidth(column::sectionOf(TaskField::Type)), 201);
    resize(1900, 800);
    QCOMPARE(m_open->table()->columnWidth(column::sectionOf(TaskField::Type)), 201);
}

void TestTableColumns::reset()
{
    resize(1900, 800);
    QHeaderView *header = m_open->table()->horizontalHeader();
    const int width = m_open->table()->columnWidth(column::sectionOf(TaskField::Type));
    columnEntry(u"User ID"_s)->trigger();
    columnEntry(u"Result ID"_s)->trigger();
    QVERIFY(m_open->table()->isColumnHidden(column::sectionOf(TaskField::UserId)));
    header->moveSection(0, 4);
    header->resizeSection(column::sectionOf(TaskField::Type), 201);
    m_open->table()->columns()->pinned()->pin(column::sectionOf(TaskField::Id));
    columnEntry(u"&Reset Columns"_s)->trigger();
    QVERIFY(!m_open->table()->isColumnHidden(column::sectionOf(TaskField::UserId)));
    QVERIFY(m_open->table()->isColumnHidden(column::sectionOf(TaskField::ResultId)));
    for (int section = 0; section < column::count; ++section)
        QCOMPARE(header->visualIndex(section), section);
    QCOMPARE(m_open->table()->columnWidth(column::sectionOf(TaskField::Type)), width);
    QCOMPARE(m_open->table()->columns()->pinned()->count(), 0);
}

// The corner of the header, and the View menu.
void TestTableColumns::menus()
{
    auto *button = m_open->find<QToolButton>(u"columnsButton"_s);
    QVERIFY(button->isVisible());
    click(button);
    const auto *opened = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(opened);
    QVERIFY(opened->actions().last()->text() == u"&Reset Columns"_s);
    QApplication::activePopupWidget()->close();

    QMenu *columns = nullptr;
    for (QMenu *menu : m_open->window()->findChildren<QMenu *>()) {
        if (menu->title() == u"Colum&ns"_s)
            columns = menu;
    }
    QVERIFY(columns);
    Q_EMIT columns->aboutToShow();
    QCOMPARE(columns->actions().first()->text(), u"Status"_s);
    QCOMPARE(columns->actions().last()->text(), u"&Reset Columns"_s);
}

void TestTableColumns::durationsStandAtTheRight()
{
    const auto *model = m_open->table()->model();
    const auto alignment = [&](TaskField column) {
        return model->data(model->index(0, column::sectionOf(column)), Qt::TextAlignmentRole).toInt();
    };
    QVERIFY(alignment(TaskField::Duration) & Qt::AlignRight);
    QVERIFY(model->headerData(column::sectionOf(TaskField::Duration), Qt::Horizontal, Qt::TextAlignmentRole)
                .toInt()
            & Qt::AlignRight);
    QVERIFY(alignment(TaskField::ErrorMessage) & Qt::AlignLeft);
}

// An error begins right beside.
void TestTableColumns::durationsStandClearOfErrors()
{
    resize(1400, 800);
    const TaskTableView *table = m_open->table();
    const int gap = table->fontMetrics().height() / 2;
    const auto isClear = [&](const QImage &image) {
        const int middle = image.height() / 2;
        for (int x = image.width() - gap; x < image.width() - 2; ++x) {
            for (int y = middle - 4; y <= middle + 4; ++y) {
                if (qAbs(qGray(image.pixel(x, y)) - qGray(image.pixel(image.width() - gap, 2))) > 40)
                    return false;
            }
        }
        return true;
    };
    const QRect cell = table->visualRect(table->model()->index(1, column::sectionOf(TaskField::Duration)));
    QVERIFY(isClear(table->viewport()->grab(cell).toImage()));
    const QHeaderView *header = table->horizontalHeader();
    const int section = column::sectionOf(TaskField::Duration);
    QVERIFY(isClear(header->viewport()
                        ->grab({header->sectionViewportPosition(section), 0, header->sectionSize(section),
                                header->height()})
                        .toImage()));
}

void TestTableColumns::warnsOfWhatIsStuck()
{
    const QAbstractItemModel *model = m_open->table()->model();
    const auto duration = [&](const QString &id, int role) {
        return model->data(
            model->index(int(m_open->ids().indexOf(id)), column::sectionOf(TaskField::Duration)), role);
    };
    const QString stuck = sampleId(1);
    QCOMPARE(qvariant_cast<QBrush>(duration(stuck, Qt::ForegroundRole)).color(),
             theme::statusColor(TaskStatus::Kind::Pending));
    QVERIFY(!qvariant_cast<QIcon>(duration(stuck, Qt::DecorationRole)).isNull());
    QVERIFY(duration(stuck, Qt::ToolTipRole).toString().startsWith(u"Stuck"));
    QVERIFY(!duration(sampleId(2), Qt::ForegroundRole).isValid());
    QVERIFY(!duration(sampleId(2), Qt::DecorationRole).isValid());

    ConnectionProfile patientProfile = m_database->profile();
    patientProfile.stuckAfter = std::chrono::hours(24 * 365 * 100);
    m_open = std::make_unique<OpenWindow>(patientProfile);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(30, 1), patient);
    model = m_open->table()->model();
    QVERIFY(!duration(stuck, Qt::DecorationRole).isValid());
}

void TestTableColumns::selectedRowsKeepTheirColours()
{
    resize(1400, 800);
    const TaskTableView *table = m_open->table();
    const auto picture = [&] {
        const QModelIndex index = table->model()->index(0, column::sectionOf(TaskField::Status));
        return table->viewport()->grab(table->visualRect(index)).toImage();
    };
    const auto has = [](const QImage &image, const QColor &color) {
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y) == color)
                    return true;
            }
        }
        return false;
    };
    const QColor failed = theme::statusColor(TaskStatus::Kind::Failed);
    QTRY_VERIFY_WITH_TIMEOUT(has(picture(), failed), patient);
    QVERIFY(!has(picture(), theme::selection()));
    m_open->clickCell(0, TaskField::Type);
    QTRY_VERIFY_WITH_TIMEOUT(has(picture(), theme::selection()), patient);
    QVERIFY(has(picture(), failed));
    QVERIFY(has(picture(), theme::accent())); // the bar at the edge
}

WATCHBILL_WINDOW_TEST(TestTableColumns)

} // namespace tst_tablecolumns

#include "tst_tablecolumns.moc"
