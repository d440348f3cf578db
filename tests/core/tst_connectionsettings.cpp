// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/connectionsettings.h"

#include "postgres/connection.h"
#include "postgres/sqltext.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTemporaryDir>
#include <QTest>

namespace tst_connectionsettings {

using namespace Qt::StringLiterals;
using namespace watchbill;

using Values = QMap<QString, QString>;

namespace {

constexpr QLatin1StringView secret("s3cr3t");

QString join(const Values &values)
{
    QStringList parts;
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        parts += it.key() + u'=' + it.value();
    return parts.join(u" | "_s);
}

} // namespace

class TestConnectionSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_database = std::make_unique<TestDatabase>(); }
    void cleanupTestCase() { m_database.reset(); }
    void parse_data();
    void parse();
    void refuses_data();
    void refuses();
    void withoutPassword_data();
    void withoutPassword();
    void keyValueIsReadBack_data();
    void keyValueIsReadBack();
    void defaultsGiveWay();
    void name_data();
    void name();
    void eachHost_data();
    void eachHost();
    void equality();
    void reachesOddNames_data();
    void reachesOddNames();
    void severalHosts_data();
    void severalHosts();
    void readsServiceFile();
    void readsEnvironment();

private:
    std::unique_ptr<TestDatabase> m_database;
};

void TestConnectionSettings::parse_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("values");

    QTest::newRow("empty") << u""_s << u""_s;
    QTest::newRow("blank") << u"  \n"_s << u""_s;
    QTest::newRow("URI") << u"postgresql://me@db.example.com:5433/app"_s
                         << u"dbname=app | host=db.example.com | port=5433 | user=me"_s;
    QTest::newRow("short scheme") << u"postgres://localhost/app"_s << u"dbname=app | host=localhost"_s;
    QTest::newRow("bare URI") << u"postgresql://"_s << u""_s;
    QTest::newRow("escaped password") << u"postgresql://me:p%40ss%2Fword%27%5C@h/app"_s
                                      << u"dbname=app | host=h | password=p@ss/word'\\ | user=me"_s;
    QTest::newRow("parameters")
        << u"postgresql://h/app?sslmode=verify-full&sslrootcert=/etc/ca.pem&connect_timeout=3"_s
        << u"connect_timeout=3 | dbname=app | host=h | sslmode=verify-full | sslrootcert=/etc/ca.pem"_s;
    QTest::newRow("several hosts")
        << u"postgresql://a:1,b:2,c/app?target_session_attrs=read-write"_s
        << u"dbname=app | host=a,b,c | port=1,2, | target_session_attrs=read-write"_s;
    QTest::newRow("IPv6") << u"postgresql://[2001:db8::1]:5432/app"_s
                          << u"dbname=app | host=2001:db8::1 | port=5432"_s;
    QTest::newRow("socket") << u"postgresql://%2Fvar%2Frun%2Fpostgresql/app"_s
                            << u"dbname=app | host=/var/run/postgresql"_s;
    QTest::newRow("key and value") << u"host=db port=5433 user=me dbname=app"_s
                                   << u"dbname=app | host=db | port=5433 | user=me"_s;
    QTest::newRow("quoted") << u"host = 'my host' password = 'it\\'s \\\\ this' dbname=''"_s
                            << u"dbname= | host=my host | password=it's \\ this"_s;
    QTest::newRow("service") << u"service=production"_s << u"service=production"_s;
    QTest::newRow("blanks around") << u" host=db \n"_s << u"host=db"_s;
    QTest::newRow("several hosts by key") << u"host=a,b port=1,2"_s << u"host=a,b | port=1,2"_s;
    QTest::newRow("pooler's user")
        << u"postgresql://postgres.abcdefgh@pooler.example.com:6543/postgres"_s
        << u"dbname=postgres | host=pooler.example.com | port=6543 | user=postgres.abcdefgh"_s;
    QTest::newRow("semicolon in password")
        << u"postgresql://me:a;b@h;x/d;y"_s << u"dbname=d;y | host=h;x | password=a;b | user=me"_s;
    QTest::newRow("semicolon in an option")
        << u"postgresql://h/d?sslrootcert=/a;b"_s << u"dbname=d | host=h | sslrootcert=/a;b"_s;
    QTest::newRow("not Latin") << u"dbname=задачи user=мы"_s << u"dbname=задачи | user=мы"_s;
}

