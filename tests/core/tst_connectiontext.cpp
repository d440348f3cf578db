// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/connectiontext.h"

#include "outcome.h"
#include "testprogram.h"

#include <QTest>

namespace tst_connectiontext {

using namespace Qt::StringLiterals;
using namespace watchbill;

using Values = QMap<QString, QString>;

/// Connections as hosts, object mappers and other programs write them.
class TestConnectionText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void readsAgainWhatItHasRead_data();
    void readsAgainWhatItHasRead();
    void takesPasswordsAsTheyAre_data();
    void takesPasswordsAsTheyAre();
    void saysWhatItMadeOfIt();
    void refuses_data();
    void refuses();
};

void TestConnectionText::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Values>("values");
    const Values shop{{u"host"_s, u"db.example.com"_s},
                      {u"port"_s, u"5433"_s},
                      {u"dbname"_s, u"shop"_s},
                      {u"user"_s, u"ann"_s},
                      {u"password"_s, u"s3cret"_s}};
    const auto with = [](Values values, const Values &more) {
        values.insert(more);
        return values;
    };
    const auto without = [](Values values, const QString &keyword) {
        values.remove(keyword);
        return values;
    };
    const QString uri = u"postgresql://ann:s3cret@db.example.com:5433/shop"_s;
    const Values required = with(shop, {{u"sslmode"_s, u"require"_s}});

    // Schemes
    QTest::newRow("Ecto") << u"ecto://ann:s3cret@db.example.com:5433/shop?pool_size=10"_s << shop;
    QTest::newRow("Django's PostGIS") << u"postgis://ann:s3cret@db.example.com:5433/shop"_s << shop;
    QTest::newRow("Doctrine")
        << u"pgsql://ann:s3cret@db.example.com:5433/shop?serverVersion=15&charset=utf8"_s << shop;
    QTest::newRow("SQLAlchemy") << u"postgresql+psycopg://ann:s3cret@db.example.com:5433/shop"_s << shop;
    QTest::newRow("asyncpg") << u"postgresql+asyncpg://ann:s3cret@db.example.com:5433/shop?ssl=require"_s
                             << required;
    QTest::newRow("capitals") << u"PostgreSQL://ann:s3cret@db.example.com:5433/shop"_s << shop;
    QTest::newRow("JDBC") << u"jdbc:postgresql://db.example.com:5433/shop?user=ann&password=s3cret&ssl=true"_s
                          << required;
    QTest::newRow("JDBC, named otherwise")
        << u"jdbc:postgresql://a:1,b:2/shop?ApplicationName=me&connectTimeout=3&targetServerType=preferSecondary"_s
        << Values{{u"host"_s, u"a,b"_s},          {u"port"_s, u"1,2"_s},
                  {u"dbname"_s, u"shop"_s},       {u"application_name"_s, u"me"_s},
                  {u"connect_timeout"_s, u"3"_s}, {u"target_session_attrs"_s, u"prefer-standby"_s}};
    QTest::newRow("JDBC on this computer") << u"jdbc:postgresql:shop"_s << Values{{u"dbname"_s, u"shop"_s}};

    // Parameters
    QTest::newRow("Prisma") << uri + u"?schema=app&connection_limit=1&pool_timeout=0&pgbouncer=true"_s
                            << shop;
    QTest::newRow("no-verify") << uri + u"?sslmode=no-verify"_s << required;
    QTest::newRow("node-postgres") << uri + u"?ssl=true&uselibpqcompat=true"_s << required;
    QTest::newRow("without TLS") << uri + u"?ssl=false"_s << with(shop, {{u"sslmode"_s, u"disable"_s}});
    QTest::newRow("libpq's word counts more")
        << uri + u"?sslmode=verify-full&ssl=true"_s << with(shop, {{u"sslmode"_s, u"verify-full"_s}});
    QTest::newRow("Neon") << uri + u"?sslmode=require&channel_binding=require&options=endpoint%3Dep-cool"_s
                          << with(required,
                                  {{u"channel_binding"_s, u"require"_s},
                                   {u"options"_s, u"endpoint=ep-cool"_s}});
    QTest::newRow("an at sign behind the question mark")
        << uri + u"?application_name=a@b"_s << with(shop, {{u"application_name"_s, u"a@b"_s}});
    QTest::newRow("query's own hosts") << u"postgresql+psycopg2://ann:s3cret@/shop?host=a:1&host=b:2"_s
                                       << with(shop, {{u"host"_s, u"a,b"_s}, {u"port"_s, u"1,2"_s}});
    QTest::newRow("Cloud SQL") << u"postgresql://ann:s3cret@/shop?host=/cloudsql/project:region:instance"_s
                               << with(without(shop, u"port"_s),
                                       {{u"host"_s, u"/cloudsql/project:region:instance"_s}});

    // Hosts
    QTest::newRow("IPv6") << u"postgresql://ann:s3cret@[::1]:5433/shop"_s
                          << with(shop, {{u"host"_s, u"::1"_s}});
    QTest::newRow("IPv6 pair") << u"host=::1 port=5433 dbname=shop user=ann password=s3cret"_s
                               << with(shop, {{u"host"_s, u"::1"_s}});
    QTest::newRow("IPv6 with a zone") << u"postgresql://[fe80::1%25eth0]/shop"_s
                                      << Values{{u"host"_s, u"fe80::1%eth0"_s}, {u"dbname"_s, u"shop"_s}};
    QTest::newRow("encoded folder") << u"postgres://ann@%2Fvar%2Frun%2Fpostgresql:5433/shop"_s
                                    << with(without(shop, u"password"_s),
                                            {{u"host"_s, u"/var/run/postgresql"_s}});
    QTest::newRow("several") << u"postgresql://a,b:5433/shop"_s
                             << Values{
                                    {u"host"_s, u"a,b"_s}, {u"port"_s, u",5433"_s}, {u"dbname"_s, u"shop"_s}};
    QTest::newRow("host with its port as a pair")
        << u"host=db.example.com:5433 dbname=shop user=ann password=s3cret"_s << shop;
    QTest::newRow("slash at the end") << uri + u'/' << shop;
    QTest::newRow("service") << u"postgresql:///?service=shop"_s << Values{{u"service"_s, u"shop"_s}};
    QTest::newRow("server's name in the user")
        << u"postgresql://ann@shop:s3cret@shop.postgres.database.azure.com/shop"_s
        << Values{{u"host"_s, u"shop.postgres.database.azure.com"_s},
                  {u"dbname"_s, u"shop"_s},
                  {u"user"_s, u"ann@shop"_s},
                  {u"password"_s, u"s3cret"_s}};

    // Names and values
    QTest::newRow(".NET") << u"Host=db.example.com;Port=5433;Database=shop;Username=ann;Password=s3cret;"
                             "SSL Mode=Require;Trust Server Certificate=true;Pooling=true"_s
                          << required;
    QTest::newRow(".NET, other names")
        << u"Server=db.example.com:5433; User Id=ann; Pwd=s3cret; Initial Catalog=shop; SslMode=VerifyFull;"_s
        << with(shop, {{u"sslmode"_s, u"verify-full"_s}});
    QTest::newRow(".NET, quoted")
        << u"Host=db.example.com;Port=5433;Database=shop;Username=ann;Password=\"a;b\"\"c\""_s
        << with(shop, {{u"password"_s, u"a;b\"c"_s}});
    QTest::newRow(".NET, password first, with an equals sign")
        << u"Password=abc=;Host=db.example.com;Port=5433;Database=shop;Username=ann"_s
        << with(shop, {{u"password"_s, u"abc="_s}});
    QTest::newRow("settings of ASP.NET")
        << u"\"DefaultConnection\": \"Host=db.example.com;Port=5433;Database=shop;Username=ann;Password=s3cret\","_s
        << shop;
    QTest::newRow("variable of ASP.NET")
        << u"ConnectionStrings__Default=Host=db.example.com;Port=5433;Database=shop;"
           "Username=ann;Password=s3cret # of the shop"_s
        << shop;
    QTest::newRow("ODBC")
        << u"Driver={PostgreSQL Unicode};Server=db.example.com;Port=5433;Database=shop;Uid=ann;"
           "Pwd={s3cret};"_s
        << shop;
    QTest::newRow("PHP") << u"pgsql:host=db.example.com;port=5433;dbname=shop;user=ann;password=s3cret"_s
                         << shop;
    QTest::newRow("Go")
        << u"host=db.example.com port=5433 dbname=shop user=ann password=s3cret TimeZone=UTC"_s << shop;
    QTest::newRow("other names as pairs")
        << u"host=db.example.com port=5433 database=shop username=ann password=s3cret"_s << shop;
    QTest::newRow("semicolon in a password of libpq's")
        << u"host=db.example.com port=5433 dbname=shop user=ann password=a;b=c"_s
        << with(shop, {{u"password"_s, u"a;b=c"_s}});
    QTest::newRow("password that looks like a URI")
        << u"password='postgres://x' host=db"_s
        << Values{{u"host"_s, u"db"_s}, {u"password"_s, u"postgres://x"_s}};

    // Surroundings
    QTest::newRow("comment") << uri + u" # of the shop, ask ann@example.com"_s << shop;
    QTest::newRow("comment behind quotes") << u"DATABASE_URL='"_s + uri + u"' # of the shop"_s << shop;
    QTest::newRow("comment behind pairs")
        << u"host=db.example.com port=5433 dbname=shop user=ann password=s3cret # of the shop"_s << shop;
    QTest::newRow("statement") << u"const url = \""_s + uri + u"\"; // of the shop"_s << shop;
    QTest::newRow("JSON") << u"\"DATABASE_URL\": \""_s + uri + u"\","_s << shop;
    QTest::newRow("list of YAML") << u"- DATABASE_URL="_s + uri << shop;
    QTest::newRow("PowerShell") << u"$env:DATABASE_URL = \""_s + uri + u"\""_s << shop;
    QTest::newRow("Heroku") << u"DATABASE_URL:        "_s + uri << shop;
    QTest::newRow("typographic quotes") << u'“' + uri + u'”' << shop;
    QTest::newRow("invisible characters") << u"\uFEFF\u200B"_s + uri + u"\u200B"_s << shop;
    QTest::newRow("of an XML file")
        << u"value='jdbc:postgresql://db.example.com:5433/shop?user=ann&amp;password=s3cret'"_s << shop;
    QTest::newRow("properties of Spring")
        << u"spring.datasource.url=jdbc:postgresql://db.example.com:5433/shop?user=ann&password=s3cret"_s
        << shop;
    QTest::newRow("angle brackets") << u'<' + uri + u'>' << shop;
    QTest::newRow("environment file of several lines") << u"# pooled\nDATABASE_URL=\""_s + uri
            + u"?pgbouncer=true\"\n\nDIRECT_URL=\"postgresql://other/db\"\n"_s
                                                       << shop;
    QTest::newRow("libpq's variables") << u"export PGHOST=db.example.com PGPORT=5433\nPGDATABASE='shop'\n"
                                          "PGUSER=ann\nPGPASSWORD=\"s3cret\" # hidden\nAPP_ENV=test"_s
                                       << shop;
    QTest::newRow("Laravel")
        << u"DB_CONNECTION=pgsql\nDB_HOST=db.example.com\nDB_PORT=5433\nDB_DATABASE=shop\n"
           "DB_USERNAME=ann\nDB_PASSWORD=s3cret"_s
        << shop;
    QTest::newRow("container") << u"POSTGRES_USER=ann POSTGRES_PASSWORD=s3cret POSTGRES_DB=shop "
                                  "POSTGRES_HOST=db.example.com POSTGRES_PORT=5433"_s
                               << shop;
    QTest::newRow("psql, all forms")
        << u"$ PGPASSWORD='s3cret' psql -hdb.example.com -p 5433 -W --username=ann shop"_s << shop;
    QTest::newRow("psql, user behind the database")
        << u"psql -h db.example.com -p 5433 shop ann"_s << without(shop, u"password"_s);
    QTest::newRow("psql with a URI as database") << u"psql -d '"_s + uri + u"' -w"_s << shop;
    QTest::newRow("masked password") << u"postgresql://ann:************@db.example.com:5433/shop"_s
                                     << without(shop, u"password"_s);
}

