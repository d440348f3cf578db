// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "markup.h"
#include "openwindow.h"
#include "postgres/sqltext.h"
#include "privatesettings.h"
#include "sampletasks.h"
#include "stalldetector.h"

#include "dialogs/changedialog.h"
#include "dialogs/exportdialog.h"
#include "windowtest.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QHelpEvent>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QToolTip>

#include <functional>
#include <memory>

namespace tst_uglyrows {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

namespace {

struct UglyRow
{
    const char *name;
    QString values; // what UPDATE sets
};

const QVector<UglyRow> uglyRows{
    {"NULLs",
     u"user_id = NULL, type = NULL, status = NULL, result_id = NULL, error_message = NULL, metadata = NULL, created_at = NULL, updated_at = NULL"_s},
    {"infinity", u"created_at = 'infinity', updated_at = 'infinity'"_s},
    {"-infinity", u"created_at = '-infinity', updated_at = '-infinity'"_s},
    {"all time", u"created_at = '-infinity', updated_at = 'infinity'"_s},
    {"year 1", u"created_at = '0001-01-01 00:00:00+00', updated_at = '0001-01-01 00:00:00.000001+00'"_s},
    {"year 9999",
     u"created_at = '9999-12-31 23:59:59.999999+00', updated_at = '9999-12-31 23:59:59.999999+00'"_s},
    {"before Christ",
     u"created_at = '4713-01-01 00:00:00+00 BC', updated_at = '0001-12-31 00:00:00+00 BC'"_s},
    {"last day",
     u"created_at = '294276-12-31 23:59:59.999999+00', updated_at = '294276-12-31 23:59:59.999999+00'"_s},
    {"unknown status", u"status = 'waiting for the ox'"_s},
    {"empty texts", u"user_id = '', type = '', status = '', result_id = '', error_message = ''"_s},
    {"blanks", u"type = '   ', status = E'\\n\\t ', error_message = E' \\n \\n'"_s},
    {"long texts",
     u"user_id = repeat('u', 10000), type = repeat('very long ', 20000), status = repeat('s', 5000), result_id = repeat('r', 10000)"_s},
    {"1 MB error, one line", u"status = 'failed', error_message = repeat('x', 1000000)"_s},
    {"1 MB error, words", u"status = 'failed', error_message = repeat('some words ', 91000)"_s},
    {"1 MB error, lines",
     u"status = 'failed', error_message = repeat(E'at some line of some file\\n', 40000)"_s},
    {"20 MB metadata, one text", u"metadata = jsonb_build_object('text', repeat('x', 20000000))"_s},
    {"20 MB metadata, many values",
     u"metadata = (SELECT jsonb_agg(i) FROM generate_series(10000000, 12000000) i)"_s},
    {"250 kB metadata, one text", u"metadata = jsonb_build_object('text', repeat('x', 250000))"_s},
    {"250 kB metadata, many values", u"metadata = (SELECT jsonb_agg(i) FROM generate_series(1, 38000) i)"_s},
    {"deep lists", u"metadata = (repeat('[', 10000) || repeat(']', 10000))::jsonb"_s},
    {"deep objects", u"metadata = (repeat('{\"a\":', 10000) || '1' || repeat('}', 10000))::jsonb"_s},
    {"right to left",
     u"type = 'מטלה גדולה', status = 'بانتظار', error_message = E'\\u202eשגיאה\\u202c end'"_s},
    {"emoji",
     u"type = '👩‍👩‍👧 🚀', status = '🔥', error_message = repeat('💥', 1000), metadata = '{\"🚀\": \"👩‍👩‍👧\"}'"_s},
    {"control characters",
     u"type = E'a\\x01b\\x1b[31mc\\x7f', status = E'\\x07', error_message = E'\\x08\\x0c\\r\\nnext\\x1f', metadata = E'{\"a\": \"\\\\u0001\\\\u001b\"}'"_s},
    {"markup",
     u"user_id = '<b>%1</b>', type = '<b>%1</b> <img src=x> &amp; %2 %n', status = '<b>%1</b>', result_id = '<b>%1</b>', error_message = '<b>%1</b><script>x</script> %99', metadata = '{\"<b>%1</b>\": \"<b>%1</b> <h1>%2</h1>\"}'"_s},
};

// Of the processor's time, which a busy machine does not lengthen. An unbounded text takes seconds, everything else a
// tenth of this, with sanitizers, too. How quick it is below that, the benchmark says.
constexpr auto standsStill = 500ms;
constexpr int ordinaryRows = 8;
const int rowCount = ordinaryRows + int(uglyRows.size());

} // namespace

/// Whatever is stored is shown as text, or shortened, and the window goes on answering.
class TestUglyRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void everyRowIsListed();
    void details_data();
    void details();
    void scrolling();
    void toolTips();
    void menus();
    void deleteDialog();
    void exported_data();
    void exported();

private:
    using Step = std::function<void()>;

