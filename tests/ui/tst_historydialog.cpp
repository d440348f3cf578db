// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/historydialog.h"

#include "accessiblenames.h"
#include "dialogs/historymodel.h"
#include "filter/querytext.h"
#include "journal/withjournal.h"
#include "openwindow.h"
#include "outcome.h"
#include "privatesettings.h"
#include "service/taskservice.h"
#include "settings/preferences.h"
#include "testserver.h"
#include "theme/theme.h"
#include "windowtest.h"
#include "write/runs.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScopeGuard>
#include <QScreen>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

namespace tst_historydialog {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

/// The value of a result without which the test cannot go on.
template<typename T>
T sure(Result<T> result)
{
    if (!result)
        qFatal("%s", wordsOf(result).constData());
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

Run lineOf(Run::Kind kind, qint64 asked, const QString &query = u"status:failed"_s)
{
    Run run;
    run.kind = kind;
    run.profile = u"Shop"_s;
    run.place = u"db.example.com/shop"_s;
    run.database = u"shop"_s;
    run.schema = u"public"_s;
    run.table = u"tasks"_s;
    run.role = u"service_role"_s;
    run.query = query;
    run.asked = asked;
    return run;
}

} // namespace

/// What the window shows of a journal, and what it asks for.
class TestHistoryDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void nothingYet();
    void noJournal();
    void lines_data();
    void lines();
    void saysWhatWasUndone_data();
    void saysWhatWasUndone();
    void opensWithinTheScreen_data();
    void opensWithinTheScreen();
    void namesUnnamedConnections();
    void search();
    void beginsWithTheNewest_data();
    void beginsWithTheNewest();
    void moreByScrolling();
    void followsARun();
    void interrupted();
    void leftAlone();
    void tooManyForAQuery();
    void manyRows();
    void undo_data();
    void undo();
    void exportsARun();
    void noFileToExportTo();
    void limits();
    void namesAndKeys();
    void closes();
    void remembersItsSize();
    void fitsItsColumns();
    void realRuns();

private:
    HistoryDialog *open(bool isTested = true);
    Journal &journal();
    QString file() const { return m_folder->filePath(u"journal.sqlite"_s); }
    Journal::BegunRun begin(const Run &line, const QVector<RowState> &states, const QString &reason = {});
    qint64 add(const Run &line, const QVector<RowState> &states, const QString &reason = {});
    template<typename T>
    T *find(const QString &name) const;
    QAbstractItemModel *model() const { return find<QTableView>(u"historyTable"_s)->model(); }
    QString cell(int row, HistoryModel::Column column) const
    {
        return model()->index(row, column).data().toString();
    }
    QStringList groups() const;
    QStringList rows() const;
    void choose(const QString &group);
    QString words(const QString &label) const { return find<QLabel>(label)->text(); }

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<HistoryDialog> m_dialog;
    std::unique_ptr<TestDatabase> m_database;
};

void TestHistoryDialog::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    theme::apply(theme::Scheme::Light);
}

