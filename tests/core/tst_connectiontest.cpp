// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "check/connectiontest.h"

#include "connectionteststeps.h"
#include "people.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTest>

namespace tst_connectiontest {

using namespace Qt::StringLiterals;
using namespace watchbill;

using SetUp = TestDatabase::SetUp;
using State = ConnectionTestStep::State;

/// What a connection test finds on a server that lets it in.
class TestConnectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void begins();
    void allFine();
    void noTable();
    void faultyField();
    void noTaskTable();
    void missingColumns();
    void rowSecurity_data();
    void rowSecurity();
    void fallback();
    void noRights_data();
    void noRights();
    void kinds_data();
    void kinds();
    void indexes_data();
    void indexes();
    void trigger();
    void readOnly();
    void malformed();
    void reports();

private:
    TestDatabase &use(SetUp setUp);
    void executeEach(const QString &statements);

    std::unique_ptr<TestDatabase> m_database;
};

void TestConnectionTest::cleanup()
{
    m_database.reset();
}

TestDatabase &TestConnectionTest::use(SetUp setUp)
{
    m_database = std::make_unique<TestDatabase>(setUp);
    return *m_database;
}

// As a person would paste them: CONCURRENTLY allows no transaction around.
void TestConnectionTest::executeEach(const QString &statements)
{
    for (const QString &line : statements.split(u'\n'))
        m_database->execute(line);
}

void TestConnectionTest::begins()
{
    ConnectionTest test({});
    QCOMPARE(test.steps().size(), int(StepId::Push) + 1);
    for (int i = 0; i < test.steps().size(); ++i) {
        QCOMPARE(int(test.steps()[i].id), i);
        QCOMPARE(test.steps()[i].state, State::Waiting);
        QVERIFY(!test.steps()[i].title.isEmpty());
    }
    QVERIFY(!test.isRunning());
    test.cancel();
    QVERIFY(!test.wasCancelled());
}

void TestConnectionTest::allFine()
{
    const ConnectionProfile profile = use(SetUp::Reference).profile();
    const auto steps = stepsOf(profile);
    QCOMPARE(statesOf(steps),
             u"reach fine, encryption fine, login fine, role fine, table fine, columns fine, rights fine, "
             "indexes fine, pooler fine, primary fine, push fine"_s);
    VERIFY_SAYS(stepOf(steps, StepId::Encryption), u"local socket"_s);
    VERIFY_SAYS(stepOf(steps, StepId::Login),
                u"Logged in as watchbill to the database “%1”."_s.arg(m_database->name()));
    VERIFY_SAYS(stepOf(steps, StepId::Role), u"bypasses row security"_s);
    VERIFY_SAYS(stepOf(steps, StepId::Table), u"public.tasks is a table."_s);
    VERIFY_SAYS(stepOf(steps, StepId::Columns), u"created_at (timestamp with time zone)"_s);
    VERIFY_SAYS(stepOf(steps, StepId::Rights), u"can read, delete, change and create tasks."_s);
    VERIFY_SAYS(stepOf(steps, StepId::Pooler), u"direct connection"_s);
    VERIFY_SAYS(stepOf(steps, StepId::Primary), u"Primary, with PostgreSQL "_s);
}

void TestConnectionTest::noTable()
{
    ConnectionProfile profile = use(SetUp::Reference).profile();
    profile.table = u"tusks"_s;
    const auto steps = stepsOf(profile);
    QCOMPARE(statesOf(steps),
             u"reach fine, encryption fine, login fine, role fine, table failed, columns skipped, "
             "rights skipped, indexes skipped, pooler fine, primary fine, push fine"_s);
    VERIFY_SAYS(stepOf(steps, StepId::Table), u"There is no table public.tusks"_s);
    VERIFY_SAYS(stepOf(steps, StepId::Table), u"public.tasks"_s);
}

