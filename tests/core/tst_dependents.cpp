// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "directconnection.h"
#include "outcome.h"
#include "service/taskservice.h"
#include "testprogram.h"
#include "testserver.h"
#include "write/runs.h"

#include <QTemporaryDir>
#include <QTest>

namespace tst_dependents {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

// "at least 3 of public.logs deleted"
QString toText(const DependentRows &rows)
{
    QStringList words;
    if (rows.isMinimum)
        words += u"at least"_s;
    words += !rows.isCountable ? u"unreadable"_s : rows.rows ? QString::number(*rows.rows) : u"uncounted"_s;
    words += "of "_L1 + rows.table;
    if (rows.isOfTasks)
        words += u"too"_s;
    words += rows.effect == Reference::Effect::Deleted ? u"deleted"_s : u"cleared"_s;
    return words.join(u' ');
}

} // namespace

class TestDependents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanupTestCase() { m_database.reset(); }
    void none();
    void nothingRefers();
    void onAllLevels();
    void otherTasks();
    void noneBesidesTheTasks();
    void inCircles();
    void losesItsReference();
    void keysOfSeveralColumns();
    void partitions();
    void isWhatTheDeletionTakes();
    void onlyWhatIsAsItWasSeen();
    void withoutRights();
    void hiddenByRowSecurity();
    void takesTooLong();
    void marksOnly();

private:
    void make(const QString &tables);
    QStringList dependents(const QString &user = {}, const QString &status = {});

    std::unique_ptr<TestDatabase> m_database;
};

void TestDependents::init()
{
    m_database = std::make_unique<TestDatabase>();
}

// The columns that every task table has are added.
void TestDependents::make(const QString &tables)
{
    m_database->execute(tables);
    m_database->execute(u"ALTER TABLE tasks ADD user_id text, ADD type text, ADD created_at timestamptz"_s);
}

// Of all tasks, or of those with a status.
QStringList TestDependents::dependents(const QString &user, const QString &status)
{
    TaskService service(m_database->profile(user));
    success(service.open());
    const QTemporaryDir folder;
    const Runs runs(service, folder.filePath(u"journal.sqlite"_s));
    TaskFilter filter;
    if (!status.isEmpty())
        filter.statuses.values = {status};
    QStringList texts;
    for (const DependentRows &rows :
         success(runs.dependents(success(runs.collect(filter, std::make_shared<RunControl>())))))
        texts += toText(rows);
    return texts;
}

void TestDependents::none()
{
    make(u"CREATE TABLE tasks (id int PRIMARY KEY, status text);"
         "INSERT INTO tasks VALUES (1, 'failed')"_s);
    QCOMPARE(dependents(), QStringList());
}

void TestDependents::nothingRefers()
{
    make(u"CREATE TABLE tasks (id int PRIMARY KEY, status text);"
         "INSERT INTO tasks VALUES (1, 'failed'), (2, 'pending');"
         "CREATE TABLE logs (task int REFERENCES tasks ON DELETE CASCADE);"
         "INSERT INTO logs VALUES (2)"_s);
    QCOMPARE(dependents({}, u"failed"_s), (QStringList{u"0 of public.logs deleted"_s}));
    QCOMPARE(dependents({}, u"pending"_s), (QStringList{u"1 of public.logs deleted"_s}));
}

void TestDependents::onAllLevels()
{
    make(
        u"CREATE TABLE tasks (id int PRIMARY KEY, status text);"
        "CREATE TABLE logs (id int PRIMARY KEY, task int REFERENCES tasks ON DELETE CASCADE);"
        "CREATE TABLE lines (log int REFERENCES logs ON DELETE CASCADE);"
        "CREATE TABLE kept (line int REFERENCES logs);" // the server refuses what these would lose
        "INSERT INTO tasks SELECT i, CASE WHEN i > 10 THEN 'done' ELSE 'failed' END FROM generate_series(1, 20) i;"
        "INSERT INTO logs SELECT i, (i + 1) / 2 FROM generate_series(1, 40) i;"
        "INSERT INTO lines SELECT 1 + i % 40 FROM generate_series(1, 400) i"_s);
    QCOMPARE(dependents({}, u"failed"_s),
             (QStringList{u"200 of public.lines deleted"_s, u"20 of public.logs deleted"_s}));
}