void TestHistoryDialog::init()
{
    m_settings->clear();
    m_preferences = std::make_unique<Preferences>();
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestHistoryDialog::cleanup()
{
    m_dialog.reset();
    QThreadPool::globalInstance()->waitForDone();
    m_journal.reset();
    m_database.reset();
    m_folder.reset();
}

HistoryDialog *TestHistoryDialog::open(bool isTested)
{
    m_dialog = std::make_unique<HistoryDialog>(file(), lineOf(Run::Kind::Delete, 0), *m_preferences);
    if (isTested) // which asks for more by itself
        new QAbstractItemModelTester(model(), m_dialog.get());
    m_dialog->show();
    if (!QTest::qWaitForWindowActive(m_dialog.get()))
        qFatal("The window does not open.");
    return m_dialog.get();
}

Journal &TestHistoryDialog::journal()
{
    if (!m_journal)
        m_journal = sure(Journal::open(file()));
    return *m_journal;
}

// A row for each state; those that were left alone have the reason.
Journal::BegunRun TestHistoryDialog::begin(const Run &line, const QVector<RowState> &states,
                                           const QString &reason)
{
    const auto begun = sure(journal().begin(line));
    QVector<JournalRow> rows;
    for (const RowState state : states) {
        const qint64 number = rows.size() + 1;
        JournalRow row{number, TaskId(u"task-%1"_s.arg(number)), state, {}, RowValues{"1"}, {}};
        if (state >= RowState::Gone)
            row.reason = reason;
        rows += row;
    }
    sure(journal().add(begun.number, {u"id"_s}, rows));
    return begun;
}

qint64 TestHistoryDialog::add(const Run &line, const QVector<RowState> &states, const QString &reason)
{
    const auto begun = begin(line, states, reason);
    sure(journal().end(begun.number, Run::State::Done));
    return begun.number;
}

template<typename T>
T *TestHistoryDialog::find(const QString &name) const
{
    T *child = m_dialog->findChild<T *>(name);
    if (!child)
        qFatal("There is no %s.", qPrintable(name));
    return child;
}

QStringList TestHistoryDialog::groups() const
{
    const auto *list = find<QListWidget>(u"runGroups"_s);
    QStringList groups;
    for (int row = 0; row < list->count(); ++row)
        groups += list->item(row)->text();
    return groups;
}

QStringList TestHistoryDialog::rows() const
{
    const QAbstractItemModel *rows = find<QTableView>(u"runRows"_s)->model();
    QStringList texts;
    for (int row = 0; row < rows->rowCount(); ++row)
        texts +=
            u"%1: %2"_s.arg(rows->index(row, 0).data().toString(), rows->index(row, 2).data().toString());
    return texts;
}

void TestHistoryDialog::choose(const QString &group)
{
    find<QListWidget>(u"runGroups"_s)->setCurrentRow(int(groups().indexOf(group)));
}

void TestHistoryDialog::nothingYet()
{
    open();
    QTRY_VERIFY_WITH_TIMEOUT(words(u"historyMessage"_s).startsWith("No changes yet."_L1), patient);
    QVERIFY(!find<QTableView>(u"historyTable"_s)->isVisible());
    QCOMPARE(QApplication::focusWidget(), find<QLineEdit>(u"historySearch"_s));
    add(lineOf(Run::Kind::Delete, 1), {RowState::Done});
    QTRY_COMPARE_WITH_TIMEOUT(model()->rowCount(), 1, patient);
    QVERIFY(find<QTableView>(u"historyTable"_s)->isVisible());
    QVERIFY(!find<QLabel>(u"historyMessage"_s)->isVisible());
}

void TestHistoryDialog::noJournal()
{
    QDir().mkpath(file()); // a folder in its place
    open();
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>(u"historyMessage"_s)->isVisible(), patient);
    QVERIFY2(words(u"historyMessage"_s).contains("journal.sqlite"_L1),
             qPrintable(words(u"historyMessage"_s)));
    for (const auto *widget : {static_cast<QWidget *>(find<QLineEdit>(u"historySearch"_s)),
                               static_cast<QWidget *>(find<QTableView>(u"historyTable"_s)),
                               static_cast<QWidget *>(find<QSpinBox>(u"journalDays"_s))})
        QVERIFY(!widget->isVisible());
}