// Where a person can mend it, and the tables that could be meant.
void TestConnectionTest::faultyField()
{
    const auto fieldOf = [](const ConnectionProfile &profile) {
        ConnectionTest test(profile);
        test.start();
        complete(test);
        return test.faultyField();
    };
    ConnectionProfile profile = use(SetUp::Reference).profile();
    QVERIFY(!fieldOf(profile));
    profile.serviceRole = u"no_such_role"_s;
    QVERIFY(!fieldOf(profile)); // the regular role is used
    profile = m_database->profile();
    profile.connection += u" dbname=no_such_database"_s;
    QVERIFY(fieldOf(profile) == FormField::Database);
    profile = m_database->profile();
    profile.connection += u" user=no_such_user"_s;
    QVERIFY(fieldOf(profile) == FormField::User);
    profile.connection = u"host=127.0.0.1 port=1"_s;
    QVERIFY(fieldOf(profile) == FormField::Port);
    profile.connection = u"host=no-such-host.invalid"_s;
    QVERIFY(fieldOf(profile) == FormField::Host);
    profile = m_database->profile();
    profile.table = u"nothing"_s;
    ConnectionTest test(profile);
    test.start();
    complete(test);
    QVERIFY(test.faultyField() == FormField::Table);
    QVERIFY2(test.taskTables().contains(u"public.tasks"_s), qPrintable(test.taskTables().join(u' ')));
}

void TestConnectionTest::noTaskTable()
{
    TestDatabase &database = use(SetUp::Empty);
    database.execute(u"CREATE TABLE tasks (id uuid PRIMARY KEY, user_id uuid, type text)"_s);
    const auto steps = stepsOf(database.profile());
    QCOMPARE(statesOf(steps),
             u"reach fine, encryption fine, login fine, role fine, table fine, columns failed, "
             "rights skipped, indexes skipped, pooler fine, primary fine, push fine"_s);
    VERIFY_SAYS(stepOf(steps, StepId::Columns), u"it has no column status, created_at"_s);
}

void TestConnectionTest::missingColumns()
{
    TestDatabase &database = use(SetUp::Empty);
    database.execute(u"CREATE TABLE tasks (id bigint PRIMARY KEY, user_id text, type text, status text, "
                     "created_at timestamp, result_id uuid)"_s);
    const auto steps = stepsOf(database.profile());
    const ConnectionTestStep &columns = stepOf(steps, StepId::Columns);
    QCOMPARE(columns.state, State::Warning);
    VERIFY_SAYS(columns, u"id (bigint)"_s);
    VERIFY_SAYS(columns, u"Without updated_at, durations"_s);
    VERIFY_SAYS(columns, u"Without error_message, the errors of failed tasks are not shown"_s);
    VERIFY_SAYS(columns, u"Without metadata"_s);
    QVERIFY(!columns.sentence.contains(u"Without result_id"_s));
    VERIFY_SAYS(columns, u"Read as UTC, as the type has no time zone: created_at."_s);
}

void TestConnectionTest::rowSecurity_data()
{
    QTest::addColumn<QString>("login");
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("words");

    QTest::newRow("a user") << u"ann"_s << u""_s << u"warning"_s << u"Row security applies to this role"_s;
    QTest::newRow("service role") << u"authenticator"_s << u"service_role"_s << u"fine"_s
                                  << u"Uses the service role service_role with the login authenticator. "
                                     "This role bypasses row security"_s;
    QTest::newRow("role that is bound")
        << u"authenticator"_s << u"anon"_s << u"warning"_s << u"Row security applies to this role"_s;
    QTest::newRow("owner") << u"postgres"_s << u""_s << u"fine"_s << u"bypasses row security"_s;
}

void TestConnectionTest::rowSecurity()
{
    QFETCH(QString, login);
    QFETCH(QString, role);
    QFETCH(QString, words);
    people::settleIn(use(SetUp::Supabase));
    ConnectionProfile profile = m_database->profile(login);
    profile.serviceRole = role;
    const auto steps = stepsOf(profile);
    QTEST(toText(stepOf(steps, StepId::Role).state), "state");
    VERIFY_SAYS(stepOf(steps, StepId::Role), words);
}

