// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/connectionfields.h"

#include "profile/connectiontext.h"
#include "profile/supabase.h"
#include "testprogram.h"

#include <QTest>

namespace tst_connectionfields {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// Connections as people have them at hand, taken apart and put together again.
class TestConnectionFields : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesApart_data();
    void takesApart();
    void namesWhatItLeftOut();
    void refuses_data();
    void refuses();
    void staysTheSame_data();
    void staysTheSame();
    void leavesPasswordsOut();
    void knowsWhatIsLocal_data();
    void knowsWhatIsLocal();
    void recognisesSupabase_data();
    void recognisesSupabase();
};

void TestConnectionFields::takesApart_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<ConnectionFields>("fields");

    const ConnectionFields shop{.host = u"db.example.com"_s,
                                .port = u"5433"_s,
                                .database = u"shop"_s,
                                .user = u"ann"_s,
                                .password = u"s3cret"_s};
    const auto with = [](ConnectionFields fields, QString ConnectionFields::*field, const QString &value) {
        fields.*field = value;
        return fields;
    };
    const auto secret = [&](const QString &password) {
        return with(shop, &ConnectionFields::password, password);
    };

    QTest::newRow("nothing") << QString() << ConnectionFields();
    QTest::newRow("URI") << u"postgresql://ann:s3cret@db.example.com:5433/shop"_s << shop;
    QTest::newRow("short scheme, spaces") << u"  postgres://ann:s3cret@db.example.com:5433/shop\n"_s << shop;
    QTest::newRow("pairs") << u"host=db.example.com port=5433 dbname=shop user=ann password=s3cret"_s << shop;
    QTest::newRow("quoted pairs")
        << uR"(host='db.example.com' port = 5433 dbname='my shop' user='o\'neill' password='a \\ b')"_s
        << ConnectionFields{.host = u"db.example.com"_s,
                            .port = u"5433"_s,
                            .database = u"my shop"_s,
                            .user = u"o'neill"_s,
                            .password = u"a \\ b"_s};
    QTest::newRow("in quotes") << u"\"postgresql://ann:s3cret@db.example.com:5433/shop\""_s << shop;
    QTest::newRow("environment file")
        << u"DATABASE_URL=postgresql://ann:s3cret@db.example.com:5433/shop"_s << shop;
    QTest::newRow("environment file, quoted")
        << u"export DIRECT_URL = \"postgresql://ann:s3cret@db.example.com:5433/shop\""_s << shop;
    QTest::newRow("YAML") << u"url: 'postgres://ann:s3cret@db.example.com:5433/shop'"_s << shop;
    QTest::newRow("psql with URI") << u"psql \"postgresql://ann:s3cret@db.example.com:5433/shop\""_s << shop;
    QTest::newRow("psql with pairs")
        << u"psql 'host=db.example.com port=5433 dbname=shop user=ann password=s3cret'"_s << shop;
    QTest::newRow("psql with options") << u"psql -h db.example.com -p 5433 -d shop -U ann"_s << secret({});
    QTest::newRow("psql with long options")
        << u"psql --host=db.example.com --port 5433 --dbname=shop --username=ann"_s << secret({});
    QTest::newRow("JDBC") << u"jdbc:postgresql://db.example.com:5433/shop?user=ann&password=s3cret"_s << shop;
    QTest::newRow("SQLAlchemy") << u"postgresql+asyncpg://ann:s3cret@db.example.com:5433/shop"_s << shop;
    QTest::newRow("encoded password")
        << u"postgresql://ann:a%2Fb%40c@db.example.com:5433/shop"_s << secret(u"a/b@c"_s);
    QTest::newRow("password as it is")
        << u"postgresql://ann:a/b@c#d?e f%g@db.example.com:5433/shop"_s << secret(u"a/b@c#d?e f%g"_s);
    QTest::newRow("password with a colon")
        << u"postgresql://ann:a:b@db.example.com:5433/shop"_s << secret(u"a:b"_s);
    QTest::newRow("placeholder") << u"postgresql://ann:[YOUR-PASSWORD]@db.example.com:5433/shop"_s
                                 << secret({});
    QTest::newRow("another placeholder")
        << u"postgresql://ann:<password>@db.example.com:5433/shop"_s << secret({});
    QTest::newRow("brackets that are none")
        << u"postgresql://ann:[x]@db.example.com:5433/shop"_s << secret(u"[x]"_s);
    QTest::newRow("TLS") << u"postgresql://ann:s3cret@db.example.com:5433/shop?sslmode=verify-ca"
                            "&sslrootcert=/etc/ca.crt"_s
                         << with(with(shop, &ConnectionFields::tlsMode, u"verify-ca"_s),
                                 &ConnectionFields::rootCertificate, u"/etc/ca.crt"_s);
    QTest::newRow("options without a field")
        << u"postgresql://ann:s3cret@db.example.com:5433/shop?connect_timeout=3&options=-c%20x%3D1"_s
        << with(shop, &ConnectionFields::more, u"connect_timeout=3 options='-c x=1'"_s);
    QTest::newRow("service") << u"service=shop"_s << ConnectionFields{.more = u"service=shop"_s};
    QTest::newRow("several hosts")
        << u"postgresql://ann@a.example.com:5432,b.example.com:5433/shop?target_session_attrs=any"_s
        << ConnectionFields{.host = u"a.example.com,b.example.com"_s,
                            .port = u"5432,5433"_s,
                            .database = u"shop"_s,
                            .user = u"ann"_s,
                            .more = u"target_session_attrs=any"_s};
    QTest::newRow("socket") << u"postgresql:///shop?host=/var/run/postgresql"_s
                            << ConnectionFields{.host = u"/var/run/postgresql"_s, .database = u"shop"_s};
    QTest::newRow("key's password") << u"dbname=shop sslkey=/a sslpassword=s3cret"_s
                                    << ConnectionFields{.database = u"shop"_s,
                                                        .more = u"sslkey=/a"_s,
                                                        .keyPassword = u"s3cret"_s};
    QTest::newRow("Prisma") << u"postgresql://ann:s3cret@db.example.com:5433/shop?pgbouncer=true"
                               "&connect_timeout=3&connection_limit=1"_s
                            << with(shop, &ConnectionFields::more, u"connect_timeout=3"_s);
    QTest::newRow("Supabase")
        << u"postgresql://postgres.abcdefgh:[YOUR-PASSWORD]@aws-0-eu-central-1.pooler.supabase.com:6543/postgres"_s
        << ConnectionFields{.host = u"aws-0-eu-central-1.pooler.supabase.com"_s,
                            .port = u"6543"_s,
                            .database = u"postgres"_s,
                            .user = u"postgres.abcdefgh"_s};
}