void TestHistoryDialog::lines_data()
{
    QTest::addColumn<Run>("line");
    QTest::addColumn<QVector<RowState>>("rows");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("howMany");
    QTest::addColumn<QString>("outcome");

    using enum RowState;
    QTest::newRow("deleted") << lineOf(Run::Kind::Delete, 2) << QVector{Done, Done} << u"Deleted"_s << u"2"_s
                             << u"Done"_s;
    QTest::newRow("left alone")
        << lineOf(Run::Kind::Mark, 7) << QVector{Done, Gone, Changed, Refused, Refused, Ambiguous, Diverted}
        << u"Marked as deleted"_s << u"1 of 7"_s
        << u"Done, 2 refused, 1 changed since, 1 already gone, 1 changed by a trigger or rule, 1 with "
           "ambiguous id"_s;
    Run status = lineOf(Run::Kind::ChangeStatus, 1);
    status.details = uR"({"status":"failed"})"_s;
    QTest::newRow("status") << status << QVector{Undone} << u"Status set to failed"_s << u"1"_s
                            << u"Done, 1 changed back"_s;
    status.details = uR"({"error":"timed out\nat 9","result":"r1","status":"failed"})"_s;
    QTest::newRow("status, result and error")
        << status << QVector{Undone}
        << u"Status set to failed, with the result r1 and the error “timed out”"_s << u"1"_s
        << u"Done, 1 changed back"_s;
    status.details = u"to failed"_s;
    QTest::newRow("status, by an earlier version")
        << status << QVector{Undone} << u"Status changed: to failed"_s << u"1"_s << u"Done, 1 changed back"_s;
    QTest::newRow("again") << lineOf(Run::Kind::RunAgain, 1) << QVector{Done} << u"Run again"_s << u"1"_s
                           << u"Done"_s;
    Run undo = lineOf(Run::Kind::Undo, 2);
    undo.undoes = 12;
    QTest::newRow("undo") << undo << QVector{Undone, Changed} << u"Put back (undo of 12)"_s << u"1 of 2"_s
                          << u"Done, 1 changed since"_s;
    QTest::newRow("unknown") << lineOf(Run::Kind::Delete, 3) << QVector{Done, Going, Returning}
                             << u"Deleted"_s << u"2 of 3"_s << u"Done, 2 unknown"_s;
}

void TestHistoryDialog::lines()
{
    QFETCH(Run, line);
    QFETCH(QVector<RowState>, rows);
    const qint64 number = add(line, rows);
    open();
    QTRY_COMPARE_WITH_TIMEOUT(model()->rowCount(), 1, patient);
    QCOMPARE(cell(0, HistoryModel::Number), QString::number(number));
    QCOMPARE(cell(0, HistoryModel::When), format::time(sure(journal().run(number)).begun));
    QTEST(cell(0, HistoryModel::What), "what");
    QTEST(cell(0, HistoryModel::HowMany), "howMany");
    QTEST(cell(0, HistoryModel::Outcome), "outcome");
    QCOMPARE(cell(0, HistoryModel::Connection), u"Shop"_s);
    QCOMPARE(cell(0, HistoryModel::Role), u"service_role"_s);
    QCOMPARE(cell(0, HistoryModel::Query), u"status:failed"_s);
}

void TestHistoryDialog::saysWhatWasUndone_data()
{
    QTest::addColumn<Run::Kind>("kind");
    QTest::addColumn<QString>("what");
    QTest::newRow("deletion") << Run::Kind::Delete << u"Put back (undo of %1)"_s;
    QTest::newRow("mark") << Run::Kind::Mark << u"Put back (undo of %1)"_s;
    QTest::newRow("status") << Run::Kind::ChangeStatus << u"Status changed back (undo of %1)"_s;
    QTest::newRow("copies") << Run::Kind::RunAgain << u"New tasks removed (undo of %1)"_s;
    QTest::newRow("new task") << Run::Kind::Create << u"New tasks removed (undo of %1)"_s;
}

void TestHistoryDialog::saysWhatWasUndone()
{
    QFETCH(Run::Kind, kind);
    QFETCH(QString, what);
    Run undo = lineOf(Run::Kind::Undo, 1);
    undo.undoes = add(lineOf(kind, 1), {RowState::Undone});
    add(undo, {RowState::Undone});
    open();
    QTRY_COMPARE_WITH_TIMEOUT(model()->rowCount(), 2, patient);
    QCOMPARE(cell(0, HistoryModel::What), what.arg(undo.undoes));
}

void TestHistoryDialog::opensWithinTheScreen_data()
{
    QTest::addColumn<QPoint>("place"); // of the window that it belongs to
    const QRect screen = QGuiApplication::primaryScreen()->availableGeometry();
    QTest::newRow("top left") << screen.topLeft();
    QTest::newRow("bottom right") << screen.bottomRight() - QPoint(300, 200);
}

void TestHistoryDialog::opensWithinTheScreen()
{
    QFETCH(QPoint, place);
    QWidget window;
    window.setGeometry({place, QSize(300, 200)});
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    HistoryDialog dialog(file(), lineOf(Run::Kind::Delete, 0), *m_preferences, &window);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    const QRect screen = dialog.screen()->availableGeometry();
    QVERIFY(screen.contains(dialog.frameGeometry()));
}

