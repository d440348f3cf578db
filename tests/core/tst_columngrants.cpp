// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/tasksource.h"

#include "connectionteststeps.h"
#include "deletionrun.h"
#include "outcome.h"
#include "requests.h"
#include "service/taskservice.h"
#include "source/obstacles.h"
#include "source/sourcesentences.h"
#include "testprogram.h"
#include "testserver.h"
#include "write/runs.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace tst_columngrants {

using namespace Qt::StringLiterals;
using namespace watchbill;
using namespace watchbill::requests;

using State = ConnectionTestStep::State;

/// A role that may read some of the columns, or not all of the catalogue.
class TestColumnGrants : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_database.reset(); }

    void readsWhatIsGranted_data();
    void readsWhatIsGranted();
    void refusesWithoutARequiredColumn();
    void neverRemovesWhereItCannotMark();
    void withoutTheCatalogueOfRoles();
    void withoutStatistics();

private:
    ConnectionProfile profile(const QString &table, const QString &user) const
    {
        ConnectionProfile profile = m_database->profile(user);
        profile.table = table;
        return profile;
    }

    std::unique_ptr<TestDatabase> m_database;
};

void TestColumnGrants::initTestCase()
{
    m_database = std::make_unique<TestDatabase>();
    m_database->execute(
        u"CREATE TABLE granted (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), user_id uuid, type text, status text, "
        "created_at timestamptz DEFAULT now(), updated_at timestamptz DEFAULT now(), result_id uuid, "
        "error_message text, metadata jsonb, secret text);"
        "INSERT INTO granted (user_id, type, status, error_message, metadata, secret) SELECT "
        "'11111111-1111-4111-8111-111111111111', 'import', 'failed', 'boom', '{\"a\":1}', 's3cret' "
        "FROM generate_series(1, 3);"
        "CREATE TABLE marked (LIKE granted INCLUDING ALL, deleted_at timestamptz);"
        "INSERT INTO marked SELECT * FROM granted;"
        "CREATE ROLE every LOGIN; CREATE ROLE nometa LOGIN; CREATE ROLE nostatus LOGIN;"
        "GRANT SELECT (id, user_id, type, status, created_at, updated_at, result_id, error_message, metadata), "
        "DELETE ON granted TO every;"
        "GRANT SELECT (id, user_id, type, status, created_at, updated_at, result_id, error_message), DELETE "
        "ON granted, marked TO nometa;"
        "GRANT SELECT (id, user_id, type, created_at) ON granted TO nostatus"_s);
}

void TestColumnGrants::readsWhatIsGranted_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QStringList>("withheld");

    QTest::newRow("all") << u"every"_s << QStringList();
    QTest::newRow("all but metadata") << u"nometa"_s << QStringList{u"metadata"_s};
}

