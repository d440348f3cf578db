// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "check/connectiontestview.h"

#include "check/connectiontestrow.h"
#include "connectionteststeps.h"
#include "people.h"
#include "testserver.h"
#include "theme/theme.h"
#include "windowtest.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSet>
#include <QTcpServer>
#include <QTest>

#include <algorithm>

namespace tst_connectiontestview {

using namespace Qt::StringLiterals;
using namespace watchbill;

using State = ConnectionTestStep::State;

class TestConnectionTestView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void showsNothing();
    void showsEachStep();
    void copiesAdvice();
    void copiesTheReport();
    void stops();
    void showsWhatFailed();
    void saysHowFarItCame_data();
    void saysHowFarItCame();
    void skippedIsOneLine();
    void saysWhenOutdated();
    void outlivesTheTest();
    void tellsStatesApart_data();
    void tellsStatesApart();

private:
    ConnectionProfile annsProfile();

    std::unique_ptr<TestDatabase> m_database;
};

namespace {

QPushButton *button(const QWidget &in, const QString &name)
{
    return in.findChild<QPushButton *>(name);
}

QString textOf(const QWidget *in, const QString &name)
{
    const auto *label = in->findChild<QLabel *>(name);
    return label ? label->text() : QString();
}

QString summary(const ConnectionTestView &view)
{
    return textOf(&view, u"testSummary"_s);
}

} // namespace

void TestConnectionTestView::cleanup()
{
    m_database.reset();
    theme::apply(theme::Scheme::Light);
}

// A login that row security binds, on a table without some indexes: there is much to say.
ConnectionProfile TestConnectionTestView::annsProfile()
{
    m_database = std::make_unique<TestDatabase>(SetUp::Supabase);
    people::settleIn(*m_database);
    return m_database->profile(u"ann"_s);
}

void TestConnectionTestView::showsNothing()
{
    ConnectionTestView view;
    view.show();
    QVERIFY(view.findChildren<ConnectionTestRow *>().isEmpty());
    QVERIFY(!button(view, u"testCancel"_s)->isVisible());
    QVERIFY(!button(view, u"testCopyReport"_s)->isEnabled());
    ConnectionTest test({});
    view.setTest(&test);
    QCOMPARE(view.findChildren<ConnectionTestRow *>().size(), test.steps().size());
    QCOMPARE(summary(view), u""_s);
    view.setTest(nullptr);
    QVERIFY(view.findChildren<ConnectionTestRow *>().isEmpty());
}

void TestConnectionTestView::showsEachStep()
{
    ConnectionTest test(annsProfile());
    ConnectionTestView view;
    view.resize(640, 480);
    view.setTest(&test);
    view.show();
    test.start();
    QVERIFY(button(view, u"testCancel"_s)->isVisible());
    QCOMPARE(summary(view), u"0 of 11 steps done …"_s);
    complete(test);
    const auto rows = view.findChildren<ConnectionTestRow *>();
    QCOMPARE(rows.size(), test.steps().size());
    for (int i = 0; i < rows.size(); ++i) {
        const ConnectionTestStep &step = test.steps()[i];
        QCOMPARE(textOf(rows[i], u"testState"_s), wordFor(step.state));
        QCOMPARE(textOf(rows[i], u"testSentence"_s), step.sentence);
        QCOMPARE(rows[i]->accessibleName(),
                 step.title + u": "_s + wordFor(step.state) + u". "_s + step.sentence);
        QCOMPARE(button(*rows[i], u"testCopy"_s)->isVisibleTo(rows[i]), !step.advice.isEmpty());
    }
    QVERIFY(!button(view, u"testCancel"_s)->isVisible());
    QVERIFY2(summary(view).startsWith(u"The connection works, with "_s), qPrintable(summary(view)));
}