void TestConnectionFields::takesApart()
{
    QFETCH(QString, text);
    QFETCH(ConnectionFields, fields);
    const auto taken = ConnectionFields::fromText(text);
    QVERIFY2(taken, taken ? "" : qPrintable(taken.error().message));
    QCOMPARE(taken->toText(), fields.toText()); // says more than the next one
    QVERIFY(*taken == fields);
}

void TestConnectionFields::namesWhatItLeftOut()
{
    const auto read =
        ConnectionText::read(u"postgres://h/d?pgbouncer=true&sslmode=require&connection_limit=1"_s);
    QVERIFY(read);
    QCOMPARE(read->ignored, (QStringList{u"pgbouncer"_s, u"connection_limit"_s}));
}

void TestConnectionFields::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("a word") << u"shop s3cret"_s;
    QTest::newRow("another scheme") << u"mysql://ann:s3cret@db/shop"_s;
    QTest::newRow("unknown pair") << u"host=db pasword=s3cret"_s;
    QTest::newRow("half a quote") << u"host='db password=s3cret"_s;
    QTest::newRow("psql with more") << u"psql -h db -c 's3cret'"_s;
}

void TestConnectionFields::refuses()
{
    QFETCH(QString, text);
    const auto taken = ConnectionFields::fromText(text);
    QVERIFY(!taken);
    QCOMPARE(taken.error().kind, TaskError::Kind::InvalidInput);
    QVERIFY(!taken.error().message.contains(u"s3cret"_s));
}

