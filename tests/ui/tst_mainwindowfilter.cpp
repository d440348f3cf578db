// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "openwindow.h"
#include "privatesettings.h"
#include "sampletasks.h"

#include "filter/queryfields.h"
#include "filter/querytext.h"
#include "search/filterchips.h"
#include "theme/selectiondelegate.h"
#include "windowtest.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QTest>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextList>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

namespace tst_mainwindowfilter {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// Every way to narrow the table down and to widen it again.
class TestMainWindowFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void counters();
    void statusByClick_data();
    void statusByClick();
    void statusByKey_data();
    void statusByKey();
    void typeByClick();
    void user_data();
    void user();
    void offersWhatCanBeTyped();
    void marksWhatCannotBeRead();
    void hintsAtWhatIsReadOtherwise();
    void explainsTheQuery();
    void saysWhichInputFailsToCount();
    void goesBackToEarlierQueries();
    void editsAChip();
    void manyChipsLeaveTheWindowAlone();
    void everyCellIsAFilter_data();
    void everyCellIsAFilter();
    void noUser();
    void typedAndClickedAtOnce();
    void typedAndPressedAtOnce();
    void countersFollow();
    void valuesFollowTheRest();
    void usersThatAreAskedFor();
    void helpCanBeScanned();
    void text_data();
    void text();
    void pastedText();
    void holdsManyIds();
    void partsCombine();
    void chipsTakeAway();
    void chipsAreEdited();
    void chipsBeginWhereTextBegins();
    void clears();
    void excludes();
    void sameUser();
    void sameType();
    void sameError_data();
    void sameError();

private:
    void type(const QString &text); // behind what is there
    QTreeWidgetItem *line(const QString &list, const QString &name) const;
    void clickLine(const QString &list, const QString &name);
    QStringList lines(const QString &list) const; // "name count"
    QStringList chips() const;
    void follow(const QString &link); // of the sentence below the query
    void removeChip(const QString &text);
    void clickChip(const QString &text);
    QStringList numbers() const; // of the rows, as far as they are not zeros

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

namespace {

const QString generation = u"concept_generation"_s;
const QString refinement = u"concept_refinement"_s;
const QString upscale = u"image & upscale"_s;

const QStringList all{u"7"_s, u"6"_s, u"5"_s, u"4"_s, u"3"_s, u"2"_s, u"1"_s};

} // namespace

void TestMainWindowFilter::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Supabase);
    insertSamples(*m_database, 1, 2, {.status = u"pending"_s, .type = generation, .user = 1});
    insertSamples(*m_database, 3, 3, {.status = u"processing"_s, .type = refinement, .user = 2});
    insertSamples(*m_database, 4, 5, {.status = u"completed"_s, .type = generation, .user = 2});
    insertSamples(*m_database, 6, 6,
                  {.status = u"failed"_s, .type = refinement, .user = 1, .error = u"out of memory"_s});
    insertSamples(*m_database, 7, 7, {.status = u"canceled"_s, .type = upscale, .user = 3});
}

void TestMainWindowFilter::init()
{
    m_settings->clear();
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), all, patient);
    QTRY_COMPARE_WITH_TIMEOUT(lines(u"types"_s).size(), 4, patient);
    QTRY_COMPARE_WITH_TIMEOUT(lines(u"statuses"_s).size(), 6, patient);
}

void TestMainWindowFilter::cleanup()
{
    m_open.reset();
    m_database->execute(u"DELETE FROM public.tasks WHERE id > '%1'"_s.arg(sampleId(7)));
}

void TestMainWindowFilter::cleanupTestCase()
{
    m_database.reset();
}

void TestMainWindowFilter::type(const QString &text)
{
    auto *edit = m_open->find<QLineEdit>(u"searchText"_s);
    click(edit);
    press(m_open->window(), Qt::Key_End);
    QTest::keyClicks(edit, edit->text().isEmpty() ? text : u' ' + text);
}

QTreeWidgetItem *TestMainWindowFilter::line(const QString &list, const QString &name) const
{
    const auto found = m_open->find<QTreeWidget>(list)->findItems(name, Qt::MatchExactly);
    return found.isEmpty() ? nullptr : found.first();
}

void TestMainWindowFilter::clickLine(const QString &list, const QString &name)
{
    QVERIFY2(line(list, name), qPrintable(name));
    m_open->clickLine(list, name);
}

QStringList TestMainWindowFilter::lines(const QString &list) const
{
    auto *tree = m_open->find<QTreeWidget>(list);
    QStringList lines;
    for (int i = 0; i < tree->topLevelItemCount(); ++i)
        lines += (tree->topLevelItem(i)->text(0) + u' ' + tree->topLevelItem(i)->text(1)).trimmed();
    return lines;
}

QStringList TestMainWindowFilter::chips() const
{
    QStringList texts;
    for (const QToolButton *chip :
         m_open->window()->findChild<FilterChips *>()->findChildren<QToolButton *>()) {
        if (chip->isVisible() && !chip->text().isEmpty())
            texts += chip->text();
    }
    return texts;
}

