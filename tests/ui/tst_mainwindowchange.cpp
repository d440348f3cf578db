// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "await.h"
#include "dialogs/changedialog.h"
#include "dialogs/historymodel.h"
#include "dialogs/undodialog.h"
#include "openwindow.h"
#include "privatesettings.h"
#include "sampletasks.h"
#include "windowtest.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

namespace tst_mainwindowchange {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// What the window does to tasks besides deleting them, how it is taken back, and what goes with deleted ones.
class TestMainWindowChange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_settings = std::make_unique<PrivateSettings>(); }
    void init();
    void cleanup();
    void cleanupTestCase() { m_settings.reset(); }

    void setsStatusAndTakesItBack();
    void leavesStatusesThatHaveChangedSince();
    void typingTicksTheBox();
    void typesTheStatusAtOnce();
    void asksBeforeTypedValuesAreLost();
    void leavesWhatIsNotTicked();
    void takesCopiesBackUnlessReferredTo();
    void runsAgainWithOtherMetadata();
    void runsSeveralAgainWithChanges();
    void copiesMetadataAsItIs();
    void offersNoCopiesUnlessAllowed();
    void takesADeletionBack();
    void asksBeforeAnOldUndo();
    void asksBeforeAnUndoOnProduction();
    void asksBeforeAnUndoFromTheHistory();
    void historyNamesTheConnection();
    void saysWhatGoesWithTasks();

private:
    void open(const ConnectionProfile &profile);
    void open() { open(m_database->profile()); }
    void selectRows(int first, int last);
    ChangeDialog *dialog() const { return m_open->window()->findChild<ChangeDialog *>(); }
    void ask(const QString &action);
    void confirm();
    QString told() const { return m_open->find<QLabel>(u"runText"_s)->text(); }
    QString stored(); // all tasks, whole

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

void TestMainWindowChange::init()
{
    m_settings->clear();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    insertSamples(*m_database, 1, 10, {.error = u"before"_s, .metadata = uR"({"n": 1.50, "of": "ten"})"_s});
}

void TestMainWindowChange::cleanup()
{
    m_open.reset();
    m_database.reset();
}

void TestMainWindowChange::open(const ConnectionProfile &profile)
{
    m_open = std::make_unique<OpenWindow>(profile);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), storedIds(*m_database).size(), patient);
}

void TestMainWindowChange::selectRows(int first, int last)
{
    m_open->clickCell(first, TaskField::Type);
    m_open->clickCell(last, TaskField::Type, Qt::ShiftModifier);
}

void TestMainWindowChange::ask(const QString &action)
{
    auto *asking = m_open->find<QAction>(action);
    QVERIFY2(asking->isEnabled(), qPrintable(asking->toolTip()));
    asking->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(dialog(), patient);
    QVERIFY(QTest::qWaitForWindowActive(dialog()));
}

void TestMainWindowChange::confirm()
{
    auto *button = m_open->find<QPushButton>(u"deleteConfirm"_s);
    QVERIFY(button->isEnabled());
    click(button);
    QTRY_VERIFY(!dialog());
    m_open->window()->activateWindow(); // as a window manager does
    QVERIFY(QTest::qWaitForWindowActive(m_open->window()));
}

QString TestMainWindowChange::stored()
{
    return m_database->value(u"SELECT string_agg(t::text, E'\\n' ORDER BY id) FROM public.tasks t"_s);
}