void TestConnectionTest::fallback()
{
    people::settleIn(use(SetUp::Supabase));
    ConnectionProfile profile = m_database->profile(u"ann"_s);
    profile.serviceRole = u"service_role"_s;
    const ConnectionTestStep role = stepOf(stepsOf(profile), StepId::Role);
    QCOMPARE(role.state, State::Warning);
    VERIFY_SAYS(role, u"The service role service_role is not available, so you see what ann sees."_s);
    VERIFY_SAYS(role, u"Row security applies to this role"_s);
    QCOMPARE(role.advice, u"GRANT \"service_role\" TO \"ann\";"_s);

    m_database->execute(role.advice);
    QCOMPARE(stepOf(stepsOf(profile), StepId::Role).state, State::Fine);
    m_database->execute(u"REVOKE service_role FROM ann"_s); // roles are the whole server's
}

void TestConnectionTest::noRights_data()
{
    QTest::addColumn<QString>("granted");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("words");

    QTest::newRow("nothing") << u"SELECT 1"_s << u"failed"_s
                             << u"The role guest may not read public.tasks, so no tasks can be shown."_s;
    QTest::newRow("reading") << u"GRANT SELECT ON tasks TO guest"_s << u"warning"_s
                             << u"The role guest can read tasks, but not delete, change or create them."_s;
    QTest::newRow("no schema") << u"GRANT ALL ON tasks TO guest; REVOKE USAGE ON SCHEMA public FROM public"_s
                               << u"failed"_s << u"may not read"_s;
    QTest::newRow("marked as deleted")
        << u"ALTER TABLE tasks ADD deleted_at timestamptz; GRANT SELECT, DELETE ON tasks TO guest"_s
        << u"warning"_s << u"but not delete"_s;
}

void TestConnectionTest::noRights()
{
    QFETCH(QString, granted);
    QFETCH(QString, words);
    TestDatabase &database = use(SetUp::Reference);
    database.execute(u"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'guest') THEN "
                     "CREATE ROLE guest LOGIN; END IF; END $$"_s);
    database.execute(granted);
    const ConnectionTestStep rights = stepOf(stepsOf(database.profile(u"guest"_s)), StepId::Rights);
    QTEST(toText(rights.state), "before");
    VERIFY_SAYS(rights, words);
    database.execute(rights.advice);
    const ConnectionTestStep after = stepOf(stepsOf(database.profile(u"guest"_s)), StepId::Rights);
    QVERIFY(after.state != State::Failed);
    QVERIFY(after.sentence != rights.sentence);
}

void TestConnectionTest::kinds_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("indexes");

    QTest::newRow("view") << u"CREATE VIEW seen AS SELECT * FROM tasks"_s << u"public.seen is a view."_s
                          << u"no indexes of its own"_s;
    QTest::newRow("view that cannot be changed")
        << u"CREATE VIEW seen AS SELECT DISTINCT * FROM tasks"_s
        << u"public.seen is a view. It does not allow deletions"_s << u"no indexes of its own"_s;
    QTest::newRow("materialized view") << u"CREATE MATERIALIZED VIEW seen AS SELECT * FROM tasks"_s
                                       << u"as of its last refresh"_s << u"Not indexed: created_at"_s;
    QTest::newRow("partitioned") << u"CREATE TABLE seen (LIKE tasks) PARTITION BY RANGE (created_at); "
                                    "CREATE TABLE part PARTITION OF seen DEFAULT"_s
                                 << u"public.seen is a partitioned table."_s << u"Not indexed: created_at"_s;
}

void TestConnectionTest::kinds()
{
    QFETCH(QString, statement);
    QFETCH(QString, table);
    QFETCH(QString, indexes);
    use(SetUp::Reference).execute(statement);
    ConnectionProfile profile = m_database->profile();
    profile.table = u"seen"_s;
    const auto steps = stepsOf(profile);
    QCOMPARE(stepOf(steps, StepId::Table).state, State::Fine);
    VERIFY_SAYS(stepOf(steps, StepId::Table), table);
    VERIFY_SAYS(stepOf(steps, StepId::Indexes), indexes);
    const QString advice = stepOf(steps, StepId::Indexes).advice;
    QCOMPARE(advice.contains(u"CREATE INDEX "_s), !indexes.contains(u"of its own"_s));
    executeEach(advice);
    QVERIFY(!stepOf(stepsOf(profile), StepId::Indexes).sentence.contains(u"Not indexed: created_at"_s));
}

