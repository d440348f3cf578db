// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "await.h"
#include "interruption.h"
#include "linkproxy.h"
#include "openwindow.h"
#include "people.h"
#include "privatesettings.h"
#include "sampletasks.h"

#include "connection/environmentbadge.h"
#include "dialogs/changedialog.h"
#include "windowtest.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStatusBar>
#include <QTest>
#include <QToolButton>

namespace tst_mainwindowdelete {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// Deleting by the window: nothing but what was shown and confirmed, and no doubt left about the rest.
class TestMainWindowDelete : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void nothingSelected();
    void cancelIsTheDefault_data();
    void cancelIsTheDefault();
    void saysWhatGoes();
    void namesTheEnvironment_data();
    void namesTheEnvironment();
    void hostileWords();
    void removesExactlyWhatWasSelected();
    void whatIsDeletedGoes();
    void removesByTheServiceRole();
    void processingNeedsATick();
    void manyNeedTheirNumber();
    void enterConfirmsTheNumber();
    void notTheNumber_data();
    void notTheNumber();
    void keepsWhatChanged_data();
    void keepsWhatChanged();
    void keepsWhatOnlyTheTableCaughtUpWith();
    void reportsWhatIsGone();
    void reportsWhatRowSecurityKeeps();
    void reportsTheServersRefusal();
    void stopsWhenTheHistoryIsFull();
    void goesOnAfterABrokenConnection();
    void looksUpALostAnswer();
    void knowsThatNothingWasSent();
    void marksWhereTheTableKeepsRows();
    void notAllowed_data();
    void notAllowed();
    void notWithoutConnection();

private:
    void open(const ConnectionProfile &profile);
    void open() { open(m_database->profile()); }
    void selectRows(int first, int last);
    QAction *action() const { return m_open->find<QAction>(u"deleteAction"_s); }
    ChangeDialog *dialog() const { return m_open->window()->findChild<ChangeDialog *>(); }
    QPushButton *confirmButton() const { return m_open->find<QPushButton>(u"deleteConfirm"_s); }
    bool ask(); // presses Del, and the dialog opens
    void confirm();
    QString told() const { return m_open->find<QLabel>(u"runText"_s)->text(); }
    QMessageBox *report() const { return m_open->window()->findChild<QMessageBox *>(); }

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

void TestMainWindowDelete::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    // Roles belong to the server, which lasts as long as this program.
    TestDatabase().execute(u"CREATE ROLE reader LOGIN BYPASSRLS; CREATE ROLE viewer LOGIN"_s);
}

void TestMainWindowDelete::init()
{
    m_settings->clear();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Supabase);
    insertSamples(*m_database, 1, 10);
}

void TestMainWindowDelete::cleanup()
{
    m_open.reset();
    m_database.reset();
}

void TestMainWindowDelete::cleanupTestCase()
{
    m_settings.reset();
}

void TestMainWindowDelete::open(const ConnectionProfile &profile)
{
    m_open = std::make_unique<OpenWindow>(profile);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), storedIds(*m_database).size(), patient);
}

void TestMainWindowDelete::selectRows(int first, int last)
{
    m_open->clickCell(first, TaskField::Type);
    m_open->clickCell(last, TaskField::Type, Qt::ShiftModifier);
}

bool TestMainWindowDelete::ask()
{
    press(m_open->window(), Qt::Key_Delete);
    return dialog() && QTest::qWaitForWindowActive(dialog());
}

void TestMainWindowDelete::confirm()
{
    QVERIFY(confirmButton()->isEnabled());
    click(confirmButton());
    QTRY_VERIFY(!dialog());
    m_open->window()->activateWindow(); // as a window manager does
    QVERIFY(QTest::qWaitForWindowActive(m_open->window()));
}

