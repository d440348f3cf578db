// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/connectionsettings.h"
#include "testprogram.h"
#include "testserver.h"
#include "watchbillctlprocess.h"

#include <QUrl>
#include <QtTest>

namespace tst_watchbillctlconnections {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// Connections and tables as people write them on a command line.
class TestWatchbillctlConnections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void connects_data();
    void connects();
    void saysWhatItIgnores();
    void refuses_data();
    void refuses();
    void opensTablesByTheirPrintedNames_data();
    void opensTablesByTheirPrintedNames();
    void proposesAView();
    void namesANumberThatIsTooLarge();

private:
    std::unique_ptr<TestDatabase> m_database;
};

void TestWatchbillctlConnections::initTestCase()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    m_database->execute(
        uR"(CREATE SCHEMA "odd.name"; CREATE TABLE "odd.name"."My Tasks" (id bigint PRIMARY KEY, user_id text,
            type text, status text, created_at timestamptz DEFAULT now());
            INSERT INTO "odd.name"."My Tasks" (id, user_id, type, status) VALUES (1, 'u', 't', 'failed');
            CREATE TABLE "Job" (id text PRIMARY KEY, "userId" text, type text, status text, "createdAt" timestamp(3)))"_s);
}

void TestWatchbillctlConnections::cleanupTestCase()
{
    m_database.reset();
}

void TestWatchbillctlConnections::connects_data()
{
    QTest::addColumn<QString>("connection");
    const auto settings = *ConnectionSettings::parse(m_database->connection());
    const auto value = [&](const QString &keyword) { return settings.value(keyword); };
    const auto encoded = [&](const QString &keyword) {
        return QString::fromLatin1(QUrl::toPercentEncoding(value(keyword)));
    };
    const QString uri = u"//%1@%2:%3/%4"_s.arg(encoded(u"user"_s), encoded(u"host"_s), value(u"port"_s),
                                               encoded(u"dbname"_s));
    QTest::newRow("libpq") << m_database->connection();
    QTest::newRow("URI") << u"postgresql:"_s + uri;
    QTest::newRow("Ecto") << u"ecto:"_s + uri;
    QTest::newRow("asyncpg") << u"postgresql+asyncpg:"_s + uri + u"?ssl=disable"_s;
    QTest::newRow("JDBC") << u"jdbc:postgresql:"_s + uri;
    QTest::newRow("environment file") << u"export DATABASE_URL=\"postgres:"_s + uri + u"\" # local"_s;
    QTest::newRow("psql") << u"psql \"postgresql:"_s + uri + u"\""_s;
    QTest::newRow("psql's options") << u"psql -h '%1' -p %2 -U '%3' '%4'"_s.arg(
        value(u"host"_s), value(u"port"_s), value(u"user"_s), value(u"dbname"_s));
    QTest::newRow(".NET") << u"Host=%1;Port=%2;Username=%3;Database=%4;Password=x;Pooling=false"_s.arg(
        value(u"host"_s), value(u"port"_s), value(u"user"_s), value(u"dbname"_s));
    QTest::newRow("password as it is")
        << u"postgresql:"_s + QString(uri).replace(u"@"_s, u":p@ss:w/rd#1%?@"_s);
}

void TestWatchbillctlConnections::connects()
{
    QFETCH(QString, connection);
    const Finished done = watchbillctl(
        {u"--connection"_s, connection, u"--table"_s, u"\"odd.name\".\"My Tasks\""_s, u"list"_s});
    QVERIFY2(done.status == 0, done.messages.constData());
    QCOMPARE(done.list().size(), 1);
    const Finished service = watchbillctl(
        {u"--connection"_s, m_database->connection(), u"--service-connection"_s, connection, u"counts"_s});
    QVERIFY2(service.status == 0, service.messages.constData());
}

void TestWatchbillctlConnections::saysWhatItIgnores()
{
    const Finished done = watchbillctl({u"--connection"_s, m_database->connection() + u" pool_max_conns=3"_s,
                                        u"--table"_s, u"\"odd.name\".\"My Tasks\""_s, u"list"_s});
    QCOMPARE(done.status, 0);
    QVERIFY2(done.hasOneMessage() && done.messages.contains("pool_max_conns"), done.messages.constData());
}

void TestWatchbillctlConnections::refuses_data()
{
    QTest::addColumn<QString>("connection");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("option") << u"host=db pasword=secret"_s << QByteArray("“pasword”");
    QTest::newRow("port") << u"postgresql://ann:secret@db:54x2/app"_s << QByteArray("port of “db”");
    QTest::newRow("TLS mode") << u"Host=db;Password=secret;SSL Mode=Sometimes"_s << QByteArray("“Sometimes”");
    QTest::newRow("scheme") << u"mysql://ann:secret@db/app"_s << QByteArray("mysql://");
}

void TestWatchbillctlConnections::refuses()
{
    QFETCH(QString, connection);
    QFETCH(QByteArray, words);
    for (const QString &option : {u"--connection"_s, u"--service-connection"_s}) {
        const Finished done = watchbillctl({option, connection, u"list"_s});
        QCOMPARE(done.status, 2);
        QVERIFY2(done.hasOneMessage() && done.messages.contains(words), done.messages.constData());
        QVERIFY2(done.messages.contains(option.toUtf8()), done.messages.constData());
        QVERIFY(!done.messages.contains("secret"));
    }
}

void TestWatchbillctlConnections::opensTablesByTheirPrintedNames_data()
{
    QTest::addColumn<QString>("given");
    QTest::newRow("not there") << u"tusks"_s;
    QTest::newRow("without quotes") << u"My Tasks"_s;
}

// What the message suggests is given back as it is printed.
void TestWatchbillctlConnections::opensTablesByTheirPrintedNames()
{
    QFETCH(QString, given);
    const Finished refused = watchbillctl(*m_database, {u"--table"_s, given, u"list"_s});
    QCOMPARE(refused.status, 1);
    static const QRegularExpression suggested(uR"(("odd\.name"\."My Tasks"))"_s);
    const auto match = suggested.match(QString::fromUtf8(refused.messages));
    QVERIFY2(match.hasMatch(), refused.messages.constData());
    const Finished done = watchbillctl(*m_database, {u"--table"_s, match.captured(), u"list"_s});
    QVERIFY2(done.status == 0, done.messages.constData());
    QCOMPARE(done.list().size(), 1);
}

void TestWatchbillctlConnections::proposesAView()
{
    const Finished refused = watchbillctl(*m_database, {u"--table"_s, u"Job"_s, u"list"_s});
    QCOMPARE(refused.status, 1);
    const QString message = QString::fromUtf8(refused.messages);
    QVERIFY2(message.contains(u"“createdAt” for created_at"_s), refused.messages.constData());
    m_database->execute(message.mid(message.indexOf(u"CREATE VIEW"_s)));
    const Finished done = watchbillctl(*m_database, {u"--table"_s, u"job_tasks"_s, u"counts"_s});
    QVERIFY2(done.status == 0, done.messages.constData());
}

void TestWatchbillctlConnections::namesANumberThatIsTooLarge()
{
    const Finished done = watchbillctl(*m_database,
                                       {u"--table"_s, u"\"odd.name\".\"My Tasks\""_s, u"get"_s,
                                        u"99999999999999999999"_s, u"--user"_s, u"u"_s});
    QCOMPARE(done.status, 2);
    QVERIFY2(done.hasOneMessage() && done.messages.contains("too large"), done.messages.constData());
}

WATCHBILL_TEST(TestWatchbillctlConnections)

} // namespace tst_watchbillctlconnections

#include "tst_watchbillctlconnections.moc"