void TestConnectionSettings::parse()
{
    QFETCH(QString, text);
    const auto settings = ConnectionSettings::parse(text);
    QVERIFY2(settings, qPrintable(settings ? QString() : settings.error().message));
    QTEST(join(settings->values()), "values");
}

void TestConnectionSettings::refuses_data()
{
    QTest::addColumn<QString>("text");

    QTest::newRow("words") << u"my database"_s;
    QTest::newRow("one word") << u"app"_s;
    QTest::newRow("unknown keyword") << u"host=db colour=red"_s;
    QTest::newRow("unknown parameter") << u"postgresql://me:s3cr3t@h/app?colour=red"_s;
    QTest::newRow("other scheme") << u"mysql://me:s3cr3t@h/app"_s;
    QTest::newRow("quote not closed") << u"host=db password='s3cr3t"_s;
    QTest::newRow("bad escape") << u"postgresql://me:s3cr3t%zz@h/app"_s;
    QTest::newRow("escaped NUL") << u"postgresql://me:s3cr3t%00@h/app"_s;
    QTest::newRow("NUL") << u"host=db\0 password=s3cr3t"_s;
    QTest::newRow("bracket not closed") << u"postgresql://me:s3cr3t@[::1/app"_s;
    QTest::newRow("half a pair") << u"host=db password"_s;
}

void TestConnectionSettings::refuses()
{
    QFETCH(QString, text);
    const auto settings = ConnectionSettings::parse(text);
    QVERIFY(!settings);
    QCOMPARE(settings.error().kind, TaskError::Kind::InvalidInput);
    QVERIFY(!settings.error().message.isEmpty());
    QVERIFY(!settings.error().message.contains(secret));
    QVERIFY(!settings.error().serverText.contains(secret));
}

void TestConnectionSettings::withoutPassword_data()
{
    QTest::addColumn<QString>("text");

    QTest::newRow("none") << u"host=db user=me"_s;
    QTest::newRow("URI") << u"postgresql://me:s3cr3t@h:1/app"_s;
    QTest::newRow("parameter") << u"postgresql://me@h/app?password=s3cr3t"_s;
    QTest::newRow("key") << u"host=db password=s3cr3t"_s;
    QTest::newRow("key's password") << u"host=db sslkey=/k sslpassword=s3cr3t"_s;
    QTest::newRow("quoted") << u"user='my \\'name\\' \\\\' password='s3cr3t \\' x'"_s;
    QTest::newRow("several hosts") << u"postgresql://me:s3cr3t@a:1,b:2/app?target_session_attrs=any"_s;
}

void TestConnectionSettings::withoutPassword()
{
    QFETCH(QString, text);
    const auto settings = ConnectionSettings::parse(text);
    QVERIFY(settings);
    QVERIFY2(!settings->withoutPassword().contains(secret), qPrintable(settings->withoutPassword()));

    const auto again = ConnectionSettings::parse(settings->withoutPassword());
    QVERIFY2(again, qPrintable(settings->withoutPassword()));
    Values expected = settings->values();
    expected.remove(u"password"_s);
    expected.remove(u"sslpassword"_s);
    QCOMPARE(again->values(), expected);
}

void TestConnectionSettings::keyValueIsReadBack_data()
{
    QTest::addColumn<QString>("value");
    QTest::newRow("plain") << u"app"_s;
    QTest::newRow("empty") << u""_s;
    QTest::newRow("blank") << u" a b "_s;
    QTest::newRow("quote") << u"it's"_s;
    QTest::newRow("backslash") << u"a\\b\\"_s;
    QTest::newRow("both") << u"\\'\\' password=x"_s;
    QTest::newRow("line break") << u"a\nb"_s;
    QTest::newRow("emoji") << u"🚀"_s;
}

void TestConnectionSettings::keyValueIsReadBack()
{
    QFETCH(QString, value);
    const auto settings = ConnectionSettings::parse(ConnectionSettings::keyValue(u"dbname"_s, value));
    QVERIFY(settings);
    QCOMPARE(settings->values(), Values({{u"dbname"_s, value}}));
    QCOMPARE(settings->value(u"dbname"_s), value);
    QCOMPARE(settings->value(u"host"_s), QString());
}