void TestMainWindowDelete::nothingSelected()
{
    open();
    QVERIFY(!action()->isEnabled());
    QCOMPARE(action()->toolTip(), u"Select the tasks to delete"_s);
    press(m_open->window(), Qt::Key_Delete);
    QVERIFY(!dialog());
    m_open->clickCell(0, TaskField::Type);
    QVERIFY(action()->isEnabled());
    QCOMPARE(action()->toolTip(), u"Delete the selected tasks (Del)"_s);
}

void TestMainWindowDelete::cancelIsTheDefault_data()
{
    QTest::addColumn<int>("key");

    QTest::newRow("Return") << int(Qt::Key_Return);
    QTest::newRow("Enter") << int(Qt::Key_Enter);
    QTest::newRow("Escape") << int(Qt::Key_Escape);
    QTest::newRow("Space") << int(Qt::Key_Space); // on the button that has the focus
}

void TestMainWindowDelete::cancelIsTheDefault()
{
    QFETCH(int, key);
    open();
    selectRows(2, 4);
    QVERIFY(ask());
    auto *cancel = dialog()->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Cancel);
    QVERIFY(cancel->isDefault());
    QVERIFY(!confirmButton()->isDefault() && !confirmButton()->autoDefault());
    QCOMPARE(QApplication::focusWidget(), cancel);
    press(dialog(), Qt::Key(key));
    QTRY_VERIFY(!dialog());
    m_open->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(!m_open->monitor().feed().isLoading(), patient);
    QCOMPARE(storedIds(*m_database), sampleIds(10, 1));
    QCOMPARE(m_open->selectedIds(), sampleIds(8, 6));
}

void TestMainWindowDelete::saysWhatGoes()
{
    insertSamples(*m_database, 11, 12, {.status = u"failed"_s, .type = u"image_upscale"_s, .user = 2});
    insertSamples(*m_database, 13, 13, {.status = u"processing"_s, .user = 3});
    open();
    QTRY_VERIFY_WITH_TIMEOUT(m_open->monitor().totalBesideList(), patient);
    selectRows(0, 5);
    QVERIFY(ask());
    QStringList texts;
    for (const QLabel *label : dialog()->findChildren<QLabel *>()) {
        if (!label->text().isEmpty())
            texts += label->text();
    }
    const QString title =
        u"Delete 6 of 13 matching task(s) from public.tasks in %1?"_s.arg(m_database->name());
    QVERIFY2(texts.contains(title), qPrintable(texts.join(u'\n')));
    for (const auto &[status, number] : {std::pair(u"completed"_s, u"3"_s), std::pair(u"failed"_s, u"2"_s),
                                         std::pair(u"processing"_s, u"1"_s)}) {
        const auto place = texts.indexOf(status);
        QVERIFY2(place >= 0, qPrintable(status));
        QCOMPARE(texts.value(place + 1), number);
    }
    const QString words =
        u"They belong to 3 user(s). Created from 2025-01-01 00:08:00 to 2025-01-01 00:13:00. Tasks that changed "
        "in the meantime are kept. Can be undone (Ctrl+Z)."_s;
    QVERIFY2(texts.contains(words), qPrintable(texts.join(u'\n')));
    QCOMPARE(dialog()->findChild<QLabel *>(u"changeMissing"_s)->text(), u"Tick the box first."_s);
    QCOMPARE(confirmButton()->text(), u"Delete 6 task(s)"_s);
    const QStringList lines = dialog()->findChild<QPlainTextEdit *>()->toPlainText().split(u'\n');
    QCOMPARE(lines.size(), 6);
    QCOMPARE(lines[1], sampleId(12) + u"  failed  image_upscale"_s);
}

void TestMainWindowDelete::namesTheEnvironment_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<Environment>("environment");
    QTest::addColumn<QString>("badge");
    QTest::addColumn<QString>("place");

    QTest::newRow("not named") << QString() << Environment::Development << QString() << u"%1"_s;
    QTest::newRow("staging") << u"Shop & %1"_s << Environment::Staging << u"Staging"_s << u"Shop & %1 (%2)"_s;
    QTest::newRow("production") << u"Shop"_s << Environment::Production << u"PRODUCTION"_s << u"Shop (%2)"_s;
}

