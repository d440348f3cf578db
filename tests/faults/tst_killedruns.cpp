// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "builtprograms.h"
#include "journal/journal.h"
#include "testprogram.h"
#include "watchbillctlprocess.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>

namespace tst_killedruns {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

constexpr int tasks = 2'400; // in three transactions or more
constexpr int longest = 60'000; // milliseconds
constexpr int parts = 5;
constexpr int momentsOfPart = 5;

} // namespace

/// The program is killed while it deletes or puts back, at random moments. Whatever the moment: table and journal together
/// have every task exactly once, and an undo brings all of them back as they were.
///
/// It takes a minute, as each of the fifty moments takes three programs, and the few that matter, between a change's
/// being written down, made final and noted as such, are met only by many.
class TestKilledRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void killed_data();
    void killed();

private:
    QStringList arguments(const QStringList &command) const;
    Finished run(const QStringList &command);
    qint64 killAtRandom(const QStringList &command, qint64 usual);
    qint64 lastRun() const;
    QString rows();
    void checkEveryTaskIsOnce(qint64 deletion);

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<QTemporaryDir> m_data;
    QRandomGenerator m_random{20261128};
    QString m_before;
    QMap<QString, int> m_met; // how often the program was killed when
};

void TestKilledRuns::initTestCase()
{
    m_database = std::make_unique<TestDatabase>();
    m_data = std::make_unique<QTemporaryDir>();
    m_database->execute(
        u"CREATE TABLE tasks (id bigint PRIMARY KEY, user_id text, type text, status text, error_message text, "
        "metadata jsonb, created_at timestamptz, updated_at timestamptz, exact numeric); INSERT INTO tasks SELECT n, "
        "'u' || n % 7, 't', 'failed', 'e' || n, jsonb_build_object('n', n), '2026-01-01', '2026-01-02', n / 7.0 "
        "FROM generate_series(1, %1) n"_s.arg(tasks));
    m_before = rows();
}

void TestKilledRuns::cleanupTestCase()
{
    qInfo("killed when: %s", qPrintable([this] {
              QStringList all;
              for (auto state = m_met.cbegin(); state != m_met.cend(); ++state)
                  all += u"%1 %2"_s.arg(QString::number(state.value()), state.key());
              return all.join(", "_L1);
          }()));
    m_database.reset();
}

QStringList TestKilledRuns::arguments(const QStringList &command) const
{
    return QStringList{u"--connection"_s, m_database->connection()} + command;
}

Finished TestKilledRuns::run(const QStringList &command)
{
    return watchbillctl(arguments(command), {{{u"XDG_DATA_HOME"_s, m_data->path()}}, {}});
}

QString TestKilledRuns::rows()
{
    return m_database->value(
        u"SELECT coalesce(string_agg(to_jsonb(t)::text, E'\\n' ORDER BY id), '') FROM tasks t"_s);
}

qint64 TestKilledRuns::lastRun() const
{
    const auto journal = Journal::open(m_data->filePath(u"watchbill/journal.sqlite"_s));
    const auto runs = journal ? (*journal)->runs({{}, 1}) : Failure(journal.error());
    return runs && !runs->isEmpty() ? runs->first().number : 0;
}

// The moment is random between the run's line in the journal, before which there is nothing to break, and a little after
// `usual` milliseconds; 0: it is not killed. The milliseconds that it was at it.
qint64 TestKilledRuns::killAtRandom(const QStringList &command, qint64 usual)
{
    const qint64 before = lastRun();
    QProcess process;
    QProcessEnvironment environment = environmentWithoutServer();
    environment.insert(u"XDG_DATA_HOME"_s, m_data->path());
    process.setProcessEnvironment(environment);
    process.start(builtWatchbillctl(), arguments(command));
    const auto hasBegun = [&] { return lastRun() > before || process.state() == QProcess::NotRunning; };
    if (!QTest::qWaitFor(hasBegun, longest))
        qFatal("No run has begun.");
    QElapsedTimer timer;
    timer.start();
    if (usual == 0) { // to know how long it takes
        process.waitForFinished(longest);
        return timer.elapsed();
    }
    process.waitForFinished(int(m_random.bounded(usual + usual / 10 + 2)));
    process.kill();
    process.waitForFinished(longest);
    return timer.elapsed();
}

void TestKilledRuns::killed_data()
{
    QTest::addColumn<bool>("isUndo");
    // In parts, each of which stays below QtTest's five minutes on a busy machine.
    for (int part = 1; part <= parts; ++part) {
        QTest::addRow("a deletion, part %d", part) << false;
        QTest::addRow("an undo, part %d", part) << true;
    }
}

// The rows of the deletion that count as deleted, and what the table has: no task in both, and none in neither.
void TestKilledRuns::checkEveryTaskIsOnce(qint64 deletion)
{
    const auto journal = Journal::open(m_data->filePath(u"watchbill/journal.sqlite"_s));
    QVERIFY(journal);
    const auto unsettled = (*journal)->unsettled();
    QVERIFY(unsettled);
    QCOMPARE(*unsettled, QVector<qint64>()); // the program before has settled them
    const auto kept = (*journal)->rows(deletion, {{RowState::Done}, 0, tasks + 1, Qt::AscendingOrder});
    QVERIFY(kept);
    QStringList ids;
    for (const JournalRow &row : *kept) {
        QVERIFY(row.before);
        ids += row.key.id.toText();
    }
    QCOMPARE(
        m_database->value(
            u"SELECT string_agg(id::text, ',' ORDER BY id) FROM (SELECT id FROM tasks UNION ALL "
            "SELECT unnest('{%1}'::bigint[])) AS both_have (id)"_s.arg(ids.join(u','))),
        m_database->value(u"SELECT string_agg(n::text, ',') FROM generate_series(1, %1) n"_s.arg(tasks)));
}

void TestKilledRuns::killed()
{
    QFETCH(bool, isUndo);
    const QStringList deletion{u"delete"_s, u"--where"_s, u"status:failed"_s, u"--yes"_s};
    qint64 usual = 0;
    for (int i = 0; i <= momentsOfPart; ++i) {
        const qint64 before = lastRun();
        if (isUndo)
            QCOMPARE(run(deletion).status, 0);
        const qint64 deleted = before + 1;
        const QStringList undo{u"undo"_s, QString::number(deleted), u"--yes"_s};
        const qint64 took = killAtRandom(isUndo ? undo : deletion, usual);
        if (i == 0)
            usual = took;
        const int inTable = m_database->value(u"SELECT count(*) FROM tasks"_s).toInt();
        const Finished history = run({u"history"_s, u"--limit"_s, u"1"_s});
        QCOMPARE(history.status, 0);
        if (i > 0) {
            ++m_met[inTable == 0 ? u"none was there"_s : inTable < tasks ? u"some were"_s : u"all were"_s];
            m_met[u"it was not known of some what became of them"_s] +=
                history.messages.contains("See the history for the outcome");
        }
        checkEveryTaskIsOnce(deleted);
        if (QTest::currentTestFailed())
            return;
        const Finished undone = run(undo);
        QVERIFY2(undone.status == 0, undone.messages.constData());
        QCOMPARE(rows(), m_before);
    }
}

WATCHBILL_TEST(TestKilledRuns)

} // namespace tst_killedruns

#include "tst_killedruns.moc"