void TestConnectionText::reads()
{
    QFETCH(QString, text);
    QFETCH(Values, values);
    const auto read = ConnectionText::read(text);
    VERIFY_FINE(read);
    QCOMPARE(read->settings.values(), values);
}

void TestConnectionText::readsAgainWhatItHasRead_data()
{
    reads_data();
}

// As the profile file and the form keep it.
void TestConnectionText::readsAgainWhatItHasRead()
{
    QFETCH(QString, text);
    const auto read = ConnectionText::read(text);
    VERIFY_FINE(read);
    const auto again = ConnectionText::read(read->settings.toText());
    VERIFY_FINE(again);
    QCOMPARE(again->settings.values(), read->settings.values());
    QCOMPARE(again->remarks(), QStringList());
}

void TestConnectionText::takesPasswordsAsTheyAre_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("password");
    QTest::newRow("encoded") << u"p%40ss%3Aw%2Frd%231%25%3F"_s << u"p@ss:w/rd#1%?"_s;
    for (const QString &raw : {u"p@ss:w/rd#1%?"_s, u"%yaron11"_s, u"8F%f&eLxxx"_s, u"a@b@c"_s, u"a/b"_s,
                               u"#1"_s, u"a?b"_s, u"a b"_s, u"a;b"_s, u"a%20@b"_s, u"[x]"_s, u"a$b"_s,
                               u"a=b"_s, u"a,b"_s, u"a:b"_s, u"a'b"_s, u"a\"b"_s, u"a #b"_s, u"日本"_s})
        QTest::newRow(qPrintable(raw)) << raw << raw;
}

