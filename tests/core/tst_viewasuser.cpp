// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/viewasuser.h"

#include "deletionrun.h"
#include "outcome.h"
#include "people.h"
#include "pgbouncer.h"
#include "requests.h"
#include "service/taskservice.h"
#include "session/session.h"
#include "singlechanges.h"
#include "source/sourcesentences.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTemporaryDir>
#include <QTest>

namespace tst_viewasuser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;
using namespace watchbill::people;
using namespace watchbill::requests;

using SetUp = TestDatabase::SetUp;

/// The tasks as one user of the application sees them, on a database set up as Supabase has it.
class TestViewAsUser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void seesWhatTheUserSees_data();
    void seesWhatTheUserSees();
    void seesCountsAndTypesOfTheUser();
    void exportsWhatTheUserSees();
    void changesNothing();
    void leavesNothingBehind();
    void behindAPooler();
    void goesBack();
    void hostileIds_data();
    void hostileIds();
    void cannotAct_data();
    void cannotAct();
    void failureKeepsTheEyes();
    void takesTheLoginThatMay();
    void roleThatSeesAll();

private:
    TaskService &open(const ConnectionProfile &profile);
    QStringList usersSeen();

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
};

void TestViewAsUser::initTestCase()
{
    m_database = std::make_unique<TestDatabase>(SetUp::Supabase);
    settleIn(*m_database);
    m_database->execute(
        u"INSERT INTO tasks (user_id, type, status) VALUES ('%1', 'x', 'failed'), ('%1', 'y', 'pending'), "
        "('%2', 'x', 'failed'), ('%2', 'z', 'completed'), ('%2', 'z', 'completed'); ANALYZE tasks"_s.arg(
            ann.toText(), bob.toText()));
    m_database->execute(u"CREATE ROLE clerk LOGIN BYPASSRLS; GRANT SELECT ON tasks TO clerk"_s);
}

void TestViewAsUser::cleanupTestCase()
{
    m_service.reset();
    m_database.reset();
}

TaskService &TestViewAsUser::open(const ConnectionProfile &profile)
{
    m_service = std::make_unique<TaskService>(profile);
    success(m_service->open());
    return *m_service;
}

QStringList TestViewAsUser::usersSeen()
{
    QStringList users;
    for (const TaskRow &row : success(m_service->page(sortedBy(TaskField::UserId))).rows)
        users += row.task.userId == ann ? u"ann"_s : u"bob"_s;
    return users;
}

void TestViewAsUser::seesWhatTheUserSees_data()
{
    QTest::addColumn<UserId>("user");
    QTest::addColumn<QStringList>("seen");

    QTest::newRow("ann") << ann << QStringList({u"ann"_s, u"ann"_s});
    QTest::newRow("bob") << bob << QStringList({u"bob"_s, u"bob"_s, u"bob"_s});
    QTest::newRow("a stranger") << stranger << QStringList();
    QTest::newRow("in capitals") << UserId(ann.toText().toUpper()) << QStringList({u"ann"_s, u"ann"_s});
}

void TestViewAsUser::seesWhatTheUserSees()
{
    QFETCH(UserId, user);
    QFETCH(QStringList, seen);
    TaskService &service = open(serviceRole(*m_database));
    QCOMPARE(usersSeen().size(), 5);
    service.viewAs(ViewAsUser{user});
    QCOMPARE(usersSeen().size(), 5); // not before it was opened
    const TaskSource source = success(service.open());
    QCOMPARE(source.viewpoint.login, u"authenticator"_s);
    QCOMPARE(source.viewpoint.role, u"authenticated"_s);
    QCOMPARE(source.viewpoint.viewAs, ViewAsUser{user});
    QVERIFY(source.viewpoint.rowSecurityActive);
    QVERIFY(!source.viewpoint.bypassesRowSecurity);
    QVERIFY(!source.viewpoint.isServiceRole);
    QCOMPARE(source.viewpoint.fallbackReason, QString());
    QCOMPARE(usersSeen(), seen);
}

void TestViewAsUser::seesCountsAndTypesOfTheUser()
{
    TaskService &service = open(serviceRole(*m_database));
    QVERIFY(!success(service.busiestUsers()).isEmpty());
    service.viewAs(ViewAsUser{ann});
    success(service.open());
    for (const auto &counts :
         {success(service.countsByStatus({})), success(service.exactCountsByStatus({}))}) {
        QCOMPARE(counts.total().value, 2);
        QCOMPARE(counts.matching({{u"failed"_s}, false}).value, 1);
        QCOMPARE(counts.matching({{u"completed"_s}, false}).value, 0);
    }
    QCOMPARE(success(service.typesInUse()).values, QStringList({u"x"_s, u"y"_s}));
    QCOMPARE(success(service.busiestUsers()), QStringList());
}