void TestMainWindowFilter::removeChip(const QString &text)
{
    for (QToolButton *button : m_open->window()->findChild<FilterChips *>()->findChildren<QToolButton *>()) {
        if (button->isVisible() && button->accessibleName() == "Remove the filter "_L1 + text)
            return click(button);
    }
    QFAIL(qPrintable(text));
}

void TestMainWindowFilter::clickChip(const QString &text)
{
    const auto buttons = m_open->window()->findChild<FilterChips *>()->findChildren<QToolButton *>();
    const auto chip =
        std::find_if(buttons.begin(), buttons.end(), [&](QToolButton *one) { return one->text() == text; });
    QVERIFY2(chip != buttons.end(), qPrintable(text));
    click(*chip);
}

QStringList TestMainWindowFilter::numbers() const
{
    QStringList numbers;
    for (const QString &id : m_open->ids())
        numbers += QString::number(id.left(8).toInt());
    return numbers;
}

void TestMainWindowFilter::counters()
{
    QCOMPARE(lines(u"statuses"_s),
             QStringList({u"All 7"_s, u"pending 2"_s, u"processing 1"_s, u"completed 2"_s, u"failed 1"_s,
                          u"canceled 1"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(
        lines(u"types"_s),
        QStringList({u"All 7"_s, generation + u" 4"_s, refinement + u" 2"_s, upscale + u" 1"_s}), patient);
    QTRY_COMPARE_WITH_TIMEOUT(lines(u"users"_s),
                              QStringList({u"All 7"_s, u"a0000001 3"_s, u"a0000002 3"_s, u"a0000003 1"_s}),
                              patient);
    QCOMPARE(chips(), QStringList());
    insertSamples(*m_database, 8, 8, {.status = u"paused"_s});
    m_open->refresh();
    // The counters are those of the list that is shown: until it has the new row, so have they.
    QTRY_COMPARE_WITH_TIMEOUT(numbers().size(), all.size() + 1, patient);
    QVERIFY(line(u"statuses"_s, u"paused"_s));
    QCOMPARE(line(u"statuses"_s, u"All"_s)->text(1), u"8"_s);
}

void TestMainWindowFilter::statusByClick_data()
{
    QTest::addColumn<QStringList>("expected");

    QTest::newRow("pending") << QStringList{u"2"_s, u"1"_s};
    QTest::newRow("processing") << QStringList{u"3"_s};
    QTest::newRow("completed") << QStringList{u"5"_s, u"4"_s};
    QTest::newRow("failed") << QStringList{u"6"_s};
    QTest::newRow("canceled") << QStringList{u"7"_s};
}

void TestMainWindowFilter::statusByClick()
{
    QFETCH(QStringList, expected);
    const QString status = QString::fromLatin1(QTest::currentDataTag());
    clickLine(u"statuses"_s, status);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), expected, patient);
    QTRY_COMPARE(chips(), QStringList{"status:"_L1 + status});
    QVERIFY(line(u"statuses"_s, status)->isSelected());
    QTRY_COMPARE_WITH_TIMEOUT(m_open->find<QLabel>(u"statusPlace"_s)->text(),
                              expected.size() == 1 ? u"1 of 1"_s : u"1–%1 of %1"_s.arg(expected.size()),
                              patient);
    // The counters are those of all statuses still.
    QCOMPARE(line(u"statuses"_s, u"All"_s)->text(1), u"7"_s);
    clickLine(u"statuses"_s, u"All"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), all, patient);
    QTRY_COMPARE(chips(), QStringList());
}

void TestMainWindowFilter::statusByKey_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<QStringList>("expected");

    QTest::newRow("pending") << int(Qt::Key_2) << QStringList{u"2"_s, u"1"_s};
    QTest::newRow("processing") << int(Qt::Key_3) << QStringList{u"3"_s};
    QTest::newRow("completed") << int(Qt::Key_4) << QStringList{u"5"_s, u"4"_s};
    QTest::newRow("failed") << int(Qt::Key_5) << QStringList{u"6"_s};
}

void TestMainWindowFilter::statusByKey()
{
    QFETCH(int, key);
    QFETCH(QStringList, expected);
    press(m_open->window(), Qt::Key(key), Qt::AltModifier);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), expected, patient);
    press(m_open->window(), Qt::Key_1, Qt::AltModifier);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), all, patient);
}

void TestMainWindowFilter::typeByClick()
{
    clickLine(u"types"_s, refinement);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList({u"6"_s, u"3"_s}), patient);
    QCOMPARE(m_open->find<QLineEdit>(u"searchText"_s)->text(), "type:"_L1 + refinement);
    clickLine(u"types"_s, upscale);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList{u"7"_s}, patient);
    QTRY_COMPARE(chips(), QStringList{u"type:\"image && upscale\""_s});
    clickLine(u"types"_s, u"All"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), all, patient);
}