    int rowOf(int number) const { return int(m_open->ids().indexOf(sampleId(number))); }
    void perform(const QString &name, const Step &step);
    void lookAt(int number); // all of its details
    void copy(int number);
    void verifyMarkup();
    void choose(const QString &action);

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
    std::unique_ptr<StallDetector> m_stalls;
};

void TestUglyRows::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    m_database->execute(u"ALTER TABLE tasks ALTER user_id TYPE text, ALTER user_id DROP NOT NULL, "
                        "ALTER type DROP NOT NULL, ALTER status DROP NOT NULL, ALTER result_id TYPE text"_s);
    // An index entry of a text that long would not fit.
    m_database->execute(
        u"DROP INDEX tasks_type_created_at_id_idx, tasks_status_created_at_id_idx, tasks_user_id_created_at_id_idx, tasks_result_id_idx"_s);
    insertSamples(*m_database, 1, rowCount,
                  {.status = u"failed"_s,
                   .error = u"out of memory\n    at main()"_s,
                   .metadata = u"{\"a\": {\"b\": 1}}"_s});
    for (int i = 0; i < uglyRows.size(); ++i)
        m_database->execute(u"SET max_stack_depth = '6MB'; UPDATE tasks SET %1 WHERE id = '%2'"_s.arg(
            uglyRows[i].values, sampleId(ordinaryRows + 1 + i)));
    m_stalls = std::make_unique<StallDetector>();
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), rowCount, patient);
    for (int section = 0; section < column::count; ++section)
        m_open->table()->setColumnHidden(section, false);
    QTRY_VERIFY_WITH_TIMEOUT(m_open->monitor().counts() && m_open->monitor().types(), patient);
    for (int number = 1; number <= ordinaryRows; ++number) {
        lookAt(number);
        copy(number);
    }
}

void TestUglyRows::cleanupTestCase()
{
    m_open.reset();
    m_stalls.reset();
    m_database.reset();
    m_settings.reset();
}

