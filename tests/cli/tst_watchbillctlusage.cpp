// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watchbillctlprocess.h"

#include "testprogram.h"

#include <QRegularExpression>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest>

namespace tst_watchbillctlusage {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// Help, and what goes wrong before there is a server.
class TestWatchbillctlUsage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void help();
    void helpOfACommand_data();
    void helpOfACommand();
    void version();
    void badUsage_data();
    void badUsage();
    void noServerListens();
    void noSocket();
};

namespace {

const QStringList commandNames{
    u"create"_s,     u"get"_s,   u"update"_s, u"delete"_s,   u"by-result"_s,       u"list"_s,
    u"counts"_s,     u"watch"_s, u"check"_s,  u"profiles"_s, u"export-profiles"_s, u"import-profiles"_s,
    u"set-status"_s, u"rerun"_s, u"undo"_s,   u"history"_s};

} // namespace

void TestWatchbillctlUsage::help()
{
    for (const QStringList &arguments :
         {QStringList{u"--help"_s}, QStringList{u"-h"_s}, QStringList{u"help"_s},
          QStringList{u"help"_s, u"help"_s}, QStringList{u"--help"_s, u"--bogus"_s}}) {
        const Finished done = watchbillctl(arguments);
        QCOMPARE(done.status, 0);
        QCOMPARE(done.messages, QByteArray());
        for (const QString &name : commandNames)
            QVERIFY2(done.output.contains("\n  " + name.toUtf8() + ' '), qPrintable(name));
        for (const char *option :
             {"--profile NAME", "--connection URI", "--table [SCHEMA.]NAME", "--service-role ROLE",
              "--service-connection URI", "--read-only", "--format FORMAT", "--user U", "--type T",
              "--metadata JSON", "--status S", "--result R", "--error TEXT", "--limit N", "--text TEXT",
              "--exact", "--interval SECONDS", "--verbose"})
            QVERIFY2(done.output.contains(option), option);
        for (const QByteArray &line : done.output.split('\n'))
            QVERIFY2(QString::fromUtf8(line).size() <= 84, line.constData());
    }
}

void TestWatchbillctlUsage::helpOfACommand_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : commandNames)
        QTest::newRow(qPrintable(name)) << name;
}

void TestWatchbillctlUsage::helpOfACommand()
{
    QFETCH(QString, name);
    const Finished done = watchbillctl({name, u"--help"_s});
    QCOMPARE(done.status, 0);
    QVERIFY(done.output.startsWith("Usage: watchbillctl [OPTIONS] " + name.toUtf8()));
    QCOMPARE(watchbillctl({u"help"_s, name}).output, done.output);
}

void TestWatchbillctlUsage::version()
{
    const Finished done = watchbillctl({u"--version"_s});
    QCOMPARE(done.status, 0);
    static const QRegularExpression line(uR"(^watchbillctl \d+\.\d+\.\d+\n$)"_s);
    QVERIFY(line.match(QString::fromUtf8(done.output)).hasMatch());
}