void TestConnectionText::takesPasswordsAsTheyAre()
{
    QFETCH(QString, written);
    QFETCH(QString, password);
    const QString uri =
        u"postgresql://postgres.abcdefgh:%1@db.example.com:6543/postgres?sslmode=require"_s.replace(u"%1"_s,
                                                                                                    written);
    for (const QString &text : {uri, "DATABASE_URL="_L1 + uri}) {
        const auto read = ConnectionText::read(text);
        VERIFY_FINE(read);
        QCOMPARE(read->settings.value(u"password"_s), password);
        QCOMPARE(read->settings.value(u"user"_s), u"postgres.abcdefgh"_s);
        QCOMPARE(read->settings.value(u"host"_s), u"db.example.com"_s);
        QCOMPARE(read->settings.value(u"dbname"_s), u"postgres"_s);
    }
}

void TestConnectionText::saysWhatItMadeOfIt()
{
    const auto read = ConnectionText::read(u"postgres://h/d?sslmode=no-verify&schema=app&pgbouncer=true"_s);
    VERIFY_FINE(read);
    const QString remarks = read->remarks().join(u' ');
    QVERIFY2(remarks.contains(u"no-verify"_s) && remarks.contains(u"require"_s), qPrintable(remarks));
    QVERIFY2(remarks.contains(u"schema, pgbouncer"_s), qPrintable(remarks));
    QCOMPARE(ConnectionText::read(u"postgres://h/d?sslmode=require"_s)->remarks(), QStringList());
}