void TestUglyRows::perform(const QString &name, const Step &step)
{
    QTest::qWait(0);
    m_stalls->restart();
    step();
    const int turns = m_stalls->turns();
    QVERIFY(QTest::qWaitFor([&] { return m_stalls->turns() > turns; })); // it has noted how long that was
    const auto work = m_stalls->longestWork();
    if (work > standsStill)
        QFAIL(qPrintable(u"%1: %2 ms of work"_s.arg(name, QString::number(work.count() / 1'000))));
}

void TestUglyRows::lookAt(int number)
{
    auto *tabs = m_open->find<QTabWidget>(QString());
    const auto *id = m_open->find<QLabel>(u"detailId"_s);
    tabs->setCurrentIndex(0);
    m_open->table()->scrollTo(m_open->table()->model()->index(rowOf(number), 0));
    QTest::qWait(0);
    perform(u"selecting"_s, [&] {
        m_open->clickCell(rowOf(number), TaskField::CreatedAt);
        QTRY_COMPARE_WITH_TIMEOUT(id->text(), sampleId(number), patient);
    });
    for (int tab = 0; tab < tabs->count(); ++tab)
        perform(u"details, page %1"_s.arg(tab), [&] { tabs->setCurrentIndex(tab); });
    tabs->setCurrentIndex(1);
    for (const auto &form : {u"Text"_s, u"Tree"_s}) {
        for (QToolButton *button : tabs->currentWidget()->findChildren<QToolButton *>()) {
            if (button->text() == form)
                perform(u"metadata as "_s + form, [&] { click(button); });
        }
    }
    perform(u"refreshing"_s, [&] { m_open->refresh(); });
}

void TestUglyRows::choose(const QString &action)
{
    for (QAction *one : m_open->window()->findChildren<QAction *>()) {
        if (one->text() == action) {
            one->trigger();
            return;
        }
    }
    qFatal("There is no action %s.", qPrintable(action));
}

void TestUglyRows::copy(int number)
{
    QClipboard *clipboard = QApplication::clipboard();
    for (const auto &action : {u"Copy Task &ID"_s, u"Copy Ro&w"_s, u"Copy for a Tic&ket"_s,
                               u"Copy as &Markdown"_s, u"Copy as &SQL Query"_s, u"Copy as &JSON"_s}) {
        clipboard->clear();
        perform(action, [&] {
            choose(action);
            QTRY_VERIFY_WITH_TIMEOUT(clipboard->text().contains(sampleId(number)), patient);
        });
    }
}

void TestUglyRows::verifyMarkup()
{
    const QStringList misread = misreadMarkup();
    QVERIFY2(misread.isEmpty(), qPrintable(misread.join(u'\n')));
}

void TestUglyRows::everyRowIsListed()
{
    QStringList ids = m_open->ids();
    ids.sort();
    QCOMPARE(ids, sampleIds(1, rowCount));
    for (int row = 0; row < rowCount; ++row) {
        for (int i = 0; i < column::count; ++i)
            QVERIFY2(m_open->text(row, i).size() <= 300, qPrintable(m_open->text(row, i)));
    }
    verifyMarkup();
}

void TestUglyRows::details_data()
{
    QTest::addColumn<int>("number");

    for (int i = 0; i < uglyRows.size(); ++i)
        QTest::newRow(uglyRows[i].name) << ordinaryRows + 1 + i;
}

void TestUglyRows::details()
{
    QFETCH(int, number);
    m_open->table()->selectRow(rowOf(1)); // so that everything is shown again
    lookAt(number);
    verifyMarkup();
    copy(number);
}

void TestUglyRows::scrolling()
{
    m_open->table()->setFocus();
    for (const auto key :
         {Qt::Key_Home, Qt::Key_PageDown, Qt::Key_PageDown, Qt::Key_PageUp, Qt::Key_End, Qt::Key_Home})
        perform(u"scrolling"_s, [&] { press(m_open->window(), key); });
    for (const int width : {40, 900})
        perform(u"a column's width"_s,
                [&] { m_open->table()->setColumnWidth(column::sectionOf(TaskField::Type), width); });
}

// As they come up under the pointer.
void TestUglyRows::toolTips()
{
    TaskTableView *table = m_open->table();
    for (int row = 0; row < rowCount; ++row) {
        table->scrollTo(table->model()->index(row, 0));
        for (int i = 0; i < column::count; ++i) {
            const QModelIndex index = table->model()->index(row, i);
            QVERIFY2(index.data(Qt::ToolTipRole).toString().size() < 25'000,
                     qPrintable(index.data(TaskTableModel::IdRole).toString()));
            const QPoint place = table->visualRect(index).center();
            QToolTip::hideText();
            perform(u"a tool tip"_s, [&] {
                QHelpEvent event(QEvent::ToolTip, place, table->viewport()->mapToGlobal(place));
                QApplication::sendEvent(table->viewport(), &event);
            });
        }
    }
    QToolTip::hideText();
}

void TestUglyRows::menus()
{
    m_open->table()->scrollToTop();
    for (int number = ordinaryRows + 1; number <= rowCount; ++number) {
        for (const auto column : {TaskField::Status, TaskField::Type, TaskField::UserId}) {
            m_open->table()->scrollTo(
                m_open->table()->model()->index(rowOf(number), column::sectionOf(column)));
            QTest::qWait(0);
            QMenu *menu = nullptr;
            perform(u"a menu"_s, [&] { menu = m_open->openMenu(rowOf(number), column); });
            QVERIFY(menu->width() < 1'000);
            verifyMarkup();
            menu->close();
        }
    }
}

void TestUglyRows::deleteDialog()
{
    perform(u"selecting all"_s, [&] { m_open->table()->selectAll(); });
    perform(u"the delete dialog"_s, [&] { m_open->find<QAction>(u"deleteAction"_s)->trigger(); });
    auto *dialog = m_open->window()->findChild<ChangeDialog *>();
    QVERIFY(dialog && QTest::qWaitForWindowActive(dialog));
    QVERIFY(dialog->width() < 1'300);
    verifyMarkup();
    dialog->reject();
    QTRY_VERIFY(!m_open->window()->findChild<ChangeDialog *>());
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), QString::number(rowCount));
    m_open->table()->clearSelection();
}

void TestUglyRows::exported_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QString>("suffix");

    QTest::newRow("CSV") << 0 << u"csv"_s;
    QTest::newRow("JSON lines") << 2 << u"jsonl"_s;
}

void TestUglyRows::exported()
{
    QFETCH(int, format);
    QFETCH(QString, suffix);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"tasks."_s + suffix);
    QFile::remove(path);
    m_open->window()->activateWindow();
    choose(u"&Export…"_s);
    auto *dialog = m_open->window()->findChild<ExportDialog *>();
    QVERIFY(dialog && QTest::qWaitForWindowActive(dialog));
    m_open->find<QComboBox>(u"exportFormat"_s)->setCurrentIndex(format);
    m_open->find<QLineEdit>(u"exportPath"_s)->setText(path);
    perform(u"an export"_s, [&] {
        click(m_open->find<QPushButton>(u"exportStart"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!m_open->window()->findChild<ExportDialog *>(), 60'000);
    });
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.size() > 40'000'000);
    if (format == 0)
        return;
    int lines = 0;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        ++lines;
        QVERIFY(line.startsWith('{') && line.endsWith("}\n"));
    }
    QCOMPARE(lines, rowCount);
}

WATCHBILL_WINDOW_TEST(TestUglyRows)

} // namespace tst_uglyrows

#include "tst_uglyrows.moc"