void TestMainWindowFilter::user_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("expected");

    QTest::newRow("first eight characters") << u"a0000002"_s << QStringList{u"5"_s, u"4"_s, u"3"_s};
    QTest::newRow("whole") << sampleUser(1) << QStringList{u"6"_s, u"2"_s, u"1"_s};
    QTest::newRow("capitals") << u"A0000003-0"_s << QStringList{u"7"_s};
    QTest::newRow("what all have") << u"a"_s << all;
    QTest::newRow("nobody") << u"b0"_s << QStringList();
}

void TestMainWindowFilter::user()
{
    QFETCH(QString, typed);
    QFETCH(QStringList, expected);
    type("user:"_L1 + typed);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), expected, patient);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->monitor().feed().query().filter.users.values, QStringList{typed},
                              patient);
    QCOMPARE(m_open->find<QLineEdit>(u"searchText"_s)->text(), "user:"_L1 + typed); // as it was typed
}

// Fields at once, values as far as they are known.
void TestMainWindowFilter::offersWhatCanBeTyped()
{
    m_database->execute(u"UPDATE public.tasks SET metadata = '{\"model\": \"xl\"}'; ANALYZE public.tasks"_s);
    m_open->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(m_open->monitor().users() && !m_open->monitor().users()->isEmpty(), patient);
    auto *edit = m_open->find<QLineEdit>(u"searchText"_s);
    auto *list = edit->findChild<QTreeView *>(u"querySuggestions"_s);
    const auto offered = [list] {
        QStringList texts;
        for (int row = 0; list->isVisible() && row < list->model()->rowCount(); ++row)
            texts += list->model()->index(row, 0).data().toString();
        return texts;
    };
    const auto take = [&](const QString &text) {
        QVERIFY2(offered().contains(text), qPrintable(offered().join(u'|')));
        for (qsizetype i = offered().indexOf(text); i >= 0; --i)
            press(m_open->window(), Qt::Key_Down);
        press(m_open->window(), Qt::Key_Return);
    };
    type(u"sta"_s);
    take(u"status:"_s);
    QCOMPARE(edit->text(), u"status:"_s);
    take(u"failed"_s); // its values are offered at once
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList{u"6"_s}, patient);
    QCOMPARE(edit->text(), u"status:failed"_s);
    type(u"user:"_s);
    QTRY_VERIFY(offered().contains(sampleUser(1)));
    press(m_open->window(), Qt::Key_Escape);
    QVERIFY(!list->isVisible() && edit->hasFocus());
    QTRY_VERIFY_WITH_TIMEOUT(m_open->monitor().metadata(), patient);
    edit->selectAll();
    QTest::keyClicks(edit, u"meta.m"_s);
    take(u"meta.model:"_s);
    take(u"xl"_s);
    QCOMPARE(edit->text(), u"meta.model:xl"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), all, patient);
    m_database->execute(u"UPDATE public.tasks SET metadata = NULL"_s);
}

void TestMainWindowFilter::follow(const QString &link)
{
    auto *problem = m_open->find<QLabel>(u"queryProblem"_s);
    const QRegularExpression anchor(u"<a href='([^']*)'>%1</a>"_s.arg(QRegularExpression::escape(link)));
    const auto found = anchor.match(problem->text());
    QVERIFY2(found.hasMatch(), qPrintable(problem->text()));
    Q_EMIT problem->linkActivated(found.captured(1));
}

void TestMainWindowFilter::marksWhatCannotBeRead()
{
    auto *edit = m_open->find<QLineEdit>(u"searchText"_s);
    auto *problem = m_open->find<QLabel>(u"queryProblem"_s);
    type(u"status:failed"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList{u"6"_s}, patient);
    type(u"stauts:pending"_s);
    QTRY_VERIFY_WITH_TIMEOUT(problem->isVisible(), patient);
    QVERIFY2(problem->text().contains(u"did you mean status?"_s), qPrintable(problem->text()));
    QCOMPARE(numbers(), QStringList{u"6"_s}); // the last good result stays
    QVERIFY2(problem->text().contains(u"still match the previous query"_s), qPrintable(problem->text()));
    m_open->refresh();
    QCOMPARE(edit->text(), u"status:failed stauts:pending"_s); // and what is typed
    follow(u"Use “status”"_s);
    QCOMPARE(edit->text(), u"status:failed status:pending"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList(), patient);
    edit->setText({});
    type(u"C:\\tem"_s);
    QTRY_VERIFY_WITH_TIMEOUT(problem->isVisible(), patient);
    insertSamples(*m_database, 11, 11, {.status = u"failed"_s, .error = u"C:\\temp"_s});
    follow(u"Search for this text"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList{u"11"_s}, patient);
    QVERIFY(!problem->isVisible());
}

void TestMainWindowFilter::hintsAtWhatIsReadOtherwise()
{
    auto *problem = m_open->find<QLabel>(u"queryProblem"_s);
    type(u"status:failed or status:pending"_s);
    QTRY_COMPARE_WITH_TIMEOUT(problem->text(),
                              u"“or” is searched as a word; write OR to match either term."_s, patient);
    QVERIFY(problem->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList(), patient); // it is no error
    m_open->find<QLineEdit>(u"searchText"_s)->clear();
    type(u"status:failed"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!problem->isVisible(), patient);
}

