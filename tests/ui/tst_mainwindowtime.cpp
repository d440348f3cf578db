// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/querytext.h"
#include "openwindow.h"
#include "privatesettings.h"
#include "testserver.h"
#include "windowtest.h"

#include <QDialog>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>

namespace tst_mainwindowtime {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

constexpr int taskCount = 2'000; // one for each minute before noon of 2026-01-10, the newest is number 0

} // namespace

/// Going to a time, however far it is from what is shown.
class TestMainWindowTime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void goesToATime();
    void showsWhatIsBefore();
    void goesUpwards();
    void goesBeyondTheEnds();
    void sortsByTimeFirst();
    void staysWhereItIsWhenTasksCome();
    void saysWhatItDoesNotUnderstand();
    void choosesARange_data();
    void choosesARange();
    void saysWhatARangeMeans_data();
    void saysWhatARangeMeans();
    void showsAnotherZone();
    void showsTimesOrAges();

private:
    QDialog *openRange();
    void choose(const QString &action);
    void goTo(const QString &time);
    QDialog *openDialog();
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(!m_open->monitor().feed().isLoading(), patient); }
    QString topType() const; // of the first row that is wholly seen

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

void TestMainWindowTime::initTestCase()
{
    qputenv("TZ", "UTC");
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
}

void TestMainWindowTime::cleanupTestCase()
{
    m_database.reset();
}

void TestMainWindowTime::init()
{
    m_settings->clear();
    m_database->execute(u"TRUNCATE tasks"_s);
    m_database->execute(
        u"INSERT INTO tasks (user_id, type, status, created_at) SELECT gen_random_uuid(), i::text, 'completed', "
        "timestamptz '2026-01-10 12:00Z' - make_interval(mins => i) FROM generate_series(0, %1) i"_s.arg(
            taskCount - 1));
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    m_open->monitor().scheduler().setInterval({});
    QTRY_VERIFY_WITH_TIMEOUT(m_open->ids().size() >= 200, patient);
    settle();
}

void TestMainWindowTime::cleanup()
{
    m_open.reset();
}

QDialog *TestMainWindowTime::openDialog()
{
    press(m_open->window(), Qt::Key_G, Qt::ControlModifier);
    auto *dialog = m_open->window()->findChild<QDialog *>();
    if (!dialog || !QTest::qWaitForWindowActive(dialog))
        qFatal("No dialog opens.");
    return dialog;
}

void TestMainWindowTime::goTo(const QString &time)
{
    QDialog *dialog = openDialog();
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"time"_s), time);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!m_open->window()->findChild<QDialog *>(), patient);
    m_open->window()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_open->window()));
    settle();
}

QString TestMainWindowTime::topType() const
{
    const TaskTableView *table = m_open->table();
    int row = table->rowAt(0);
    if (table->rowViewportPosition(row) < 0)
        ++row;
    return m_open->text(row, TaskField::Type);
}

void TestMainWindowTime::goesToATime()
{
    goTo(u"2026-01-10 02:00"_s);
    QTRY_COMPARE_WITH_TIMEOUT(topType(), u"600"_s, patient);
    goTo(u"2026-01-09T12:00:30"_s); // the first before it
    QTRY_COMPARE_WITH_TIMEOUT(topType(), u"1440"_s, patient);
}

void TestMainWindowTime::showsWhatIsBefore()
{
    goTo(u"2026-01-10 02:00"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_open->table()->verticalScrollBar()->value() > 0,
                             patient); // rows came in above
    QCOMPARE(topType(), u"600"_s);
    for (int i = 0; i < 200 && !m_open->monitor().feed().loaded().reachedStart(); ++i) {
        m_open->table()->verticalScrollBar()->setValue(0);
        settle();
    }
    m_open->table()->verticalScrollBar()->setValue(0);
    QTRY_COMPARE_WITH_TIMEOUT(topType(), u"0"_s, patient);
    for (int row = 0; row < m_open->monitor().feed().loaded().size(); ++row)
        QCOMPARE(m_open->text(row, TaskField::Type), QString::number(row)); // none is missing, none is twice
}

void TestMainWindowTime::goesUpwards()
{
    QHeaderView *header = m_open->table()->horizontalHeader();
    clickAt(header->viewport(),
            {header->sectionViewportPosition(column::sectionOf(TaskField::CreatedAt)) + 20,
             header->height() / 2});
    QTRY_COMPARE_WITH_TIMEOUT(topType(), QString::number(taskCount - 1), patient);
    goTo(u"2026-01-10 02:00:00.000001"_s); // the first after it
    QTRY_COMPARE_WITH_TIMEOUT(topType(), u"599"_s, patient);
}