// As the window does: by its place, with the whole address in the tooltip.
void TestHistoryDialog::namesUnnamedConnections()
{
    Run run = lineOf(Run::Kind::Delete, 1);
    run.profile.clear();
    run.place = u"localhost:5433/shop"_s;
    add(run, {RowState::Done});
    run.place = u"db.example.com:5432/shop"_s;
    add(run, {RowState::Done});
    open();
    QTRY_COMPARE_WITH_TIMEOUT(model()->rowCount(), 2, patient);
    QCOMPARE(cell(0, HistoryModel::Connection), u"shop on db.example.com:5432"_s);
    QCOMPARE(cell(1, HistoryModel::Connection), u"shop on this computer"_s);
    const QString toolTip = model()->index(1, HistoryModel::Connection).data(Qt::ToolTipRole).toString();
    QVERIFY2(toolTip.contains(u"localhost:5433/shop"_s), qPrintable(toolTip));
    QVERIFY2(toolTip.contains(u"public.tasks in shop on this computer"_s), qPrintable(toolTip));
    const auto isSaid = [this](const QString &place) {
        return words(u"runCircumstances"_s).contains(u" · "_s + place + u" · "_s);
    };
    QTRY_VERIFY2(isSaid(u"public.tasks in shop on db.example.com:5432"_s),
                 qPrintable(words(u"runCircumstances"_s)));
    find<QTableView>(u"historyTable"_s)->selectRow(1);
    QTRY_VERIFY2(isSaid(u"public.tasks in shop on this computer"_s),
                 qPrintable(words(u"runCircumstances"_s)));
}

void TestHistoryDialog::beginsWithTheNewest_data()
{
    QTest::addColumn<Qt::LayoutDirection>("direction");
    QTest::newRow("left to right") << Qt::LeftToRight;
    QTest::newRow("right to left") << Qt::RightToLeft;
}

void TestHistoryDialog::beginsWithTheNewest()
{
    QFETCH(Qt::LayoutDirection, direction);
    const auto restore = qScopeGuard([] { QApplication::setLayoutDirection(Qt::LeftToRight); });
    QApplication::setLayoutDirection(direction);
    add(lineOf(Run::Kind::Delete, 1), {RowState::Done});
    add(lineOf(Run::Kind::Delete, 1), {RowState::Done});
    open();
    QTRY_COMPARE_WITH_TIMEOUT(model()->rowCount(), 2, patient);
    const QModelIndexList rows = find<QTableView>(u"historyTable"_s)->selectionModel()->selectedRows();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0].row(), 0);
}

void TestHistoryDialog::search()
{
    add(lineOf(Run::Kind::Delete, 1, u"type:image"_s), {RowState::Done});
    add(lineOf(Run::Kind::Delete, 1, u"type:video"_s), {RowState::Done});
    open();
    QTRY_COMPARE_WITH_TIMEOUT(model()->rowCount(), 2, patient);
    QCOMPARE(cell(0, HistoryModel::Query), u"type:video"_s); // the newest first
    QTest::keyClick(m_dialog.get(), Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"IMAGE"_s);
    QTRY_COMPARE_WITH_TIMEOUT(model()->rowCount(), 1, patient);
    QCOMPARE(cell(0, HistoryModel::Query), u"type:image"_s);
    QTRY_VERIFY(words(u"runTitle"_s).startsWith("No. 1:"_L1));
    QCOMPARE(words(u"runTitle"_s), u"No. 1: Deleted, 1 task(s)"_s);
    QTest::keyClicks(QApplication::focusWidget(), u"!"_s);
    QTRY_COMPARE_WITH_TIMEOUT(words(u"historyMessage"_s), u"No changes match the search."_s, patient);
    QVERIFY(find<QLineEdit>(u"historySearch"_s)->isVisible());
    find<QLineEdit>(u"historySearch"_s)->clear();
    QTRY_COMPARE_WITH_TIMEOUT(model()->rowCount(), 2, patient);
}

void TestHistoryDialog::moreByScrolling()
{
    for (int i = 0; i < 205; ++i)
        sure(journal().end(sure(journal().begin(lineOf(Run::Kind::Delete, 0))).number, Run::State::Done));
    open(false);
    QTRY_COMPARE_WITH_TIMEOUT(model()->rowCount(), 200, patient);
    find<QTableView>(u"historyTable"_s)->scrollToBottom();
    QTRY_COMPARE_WITH_TIMEOUT(model()->rowCount(), 205, patient);
    QVERIFY(!model()->canFetchMore({}));
}