void TestMainWindowFilter::explainsTheQuery()
{
    type(u"error:memory"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList{u"6"_s}, patient);
    m_open->find<QAction>(u"explainAction"_s)->trigger();
    auto *sentence = m_open->find<QLabel>(u"explainSentence"_s);
    auto *tree = m_open->find<QTreeWidget>(u"explainTree"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(sentence->text().startsWith("Most of the time goes to: "_L1),
                              qPrintable(sentence->text()), patient);
    QVERIFY(tree->topLevelItemCount() == 1 && tree->isColumnHidden(4));
    click(m_open->find<QPushButton>(u"explainRun"_s));
    QTRY_VERIFY2_WITH_TIMEOUT(sentence->text().startsWith("Most of the time went to: "_L1),
                              qPrintable(sentence->text()), patient);
    QVERIFY(!tree->isColumnHidden(4));
    click(m_open->find<QPushButton>(u"explainCopy"_s));
    QVERIFY2(QApplication::clipboard()->text().contains("~~* '%memory%'::text"_L1),
             qPrintable(QApplication::clipboard()->text()));
    m_open->find<QDialog>(u"explainDialog"_s)->reject();
}

void TestMainWindowFilter::saysWhichInputFailsToCount()
{
    type(u"error:/(/"_s);
    auto *note = m_open->find<QLabel>(u"countersNote"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(note->text().startsWith(u"The server cannot use the value “(”"_s),
                              qPrintable(note->text()), patient);
}

void TestMainWindowFilter::goesBackToEarlierQueries()
{
    auto *edit = m_open->find<QLineEdit>(u"searchText"_s);
    for (const QString &text : {u"status:failed"_s, u"memory"_s}) {
        edit->clear();
        type(text);
        press(m_open->window(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList{u"6"_s}, patient);
    }
    edit->selectAll();
    QTest::keyClicks(edit, u"0000"_s);
    edit->setText(u"memory"_s); // which is there already
    press(m_open->window(), Qt::Key_Up);
    QCOMPARE(edit->text(), u"status:failed"_s);
    press(m_open->window(), Qt::Key_Down);
    press(m_open->window(), Qt::Key_Down);
    edit->selectAll();
    QTest::keyClicks(edit, u"0000"_s);
    for (const QString &text : {u"memory"_s, u"status:failed"_s, u"status:failed"_s}) {
        press(m_open->window(), Qt::Key_Up);
        QCOMPARE(edit->text(), text);
    }
    press(m_open->window(), Qt::Key_Down);
    press(m_open->window(), Qt::Key_Down);
    QCOMPARE(edit->text(), u"0000"_s);
    press(m_open->window(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), all, patient);
    press(m_open->window(), Qt::Key_Down);
    QVERIFY(m_open->table()->hasFocus());
}

void TestMainWindowFilter::editsAChip()
{
    type(u"0000 -status:failed,canceled"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers().size(), 5, patient);
    QTRY_COMPARE(chips(), QStringList({u"-status:failed,canceled"_s, u"0000"_s, u"Clear all"_s}));
    clickChip(u"-status:failed,canceled"_s);
    auto *edit = m_open->find<QLineEdit>(u"searchText"_s);
    QVERIFY(edit->hasFocus());
    QTest::keyClicks(edit, u",completed"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList({u"3"_s, u"2"_s, u"1"_s}), patient);
}

// A text that was pasted by mistake, such as a whole statement.
void TestMainWindowFilter::manyChipsLeaveTheWindowAlone()
{
    const QSize size = m_open->window()->size();
    auto *edit = m_open->find<QLineEdit>(u"searchText"_s);
    edit->setText(u"aaaaaaaaaaaaaaaaaaaaaaa%1 "_s.repeated(40).trimmed());
    edit->setFocus();
    press(m_open->window(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(numbers().isEmpty(), patient);
    QTRY_VERIFY(chips().size() <= 13);
    QCOMPARE(m_open->window()->size(), size);
    QVERIFY(m_open->window()->minimumSizeHint().width() <= 900);
    // Who types on keeps the keyboard when rows are back.
    press(m_open->window(), Qt::Key_Escape);
    edit->selectAll();
    QTest::keyClicks(edit, u"0000"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), all, patient);
    QVERIFY(edit->hasFocus());
}

void TestMainWindowFilter::everyCellIsAFilter_data()
{
    QTest::addColumn<TaskField>("column");
    QTest::addColumn<QString>("entry");
    QTest::addColumn<QString>("query");
    QTest::addColumn<QStringList>("expected");

    const QStringList others{u"7"_s, u"5"_s, u"4"_s, u"3"_s, u"2"_s, u"1"_s};
    QTest::newRow("id") << TaskField::Id << u"Filter by Task ID 00000006"_s << "id:"_L1 + sampleId(6)
                        << QStringList{u"6"_s};
    QTest::newRow("not this id") << TaskField::Id << u"Exclude This Task"_s << "-id:"_L1 + sampleId(6)
                                 << others;
    QTest::newRow("error") << TaskField::ErrorMessage << u"Filter by Error “out of memory”"_s
                           << u"error:\"out of memory\""_s << QStringList{u"6"_s};
    QTest::newRow("not this error") << TaskField::ErrorMessage << u"Exclude This Error"_s
                                    << u"-error:\"out of memory\""_s << others;
    QTest::newRow("since") << TaskField::CreatedAt << u"Filter from This Time On"_s << u"created:>="_s
                           << QStringList({u"7"_s, u"6"_s});
    QTest::newRow("infinite") << TaskField::UpdatedAt << u"Filter by infinity"_s << u"updated:infinity"_s
                              << QStringList{u"6"_s};
    QTest::newRow("not infinite") << TaskField::UpdatedAt << u"Exclude infinity"_s << u"-updated:infinity"_s
                                  << others;
    QTest::newRow("before Christ") << TaskField::UpdatedAt << u"Filter until This Time"_s
                                   << u"updated:<=-0043-03-15T12:00:00"_s << QStringList{u"6"_s};
    QTest::newRow("until") << TaskField::CreatedAt << u"Filter until This Time"_s << u"created:<="_s
                           << QStringList({u"6"_s, u"5"_s, u"4"_s, u"3"_s, u"2"_s, u"1"_s});
}

void TestMainWindowFilter::everyCellIsAFilter()
{
    QFETCH(TaskField, column);
    QFETCH(QString, entry);
    QFETCH(QString, query);
    if (column == TaskField::UpdatedAt) {
        m_database->execute(u"UPDATE public.tasks SET updated_at = '%1' WHERE id = '%2'"_s.arg(
            query.contains("infinity"_L1) ? u"infinity"_s : u"0044-03-15 12:00Z BC"_s, sampleId(6)));
        m_open->refresh();
        const QString shown = query.contains("infinity"_L1) ? u"infinity"_s : u","_s; // days with separators
        QTRY_VERIFY_WITH_TIMEOUT(m_open->text(1, column).contains(shown), patient);
    }
    m_open->choose(m_open->openMenu(1, column), entry);
    QFETCH(QStringList, expected);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), expected, patient);
    const QString text = m_open->find<QLineEdit>(u"searchText"_s)->text();
    QVERIFY2(text.startsWith(query), qPrintable(text));
    m_database->execute(
        u"UPDATE public.tasks SET updated_at = created_at + interval '30 s' WHERE id = '%1'"_s.arg(
            sampleId(6)));
}

void TestMainWindowFilter::noUser()
{
    auto *field = m_open->find<QLineEdit>(u"searchText"_s);
    const QColor plain = field->palette().color(QPalette::Base);
    type(u"user:alice"_s);
    auto *banner = m_open->find<QLabel>(u"bannerText"_s);
    QTRY_VERIFY_WITH_TIMEOUT(
        banner->isVisible()
            && banner->text().contains(u"“alice” is neither a user's UUID nor the beginning of one."_s),
        patient);
    QVERIFY(field->palette().color(QPalette::Base) != plain);
    QCOMPARE(numbers(), all); // what was shown stays
    field->clear();
    QTest::keyClicks(field, u"user:a0000003"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList{u"7"_s}, patient);
    QTRY_COMPARE(field->palette().color(QPalette::Base), plain);
    QVERIFY(!banner->text().contains(u"alice"_s));
}

// Typing is taken up when it pauses: what comes before must not overtake it.
void TestMainWindowFilter::typedAndClickedAtOnce()
{
    type(u"user:a0000002"_s);
    clickLine(u"statuses"_s, u"completed"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList({u"5"_s, u"4"_s}), patient);
    type(u"4-0000"_s);
    clickLine(u"types"_s, generation);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList{u"4"_s}, patient);
    QCOMPARE(m_open->find<QLineEdit>(u"searchText"_s)->text(),
             u"status:completed type:concept_generation user:a0000002 4-0000"_s);
}

void TestMainWindowFilter::typedAndPressedAtOnce()
{
    type(u"user:a0000002"_s);
    press(m_open->window(), Qt::Key_4, Qt::AltModifier);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList({u"5"_s, u"4"_s}), patient);
    press(m_open->window(), Qt::Key_1, Qt::AltModifier);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList({u"5"_s, u"4"_s, u"3"_s}), patient);
    // Clearing is meant for what has just been typed, too.
    type(u"5-0000"_s);
    press(m_open->window(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), all, patient);
    QCOMPARE(m_open->find<QLineEdit>(u"searchText"_s)->text(), QString());
}

