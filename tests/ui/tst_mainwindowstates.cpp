// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "interruption.h"
#include "openwindow.h"
#include "people.h"
#include "postgres/connectionsettings.h"
#include "privatesettings.h"
#include "sampletasks.h"
#include "timeline/timestrip.h"
#include "windowtest.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocalServer>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>

namespace tst_mainwindowstates {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// Why there are no rows, or why the rows may not be the truth: each case is told apart, and says what can
/// be done.
class TestMainWindowStates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void emptyTable();
    void emptyTableUnderAFilter();
    void noMatch();
    void filterNotUnderstood();
    void hiddenByRowSecurity();
    void hiddenUnderAFilter();
    void noMatchUnderRowSecurity();
    void noPrivilege();
    void loginRefused();
    void noSuchTable();
    void namesWrittenDifferently();
    void unreachable();
    void silentServer();
    void connectionsThrownOut();
    void serverGoneForAWhile();
    void tooSlow_data();
    void tooSlow();
    void serviceRoleNotAvailable();
    void throughTheServiceRole();
    void slowSort();
    void slowFilter();
    void slowSortWithoutAnIndexToMake();
    void rightsTakenAway();
    void failingPolicy();
    void withheldColumns();

private:
    void open(const ConnectionProfile &profile);
    void openWithRows(const ConnectionProfile &profile);
    QString title() const { return visibleText(u"stateTitle"_s); }
    QString text() const { return visibleText(u"stateText"_s); }
    QString banner() const { return visibleText(u"bannerText"_s); }
    QString visibleText(const QString &name) const;
    QPushButton *action() const { return m_open->find<QPushButton>(u"stateAction"_s); }
    QPushButton *bannerAction() const { return m_open->find<QPushButton>(u"bannerAction"_s); }

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

void TestMainWindowStates::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    TestDatabase().execute(u"CREATE ROLE outsider LOGIN"_s);
}

void TestMainWindowStates::init()
{
    m_settings->clear();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Supabase);
    insertSamples(*m_database, 1, 5);
}

void TestMainWindowStates::cleanup()
{
    m_open.reset();
    m_database.reset();
}

void TestMainWindowStates::open(const ConnectionProfile &profile)
{
    m_open = std::make_unique<OpenWindow>(profile);
}

void TestMainWindowStates::openWithRows(const ConnectionProfile &profile)
{
    open(profile);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), storedIds(*m_database), patient);
}

QString TestMainWindowStates::visibleText(const QString &name) const
{
    const auto *label = m_open->find<QLabel>(name);
    return label->isVisible() ? label->text() : QString();
}

void TestMainWindowStates::emptyTable()
{
    m_database->execute(u"TRUNCATE public.tasks"_s);
    open(m_database->profile());
    QTRY_COMPARE_WITH_TIMEOUT(title(), u"No tasks yet"_s, patient);
    QVERIFY2(text().startsWith(u"public.tasks is empty."_s), qPrintable(text()));
    QVERIFY(!m_open->table()->isVisible());
    QCOMPARE(action()->text(), u"Refresh"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->find<QLabel>(u"statusPlace"_s)->text(), u"0 of 0"_s,
                              patient); // counted apart
    insertSamples(*m_database, 1, 1);
    click(action());
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), QStringList{sampleId(1)}, patient);
    QVERIFY(m_open->table()->isVisible());
    QCOMPARE(title(), QString());
    m_database->execute(u"DELETE FROM public.tasks"_s);
    m_open->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(title(), u"No tasks yet"_s, patient);
}

// The filter is not what keeps the tasks away, and clearing it would bring none.
void TestMainWindowStates::emptyTableUnderAFilter()
{
    m_database->execute(u"TRUNCATE public.tasks"_s);
    QSettings().setValue(u"filter"_s, u"status:failed"_s);
    open(m_database->profile());
    QTRY_COMPARE_WITH_TIMEOUT(title(), u"No tasks yet"_s, patient);
    QCOMPARE(text(), u"public.tasks is empty. No filter would match."_s);
    QCOMPARE(action()->text(), u"Refresh"_s);
    // Tasks that the filter leaves out are noticed, too, if only after a while.
    insertSamples(*m_database, 1, 1);
    QTRY_COMPARE_WITH_TIMEOUT((m_open->refresh(), title()), u"No matching tasks"_s, 2 * patient);
    setStatus(*m_database, 1, u"failed"_s);
    m_open->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), QStringList{sampleId(1)}, patient);
    // It is asked again when the list is empty again.
    setStatus(*m_database, 1, u"pending"_s);
    m_open->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(title(), u"No matching tasks"_s, patient);
    QCOMPARE(text(), u"No tasks match the current filters."_s);
}

