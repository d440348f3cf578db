// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/tasktablemodel.h"

#include "openwindow.h"
#include "privatesettings.h"
#include "sampletasks.h"
#include "table/pinnedcolumns.h"
#include "testserver.h"
#include "windowtest.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QTabWidget>
#include <QTextDocument>
#include <QTreeWidget>

namespace tst_keycolumns {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

constexpr int model = column::count; // the first key's column
constexpr int retries = column::count + 1;

} // namespace

/// Keys of the metadata as columns of the table.
class TestKeyColumns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void comesFromTheTree();
    void keepsPlaceAndSelection();
    void followsChanges();
    void numbersStandAtTheRight();
    void isAsWideAsItsValues();
    void isAFilter_data();
    void isAFilter();
    void isCopied();
    void isRemoved();
    void isPinned();
    void isRemembered();
    void isNotSorted();
    void isSorted();
    void isSortedNoMore();

private:
    void ask(const QVector<QStringList> &keys);
    QString title(Section column) const
    {
        return m_open->table()->model()->headerData(column.number, Qt::Horizontal).toString();
    }
    QString toolTip(Section column) const
    {
        return m_open->table()
            ->model()
            ->headerData(column.number, Qt::Horizontal, Qt::ToolTipRole)
            .toString();
    }
    void reopen();
    void settle()
    {
        QTRY_VERIFY_WITH_TIMEOUT(
            !m_open->monitor().feed().isLoading() && m_open->monitor().queryState().isShown(), patient);
    }

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

void TestKeyColumns::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
}

void TestKeyColumns::cleanupTestCase()
{
    m_database.reset();
}

void TestKeyColumns::init()
{
    m_settings->clear();
    m_database->execute(u"TRUNCATE tasks"_s);
    insertSamples(*m_database, 1, 300,
                  {.metadata = u"{\"model\": \"concept-xl\", \"run\": {\"retries\": 2}}"_s});
    m_database->execute(
        u"UPDATE tasks SET metadata = '{\"model\": \"a|b, \\\"c\\\"\"}' WHERE id = '%1'"_s.arg(
            sampleId(299)));
    m_database->execute(u"UPDATE tasks SET metadata = '{\"other\": 1}' WHERE id = '%1'"_s.arg(sampleId(298)));
    reopen();
}

void TestKeyColumns::reopen()
{
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    m_open->window()->resize(1600, 900);
    m_open->monitor().scheduler().setInterval({});
    QTRY_VERIFY_WITH_TIMEOUT(!m_open->ids().isEmpty(), patient);
    settle();
}

void TestKeyColumns::cleanup()
{
    m_open.reset();
}

void TestKeyColumns::ask(const QVector<QStringList> &keys)
{
    m_open->monitor().queryState().askKeys(keys);
    settle();
}

void TestKeyColumns::comesFromTheTree()
{
    m_open->clickCell(0, TaskField::Type);
    auto *tree = m_open->find<QTreeWidget>(u"metadataTree"_s);
    QTRY_COMPARE_WITH_TIMEOUT(tree->findItems(u"retries"_s, Qt::MatchExactly | Qt::MatchRecursive).size(), 1,
                              patient);
    m_open->find<QTabWidget>({})->setCurrentIndex(1);
    QTreeWidgetItem *item = tree->findItems(u"retries"_s, Qt::MatchExactly | Qt::MatchRecursive).first();
    tree->scrollToItem(item);
    const QPoint place = tree->visualItemRect(item).center();
    QContextMenuEvent event(QContextMenuEvent::Mouse, place, tree->viewport()->mapToGlobal(place));
    QApplication::sendEvent(tree->viewport(), &event);
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    m_open->choose(menu, u"Show as Column"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->text(0, model), u"2"_s, patient);
    QCOMPARE(title(model), u"run.retries"_s);
    QCOMPARE(m_open->text(1, model), QString()); // it has no such key
    QCOMPARE(m_open->table()->model()->columnCount(), column::count + 1);
}

void TestKeyColumns::keepsPlaceAndSelection()
{
    m_open->table()->verticalScrollBar()->setValue(50
                                                   * m_open->table()->verticalHeader()->defaultSectionSize());
    settle();
    const int row = m_open->table()->rowAt(40);
    m_open->clickCell(row, TaskField::Type);
    const QString id = m_open->selectedIds().value(0);
    QVERIFY(!id.isEmpty());
    const auto height = [&] { return m_open->table()->rowViewportPosition(int(m_open->ids().indexOf(id))); };
    const int before = height();
    ask({{u"model"_s}});
    QCOMPARE(m_open->selectedIds(), QStringList{id});
    QVERIFY2(std::abs(height() - before) <= m_open->table()->verticalHeader()->defaultSectionSize(),
             qPrintable(QString::number(height() - before)));
    QCOMPARE(m_open->text(int(m_open->ids().indexOf(id)), model), u"concept-xl"_s);
}