void TestViewAsUser::exportsWhatTheUserSees()
{
    TaskService &service = open(serviceRole(*m_database));
    service.viewAs(ViewAsUser{ann});
    success(service.open());
    QTemporaryDir folder;
    ExportRequest request;
    request.path = folder.filePath(u"tasks.csv"_s);
    QCOMPARE(success(service.exportTasks(request, std::make_shared<ExportProgress>())), 2);
}

void TestViewAsUser::changesNothing()
{
    TaskService &service = open(serviceRole(*m_database));
    service.viewAs(ViewAsUser{ann});
    const TaskSource source = success(service.open());
    QCOMPARE(source.restraint, Restraint::ViewAs);
    QVERIFY(sourcesentences::obstacleToDeleting(source).contains(u"Stop viewing"_s));
    service.setReadOnly(false); // that is another lock
    const Task task = success(service.page({})).rows.first().task;
    const DeletionRun run(service, {task});
    QCOMPARE(run.summary(), u"failed: "_s);
    QCOMPARE(run.why(), sourcesentences::obstacleToWriting(source));
    QCOMPARE(outcomeOf(deleteTask(service, task.id, ann)), u"ReadOnly"_s);
    QCOMPARE(outcomeOf(setStatus(service, task.id, TaskStatus::Kind::Failed)), u"ReadOnly"_s);
    QCOMPARE(outcomeOf(createTask(service, ann, u"x"_s)), u"ReadOnly"_s);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), u"5"_s);
}

// Not even an empty text where there was NULL: a policy that reads the claims as JSON would fail on it.
void TestViewAsUser::leavesNothingBehind()
{
    Connection connection;
    const auto session = openSession(connection, serviceRole(*m_database), {ViewAsUser{ann}, false});
    VERIFY_FINE(session);
    const QString who =
        u"SELECT concat_ws('/', current_user, auth.uid()::text, current_setting('request.jwt.claims', true), "
        "current_setting('request.jwt.claim.sub', true))"_s;
    const auto ask = [&](const SessionSettings &settings, const QString &statement) {
        QString answer;
        const auto reply = connection.execute(settings, statement,
                                              [&](int, const ResultRows &rows) { answer = rows.text(0, 0); });
        return reply ? answer : reply.error().sqlState;
    };
    const QString viewing = ask(settingsFor(*session, Access::Read, 10s), who);
    QVERIFY2(viewing.startsWith(u"authenticated/"_s + ann.toText() + u"/{"_s), qPrintable(viewing));
    SessionSettings plain;
    plain.role = u"service_role"_s;
    QCOMPARE(ask(plain, who), u"service_role"_s);
    QCOMPARE(ask(settingsFor(*session, Access::Read, 10s), u"SELECT 1/0"_s), u"22012"_s);
    QCOMPARE(ask(plain, who), u"service_role"_s);
    QCOMPARE(ask(plain, u"SELECT count(*) FROM public.tasks"_s), u"5"_s);
}

// Everybody shares one session of the server there.
void TestViewAsUser::behindAPooler()
{
    const PgBouncer pooler(m_database->connection(), PgBouncer::Mode::Transaction, 1);
    ConnectionProfile profile = serviceRole(*m_database);
    profile.connection = pooler.by(profile.connection);
    TaskService plain(profile);
    success(plain.open());
    TaskService &service = open(profile);
    service.viewAs(ViewAsUser{ann});
    success(service.open());
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(usersSeen(), QStringList({u"ann"_s, u"ann"_s}));
        QCOMPARE(success(plain.page({})).rows.size(), 5);
    }
    const Task task = success(plain.page({})).rows.last().task;
    QCOMPARE(outcomeOf(setStatus(service, task.id, task.status)), u"ReadOnly"_s);
    QCOMPARE(outcomeOf(setStatus(plain, task.id, task.status)),
             u"fine"_s); // nothing has stayed read-only
}

void TestViewAsUser::goesBack()
{
    TaskService &service = open(serviceRole(*m_database));
    service.viewAs(ViewAsUser{bob});
    success(service.open());
    QCOMPARE(usersSeen().size(), 3);
    service.viewAs(ViewAsUser{ann});
    success(service.open());
    QCOMPARE(usersSeen().size(), 2);
    service.viewAs(std::nullopt);
    const TaskSource source = success(service.open());
    QVERIFY(source.viewpoint.isServiceRole);
    QVERIFY(!source.viewpoint.viewAs);
    QCOMPARE(source.restraint, Restraint::None);
    QCOMPARE(usersSeen().size(), 5);
}

// Of a table whose users are no UUIDs: the id is text, and nothing but text.
void TestViewAsUser::hostileIds_data()
{
    QTest::addColumn<QString>("id");

    QTest::newRow("quotes") << u"it's \"me\""_s;
    QTest::newRow("backslash") << u"a\\b\\"_s;
    QTest::newRow("statement") << u"'; DROP TABLE named; --"_s;
    QTest::newRow("JSON") << u"\",\"role\":\"service_role\",\"x\":\""_s;
    QTest::newRow("dollars and markers") << u"$$ %1 ? :x"_s;
    QTest::newRow("line") << u"a\nb"_s;
    QTest::newRow("emoji") << u"🚀"_s;
}