void TestConnectionTestView::copiesAdvice()
{
    ConnectionTest test(annsProfile());
    ConnectionTestView view;
    view.setTest(&test);
    test.start();
    complete(test);
    const auto rows = view.findChildren<ConnectionTestRow *>();
    const ConnectionTestRow *row = rows[int(StepId::Push)];
    const QString advice = stepOf(test.steps(), StepId::Push).advice;
    QVERIFY(advice.contains(u"CREATE OR REPLACE TRIGGER"_s));
    const QString shown = textOf(row, u"testAdvice"_s);
    QVERIFY(shown.size() < advice.size()); // it would fill the window
    QVERIFY(shown.endsWith(u"…"_s));
    button(*row, u"testCopy"_s)->click();
    QCOMPARE(QApplication::clipboard()->text(), advice);
}

void TestConnectionTestView::copiesTheReport()
{
    ConnectionTest test(annsProfile());
    ConnectionTestView view;
    view.setTest(&test);
    test.start();
    QVERIFY(!button(view, u"testCopyReport"_s)->isEnabled());
    complete(test);
    QPushButton *copy = button(view, u"testCopyReport"_s);
    const auto drawing = [copy] { return copy->icon().pixmap(16).toImage(); };
    const QImage before = drawing();
    copy->click();
    QVERIFY(drawing() != before);
    QVERIFY(
        QApplication::clipboard()->text().contains(u"Role and row security: Warning. Uses the role ann."_s));
    QTRY_COMPARE(drawing(), before);
}

void TestConnectionTestView::stops()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    ConnectionProfile profile;
    profile.connection = u"host=127.0.0.1 port=%1 user=x"_s.arg(silent.serverPort());
    ConnectionTest test(profile);
    ConnectionTestView view;
    view.setTest(&test);
    view.show();
    test.start();
    QTRY_COMPARE(stepOf(test.steps(), StepId::Encryption).state, State::Running);
    QPushButton *cancel = button(view, u"testCancel"_s);
    cancel->setFocus();
    QTest::keyClick(cancel, Qt::Key_Space);
    QVERIFY(test.wasCancelled());
    QVERIFY(!cancel->isVisible());
    QCOMPARE(summary(view), u"The test was stopped."_s);
}

void TestConnectionTestView::showsWhatFailed()
{
    ConnectionTestView view;
    view.resize(640, 240);
    view.show();
    ConnectionTest fine(annsProfile());
    view.setTest(&fine);
    fine.start();
    complete(fine);
    auto *scrolled = view.findChild<QScrollArea *>();
    QTRY_VERIFY(scrolled->verticalScrollBar()->maximum() > 0);
    scrolled->verticalScrollBar()->setValue(scrolled->verticalScrollBar()->maximum());

    ConnectionProfile nowhere = annsProfile();
    nowhere.table = u"no_such_table"_s;
    ConnectionTest failing(nowhere);
    view.setTest(&failing);
    failing.start();
    complete(failing);
    const auto failed = std::find_if(failing.steps().begin(), failing.steps().end(),
                                     [](const auto &step) { return step.state == State::Failed; });
    QVERIFY(failed != failing.steps().end());
    const auto *row = view.findChildren<ConnectionTestRow *>().at(failed - failing.steps().begin());
    QTRY_COMPARE(row->visibleRegion().boundingRect(), row->rect());
}

void TestConnectionTestView::saysHowFarItCame_data()
{
    QTest::addColumn<QString>("more");
    QTest::addColumn<QString>("table");
    QTest::addColumn<int>("failing");
    QTest::addColumn<QString>("words");
    const QString refused = u"Connection failed. See the failed step above."_s;
    const QString connected = u"Connected, but the tasks cannot be shown. See the failed step above."_s;
    QTest::newRow("host") << u" host=no-such-host.invalid"_s << u"tasks"_s << int(StepId::Reach) << refused;
    QTest::newRow("login") << u" dbname=no_such_database"_s << u"tasks"_s << int(StepId::Login) << refused;
    QTest::newRow("table") << u""_s << u"no_such_table"_s << int(StepId::Table) << connected;
    QTest::newRow("columns") << u""_s << u"other"_s << int(StepId::Columns) << connected;
    QTest::newRow("rights") << u""_s << u"hidden"_s << int(StepId::Rights) << connected;
}