// As it progresses, without changing the selection.
void TestHistoryDialog::followsARun()
{
    add(lineOf(Run::Kind::Delete, 1, u"type:first"_s), {RowState::Done});
    open();
    QTRY_COMPARE_WITH_TIMEOUT(model()->rowCount(), 1, patient);
    const auto running = begin(lineOf(Run::Kind::Delete, 4), {RowState::Done, RowState::Going});
    QTRY_COMPARE_WITH_TIMEOUT(model()->rowCount(), 2, patient);
    QCOMPARE(cell(0, HistoryModel::Outcome), u"Running…"_s);
    QCOMPARE(cell(0, HistoryModel::HowMany), u"1 of 4"_s);
    QCOMPARE(find<QTableView>(u"historyTable"_s)->currentIndex().row(), 1);
    QVERIFY(words(u"runQuery"_s).endsWith("type:first"_L1));
    find<QTableView>(u"historyTable"_s)->selectRow(0);
    QTRY_COMPARE_WITH_TIMEOUT(groups(), (QStringList{u"Under way (1)"_s, u"Deleted (1)"_s}), patient);
    sure(journal().settle(running.number, {2}, RowState::Done));
    sure(journal().end(running.number, Run::State::Failed, u"The disk is full."_s));
    QTRY_COMPARE_WITH_TIMEOUT(cell(0, HistoryModel::Outcome), u"Failed"_s, patient);
    QTRY_COMPARE_WITH_TIMEOUT(groups(), QStringList{u"Deleted (2)"_s}, patient);
    QCOMPARE(words(u"runError"_s), u"The disk is full."_s);
}

void TestHistoryDialog::interrupted()
{
    auto running = begin(lineOf(Run::Kind::Delete, 1), {RowState::Going});
    open();
    QTRY_COMPARE_WITH_TIMEOUT(model()->rowCount(), 1, patient);
    QCOMPARE(cell(0, HistoryModel::Outcome), u"Running…"_s);
    running.mark.reset(); // its program ends
    QTRY_COMPARE_WITH_TIMEOUT(cell(0, HistoryModel::Outcome), u"Interrupted, 1 unknown"_s, patient);
    QTRY_COMPARE(groups(), QStringList{u"Unknown (1)"_s});
}

void TestHistoryDialog::leftAlone()
{
    using enum RowState;
    add(lineOf(Run::Kind::Delete, 4), {Done, Refused, Changed, Refused}, u"It is still referenced."_s);
    open();
    QTRY_COMPARE_WITH_TIMEOUT(
        groups(),
        (QStringList{u"Left alone (3)"_s, u"Refused (2)"_s, u"Changed since (1)"_s, u"Deleted (1)"_s}),
        patient);
    const QStringList refused{u"task-2: It is still referenced."_s, u"task-4: It is still referenced."_s};
    QTRY_COMPARE_WITH_TIMEOUT(rows().size(), 3, patient);
    QCOMPARE(words(u"runSentence"_s), u"3 task(s) were left alone."_s);
    QVERIFY(!find<QTableView>(u"runRows"_s)->isColumnHidden(1));
    choose(u"Refused (2)"_s);
    QTRY_COMPARE_WITH_TIMEOUT(rows(), refused, patient);
    QCOMPARE(words(u"runSentence"_s), u"The server refused 2 task(s)."_s);
    QVERIFY(find<QTableView>(u"runRows"_s)->isColumnHidden(1));

    QSignalSpy asked(m_dialog.get(), &HistoryDialog::queryRequested);
    find<QPushButton>(u"showTasksOfRun"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 1, patient);
    QCOMPARE(asked.value(0).value(0).toString(), u"id:task-2,task-4"_s);
    find<QPushButton>(u"copyIdsOfRun"_s)->click();
    QCOMPARE(QApplication::clipboard()->text(), u"task-2\ntask-4"_s);
    QCOMPARE(words(u"runNote"_s), u"Copied 2 id(s)."_s);
    find<QTableView>(u"runRows"_s)->selectRow(1);
    find<QPushButton>(u"copyIdsOfRun"_s)->click();
    QCOMPARE(QApplication::clipboard()->text(), u"task-4"_s);
}

