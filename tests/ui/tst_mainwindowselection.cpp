// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "openwindow.h"
#include "privatesettings.h"
#include "sampletasks.h"

#include "detail/summarycolumn.h"
#include "theme/selectiondelegate.h"
#include "windowtest.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>

namespace tst_mainwindowselection {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// What the window says of what is selected, and what can be done with it.
class TestMainWindowSelection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void everythingByKey();
    void sumsUpSeveral();
    void followsWhatIsSummedUp();
    void sumsUpEverything();
    void deletesWhatIsNamed();
    void exportsEverything();
    void listsKeepTheirColours();
    void copiesWhatIsLoaded();

private:
    void open();
    QString label(const QString &name) const { return m_open->find<QLabel>(name)->text(); }
    QStringList column(const QString &name) const; // its title and its note, then "failed 2"

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

void TestMainWindowSelection::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
}

void TestMainWindowSelection::init()
{
    m_settings->clear();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
}

void TestMainWindowSelection::cleanup()
{
    m_open.reset();
    m_database.reset();
}

void TestMainWindowSelection::cleanupTestCase()
{
    m_settings.reset();
}

void TestMainWindowSelection::open()
{
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    QTRY_VERIFY_WITH_TIMEOUT(!m_open->ids().isEmpty() && m_open->monitor().totalBesideList(), patient);
    m_open->table()->setFocus();
}

QStringList TestMainWindowSelection::column(const QString &name) const
{
    QStringList lines;
    QString text;
    for (const QLabel *one : m_open->find<SummaryColumn>(name)->findChildren<QLabel *>()) {
        if (!one->isVisible() || one->text().isEmpty())
            continue;
        if (one->parentWidget()->objectName() == name) // title or note
            lines += one->text();
        else if (text.isEmpty())
            text = one->text();
        else
            lines += std::exchange(text, {}) + u' ' + one->text();
    }
    return lines;
}

