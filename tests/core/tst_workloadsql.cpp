// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "demo/privatecluster.h"
#include "demo/serverprograms.h"
#include "testcluster.h"
#include "testprogram.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

namespace tst_workloadsql {

using namespace Qt::StringLiterals;
using namespace watchbill;

// The scripts of resources/sql, each sent as a single query, as Watchbill sends them.
class TestWorkloadSql : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void scriptsRunAgain();
    void notifiesListeners();
    void fillsTheTimeUpToNow();
    void fillIsTheSameForASeed();
    void fillMixesStatuses();
    void largeFillKeepsTheIndexes();
    void fillRefusesNonsense();
    void stepLetsTasksArriveAndEnd();
    void stepKeepsToTheClock();
    void oneIsStuckFromTheStart();
    void stepLeavesStuckTasksAlone();

private:
    QString run(const QString &sql);
    void runScript(const QString &name);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<PrivateCluster> m_cluster;
    QString m_server;
    QString m_database;
    QString m_psql;
};

void TestWorkloadSql::initTestCase()
{
    const Result<QString> binaries = serverprograms::find();
    if (!binaries)
        QSKIP(qUtf8Printable(binaries.error().message));
    m_psql = QStandardPaths::findExecutable(u"psql"_s, {*binaries});
    if (m_psql.isEmpty())
        m_psql = u"psql"_s;

    m_folder = std::make_unique<QTemporaryDir>();
    // Where root runs this, the server's account has to get through.
    QVERIFY(QFile::setPermissions(m_folder->path(), QFile::Permissions(0x7711)));
    m_cluster = std::make_unique<PrivateCluster>(PrivateCluster::Options{m_folder->filePath(u"cluster"_s)});
    const Result<QString> connection = m_cluster->start();
    QVERIFY2(connection, qUtf8Printable(connection ? QString() : connection.error().message));
    m_server = *connection;
}

// A database for each test.
void TestWorkloadSql::init()
{
    const QString name = u"test_"_s + QString::fromLatin1(QTest::currentTestFunction()).toLower();
    m_database = m_server;
    run(u"CREATE DATABASE "_s + name);
    m_database = m_server + u" dbname="_s + name;
    runScript(u"schema"_s);
    runScript(u"workload"_s);
}

