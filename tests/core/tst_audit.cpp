// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "directconnection.h"
#include "outcome.h"
#include "service/taskservice.h"
#include "singlechanges.h"
#include "source/sourcesentences.h"
#include "testprogram.h"
#include "testserver.h"
#include "write/runs.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace tst_audit {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

RunAction toFailed(const QString &error = {})
{
    RunAction action;
    action.kind = RunAction::Kind::SetStatus;
    action.status = TaskStatus(TaskStatus::Kind::Failed);
    if (!error.isNull())
        action.errorMessage = error;
    return action;
}

QString audit()
{
    QFile file(u":/sql/audit.sql"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("there is no audit.sql");
    return QString::fromUtf8(file.readAll());
}

} // namespace

/// The table of resources/sql/audit.sql.
class TestAudit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void cleanupTestCase();
    void recordsEachChange();
    void recordsSingleChanges();
    void oneLineForEachTransaction();
    void nothingChangedIsNotRecorded();
    void isMadeMeanwhile();
    void canBeRunAgain();
    void withoutTheRightNothingIsChanged();
    void rolesCanOnlyAdd();
    void holdsAnyWords();

private:
    void makeAudit() { m_database->execute(audit()); }
    TaskService &open(const QString &user = {});
    Run run(const RunAction &action, const QString &query = u"a test"_s);
    QStringList lines();

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
    std::unique_ptr<QTemporaryDir> m_folder;
    RunControlPointer m_control;
};

void TestAudit::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_control = std::make_shared<RunControl>();
    m_database = std::make_unique<TestDatabase>();
    m_database->execute(
        u"CREATE TABLE tasks (id int PRIMARY KEY, user_id text, type text, status text, error_message text, "
        "metadata jsonb, created_at timestamptz, updated_at timestamptz);"
        "INSERT INTO tasks SELECT i, 'ann', 'render', 'pending', NULL, NULL, now(), now() "
        "FROM generate_series(1, 3) i"_s);
}

void TestAudit::cleanup()
{
    m_service.reset();
}

void TestAudit::cleanupTestCase()
{
    m_database.reset();
}

TaskService &TestAudit::open(const QString &user)
{
    m_service = std::make_unique<TaskService>(m_database->profile(user));
    success(m_service->open());
    return *m_service;
}

Run TestAudit::run(const RunAction &action, const QString &query)
{
    const Runs runs(*m_service, m_folder->filePath(u"journal.sqlite"_s));
    return success(runs.start({action, success(runs.collect({}, m_control)), query}, m_control));
}

QStringList TestAudit::lines()
{
    QStringList lines;
    for (const QStringList &line : m_database->execute(
             u"SELECT kind, relation, tasks, asked, query, coalesce(details, '-'), undoes IS NOT NULL, "
             "login = session_user AND role = current_user, now() - at < interval '1 minute' "
             "FROM watchbill_audit ORDER BY at, ctid"_s))
        lines += line.join(u' ');
    return lines;
}

void TestAudit::recordsEachChange()
{
    makeAudit();
    m_database->execute(
        u"CREATE SEQUENCE ids START 10; ALTER TABLE tasks ALTER id SET DEFAULT nextval('ids')"_s);
    open();
    run(toFailed(u"gave up"_s), u"status:pending"_s);
    const Run deletion = run({}, u"all"_s);
    QCOMPARE(deletion.rows.value(RowState::Done), 3);
    success(Runs(*m_service, m_folder->filePath(u"journal.sqlite"_s)).undo(deletion.number, m_control));
    RunAction again;
    again.kind = RunAction::Kind::RunAgain;
    QCOMPARE(run(again).rows.value(RowState::Done), 3);
    QCOMPARE(
        lines(),
        (QStringList{
            u"set-status public.tasks 3 3 status:pending {\"error\":\"gave up\",\"status\":\"failed\"} f t t"_s,
            u"delete public.tasks 3 3 all - f t t"_s, u"undo public.tasks 3 3 all - t t t"_s,
            u"rerun public.tasks 3 3 a test - f t t"_s}));
    QCOMPARE(m_database->value(u"SELECT count(DISTINCT run) FROM watchbill_audit"_s), u"4"_s);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM watchbill_audit u JOIN watchbill_audit d ON "
                               "u.undoes = d.run WHERE d.kind = 'delete'"_s),
             u"1"_s);
}

void TestAudit::recordsSingleChanges()
{
    makeAudit();
    open();
    const Runs runs(*m_service, m_folder->filePath(u"journal.sqlite"_s));
    success(runs.change(NewTask{UserId(u"ann"_s), u"render"_s, {}, TaskId(u"7"_s)}, m_control));
    success(runs.change(NamedChange{toFailed(), TaskName(TaskId(u"2"_s))}, m_control));
    success(runs.change(NamedChange{{}, TaskName(TaskId(u"2"_s)), TaskOwner{UserId(u"ann"_s)}}, m_control));
    success(runs.change(NamedChange{{}, TaskName(TaskId(u"2"_s)), TaskOwner{UserId(u"ann"_s)}}, m_control));
    QCOMPARE(lines(),
             (QStringList{u"create public.tasks 1 1 id:7 {\"type\":\"render\",\"user\":\"ann\"} f t t"_s,
                          u"set-status public.tasks 1 1 id:2 {\"status\":\"failed\"} f t t"_s,
                          u"delete public.tasks 1 1 id:2 - f t t"_s}));
}