void TestMainWindowStates::noMatch()
{
    openWithRows(m_database->profile());
    auto *search = m_open->find<QLineEdit>(u"searchText"_s);
    click(search);
    QTest::keyClicks(search, u"nowhere"_s);
    QTRY_COMPARE_WITH_TIMEOUT(title(), u"No matching tasks"_s, patient);
    QVERIFY2(!text().contains(u"Row security"_s), qPrintable(text()));
    QCOMPARE(action()->text(), u"Clear filters"_s);
    click(action());
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(5, 1), patient);
    QCOMPARE(search->text(), QString());
}

void TestMainWindowStates::filterNotUnderstood()
{
    QSettings().setValue(u"filter"_s, u"user:alice"_s); // as a table with other ids has left it
    open(m_database->profile());
    QTRY_COMPARE_WITH_TIMEOUT(title(), u"Invalid filter"_s, patient);
    QVERIFY2(text().contains(u"“alice”"_s), qPrintable(text()));
    QTRY_VERIFY_WITH_TIMEOUT(m_open->monitor().histogram().error(), patient); // which the list says
    QCOMPARE(m_open->find<TimeStrip>(u"timeStrip"_s)->message(), QString());
    click(action());
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(5, 1), patient);
}

void TestMainWindowStates::hiddenByRowSecurity()
{
    ConnectionProfile profile = m_database->profile(u"authenticator"_s);
    profile.connection += u" options='-c role=authenticated'"_s;
    open(profile);
    QTRY_COMPARE_WITH_TIMEOUT(title(), u"No tasks visible to this role"_s, patient);
    QVERIFY2(text().contains(u"the role authenticated, and its policies show no tasks"_s),
             qPrintable(text()));
    QVERIFY2(text().contains(u"The table may be empty"_s), qPrintable(text()));
    QCOMPARE(m_open->find<QLabel>(u"viewpoint"_s)->text(),
             u"authenticator as authenticated · sees only tasks allowed by row security"_s);
}

void TestMainWindowStates::hiddenUnderAFilter()
{
    people::settleIn(*m_database); // ann has none
    QSettings().setValue(u"filter"_s, u"status:failed"_s);
    open(m_database->profile(u"ann"_s));
    QTRY_COMPARE_WITH_TIMEOUT(title(), u"No tasks visible to this role"_s, patient);
    QVERIFY2(text().contains(u"The table may be empty"_s), qPrintable(text()));
}

void TestMainWindowStates::noMatchUnderRowSecurity()
{
    people::settleIn(*m_database);
    m_database->execute(
        u"INSERT INTO public.tasks (user_id, type) VALUES ('%1', 'hers')"_s.arg(people::ann.toText()));
    open(m_database->profile(u"ann"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), 1, patient); // and not the other five
    press(m_open->window(), Qt::Key_5, Qt::AltModifier);
    QTRY_COMPARE_WITH_TIMEOUT(title(), u"No matching tasks"_s, patient);
    QVERIFY2(text().contains(u"Row security may also hide matching tasks from the role ann."_s),
             qPrintable(text()));
}

void TestMainWindowStates::noPrivilege()
{
    open(m_database->profile(u"outsider"_s));
    QTRY_COMPARE_WITH_TIMEOUT(title(), u"No permission to read this table"_s, patient);
    QVERIFY2(text().startsWith(u"The role outsider may not read public.tasks."_s), qPrintable(text()));
    QCOMPARE(m_open->find<QLabel>(u"viewpoint"_s)->text(), u"outsider · cannot read this table"_s);
    QCOMPARE(action()->text(), u"Retry"_s);
    m_database->execute(
        u"GRANT USAGE ON SCHEMA public TO outsider; GRANT SELECT ON public.tasks TO outsider; "
        "CREATE POLICY all_rows ON public.tasks FOR SELECT TO outsider USING (true)"_s);
    click(action());
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(5, 1), patient);
}