void TestMainWindowFilter::countersFollow()
{
    type(u"user:a0000002"_s);
    QTRY_COMPARE_WITH_TIMEOUT(lines(u"statuses"_s).first(), u"All 3"_s, patient);
    QCOMPARE(lines(u"statuses"_s).mid(1, 4),
             QStringList({u"pending 0"_s, u"processing 1"_s, u"completed 2"_s, u"failed 0"_s}));
}

// Each list counts what the query would find if its own line were another.
void TestMainWindowFilter::valuesFollowTheRest()
{
    clickLine(u"types"_s, generation);
    QTRY_COMPARE_WITH_TIMEOUT(lines(u"users"_s), QStringList({u"All 4"_s, u"a0000001 2"_s, u"a0000002 2"_s}),
                              patient);
    QCOMPARE(lines(u"types"_s).value(1), generation + u" 4"_s);
    QTRY_COMPARE_WITH_TIMEOUT(line(u"users"_s, u"a0000002"_s) != nullptr, true, patient);
    clickLine(u"users"_s, u"a0000002"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList({u"5"_s, u"4"_s}), patient);
    QTRY_COMPARE_WITH_TIMEOUT(
        lines(u"types"_s),
        QStringList({u"All 3"_s, generation + u" 2"_s, refinement + u" 1"_s, upscale + u" 0"_s}), patient);
    QVERIFY(line(u"users"_s, u"a0000002"_s)->isSelected());
    clickLine(u"users"_s, u"All"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers().size(), 4, patient);
}