void TestDependents::otherTasks()
{
    make(u"CREATE TABLE tasks (id int PRIMARY KEY, status text, "
         "parent int REFERENCES tasks ON DELETE CASCADE);"
         "INSERT INTO tasks VALUES (1, 'failed', NULL), (2, 'done', 1), (3, 'done', 2), "
         "(4, 'failed', 1), (5, 'done', 4), (6, 'done', NULL)"_s);
    // The failed one that refers to another failed one is chosen itself.
    QCOMPARE(dependents({}, u"failed"_s), (QStringList{u"3 of public.tasks too deleted"_s}));
}

// What is deleted itself is no other task, and does not lose its reference.
void TestDependents::noneBesidesTheTasks()
{
    make(
        u"CREATE TABLE tasks (id int PRIMARY KEY, status text, parent int REFERENCES tasks ON DELETE CASCADE, "
        "after int REFERENCES tasks ON DELETE SET NULL);"
        "CREATE INDEX ON tasks (parent); CREATE INDEX ON tasks (after);" // or it would not end within its time
        "INSERT INTO tasks SELECT n, 'failed', nullif(n / 2, 0), nullif(n - 1, 0) FROM generate_series(1, 1200) n;"
        "INSERT INTO tasks VALUES (4000, 'done', 1200, 1199), (4001, 'done', NULL, 1200); ANALYZE tasks"_s);
    for (const auto &[status, number] : {std::pair(QString(), u"0"_s), {u"failed"_s, u"1"_s}}) {
        QStringList found = dependents({}, status);
        found.sort();
        QCOMPARE(found,
                 (QStringList{number + " of public.tasks too cleared"_L1,
                              number + " of public.tasks too deleted"_L1}));
    }
}

void TestDependents::inCircles()
{
    make(u"CREATE TABLE tasks (id int PRIMARY KEY, status text, log int);"
         "CREATE TABLE logs (id int PRIMARY KEY, task int REFERENCES tasks ON DELETE CASCADE);"
         "INSERT INTO tasks VALUES (1, 'failed', 12), (2, 'done', 11), (3, 'done', 99);"
         "INSERT INTO logs VALUES (11, 1), (12, 2), (99, NULL);"
         "ALTER TABLE tasks ADD FOREIGN KEY (log) REFERENCES logs ON DELETE CASCADE"_s);
    QCOMPARE(dependents({}, u"failed"_s),
             (QStringList{u"2 of public.logs deleted"_s, u"1 of public.tasks too deleted"_s}));
}

void TestDependents::losesItsReference()
{
    make(u"CREATE TABLE tasks (id int PRIMARY KEY, status text);"
         "CREATE TABLE notes (task int REFERENCES tasks ON DELETE SET NULL);"
         "CREATE TABLE links (task int DEFAULT 2 REFERENCES tasks ON DELETE SET DEFAULT);"
         "INSERT INTO tasks VALUES (1, 'failed'), (2, 'done');"
         "INSERT INTO notes VALUES (1), (1), (2);"
         "INSERT INTO links VALUES (1)"_s);
    QCOMPARE(dependents({}, u"failed"_s),
             (QStringList{u"1 of public.links cleared"_s, u"2 of public.notes cleared"_s}));
}

void TestDependents::keysOfSeveralColumns()
{
    make(u"CREATE TABLE tasks (tenant text, id int, \"Other \"\"id\" int UNIQUE, status text, "
         "PRIMARY KEY (tenant, id), UNIQUE (id, tenant));"
         "CREATE SCHEMA \"My 'logs'\";"
         "CREATE TABLE \"My 'logs'\".\"of Tasks\" (\"The id\" int, tenant text, "
         "FOREIGN KEY (\"The id\", tenant) REFERENCES tasks (id, tenant) ON DELETE CASCADE);"
         "CREATE TABLE others (other int REFERENCES tasks (\"Other \"\"id\") ON DELETE CASCADE);"
         "INSERT INTO tasks VALUES ('a', 1, 10, 'failed'), ('b', 1, 11, 'done');"
         "INSERT INTO \"My 'logs'\".\"of Tasks\" VALUES (1, 'a'), (1, 'b'), (1, 'b');"
         "INSERT INTO others VALUES (10), (10), (11)"_s);
    QCOMPARE(dependents({}, u"failed"_s),
             (QStringList{u"1 of My 'logs'.of Tasks deleted"_s, u"2 of public.others deleted"_s}));
}