void TestMainWindowTime::goesBeyondTheEnds()
{
    goTo(u"2027-01-01"_s);
    QTRY_COMPARE_WITH_TIMEOUT(topType(), u"0"_s, patient);
    goTo(u"2020-01-01"_s); // there are none: the last ones are the nearest
    QTRY_COMPARE_WITH_TIMEOUT(m_open->text(m_open->table()->model()->rowCount() - 1, TaskField::Type),
                              QString::number(taskCount - 1), patient);
}

void TestMainWindowTime::sortsByTimeFirst()
{
    QHeaderView *header = m_open->table()->horizontalHeader();
    clickAt(
        header->viewport(),
        {header->sectionViewportPosition(column::sectionOf(TaskField::UserId)) + 20, header->height() / 2});
    QTRY_COMPARE_WITH_TIMEOUT(m_open->monitor().feed().shownQuery().sort.field, TaskField::UserId, patient);
    settle();
    goTo(u"2026-01-10 02:00"_s);
    QTRY_COMPARE_WITH_TIMEOUT(topType(), u"600"_s, patient);
    QCOMPARE(m_open->monitor().feed().shownQuery().sort, TaskSort());
    QCOMPARE(header->sortIndicatorSection(), column::sectionOf(TaskField::CreatedAt));
}

void TestMainWindowTime::staysWhereItIsWhenTasksCome()
{
    goTo(u"2026-01-10 02:00"_s);
    QTRY_COMPARE_WITH_TIMEOUT(topType(), u"600"_s, patient);
    m_database->execute(
        u"INSERT INTO tasks (user_id, type) SELECT gen_random_uuid(), 'new' FROM generate_series(1, 3)"_s);
    m_open->refresh();
    auto *newer = m_open->find<QPushButton>(u"newerButton"_s);
    QTRY_VERIFY_WITH_TIMEOUT(newer->isVisible(), patient);
    QCOMPARE(newer->text(), u"3 new task(s), click to show"_s);
    QCOMPARE(topType(), u"600"_s);
}

void TestMainWindowTime::saysWhatItDoesNotUnderstand()
{
    QDialog *dialog = openDialog();
    auto *go = dialog->findChild<QPushButton *>();
    for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
        if (button->text() == "Go"_L1)
            go = button;
    }
    auto *meaning = dialog->findChild<QLabel *>(u"meaning"_s);
    QVERIFY(!go->isEnabled());
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"time"_s), u"teatime"_s);
    QVERIFY(!go->isEnabled());
    QCOMPARE(meaning->text(), u"Unrecognised time. Try 14:30 or 2026-11-20 14:30."_s);
    dialog->findChild<QLineEdit *>(u"time"_s)->setText(u"2026-01-10 02:00"_s);
    QVERIFY(go->isEnabled());
    QVERIFY2(meaning->text().startsWith(u"Saturday, 2026-01-10 02:00:00 ("_s), qPrintable(meaning->text()));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(!m_open->window()->findChild<QDialog *>(), patient);
    QCOMPARE(topType(), u"0"_s);
}

QDialog *TestMainWindowTime::openRange()
{
    choose(u"From … Until…"_s);
    auto *dialog = m_open->window()->findChild<QDialog *>();
    if (!dialog || !QTest::qWaitForWindowActive(dialog))
        qFatal("No dialog opens.");
    return dialog;
}

void TestMainWindowTime::choose(const QString &action)
{
    for (QAction *one : m_open->window()->findChildren<QAction *>()) {
        if (one->text() == action)
            return one->trigger();
    }
    qFatal("There is no action %s.", qPrintable(action));
}

void TestMainWindowTime::choosesARange_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("until");
    QTest::addColumn<QString>("query");

    QTest::newRow("both") << u""_s << u"2026-01-10 9am"_s << u"2026-01-10 10:30"_s
                          << u"created:\"2026-01-10 9am\"..\"2026-01-10 10:30\""_s;
    QTest::newRow("from") << u"status:failed"_s << u"2026-01-10"_s << u""_s
                          << u"status:failed created:>=2026-01-10"_s;
    QTest::newRow("until") << u"created:>=2026-01-10"_s << u""_s << u"2026-01-10T09:00"_s
                           << u"created:<=2026-01-10T09:00"_s;
    QTest::newRow("neither") << u"created:today"_s << u""_s << u""_s << u""_s;
}