void TestMainWindowDelete::namesTheEnvironment()
{
    QFETCH(QString, name);
    QFETCH(Environment, environment);
    QFETCH(QString, badge);
    QFETCH(QString, place);
    ConnectionProfile profile = m_database->profile();
    profile.name = name;
    profile.environment = environment;
    open(profile);
    m_open->clickCell(0, TaskField::Type);
    m_open->connection().lock().unlock({});
    QTRY_VERIFY_WITH_TIMEOUT(action()->isEnabled(), patient);
    QVERIFY(ask());
    const auto *shown = dialog()->findChild<EnvironmentBadge *>();
    QCOMPARE(shown ? shown->accessibleName() : QString(), badge);
    const QString table = u"public.tasks in "_s + m_database->name();
    QCOMPARE(dialog()->findChild<QLabel *>(u"changeTitle"_s)->text(),
             u"Delete 1 task(s) from %1?"_s.arg(name.isEmpty() ? table : place.replace(u"%2"_s, table)));
}

void TestMainWindowDelete::hostileWords()
{
    insertSamples(*m_database, 11, 11, {.status = u"<h1>%1</h1>\nrow"_s, .type = u"<img src=x>\n%2"_s});
    open();
    m_open->clickCell(0, TaskField::Type);
    QVERIFY(ask());
    bool found = false;
    for (const QLabel *label : dialog()->findChildren<QLabel *>()) {
        if (!label->text().isEmpty())
            QVERIFY(label->textFormat() == Qt::PlainText || !Qt::mightBeRichText(label->text()));
        found = found || label->text() == u"<h1>%1</h1>␊row"_s;
    }
    QVERIFY(found);
    QCOMPARE(dialog()->findChild<QPlainTextEdit *>()->toPlainText(),
             sampleId(11) + u"  <h1>%1</h1>␊row  <img src=x>␊%2"_s);
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(storedIds(*m_database), sampleIds(10, 1), patient);
}

void TestMainWindowDelete::removesExactlyWhatWasSelected()
{
    open();
    selectRows(2, 4);
    m_open->clickCell(6, TaskField::ErrorMessage, Qt::ControlModifier);
    m_open->clickCell(3, TaskField::ErrorMessage, Qt::ControlModifier); // not that one, then
    QCOMPARE(m_open->selectedIds(), QStringList({sampleId(8), sampleId(6), sampleId(4)}));
    QVERIFY(ask());
    insertSamples(*m_database, 11, 20); // what has come since is none of its business
    m_open->monitor().scheduler().trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_open->monitor().feed().newer() == 10, patient);
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(storedIds(*m_database),
                              sampleIds(20, 9) + QStringList({sampleId(7), sampleId(5)}) + sampleIds(3, 1),
                              patient);
    QVERIFY(!report()); // all went as asked: nothing to explain
}

// Without a refresh that is asked for, and without rows that stay selected although there is nothing left of them.
void TestMainWindowDelete::whatIsDeletedGoes()
{
    open();
    selectRows(2, 4);
    m_open->clickCell(6, TaskField::Type, Qt::ControlModifier);
    QVERIFY(ask());
    setStatus(*m_database, 4, u"failed"_s); // the last of them, which is kept for that
    confirm();
    QTRY_VERIFY_WITH_TIMEOUT(told().endsWith(u"1 task(s) were left alone."_s), patient);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(10, 9) + sampleIds(5, 1), patient);
    QCOMPARE(m_open->selectedIds(), QStringList{sampleId(4)});
}

void TestMainWindowDelete::removesByTheServiceRole()
{
    open(people::serviceRole(*m_database));
    m_open->clickCell(0, TaskField::Type);
    QVERIFY2(action()->isEnabled(), qPrintable(action()->toolTip()));
    QVERIFY(ask());
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(storedIds(*m_database), sampleIds(9, 1), patient);
}