void TestDependents::partitions()
{
    make(
        u"CREATE TABLE tasks (id int PRIMARY KEY, status text) PARTITION BY RANGE (id);"
        "CREATE TABLE tasks_1 PARTITION OF tasks FOR VALUES FROM (0) TO (10);"
        "CREATE TABLE tasks_2 PARTITION OF tasks FOR VALUES FROM (10) TO (20);"
        "CREATE TABLE logs (id int PRIMARY KEY, task int REFERENCES tasks ON DELETE CASCADE) PARTITION BY HASH (id);"
        "CREATE TABLE logs_1 PARTITION OF logs FOR VALUES WITH (MODULUS 2, REMAINDER 0);"
        "CREATE TABLE logs_2 PARTITION OF logs FOR VALUES WITH (MODULUS 2, REMAINDER 1);"
        "CREATE TABLE lines (log int REFERENCES logs ON DELETE CASCADE);"
        "CREATE TABLE first (task int REFERENCES tasks_1 ON DELETE CASCADE);"
        "INSERT INTO tasks SELECT i, CASE WHEN i % 2 = 0 THEN 'failed' ELSE 'done' END FROM generate_series(1, 19) i;"
        "INSERT INTO logs SELECT i, 1 + i % 19 FROM generate_series(1, 190) i;"
        "INSERT INTO lines SELECT i FROM generate_series(1, 190) i;"
        "INSERT INTO first SELECT i FROM generate_series(1, 9) i"_s);
    QCOMPARE(dependents({}, u"failed"_s),
             (QStringList{u"4 of public.first deleted"_s, u"90 of public.lines deleted"_s,
                          u"90 of public.logs deleted"_s}));
}

// What is told before is what has gone after it.
void TestDependents::isWhatTheDeletionTakes()
{
    make(
        u"CREATE TABLE tasks (id int PRIMARY KEY, status text, parent int REFERENCES tasks ON DELETE CASCADE);"
        "CREATE TABLE logs (id int PRIMARY KEY, task int REFERENCES tasks ON DELETE CASCADE, "
        "other int REFERENCES tasks ON DELETE CASCADE);"
        "CREATE TABLE lines (log int REFERENCES logs ON DELETE CASCADE, task int REFERENCES tasks ON DELETE CASCADE);"
        "INSERT INTO tasks SELECT i, CASE WHEN i % 7 = 1 THEN 'failed' ELSE 'done' END, "
        "CASE WHEN i % 3 = 0 THEN i / 3 END FROM generate_series(1, 500) i;"
        "INSERT INTO logs SELECT i, 1 + i * 31 % 500, 1 + i * 17 % 500 FROM generate_series(1, 700) i;"
        "INSERT INTO lines SELECT 1 + i * 13 % 700, 1 + i * 7 % 500 FROM generate_series(1, 900) i"_s);
    const auto rows = [this](const QString &table) {
        return m_database->value("SELECT count(*) FROM "_L1 + table).toInt();
    };
    const QStringList told = dependents({}, u"failed"_s);
    const int tasks = rows(u"tasks"_s);
    const int logs = rows(u"logs"_s);
    const int lines = rows(u"lines"_s);
    const int failed = rows(u"tasks WHERE status = 'failed'"_s);
    m_database->execute(u"DELETE FROM tasks WHERE status = 'failed'"_s);
    const auto gone = [](int count, const QString &table) {
        return u"%1 of public.%2 deleted"_s.arg(QString::number(count), table);
    };
    QCOMPARE(told,
             (QStringList{gone(lines - rows(u"lines"_s), u"lines"_s), gone(logs - rows(u"logs"_s), u"logs"_s),
                          gone(tasks - failed - rows(u"tasks"_s), u"tasks too"_s)}));
}