void TestConnectionTest::indexes_data()
{
    QTest::addColumn<double>("rows"); // as the planner knows them
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("words");

    QTest::newRow("small") << 1'000.0 << u"fine"_s << u"small enough not to need them"_s;
    QTest::newRow("large") << 1'000'000.0 << u"warning"_s << u"slow when it is large"_s;
    QTest::newRow("unknown") << -1.0 << u"warning"_s << u"slow when it is large"_s;
}

void TestConnectionTest::indexes()
{
    QFETCH(double, rows);
    QFETCH(QString, words);
    TestDatabase &database = use(SetUp::Supabase);
    database.execute(u"UPDATE pg_class SET reltuples = %1 WHERE oid = 'public.tasks'::regclass"_s.arg(rows));
    const ConnectionTestStep before = stepOf(stepsOf(database.profile()), StepId::Indexes);
    QTEST(toText(before.state), "state");
    VERIFY_SAYS(before, words);
    VERIFY_SAYS(before,
                u"Not indexed: created_at, updated_at, status, type, user_id, text in "
                "error_message."_s);
    QVERIFY2(before.advice.contains(
                 u"CREATE INDEX CONCURRENTLY ON \"public\".\"tasks\" (\"created_at\", \"id\");"_s),
             qPrintable(before.advice));

    executeEach(before.advice);
    const ConnectionTestStep after = stepOf(stepsOf(database.profile()), StepId::Indexes);
    QCOMPARE(after.state, State::Fine);
    QCOMPARE(after.advice, u""_s);
    VERIFY_SAYS(after,
                u"Fast at any size (indexed): created_at, updated_at, status, type, user_id, text "
                "in error_message."_s);
}

void TestConnectionTest::trigger()
{
    TestDatabase &database = use(SetUp::Reference);
    database.execute(u"CREATE SCHEMA \"odd one\"; ALTER TABLE tasks SET SCHEMA \"odd one\""_s);
    ConnectionProfile profile = database.profile();
    profile.schema = u"odd one"_s;
    const ConnectionTestStep before = stepOf(stepsOf(profile), StepId::Push);
    QCOMPARE(before.state, State::Fine);
    VERIFY_SAYS(before, u"this table has no trigger that sends them"_s);
    database.execute(before.advice);
    const ConnectionTestStep after = stepOf(stepsOf(profile), StepId::Push);
    VERIFY_SAYS(after, u"the table sends them: changes show at once"_s);
    QCOMPARE(after.advice, u""_s);
    database.execute(u"ALTER TABLE \"odd one\".tasks DISABLE TRIGGER watchbill_notify"_s);
    QCOMPARE(stepOf(stepsOf(profile), StepId::Push).sentence, before.sentence);
}

void TestConnectionTest::readOnly()
{
    TestDatabase &database = use(SetUp::Reference);
    database.execute(u"ALTER DATABASE \"%1\" SET default_transaction_read_only = on"_s.arg(database.name()));
    const auto steps = stepsOf(database.profile());
    VERIFY_SAYS(stepOf(steps, StepId::Rights), u"Refused here"_s);
    VERIFY_SAYS(stepOf(steps, StepId::Primary), u"read-only"_s);
}

void TestConnectionTest::malformed()
{
    ConnectionProfile profile;
    profile.connection = u"postgresql://:secret@["_s;
    ConnectionTest test(profile);
    test.start();
    QVERIFY(!test.isRunning());
    QCOMPARE(test.steps()[0].state, State::Failed);
    VERIFY_SAYS(test.steps()[0], u"This is not a PostgreSQL connection."_s);
    QVERIFY(!test.report().contains(u"secret"_s));
}

void TestConnectionTest::reports()
{
    ConnectionTest test(use(SetUp::Reference).profile());
    test.start();
    complete(test);
    const QString report = test.report();
    for (const ConnectionTestStep &step : test.steps()) {
        QVERIFY2(report.contains(step.title + u": OK. "_s + step.sentence), qPrintable(report));
        QVERIFY(step.advice.isEmpty() || report.contains(step.advice.section(u'\n', 0, 0)));
    }
}

WATCHBILL_TEST(TestConnectionTest)

} // namespace tst_connectiontest

#include "tst_connectiontest.moc"