void TestHistoryDialog::tooManyForAQuery()
{
    add(lineOf(Run::Kind::Delete, 5000), QVector<RowState>(5000, RowState::Done));
    add(lineOf(Run::Kind::Delete, 5001), QVector<RowState>(5001, RowState::Done));
    open();
    QTRY_COMPARE_WITH_TIMEOUT(rows().size(), 1000, patient);
    auto *button = find<QPushButton>(u"showTasksOfRun"_s);
    QCOMPARE(button->text(), u"Show the First 5,000 &Tasks"_s);
    QVERIFY2(button->toolTip().contains(u"the first 5,000 of 5,001 tasks"_s), qPrintable(button->toolTip()));
    QSignalSpy asked(m_dialog.get(), &HistoryDialog::queryRequested);
    button->click();
    QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 1, patient);
    const QString text = asked.first().first().toString();
    QVERIFY(query::parse(text));
    QCOMPARE(text.count(u"task-"_s), 5000); // and not only those that are shown
    QCOMPARE(words(u"runNote"_s),
             u"The list is filtered to the first 5,000 of 5,001 tasks. "
             "These tasks were deleted; the list shows only those that exist again."_s);
    find<QTableView>(u"historyTable"_s)->selectRow(1);
    QTRY_VERIFY_WITH_TIMEOUT(words(u"runTitle"_s).startsWith(u"No. 1:"_s) && !rows().isEmpty(), patient);
    QCOMPARE(button->text(), u"Show These &Tasks"_s);
    button->click();
    QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 2, patient);
    QCOMPARE(asked.last().first().toString().count(u"task-"_s), 5000);
    QCOMPARE(words(u"runNote"_s), u"These tasks were deleted; the list shows only those that exist again."_s);
}

void TestHistoryDialog::manyRows()
{
    add(lineOf(Run::Kind::Delete, 1001), QVector<RowState>(1001, RowState::Done));
    open();
    QTRY_COMPARE_WITH_TIMEOUT(rows().size(), 1000, patient);
    QCOMPARE(words(u"runSentence"_s), u"1,001 task(s) were deleted. The first 1,000 are shown."_s);
    find<QPushButton>(u"copyIdsOfRun"_s)->click();
    QCOMPARE(words(u"runNote"_s), u"Copied the first 1,000 id(s). Use Export to get all."_s);
}

void TestHistoryDialog::undo_data()
{
    QTest::addColumn<Run>("line");
    QTest::addColumn<QVector<RowState>>("rows");
    QTest::addColumn<QString>("obstacle");

    using enum RowState;
    const Run here = lineOf(Run::Kind::Delete, 1);
    QTest::newRow("can be") << here << QVector{Done, Refused} << QString();
    Run other = here;
    other.table = u"archive"_s;
    QTest::newRow("another table")
        << other << QVector{Done}
        << u"This was done in public.archive of Shop. Connect to it to undo this."_s;
    other = here;
    other.profile = u"Store"_s;
    QTest::newRow("another name of the same place") << other << QVector{Done} << QString();
    other.place = u"other.example.com/shop"_s;
    QTest::newRow("another connection")
        << other << QVector{Done} << u"This was done in public.tasks of Store. Connect to it to undo this."_s;
    QTest::newRow("an undo") << lineOf(Run::Kind::Undo, 1) << QVector{Undone}
                             << u"Undo itself cannot be undone."_s;
    QTest::newRow("undone") << here << QVector{Undone} << u"This has been undone already."_s;
    QTest::newRow("unknown") << here << QVector{Going} << u"The outcome is not known yet."_s;
    QTest::newRow("nothing") << here << QVector{Gone} << u"Nothing was changed."_s;
}