void TestMainWindowDelete::processingNeedsATick()
{
    insertSamples(*m_database, 11, 12, {.status = u"processing"_s});
    open();
    selectRows(0, 2);
    QVERIFY(ask());
    auto *tick = m_open->find<QCheckBox>(u"deleteProcessing"_s);
    QVERIFY2(tick->text().contains(u"2 task(s) in processing"_s), qPrintable(tick->text()));
    QVERIFY(!confirmButton()->isEnabled());
    click(confirmButton());
    QVERIFY(dialog()->isVisible());
    clickAt(tick, {8, tick->height() / 2});
    QVERIFY(tick->isChecked());
    clickAt(tick, {8, tick->height() / 2});
    QVERIFY(!confirmButton()->isEnabled()); // taken back
    clickAt(tick, {8, tick->height() / 2});
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(storedIds(*m_database), sampleIds(9, 1), patient);
}

void TestMainWindowDelete::manyNeedTheirNumber()
{
    insertSamples(*m_database, 11, Preferences::usualTypedAbove + 1);
    open();
    press(m_open->window(), Qt::Key_A, Qt::ControlModifier);
    QVERIFY(ask());
    auto *number = m_open->find<QLineEdit>(u"deleteNumber"_s);
    QVERIFY(!confirmButton()->isEnabled());
    click(number);
    QTest::keyClicks(number, u"101"_s);
    QVERIFY(confirmButton()->isEnabled());
    press(dialog(), Qt::Key_Backspace);
    QVERIFY(!confirmButton()->isEnabled());
    press(dialog(), Qt::Key_1);
    insertSamples(*m_database, 200, 200);
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(storedIds(*m_database), QStringList{sampleId(200)}, patient);
    m_open->table()->clearSelection();

    // Up to a hundred a look is enough.
    insertSamples(*m_database, 1, Preferences::usualTypedAbove - 1);
    m_open->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), Preferences::usualTypedAbove, patient);
    press(m_open->window(), Qt::Key_A, Qt::ControlModifier);
    QVERIFY(ask());
    QVERIFY(!dialog()->findChild<QLineEdit *>(u"deleteNumber"_s));
    QVERIFY(confirmButton()->isEnabled());
}