void TestViewAsUser::hostileIds()
{
    QFETCH(QString, id);
    m_database->execute(
        u"DROP TABLE IF EXISTS named; CREATE TABLE named (id int PRIMARY KEY, user_id text, type text, "
        "status text, created_at timestamptz); ALTER TABLE named ENABLE ROW LEVEL SECURITY; "
        "GRANT SELECT ON named TO authenticated; CREATE POLICY own ON named FOR SELECT TO authenticated "
        "USING (user_id = current_setting('request.jwt.claims')::json ->> 'sub'); "
        "INSERT INTO named VALUES (1, 'another'), (2, convert_from('\\x%1', 'UTF8'))"_s.arg(
            QString::fromLatin1(id.toUtf8().toHex())));
    ConnectionProfile profile = m_database->profile();
    profile.table = u"named"_s;
    TaskService &service = open(profile);
    service.viewAs(ViewAsUser{UserId(id)});
    success(service.open());
    const auto rows = success(service.page({})).rows;
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first().task.userId->toText(), id);
}

void TestViewAsUser::cannotAct_data()
{
    QTest::addColumn<QString>("login");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("words");

    const QString anyone = ann.toText();
    const QString usual = u"authenticated"_s;
    const auto row = [](const char *name, const QString &login, const QString &id, const QString &role,
                        const QString &outcome, const QString &words) {
        QTest::newRow(name) << login << id << role << outcome << words;
    };
    row("no such role", u"authenticator"_s, anyone, u"autenticated"_s, u"NotFound"_s,
        u"The server has no role “autenticated”"_s);
    row("not granted", u"clerk"_s, anyone, usual, u"PermissionDenied"_s,
        u"This login may not use the role “authenticated”."_s);
    row("no UUID", u"authenticator"_s, u"ann"_s, usual, u"InvalidInput"_s, u"“ann” is not a UUID"_s);
    row("the beginning of a UUID", u"authenticator"_s, u"aaaaaaaa"_s, usual, u"InvalidInput"_s, u"UUID"_s);
    row("nobody", u"authenticator"_s, u""_s, usual, u"InvalidInput"_s, u"the user to view as"_s);
    row("no role", u"authenticator"_s, anyone, u""_s, u"InvalidInput"_s, u"the role to view with"_s);
    row("a role that means none", u"authenticator"_s, anyone, u"none"_s, u"InvalidInput"_s, u"“none”"_s);
    row("NUL in the role", u"authenticator"_s, anyone, u"a\0b"_s, u"InvalidInput"_s, u"NUL"_s);
    row("NUL in the id", u"authenticator"_s, u"a\0b"_s, usual, u"InvalidInput"_s, u"the user to view as"_s);
}

void TestViewAsUser::cannotAct()
{
    QFETCH(QString, login);
    QFETCH(QString, id);
    QFETCH(QString, role);
    QFETCH(QString, words);
    TaskService &service = open(m_database->profile(login));
    service.viewAs(ViewAsUser{UserId(id), role});
    const auto source = await(service.open());
    QTEST(outcomeOf(source), "outcome");
    QVERIFY2(source.error().message.contains(words), wordsOf(source).constData());
}

void TestViewAsUser::failureKeepsTheEyes()
{
    TaskService &service = open(serviceRole(*m_database));
    service.viewAs(ViewAsUser{ann, u"no_such_role"_s});
    QCOMPARE(outcomeOf(service.open()), u"NotFound"_s);
    QCOMPARE(usersSeen().size(), 5);
    QVERIFY(!service.source()->viewpoint.viewAs);
}

// The service login is granted less here than the regular one.
void TestViewAsUser::takesTheLoginThatMay()
{
    ConnectionProfile profile = m_database->profile(u"authenticator"_s);
    profile.serviceConnection = m_database->connection(u"clerk"_s);
    TaskService &service = open(profile);
    QCOMPARE(service.source()->viewpoint.login, u"clerk"_s);
    service.viewAs(ViewAsUser{ann});
    QCOMPARE(success(service.open()).viewpoint.login, u"authenticator"_s);
    QCOMPARE(usersSeen(), QStringList({u"ann"_s, u"ann"_s}));
}

// Nobody should believe that this is what ann sees.
void TestViewAsUser::roleThatSeesAll()
{
    TaskService &service = open(m_database->profile(u"authenticator"_s));
    service.viewAs(ViewAsUser{ann, u"service_role"_s});
    const auto source = await(service.open());
    QCOMPARE(outcomeOf(source), u"InvalidInput"_s);
    QVERIFY(source.error().message.startsWith(u"The role “service_role” bypasses row security"_s));
    QVERIFY(!service.source()->viewpoint.viewAs);
}

WATCHBILL_TEST(TestViewAsUser)

} // namespace tst_viewasuser

#include "tst_viewasuser.moc"