// A connection that works does not pass for one that does not, because of its table.
void TestConnectionTestView::saysHowFarItCame()
{
    QFETCH(QString, more);
    QFETCH(QString, table);
    QFETCH(int, failing);
    QFETCH(QString, words);
    ConnectionProfile profile = annsProfile();
    m_database->execute(u"CREATE TABLE public.other (a int); CREATE TABLE public.hidden (LIKE public.tasks); "
                        "REVOKE ALL ON public.hidden FROM PUBLIC, ann"_s);
    profile.connection += more;
    profile.table = table;
    ConnectionTest test(profile);
    ConnectionTestView view;
    view.setTest(&test);
    test.start();
    complete(test);
    QCOMPARE(stepOf(test.steps(), StepId(failing)).state, State::Failed);
    QCOMPARE(summary(view), words);
}

// What could not be found out is one line, not one for each.
void TestConnectionTestView::skippedIsOneLine()
{
    ConnectionProfile nobody = annsProfile();
    nobody.connection += u" dbname=no_such_database"_s;
    ConnectionTest failing(nobody);
    ConnectionTestView view;
    view.resize(640, 400);
    view.setTest(&failing);
    view.show();
    failing.start();
    complete(failing);
    QStringList skipped;
    const auto rows = view.findChildren<ConnectionTestRow *>();
    for (int i = 0; i < rows.size(); ++i) {
        const bool isSkipped = failing.steps()[i].state == State::Skipped;
        QCOMPARE(rows[i]->isVisible(), !isSkipped);
        if (isSkipped)
            skipped += failing.steps()[i].title;
    }
    QVERIFY(skipped.size() > 5);
    QCOMPARE(textOf(&view, u"testSkipped"_s),
             u"Not tested: %1. Skipped: not connected."_s.arg(skipped.join(", "_L1)));
}

void TestConnectionTestView::saysWhenOutdated()
{
    ConnectionTest test(annsProfile());
    ConnectionTestView view;
    view.setTest(&test);
    view.setOutdated(true);
    QCOMPARE(summary(view), QString()); // nothing was tested yet
    test.start();
    complete(test);
    QCOMPARE(summary(view), u"The connection has changed since this test."_s);
    view.setOutdated(false);
    QVERIFY(summary(view).startsWith(u"The connection works"_s));
}

void TestConnectionTestView::outlivesTheTest()
{
    auto test = std::make_unique<ConnectionTest>(annsProfile());
    ConnectionTestView view;
    view.setTest(test.get());
    test->start();
    test.reset();
    button(view, u"testCancel"_s)->click();
    button(view, u"testCopyReport"_s)->click();
    view.setTest(nullptr);
}

void TestConnectionTestView::tellsStatesApart_data()
{
    QTest::addColumn<bool>("isDark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

// By the icon's shape and by a word, not by colour alone.
void TestConnectionTestView::tellsStatesApart()
{
    QFETCH(bool, isDark);
    theme::apply(isDark ? theme::Scheme::Dark : theme::Scheme::Light);
    QSet<QString> words;
    QSet<QByteArray> shapes;
    ConnectionTestRow row;
    for (int state = 0; state <= int(State::Skipped); ++state) {
        row.setStep({StepId::Table, State(state), u"Table"_s, u"A sentence."_s, {}});
        words += textOf(&row, u"testState"_s);
        const QPixmap icon = row.findChildren<QLabel *>().constFirst()->pixmap(Qt::ReturnByValue);
        const QImage shape = icon.toImage().convertToFormat(QImage::Format_Alpha8);
        QByteArray bits;
        for (int y = 0; y < shape.height(); ++y)
            bits.append(reinterpret_cast<const char *>(shape.constScanLine(y)), shape.width());
        shapes += bits;
    }
    QCOMPARE(words.size(), int(State::Skipped) + 1);
    QCOMPARE(shapes.size(), int(State::Skipped) + 1);
}

WATCHBILL_WINDOW_TEST(TestConnectionTestView)

} // namespace tst_connectiontestview

#include "tst_connectiontestview.moc"
