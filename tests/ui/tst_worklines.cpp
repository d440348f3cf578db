// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "openwindow.h"
#include "privatesettings.h"
#include "sampletasks.h"

#include "dialogs/exportdialog.h"
#include "pane/worklines.h"
#include "windowtest.h"

#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>

namespace tst_worklines {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// What takes longer than a second is told in one place of the window, and can be cancelled there.
class TestWorkLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void exportGoesOnInTheWindow();
    void exportTellsThatItFailed();
    void exportAsksBeforeTheWindowCloses();
    void countingCanBeCancelled();
    void severalAtATime();

private:
    void startExport();
    ExportDialog *dialog() const { return m_open->window()->findChild<ExportDialog *>(); }
    QString path() const { return m_folder->filePath(u"tasks.csv"_s); }
    WorkLines *lines() const { return m_open->find<WorkLines>(u"workLines"_s); }
    void lock() { m_database->execute(u"BEGIN; LOCK TABLE public.tasks IN ACCESS EXCLUSIVE MODE"_s); }
    void unlock() { m_database->execute(u"ROLLBACK"_s); }

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<OpenWindow> m_open;
};

void TestWorkLines::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
}

void TestWorkLines::init()
{
    m_settings->clear();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    insertSamples(*m_database, 1, 50);
    m_folder = std::make_unique<QTemporaryDir>();
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    QTRY_VERIFY_WITH_TIMEOUT(m_open->ids().size() == 50 && m_open->monitor().counts(), patient);
}

void TestWorkLines::cleanup()
{
    m_open.reset();
    m_database.reset();
}

// It waits for the table, so that it takes as long as the test wants.
void TestWorkLines::startExport()
{
    lock();
    press(m_open->window(), Qt::Key_E, Qt::ControlModifier);
    QVERIFY(dialog() && QTest::qWaitForWindowActive(dialog()));
    m_open->find<QLineEdit>(u"exportPath"_s)->setText(path());
    click(m_open->find<QPushButton>(u"exportStart"_s));
    QVERIFY(dialog()->isVisible() && lines()->isHidden()); // most are over at once
    QTRY_VERIFY_WITH_TIMEOUT(lines()->isVisible() && !dialog()->isVisible(), patient);
    m_open->window()->activateWindow();
}

void TestWorkLines::exportGoesOnInTheWindow()
{
    QSignalSpy progressed(m_open->window(), &MainWindow::progressed);
    startExport();
    QCOMPARE(m_open->find<QLabel>(u"workText"_s)->text(), u"Exporting to tasks.csv: 0 of 50"_s);
    QTRY_VERIFY(!progressed.isEmpty());
    QCOMPARE(progressed.last().first().value<std::optional<double>>(), std::optional(0.0));
    click(m_open->find<QPushButton>(u"workCancel"_s));
    unlock();
    QTRY_VERIFY_WITH_TIMEOUT(!dialog(), patient);
    QVERIFY(lines()->isHidden());
    QCOMPARE(m_open->window()->statusBar()->currentMessage(), u"Cancelled. No file was written."_s);
    QCOMPARE(progressed.last().first().value<std::optional<double>>(), std::nullopt);
    QVERIFY(!QFile::exists(path()));

    startExport();
    unlock();
    QTRY_VERIFY_WITH_TIMEOUT(!dialog(), patient);
    QVERIFY(lines()->isHidden());
    QVERIFY(QFile::exists(path()));
}

// Its dialog was gone, and the person is elsewhere in the window.
void TestWorkLines::exportTellsThatItFailed()
{
    startExport();
    QVERIFY(m_folder->remove());
    unlock();
    QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), patient);
    QVERIFY(lines()->isHidden());
    const QString status = m_open->find<QLabel>(u"exportStatus"_s)->text();
    QVERIFY2(status.startsWith(u"No file was written. "_s), qPrintable(status));
    QVERIFY(m_open->find<QPushButton>(u"exportStart"_s)->isEnabled()); // for another try
    QVERIFY(!QFile::exists(path()));
}

void TestWorkLines::exportAsksBeforeTheWindowCloses()
{
    startExport();
    m_open->window()->close();
    QVERIFY(m_open->window()->isVisible());
    auto *question = m_open->find<QMessageBox>(u"stopExport"_s);
    for (QAbstractButton *button : question->buttons()) {
        if (question->buttonRole(button) == QMessageBox::AcceptRole)
            button->click();
    }
    QTRY_VERIFY(!m_open->window()->isVisible());
    unlock();
    QVERIFY(!QFile::exists(path()));
}

void TestWorkLines::countingCanBeCancelled()
{
    lock();
    m_open->monitor().countExactly();
    QVERIFY(m_open->monitor().isCountingExactly());
    QTRY_VERIFY_WITH_TIMEOUT(lines()->isVisible(), patient);
    QCOMPARE(m_open->find<QLabel>(u"workText"_s)->text(), u"Counting every task…"_s);
    click(m_open->find<QPushButton>(u"workCancel"_s));
    QTRY_VERIFY(!m_open->monitor().isCountingExactly());
    QTRY_VERIFY(lines()->isHidden());
    unlock();
}

void TestWorkLines::severalAtATime()
{
    WorkLines several;
    std::optional<double> told;
    QVector<int> shown;
    int cancelled = 0;
    connect(&several, &WorkLines::progressed, this,
            [&](const std::optional<double> &share) { told = share; });
    connect(&several, &WorkLines::shown, this, [&](int id) { shown += id; });
    const auto half = [] { return std::optional(0.5); };
    const auto unknown = [] { return std::optional<double>(); };
    const int one = several.begin({[] { return u"One"_s; }, half, [&] { ++cancelled; }});
    const int two = several.begin({[] { return u"Two"_s; }, unknown, [&] { ++cancelled; }});
    QVERIFY(several.isHidden());
    QTRY_COMPARE(shown, QVector<int>({one, two}));
    QCOMPARE(told, std::optional(0.5));
    QCOMPARE(several.findChildren<QPushButton *>(u"workCancel"_s).size(), 2);
    several.findChildren<QPushButton *>(u"workCancel"_s).last()->click();
    QCOMPARE(cancelled, 1);
    several.end(two);
    QVERIFY(!several.isHidden());
    several.end(one);
    QVERIFY(several.isHidden());
    QCOMPARE(told, std::nullopt);
    several.end(one); // nothing
}

WATCHBILL_WINDOW_TEST(TestWorkLines)

} // namespace tst_worklines

#include "tst_worklines.moc"