void TestMainWindowSelection::everythingByKey()
{
    insertSamples(*m_database, 1, 350);
    open();
    press(m_open->window(), Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE(label(u"statusSelected"_s), u"200 selected"_s);
    press(m_open->window(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(m_open->table()->selection().isEverything());
    QCOMPARE(label(u"statusSelected"_s), u"all 350 that match selected"_s);
    QVERIFY(m_open->find<QPushButton>(u"selectionAction"_s)->isVisible());
    press(m_open->window(), Qt::Key_Escape);
    QVERIFY(m_open->table()->selection().isEmpty());
    QVERIFY(!m_open->find<QLabel>(u"statusSelected"_s)->isVisible());
}

void TestMainWindowSelection::sumsUpSeveral()
{
    insertSamples(*m_database, 1, 7);
    insertSamples(*m_database, 8, 9,
                  {.status = u"failed"_s, .type = u"upscale"_s, .user = 2, .error = u"No file 'a'"_s});
    insertSamples(*m_database, 10, 10, {.status = u"failed"_s, .user = 3, .error = u"No file 'b'\nat 1"_s});
    open();
    m_open->clickCell(0, TaskField::Type);
    QTRY_COMPARE_WITH_TIMEOUT(label(u"detailId"_s), sampleId(10), patient);
    m_open->clickCell(4, TaskField::Type, Qt::ShiftModifier);
    QVERIFY(m_open->find<QLabel>(u"summaryTitle"_s)->isVisible());
    QVERIFY(!m_open->find<QLabel>(u"detailId"_s)->isVisible());
    QCOMPARE(label(u"summaryTitle"_s), u"5 selected."_s);
    QCOMPARE(column(u"summaryStatuses"_s), QStringList({u"Status (2)"_s, u"failed 3"_s, u"completed 2"_s}));
    QCOMPARE(column(u"summaryTypes"_s),
             QStringList({u"Type (2)"_s, u"concept_generation 3"_s, u"upscale 2"_s}));
    QCOMPARE(column(u"summaryUsers"_s),
             QStringList({u"Users (3)"_s, u"a0000001 2"_s, u"a0000002 2"_s, u"a0000003 1"_s}));
    QCOMPARE(column(u"summaryErrors"_s), QStringList({u"Errors"_s, u"No file '…' 3"_s}));
    QVERIFY2(label(u"summaryTimes"_s).startsWith(u"Created "_s), qPrintable(label(u"summaryTimes"_s)));
    QVERIFY2(label(u"summaryTimes"_s).contains(u"Longest duration: "_s),
             qPrintable(label(u"summaryTimes"_s)));

    m_open->clickCell(2, TaskField::Type);
    QTRY_VERIFY_WITH_TIMEOUT(m_open->find<QLabel>(u"detailId"_s)->isVisible(), patient);
    QCOMPARE(label(u"detailId"_s), sampleId(8));
}

void TestMainWindowSelection::followsWhatIsSummedUp()
{
    insertSamples(*m_database, 1, 10);
    open();
    m_open->clickCell(0, TaskField::Type);
    m_open->clickCell(6, TaskField::Type, Qt::ShiftModifier);
    QCOMPARE(column(u"summaryStatuses"_s), QStringList({u"Status"_s, u"completed 7"_s}));
    setStatus(*m_database, 9, u"failed"_s);
    m_open->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(column(u"summaryStatuses"_s),
                              QStringList({u"Status (2)"_s, u"completed 6"_s, u"failed 1"_s}), patient);
    for (int user = 2; user <= 7; ++user)
        m_database->execute(
            u"UPDATE tasks SET user_id = '%1' WHERE id = '%2'"_s.arg(sampleUser(user), sampleId(user + 2)));
    m_open->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(column(u"summaryUsers"_s).first(), u"Users (7)"_s, patient);
    QVERIFY(column(u"summaryUsers"_s).contains(u"and 2 more"_s));
}

void TestMainWindowSelection::sumsUpEverything()
{
    insertSamples(*m_database, 1, 340);
    insertSamples(*m_database, 341, 350, {.status = u"failed"_s, .user = 2, .error = u"Broken"_s});
    open();
    QTRY_VERIFY_WITH_TIMEOUT(m_open->monitor().typeCounts().present(), patient);
    press(m_open->window(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(label(u"summaryTitle"_s), u"All 350 task(s) that match are selected."_s);
    QCOMPARE(column(u"summaryStatuses"_s),
             QStringList({u"Status (2)"_s, u"completed 340"_s, u"failed 10"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(column(u"summaryTypes"_s),
                              QStringList({u"Type"_s, u"concept_generation 350"_s}), patient);
    QVERIFY(!m_open->find<SummaryColumn>(u"summaryErrors"_s)->isVisible());
    QCOMPARE(label(u"summaryTimes"_s),
             u"When all matching tasks are selected, errors, times and durations are not counted."_s);

    // What is loaded as a whole is known as a whole.
    m_database->execute(u"DELETE FROM tasks WHERE id <= '%1'"_s.arg(sampleId(300)));
    m_open->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(column(u"summaryErrors"_s), QStringList({u"Errors"_s, u"Broken 10"_s}),
                              patient);
}

// The dialog says how many more there are, or that it is all that matches, and what.
void TestMainWindowSelection::deletesWhatIsNamed()
{
    insertSamples(*m_database, 1, 350);
    open();
    auto *remove = m_open->find<QAction>(u"deleteAction"_s);
    press(m_open->window(), Qt::Key_A, Qt::ControlModifier);
    QVERIFY(remove->isEnabled());
    press(m_open->window(), Qt::Key_Delete);
    QVERIFY(QTest::qWaitForWindowActive(m_open->find<QDialog>(u"deleteDialog"_s)));
    const QString title = label(u"changeTitle"_s);
    QVERIFY2(title.startsWith(u"Delete 200 of 350 matching task(s) from public.tasks"_s), qPrintable(title));
    press(m_open->find<QDialog>(u"deleteDialog"_s), Qt::Key_Escape);
    QTRY_VERIFY(!m_open->window()->findChild<QDialog *>(u"deleteDialog"_s));
    m_open->window()->activateWindow(); // as a window manager does
    QVERIFY(QTest::qWaitForWindowActive(m_open->window()));

    press(m_open->window(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(remove->isEnabled());
    press(m_open->window(), Qt::Key_Delete);
    QTRY_VERIFY_WITH_TIMEOUT(m_open->window()->findChild<QDialog *>(u"deleteDialog"_s), patient);
    auto *dialog = m_open->find<QDialog>(u"deleteDialog"_s);
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    const QString all = label(u"changeTitle"_s);
    QVERIFY2(all.startsWith(u"Delete 350 task(s) from public.tasks"_s), qPrintable(all));
    insertSamples(*m_database, 351, 360); // what comes now was not asked about
    QTest::keyClicks(m_open->find<QLineEdit>(u"deleteNumber"_s), u"350"_s);
    click(m_open->find<QPushButton>(u"deleteConfirm"_s));
    QTRY_COMPARE_WITH_TIMEOUT(label(u"runText"_s), u"Deleted 350 task(s)."_s, patient);
    QCOMPARE(storedIds(*m_database), sampleIds(360, 351));
    click(m_open->find<QPushButton>(u"runUndo"_s));
    QTRY_COMPARE_WITH_TIMEOUT(label(u"runText"_s), u"Put 350 task(s) back."_s, patient);
    QCOMPARE(storedIds(*m_database), sampleIds(360, 1));
}

void TestMainWindowSelection::exportsEverything()
{
    insertSamples(*m_database, 1, 350);
    open();
    press(m_open->window(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    press(m_open->window(), Qt::Key_E, Qt::ControlModifier);
    auto *dialog = m_open->find<QDialog>(u"exportDialog"_s);
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    QStringList choices;
    for (const QRadioButton *button : dialog->findChildren<QRadioButton *>()) {
        if (button->isVisible())
            choices += button->text();
    }
    QCOMPARE(choices, QStringList{u"All matching tasks (350)"_s});
    const QTemporaryDir folder;
    m_open->find<QLineEdit>(u"exportPath"_s)->setText(folder.filePath(u"all.csv"_s));
    click(m_open->find<QPushButton>(u"exportStart"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!m_open->window()->findChild<QDialog *>(u"exportDialog"_s), patient);
    QFile file(folder.filePath(u"all.csv"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), 351);
}

// A selection is a tint and a bar in every list, so that texts and icons keep their colours.
void TestMainWindowSelection::listsKeepTheirColours()
{
    insertSamples(*m_database, 1, 10);
    open();
    press(m_open->window(), Qt::Key_Question);
    m_open->find<QAction>(u"explainAction"_s)->trigger();
    m_open->find<QAction>(u"historyAction"_s)->trigger();
    int checked = 0;
    for (const auto *view : m_open->window()->findChildren<QAbstractItemView *>()) {
        const bool isOfAnother = view->window()->windowType() == Qt::Popup
            || view->window()->windowType() == Qt::ToolTip || qobject_cast<const QHeaderView *>(view);
        if (isOfAnother)
            continue;
        QVERIFY2(qobject_cast<theme::SelectionDelegate *>(view->itemDelegate()),
                 qPrintable(view->objectName()));
        ++checked;
    }
    QVERIFY2(checked >= 10, qPrintable(QString::number(checked)));
}

void TestMainWindowSelection::copiesWhatIsLoaded()
{
    insertSamples(*m_database, 1, 350);
    open();
    press(m_open->window(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    press(m_open->window(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QApplication::clipboard()->text().count(u'\n'), 199);
    QCOMPARE(m_open->window()->statusBar()->currentMessage(),
             u"Copied 200 task ID(s). Only loaded tasks were copied."_s);
}

WATCHBILL_WINDOW_TEST(TestMainWindowSelection)

} // namespace tst_mainwindowselection

#include "tst_mainwindowselection.moc"
