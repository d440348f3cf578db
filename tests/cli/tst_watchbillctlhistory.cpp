// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "builtprograms.h"
#include "directconnection.h"
#include "journal/journal.h"
#include "runcommandtest.h"
#include "testprogram.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace watchbill;

/// What the journal has of runs.
class TestWatchbillctlHistory : public RunCommandTest
{
    Q_OBJECT

private Q_SLOTS:
    void history();
    void exported();
    void noSuchRun();
    void elsewhere();
    void settlesWhatWasCutOff();
};

void TestWatchbillctlHistory::history()
{
    run({u"delete"_s, u"--where"_s, u"id:5"_s, u"--yes"_s});
    run({u"set-status"_s, u"pending"_s, u"--where"_s, u"id:6"_s, u"--error"_s, u"Ünique"_s, u"--yes"_s});
    run({u"undo"_s, u"1"_s, u"--yes"_s});
    const QJsonArray all = run({u"history"_s}).list();
    QCOMPARE(all.size(), 3);
    const QJsonObject undo = all[0].toObject();
    QCOMPARE(undo[u"number"_s].toInt(), 3);
    QCOMPARE(undo[u"kind"_s].toString(), u"undo"_s);
    QCOMPARE(undo[u"undoes"_s].toInt(), 1);
    QCOMPARE(undo[u"counts"_s].toObject(), QJsonObject({{u"asked"_s, 1}, {u"undone"_s, 1}}));
    const QJsonObject change = all[1].toObject();
    QCOMPARE(change[u"kind"_s].toString(), u"set-status"_s);
    QCOMPARE(change[u"query"_s].toString(), u"id:6"_s);
    QVERIFY(change[u"details"_s].toString().contains(u"Ünique"_s));
    const QJsonObject deletion = all[2].toObject();
    QCOMPARE(deletion[u"state"_s].toString(), u"done"_s);
    QCOMPARE(deletion[u"table"_s].toString(), u"public.tasks"_s);
    QCOMPARE(deletion[u"role"_s].toString(), u"watchbill"_s);
    QVERIFY(deletion[u"error"_s].isNull());
    QVERIFY(QDateTime::fromString(deletion[u"ended"_s].toString(), Qt::ISODate)
            >= QDateTime::fromString(deletion[u"begun"_s].toString(), Qt::ISODate));
    QCOMPARE(run({u"history"_s, u"--limit"_s, u"1"_s}).list().size(), 1);
    QCOMPARE(run({u"history"_s, u"--where"_s, u"ünique"_s}).list(), QJsonArray{all[1]});
    // A text that would be an odd query is none.
    const Finished odd = run({u"history"_s, u"--where"_s, u"a or (b"_s});
    QCOMPARE(odd.list(), QJsonArray());
    QCOMPARE(odd.messages, QByteArray());
    const Finished table = run({u"--format"_s, u"table"_s, u"history"_s});
    QCOMPARE(table.output.count('\n'), 4);
    QVERIFY2(table.output.contains("set-status"), table.output.constData());
    QVERIFY2(table.output.contains("1 asked, 1 undone"), table.output.constData());
    QVERIFY(run({u"--format"_s, u"csv"_s, u"history"_s}).output.startsWith("number,begun,ended,state,kind,"));
    // No server is asked.
    const Finished offline = watchbillctl({u"--connection"_s, u"host=/nonexistent"_s, u"history"_s},
                                          {{{u"XDG_DATA_HOME"_s, m_data->path()}}, {}});
    QCOMPARE(offline.status, 0);
    QCOMPARE(offline.list(), all);

    const QJsonObject row = QJsonDocument::fromJson(run({u"history"_s, u"1"_s}).output).object();
    QCOMPARE(row[u"key"_s].toArray(), QJsonArray{u"5"_s});
    QCOMPARE(row[u"state"_s].toString(), u"undone"_s);
    QCOMPARE(row[u"before"_s].toObject()[u"extra"_s].toString(), u"5"_s);
    QVERIFY(row[u"after"_s].isNull());
    const Finished rowTable = run({u"--format"_s, u"table"_s, u"history"_s, u"3"_s});
    QVERIFY2(rowTable.output.contains("undone"), rowTable.output.constData());
}

