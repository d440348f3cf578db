// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "interruption.h"
#include "openwindow.h"
#include "privatesettings.h"
#include "sampletasks.h"

#include "detail/detailpanel.h"
#include "detail/jsontree.h"
#include "detail/metadataview.h"
#include "theme/announcer.h"
#include "theme/theme.h"
#include "windowtest.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
#include <QToolTip>
#include <QTreeWidget>

namespace tst_mainwindowdetails {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// The pane that shows all of one task, and leaves alone what somebody is reading.
class TestMainWindowDetails : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void followsTheSelection();
    void staysWhileNewTasksAreShown();
    void showsAllFields();
    void showsTheDurationAsTheTableDoes();
    void copiesFields();
    void copyButtonsSaySo();
    void whatWentWrongComesFirst();
    void followsTheTheme();
    void longErrorsLeaveRoom_data();
    void longErrorsLeaveRoom();
    void wholeError();
    void textSelectionSurvivesRefreshes();
    void errorChanges();
    void pageOfTheErrorComesAndGoes();
    void metadataTree();
    void everyNodeIsAFilter_data();
    void everyNodeIsAFilter();
    void metadataText();
    void treeStaysAsItWasOpened();
    void otherMetadata_data();
    void otherMetadata();
    void largeMetadata();
    void hostileMetadata();
    void metadataAsWritten();
    void textThatHoldsJson();
    void deepMetadata();
    void shortensIdsInTheMiddle();
    void shortensALongType();
    void deletedWhileShown();
    void staysWithoutConnection();

private:
    void select(int number); // waits for its details
    void setValues(int number, const QString &assignments);
    QString field(const QString &name) const { return m_open->find<QLabel>(name)->text(); }
    QStringList labels() const; // all texts of the first page
    void openTab(const QString &title);
    void clickButton(QWidget *parent, const QString &text, const QString &toolTip = {});
    QStringList treeLines() const; // "name=value", children behind their parent, indented

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

void TestMainWindowDetails::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Supabase);
}

void TestMainWindowDetails::init()
{
    m_settings->clear();
    m_database->execute(u"TRUNCATE public.tasks"_s);
    insertSamples(*m_database, 1, 2, {.status = u"pending"_s, .user = 2});
    insertSamples(*m_database, 3, 4,
                  {.status = u"failed"_s,
                   .error = u"out of memory\n    at render()\n    at main()"_s,
                   .metadata =
                       u"{\"prompt\": \"a chair\", \"size\": {\"width\": 1024, \"height\": 768}, "
                       "\"tags\": [\"draft\", \"client\"], \"seed\": 9007199254740993, \"done\": true, "
                       "\"parent\": null, \"cost\": 0.10}"_s});
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(4, 1), patient);
}

void TestMainWindowDetails::cleanup()
{
    m_open.reset();
}

void TestMainWindowDetails::cleanupTestCase()
{
    m_database.reset();
}

void TestMainWindowDetails::select(int number)
{
    m_open->clickCell(int(m_open->ids().indexOf(sampleId(number))), TaskField::Type);
    QTRY_COMPARE_WITH_TIMEOUT(field(u"detailId"_s), sampleId(number), patient);
    QTRY_VERIFY_WITH_TIMEOUT(m_open->window()->findChild<DetailPanel *>()->isVisible(), patient);
}

void TestMainWindowDetails::setValues(int number, const QString &assignments)
{
    m_database->execute(u"UPDATE public.tasks SET %1 WHERE id = '%2'"_s.arg(assignments, sampleId(number)));
}

QStringList TestMainWindowDetails::labels() const
{
    QStringList texts;
    for (const QLabel *label : m_open->find<QTabWidget>(QString())->widget(0)->findChildren<QLabel *>())
        texts += label->text();
    return texts;
}

void TestMainWindowDetails::openTab(const QString &title)
{
    QTabBar *bar = m_open->window()->findChild<DetailPanel *>()->findChild<QTabBar *>();
    for (int tab = 0; tab < bar->count(); ++tab) {
        if (bar->tabText(tab) == title) {
            clickAt(bar, bar->tabRect(tab).center());
            QCOMPARE(bar->currentIndex(), tab);
            return;
        }
    }
    QFAIL("There is no such tab.");
}

void TestMainWindowDetails::clickButton(QWidget *parent, const QString &text, const QString &toolTip)
{
    for (QToolButton *button : parent->findChildren<QToolButton *>()) {
        if (button->text() == text && (toolTip.isEmpty() || button->toolTip() == toolTip)) {
            click(button);
            return;
        }
    }
    QFAIL("There is no such button.");
}