void TestMainWindowStates::loginRefused()
{
    open(m_database->profile(u"nobody_here"_s));
    QTRY_COMPARE_WITH_TIMEOUT(title(), u"The login was refused"_s, patient);
    QVERIFY2(text().contains(u"nobody_here"_s), qPrintable(text()));
    QCOMPARE(m_open->monitor().state(), TaskMonitor::State::Refused);
    QCOMPARE(m_open->find<QLabel>(u"statusConnection"_s)->text(), u"○ not connected"_s);
    m_open->window()->resize(700, 450); // also there all of it can be read
    const auto *words = m_open->find<QLabel>(u"stateText"_s);
    QTRY_VERIFY_WITH_TIMEOUT(words->height() >= words->heightForWidth(words->width()), patient);
    m_open->window()->resize(1100, 800);
    QTRY_VERIFY_WITH_TIMEOUT(action()->visibleRegion().boundingRect() == action()->rect(), patient);
    QSignalSpy requested(m_open->window(), &MainWindow::connectionRequested);
    click(action());
    QCOMPARE(requested.size(), 1);
}

void TestMainWindowStates::noSuchTable()
{
    ConnectionProfile profile = m_database->profile();
    profile.table = u"task"_s;
    open(profile);
    QTRY_COMPARE_WITH_TIMEOUT(title(), u"Cannot show tasks"_s, patient);
    QVERIFY2(text().startsWith(u"There is no table public.task"_s), qPrintable(text()));
    QVERIFY2(text().contains(u"public.tasks"_s), qPrintable(text())); // that one, perhaps?
    // The login was good, and where it led is still said.
    const QString database = m_database->name();
    QCOMPARE(m_open->window()->windowTitle(), u"public.task in "_s + database);
    QCOMPARE(m_open->find<QLabel>(u"statusConnection"_s)->text(),
             u"○ watchbill@%1 · no tasks to show"_s.arg(database));
    QTRY_COMPARE(m_open->find<QLabel>(u"viewpoint"_s)->text(), u"watchbill"_s); // once it is laid out
    const QString place = m_open->find<QLabel>(u"connectionPlace"_s)->toolTip();
    QVERIFY2(place.contains(u"public.task in %1 on "_s.arg(database)), qPrintable(place));
    QAction *remove = m_open->find<QAction>(u"deleteAction"_s);
    QVERIFY2(remove->toolTip().contains(u"There is no table public.task"_s), qPrintable(remove->toolTip()));
}

// The view that would mend it can be copied, and works as it is.
void TestMainWindowStates::namesWrittenDifferently()
{
    TestDatabase database(TestDatabase::SetUp::Reference);
    database.execute(u"CREATE TABLE jobs (id serial PRIMARY KEY, \"userId\" text, type text, status text, "
                     "\"createdAt\" timestamptz)"_s);
    ConnectionProfile profile = database.profile();
    profile.table = u"jobs"_s;
    open(profile);
    QTRY_COMPARE_WITH_TIMEOUT(title(), u"Cannot show tasks"_s, patient);
    QCOMPARE(action()->text(), u"Copy statement"_s);
    click(action());
    const QString statement = QApplication::clipboard()->text();
    QVERIFY2(statement.startsWith(u"CREATE VIEW "_s) && text().contains(statement), qPrintable(statement));
    database.execute(statement);
    m_open.reset();
}

void TestMainWindowStates::unreachable()
{
    // Where a server's socket could be, but none is yet.
    QTemporaryDir folder;
    const QString place = folder.filePath(u"server"_s);
    auto values = ConnectionSettings::parse(m_database->connection())->values();
    const QString server = values[u"host"_s];
    values[u"host"_s] = place;
    ConnectionProfile profile;
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        profile.connection += ConnectionSettings::keyValue(it.key(), it.value()) + u' ';
    open(profile);
    QTRY_COMPARE_WITH_TIMEOUT(title(), u"No connection"_s, patient);
    QVERIFY2(text().contains(place), qPrintable(text()));
    QCOMPARE(action()->text(), u"Retry now"_s);
    QCOMPARE(m_open->find<QLabel>(u"statusConnection"_s)->text(), u"○ disconnected"_s);
    QCOMPARE(m_open->window()->windowTitle(), u"public.tasks in "_s + values[u"dbname"_s]);
    QVERIFY2(m_open->find<QLabel>(u"connectionPlace"_s)->text().contains(values[u"dbname"_s]),
             qPrintable(m_open->find<QLabel>(u"connectionPlace"_s)->text()));

    QSignalSpy changes(&m_open->monitor(), &TaskMonitor::stateChanged);
    QVERIFY(QFile::link(server, place));
    click(action());
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(5, 1), patient);
    QCOMPARE(title(), QString());
}