void TestMainWindowDelete::enterConfirmsTheNumber()
{
    insertSamples(*m_database, 11, Preferences::usualTypedAbove + 1);
    open();
    press(m_open->window(), Qt::Key_A, Qt::ControlModifier);
    QVERIFY(ask());
    auto *number = m_open->find<QLineEdit>(u"deleteNumber"_s);
    QCOMPARE(dialog()->focusWidget(), number); // no click needed
    QTest::keyClicks(dialog()->focusWidget(), u"101"_s);
    press(dialog(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(storedIds(*m_database), QStringList(), patient);
}

void TestMainWindowDelete::notTheNumber_data()
{
    QTest::addColumn<QString>("typed");

    QTest::newRow("nothing") << QString();
    QTest::newRow("less") << u"100"_s;
    QTest::newRow("more") << u"1010"_s;
    QTest::newRow("a word") << u"all"_s;
    QTest::newRow("as good as") << u"101.0"_s;
}

void TestMainWindowDelete::notTheNumber()
{
    QFETCH(QString, typed);
    insertSamples(*m_database, 11, Preferences::usualTypedAbove + 1);
    open();
    press(m_open->window(), Qt::Key_A, Qt::ControlModifier);
    QVERIFY(ask());
    auto *number = m_open->find<QLineEdit>(u"deleteNumber"_s);
    click(number);
    QTest::keyClicks(number, typed);
    QVERIFY(!confirmButton()->isEnabled());
    QCOMPARE(m_open->find<QLabel>(u"changeMissing"_s)->text(),
             typed.isEmpty() ? u"Type the number first."_s : u"The number is 101."_s);
    press(dialog(), Qt::Key_Return); // the default is to leave them alone
    QTRY_VERIFY(!dialog());
    QCOMPARE(storedIds(*m_database).size(), Preferences::usualTypedAbove + 1);
}

void TestMainWindowDelete::keepsWhatChanged_data()
{
    QTest::addColumn<QString>("change");

    QTest::newRow("both") << u"status = 'processing', updated_at = now()"_s;
    QTest::newRow("the status alone") << u"status = 'failed'"_s; // no trigger keeps updated_at
    QTest::newRow("updated_at alone, by a microsecond") << u"updated_at = updated_at + interval '1 us'"_s;
    QTest::newRow("updated_at to NULL") << u"updated_at = NULL"_s;
    QTest::newRow("updated_at to infinity") << u"updated_at = 'infinity'"_s;
}

void TestMainWindowDelete::keepsWhatChanged()
{
    QFETCH(QString, change);
    open();
    selectRows(0, 2);
    QVERIFY(ask());
    m_database->execute(u"UPDATE public.tasks SET %1 WHERE id = '%2'"_s.arg(change, sampleId(9)));
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(
        told(), u"Deleted 2 task(s). 1 task(s) changed since they were shown. 1 task(s) were left alone."_s,
        patient);
    QVERIFY(!report()); // it was to be expected
    QCOMPARE(storedIds(*m_database), QStringList{sampleId(9)} + sampleIds(7, 1));
}

// The table behind the dialog may know of the change; who reads the dialog does not.
void TestMainWindowDelete::keepsWhatOnlyTheTableCaughtUpWith()
{
    open();
    selectRows(0, 1);
    QVERIFY(ask());
    setStatus(*m_database, 10, u"processing"_s);
    m_open->monitor().scheduler().trigger();
    QTRY_COMPARE_WITH_TIMEOUT(m_open->text(0, TaskField::Status), u"processing"_s, patient);
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(
        told(), u"Deleted 1 task(s). 1 task(s) changed since they were shown. 1 task(s) were left alone."_s,
        patient);
    QCOMPARE(storedIds(*m_database), QStringList{sampleId(10)} + sampleIds(8, 1));
}

void TestMainWindowDelete::reportsWhatIsGone()
{
    open();
    selectRows(0, 2);
    QVERIFY(ask());
    m_database->execute(u"DELETE FROM public.tasks WHERE id = '%1'"_s.arg(sampleId(10)));
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Deleted 2 task(s). 1 task(s) were already gone."_s, patient);
    QVERIFY(!report());
    QCOMPARE(storedIds(*m_database), sampleIds(7, 1));
}

void TestMainWindowDelete::reportsWhatRowSecurityKeeps()
{
    m_database->execute(
        u"GRANT USAGE ON SCHEMA public TO viewer; GRANT SELECT, UPDATE, DELETE ON public.tasks TO viewer; "
        "CREATE POLICY look ON public.tasks FOR SELECT TO viewer USING (true); "
        "CREATE POLICY own ON public.tasks FOR DELETE TO viewer USING (id = '%1')"_s.arg(sampleId(10)));
    open(m_database->profile(u"viewer"_s));
    selectRows(0, 2);
    QVERIFY(ask());
    confirm();
    QTRY_VERIFY_WITH_TIMEOUT(report(), patient);
    QCOMPARE(report()->objectName(), u"changeReport"_s);
    QCOMPARE(report()->text(), u"Deleted 1 task(s)."_s);
    QCOMPARE(report()->informativeText(), u"This role can see but not delete 2 task(s)."_s);
    QCOMPARE(storedIds(*m_database), sampleIds(9, 1));
}

void TestMainWindowDelete::reportsTheServersRefusal()
{
    m_database->execute(u"CREATE TABLE public.pictures (task uuid REFERENCES public.tasks (id)); "
                        "INSERT INTO public.pictures VALUES ('%1')"_s.arg(sampleId(10)));
    open();
    selectRows(0, 2);
    QVERIFY(ask());
    confirm();
    QTRY_VERIFY_WITH_TIMEOUT(report(), patient);
    QCOMPARE(report()->text(), u"Deleted 2 task(s)."_s);
    const QString why = report()->informativeText();
    QVERIFY2(why.startsWith(u"The server refused 1 task(s). "_s) && why.contains(u"pictures"_s)
                 && why.contains(sampleId(10)),
             qPrintable(why));
    QCOMPARE(report()->textFormat(), Qt::PlainText);
    click(report()->button(QMessageBox::Ok));
    QTRY_VERIFY(!report());
    QCOMPARE(storedIds(*m_database), QStringList{sampleId(10)} + sampleIds(7, 1));
}

// The dialog said that it can be undone.
void TestMainWindowDelete::stopsWhenTheHistoryIsFull()
{
    Preferences().journalMegabytes.set(1);
    insertSamples(*m_database, 11, 40);
    m_database->execute(
        u"UPDATE tasks SET error_message = (SELECT string_agg(md5(n || id::text), '') FROM generate_series(1, 1600) n)"_s); // 2 MB
    open();
    press(m_open->window(), Qt::Key_A, Qt::ControlModifier);
    QVERIFY(ask());
    confirm();
    QTRY_VERIFY_WITH_TIMEOUT(report(), patient);
    QVERIFY2(report()->text().contains(u"Deleted 10 task(s). The history has no room for more tasks"_s),
             qPrintable(report()->text()));
    QVERIFY2(report()->text().contains(u"space limit is 1 MB"_s), qPrintable(report()->text()));
    QCOMPARE(storedIds(*m_database).size(), 30);
    click(report()->button(QMessageBox::Ok));
    QTRY_VERIFY(!report());
    click(m_open->find<QPushButton>(u"runUndo"_s));
    QTRY_COMPARE_WITH_TIMEOUT(storedIds(*m_database).size(), 40, patient);
}

void TestMainWindowDelete::goesOnAfterABrokenConnection()
{
    TestDatabase elsewhere;
    open();
    m_database->execute(u"BEGIN; SELECT FROM public.tasks WHERE id = '%1' FOR UPDATE"_s.arg(sampleId(10)));
    selectRows(0, 2);
    QVERIFY(ask());
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(
        elsewhere.value(
            u"SELECT count(*) FROM pg_stat_activity WHERE datname = '%1' AND wait_event_type = 'Lock'"_s.arg(
                m_database->name())),
        u"1"_s, patient);
    throwOut(*m_database);
    m_database->execute(u"ROLLBACK"_s);
    QTRY_COMPARE_WITH_TIMEOUT(storedIds(*m_database), sampleIds(7, 1), patient);
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Deleted 3 task(s)."_s, patient);
    QVERIFY(!report());
}

// The server deletes, but its answer never comes.
void TestMainWindowDelete::looksUpALostAnswer()
{
    LinkProxy link(m_database->connection());
    ConnectionProfile profile = m_database->profile();
    profile.connection = link.connection();
    m_open = std::make_unique<OpenWindow>(profile);
    m_open->monitor().scheduler().setInterval({}); // so that the next answer is the deletion's
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(10, 1), patient);
    QTRY_VERIFY_WITH_TIMEOUT(m_open->monitor().counts()
                                 && m_open->monitor().listenState().kind == ListenState::Kind::Listening,
                             patient);
    selectRows(0, 2);
    QVERIFY(ask());
    link.loseAnswerTo(u"COMMIT"_s);
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(told(), u"Deleted 3 task(s)."_s, patient);
    QVERIFY(!report());
    QCOMPARE(storedIds(*m_database), sampleIds(7, 1));
    QTRY_VERIFY_WITH_TIMEOUT((m_open->monitor().refresh(), m_open->ids() == sampleIds(7, 1)), patient);
}

// An attempt to connect leaves nothing open, so there is nothing to look up.
void TestMainWindowDelete::knowsThatNothingWasSent()
{
    LinkProxy link(m_database->connection());
    ConnectionProfile profile = m_database->profile();
    profile.connection = link.connection();
    m_open = std::make_unique<OpenWindow>(profile);
    m_open->monitor().scheduler().setInterval({});
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(10, 1), patient);
    selectRows(0, 2);
    QVERIFY(ask());
    link.setRefusing(true);
    link.reset();
    await(m_open->monitor().service().page({})); // so that the deletion finds no link to be sent by
    confirm();
    QTRY_VERIFY_WITH_TIMEOUT(report(), patient);
    QVERIFY2(report()->text().startsWith(u"Nothing was deleted. "_s), qPrintable(report()->text()));
    QCOMPARE(storedIds(*m_database), sampleIds(10, 1));
}