QStringList TestMainWindowDetails::treeLines() const
{
    QStringList lines;
    auto *tree = m_open->find<QTreeWidget>(u"metadataTree"_s);
    for (QTreeWidgetItemIterator it(tree); *it; ++it) {
        QString indent;
        for (const QTreeWidgetItem *parent = (*it)->parent(); parent; parent = parent->parent())
            indent += u' ';
        lines += indent + (*it)->text(0) + u'=' + (*it)->text(1);
    }
    return lines;
}

void TestMainWindowDetails::followsTheSelection()
{
    auto *tabs = m_open->window()->findChild<DetailPanel *>()->findChild<QTabWidget *>();
    QVERIFY(!tabs->isVisible());
    select(4);
    QVERIFY(tabs->isVisible());
    QCOMPARE(field(u"detailStatus"_s), u"failed"_s);
    press(m_open->window(), Qt::Key_Down);
    press(m_open->window(), Qt::Key_Down);
    QTRY_COMPARE_WITH_TIMEOUT(field(u"detailId"_s), sampleId(2), patient);
    QCOMPARE(field(u"detailStatus"_s), u"pending"_s);
    setStatus(*m_database, 2, u"processing"_s);
    m_open->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(field(u"detailStatus"_s), u"processing"_s, patient);
    press(m_open->window(), Qt::Key_Escape);
    QVERIFY(!tabs->isVisible());
}

void TestMainWindowDetails::staysWhileNewTasksAreShown()
{
    select(4);
    insertSamples(*m_database, 5, 6);
    m_open->refresh();
    auto *newer = m_open->find<QPushButton>(u"newerButton"_s);
    QTRY_VERIFY_WITH_TIMEOUT(newer->isVisible(), patient);
    click(newer);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().value(0), sampleId(6), patient);
    QCOMPARE(m_open->selectedIds(), QStringList{sampleId(4)});
    QCOMPARE(field(u"detailId"_s), sampleId(4));
    QVERIFY(m_open->find<QLabel>(u"detailId"_s)->isVisible());
}

void TestMainWindowDetails::showsAllFields()
{
    setValues(4, u"result_id = '%1'"_s.arg(sampleUser(9)));
    select(4);
    const QStringList texts = labels();
    for (const QString &expected :
         {u"failed"_s, u"concept_generation"_s, sampleId(4), sampleUser(1), sampleUser(9), u"30 s"_s})
        QVERIFY2(texts.contains(expected), qPrintable(expected + u" is not among "_s + texts.join(u" | "_s)));
    const QString created =
        QDateTime(QDate(2025, 1, 1), QTime(0, 4), Qt::UTC).toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s);
    QVERIFY2(texts.filter(created).size() == 1, qPrintable(texts.join(u" | "_s)));
    setValues(2, u"created_at = NULL, updated_at = 'infinity', status = 'waiting'"_s);
    press(m_open->window(), Qt::Key_Escape); // nothing is in the way of rows that come in
    m_open->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(m_open->ids().first() == sampleId(2), patient); // a NULL comes first
    select(2);
    QTRY_VERIFY_WITH_TIMEOUT(labels().contains(u"infinity"_s), patient);
    QCOMPARE(labels().count(u"NULL"_s), 2); // created, result
    QCOMPARE(labels().count(u"–"_s), 1); // duration
    QCOMPARE(field(u"detailStatus"_s), u"waiting"_s);
}

void TestMainWindowDetails::showsTheDurationAsTheTableDoes()
{
    setValues(2, u"created_at = now() - interval '2 min 3 s'"_s);
    m_open->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().value(0), sampleId(2), patient); // the newest now
    select(2);
    QTRY_VERIFY_WITH_TIMEOUT(labels().contains(m_open->text(0, TaskField::Duration) + u" so far"_s), patient);
    QVERIFY2(m_open->text(0, TaskField::Duration).startsWith(u"2 min 0"_s),
             qPrintable(m_open->text(0, TaskField::Duration)));
}

void TestMainWindowDetails::copiesFields()
{
    select(4);
    const auto buttons = m_open->find<QTabWidget>(QString())->widget(0)->findChildren<QToolButton *>();
    QStringList copied;
    for (QToolButton *button : buttons) {
        if (!button->isVisible())
            continue; // there is no result to copy
        click(button);
        copied += QApplication::clipboard()->text();
    }
    copied.sort();
    QCOMPARE(copied,
             QStringList({sampleId(4), sampleUser(1), u"out of memory\n    at render()\n    at main()"_s}));
}