void TestMainWindowChange::setsStatusAndTakesItBack()
{
    const QString before = stored();
    open();
    selectRows(0, 2);
    ask(u"setStatusAction"_s);
    QVERIFY(!m_open->find<QPushButton>(u"deleteConfirm"_s)->isEnabled()); // no status yet
    m_open->find<QComboBox>(u"newStatus"_s)->setCurrentText(u"canceled"_s);
    m_open->find<QCheckBox>(u"setsError"_s)->click();
    m_open->find<QLineEdit>(u"newError"_s)->setText(u"gave up"_s);
    m_open->find<QCheckBox>(u"setsResult"_s)->click();
    m_open->find<QLineEdit>(u"newResult"_s)->setText(sampleId(99));
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Set the status of 3 task(s)."_s, patient);
    QCOMPARE(m_database->value(u"SELECT string_agg(concat_ws(' ', status, error_message, result_id), ',') "
                               "FROM public.tasks WHERE status <> 'completed'"_s),
             (QStringList{3, u"canceled gave up "_s + sampleId(99)}.join(u',')));
    QTRY_COMPARE_WITH_TIMEOUT(m_open->text(0, TaskField::Status), u"canceled"_s, patient);
    m_open->table()->setFocus();
    press(m_open->table(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Changed the status of 3 task(s) back."_s, patient);
    QCOMPARE(stored(), before);
}

// What has gone on since is left alone: said once, with the reason.
void TestMainWindowChange::leavesStatusesThatHaveChangedSince()
{
    open();
    selectRows(0, 2);
    ask(u"setStatusAction"_s);
    m_open->find<QComboBox>(u"newStatus"_s)->setCurrentText(u"pending"_s);
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Set the status of 3 task(s)."_s, patient);
    m_database->execute(
        u"UPDATE public.tasks SET status = 'completed', updated_at = now() WHERE status = 'pending'"_s);
    click(m_open->find<QPushButton>(u"runUndo"_s));
    QTRY_COMPARE_WITH_TIMEOUT(
        told(), u"No status was changed back. 3 task(s) have changed since, and were left alone."_s, patient);
}

// Typing into a field is enough to set it.
void TestMainWindowChange::typingTicksTheBox()
{
    open();
    selectRows(0, 0);
    ask(u"setStatusAction"_s);
    QTest::keyClicks(m_open->find<QLineEdit>(u"newError"_s), u"by hand"_s);
    QVERIFY(m_open->find<QCheckBox>(u"setsError"_s)->isChecked());
    m_open->find<QComboBox>(u"newStatus"_s)->setCurrentText(u"failedd"_s);
    QVERIFY(m_open->find<QLabel>(u"unknownStatus"_s)->isVisible());
    m_open->find<QComboBox>(u"newStatus"_s)->setCurrentText(u"failed"_s);
    QVERIFY(!m_open->find<QLabel>(u"unknownStatus"_s)->isVisible());
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Set the status of 1 task(s)."_s, patient);
    QCOMPARE(m_database->value(u"SELECT error_message FROM public.tasks WHERE status = 'failed'"_s),
             u"by hand"_s);
}

void TestMainWindowChange::takesCopiesBackUnlessReferredTo()
{
    m_database->execute(
        u"CREATE TABLE public.pictures (task uuid REFERENCES public.tasks ON DELETE CASCADE)"_s);
    ConnectionProfile profile = m_database->profile();
    profile.mayRunAgain = true;
    open(profile);
    selectRows(0, 1);
    ask(u"runAgainAction"_s);
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Ran 2 task(s) again."_s, patient);
    m_database->execute(
        u"INSERT INTO public.pictures SELECT id FROM public.tasks WHERE status = 'pending' LIMIT 1"_s);
    m_open->table()->setFocus();
    press(m_open->table(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Removed 1 new task(s). 1 task(s) were left alone."_s, patient);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM public.pictures"_s), u"1"_s);
    QCOMPARE(storedIds(*m_database).size(), 11);
}

// But not before a status that is chosen again in a moment.
void TestMainWindowChange::typesTheStatusAtOnce()
{
    open();
    selectRows(0, 0);
    ask(u"setStatusAction"_s);
    const auto *status = m_open->find<QComboBox>(u"newStatus"_s);
    QCOMPARE(dialog()->focusWidget(), status);
    QTest::keyClicks(dialog()->focusWidget(), u"fai"_s);
    QCOMPARE(status->currentText(), u"failed"_s);
    QTest::keyClick(dialog()->focusWidget(), Qt::Key_Return); // does not cancel
    QVERIFY(dialog());
    QCOMPARE(status->currentText(), u"failed"_s);
    auto *error = m_open->find<QLineEdit>(u"newError"_s);
    error->setFocus();
    QTest::keyClicks(error, u"gave up"_s);
    QTest::keyClick(error, Qt::Key_Return); // nor does it confirm
    QVERIFY(dialog());
    QCOMPARE(dialog()->focusWidget(), m_open->find<QPushButton>(u"deleteConfirm"_s));
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Set the status of 1 task(s)."_s, patient);
}

void TestMainWindowChange::asksBeforeTypedValuesAreLost()
{
    ConnectionProfile profile = m_database->profile();
    profile.mayRunAgain = true;
    open(profile);
    selectRows(0, 0);
    ask(u"setStatusAction"_s);
    m_open->find<QComboBox>(u"newStatus"_s)->setCurrentText(u"failed"_s);
    press(dialog(), Qt::Key_Escape);
    QTRY_VERIFY(!dialog());

    const auto cancelAndDiscard = [this] {
        press(dialog(), Qt::Key_Escape);
        auto *question = m_open->find<QMessageBox>(u"discardQuestion"_s);
        QVERIFY(QTest::qWaitForWindowActive(question));
        press(question, Qt::Key_Return); // keeps what was typed
        QTRY_VERIFY(!m_open->window()->findChild<QMessageBox *>());
        QVERIFY(dialog()->isVisible());
        dialog()->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Cancel)->click();
        m_open->find<QPushButton>(u"discardChanges"_s)->click();
        QTRY_VERIFY(!dialog());
    };
    ask(u"setStatusAction"_s);
    QTest::keyClicks(m_open->find<QLineEdit>(u"newError"_s), u"by hand"_s);
    cancelAndDiscard();
    ask(u"runAgainAction"_s);
    m_open->find<QPlainTextEdit>(u"newMetadata"_s)->setPlainText(u"{}"_s);
    cancelAndDiscard();
    selectRows(0, 2);
    ask(u"runAgainAction"_s);
    QTest::keyClicks(m_open->find<QLineEdit>(u"newUser"_s), u"somebody"_s);
    cancelAndDiscard();
}

void TestMainWindowChange::leavesWhatIsNotTicked()
{
    open();
    selectRows(0, 0);
    ask(u"setStatusAction"_s);
    m_open->find<QComboBox>(u"newStatus"_s)->setCurrentText(u"failed"_s);
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Set the status of 1 task(s)."_s, patient);
    QCOMPARE(m_database->value(u"SELECT error_message FROM public.tasks WHERE status = 'failed'"_s),
             u"before"_s);
}

void TestMainWindowChange::runsAgainWithOtherMetadata()
{
    ConnectionProfile profile = m_database->profile();
    profile.mayRunAgain = true;
    profile.originKey = u"retry_of"_s;
    open(profile);
    selectRows(0, 0);
    ask(u"runAgainAction"_s);
    auto *metadata = m_open->find<QPlainTextEdit>(u"newMetadata"_s);
    QCOMPARE(metadata->toPlainText(), uR"({"n": 1.50, "of": "ten"})"_s);
    metadata->setPlainText(uR"({"n": )"_s);
    QVERIFY(!m_open->find<QPushButton>(u"deleteConfirm"_s)->isEnabled());
    QVERIFY(m_open->find<QLabel>(u"copyProblem"_s)->text().contains(u"is not JSON"_s));
    metadata->setPlainText(uR"({"n": 2})"_s);
    auto *user = m_open->find<QLineEdit>(u"newUser"_s);
    QCOMPARE(user->text(), sampleUser(1));
    user->selectAll();
    QTest::keyClicks(user, sampleUser(2));
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Ran 1 task(s) again."_s, patient);
    QCOMPARE(m_database->value(
                 u"SELECT concat_ws(' ', status, type, user_id, metadata->>'n', metadata->>'retry_of', "
                 "metadata->>'of') FROM public.tasks WHERE status = 'pending'"_s),
             u"pending concept_generation %1 2 %2"_s.arg(sampleUser(2), sampleId(10)));
    QCOMPARE(storedIds(*m_database).size(), 11);
}

void TestMainWindowChange::runsSeveralAgainWithChanges()
{
    m_database->execute(u"UPDATE public.tasks SET metadata = NULL WHERE id = '%1'"_s.arg(sampleId(9)));
    ConnectionProfile profile = m_database->profile();
    profile.mayRunAgain = true;
    open(profile);
    selectRows(0, 2);
    ask(u"runAgainAction"_s);
    auto *button = m_open->find<QPushButton>(u"deleteConfirm"_s);
    auto *missing = m_open->find<QLabel>(u"changeMissing"_s);
    QVERIFY(button->isEnabled()); // as they were
    QCOMPARE(missing->text(), QString());
    auto *user = m_open->find<QLineEdit>(u"newUser"_s);
    QTest::keyClicks(user, u"nobody"_s);
    QVERIFY(m_open->find<QCheckBox>(u"setsUser"_s)->isChecked());
    QVERIFY(!button->isEnabled());
    QVERIFY(m_open->find<QLabel>(u"copiesProblem"_s)->text().contains(u"nobody"_s));
    user->selectAll();
    QTest::keyClicks(user, sampleUser(2));
    QVERIFY(button->isEnabled());
    m_open->find<QCheckBox>(u"setsType"_s)->click();
    QVERIFY(!button->isEnabled()); // none is given
    QCOMPARE(missing->text(), u"Complete the new values first."_s);
    m_open->find<QCheckBox>(u"setsType"_s)->click();
    auto *metadata = m_open->find<QPlainTextEdit>(u"addedMetadata"_s);
    QTest::keyClicks(metadata, u"{\"n\": 2"_s);
    QVERIFY(!button->isEnabled());
    QVERIFY(m_open->find<QLabel>(u"copiesProblem"_s)->text().contains(u"is not JSON"_s));
    QTest::keyClicks(metadata, u"}"_s);
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Ran 3 task(s) again."_s, patient);
    QCOMPARE(
        m_database->value(
            u"SELECT string_agg(concat_ws(' ', n.type = o.type, n.user_id, n.metadata), '; ') FROM "
            "public.tasks n, public.tasks o WHERE n.status = 'pending' AND o.id = '%1'"_s.arg(sampleId(10))),
        uR"(t %1 {"n": 2, "of": "ten"}; t %1 {"n": 2}; t %1 {"n": 2, "of": "ten"})"_s.arg(sampleUser(2)));
}

void TestMainWindowChange::copiesMetadataAsItIs()
{
    ConnectionProfile profile = m_database->profile();
    profile.mayRunAgain = true;
    open(profile);
    selectRows(0, 0);
    ask(u"runAgainAction"_s);
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Ran 1 task(s) again."_s, patient);
    QCOMPARE(m_database->value(u"SELECT metadata FROM public.tasks WHERE status = 'pending'"_s),
             uR"({"n": 1.50, "of": "ten"})"_s);
}

void TestMainWindowChange::offersNoCopiesUnlessAllowed()
{
    open();
    selectRows(0, 0);
    auto *action = m_open->find<QAction>(u"runAgainAction"_s);
    QVERIFY(!action->isEnabled());
    QVERIFY2(action->toolTip().contains(u"Tasks may be run again"_s), qPrintable(action->toolTip()));
}

void TestMainWindowChange::takesADeletionBack()
{
    const QString before = stored();
    open();
    selectRows(2, 5);
    ask(u"deleteAction"_s);
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Deleted 4 task(s)."_s, patient);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), 6, patient);
    m_open->table()->setFocus();
    press(m_open->table(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Put 4 task(s) back."_s, patient);
    QCOMPARE(stored(), before);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(10, 1), patient);
}

void TestMainWindowChange::asksBeforeAnOldUndo()
{
    const QString before = stored();
    open();
    selectRows(2, 5);
    ask(u"deleteAction"_s);
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Deleted 4 task(s)."_s, patient);
    const QString without = stored();
    click(m_open->find<QToolButton>(u"runClose"_s)); // so that nothing tells what there is to undo
    m_open->find<QAction>(u"undoAction"_s)->trigger();
    auto *question = m_open->find<UndoDialog>(u"undoDialog"_s);
    QVERIFY(QTest::qWaitForWindowActive(question));
    QVERIFY(question->findChild<QLabel *>(u"changeTitle"_s)
                ->text()
                .startsWith(u"Put 4 task(s) back as they were"_s));
    QVERIFY(question->findChild<QLabel *>(u"undoneRun"_s)->text().endsWith(u": Deleted, 4."_s));
    press(question, Qt::Key_Return); // Cancel is the default
    QTRY_VERIFY(!m_open->window()->findChild<UndoDialog *>());
    QCOMPARE(stored(), without);
    m_open->find<QAction>(u"undoAction"_s)->trigger();
    QVERIFY(QTest::qWaitForWindowActive(m_open->find<UndoDialog>(u"undoDialog"_s)));
    click(m_open->find<QPushButton>(u"undoConfirm"_s));
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Put 4 task(s) back."_s, patient);
    QCOMPARE(stored(), before);
}

void TestMainWindowChange::asksBeforeAnUndoOnProduction()
{
    const QString before = stored();
    ConnectionProfile profile = m_database->profile();
    profile.environment = Environment::Production;
    open(profile);
    m_open->connection().lock().unlock(std::nullopt);
    selectRows(2, 5);
    QTRY_VERIFY_WITH_TIMEOUT(m_open->find<QAction>(u"deleteAction"_s)->isEnabled(), patient);
    ask(u"deleteAction"_s);
    m_open->find<QLineEdit>(u"deleteNumber"_s)->setText(u"4"_s);
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Deleted 4 task(s)."_s, patient);
    m_open->table()->setFocus();
    press(m_open->table(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(QTest::qWaitForWindowActive(m_open->find<UndoDialog>(u"undoDialog"_s)));
    auto *button = m_open->find<QPushButton>(u"undoConfirm"_s);
    QVERIFY(!button->isEnabled());
    QCOMPARE(m_open->find<UndoDialog>(u"undoDialog"_s)->focusWidget(),
             m_open->find<QLineEdit>(u"deleteNumber"_s));
    m_open->find<QLineEdit>(u"deleteNumber"_s)->setText(u"4"_s);
    click(button);
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Put 4 task(s) back."_s, patient);
    QCOMPARE(stored(), before);
}

void TestMainWindowChange::asksBeforeAnUndoFromTheHistory()
{
    const QString before = stored();
    open();
    selectRows(2, 5);
    ask(u"deleteAction"_s);
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Deleted 4 task(s)."_s, patient);
    m_open->find<QAction>(u"historyAction"_s)->trigger();
    auto *history = m_open->find<QDialog>(u"historyDialog"_s);
    QVERIFY(QTest::qWaitForWindowActive(history));
    auto *undo = history->findChild<QPushButton *>(u"undoRun"_s);
    QTRY_VERIFY_WITH_TIMEOUT(undo->isVisible() && undo->isEnabled(), patient);
    undo->click();
    auto *question = history->findChild<UndoDialog *>();
    QVERIFY(question); // over the history, not below it
    click(question->findChild<QPushButton *>(u"undoConfirm"_s));
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Put 4 task(s) back."_s, patient);
    QCOMPARE(stored(), before);
}

// The demo, for one, has no profile with a name.
void TestMainWindowChange::historyNamesTheConnection()
{
    m_open = std::make_unique<OpenWindow>(m_database->profile(), u"Demo"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), storedIds(*m_database).size(), patient);
    selectRows(2, 5);
    ask(u"deleteAction"_s);
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Deleted 4 task(s)."_s, patient);
    click(m_open->find<QPushButton>(u"runUndo"_s));
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Put 4 task(s) back."_s, patient);
    m_open->find<QAction>(u"historyAction"_s)->trigger();
    const auto *runs = m_open->find<QDialog>(u"historyDialog"_s)->findChild<HistoryModel *>();
    QTRY_VERIFY_WITH_TIMEOUT(runs->rowCount() >= 2, patient);
    for (int row = 0; row < 2; ++row) // the deletion and its undo; older ones are of other tests
        QCOMPARE(runs->index(row, HistoryModel::Connection).data().toString(), u"Demo"_s);
}

void TestMainWindowChange::saysWhatGoesWithTasks()
{
    m_database->execute(u"CREATE TABLE public.pictures (task uuid REFERENCES public.tasks ON DELETE CASCADE);"
                        "CREATE TABLE public.notes (task uuid REFERENCES public.tasks ON DELETE SET NULL);"
                        "INSERT INTO public.pictures SELECT id FROM public.tasks, generate_series(1, 3);"
                        "INSERT INTO public.notes SELECT id FROM public.tasks"_s);
    open();
    selectRows(0, 3);
    ask(u"deleteAction"_s);
    QCOMPARE(
        m_open->find<QLabel>(u"deleteWarning"_s)->text(),
        u"These are deleted with them: 12 row(s) of public.pictures. These lose their reference to them: "
        "4 row(s) of public.notes. Undo restores only the tasks."_s);
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(m_database->value(u"SELECT count(*) FROM public.pictures"_s), u"18"_s, patient);
}

WATCHBILL_WINDOW_TEST(TestMainWindowChange)

} // namespace tst_mainwindowchange

#include "tst_mainwindowchange.moc"