// A beginning has a line, and no number that would be wrong.
void TestMainWindowFilter::usersThatAreAskedFor()
{
    QTRY_COMPARE_WITH_TIMEOUT(lines(u"users"_s).size(), 4, patient);
    type(u"user:a0000002-"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers().size(), 3, patient);
    QTRY_COMPARE_WITH_TIMEOUT(
        lines(u"users"_s),
        QStringList({u"All 7"_s, u"a0000001 3"_s, u"a0000002 3"_s, u"a0000003 1"_s, u"a0000002-"_s}),
        patient);
    QVERIFY(line(u"users"_s, u"a0000002-"_s)->isSelected());
    const auto marked = [this](const QString &list) {
        QStringList names;
        auto *tree = m_open->find<QTreeWidget>(list);
        for (int i = 0; i < tree->topLevelItemCount(); ++i) {
            if (tree->topLevelItem(i)->data(0, theme::SelectionDelegate::PartRole).toBool())
                names += tree->topLevelItem(i)->text(0);
        }
        return names;
    };
    QCOMPARE(marked(u"users"_s), QStringList{u"a0000002"_s}); // the user that it finds
    const auto ask = [this](const QString &query) {
        m_open->monitor().queryState().askFilter(query::parse(query).value());
    };
    ask(u"user:a"_s);
    QTRY_COMPARE_WITH_TIMEOUT(marked(u"users"_s), QStringList({u"a0000001"_s, u"a0000002"_s, u"a0000003"_s}),
                              patient);
    ask(u"-status:completed"_s);
    QTRY_VERIFY_WITH_TIMEOUT(marked(u"statuses"_s).contains(u"failed"_s), patient);
    QVERIFY(!marked(u"statuses"_s).contains(u"completed"_s));
    ask(u"status:completed"_s);
    QTRY_COMPARE_WITH_TIMEOUT(marked(u"users"_s) + marked(u"statuses"_s), QStringList(), patient);
}

// The rules are a list, with one on each line.
void TestMainWindowFilter::helpCanBeScanned()
{
    press(m_open->window(), Qt::Key_F1);
    const auto *page = m_open->find<QDialog>(u"queryHelp"_s)->findChild<QTextBrowser *>();
    QStringList rules;
    for (QTextBlock block = page->document()->begin(); block.isValid(); block = block.next()) {
        if (block.textList())
            rules += block.text();
    }
    QCOMPARE(rules, queryRules());
    QVERIFY(rules.size() > 5);
}

void TestMainWindowFilter::text_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("expected");

    QTest::newRow("word") << u"memory"_s << QStringList{u"6"_s};
    QTest::newRow("ignoring case") << u"OUT OF"_s << QStringList{u"6"_s};
    QTest::newRow("quote") << u"'"_s << QStringList{u"11"_s};
    QTest::newRow("double quote") << u"\"\\\"\""_s << QStringList{u"11"_s};
    QTest::newRow("percent") << u"%"_s << QStringList{u"16"_s, u"12"_s};
    QTest::newRow("underscore") << u"_"_s << QStringList{u"13"_s};
    QTest::newRow("backslash") << u"\\"_s << QStringList{u"14"_s};
    QTest::newRow("backslash and percent") << u"\\%"_s << QStringList();
    QTest::newRow("markup") << u"<b>"_s << QStringList{u"15"_s};
    QTest::newRow("placeholder") << u"%1"_s << QStringList{u"16"_s};
    QTest::newRow("statement") << u"\"'; DROP TABLE tasks; --\""_s << QStringList();
    QTest::newRow("ampersand") << u"&"_s << QStringList{u"15"_s};
    QTest::newRow("spaces count") << u"\"of memory \""_s << QStringList();
    QTest::newRow("several words, in any order") << u"memory OUT"_s << QStringList{u"6"_s};
    QTest::newRow("part of the id") << u"0000005-0000-4"_s << QStringList{u"5"_s};
    QTest::newRow("whole id") << sampleId(3) << QStringList{u"3"_s};
    QTest::newRow("not in other columns") << u"concept"_s << QStringList();
}