void TestMainWindowDelete::marksWhereTheTableKeepsRows()
{
    m_database->execute(u"ALTER TABLE public.tasks ADD COLUMN deleted_at timestamptz"_s);
    open();
    selectRows(0, 1);
    QVERIFY(ask());
    bool says = false;
    for (const QLabel *label : dialog()->findChildren<QLabel *>())
        says = says
            || label->text().contains(u"The tasks are marked as deleted and stay in the "
                                      "table."_s);
    QVERIFY(says);
    confirm();
    QTRY_COMPARE_WITH_TIMEOUT(
        m_database->value(u"SELECT count(*) FROM public.tasks WHERE deleted_at IS NOT NULL"_s), u"2"_s,
        patient);
    QCOMPARE(storedIds(*m_database), sampleIds(10, 1));
    m_open->table()->clearSelection();
    m_open->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(8, 1), patient);
}

void TestMainWindowDelete::notAllowed_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("why");

    QTest::newRow("no right to delete")
        << u"reader"_s << QString() << u"The role reader may not delete from public.tasks."_s;
    QTest::newRow("read-only by default")
        << QString() << u" options='-c default_transaction_read_only=on'"_s
        << u"This login is read-only on the server (default_transaction_read_only)."_s;
    QTest::newRow("read-only profile")
        << QString() << QString()
        << u"This connection is set to read-only. Edit the connection to make changes."_s;
}