void TestWatchbillctlHistory::exported()
{
    run({u"delete"_s, u"--where"_s, u"status:failed"_s, u"--yes"_s});
    const QString path = m_data->filePath(u"run.jsonl"_s);
    const Finished done = run({u"history"_s, u"--export"_s, u"1"_s, path});
    QCOMPARE(done.messages, QByteArray());
    QCOMPARE(done.status, 0);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray lines = file.readAll();
    QCOMPARE(lines.count('\n'), 250);
    QCOMPARE(run({u"history"_s, u"1"_s}).output, lines);
    const Finished nowhere = run({u"history"_s, u"--export"_s, u"1"_s, u"/nonexistent/f"_s});
    QCOMPARE(nowhere.status, 2);
    QVERIFY2(nowhere.messages.contains("/nonexistent/f"), nowhere.messages.constData());
    QCOMPARE(run({u"history"_s, u"--export"_s, u"2"_s, path}).status, 3);
    QVERIFY(file.reset());
    QCOMPARE(file.readAll(), lines); // it was left alone
}

void TestWatchbillctlHistory::noSuchRun()
{
    for (const QStringList &arguments :
         {QStringList{u"undo"_s, u"77"_s, u"--yes"_s}, QStringList{u"history"_s, u"77"_s},
          QStringList{u"--format"_s, u"csv"_s, u"history"_s, u"77"_s}}) {
        const Finished done = run(arguments);
        QCOMPARE(done.status, 3);
        QCOMPARE(done.output, QByteArray());
        QVERIFY2(done.hasOneMessage() && done.messages.contains("77"), done.messages.constData());
    }
}

void TestWatchbillctlHistory::elsewhere()
{
    run({u"delete"_s, u"--where"_s, u"status:failed"_s, u"--yes"_s});
    TestDatabase other;
    other.execute(plainTable);
    for (const QString &how : {u"--yes"_s, u"--dry-run"_s}) {
        const Finished done = watchbillctl({u"--connection"_s, other.connection(), u"undo"_s, u"1"_s, how},
                                           {{{u"XDG_DATA_HOME"_s, m_data->path()}}, {}});
        QCOMPARE(done.status, 1);
        QVERIFY2(done.messages.contains("Connect to it"), done.messages.constData());
    }
    QCOMPARE(other.value(u"SELECT count(*) FROM tasks"_s), u"0"_s);
}

// By any command: here the one that only looks.
void TestWatchbillctlHistory::settlesWhatWasCutOff()
{
    const QString before = rows();
    DirectConnection other(m_database->connection());
    other.execute(u"BEGIN; SELECT FROM tasks WHERE id = 100 FOR UPDATE"_s);
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(
        builtWatchbillctl(),
        {u"--connection"_s, m_database->connection(), u"delete"_s, u"--where"_s, u"id:100"_s, u"--yes"_s});
    QTRY_COMPARE_WITH_TIMEOUT(
        value(
            u"SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"_s),
        u"1"_s, 60'000);
    process.kill();
    QVERIFY(process.waitForFinished(60'000));
    other.execute(u"ROLLBACK"_s);
    // As it would be had it been killed a moment later: written down, and not made final.
    auto opened = Journal::open(journal());
    QVERIFY(opened);
    JournalRow row;
    row.number = 1;
    row.key = TaskKey(TaskId(u"100"_s));
    row.before = RowValues{QByteArray("100")};
    QVERIFY((*opened)->add(1, {u"id"_s}, {row}));
    opened->reset();
    QTRY_COMPARE_WITH_TIMEOUT(
        value(
            u"SELECT count(*) FROM pg_stat_activity WHERE application_name = 'watchbill' AND datname = current_database()"_s),
        u"0"_s, 60'000);
    const QStringList ask{u"history"_s};
    const Finished offline = watchbillctl({u"--connection"_s, u"host=/nonexistent"_s, u"history"_s},
                                          {{{u"XDG_DATA_HOME"_s, m_data->path()}}, {}});
    QCOMPARE(offline.status, 0);
    QVERIFY2(offline.messages.contains("could not be looked up"), offline.messages.constData());
    QCOMPARE(offline.list().first().toObject()[u"counts"_s].toObject()[u"unknown"_s].toInt(), 1);
    const Finished settled = run(ask);
    QCOMPARE(settled.status, 0);
    QVERIFY2(settled.hasOneMessage() && settled.messages.contains("had been cut off"),
             settled.messages.constData());
    const QJsonObject line = settled.list().first().toObject();
    QCOMPARE(line[u"state"_s].toString(), u"interrupted"_s);
    QCOMPARE(line[u"counts"_s].toObject(), QJsonObject({{u"asked"_s, 1}}));
    QCOMPARE(run(ask).messages, QByteArray());
    QCOMPARE(rows(), before);
}

WATCHBILL_TEST(TestWatchbillctlHistory)
#include "tst_watchbillctlhistory.moc"