void TestHistoryDialog::undo()
{
    QFETCH(Run, line);
    QFETCH(QVector<RowState>, rows);
    QFETCH(QString, obstacle);
    const qint64 number = add(line, rows);
    open();
    QSignalSpy asked(m_dialog.get(), &HistoryDialog::undoRequested);
    auto *button = find<QPushButton>(u"undoRun"_s);
    QTRY_VERIFY_WITH_TIMEOUT(button->isVisible(), patient);
    QCOMPARE(button->isEnabled(), obstacle.isEmpty());
    QCOMPARE(button->toolTip(),
             obstacle.isEmpty() ? u"Puts the changed tasks back as they were"_s : obstacle);
    button->click();
    QCOMPARE(asked.value(0).value(0).toLongLong(), obstacle.isEmpty() ? number : 0);
}

void TestHistoryDialog::exportsARun()
{
    add(lineOf(Run::Kind::Delete, 2), {RowState::Done, RowState::Done});
    open();
    auto *button = find<QPushButton>(u"exportRun"_s);
    QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled() && button->isVisible(), patient);
    button->click();
    auto *dialog = find<QFileDialog>(u"runExportDialog"_s);
    QCOMPARE(QFileInfo(dialog->selectedFiles().value(0)).fileName(), u"watchbill-run-1.jsonl"_s);
    const QString path = m_folder->filePath(u"run.jsonl"_s);
    dialog->selectFile(path);
    QMetaObject::invokeMethod(dialog, "accept");
    QTRY_COMPARE_WITH_TIMEOUT(words(u"runNote"_s), u"Exported to %1."_s.arg(path), patient);
    QFile written(path);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll().count('\n'), 2);
}

void TestHistoryDialog::noFileToExportTo()
{
    add(lineOf(Run::Kind::Delete, 1), {RowState::Done});
    open();
    auto *button = find<QPushButton>(u"exportRun"_s);
    QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled() && button->isVisible(), patient);
    button->click();
    auto *dialog = find<QFileDialog>(u"runExportDialog"_s);
    Q_EMIT dialog->fileSelected(m_folder->filePath(u"not/there.jsonl"_s));
    QTRY_VERIFY_WITH_TIMEOUT(words(u"runNote"_s).startsWith("No file was written. "_L1), patient);
}