void TestMainWindowTime::choosesARange()
{
    QFETCH(QString, before);
    QFETCH(QString, from);
    QFETCH(QString, until);
    QFETCH(QString, query);
    m_open->monitor().queryState().askFilter(query::parse(before).value());
    QDialog *dialog = openRange();
    dialog->findChild<QLineEdit *>(u"from"_s)->setText(from);
    dialog->findChild<QLineEdit *>(u"until"_s)->setText(until);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->find<QLineEdit>(u"searchText"_s)->text(), query, patient);
    QTRY_VERIFY(!m_open->window()->findChild<QDialog *>());

    // It begins with what was chosen.
    dialog = openRange();
    QCOMPARE(dialog->findChild<QLineEdit *>(u"from"_s)->text(), from);
    QCOMPARE(dialog->findChild<QLineEdit *>(u"until"_s)->text(), until);
    dialog->reject();
}

void TestMainWindowTime::saysWhatARangeMeans_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("until");
    QTest::addColumn<QString>("meaning");
    QTest::addColumn<bool>("canShow");

    QTest::newRow("both") << u"2026-01-09"_s << u"2026-01-10 9am"_s
                          << u"From 2026-01-09 00:00:00, before 2026-01-10 10:00:00."_s << true;
    QTest::newRow("from") << u"2026-01-09"_s << u""_s << u"From 2026-01-09 00:00:00."_s << true;
    QTest::newRow("until") << u""_s << u"2026-01-09"_s << u"Before 2026-01-10 00:00:00."_s << true;
    QTest::newRow("neither") << u""_s << u""_s << u"Any creation time."_s << true;
    QTest::newRow("upside down") << u"2026-01-10"_s << u"2026-01-09"_s
                                 << u"The end is before the beginning."_s << false;
    QTest::newRow("no time") << u"soon"_s << u""_s
                             << u"“soon” is not a time. Try 14:30 or 2026-11-20 14:30."_s << false;
}

void TestMainWindowTime::saysWhatARangeMeans()
{
    QFETCH(QString, from);
    QFETCH(QString, until);
    QDialog *dialog = openRange();
    dialog->findChild<QLineEdit *>(u"from"_s)->setText(from);
    dialog->findChild<QLineEdit *>(u"until"_s)->setText(until);
    QTEST(dialog->findChild<QLabel *>(u"meaning"_s)->text(), "meaning");
    QTEST(dialog->findChild<QPushButton *>()->isEnabled(), "canShow");
    dialog->reject();
}

// What a day is follows.
void TestMainWindowTime::showsAnotherZone()
{
    QCOMPARE(m_open->text(0, TaskField::CreatedAt), u"2026-01-10 12:00:00"_s);
    m_open->monitor().queryState().askFilter(query::parse(u"created:2026-01-09"_s).value());
    QTRY_COMPARE_WITH_TIMEOUT(m_open->text(0, TaskField::CreatedAt), u"2026-01-09 23:59:00"_s, patient);

    choose(u"&Other Time Zone…"_s);
    auto *dialog = m_open->window()->findChild<QInputDialog *>();
    QVERIFY(dialog && QTest::qWaitForWindowActive(dialog));
    dialog->setTextValue(u"Asia/Tokyo"_s);
    dialog->accept();
    QTRY_COMPARE_WITH_TIMEOUT(m_open->text(0, TaskField::CreatedAt), u"2026-01-09 23:59:00"_s, patient);
    QCOMPARE(topType(), QString::number(21 * 60 + 1)); // minutes before noon in UTC
    QCOMPARE(m_open->find<QLabel>(u"statusZone"_s)->text(), u"JST"_s);

    choose(u"&UTC"_s);
    QTRY_COMPARE_WITH_TIMEOUT(topType(), QString::number(12 * 60 + 1), patient);
}

void TestMainWindowTime::showsTimesOrAges()
{
    choose(u"As &Ages"_s);
    QVERIFY2(m_open->text(0, TaskField::CreatedAt).endsWith(u" ago"_s),
             qPrintable(m_open->text(0, TaskField::CreatedAt)));
    choose(u"As &Times"_s);
    QCOMPARE(m_open->text(0, TaskField::CreatedAt), u"2026-01-10 12:00:00"_s);
    QVERIFY(!m_open->text(0, TaskField::UpdatedAt).endsWith(u" ago"_s));
    choose(u"&Created as Time, Updated as Age"_s);
    QVERIFY(m_open->text(0, TaskField::UpdatedAt).endsWith(u" ago"_s));
}

WATCHBILL_WINDOW_TEST(TestMainWindowTime)

} // namespace tst_mainwindowtime

#include "tst_mainwindowtime.moc"