// Each shows a check mark for a moment, without becoming wider, and a screen reader hears it.
void TestMainWindowDetails::copyButtonsSaySo()
{
    select(4);
    const auto drawing = [](const QAbstractButton *button) { return button->icon().pixmap(16).toImage(); };
    QSignalSpy told(m_open->window()->findChild<Announcer *>(), &Announcer::told);
    int pressed = 0;
    for (const QString &tab : {u"Overview"_s, u"Metadata"_s, u"Error"_s}) {
        openTab(tab);
        for (auto *button : m_open->window()->findChild<DetailPanel *>()->findChildren<QToolButton *>()) {
            if (!button->isVisible() || !button->toolTip().startsWith(u"Copy"_s))
                continue;
            const QImage before = drawing(button);
            const QSize size = button->size();
            QApplication::clipboard()->clear();
            told.clear();
            click(button);
            QTRY_VERIFY(!QApplication::clipboard()->text().isEmpty());
            QVERIFY(drawing(button) != before);
            QCOMPARE(button->size(), size);
            click(button); // again, while the mark is there
            QTRY_VERIFY(!told.isEmpty() && told.last().first().toString().endsWith(u"Copied."_s));
            QTRY_COMPARE(drawing(button), before);
            ++pressed;
        }
    }
    QCOMPARE(pressed, 5); // error, id, user, metadata, and the whole error
}

void TestMainWindowDetails::whatWentWrongComesFirst()
{
    auto *brief = m_open->find<QFrame>(u"detailBrief"_s);
    auto *text = m_open->find<QPlainTextEdit>(u"detailBriefText"_s);
    auto *copy = m_open->find<QToolButton>(u"copyError"_s);
    select(4);
    QVERIFY(brief->isVisible());
    QCOMPARE(text->toPlainText(), u"out of memory\n    at render()\n    at main()"_s);
    QCOMPARE(brief->palette().color(QPalette::Window), theme::errorBackground());
    auto *status = m_open->find<QLabel>(u"detailStatus"_s);
    QVERIFY(brief->mapToGlobal(QPoint(0, brief->height())).y() <= status->mapToGlobal(QPoint(0, 0)).y());
    QTRY_COMPARE(text->verticalScrollBar()->maximum(), 0); // all of it is seen
    click(copy);
    QCOMPARE(QApplication::clipboard()->text(), text->toPlainText());

    select(2); // there is nothing to say of one that waits
    QVERIFY(!brief->isVisible());
    setValues(4, u"error_message = NULL"_s);
    select(4);
    QVERIFY(brief->isVisible());
    QCOMPARE(text->toPlainText(), QString());
    QCOMPARE(text->placeholderText(), u"The task failed and has no error message."_s);
    QVERIFY(!copy->isVisible());
    setValues(3, u"status = 'completed'"_s); // after another try
    select(3);
    QVERIFY(brief->isVisible());
    QVERIFY(brief->palette().color(QPalette::Window) != theme::errorBackground());
}

void TestMainWindowDetails::followsTheTheme()
{
    select(4);
    const auto *brief = m_open->find<QFrame>(u"detailBrief"_s);
    const auto *status = m_open->find<QLabel>(u"detailStatus"_s);
    const QColor before = theme::errorBackground();
    theme::apply(theme::Scheme::Dark);
    QVERIFY(theme::errorBackground() != before);
    QTRY_COMPARE(brief->palette().color(QPalette::Window), theme::errorBackground());
    QTRY_COMPARE(status->palette().color(QPalette::WindowText), theme::statusColor(TaskStatus::Kind::Failed));
    theme::apply(theme::Scheme::Light);
    QTRY_COMPARE(brief->palette().color(QPalette::Window), theme::errorBackground());
    QTRY_COMPARE(status->palette().color(QPalette::WindowText), theme::statusColor(TaskStatus::Kind::Failed));
}