void TestConnectionSettings::defaultsGiveWay()
{
    const Values given{{u"connect_timeout"_s, u"3"_s}, {u"host"_s, u"db"_s}};
    const Values values = ConnectionSettings::parse(u"host=db connect_timeout=3"_s)->valuesWithDefaults();
    for (auto it = given.cbegin(); it != given.cend(); ++it)
        QCOMPARE(values.value(it.key()), it.value());
    QCOMPARE(values.value(u"client_encoding"_s), u"UTF8"_s);
    QVERIFY(!values.value(u"keepalives_idle"_s).isEmpty());
    QVERIFY(!ConnectionSettings::parse({})->valuesWithDefaults().value(u"connect_timeout"_s).isEmpty());
}

// It is given to a session later: a pooler would keep it.
void TestConnectionSettings::name_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");

    QTest::newRow("ours") << u"host=db"_s << u"watchbill"_s;
    QTest::newRow("given") << u"host=db application_name=mine"_s << u"mine"_s;
    QTest::newRow("given as second choice") << u"host=db fallback_application_name=other"_s << u"other"_s;
}

void TestConnectionSettings::name()
{
    QFETCH(QString, text);
    const auto settings = ConnectionSettings::parse(text);
    QTEST(settings->applicationName(), "name");
    QVERIFY(!settings->valuesWithDefaults().contains(u"application_name"_s));
    QVERIFY(!settings->valuesWithDefaults().contains(u"fallback_application_name"_s));
}

void TestConnectionSettings::eachHost_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("each");

    QTest::newRow("one") << u"host=a port=1"_s << QStringList{u"host=a | port=1"_s};
    QTest::newRow("none") << u"dbname=x"_s << QStringList{u"dbname=x"_s};
    QTest::newRow("two") << u"host=a,b port=1,2"_s << QStringList{u"host=a | port=1"_s, u"host=b | port=2"_s};
    QTest::newRow("one port") << u"host=a,b port=1"_s
                              << QStringList{u"host=a | port=1"_s, u"host=b | port=1"_s};
    QTest::newRow("addresses") << u"hostaddr=1.1.1.1,2.2.2.2"_s
                               << QStringList{u"hostaddr=1.1.1.1"_s, u"hostaddr=2.2.2.2"_s};
    QTest::newRow("do not fit") << u"host=a,b port=1,2,3"_s << QStringList{u"host=a,b | port=1,2,3"_s};
    QTest::newRow("primary") << u"host=a,b target_session_attrs=primary"_s
                             << QStringList{u"host=a | target_session_attrs=primary"_s,
                                            u"host=b | target_session_attrs=primary"_s};
    QTest::newRow("rather a standby")
        << u"host=a,b target_session_attrs=prefer-standby"_s
        << QStringList{u"host=a | target_session_attrs=standby"_s, u"host=b | target_session_attrs=standby"_s,
                       u"host=a | target_session_attrs=any"_s, u"host=b | target_session_attrs=any"_s};
}

void TestConnectionSettings::eachHost()
{
    QFETCH(QString, text);
    QStringList each;
    for (const ConnectionSettings &one : ConnectionSettings::parse(text)->eachHost())
        each += join(one.values());
    QTEST(each, "each");
}

void TestConnectionSettings::equality()
{
    QVERIFY(*ConnectionSettings::parse(u"postgresql://me@h/app"_s)
            == *ConnectionSettings::parse(u"user=me host=h dbname=app"_s));
    QVERIFY(*ConnectionSettings::parse(u"host=h password=a"_s)
            != *ConnectionSettings::parse(u"host=h password=b"_s));
}

void TestConnectionSettings::reachesOddNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("blank") << u" my db "_s;
    QTest::newRow("quotes") << u"it's \"quoted\""_s;
    QTest::newRow("backslash") << u"a\\'b\\"_s;
    QTest::newRow("semicolon") << u"a;b; c"_s;
    QTest::newRow("equals") << u"user=x dbname=y"_s;
    QTest::newRow("emoji") << u"🚀 ä"_s;
}

void TestConnectionSettings::reachesOddNames()
{
    QFETCH(QString, name);
    m_database->execute(u"CREATE ROLE "_s + sql::identifier(name) + u" LOGIN"_s);
    m_database->execute(u"CREATE DATABASE "_s + sql::identifier(name));
    Values values = ConnectionSettings::parse(m_database->connection())->values();
    values[u"dbname"_s] = values[u"user"_s] = name;
    values[u"application_name"_s] = u"it's \\ me"_s;
    QStringList pairs;
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        pairs += ConnectionSettings::keyValue(it.key(), it.value());

    QStringList answer;
    {
        Connection connection;
        connection.use(*ConnectionSettings::parse(pairs.join(u' ')));
        const auto reply = connection.execute(
            {}, u"SELECT current_user, current_database(), current_setting('application_name')"_s,
            [&](int, const ResultRows &rows) {
                answer = {rows.text(0, 0), rows.text(0, 1), rows.text(0, 2)};
            });
        QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().message));
    }
    m_database->execute(u"DROP DATABASE "_s + sql::identifier(name) + u" WITH (FORCE)"_s);
    m_database->execute(u"DROP ROLE "_s + sql::identifier(name));
    QCOMPARE(answer, QStringList({name, name, u"it's \\ me"_s}));
}