void TestHistoryDialog::limits()
{
    add(lineOf(Run::Kind::Delete, 1), {RowState::Done});
    add(lineOf(Run::Kind::Delete, 1), QVector<RowState>(40'000, RowState::Done)); // some megabytes
    open();
    QTRY_COMPARE_WITH_TIMEOUT(model()->rowCount(), 2, patient);
    auto *days = find<QSpinBox>(u"journalDays"_s);
    auto *megabytes = find<QSpinBox>(u"journalMegabytes"_s);
    auto *apply = find<QPushButton>(u"applyLimits"_s);
    QCOMPARE(days->value(), 30);
    QCOMPARE(days->suffix(), u" day(s)"_s);
    QCOMPARE(megabytes->value(), 1024);
    QVERIFY(!apply->isEnabled());
    days->setValue(1);
    apply->click();
    QTRY_VERIFY_WITH_TIMEOUT(words(u"limitsReport"_s).startsWith("Nothing to remove. "_L1), patient);
    QCOMPARE(m_preferences->journalDays.value(), 1);
    megabytes->setValue(1);
    apply->click();
    QTRY_VERIFY_WITH_TIMEOUT(
        words(u"limitsReport"_s).startsWith("Removed the task values of 2 change(s). The journal uses "_L1),
        patient);
    QVERIFY(!apply->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(words(u"runSentence"_s).endsWith("The task values are no longer stored."_L1),
                             patient);
    QVERIFY(!find<QPushButton>(u"exportRun"_s)->isEnabled());
    QCOMPARE(find<QPushButton>(u"undoRun"_s)->toolTip(),
             u"Its task values are no longer stored, so it cannot be undone."_s);
    QCOMPARE(Preferences().journalMegabytes.value(), 1);
}

void TestHistoryDialog::namesAndKeys()
{
    add(lineOf(Run::Kind::Delete, 1), {RowState::Refused});
    open();
    QTRY_COMPARE_WITH_TIMEOUT(rows().size(), 1, patient);
    QCOMPARE(namelessControls(*m_dialog), QStringList());
    QCOMPARE(QApplication::focusWidget(), find<QTableView>(u"historyTable"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(QApplication::focusWidget(), find<QTableView>(u"runRows"_s));
    QVERIFY(m_dialog->isVisible());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(!m_dialog->isVisible());
}

void TestHistoryDialog::closes()
{
    open();
    QTest::keyClick(find<QLineEdit>(u"historySearch"_s), Qt::Key_Return);
    QVERIFY(m_dialog->isVisible());
    m_dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Close)->click();
    QVERIFY(!m_dialog->isVisible());
}

void TestHistoryDialog::remembersItsSize()
{
    open()->resize(777, 555);
    m_dialog->close();
    open();
    QCOMPARE(m_dialog->size(), QSize(777, 555));
}

void TestHistoryDialog::fitsItsColumns()
{
    Run line = lineOf(Run::Kind::Delete, 3);
    line.query = u"status:failed created:<30d "_s.repeated(10);
    add(line, {RowState::Done, RowState::Refused, RowState::Changed});
    open()->resize(1100, 600);
    QTRY_COMPARE_WITH_TIMEOUT(model()->rowCount(), 1, patient);
    const auto *table = find<QTableView>(u"historyTable"_s);
    const auto fits = [&](int column) {
        return table->columnWidth(column)
            >= table->fontMetrics().horizontalAdvance(cell(0, HistoryModel::Column(column)));
    };
    for (const int width : {1100, 1000, 900}) {
        m_dialog->resize(width, 600);
        for (const int column : {HistoryModel::Number, HistoryModel::When, HistoryModel::What,
                                 HistoryModel::HowMany, HistoryModel::Connection, HistoryModel::Outcome})
            QVERIFY2(fits(column), qPrintable(u"%1 at %2"_s.arg(column).arg(width)));
        QCOMPARE(table->horizontalHeader()->length(), table->viewport()->width());
    }
    QVERIFY(!fits(HistoryModel::Query)); // gets the rest
    m_dialog->resize(700, 600);
    QVERIFY(table->isColumnHidden(HistoryModel::Role)); // the details have it
    m_dialog->resize(1400, 600);
    QVERIFY(!table->isColumnHidden(HistoryModel::Role));
}

void TestHistoryDialog::realRuns()
{
    m_database = std::make_unique<TestDatabase>();
    m_database->execute(u"CREATE TABLE tasks (id bigint PRIMARY KEY, user_id text, type text, status text, "
                        "created_at timestamptz DEFAULT now()); "
                        "CREATE TABLE results (task_id bigint REFERENCES tasks); "
                        "INSERT INTO tasks (id, status) SELECT i, 'failed' FROM generate_series(1, 3) i; "
                        "INSERT INTO results VALUES (2)"_s);
    TaskService service(m_database->profile());
    success(service.open());
    const auto control = std::make_shared<RunControl>();
    const Runs runs(service, file());
    TaskFilter failed;
    failed.statuses.values = {u"failed"_s};
    const Run deleted =
        success(runs.start({{}, success(runs.collect(failed, control)), u"status:failed"_s}, control));

    open();
    m_dialog->setHere(watchbill::lineOf(*service.source(), {}));
    QTRY_COMPARE_WITH_TIMEOUT(cell(0, HistoryModel::Outcome), u"Done, 1 refused"_s, patient);
    QTRY_COMPARE_WITH_TIMEOUT(rows().size(), 1, patient);
    QVERIFY2(rows().first().startsWith("2: "_L1) && rows().first().contains("results"_L1),
             qPrintable(rows().first()));
    QVERIFY(find<QPushButton>(u"undoRun"_s)->isEnabled());
    success(runs.undo(deleted.number, control));
    QTRY_COMPARE_WITH_TIMEOUT(model()->rowCount(), 2, patient);
    QCOMPARE(cell(0, HistoryModel::What), u"Put back (undo of %1)"_s.arg(deleted.number));
    QTRY_COMPARE_WITH_TIMEOUT(cell(1, HistoryModel::Outcome), u"Done, 1 refused, 2 put back"_s, patient);
    QTRY_VERIFY_WITH_TIMEOUT(!find<QPushButton>(u"undoRun"_s)->isEnabled(), patient);
}

WATCHBILL_WINDOW_TEST(TestHistoryDialog)

} // namespace tst_historydialog

#include "tst_historydialog.moc"