void TestMainWindowFilter::text()
{
    QFETCH(QString, typed);
    QFETCH(QStringList, expected);
    const QStringList errors{u"it's \"quoted\""_s, u"100% done"_s,         u"snake_case"_s,
                             u"C:\\temp"_s,        u"<b>bold</b> &amp;"_s, u"%1 of %2"_s};
    for (int i = 0; i < errors.size(); ++i)
        insertSamples(*m_database, 11 + i, 11 + i, {.status = u"failed"_s, .error = errors[i]});
    type(typed);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), expected, patient);
    QTRY_VERIFY(!chips().isEmpty());
    QCOMPARE(m_open->find<QLineEdit>(u"searchText"_s)->text(), typed);
}

void TestMainWindowFilter::pastedText()
{
    insertSamples(*m_database, 8, 8,
                  {.status = u"failed"_s, .error = u"Größe überschritten: 💥 אין זיכרון"_s});
    QApplication::clipboard()->setText(u"überschritten: 💥 אין"_s);
    press(m_open->window(), Qt::Key_F, Qt::ControlModifier);
    press(m_open->window(), Qt::Key_V, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList{u"8"_s}, patient);
}

void TestMainWindowFilter::holdsManyIds()
{
    QStringList ids;
    for (int number = 3; number < 5'003; ++number)
        ids += sampleId(number);
    const QString query = "id:"_L1 + ids.join(u',');
    m_open->monitor().queryState().askFilter(*query::parse(query));
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList({u"7"_s, u"6"_s, u"5"_s, u"4"_s, u"3"_s}), patient);
    const auto *edit = m_open->find<QLineEdit>(u"searchText"_s);
    QCOMPARE(edit->text().size(), query.size());
}

void TestMainWindowFilter::partsCombine()
{
    type(u"user:a0000001"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList({u"6"_s, u"2"_s, u"1"_s}), patient);
    clickLine(u"types"_s, generation);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList({u"2"_s, u"1"_s}), patient);
    type(u"2-0000"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList{u"2"_s}, patient);
    clickLine(u"statuses"_s, u"pending"_s);
    QTRY_COMPARE(chips(),
                 QStringList({u"status:pending"_s, u"type:concept_generation"_s, u"user:a0000001"_s,
                              u"2-0000"_s, u"Clear all"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(!m_open->monitor().feed().isLoading(), patient);
    QCOMPARE(numbers(), QStringList{u"2"_s});
}

void TestMainWindowFilter::chipsTakeAway()
{
    auto *edit = m_open->find<QLineEdit>(u"searchText"_s);
    type(u"user:a0000001"_s);
    QTRY_COMPARE(chips(), QStringList{u"user:a0000001"_s});
    type(u"memory"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList{u"6"_s}, patient);
    QTRY_COMPARE(chips().size(), 3);
    removeChip(u"memory"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList({u"6"_s, u"2"_s, u"1"_s}), patient);
    QCOMPARE(edit->text(), u"user:a0000001"_s);
    QTRY_COMPARE(chips(), QStringList{u"user:a0000001"_s});
    removeChip(u"user:a0000001"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), all, patient);
    QCOMPARE(edit->text(), QString());
    QTRY_VERIFY(!m_open->window()->findChild<FilterChips *>()->isVisible());
}

void TestMainWindowFilter::chipsBeginWhereTextBegins()
{
    const auto restore = qScopeGuard([] { QApplication::setLayoutDirection(Qt::LeftToRight); });
    QApplication::setLayoutDirection(Qt::RightToLeft);
    type(u"status:failed memory"_s);
    QTRY_COMPARE(chips(), QStringList({u"status:failed"_s, u"memory"_s, u"Clear all"_s}));
    const auto *row = m_open->window()->findChild<FilterChips *>();
    auto frames = row->findChildren<QFrame *>(QString(), Qt::FindDirectChildrenOnly);
    frames.removeIf([](const QFrame *frame) { return !frame->isVisible(); });
    QCOMPARE(frames.size(), 2);
    QCOMPARE(frames[0]->geometry().right(), row->rect().right());
    QVERIFY(frames[1]->geometry().right() < frames[0]->geometry().left());
}

// Where its letters are a part of another one, or where it was typed in another way.
void TestMainWindowFilter::chipsAreEdited()
{
    auto *edit = m_open->find<QLineEdit>(u"searchText"_s);
    type(u"status:failed a -type:x"_s);
    QTRY_COMPARE(chips().size(), 4);
    clickChip(u"a"_s);
    QCOMPARE(edit->cursorPosition(), u"status:failed a"_s.size());
    clickChip(u"status:failed"_s);
    QCOMPARE(edit->cursorPosition(), u"status:failed"_s.size());
    edit->clear();
    type(u"a NOT STATUS:failed"_s);
    QTRY_COMPARE(chips().size(), 3); // with the one that clears
    QCOMPARE(edit->text(), u"a NOT STATUS:failed"_s);
    clickChip(u"-status:failed"_s);
    QCOMPARE(edit->text(), u"-status:failed a"_s);
    QCOMPARE(edit->cursorPosition(), u"-status:failed"_s.size());
}

void TestMainWindowFilter::clears()
{
    const auto narrow = [&] {
        clickLine(u"statuses"_s, u"failed"_s);
        type(u"memory"_s);
        QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList{u"6"_s}, patient);
        QTRY_COMPARE(chips().size(), 3);
    };
    narrow();
    clickChip(u"Clear all"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), all, patient);
    narrow();
    press(m_open->window(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), all, patient);
    QCOMPARE(m_open->find<QLineEdit>(u"searchText"_s)->text(), QString());
    QTRY_COMPARE(chips(), QStringList());
    QVERIFY(line(u"statuses"_s, u"All"_s)->isSelected());
}