void TestConnectionText::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("a word") << u"shop s3cret"_s << u"postgresql://"_s;
    QTest::newRow("another scheme") << u"mysql://ann:s3cret@db/shop"_s << u"mysql://"_s;
    QTest::newRow("web address") << u"https://abcdefgh.supabase.co"_s << u"web address"_s;
    QTest::newRow("unknown pair") << u"host=db pasword=s3cret"_s << u"“pasword”"_s;
    QTest::newRow("half a quote") << u"user=ann password='s3cret"_s << u"“password”"_s;
    QTest::newRow("space in a password") << u"host=db password=very s3cret dbname=shop"_s << u"“password”"_s;
    QTest::newRow("space and equals sign in a password")
        << u"host=db password=very s3cret=1"_s << u"“password”"_s;
    QTest::newRow("word without a value") << u"host=db shop"_s << u"“shop”"_s;
    QTest::newRow("port in words") << u"host=db port=postgres"_s << u"“postgres”"_s;
    QTest::newRow("port too large") << u"postgresql://db:99999999999/shop"_s << u"“db”"_s;
    QTest::newRow("no host") << u"postgresql://ann:s3cret/shop"_s << u"port"_s;
    QTest::newRow("space in a host") << u"postgresql://ann:s3cret@my db/shop"_s << u"space"_s;
    QTest::newRow("variable as host") << u"postgresql://ann:s3cret@$HOST/shop"_s << u"“$HOST”"_s;
    QTest::newRow("quotes as host") << u"postgresql:///shop?host=\"$SOCKETS\"&port=1"_s << u"\""_s;
    QTest::newRow("IPv6 without brackets") << u"postgresql://ann:s3cret@::1:5432/shop"_s << u"[::1]:5432"_s;
    QTest::newRow("TLS mode") << u"postgresql://db/shop?sslmode=strict"_s
                              << u"“sslmode” cannot be “strict”"_s;
    QTest::newRow("NUL") << u"postgresql://ann:s3cret%00@db/shop"_s << u"“password”"_s;
    QTest::newRow("psql with more") << u"psql -h db -c 's3cret'"_s << u"-c"_s;
    QTest::newRow("psql with a variable") << u"psql \"$DATABASE_URL\""_s << u"$DATABASE_URL"_s;
}

void TestConnectionText::refuses()
{
    QFETCH(QString, text);
    QFETCH(QString, words);
    const auto read = ConnectionText::read(text);
    QCOMPARE(outcomeOf(read), u"InvalidInput"_s);
    QVERIFY2(read.error().message.contains(words), wordsOf(read).constData());
    QVERIFY2(!read.error().message.contains(u"s3cret"_s), wordsOf(read).constData());
}

WATCHBILL_TEST(TestConnectionText)

} // namespace tst_connectiontext

#include "tst_connectiontext.moc"