QString TestWorkloadSql::run(const QString &sql)
{
    QProcess process;
    process.start(
        m_psql,
        {u"-X"_s, u"-w"_s, u"-Atq"_s, u"-v"_s, u"ON_ERROR_STOP=1"_s, u"-d"_s, m_database, u"-c"_s, sql});
    process.waitForFinished(120'000);
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    return QString::fromUtf8(process.readAllStandardError()).trimmed();
}

void TestWorkloadSql::runScript(const QString &name)
{
    const QString output = run(readSql(name));
    QVERIFY2(!output.contains(u"ERROR"_s), qUtf8Printable(output));
}

void TestWorkloadSql::scriptsRunAgain()
{
    runScript(u"schema"_s);
    runScript(u"workload"_s);
    for (int i = 0; i < 2; ++i) {
        runScript(u"notify"_s);
        if (run(u"SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'"_s) == u"1"_s)
            runScript(u"search"_s);
    }
}

void TestWorkloadSql::notifiesListeners()
{
    runScript(u"notify"_s);
    const QString heard = run(u"LISTEN watchbill; INSERT INTO tasks (user_id, type) "
                              "SELECT gen_random_uuid(), 'concept_generation' FROM generate_series(1, 3)"_s);
    QCOMPARE(heard.count(u"Asynchronous notification \"watchbill\""_s), 1);
    QVERIFY2(heard.contains(u"payload \"{\"schema\" : \"public\", \"table\" : \"tasks\"}\""_s),
             qUtf8Printable(heard));
}

void TestWorkloadSql::fillsTheTimeUpToNow()
{
    run(u"SELECT watchbill_demo.fill(3000, '10 days')"_s);
    QCOMPARE(
        run(u"SELECT count(*), count(*) FILTER (WHERE created_at > clock_timestamp() OR updated_at > clock_timestamp()), "
            "count(*) FILTER (WHERE updated_at < created_at), "
            "min(created_at) BETWEEN now() - interval '10 days 1 hour' AND now() - interval '9 days', "
            "max(created_at) > now() - interval '1 minute' FROM tasks"_s),
        u"3000|0|0|t|t"_s);
    run(u"SELECT watchbill_demo.fill(7, '1 minute', 3)"_s);
    QCOMPARE(run(u"SELECT count(*) FROM tasks"_s), u"3007"_s);
    run(u"SELECT watchbill_demo.fill(0, '1 minute')"_s);
    QCOMPARE(run(u"SELECT count(*) FROM tasks"_s), u"3007"_s);
}

void TestWorkloadSql::fillIsTheSameForASeed()
{
    const QString fill =
        u"TRUNCATE tasks; SELECT setseed(0.25); SELECT watchbill_demo.fill(1000, '5 days'); "
        "SELECT md5(string_agg(concat_ws(';', id, user_id, type, status, result_id, error_message, metadata), ',' ORDER BY id)) "
        "FROM (SELECT * FROM tasks ORDER BY created_at LIMIT 600) AS history"_s;
    const QString first = run(fill).section(u'\n', -1);
    QCOMPARE(first.size(), 32);
    QCOMPARE(run(fill).section(u'\n', -1), first);
}

void TestWorkloadSql::fillMixesStatuses()
{
    run(u"SELECT setseed(0.5); SELECT watchbill_demo.fill(20000, '30 days')"_s);
    QCOMPARE(
        run(u"SELECT count(*) FILTER (WHERE status = 'completed') / 20000.0 BETWEEN 0.89 AND 0.96, "
            "count(*) FILTER (WHERE status = 'failed') / 20000.0 BETWEEN 0.04 AND 0.08, "
            "count(*) FILTER (WHERE status = 'canceled') / 20000.0 BETWEEN 0.005 AND 0.015, "
            "count(*) FILTER (WHERE status IN ('pending', 'processing')) BETWEEN 5 AND 150 FROM tasks"_s),
        u"t|t|t|t"_s);
    QCOMPARE(
        run(u"SELECT string_agg(type, ',') FROM (SELECT type FROM tasks GROUP BY 1 ORDER BY count(*) DESC) AS types"_s),
        u"concept_generation,concept_refinement,image_upscale"_s);
    // Active tasks are recent; a result belongs to what was completed, an error at least to what failed.
    QCOMPARE(
        run(u"SELECT count(*) FILTER (WHERE status IN ('pending', 'processing') AND created_at < now() - interval '2 hours'), "
            "count(*) FILTER (WHERE (status = 'completed') <> (result_id IS NOT NULL)), "
            "count(*) FILTER (WHERE status = 'failed' AND error_message IS NULL), "
            "count(*) FILTER (WHERE status = 'completed' AND error_message IS NOT NULL) > 50, "
            "count(*) FILTER (WHERE error_message ~ E'\\n'), "
            "count(*) FILTER (WHERE metadata IS NULL) > 100 FROM tasks"_s)
            .replace(QRegularExpression(u"\\|\\d{3}\\|"_s), u"|hundreds|"_s),
        u"0|0|0|t|hundreds|t"_s);
    QCOMPARE(
        run(u"SELECT count(*) FROM (SELECT user_id FROM tasks GROUP BY 1 HAVING count(*) > 1000) AS busy"_s)
                .toInt()
            >= 2,
        true);
}

void TestWorkloadSql::largeFillKeepsTheIndexes()
{
    const QString indexes =
        u"SELECT string_agg(indexdef, ';' ORDER BY indexname) FROM pg_indexes WHERE tablename = 'tasks'"_s;
    const QString before = run(indexes);
    QCOMPARE(before.count(u';') + 1, 7);
    run(u"SELECT watchbill_demo.fill(60000, '30 days')"_s);
    QCOMPARE(run(u"SELECT count(*) FROM tasks"_s), u"60000"_s);
    QCOMPARE(run(indexes), before);
    // Analysed, so that the planner's estimate is there at once.
    QVERIFY(std::abs(run(u"SELECT reltuples::bigint FROM pg_class WHERE relname = 'tasks'"_s).toInt() - 60000)
            < 3000);
}

void TestWorkloadSql::fillRefusesNonsense()
{
    QVERIFY(run(u"SELECT watchbill_demo.fill(-1, '1 day')"_s).contains(u"ERROR"_s));
    QVERIFY(run(u"SELECT watchbill_demo.fill(1, '0 days')"_s).contains(u"ERROR"_s));
    QVERIFY(run(u"SELECT watchbill_demo.fill(1, '1 day', 0)"_s).contains(u"ERROR"_s));
}

void TestWorkloadSql::stepLetsTasksArriveAndEnd()
{
    run(u"SELECT setseed(0.5); SELECT watchbill_demo.step(600)"_s);
    QCOMPARE(run(u"SELECT count(*) FROM tasks"_s), u"900"_s);
    QCOMPARE(
        run(u"SELECT string_agg(DISTINCT status, ',' ORDER BY status) FROM tasks WHERE status <> 'canceled'"_s),
        u"completed,failed,pending,processing"_s);
    QCOMPARE(
        run(u"SELECT count(*) FILTER (WHERE updated_at > clock_timestamp() OR updated_at < created_at), "
            "count(*) FILTER (WHERE status = 'completed' AND updated_at - created_at NOT BETWEEN interval '5 s' AND interval '46 s'), "
            "count(*) FILTER (WHERE (status = 'completed') <> (result_id IS NOT NULL)), "
            "count(*) FILTER (WHERE (status = 'failed') <> (error_message IS NOT NULL)) FROM tasks"_s),
        u"0|0|0|0"_s);
}

// What is due is done, and only that, however often it is asked.
void TestWorkloadSql::stepKeepsToTheClock()
{
    run(u"SELECT watchbill_demo.step(0.0)"_s);
    run(u"INSERT INTO tasks (id, user_id, type, created_at) VALUES "
        "('00000000-0000-4000-8000-000000000001', gen_random_uuid(), 'concept_generation', now() + interval '1 hour')"_s);
    run(u"SELECT watchbill_demo.step(0.0)"_s);
    QCOMPARE(run(u"SELECT status FROM tasks WHERE id = '00000000-0000-4000-8000-000000000001'"_s),
             u"pending"_s);
    run(u"UPDATE tasks SET created_at = now() - interval '1 hour'; SELECT watchbill_demo.step(0.0)"_s);
    QVERIFY(
        QStringList({u"completed"_s, u"failed"_s, u"canceled"_s})
            .contains(run(u"SELECT status FROM tasks WHERE id = '00000000-0000-4000-8000-000000000001'"_s)));
}

// Not only once the demo has run for half an hour.
void TestWorkloadSql::oneIsStuckFromTheStart()
{
    run(u"SELECT watchbill_demo.fill(600, interval '2 days')"_s);
    QCOMPARE(run(u"SELECT count(*) FROM tasks"_s), u"600"_s);
    const QString stuck =
        u"SELECT count(*) FROM tasks WHERE status = 'processing' AND updated_at < now() - interval '30 min'"_s;
    QVERIFY2(run(stuck).toInt() >= 1, qPrintable(run(stuck)));
    run(u"SELECT watchbill_demo.step(0.0)"_s);
    QVERIFY2(run(stuck).toInt() >= 1, qPrintable(run(stuck)));
}

void TestWorkloadSql::stepLeavesStuckTasksAlone()
{
    run(u"INSERT INTO tasks (user_id, type, created_at) SELECT gen_random_uuid(), 'concept_generation', "
        "now() - interval '1 day' FROM generate_series(1, 6000)"_s);
    run(u"SELECT watchbill_demo.step(0.0)"_s);
    const int stuck = run(u"SELECT count(*) FROM tasks WHERE status = 'processing'"_s).toInt();
    QVERIFY2(stuck > 10 && stuck < 100, qPrintable(QString::number(stuck))); // 40 of 6,000 are expected
    QCOMPARE(run(u"SELECT count(*) FROM tasks WHERE status = 'pending'"_s), u"0"_s);
}

WATCHBILL_TEST(TestWorkloadSql)

} // namespace tst_workloadsql

#include "tst_workloadsql.moc"