void TestMainWindowDelete::notAllowed()
{
    QFETCH(QString, user);
    QFETCH(QString, options);
    QFETCH(QString, why);
    m_database->execute(u"GRANT USAGE ON SCHEMA public TO reader; GRANT SELECT ON public.tasks TO reader"_s);
    ConnectionProfile profile = m_database->profile(user);
    profile.connection += options;
    profile.readOnly = user.isEmpty() && options.isEmpty();
    open(profile);
    QCOMPARE(action()->toolTip(), why);
    m_open->clickCell(0, TaskField::Type);
    QVERIFY(!action()->isEnabled());
    QCOMPARE(action()->toolTip(), why);
    press(m_open->window(), Qt::Key_Delete);
    QVERIFY(!dialog());
    QCOMPARE(m_open->window()->statusBar()->currentMessage(), why);
    QMenu *menu = m_open->openMenu(0, TaskField::Type);
    QVERIFY(!entry(menu, u"Delete…"_s)->isEnabled());
    QCOMPARE(entry(menu, u"Delete…"_s)->toolTip(), why);
    QVERIFY(menu->toolTipsVisible());
    menu->close();
    auto *lock = m_open->find<QToolButton>(u"connectionLock"_s);
    QVERIFY(lock->isVisible());
    QCOMPARE(lock->text(), u"read-only"_s);
    QCOMPARE(lock->toolTip(), why);
}

void TestMainWindowDelete::notWithoutConnection()
{
    open();
    m_open->clickCell(0, TaskField::Type);
    QVERIFY(action()->isEnabled());
    {
        const Interruption interruption(*m_database);
        m_open->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!action()->isEnabled(), patient);
        QCOMPARE(action()->toolTip(), u"Not connected."_s);
    }
    m_open->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(action()->isEnabled(), patient);
    QCOMPARE(m_open->selectedIds(), QStringList{sampleId(10)});
}

WATCHBILL_WINDOW_TEST(TestMainWindowDelete)

} // namespace tst_mainwindowdelete

#include "tst_mainwindowdelete.moc"