void TestAudit::oneLineForEachTransaction()
{
    makeAudit();
    m_database->execute(u"INSERT INTO tasks SELECT i, 'ann', 'render', 'pending', NULL, NULL, now(), now() "
                        "FROM generate_series(4, 2500) i"_s);
    open();
    run({});
    QCOMPARE(
        m_database->value(u"SELECT sum(tasks) || ' ' || max(asked) || ' ' || count(DISTINCT run) || ' ' || "
                          "(count(*) > 1) || ' ' || (count(*) = count(DISTINCT at)) FROM watchbill_audit"_s),
        u"2500 2500 1 true true"_s);
}

void TestAudit::nothingChangedIsNotRecorded()
{
    makeAudit();
    open();
    const Runs runs(*m_service, m_folder->filePath(u"journal.sqlite"_s));
    const auto tasks = success(runs.collect({}, m_control));
    m_database->execute(
        u"UPDATE tasks SET status = 'completed' WHERE id = 1; DELETE FROM tasks WHERE id = 2"_s);
    success(runs.start({{}, tasks, u"a test"_s}, m_control));
    QCOMPARE(lines(), QStringList{u"delete public.tasks 1 3 a test - f t t"_s});
    success(runs.start({{}, tasks, u"a test"_s}, m_control));
    QCOMPARE(lines().size(), 1);
}

// As long as the window has been open.
void TestAudit::isMadeMeanwhile()
{
    open();
    run(toFailed());
    makeAudit();
    QCOMPARE(run({}).rows.value(RowState::Done), 3);
    QCOMPARE(lines(), QStringList{u"delete public.tasks 3 3 a test - f t t"_s});
}

void TestAudit::canBeRunAgain()
{
    makeAudit();
    open();
    run(toFailed());
    makeAudit();
    QCOMPARE(lines().size(), 1);
}

void TestAudit::withoutTheRightNothingIsChanged()
{
    makeAudit();
    m_database->execute(u"CREATE ROLE auditless LOGIN; GRANT ALL ON tasks TO auditless"_s);
    const auto dropRole =
        qScopeGuard([this] { m_database->execute(u"DROP OWNED BY auditless; DROP ROLE auditless"_s); });
    open(u"auditless"_s);
    const TaskSource source = success(m_service->open());
    const QString sentence =
        u"Changes are recorded in public.watchbill_audit, and the role auditless may not add to it. "
        "Its owner can grant INSERT on it."_s;
    QCOMPARE(sourcesentences::obstacleToDeleting(source), sentence);
    QCOMPARE(sourcesentences::obstacleToSettingStatus(source), sentence);
    QCOMPARE(sourcesentences::obstacleToCreating(source), sentence);
    QCOMPARE(run({}).rows.value(RowState::Done), 0);
    const auto single = await(setStatus(*m_service, TaskId(u"1"_s), TaskStatus::Kind::Failed));
    QCOMPARE(outcomeOf(single), u"PermissionDenied"_s);
    QCOMPARE(single.error().message, sentence);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks WHERE status = 'pending'"_s), u"3"_s);
    m_service.reset();
}

void TestAudit::rolesCanOnlyAdd()
{
    m_database->execute(u"CREATE ROLE recorder LOGIN; GRANT ALL ON tasks TO recorder;"
                        "ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO recorder"_s); // as Supabase has it
    const auto dropRole = qScopeGuard([this] {
        m_database->execute(u"ALTER DEFAULT PRIVILEGES REVOKE ALL ON TABLES FROM recorder;"
                            "DROP OWNED BY recorder; DROP ROLE recorder"_s);
    });
    makeAudit();
    open(u"recorder"_s);
    QCOMPARE(run({}).rows.value(RowState::Done), 3);
    QCOMPARE(m_database->value(u"SELECT string_agg(login || ' ' || role, ',') FROM watchbill_audit"_s),
             u"recorder recorder"_s);
    for (const QString &right : {u"SELECT"_s, u"UPDATE"_s, u"DELETE"_s, u"TRUNCATE"_s})
        QCOMPARE(m_database->value(
                     u"SELECT has_table_privilege('recorder', 'watchbill_audit', '%1')"_s.arg(right)),
                 u"f"_s);
    QCOMPARE(
        m_database->value(u"SELECT has_column_privilege('recorder', 'watchbill_audit', 'login', 'INSERT')"_s),
        u"f"_s);
    m_service.reset();
}

// A database of another encoding is no reason to refuse a change.
void TestAudit::holdsAnyWords()
{
    m_database->execute(u"CREATE DATABASE audited ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"_s);
    ConnectionProfile profile;
    profile.connection = m_database->connection().replace(m_database->name(), u"audited"_s);
    {
        DirectConnection direct(profile.connection);
        direct.execute(
            u"CREATE TABLE tasks (id int PRIMARY KEY, user_id text, type text, status text, "
            "created_at timestamptz); INSERT INTO tasks VALUES (1, 'ann', 'render', 'pending', now())"_s);
        direct.execute(audit());
        m_service = std::make_unique<TaskService>(profile);
        success(m_service->open());
        QCOMPARE(run({}, u"“né” 生"_s).rows.value(RowState::Done), 1);
        QCOMPARE(direct.value(u"SELECT query FROM watchbill_audit"_s), u"\\u201cn\\u00e9\\u201d \\u751f"_s);
    }
    m_service.reset();
    m_database->execute(u"DROP DATABASE audited WITH (FORCE)"_s);
}

WATCHBILL_TEST(TestAudit)

} // namespace tst_audit

#include "tst_audit.moc"