void TestColumnGrants::readsWhatIsGranted()
{
    QFETCH(QString, user);
    QFETCH(QStringList, withheld);
    TaskService service(profile(u"granted"_s, user));
    const TaskSource source = success(service.open());
    QCOMPARE(source.withheldColumns, withheld);
    QVERIFY(source.maySelect);
    QCOMPARE(obstacleToDeleting(source), Obstacle::None);

    const auto rows = success(service.page(pageOf(withText(u"boom"_s)))).rows;
    QVERIFY(!rows.isEmpty());
    const Task task = success(service.getTask(rows.first().task.id));
    QCOMPARE(task.errorMessage, u"boom"_s);
    QCOMPARE(task.metadata.has_value(), withheld.isEmpty());
    QCOMPARE(success(service.countsByStatus({})).total().value, rows.size());
    QCOMPARE(success(service.typesInUse()).values, QStringList{u"import"_s});
    const QTemporaryDir folder;
    ExportRequest request;
    request.path = folder.filePath(u"tasks.csv"_s);
    QCOMPARE(success(service.exportTasks(request, std::make_shared<ExportProgress>())), rows.size());
    QFile file(request.path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("s3cret"));

    const auto steps = stepsOf(profile(u"granted"_s, user));
    QCOMPARE(stepOf(steps, StepId::Table).state, State::Fine);
    VERIFY_SAYS(stepOf(steps, StepId::Rights),
                u"can read and delete tasks, but not change or create them."_s);
    QCOMPARE(stepOf(steps, StepId::Columns).state, withheld.isEmpty() ? State::Fine : State::Warning);
    for (const QString &column : withheld)
        VERIFY_SAYS(stepOf(steps, StepId::Columns),
                    u"may not read these columns of public.granted: %1."_s.arg(column));

    VERIFY_SAYS(stepOf(steps, StepId::Rights), u"does not restore columns that this role may not read"_s);
    QVERIFY(sourcesentences::doubtOfDeletion(source).endsWith(
        (withheld + QStringList(u"secret"_s)).join(u", "_s) + u'.'));

    QVERIFY(!source.hasPlaces); // the system columns are not granted
    const QTemporaryDir journal;
    Runs runs(service, journal.filePath(u"journal.sqlite"_s));
    const auto control = std::make_shared<RunControl>();
    const ConfirmedTasks collected = success(runs.collect({}, control));
    QCOMPARE(collected.count(), rows.size());
    const Run deleted = success(runs.start({{}, collected, {}}, control));
    QCOMPARE(summaryOf(deleted), u"done: done %1"_s.arg(rows.size()));
    m_database->execute(u"INSERT INTO granted (user_id, type, status, error_message) SELECT "
                        "'11111111-1111-4111-8111-111111111111', 'import', 'failed', 'boom' "
                        "FROM generate_series(1, 3)"_s);
    const auto again = success(service.page(pageOf(withText(u"boom"_s)))).rows;
    QCOMPARE(DeletionRun(service, {again.first().task}).summary(), u"done: done 1"_s);
    m_database->execute(u"INSERT INTO granted (user_id, type, status, error_message) VALUES "
                        "('11111111-1111-4111-8111-111111111111', 'import', 'failed', 'boom')"_s);
}

void TestColumnGrants::refusesWithoutARequiredColumn()
{
    TaskService service(profile(u"granted"_s, u"nostatus"_s));
    const auto opened = await(service.open());
    QCOMPARE(outcomeOf(opened), u"PermissionDenied"_s);
    QVERIFY2(opened.error().message.contains(u"may not read status in public.granted"_s), wordsOf(opened));
    QCOMPARE(stepOf(stepsOf(profile(u"granted"_s, u"nostatus"_s)), StepId::Columns).state, State::Failed);
}

void TestColumnGrants::neverRemovesWhereItCannotMark()
{
    TaskService service(profile(u"marked"_s, u"nometa"_s));
    const TaskSource source = success(service.open());
    QVERIFY(source.withheldColumns.contains(u"deleted_at"_s));
    QCOMPARE(obstacleToDeleting(source), Obstacle::Right);
}

void TestColumnGrants::withoutTheCatalogueOfRoles()
{
    m_database->execute(u"REVOKE SELECT ON pg_catalog.pg_roles FROM PUBLIC"_s);
    TaskService service(profile(u"granted"_s, u"every"_s));
    const auto source = await(service.open());
    m_database->execute(u"GRANT SELECT ON pg_catalog.pg_roles TO PUBLIC"_s);
    VERIFY_FINE(source);
    QVERIFY(!source->viewpoint.bypassesRowSecurity);
    QVERIFY(!source->viewpoint.rowSecurityActive);
    QVERIFY(!success(service.page({})).rows.isEmpty());
}

void TestColumnGrants::withoutStatistics()
{
    m_database->execute(u"REVOKE SELECT ON pg_catalog.pg_stats FROM PUBLIC"_s);
    TaskService service(profile(u"granted"_s, u"every"_s));
    success(service.open());
    const auto users = await(service.busiestUsers());
    const auto page = await(service.page({}));
    const auto counts = await(service.countsByStatus({}));
    m_database->execute(u"GRANT SELECT ON pg_catalog.pg_stats TO PUBLIC"_s);
    QCOMPARE(outcomeOf(users), u"PermissionDenied"_s);
    VERIFY_FINE(page);
    VERIFY_FINE(counts);
}

WATCHBILL_TEST(TestColumnGrants)

} // namespace tst_columngrants

#include "tst_columngrants.moc"