// It takes the connection and then says nothing, as a dead host behind a proxy does.
void TestMainWindowStates::silentServer()
{
    QTemporaryDir folder;
    QLocalServer server;
    QVERIFY(server.listen(folder.filePath(u".s.PGSQL.5432"_s)));
    ConnectionProfile profile;
    profile.connection = u"host=%1 port=5432 user=anybody dbname=anything"_s.arg(folder.path());
    open(profile);
    QTRY_VERIFY_WITH_TIMEOUT(server.hasPendingConnections(), patient);
    QCOMPARE(title(), u"Connecting…"_s);
    QCOMPARE(action()->text(), u"Change connection…"_s);
    press(m_open->window(), Qt::Key_F5); // the window can be used meanwhile
    m_open.reset(); // waits for libpq's connect_timeout at most
}

void TestMainWindowStates::connectionsThrownOut()
{
    openWithRows(m_database->profile());
    m_open->clickCell(1, TaskField::Type);
    throwOut(*m_database);
    insertSamples(*m_database, 6, 6);
    setStatus(*m_database, 3, u"failed"_s);
    // Nobody does anything: it comes back by itself, and what was selected still is.
    QTRY_COMPARE_WITH_TIMEOUT(m_open->text(2, TaskField::Status), u"failed"_s, patient);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->monitor().state(), TaskMonitor::State::Live, patient);
    QCOMPARE(m_open->selectedIds(), QStringList{sampleId(4)});
    QCOMPARE(m_open->find<QPushButton>(u"newerButton"_s)->text(), u"1 new task(s), click to show"_s);
}

void TestMainWindowStates::serverGoneForAWhile()
{
    openWithRows(m_database->profile());
    {
        const Interruption interruption(*m_database);
        m_open->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(banner().startsWith(u"Data from "_s), patient);
        QVERIFY2(banner().contains(u"Retrying "_s), qPrintable(banner()));
        QCOMPARE(banner().mid(10, 8),
                 QDateTime::currentDateTime().toString(u"HH:mm:ss"_s).left(4) + banner().mid(14, 4));
        QCOMPARE(bannerAction()->text(), u"Retry now"_s);
        QCOMPARE(m_open->find<QWidget>(u"bannerText"_s)->parentWidget()->toolTip(), QString());
        QCOMPARE(m_open->ids(), sampleIds(5, 1)); // still to be read
        QCOMPARE(m_open->find<QLabel>(u"statusConnection"_s)->text(), u"○ disconnected"_s);
        click(bannerAction());
        QTRY_VERIFY_WITH_TIMEOUT(banner().contains(u"not currently accepting connections"_s), patient);
        insertSamples(*m_database, 6, 6);
    }
    click(bannerAction());
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(6, 1), patient);
    QVERIFY2(!banner().startsWith(u"Data from "_s), qPrintable(banner()));
    QCOMPARE(m_open->find<QLabel>(u"statusConnection"_s)->text(), u"● watchbill@"_s + m_database->name());
}

// Neither the filter's fault nor a reason to clear it. What else the server says is one click away.
void TestMainWindowStates::failingPolicy()
{
    m_database->execute(
        u"CREATE FUNCTION mine(tasks) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RETURN 1 / length($1.type) > "
        "1 / (length($1.type) - length($1.type)); END $$; GRANT EXECUTE ON FUNCTION mine TO PUBLIC;"
        "CREATE POLICY failing ON tasks TO outsider USING (mine(tasks)); GRANT SELECT ON tasks TO outsider; "
        "GRANT USAGE ON SCHEMA public TO outsider"_s);
    open(m_database->profile(u"outsider"_s));
    QTRY_COMPARE_WITH_TIMEOUT(title(), u"Cannot read the tasks"_s, patient);
    QVERIFY2(text().startsWith(u"A row security policy of public.tasks failed: division by zero."_s),
             qPrintable(text()));
    QCOMPARE(action()->text(), u"Retry"_s);
    auto *details = m_open->find<QPushButton>(u"stateSecondAction"_s);
    QCOMPARE(details->text(), u"Details…"_s);
    click(details);
    QTRY_VERIFY_WITH_TIMEOUT(m_open->window()->findChild<QMessageBox *>(u"errorDetails"_s), patient);
    auto *box = m_open->window()->findChild<QMessageBox *>(u"errorDetails"_s);
    QVERIFY2(box->informativeText().contains(u"CONTEXT: "_s), qPrintable(box->informativeText()));
    QVERIFY2(box->informativeText().contains(u"SQLSTATE: 22012"_s), qPrintable(box->informativeText()));
    box->close();
}