void TestKeyColumns::followsChanges()
{
    ask({{u"model"_s}});
    m_database->execute(
        u"UPDATE tasks SET metadata = '{\"model\": \"other\"}' WHERE id = '%1'"_s.arg(sampleId(300)));
    m_open->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(m_open->text(0, model), u"other"_s, patient);

    // Another key takes no time to have its column; the values follow.
    m_open->monitor().queryState().askKeys({{u"run"_s, u"retries"_s}, {u"model"_s}});
    QCOMPARE(title(model), u"model"_s);
    QCOMPARE(title(retries), u"run.retries"_s);
    QCOMPARE(m_open->text(0, model), u"other"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->text(3, retries), u"2"_s, patient);
    QCOMPARE(m_open->text(0, model), u"other"_s);
}

void TestKeyColumns::numbersStandAtTheRight()
{
    const QVector<std::pair<QString, bool>> values{
        {u"2"_s, true}, {u"-0.5"_s, true}, {u"1e3"_s, true}, {u"\"007\""_s, false}, {u"\"2 GB\""_s, false}};
    for (int i = 0; i < values.size(); ++i)
        m_database->execute(u"UPDATE tasks SET metadata = '{\"model\": %1}' WHERE id = '%2'"_s.arg(
            values[i].first, sampleId(300 - i)));
    ask({{u"model"_s}});
    QTRY_COMPARE_WITH_TIMEOUT(m_open->text(0, model), u"2"_s, patient);
    for (int i = 0; i < values.size(); ++i) {
        const QModelIndex cell = m_open->table()->model()->index(i, model);
        QVERIFY2(bool(cell.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight) == values[i].second,
                 qPrintable(values[i].first));
    }
}

// Within reason, until a person makes it another width.
void TestKeyColumns::isAsWideAsItsValues()
{
    TaskTableView *table = m_open->table();
    const auto width = [&](Section column) { return table->columnWidth(column.number); };
    const auto askAnew = [&](const QString &value) {
        m_database->execute(
            u"UPDATE tasks SET metadata = '{\"model\": \"%1\"}' WHERE id = '%2'"_s.arg(value, sampleId(290)));
        ask({});
        ask({{u"model"_s}});
    };
    ask({{u"model"_s}});
    const int narrow = width(model);
    QVERIFY(narrow >= table->fontMetrics().horizontalAdvance(u"concept-xl"_s));
    askAnew(u"concept-extra-large"_s);
    const int wide = width(model);
    QVERIFY(wide > narrow && wide >= table->fontMetrics().horizontalAdvance(u"concept-extra-large"_s));
    askAnew(u"concept-extra-large"_s.repeated(10));
    QVERIFY(width(model) > wide && width(model) < 40 * table->fontMetrics().averageCharWidth());
    askAnew(u"x"_s);
    QCOMPARE(width(model), narrow);

    table->setColumnWidth(model, 77);
    ask({{u"model"_s}, {u"run"_s, u"retries"_s}});
    QCOMPARE(width(model), 77);
    QVERIFY(width(retries) >= table->fontMetrics().horizontalAdvance(u"run.retries"_s));
    QVERIFY(width(retries) < wide);
}

void TestKeyColumns::isAFilter_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("entry");
    QTest::addColumn<QString>("query");

    QTest::newRow("only") << 0 << u"Filter by meta.model:concept-xl"_s << u"meta.model:concept-xl"_s;
    QTest::newRow("not") << 0 << u"Exclude meta.model:concept-xl"_s << u"-meta.model:concept-xl"_s;
    QTest::newRow("missing") << 2 << u"Filter by meta.model:null"_s << u"meta.model:null"_s;
    QTest::newRow("list") << 3 << u"Filter by has:meta.model"_s << u"has:meta.model"_s;
    QTest::newRow("text like a list") << 4 << u"Filter by meta.model:[a]"_s << u"meta.model:[a]"_s;
    QTest::newRow("odd text") << 1 << u"Filter by meta.model:\"a|b, \\\"c\\\"\""_s
                              << u"meta.model:\"a|b, \\\"c\\\"\""_s;
}