void TestMainWindowDetails::longErrorsLeaveRoom_data()
{
    QTest::addColumn<QString>("error");
    QTest::newRow("many lines") << u"    at step()\n"_s.repeated(500).trimmed();
    QTest::newRow("no space to break at") << u"x"_s.repeated(4'000);
}

void TestMainWindowDetails::longErrorsLeaveRoom()
{
    QFETCH(QString, error);
    m_open->window()->resize(1280, 800);
    setValues(4, u"error_message = '%1'"_s.arg(error));
    select(4);
    auto *text = m_open->find<QPlainTextEdit>(u"detailBriefText"_s);
    QTRY_VERIFY_WITH_TIMEOUT(text->verticalScrollBar()->maximum() > 0, patient);
    auto *page = qobject_cast<QScrollArea *>(m_open->find<QTabWidget>(QString())->widget(0));
    QVERIFY2(text->height()
                 <= std::max(page->viewport()->height() / 2, 4 * text->fontMetrics().lineSpacing()),
             qPrintable(QString::number(text->height())));
    QCOMPARE(page->horizontalScrollBar()->maximum(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(page->verticalScrollBar()->maximum(), 0, patient); // all fields are in sight
    click(m_open->find<QToolButton>(u"copyError"_s));
    QCOMPARE(QApplication::clipboard()->text(), error);
}

// The table's rows have the beginning of an error only.
void TestMainWindowDetails::wholeError()
{
    QString error = u"Größe überschritten: <b>%1</b>\n"_s;
    for (int line = 0; line < 200; ++line)
        error += u"    at step %1\n"_s.arg(line);
    setValues(3, u"error_message = '%1'"_s.arg(error));
    select(3);
    openTab(u"Error"_s);
    auto *pane = m_open->find<QPlainTextEdit>(u"detailError"_s);
    QVERIFY(pane->isVisible());
    QCOMPARE(pane->toPlainText(), error);
    QVERIFY(pane->isReadOnly());
}

void TestMainWindowDetails::textSelectionSurvivesRefreshes()
{
    select(4);
    openTab(u"Error"_s);
    auto *pane = m_open->find<QPlainTextEdit>(u"detailError"_s);
    const QPoint place = pane->cursorRect().center() + QPoint(30, 0);
    QTest::mouseDClick(m_open->window()->windowHandle(), Qt::LeftButton, {},
                       pane->viewport()->mapTo(m_open->window(), place)); // a word
    const QString word = pane->textCursor().selectedText();
    QVERIFY(!word.isEmpty());
    for (int round = 0; round < 3; ++round) {
        const QString status = u"state-%1"_s.arg(round);
        setStatus(*m_database, 4, status); // read again, as it changed
        insertSamples(*m_database, 10 + round, 10 + round);
        m_open->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(field(u"detailStatus"_s), status, patient);
        QCOMPARE(pane->textCursor().selectedText(), word);
        QVERIFY(pane->isVisible()); // and so does the page
    }
    press(m_open->window(), Qt::Key_C, Qt::ControlModifier); // of the text, not of the row
    QCOMPARE(QApplication::clipboard()->text(), word);
}

void TestMainWindowDetails::errorChanges()
{
    select(3);
    openTab(u"Error"_s);
    auto *pane = m_open->find<QPlainTextEdit>(u"detailError"_s);
    setValues(3, u"error_message = 'disk full', updated_at = now()"_s);
    m_open->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(pane->toPlainText(), u"disk full"_s, patient);
    auto *copy = m_open->find<QToolButton>(u"copyWholeError"_s);
    click(copy);
    QCOMPARE(QApplication::clipboard()->text(), u"disk full"_s);
    setValues(3, u"error_message = NULL, status = 'completed', updated_at = now()"_s);
    m_open->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(pane->toPlainText(), QString(), patient);
    QCOMPARE(pane->placeholderText(), u"No error."_s);
    QVERIFY(!copy->isVisible());
}

void TestMainWindowDetails::pageOfTheErrorComesAndGoes()
{
    const auto *tabs = m_open->window()->findChild<DetailPanel *>()->findChild<QTabWidget *>();
    const auto page = [&] { return tabs->tabText(tabs->currentIndex()); };
    select(4);
    openTab(u"Error"_s);
    select(3);
    QCOMPARE(page(), u"Error"_s);
    select(2); // has none
    QTRY_COMPARE_WITH_TIMEOUT(page(), u"Overview"_s, patient);
    select(1);
    QCOMPARE(page(), u"Overview"_s);
    select(4);
    QTRY_COMPARE_WITH_TIMEOUT(page(), u"Error"_s, patient);
    select(2);
    QTRY_COMPARE_WITH_TIMEOUT(page(), u"Overview"_s, patient);
    openTab(u"Metadata"_s);
    select(4);
    QCOMPARE(field(u"detailStatus"_s), u"failed"_s);
    QCOMPARE(page(), u"Metadata"_s); // chosen by hand
    openTab(u"Error"_s);
    select(2);
    QTRY_COMPARE_WITH_TIMEOUT(page(), u"Overview"_s, patient);
    openTab(u"Overview"_s); // chosen by hand, too
    select(4);
    QCOMPARE(page(), u"Overview"_s);
}

void TestMainWindowDetails::metadataTree()
{
    select(4);
    openTab(u"Metadata"_s);
    auto *tree = m_open->find<QTreeWidget>(u"metadataTree"_s);
    QVERIFY(tree->isVisible());
    // As jsonb has them: shorter names first.
    QCOMPARE(treeLines(),
             QStringList({u"cost=0.10"_s, u"done=true"_s, u"seed=9007199254740993"_s, u"size=2 field(s)"_s,
                          u" width=1024"_s, u" height=768"_s, u"tags=2 item(s)"_s, u" 0=draft"_s,
                          u" 1=client"_s, u"parent=null"_s, u"prompt=a chair"_s}));
}

void TestMainWindowDetails::everyNodeIsAFilter_data()
{
    QTest::addColumn<QString>("node");
    QTest::addColumn<QString>("entry");
    QTest::addColumn<QString>("query");
    QTest::newRow("number") << u"seed"_s << u"Filter by meta.seed:9007199254740993"_s
                            << u"meta.seed:9007199254740993"_s;
    QTest::newRow("text") << u"prompt"_s << u"Filter by meta.prompt:\"a chair\""_s
                          << u"meta.prompt:\"a chair\""_s;
    QTest::newRow("excluded") << u"done"_s << u"Exclude meta.done:true"_s << u"-meta.done:true"_s;
    QTest::newRow("NULL") << u"parent"_s << u"Filter by meta.parent:null"_s << u"meta.parent:null"_s;
    QTest::newRow("below") << u"width"_s << u"Filter by meta.size.width:1024"_s << u"meta.size.width:1024"_s;
    QTest::newRow("of a list") << u"1"_s << u"Filter by meta.tags:client"_s << u"meta.tags:client"_s;
    QTest::newRow("key") << u"tags"_s << u"Filter by has:meta.tags"_s << u"has:meta.tags"_s;
}

void TestMainWindowDetails::everyNodeIsAFilter()
{
    QFETCH(QString, node);
    QFETCH(QString, entry);
    QFETCH(QString, query);
    select(4);
    openTab(u"Metadata"_s);
    auto *tree = m_open->find<QTreeWidget>(u"metadataTree"_s);
    const auto nodes = tree->findItems(node, Qt::MatchExactly | Qt::MatchRecursive);
    QCOMPARE(nodes.size(), 1);
    tree->scrollToItem(nodes.first());
    const QPoint place = tree->visualItemRect(nodes.first()).center();
    QContextMenuEvent event(QContextMenuEvent::Mouse, place, tree->viewport()->mapToGlobal(place));
    QApplication::sendEvent(tree->viewport(), &event);
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    m_open->choose(menu, entry);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->find<QLineEdit>(u"searchText"_s)->text(), query, patient);
    const bool isExcluded = query.startsWith(u'-');
    QTRY_VERIFY_WITH_TIMEOUT(
        !m_open->monitor().feed().isLoading() && m_open->monitor().queryState().isShown(), patient);
    QCOMPARE(m_open->ids().contains(sampleId(4)), !isExcluded || m_open->selectedIds().contains(sampleId(4)));
    QVERIFY(!m_open->monitor().error());
}

void TestMainWindowDetails::metadataText()
{
    select(4);
    openTab(u"Metadata"_s);
    clickButton(m_open->window()->findChild<MetadataView *>(), u"Text"_s);
    auto *text = m_open->find<QPlainTextEdit>(u"metadataText"_s);
    QVERIFY(text->isVisible());
    // The server's words, indented: no digit is lost.
    QString expected = m_database->value(
        u"SELECT jsonb_pretty(metadata) FROM public.tasks WHERE id = '%1'"_s.arg(sampleId(4)));
    QCOMPARE(text->toPlainText(), expected);
    QVERIFY(expected.contains(u"0.10"_s));
    QApplication::clipboard()->clear();
    clickButton(m_open->window()->findChild<MetadataView *>(), QString(), u"Copy all metadata"_s);
    QTRY_COMPARE_WITH_TIMEOUT(QApplication::clipboard()->text(), expected, patient);
    // Another task's metadata is shown in the same way.
    setValues(3, u"metadata = '{\"other\": 1}'"_s);
    select(3);
    QTRY_COMPARE_WITH_TIMEOUT(text->toPlainText(), u"{\n    \"other\": 1\n}"_s, patient);
    QVERIFY(text->isVisible());
}

void TestMainWindowDetails::treeStaysAsItWasOpened()
{
    select(4);
    openTab(u"Metadata"_s);
    auto *tree = m_open->find<QTreeWidget>(u"metadataTree"_s);
    QTreeWidgetItem *size = tree->findItems(u"size"_s, Qt::MatchExactly).value(0);
    QVERIFY(size && size->isExpanded());
    size->setExpanded(false);
    tree->setCurrentItem(tree->findItems(u"seed"_s, Qt::MatchExactly).first());
    setStatus(*m_database, 4, u"completed"_s);
    m_open->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(field(u"detailStatus"_s), u"completed"_s, patient);
    QVERIFY(!tree->findItems(u"size"_s, Qt::MatchExactly).first()->isExpanded());
    QCOMPARE(tree->currentItem()->text(0), u"seed"_s);
}

void TestMainWindowDetails::otherMetadata_data()
{
    QTest::addColumn<QString>("metadata");
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<QString>("text");

    QTest::newRow("none") << QString() << QStringList() << QString();
    QTest::newRow("empty object") << u"{}"_s << QStringList() << u"{}"_s;
    QTest::newRow("exact numbers")
        << u"{\"u64\": 12345678901234567890, \"price\": 10.00, \"pi\": 3.140, \"huge\": 1e40, "
           "\"small\": 0.1000000000000000055511151231257827}"_s
        << QStringList({u"pi=3.140"_s, u"u64=12345678901234567890"_s,
                        u"huge=10000000000000000000000000000000000000000"_s, u"price=10.00"_s,
                        u"small=0.1000000000000000055511151231257827"_s})
        << u"{\n    \"pi\": 3.140,\n    \"u64\": 12345678901234567890,\n"
           "    \"huge\": 10000000000000000000000000000000000000000,\n    \"price\": 10.00,\n"
           "    \"small\": 0.1000000000000000055511151231257827\n}"_s;
    QTest::newRow("empty text") << u"{\"a\": \"\", \"\": 1}"_s << QStringList({u"=1"_s, u"a=\"\""_s})
                                << u"{\n    \"\": 1,\n    \"a\": \"\"\n}"_s;
    QTest::newRow("list") << u"[1, \"two\", []]"_s << QStringList({u"0=1"_s, u"1=two"_s, u"2=0 item(s)"_s})
                          << u"[\n    1,\n    \"two\",\n    []\n]"_s;
    QTest::newRow("word") << u"\"only this\""_s << QStringList{u"=\"only this\""_s} << u"\"only this\""_s;
    QTest::newRow("number") << u"12345678901234567890.5"_s << QStringList{u"=12345678901234567890.5"_s}
                            << u"12345678901234567890.5"_s;
    QTest::newRow("JSON null") << u"null"_s << QStringList{u"=null"_s} << u"null"_s;
}

void TestMainWindowDetails::otherMetadata()
{
    QFETCH(QString, metadata);
    QFETCH(QStringList, lines);
    QFETCH(QString, text);
    select(4);
    openTab(u"Metadata"_s);
    setValues(3, metadata.isNull() ? u"metadata = NULL"_s : u"metadata = '%1'"_s.arg(metadata));
    select(3);
    QTRY_COMPARE_WITH_TIMEOUT(treeLines(), lines, patient);
    auto *view = m_open->window()->findChild<MetadataView *>();
    bool saysNone = false;
    for (const QLabel *label : view->findChildren<QLabel *>())
        saysNone = saysNone || (label->isVisible() && label->text() == u"No metadata."_s);
    QCOMPARE(saysNone, metadata.isNull());
    clickButton(view, u"Text"_s);
    QCOMPARE(m_open->find<QPlainTextEdit>(u"metadataText"_s)->toPlainText(), text);
}

// Copied whole; shown as far as it does not stall the window.
void TestMainWindowDetails::largeMetadata()
{
    setValues(
        3,
        u"metadata = (SELECT jsonb_object_agg('key' || i, repeat('x', 100)) FROM generate_series(1, 5000) AS i)"_s);
    select(3);
    openTab(u"Metadata"_s);
    auto *view = m_open->window()->findChild<MetadataView *>();
    const auto note = [&] {
        QString visible;
        for (const QLabel *label : view->findChildren<QLabel *>())
            visible += label->isVisible() ? label->text() : QString();
        return visible;
    };
    QTRY_COMPARE_WITH_TIMEOUT(treeLines().size(), JsonTree::linesAtATime + 1, patient);
    QCOMPARE(note(), QString());
    auto *tree = m_open->find<QTreeWidget>(u"metadataTree"_s);
    QTreeWidgetItem *more = tree->topLevelItem(JsonTree::linesAtATime);
    QCOMPARE(more->text(1), u"Show more…"_s);
    tree->scrollToItem(more);
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualItemRect(more).center());
    QCOMPARE(treeLines().size(), 2 * JsonTree::linesAtATime + 1);
    QCOMPARE(tree->currentItem(), tree->topLevelItem(JsonTree::linesAtATime));
    clickButton(view, u"Text"_s);
    QVERIFY2(note().startsWith(u"Only the beginning of "_s), qPrintable(note()));
    const QString shown = m_open->find<QPlainTextEdit>(u"metadataText"_s)->toPlainText();
    const QString whole = m_database->value(
        u"SELECT jsonb_pretty(metadata) FROM public.tasks WHERE id = '%1'"_s.arg(sampleId(3)));
    QVERIFY(shown.size() > 60'000 && shown.size() < whole.size());
    QVERIFY(whole.startsWith(shown));
    clickButton(view, QString(), u"Copy all metadata"_s);
    QTRY_COMPARE_WITH_TIMEOUT(QApplication::clipboard()->text(), whole, patient);
    select(4); // and back to what fits
    QTRY_VERIFY_WITH_TIMEOUT(note().isEmpty(), patient);
}

void TestMainWindowDetails::hostileMetadata()
{
    setValues(
        3,
        u"metadata = '{\"<b>k</b>\": \"<img src=x>\\nsecond %1\", \"אמוג׳י\": \"💥\", \"esc\": \"\\\\ \\\" {[\"}'"_s);
    select(3);
    openTab(u"Metadata"_s);
    QTRY_COMPARE_WITH_TIMEOUT(
        treeLines(), QStringList({u"esc=\\ \" {["_s, u"<b>k</b>=<img src=x>"_s, u"אמוג׳י=💥"_s}), patient);
    const QTreeWidgetItem *item = m_open->find<QTreeWidget>(u"metadataTree"_s)->topLevelItem(1);
    QVERIFY2(item->toolTip(1).contains(u"&lt;img src=x&gt;\nsecond %1"_s), qPrintable(item->toolTip(1)));
}

// A column of the type json keeps what jsonb does not: order, duplicates, half surrogates, NUL.
void TestMainWindowDetails::metadataAsWritten()
{
    m_database->execute(u"ALTER TABLE public.tasks ALTER metadata TYPE json USING metadata::text::json"_s);
    setValues(3, uR"(metadata = '{"z": 1, "a": 1e400,
        "z": -0, "nul": "a\u0000b", "half": "\ud800"}')"_s);
    select(3);
    openTab(u"Metadata"_s);
    QTRY_COMPARE_WITH_TIMEOUT(treeLines().mid(0, 3), QStringList({u"z=1"_s, u"a=1e400"_s, u"z=-0"_s}),
                              patient);
    QCOMPARE(treeLines().size(), 5);
}

void TestMainWindowDetails::textThatHoldsJson()
{
    setValues(3, uR"(metadata = '{"args": "{\"a\": 1.0, \"list\": [1]}", "word": "[not JSON"}')"_s);
    select(3);
    openTab(u"Metadata"_s);
    QTRY_COMPARE_WITH_TIMEOUT(
        treeLines(), QStringList({uR"(args={"a": 1.0, "list": [1]})"_s, u"word=[not JSON"_s}), patient);
    auto *tree = m_open->find<QTreeWidget>(u"metadataTree"_s);
    QVERIFY(!tree->topLevelItem(0)->isExpanded()); // it is shown as the text that it is
    QCOMPARE(tree->topLevelItem(0)->childIndicatorPolicy(), QTreeWidgetItem::ShowIndicator);
    QVERIFY(tree->topLevelItem(1)->childIndicatorPolicy() != QTreeWidgetItem::ShowIndicator);
    tree->topLevelItem(0)->setExpanded(true);
    QCOMPARE(treeLines().mid(1, 2), QStringList({u" a=1.0"_s, u" list=1 item(s)"_s}));
    // The whole of it may be such a string.
    setValues(3, uR"(metadata = '"{\"a\": 1}"', updated_at = now())"_s);
    m_open->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(treeLines(), QStringList{uR"(="{\"a\": 1}")"_s}, patient);
    tree->topLevelItem(0)->setExpanded(true);
    QCOMPARE(treeLines().last(), u" a=1"_s);
}

void TestMainWindowDetails::deepMetadata()
{
    setValues(3, u"metadata = (repeat('[', 3000) || repeat(']', 3000))::jsonb"_s);
    select(3);
    openTab(u"Metadata"_s);
    QTRY_COMPARE_WITH_TIMEOUT(treeLines(), QStringList({u"0=1 item(s)"_s, u" 0=1 item(s)"_s}), patient);
    auto *tree = m_open->find<QTreeWidget>(u"metadataTree"_s);
    QTreeWidgetItem *line = tree->topLevelItem(0);
    for (int depth = 1; depth < 2'999; ++depth) {
        // The tree is then laid out later, once, and not at each step for as long as it is deep.
        line->setHidden(false);
        line->setExpanded(true);
        QCOMPARE(line->childCount(), 1);
        line = line->child(0);
    }
    QCOMPARE(line->text(1), u"0 item(s)"_s);
}

void TestMainWindowDetails::shortensIdsInTheMiddle()
{
    select(3);
    m_open->window()->resize(900, 600);
    auto *id = m_open->find<QLabel>(u"detailId"_s);
    const int whole = id->fontMetrics().horizontalAdvance(id->text());
    QTRY_VERIFY(id->width() < whole);
    QCOMPARE(id->text(), sampleId(3)); // what is copied
    for (QWidget *above = id; above; above = above->parentWidget()) {
        if (const auto *area = qobject_cast<QScrollArea *>(above))
            QCOMPARE(area->horizontalScrollBar()->maximum(), 0);
    }
    QHelpEvent help(QEvent::ToolTip, QPoint(4, 4), id->mapToGlobal(QPoint(4, 4)));
    QApplication::sendEvent(id, &help);
    QCOMPARE(QToolTip::text(), sampleId(3));
}

void TestMainWindowDetails::shortensALongType()
{
    const QString type = u"import_of_a_rather_long_named_kind_of_document_"_s.repeated(5);
    m_database->execute(u"UPDATE public.tasks SET type = '%1' WHERE id = '%2'"_s.arg(type, sampleId(3)));
    m_open->refresh();
    select(3);
    auto *shown = m_open->find<QLabel>(u"detailType"_s);
    QTRY_COMPARE_WITH_TIMEOUT(shown->text(), type, patient);
    for (QWidget *above = shown; above; above = above->parentWidget()) {
        if (const auto *area = qobject_cast<QScrollArea *>(above))
            QTRY_COMPARE(area->horizontalScrollBar()->maximum(), 0);
    }
    QHelpEvent help(QEvent::ToolTip, QPoint(4, 4), shown->mapToGlobal(QPoint(4, 4)));
    QApplication::sendEvent(shown, &help);
    QCOMPARE(QToolTip::text(), type);
}

void TestMainWindowDetails::deletedWhileShown()
{
    select(4);
    QSignalSpy refreshed(&m_open->monitor(), &TaskMonitor::refreshed);
    m_database->execute(u"DELETE FROM public.tasks WHERE id = '%1'"_s.arg(sampleId(4)));
    m_open->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(m_open->table()->selectedTasks().isEmpty(), patient);
    QCOMPARE(field(u"detailId"_s), sampleId(4)); // what is read stays to be read
    QVERIFY(m_open->find<QLabel>(u"detailId"_s)->isVisible());
    select(3);
    QCOMPARE(field(u"detailStatus"_s), u"failed"_s);
}

void TestMainWindowDetails::staysWithoutConnection()
{
    select(4);
    {
        const Interruption interruption(*m_database);
        m_open->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(m_open->monitor().state(), TaskMonitor::State::Broken, patient);
        QCOMPARE(field(u"detailId"_s), sampleId(4));
        QVERIFY(m_open->find<QLabel>(u"detailId"_s)->isVisible());
        // Another one cannot be read: it is said, and not left looking like the old one.
        m_open->clickCell(1, TaskField::Type);
        QTRY_VERIFY_WITH_TIMEOUT(!m_open->find<QLabel>(u"detailId"_s)->isVisible(), patient);
        setStatus(*m_database, 3, u"completed"_s);
    }
    m_open->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(field(u"detailId"_s), sampleId(3), patient); // by itself
    QTRY_COMPARE_WITH_TIMEOUT(field(u"detailStatus"_s), u"completed"_s, patient);
}

WATCHBILL_WINDOW_TEST(TestMainWindowDetails)

} // namespace tst_mainwindowdetails

#include "tst_mainwindowdetails.moc"