void TestMainWindowStates::withheldColumns()
{
    m_database->execute(
        u"ALTER TABLE tasks DISABLE ROW LEVEL SECURITY; GRANT USAGE ON SCHEMA public TO outsider; "
        "GRANT SELECT (id, user_id, type, status, created_at) ON tasks TO outsider"_s);
    openWithRows(m_database->profile(u"outsider"_s));
    QTRY_VERIFY_WITH_TIMEOUT(banner().contains(u"metadata"_s), patient);
    QVERIFY2(banner().contains(u"Not shown, as the role outsider may not read these columns"_s),
             qPrintable(banner()));
}

void TestMainWindowStates::tooSlow_data()
{
    QTest::addColumn<bool>("hasRows");

    QTest::newRow("at first") << false;
    QTest::newRow("later") << true;
}

void TestMainWindowStates::tooSlow()
{
    QFETCH(bool, hasRows);
    ConnectionProfile profile = m_database->profile();
    profile.connection += u" options='-c lock_timeout=100'"_s;
    if (hasRows)
        openWithRows(profile);
    m_database->execute(u"BEGIN; LOCK TABLE public.tasks IN ACCESS EXCLUSIVE MODE"_s);
    if (hasRows) {
        m_open->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(banner().startsWith(u"Data from "_s), patient);
        QVERIFY2(banner().contains(u"The server cancelled the query"_s), qPrintable(banner()));
        QCOMPARE(m_open->ids(), sampleIds(5, 1));
        QVERIFY(m_open->find<QLineEdit>(u"searchText"_s)->isEnabled());
        m_database->execute(u"ROLLBACK"_s);
        click(bannerAction());
        QTRY_VERIFY_WITH_TIMEOUT(!banner().startsWith(u"Data from "_s), patient);
    } else {
        open(profile);
        QTRY_COMPARE_WITH_TIMEOUT(title(), u"The server took too long"_s, patient);
        m_database->execute(u"ROLLBACK"_s);
        click(action());
        QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(5, 1), patient);
    }
}

void TestMainWindowStates::serviceRoleNotAvailable()
{
    people::settleIn(*m_database);
    m_database->execute(
        u"INSERT INTO public.tasks (user_id, type) VALUES ('%1', 'hers')"_s.arg(people::ann.toText()));
    ConnectionProfile profile = m_database->profile(u"ann"_s);
    profile.serviceRole = u"service_role"_s;
    open(profile);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), 1, patient);
    QTRY_VERIFY_WITH_TIMEOUT(
        banner().startsWith(u"The service role service_role is not available, so you see what ann sees."_s),
        patient);
    QVERIFY(!bannerAction()->isVisible());
    QCOMPARE(m_open->find<QLabel>(u"viewpoint"_s)->text(),
             u"ann · sees only tasks allowed by row security"_s);
    QVERIFY(m_open->find<QLabel>(u"viewpoint"_s)->toolTip().contains(banner()));
}

void TestMainWindowStates::throughTheServiceRole()
{
    openWithRows(people::serviceRole(*m_database));
    QCOMPARE(m_open->find<QLabel>(u"viewpoint"_s)->text(),
             u"authenticator as service_role · sees all rows (bypasses RLS)"_s);
    QVERIFY2(!banner().contains(u"service role"_s), qPrintable(banner()));
    QCOMPARE(m_open->find<QLabel>(u"connectionPlace"_s)->text(),
             u"public.tasks in %1 on this computer"_s.arg(m_database->name()));
}