void TestKeyColumns::isAFilter()
{
    QFETCH(int, row);
    QFETCH(QString, entry);
    QFETCH(QString, query);
    m_database->execute(u"UPDATE tasks SET metadata = '{\"model\": [\"a\", {\"b\": 1}]}' WHERE id = '%1'; "
                        "UPDATE tasks SET metadata = '{\"model\": \"[a]\"}' WHERE id = '%2'"_s.arg(
                            sampleId(297), sampleId(296)));
    ask({{u"model"_s}});
    QTRY_COMPARE_WITH_TIMEOUT(m_open->text(4, model), u"[a]"_s, patient);
    m_open->choose(m_open->openMenu(row, model), entry);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->find<QLineEdit>(u"searchText"_s)->text(), query, patient);
    settle();
    QVERIFY(!m_open->monitor().error() && !m_open->ids().isEmpty());
    QCOMPARE(title(model), u"model"_s);
}

void TestKeyColumns::isCopied()
{
    ask({{u"model"_s}});
    m_open->choose(m_open->openMenu(1, model), u"Copy as Markdown"_s);
    QVERIFY2(QApplication::clipboard()->text().endsWith(u" | a\\|b, \"c\" |"_s),
             qPrintable(QApplication::clipboard()->text()));
    m_open->choose(m_open->openMenu(1, model), u"Copy as CSV"_s);
    QVERIFY2(QApplication::clipboard()->text().endsWith(u",\"a|b, \"\"c\"\"\"\r\n"_s),
             qPrintable(QApplication::clipboard()->text()));
    m_open->choose(m_open->openMenu(1, model), u"Copy Cell"_s);
    QCOMPARE(QApplication::clipboard()->text(), u"a|b, \"c\""_s);

    // What Markdown would take for a tag, an entity, emphasis or a link.
    m_database->execute(
        u"UPDATE tasks SET metadata = '{\"model\": \"<int> &lt; a&b __init__ a_b *c* [d](e) `f`\"}' WHERE id = '%1'"_s
            .arg(sampleId(299)));
    m_open->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(m_open->text(1, model), u"<int> &lt; a&b __init__ a_b *c* [d](e) `f`"_s,
                              patient);
    m_open->choose(m_open->openMenu(1, model), u"Copy as Markdown"_s);
    QVERIFY2(QApplication::clipboard()->text().endsWith(
                 u" | \\<int> \\&lt; a\\&b \\_\\_init\\_\\_ a_b \\*c\\* \\[d](e) \\`f\\` |"_s),
             qPrintable(QApplication::clipboard()->text()));
}

void TestKeyColumns::isRemoved()
{
    ask({{u"model"_s}, {u"run"_s, u"retries"_s}});
    m_open->table()->setColumnWidth(retries, 77);
    m_open->choose(m_open->openHeaderMenu(model), u"model"_s);
    settle();
    QCOMPARE(m_open->monitor().query().keys, (QVector<QStringList>{{u"run"_s, u"retries"_s}}));
    QCOMPARE(title(model), u"run.retries"_s);
    QCOMPARE(m_open->table()->columnWidth(model), 77);
    QCOMPARE(m_open->text(0, model), u"2"_s);
}

void TestKeyColumns::isPinned()
{
    ask({{u"model"_s}, {u"run"_s, u"retries"_s}});
    m_open->choose(m_open->openHeaderMenu(retries), u"Pin at the Left"_s);
    m_open->choose(m_open->openHeaderMenu(TaskField::Type), u"Pin at the Left"_s);
    const auto *pinned = m_open->find<PinnedColumns>(u"pinnedColumns"_s);
    const auto *header = m_open->table()->horizontalHeader();
    QCOMPARE(header->visualIndex(retries), 0);
    QCOMPARE(header->visualIndex(column::sectionOf(TaskField::Type)), 1);
    m_open->window()->close();
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    m_open->window()->resize(1600, 900);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->text(0, retries), u"2"_s, patient);
    pinned = m_open->find<PinnedColumns>(u"pinnedColumns"_s);
    QCOMPARE(pinned->count(), 2);
    QVERIFY(pinned->isPinned(retries) && pinned->isPinned(column::sectionOf(TaskField::Type)));
    ask({{u"model"_s}});
    QCOMPARE(pinned->count(), 1);
    QVERIFY(pinned->isPinned(column::sectionOf(TaskField::Type)));
}

