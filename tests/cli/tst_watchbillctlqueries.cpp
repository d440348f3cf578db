// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "testprogram.h"
#include "testserver.h"
#include "watchbillctlprocess.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

namespace tst_watchbillctlqueries {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// Tasks found by a query, and written to files.
class TestWatchbillctlQueries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void lists_data();
    void lists();
    void remarks();
    void explains();
    void counts();
    void exports_data();
    void exports();
    void refuses_data();
    void refuses();
    void cannotSort();
    void helpTellsAll();

private:
    Finished run(const QStringList &arguments) const { return watchbillctl(*m_database, arguments); }

    std::unique_ptr<TestDatabase> m_database;
    QTemporaryDir m_folder;
};

void TestWatchbillctlQueries::initTestCase()
{
    m_database = std::make_unique<TestDatabase>();
    m_database->execute(
        u"CREATE TABLE tasks (id int PRIMARY KEY, user_id text, type text, status text, error_message text, metadata jsonb, "
        "created_at timestamptz, updated_at timestamptz); INSERT INTO tasks VALUES "
        "(1, 'ann', 'image', 'failed', 'Rate limit', '{\"model\": \"xl\"}', now() - interval '1 h', now()), "
        "(2, 'ann', 'image', 'completed', NULL, '{\"model\": \"xl\"}', now() - interval '3 h', now()), "
        "(3, 'bob', 'text', 'failed', 'timeout', NULL, now() - interval '3 days', now()); ANALYZE tasks"_s);
}

void TestWatchbillctlQueries::cleanupTestCase()
{
    m_database.reset();
}

void TestWatchbillctlQueries::lists_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("ids");

    QTest::newRow("query") << QStringList{u"--where"_s, u"status:failed created:2h"_s} << u"1"_s;
    QTest::newRow("metadata") << QStringList{u"--where"_s, u"meta.model:xl"_s} << u"1,2"_s;
    QTest::newRow("with the other options")
        << QStringList{u"--status"_s, u"failed"_s, u"--text"_s, u"i"_s, u"--where"_s, u"-user:ann"_s}
        << u"3"_s;
    QTest::newRow("both ask for a status")
        << QStringList{u"--status"_s, u"failed"_s, u"--where"_s, u"status:completed"_s} << QString();
    QTest::newRow("begins with a dash") << QStringList{u"--where=-status:failed"_s} << u"2"_s;
    QTest::newRow("twice") << QStringList{u"--where"_s, u"status:failed OR status:completed"_s, u"--where"_s,
                                          u"user:bob"_s}
                           << u"3"_s;
    QTest::newRow("sort") << QStringList{u"--sort"_s, u"-duration"_s} << u"3,2,1"_s;
    QTest::newRow("sort as one word") << QStringList{u"--where=user:ann"_s, u"--sort=created"_s} << u"2,1"_s;
    QTest::newRow("nothing asked") << QStringList{u"--where"_s, u""_s} << u"1,2,3"_s;
}

void TestWatchbillctlQueries::lists()
{
    QFETCH(QStringList, options);
    const Finished listed = run(QStringList{u"list"_s} + options);
    QVERIFY2(listed.status == 0, listed.messages.constData());
    QStringList ids;
    for (const QJsonValue &task : listed.list())
        ids += task.toObject().value("id"_L1).toString();
    QTEST(ids.join(u','), "ids");
}

// What may be meant otherwise, and what is slow, is said beside the list.
void TestWatchbillctlQueries::remarks()
{
    const Finished doubtful = run({u"list"_s, u"--where"_s, u"status:failed or type:image"_s});
    QCOMPARE(doubtful.status, 0);
    QVERIFY2(doubtful.messages.contains("“or” is searched as a word; write OR to match either term."),
             doubtful.messages.constData());
    m_database->execute(u"UPDATE pg_class SET reltuples = 1000000 WHERE oid = 'tasks'::regclass"_s);
    const Finished slow = run({u"list"_s, u"--where"_s, u"meta.model:xl"_s});
    QVERIFY2(
        slow.messages.contains("No index supports meta.model:xl, so the server may read every task.")
            && slow.messages.contains(
                "CREATE INDEX CONCURRENTLY ON \"public\".\"tasks\" USING gin (\"metadata\" jsonb_path_ops);"),
        slow.messages.constData());
    m_database->analyze(u"tasks"_s);
}

void TestWatchbillctlQueries::explains()
{
    const Finished explained = run({u"explain"_s, u"--where"_s, u"error:timeout"_s});
    QCOMPARE(explained.status, 0);
    QVERIFY2(explained.output.startsWith("Most of the time goes to: ")
                 && explained.output.contains("Seq Scan on tasks  (cost="),
             explained.output.constData());
    const Finished analyzed = run({u"explain"_s, u"--analyze"_s, u"--format"_s, u"json"_s});
    QCOMPARE(analyzed.status, 0);
    QVERIFY2(analyzed.list().first().toObject().contains("Execution Time"_L1), analyzed.output.constData());
    QCOMPARE(run({u"explain"_s, u"--format"_s, u"csv"_s}).status, 2);
}