void TestMainWindowFilter::excludes()
{
    m_open->choose(m_open->openMenu(1, TaskField::Status), u"Exclude This Status"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList({u"7"_s, u"5"_s, u"4"_s, u"3"_s, u"2"_s, u"1"_s}),
                              patient);
    QTRY_COMPARE(chips(), QStringList{u"-status:failed"_s});
    m_open->choose(m_open->openMenu(1, TaskField::Status), u"Exclude This Status"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList({u"7"_s, u"3"_s, u"2"_s, u"1"_s}), patient);
    QTRY_COMPARE(chips(), QStringList{u"-status:failed,completed"_s});
    m_open->choose(m_open->openMenu(2, TaskField::UserId), u"Exclude This User"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList({u"7"_s, u"3"_s}), patient);
    m_open->choose(m_open->openMenu(0, TaskField::Type), u"Exclude This Type"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList{u"3"_s}, patient);
    // Nothing that was excluded comes back by typing into another field.
    type(u"0000"_s);
    QTRY_COMPARE(chips().last(), u"Clear all"_s);
    QTRY_VERIFY_WITH_TIMEOUT(chips().contains(u"0000"_s) && !m_open->monitor().feed().isLoading(), patient);
    QCOMPARE(numbers(), QStringList{u"3"_s});
    // What is chosen in the list takes the place of what was excluded.
    clickLine(u"statuses"_s, u"failed"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList(), patient);
    QTRY_VERIFY(chips().contains(u"status:failed"_s));
}

void TestMainWindowFilter::sameUser()
{
    m_open->choose(m_open->openMenu(2, TaskField::CreatedAt), u"Filter by User a0000002"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList({u"5"_s, u"4"_s, u"3"_s}), patient);
    QCOMPARE(m_open->find<QLineEdit>(u"searchText"_s)->text(), "user:"_L1 + sampleUser(2));
    QCOMPARE(m_open->selectedIds(), QStringList{sampleId(5)}); // what was clicked on is there still
}

void TestMainWindowFilter::sameType()
{
    QMenu *menu = m_open->openMenu(0, TaskField::Type);
    int entries = 0; // the cell's own, and no other
    for (const QAction *action : menu->actions())
        entries += action->text().startsWith(u"Filter by Type"_s) ? 1 : 0;
    QCOMPARE(entries, 1);
    m_open->choose(menu, u"Filter by Type image & upscale"_s);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList{u"7"_s}, patient);
}

void TestMainWindowFilter::sameError_data()
{
    QTest::addColumn<QString>("error");
    QTest::addColumn<QString>("other");
    QTest::addColumn<QString>("menuEntry");

    QTest::newRow("plain") << u"disk full"_s << u"write failed: disk full"_s
                           << u"Filter by Error “disk full”"_s;
    QTest::newRow("several lines") << u"disk full\n  at a"_s << u"disk full\n  at b"_s
                                   << u"Filter by Error “disk full”"_s;
    QTest::newRow("empty line first")
        << u"\n  disk full\n  at a"_s << u"disk full"_s << u"Filter by Error “disk full”"_s;
    QTest::newRow("tab") << u"disk\tfull"_s << u"disk\tfull\nat b"_s << u"Filter by Error “disk full”"_s;
    QTest::newRow("line end of Windows")
        << u"disk full\r\n  at a"_s << u"disk full"_s << u"Filter by Error “disk full”"_s;
    QTest::newRow("wildcards") << u"100% of c:\\x_y"_s << u"100% of c:\\x_y!"_s
                               << u"Filter by Error “100% of c:\\x_y”"_s;
    QTest::newRow("long") << QString(500, u'x') << QString(400, u'x')
                          << u"Filter by Error “"_s + QString(32, u'x') + u"…”"_s;
}

void TestMainWindowFilter::sameError()
{
    QFETCH(QString, error);
    QFETCH(QString, other);
    QFETCH(QString, menuEntry);
    insertSamples(*m_database, 11, 11, {.status = u"failed"_s, .error = error});
    insertSamples(*m_database, 12, 12, {.status = u"failed"_s, .error = other});
    m_open->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(numbers().size(), all.size() + 2, patient);
    m_open->choose(m_open->openMenu(1, TaskField::Status), menuEntry);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), QStringList({u"12"_s, u"11"_s}), patient);
}

WATCHBILL_WINDOW_TEST(TestMainWindowFilter)

} // namespace tst_mainwindowfilter

#include "tst_mainwindowfilter.moc"