void TestMainWindowStates::slowSort()
{
    m_database->execute(u"CREATE INDEX ON public.tasks (created_at, id)"_s);
    openWithRows(m_database->profile());
    QCOMPARE(banner(), QString());
    QHeaderView *header = m_open->table()->horizontalHeader();
    clickAt(header->viewport(),
            {header->sectionViewportPosition(column::sectionOf(TaskField::UpdatedAt)) + 20,
             header->height() / 2});
    QTRY_COMPARE_WITH_TIMEOUT(
        banner(), u"No index supports this sort, so each refresh scans the whole table."_s, patient);
    QCOMPARE(bannerAction()->text(), u"Copy index statement"_s);
    click(bannerAction());
    const QString statement = QApplication::clipboard()->text();
    QCOMPARE(m_open->window()->statusBar()->currentMessage(), u"Copied the index statement."_s);
    QCOMPARE(statement, u"CREATE INDEX CONCURRENTLY ON \"public\".\"tasks\" (\"updated_at\", \"id\");"_s);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM pg_index WHERE indrelid = 'public.tasks'::regclass"_s),
             u"6"_s); // not executed

    // Once it was executed, the warning is gone with the next connection.
    m_database->execute(statement);
    m_open.reset();
    m_settings->clear();
    QSettings().setValue(u"sort/field"_s, u"updated_at"_s);
    openWithRows(m_database->profile());
    QCOMPARE(m_open->monitor().feed().shownQuery().sort.field, TaskField::UpdatedAt);
    QCOMPARE(banner(), QString());
}

// What no index serves of the filter is said with what would.
void TestMainWindowStates::slowFilter()
{
    m_database->execute(u"CREATE INDEX ON public.tasks (created_at, id); "
                        "UPDATE pg_class SET reltuples = 1000000 WHERE oid = 'public.tasks'::regclass"_s);
    openWithRows(m_database->profile());
    const auto ask = [&](const QString &text) {
        auto *edit = m_open->find<QLineEdit>(u"searchText"_s);
        edit->setText(text);
        Q_EMIT edit->editingFinished();
    };
    ask(u"type:/concept/"_s);
    QTRY_COMPARE_WITH_TIMEOUT(
        banner(),
        u"No index supports type:/concept/, so the server may read every task. An index for it needs "
        "the extension pg_trgm."_s,
        patient);
    click(bannerAction());
    QCOMPARE(
        QApplication::clipboard()->text(),
        u"CREATE EXTENSION IF NOT EXISTS pg_trgm;\nCREATE INDEX CONCURRENTLY ON \"public\".\"tasks\" USING gin "
        "(\"type\" gin_trgm_ops) WHERE \"type\" IS NOT NULL;"_s);
    ask(u"duration:<90s"_s);
    QTRY_COMPARE_WITH_TIMEOUT(
        banner(),
        u"No index supports duration:<90s, so the server may read every task. Durations are computed "
        "for each task."_s,
        patient);
    QVERIFY(!bannerAction()->isVisible());
    ask(u"duration:<90s created:>2020-01-01"_s);
    QTRY_COMPARE_WITH_TIMEOUT(banner(), QString(), patient);
    QTRY_VERIFY_WITH_TIMEOUT(!m_open->ids().isEmpty(), patient);
}

void TestMainWindowStates::slowSortWithoutAnIndexToMake()
{
    m_database->execute(u"CREATE INDEX ON public.tasks (created_at, id)"_s);
    openWithRows(m_database->profile());
    QHeaderView *header = m_open->table()->horizontalHeader();
    clickAt(
        header->viewport(),
        {header->sectionViewportPosition(column::sectionOf(TaskField::Duration)) + 20, header->height() / 2});
    QTRY_VERIFY_WITH_TIMEOUT(banner().startsWith(u"No index supports this sort"_s), patient);
    QVERIFY(!bannerAction()->isVisible());
    clickAt(header->viewport(),
            {header->sectionViewportPosition(column::sectionOf(TaskField::CreatedAt)) + 20,
             header->height() / 2});
    QTRY_COMPARE_WITH_TIMEOUT(banner(), QString(), patient);
}

void TestMainWindowStates::rightsTakenAway()
{
    m_database->execute(
        u"GRANT USAGE ON SCHEMA public TO outsider; GRANT SELECT ON public.tasks TO outsider; "
        "CREATE POLICY all_rows ON public.tasks FOR SELECT TO outsider USING (true)"_s);
    openWithRows(m_database->profile(u"outsider"_s));
    m_database->execute(u"REVOKE SELECT ON public.tasks FROM outsider"_s);
    m_open->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(
        banner().contains(u"Not allowed for this role: permission denied for table tasks."_s), patient);
    QCOMPARE(m_open->ids(), sampleIds(5, 1));
    m_database->execute(u"GRANT SELECT ON public.tasks TO outsider"_s);
    click(bannerAction());
    QTRY_VERIFY_WITH_TIMEOUT(!banner().startsWith(u"Data from "_s), patient);
}

WATCHBILL_WINDOW_TEST(TestMainWindowStates)

} // namespace tst_mainwindowstates

#include "tst_mainwindowstates.moc"