void TestKeyColumns::isRemembered()
{
    ask({{u"model"_s}, {u"run"_s, u"retries"_s}});
    m_open->table()->setColumnWidth(retries, 77);
    m_open->table()->setColumnWidth(column::sectionOf(TaskField::Type), 99);
    m_open->window()->close();
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    QTRY_COMPARE_WITH_TIMEOUT(m_open->text(0, model), u"concept-xl"_s, patient);
    QCOMPARE(m_open->text(0, retries), u"2"_s);
    QCOMPARE(m_open->table()->columnWidth(retries), 77);
    QCOMPARE(m_open->table()->columnWidth(column::sectionOf(TaskField::Type)), 99);
}

void TestKeyColumns::isNotSorted()
{
    ask({{u"model"_s}});
    QHeaderView *header = m_open->table()->horizontalHeader();
    const int section = header->sortIndicatorSection();
    clickAt(header->viewport(), {header->sectionViewportPosition(model) + 20, header->height() / 2});
    QCOMPARE(header->sortIndicatorSection(), section);
    QCOMPARE(m_open->monitor().query().sort, TaskSort());
    QTextDocument says;
    says.setHtml(toolTip(model));
    QVERIFY2(says.toPlainText().contains(u"Sorting needs an index such as this one:"_s)
                 && says.toPlainText().contains(u"(\"metadata\" ->> 'model')"_s),
             qPrintable(says.toPlainText()));
}

// By what the index has, on the server; where the order is kept, the window keeps it, too.
void TestKeyColumns::isSorted()
{
    m_database->execute(
        u"CREATE INDEX by_retries ON tasks (((metadata -> 'run' ->> 'retries')::int), created_at, id)"_s);
    m_database->execute(
        u"UPDATE tasks SET metadata = '{\"run\": {\"retries\": 10}}' WHERE id = '%1'"_s.arg(sampleId(7)));
    m_database->execute(
        u"UPDATE tasks SET metadata = '{\"run\": {\"retries\": 9}}' WHERE id = '%1'"_s.arg(sampleId(8)));
    reopen();
    ask({{u"model"_s}, {u"run"_s, u"retries"_s}});
    QVERIFY(!toolTip(retries).contains(u"sort"_s));
    QHeaderView *header = m_open->table()->horizontalHeader();
    const auto clickTitle = [&] {
        clickAt(header->viewport(), {header->sectionViewportPosition(retries) + 20, header->height() / 2});
        settle();
    };
    clickTitle();
    const TaskSort sort = m_open->monitor().query().sort;
    QCOMPARE(sort.path, (QStringList{u"run"_s, u"retries"_s}));
    QCOMPARE(header->sortIndicatorSection(), retries);
    if (sort.order == Qt::AscendingOrder)
        clickTitle();
    // Descending: those without one first, as everywhere.
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().mid(0, 4),
                              (QStringList{sampleId(299), sampleId(298), sampleId(7), sampleId(8)}), patient);
    QCOMPARE(m_open->text(2, retries), u"10"_s);
    QVERIFY(!m_open->find<QLabel>(u"bannerText"_s)->isVisible());

    m_open->window()->close();
    reopen();
    QTRY_COMPARE_WITH_TIMEOUT(m_open->text(2, retries), u"10"_s, patient);
    QCOMPARE(m_open->monitor().query().sort, (TaskSort{TaskField::Metadata, Qt::DescendingOrder, sort.path}));
    QCOMPARE(m_open->table()->horizontalHeader()->sortIndicatorSection(), retries);

    // With its column goes the sort.
    m_open->choose(m_open->openHeaderMenu(retries), u"run.retries"_s);
    settle();
    QCOMPARE(m_open->monitor().query().sort, TaskSort());
    m_database->execute(u"DROP INDEX by_retries"_s);
}

// The index was dropped in the meantime.
void TestKeyColumns::isSortedNoMore()
{
    m_database->execute(u"CREATE INDEX by_model ON tasks ((metadata ->> 'model'))"_s);
    reopen();
    ask({{u"model"_s}});
    QVERIFY2(toolTip(model).contains(u"does not order equal values"_s), qPrintable(toolTip(model)));
    m_open->monitor().queryState().askSort({TaskField::Metadata, Qt::AscendingOrder, {u"model"_s}});
    settle();
    QTRY_COMPARE_WITH_TIMEOUT(m_open->text(0, model), u"a|b, \"c\""_s, patient);
    m_open->window()->close();
    m_database->execute(u"DROP INDEX by_model"_s);
    reopen();
    QCOMPARE(m_open->monitor().query().sort, TaskSort());
    QCOMPARE(m_open->monitor().query().keys, (QVector<QStringList>{{u"model"_s}}));
}

WATCHBILL_WINDOW_TEST(TestKeyColumns)

} // namespace tst_keycolumns

#include "tst_keycolumns.moc"