void TestConnectionSettings::readsServiceFile()
{
    const Values values = ConnectionSettings::parse(m_database->connection())->values();
    QTemporaryDir folder;
    QFile file(folder.filePath(u"services.conf"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[watchbill_test]\n");
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        file.write((it.key() + u'=' + it.value() + u'\n').toUtf8());
    file.close();

    qputenv("PGSERVICEFILE", file.fileName().toLocal8Bit());
    Connection connection;
    connection.use(*ConnectionSettings::parse(u"service=watchbill_test"_s));
    QString answer;
    const auto reply = connection.execute({}, u"SELECT current_database()"_s,
                                          [&](int, const ResultRows &rows) { answer = rows.text(0, 0); });
    qunsetenv("PGSERVICEFILE");
    QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().message));
    QCOMPARE(answer, m_database->name());
}

void TestConnectionSettings::severalHosts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("reading");
    QTest::addColumn<QString>("writing");

    QTest::newRow("none") << u""_s << 1 << u""_s << u""_s;
    QTest::newRow("one") << u"host=a"_s << 1 << u""_s << u""_s;
    QTest::newRow("one, for some reason")
        << u"host=a target_session_attrs=read-write"_s << 1 << u"read-write"_s << u"read-write"_s;
    QTest::newRow("two") << u"host=a,b"_s << 2 << u"prefer-standby"_s << u"primary"_s;
    QTest::newRow("three in a URI") << u"postgresql://a,b,c/d"_s << 3 << u"prefer-standby"_s << u"primary"_s;
    QTest::newRow("addresses") << u"hostaddr=10.0.0.1,10.0.0.2"_s << 2 << u"prefer-standby"_s << u"primary"_s;
    QTest::newRow("any for reading") << u"host=a,b target_session_attrs=any"_s << 2 << u"any"_s
                                     << u"primary"_s;
    QTest::newRow("primary for all") << u"host=a,b target_session_attrs=primary"_s << 2 << u"primary"_s
                                     << u"primary"_s;
    QTest::newRow("no primary") << u"host=a,b target_session_attrs=standby"_s << 2 << u"standby"_s
                                << u"standby"_s;
    QTest::newRow("no writing") << u"host=a,b target_session_attrs=read-only"_s << 2 << u"read-only"_s
                                << u"read-only"_s;
}

void TestConnectionSettings::severalHosts()
{
    QFETCH(QString, text);
    const auto settings = ConnectionSettings::parse(text);
    QVERIFY(settings);
    QTEST(settings->hostCount(), "count");
    QTEST(settings->forReading().value(u"target_session_attrs"_s), "reading");
    QTEST(settings->forWriting().value(u"target_session_attrs"_s), "writing");
    QCOMPARE(settings->forReading().forWriting(), settings->forWriting());
}

void TestConnectionSettings::readsEnvironment()
{
    const Values values = ConnectionSettings::parse(m_database->connection())->values();
    qputenv("PGHOST", values[u"host"_s].toLocal8Bit());
    qputenv("PGPORT", values[u"port"_s].toLocal8Bit());
    qputenv("PGUSER", values[u"user"_s].toLocal8Bit());
    qputenv("PGDATABASE", m_database->name().toLocal8Bit());
    Connection connection;
    connection.use(*ConnectionSettings::parse(u""_s));
    QString answer;
    const auto reply = connection.execute({}, u"SELECT current_database()"_s,
                                          [&](int, const ResultRows &rows) { answer = rows.text(0, 0); });
    for (const char *name : {"PGHOST", "PGPORT", "PGUSER", "PGDATABASE"})
        qunsetenv(name);
    QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().message));
    QCOMPARE(answer, m_database->name());
}

WATCHBILL_TEST(TestConnectionSettings)

} // namespace tst_connectionsettings

#include "tst_connectionsettings.moc"