void TestDependents::onlyWhatIsAsItWasSeen()
{
    make(u"CREATE TABLE tasks (id int PRIMARY KEY, status text);"
         "CREATE TABLE logs (task int REFERENCES tasks ON DELETE CASCADE);"
         "INSERT INTO tasks VALUES (1, 'failed'), (2, 'failed');"
         "INSERT INTO logs VALUES (1), (2)"_s);
    TaskService service(m_database->profile());
    success(service.open());
    const QTemporaryDir folder;
    const Runs runs(service, folder.filePath(u"journal.sqlite"_s));
    const auto tasks = success(runs.collect({}, std::make_shared<RunControl>()));
    m_database->execute(u"UPDATE tasks SET status = 'done' WHERE id = 2"_s);
    const auto dependents = success(runs.dependents(tasks));
    QCOMPARE(dependents.size(), 1);
    QCOMPARE(toText(dependents[0]), u"1 of public.logs deleted"_s);
}

void TestDependents::withoutRights()
{
    make(u"CREATE TABLE tasks (id int PRIMARY KEY, status text);"
         "CREATE TABLE secrets (id int PRIMARY KEY, task int REFERENCES tasks ON DELETE CASCADE);"
         "CREATE TABLE parts (secret int REFERENCES secrets ON DELETE CASCADE);"
         "CREATE TABLE logs (task int REFERENCES tasks ON DELETE CASCADE);"
         "INSERT INTO tasks VALUES (1, 'failed'); INSERT INTO secrets VALUES (1, 1);"
         "INSERT INTO parts VALUES (1); INSERT INTO logs VALUES (1);"
         "CREATE ROLE reader_of_some LOGIN; GRANT ALL ON tasks, logs, parts TO reader_of_some"_s);
    const auto dropRole = qScopeGuard(
        [this] { m_database->execute(u"DROP OWNED BY reader_of_some; DROP ROLE reader_of_some"_s); });
    QCOMPARE(dependents(u"reader_of_some"_s),
             (QStringList{u"1 of public.logs deleted"_s, u"unreadable of public.parts deleted"_s,
                          u"unreadable of public.secrets deleted"_s}));
}

void TestDependents::hiddenByRowSecurity()
{
    make(u"CREATE TABLE tasks (id int PRIMARY KEY, status text);"
         "CREATE TABLE logs (task int REFERENCES tasks ON DELETE CASCADE, owner text);"
         "INSERT INTO tasks VALUES (1, 'failed');"
         "INSERT INTO logs VALUES (1, 'reader_of_own'), (1, 'another');"
         "CREATE ROLE reader_of_own LOGIN; GRANT ALL ON tasks, logs TO reader_of_own;"
         "ALTER TABLE logs ENABLE ROW LEVEL SECURITY;"
         "CREATE POLICY own ON logs USING (owner = current_user)"_s);
    const auto dropRole = qScopeGuard(
        [this] { m_database->execute(u"DROP OWNED BY reader_of_own; DROP ROLE reader_of_own"_s); });
    QCOMPARE(dependents(u"reader_of_own"_s), (QStringList{u"at least 1 of public.logs deleted"_s}));
}

// Somebody waits for the question.
void TestDependents::takesTooLong()
{
    make(u"CREATE TABLE tasks (id int PRIMARY KEY, status text);"
         "CREATE TABLE logs (task int REFERENCES tasks ON DELETE CASCADE);"
         "INSERT INTO tasks VALUES (1, 'failed'); INSERT INTO logs VALUES (1)"_s);
    DirectConnection other(m_database->connection());
    other.execute(u"BEGIN; LOCK TABLE logs"_s);
    QCOMPARE(dependents(), (QStringList{u"at least uncounted of public.logs deleted"_s}));
}

void TestDependents::marksOnly()
{
    make(u"CREATE TABLE tasks (id int PRIMARY KEY, status text, deleted_at timestamptz);"
         "CREATE TABLE logs (task int REFERENCES tasks ON DELETE CASCADE);"
         "INSERT INTO tasks VALUES (1, 'failed'); INSERT INTO logs VALUES (1)"_s);
    QCOMPARE(dependents(), QStringList());
}

WATCHBILL_TEST(TestDependents)

} // namespace tst_dependents

#include "tst_dependents.moc"