void TestWatchbillctlUsage::badUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("named");

    const auto row = [](const char *name, const QStringList &arguments, const QByteArray &named) {
        QTest::newRow(name) << arguments << named;
    };
    row("no command", {}, "create, get, update");
    row("unknown command", {u"lst"_s}, "lst");
    row("help of an unknown command", {u"help"_s, u"lst"_s}, "lst");
    row("unknown option", {u"list"_s, u"--bogus"_s}, "--bogus");
    row("unknown option before", {u"--bogus"_s, u"list"_s}, "--bogus");
    row("negative run", {u"undo"_s, u"-1"_s}, "-1 is not the number of a run");
    row("negative run of the history", {u"history"_s, u"-1"_s}, "-1 is not the number of a run");
    row("number as an option", {u"list"_s, u"-1"_s}, "Unknown option --1");
    row("negative ID", {u"get"_s, u"-5"_s, u"--user"_s, u"u"_s},
        "-5. To give it as ID, put it last, after --");
    row("negative run at the end", {u"undo"_s, u"--"_s, u"-1"_s}, "number of a run");
    row("option of another command", {u"get"_s, u"x"_s, u"--user"_s, u"u"_s, u"--limit"_s, u"1"_s},
        "--limit");
    row("no value", {u"get"_s, u"x"_s, u"--user"_s}, "--user");
    row("value for a switch", {u"counts"_s, u"--exact=1"_s}, "--exact");
    row("required option", {u"get"_s, u"x"_s}, "--user");
    row("required options", {u"create"_s, u"--user"_s, u"u"_s}, "--type");
    row("argument missing", {u"delete"_s, u"--user"_s, u"u"_s}, "ID");
    row("argument too many", {u"get"_s, u"x"_s, u"surplus"_s, u"--user"_s, u"u"_s}, "surplus");
    row("argument for none", {u"list"_s, u"surplus"_s}, "surplus");
    row("twice", {u"get"_s, u"x"_s, u"--user"_s, u"u"_s, u"--user"_s, u"v"_s}, "--user");
    row("limit of 0", {u"list"_s, u"--limit"_s, u"0"_s}, "--limit");
    row("limit too large", {u"list"_s, u"--limit"_s, u"10001"_s}, "--limit");
    row("limit in words", {u"list"_s, u"--limit"_s, u"ten"_s}, "--limit");
    row("interval too short", {u"watch"_s, u"--interval"_s, u"0.09"_s}, "--interval");
    row("interval too long", {u"watch"_s, u"--interval"_s, u"3601"_s}, "--interval");
    row("interval in words", {u"watch"_s, u"--interval"_s, u"2s"_s}, "--interval");
    row("no interval", {u"watch"_s, u"--interval"_s, u"nan"_s}, "--interval");
    row("limit of a watch", {u"watch"_s, u"--limit"_s, u"1"_s}, "--limit");
    row("format", {u"--format"_s, u"xml"_s, u"list"_s}, "xml");
    row("table", {u"--table"_s, u"a.b.c"_s, u"list"_s}, "a.b.c");
    row("unset connection", {u"--connection"_s, QString(), u"list"_s}, "--connection");
    row("unset profile", {u"--profile="_s, u"list"_s}, "--profile");
    row("no such profile", {u"--profile"_s, u"shop"_s, u"list"_s}, "“shop”");
    row("unset service role", {u"--service-role="_s, u"list"_s}, "--service-role");
    row("unset metadata", {u"create"_s, u"--user"_s, u"u"_s, u"--type"_s, u"t"_s, u"--metadata"_s, QString()},
        "--metadata");
    row("malformed connection", {u"--connection"_s, u"mydb"_s, u"list"_s}, "postgresql://");
    row("connection in the wrong place", {u"postgresql://u:secret@h/d"_s, u"list"_s}, "command");
    row("eyes without a table", {u"check"_s, u"--view-as"_s, u"u"_s}, "--view-as");
    row("lock without a table", {u"profiles"_s, u"--unlock"_s}, "--unlock");
    row("unset variable", {u"delete"_s, u"--where"_s, QString()}, "all tasks");
    row("blanks", {u"set-status"_s, u"failed"_s, u"--where"_s, u" "_s}, "all tasks");
    row("no query", {u"set-status"_s, u"failed"_s}, "--where");
    row("unset status", {u"set-status"_s, QString(), u"--where"_s, u"status:failed"_s}, "STATUS");
    row("nothing to run again", {u"rerun"_s}, "--where");
    row("all again", {u"rerun"_s, u"--where"_s, u" "_s}, "all tasks");
    row("unset type", {u"rerun"_s, u"--where"_s, u"id:1"_s, u"--type"_s, QString()}, "--type");
    row("no worker is disturbed", {u"rerun"_s, u"--where"_s, u"id:1"_s, u"--processing"_s}, "--processing");
    row("nor an ID", {u"delete"_s}, "ID");
    row("ID and query", {u"delete"_s, u"1"_s, u"--where"_s, u"status:failed"_s}, "--where");
    row("ID and yes", {u"delete"_s, u"1"_s, u"--user"_s, u"u1"_s, u"--yes"_s}, "--yes");
    row("user and query", {u"delete"_s, u"--user"_s, u"u1"_s, u"--where"_s, u"status:failed"_s}, "--user");
    row("ID without user", {u"delete"_s, u"1"_s}, "--user");
    row("not a query", {u"delete"_s, u"--where"_s, u"status:"_s}, "--where");
    row("undo of a word", {u"undo"_s, u"last"_s}, "number");
    row("history of a word", {u"history"_s, u"last"_s}, "number");
    row("export of a word", {u"history"_s, u"--export"_s, u"x"_s, u"f"_s}, "number");
    row("export to nowhere", {u"history"_s, u"--export"_s, u"1"_s}, "FILE");
    row("limit of one", {u"history"_s, u"1"_s, u"--limit"_s, u"1"_s}, "--limit");
    row("line break", {u"a\nb"_s}, "a b");
}

void TestWatchbillctlUsage::badUsage()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, named);
    const Finished done = watchbillctl(arguments);
    QCOMPARE(done.status, 2);
    QCOMPARE(done.output, QByteArray());
    QVERIFY2(done.hasOneMessage(), done.messages.constData());
    QVERIFY2(done.messages.contains(named), done.messages.constData());
    QVERIFY(!done.messages.contains("secret"));
}

void TestWatchbillctlUsage::noServerListens()
{
    QTcpSocket taken; // and not listening
    QVERIFY(taken.bind(QHostAddress::LocalHost));
    const QString uri = u"postgresql://somebody:secret@127.0.0.1:%1/app"_s.arg(taken.localPort());
    const Finished done = watchbillctl({u"--connection"_s, uri, u"list"_s});
    QCOMPARE(done.status, 4);
    QCOMPARE(done.output, QByteArray());
    QVERIFY2(done.hasOneMessage(), done.messages.constData());
    QVERIFY(!done.messages.contains("secret"));
}

void TestWatchbillctlUsage::noSocket()
{
    const QTemporaryDir empty;
    const Finished done =
        watchbillctl({u"--connection"_s, u"host=%1 dbname=app"_s.arg(empty.path()), u"list"_s});
    QCOMPARE(done.status, 4);
    QVERIFY2(done.hasOneMessage(), done.messages.constData());
}

WATCHBILL_TEST(TestWatchbillctlUsage)

} // namespace tst_watchbillctlusage

#include "tst_watchbillctlusage.moc"