void TestConnectionFields::staysTheSame_data()
{
    takesApart_data();
}

void TestConnectionFields::staysTheSame()
{
    QFETCH(ConnectionFields, fields);
    const auto again = ConnectionFields::fromText(fields.toText());
    QVERIFY(again);
    QVERIFY2(*again == fields, qPrintable(fields.toText()));
}

void TestConnectionFields::leavesPasswordsOut()
{
    const auto fields = ConnectionFields::fromText(u"dbname=shop password=s3cret sslpassword='s3cret too'"_s);
    QVERIFY(fields);
    QVERIFY(fields->toText().contains(u"s3cret too"_s));
    QCOMPARE(fields->withoutPasswords().toText(), u"dbname=shop"_s);
}

void TestConnectionFields::knowsWhatIsLocal_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isLocal");
    QTest::newRow("nothing") << QString() << true;
    QTest::newRow("name") << u"host=localhost"_s << true;
    QTest::newRow("socket") << u"host=/tmp"_s << true;
    QTest::newRow("IPv4") << u"host=127.0.0.1"_s << true;
    QTest::newRow("IPv6") << u"host=::1"_s << true;
    QTest::newRow("two") << u"host=localhost,/tmp"_s << true;
    QTest::newRow("another") << u"host=db.example.com"_s << false;
    QTest::newRow("one of two") << u"host=localhost,db.example.com"_s << false;
    QTest::newRow("looks like it") << u"host=localhost.example.com"_s << false;
    QTest::newRow("private network") << u"host=192.168.0.1"_s << false;
    QTest::newRow("address") << u"hostaddr=192.0.2.1"_s << false;
}

void TestConnectionFields::knowsWhatIsLocal()
{
    QFETCH(QString, text);
    QFETCH(bool, isLocal);
    QCOMPARE(ConnectionFields::fromText(text)->isLocal(), isLocal);
}

void TestConnectionFields::recognisesSupabase_data()
{
    using Way = Supabase::Way;
    QTest::addColumn<QString>("text");
    QTest::addColumn<std::optional<Supabase>>("supabase");
    QTest::newRow("direct") << u"postgresql://postgres@db.abcdefgh.supabase.co:5432/postgres"_s
                            << std::optional(Supabase{Way::Direct, u"abcdefgh"_s});
    QTest::newRow("its own pooler") << u"postgresql://postgres@db.abcdefgh.supabase.co:6543/postgres"_s
                                    << std::optional(Supabase{Way::TransactionPooler, u"abcdefgh"_s});
    QTest::newRow("session pooler")
        << u"postgresql://postgres.abcdefgh@aws-0-eu-central-1.pooler.supabase.com:5432/postgres"_s
        << std::optional(Supabase{Way::SessionPooler, u"abcdefgh"_s});
    QTest::newRow("transaction pooler")
        << u"postgresql://postgres.abcdefgh@aws-0-eu-central-1.pooler.supabase.com:6543/postgres"_s
        << std::optional(Supabase{Way::TransactionPooler, u"abcdefgh"_s});
    QTest::newRow("without the project")
        << u"postgresql://postgres@aws-0-eu-central-1.pooler.supabase.com/postgres"_s
        << std::optional(Supabase{Way::SessionPooler, {}});
    QTest::newRow("somebody else") << u"postgresql://postgres@db.example.com:6543/postgres"_s
                                   << std::optional<Supabase>();
    QTest::newRow("pretender") << u"postgresql://postgres@db.abcdefgh.supabase.co.example.com/postgres"_s
                               << std::optional<Supabase>();
}

void TestConnectionFields::recognisesSupabase()
{
    QFETCH(QString, text);
    QFETCH(std::optional<Supabase>, supabase);
    QVERIFY(Supabase::of(*ConnectionFields::fromText(text)) == supabase);
}

WATCHBILL_TEST(TestConnectionFields)

} // namespace tst_connectionfields

#include "tst_connectionfields.moc"