void TestWatchbillctlQueries::counts()
{
    const Finished counted =
        run({u"counts"_s, u"--format"_s, u"csv"_s, u"--where"_s, u"status:failed type:image"_s});
    QCOMPARE(counted.status, 0);
    QVERIFY2(counted.output.contains("failed,1,exact") && !counted.output.contains("completed,1"),
             counted.output.constData());
}

void TestWatchbillctlQueries::exports_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("beginning");
    QTest::newRow("CSV") << u"tasks.csv"_s << QByteArray("id,user_id,type,status,");
    QTest::newRow("JSON") << u"tasks.json"_s << QByteArray("[");
    QTest::newRow("JSON Lines") << u"tasks.JSONL"_s << QByteArray("{\"id\":");
}

void TestWatchbillctlQueries::exports()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, beginning);
    const QString path = m_folder.filePath(file);
    const Finished exported =
        run({u"export"_s, path, u"--where"_s, u"error:/rate.?limit/ OR error:timeout"_s});
    QVERIFY2(exported.status == 0, exported.messages.constData());
    QCOMPARE(exported.output, QByteArray("2\n"));
    QFile written(path);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray text = written.readAll();
    QVERIFY2(text.startsWith(beginning) && text.contains("Rate limit") && text.contains("timeout"),
             text.constData());
}

void TestWatchbillctlQueries::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("words");

    QTest::newRow("not a field")
        << QStringList{u"list"_s, u"--where"_s, u"a stauts:x"_s}
        << QByteArray("--where cannot be read: “stauts” is not a field; did you mean status? The error "
                      "is at character 3, “stauts:x”.");
    QTest::newRow("no sort") << QStringList{u"list"_s, u"--sort"_s, u"cost"_s}
                             << QByteArray("--sort cannot be read: “cost” is not a sort field. Use one of "
                                           "created, updated, ");
    QTest::newRow("sort of a file") << QStringList{u"export"_s, u"a.csv"_s, u"--sort=created"_s}
                                    << QByteArray("The command export has no option --sort.");
    QTest::newRow("no time zone") << QStringList{u"list"_s, u"--time-zone"_s, u"Mars/Base"_s}
                                  << QByteArray("Unknown time zone “Mars/Base”.");
    QTest::newRow("ends too early") << QStringList{u"list"_s, u"--where"_s, u"status:"_s}
                                    << QByteArray("The error is at the end of the query.");
    QTest::newRow("a pattern that the server refuses") << QStringList{u"list"_s, u"--where"_s, u"error:/(/"_s}
                                                       << QByteArray("The server cannot use the value “(”");
    QTest::newRow("a file of another kind")
        << QStringList{u"export"_s, u"tasks.xls"_s} << QByteArray("must end with .csv, .json or .jsonl");
    QTest::newRow("a folder that is not there")
        << QStringList{u"export"_s, u"/nowhere/tasks.csv"_s} << QByteArray("/nowhere/tasks.csv");
}

void TestWatchbillctlQueries::refuses()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, words);
    const Finished refused = run(arguments);
    QCOMPARE(refused.status, 2);
    QCOMPARE(refused.output, QByteArray());
    QVERIFY2(refused.hasOneMessage() && refused.messages.contains(words), refused.messages.constData());
}

// What only the table can tell.
void TestWatchbillctlQueries::cannotSort()
{
    const Finished missing = run({u"list"_s, u"--sort=result"_s});
    QCOMPARE(missing.status, 1);
    QVERIFY2(missing.messages.contains("The table cannot be sorted by that column."),
             missing.messages.constData());
    const Finished key = run({u"list"_s, u"--sort=-meta.model"_s});
    QCOMPARE(key.status, 1);
    QVERIFY2(key.messages.contains(
                 "The table cannot be sorted by meta.model: it has no B-tree index that begins with it."),
             key.messages.constData());
    m_database->execute(u"CREATE INDEX models ON tasks ((metadata ->> 'model'), id)"_s);
    const Finished sorted = run({u"list"_s, u"--sort=-meta.model"_s});
    QCOMPARE(sorted.status, 0);
    QCOMPARE(sorted.list().at(0).toObject().value("id"_L1).toString(), u"3"_s); // it has none
    m_database->execute(u"DROP INDEX models"_s);
}

void TestWatchbillctlQueries::helpTellsAll()
{
    const QByteArray help = run({u"--help"_s}).output;
    for (const char *word :
         {"--where", "--sort", "status:failed,processing", "meta.retries:>3", "is:stuck", "FROM..UNTIL"})
        QVERIFY2(help.contains(word), word);
}

WATCHBILL_TEST(TestWatchbillctlQueries)

} // namespace tst_watchbillctlqueries

#include "tst_watchbillctlqueries.moc"
