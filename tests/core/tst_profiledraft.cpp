// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/profiledraft.h"

#include "testprogram.h"

#include <QTemporaryDir>
#include <QTest>

namespace tst_profiledraft {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

/// What the form makes of a connection, and what it finds wrong with it.
class TestProfileDraft : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void staysTheSame_data();
    void staysTheSame();
    void serviceLogin_data();
    void serviceLogin();
    void problems_data();
    void problems();
    void knowsFiles();
    void notes_data();
    void notes();
    void proposes_data();
    void proposes();
    void withdrawsWhatItProposed();
    void keepsThePasswordOfTheSameLogin();
};

void TestProfileDraft::staysTheSame_data()
{
    QTest::addColumn<ConnectionProfile>("profile");
    ConnectionProfile profile;
    profile.name = u"Shop"_s;
    QTest::newRow("from the environment") << profile;
    profile.environment = Environment::Production;
    profile.connection = u"host=db.example.com dbname=shop user=ann sslmode=verify-full password=s3cret"_s;
    profile.serviceRole = u"service_role"_s;
    profile.readOnly = true;
    profile.timeLimit = 7s;
    profile.stuckAfter = 5min;
    QTest::newRow("remote") << profile;
    profile.schema = u"My Jobs"_s;
    profile.table = u"ta.sks"_s;
    profile.serviceConnection = u"host=db.example.com dbname=shop user=boss sslmode=verify-full"_s;
    QTest::newRow("odd table, service login") << profile;
    profile.schema = u"public"_s;
    profile.serviceConnection = u"host=elsewhere.example.com dbname=shop user=boss password='s3cret too'"_s;
    QTest::newRow("service login elsewhere") << profile;
    profile.serviceConnection = u"service=boss"_s;
    QTest::newRow("service login of a file") << profile;
}

void TestProfileDraft::staysTheSame()
{
    QFETCH(ConnectionProfile, profile);
    const ConnectionProfile again = ProfileDraft::of(profile).profile();
    QVERIFY(*ConnectionFields::fromText(again.connection) == *ConnectionFields::fromText(profile.connection));
    QVERIFY(*ConnectionFields::fromText(again.serviceConnection)
            == *ConnectionFields::fromText(profile.serviceConnection));
    profile.connection = again.connection;
    profile.serviceConnection = again.serviceConnection;
    QVERIFY(again == profile);
}

void TestProfileDraft::serviceLogin_data()
{
    QTest::addColumn<QString>("login");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("connection");
    const QString regular = u"host=db.example.com dbname=shop user=ann password=s3cret"_s;
    QTest::newRow("none") << QString() << QString() << QString();
    QTest::newRow("a user") << u"boss"_s << u"other"_s
                            << u"host=db.example.com dbname=shop user=boss password=other"_s;
    QTest::newRow("a user without a password, never with that of the other")
        << u"boss"_s << QString() << u"host=db.example.com dbname=shop user=boss"_s;
    QTest::newRow("a connection") << u"postgresql://boss@elsewhere/shop"_s << u"other"_s
                                  << u"host=elsewhere dbname=shop user=boss password=other"_s;
}

void TestProfileDraft::serviceLogin()
{
    QFETCH(QString, login);
    QFETCH(QString, password);
    QFETCH(QString, connection);
    ProfileDraft draft;
    draft.connection =
        *ConnectionFields::fromText(u"host=db.example.com dbname=shop user=ann password=s3cret"_s);
    draft.serviceLogin = login;
    draft.servicePassword = password;
    QCOMPARE(draft.profile().serviceConnection, connection);
}

void TestProfileDraft::problems_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<FormField>("where");
    QTest::addColumn<QString>("words"); // none: it is fine
    const auto row = [](const char *name, const char *field, const QString &value, FormField where,
                        const QString &words) {
        QTest::newRow(name) << QString::fromLatin1(field) << value << where << words;
    };
    row("name of another", "name", u" Shop "_s, FormField::Name, u"There is already a connection “Shop”."_s);
    row("name of its own", "name", u"shop"_s, FormField::Name, {});
    row("URI as host", "host", u"postgres://db"_s, FormField::Host, u"into the field at the top"_s);
    row("host with port", "host", u"db.example.com:5432"_s, FormField::Host, u"enter db.example.com here"_s);
    row("IPv6", "host", u"2001:db8::1"_s, FormField::Host, {});
    row("host with space", "host", u"db example"_s, FormField::Host, u"no spaces"_s);
    row("folder with space", "host", u"/tmp/my sockets"_s, FormField::Host, {});
    row("comma too many", "host", u"a,,b"_s, FormField::Host, u"missing between two commas"_s);
    row("port as word", "port", u"postgres"_s, FormField::Port, u"A port is a number from 1 to 65535."_s);
    row("port too large", "port", u"65536"_s, FormField::Port, u"A port is a number from 1 to 65535."_s);
    row("port zero", "port", u"0"_s, FormField::Port, u"A port is a number from 1 to 65535."_s);
    row("last port", "port", u"65535"_s, FormField::Port, {});
    row("too many ports", "port", u"5432,5433"_s, FormField::Port, u"one for each"_s);
    row("certificate", "rootCertificate", u"/no/such/file.crt"_s, FormField::RootCertificate,
        u"File not found."_s);
    row("a folder", "rootCertificate", u"/"_s, FormField::RootCertificate, u"file cannot be read"_s);
    row("the system's", "rootCertificate", u"system"_s, FormField::RootCertificate, {});
    row("no table", "table", QString(), FormField::Table, u"is not a table name"_s);
    row("three names", "table", u"a.b.c"_s, FormField::Table, u"“a.b.c” is not a table name"_s);
    row("role none", "serviceRole", u"none"_s, FormField::ServiceRole,
        u"“none” is not the name of a role."_s);
    row("role", "serviceRole", u"service_role"_s, FormField::ServiceRole, {});
    row("login", "serviceLogin", u"boss"_s, FormField::ServiceLogin, {});
    row("login with a password", "serviceLogin", u"dbname=x password=s3cret"_s, FormField::ServiceLogin,
        u"The password has its own field."_s);
    row("login that is none", "serviceLogin", u"mysql://boss@db"_s, FormField::ServiceLogin,
        u"This is not a PostgreSQL connection."_s);
    row("password without login", "servicePassword", u"s3cret"_s, FormField::ServiceLogin,
        u"needs a service login"_s);
    row("option", "more", u"keepalives=1 options='-c x=1'"_s, FormField::More, {});
    row("no option", "more", u"keepalive=1"_s, FormField::More, u"These are not PostgreSQL options."_s);
    row("option with a field", "more", u"port=1"_s, FormField::More, u"“port” has its own field."_s);
    row("password as option", "more", u"password=s3cret"_s, FormField::More,
        u"Do not enter a password here"_s);
    row("key's password as option", "more", u"sslpassword=s3cret"_s, FormField::More,
        u"Do not enter a password here"_s);
}

void TestProfileDraft::problems()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    QFETCH(FormField, where);
    QFETCH(QString, words);
    ProfileDraft draft;
    const QMap<QString, QString *> fields{
        {u"name"_s, &draft.name},
        {u"host"_s, &draft.connection.host},
        {u"port"_s, &draft.connection.port},
        {u"rootCertificate"_s, &draft.connection.rootCertificate},
        {u"table"_s, &draft.table},
        {u"serviceRole"_s, &draft.serviceRole},
        {u"serviceLogin"_s, &draft.serviceLogin},
        {u"servicePassword"_s, &draft.servicePassword},
        {u"more"_s, &draft.connection.more},
    };
    QVERIFY(draft.problems({u"Shop"_s}).isEmpty());
    *fields[field] = value;
    const auto problems = draft.problems({u"Shop"_s});
    if (words.isEmpty()) {
        QVERIFY2(problems.isEmpty(), qPrintable(problems.values().join(u'\n')));
        return;
    }
    QCOMPARE(problems.keys(), QList<FormField>{where});
    QVERIFY2(problems[where].contains(words), qPrintable(problems[where]));
    QVERIFY(!problems[where].contains(u"s3cret"_s));
}

void TestProfileDraft::knowsFiles()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"root.crt"_s));
    ProfileDraft draft;
    draft.connection.rootCertificate = file.fileName();
    QCOMPARE(draft.problems({}).keys(), QList<FormField>{FormField::RootCertificate});
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(draft.problems({}).isEmpty());
}

void TestProfileDraft::notes_data()
{
    QTest::addColumn<QString>("connection");
    QTest::addColumn<FormField>("where");
    QTest::addColumn<QString>("words"); // none: nothing is said
    const QString direct = u"host=db.abcdefgh.supabase.co user=postgres "_s;
    const QString pooler = u"host=aws-0-eu-central-1.pooler.supabase.com "_s;
    QTest::newRow("require") << u"host=db.example.com sslmode=require"_s << FormField::TlsMode
                             << u"pose as the server"_s;
    QTest::newRow("unencrypted") << u"host=db.example.com"_s << FormField::TlsMode << u"unencrypted"_s;
    QTest::newRow("safe") << u"host=db.example.com sslmode=verify-full"_s << FormField::TlsMode << QString();
    QTest::newRow("local") << u"host=localhost"_s << FormField::TlsMode << QString();
    QTest::newRow("certificate") << u"host=db.example.com sslmode=verify-full"_s << FormField::RootCertificate
                                 << u"needs the certificate"_s;
    QTest::newRow("certificate is there") << u"host=db.example.com sslmode=verify-full sslrootcert=system"_s
                                          << FormField::RootCertificate << QString();
    QTest::newRow("Supabase's") << direct + u"sslmode=verify-full"_s << FormField::RootCertificate
                                << u"database settings"_s;
    QTest::newRow("IPv6") << direct << FormField::Host << u"IPv6"_s;
    QTest::newRow("transaction pooler")
        << pooler + u"port=6543 user=postgres.abc"_s << FormField::Port << u"transaction pooler"_s;
    QTest::newRow("session pooler") << pooler + u"port=5432 user=postgres.abc"_s << FormField::Port
                                    << QString();
    QTest::newRow("project") << pooler + u"user=postgres"_s << FormField::User << u"postgres.PROJECT"_s;
    QTest::newRow("row security") << direct << FormField::ServiceRole << u"service_role"_s;
}

void TestProfileDraft::notes()
{
    QFETCH(QString, connection);
    QFETCH(FormField, where);
    QFETCH(QString, words);
    QTemporaryDir home; // in which there is no certificate
    qputenv("HOME", home.path().toLocal8Bit());
    ProfileDraft draft;
    draft.connection = *ConnectionFields::fromText(connection);
    const QString note = draft.notes().value(where);
    QVERIFY2(words.isEmpty() ? note.isEmpty() : note.contains(words), qPrintable(note));
}

void TestProfileDraft::proposes_data()
{
    QTest::addColumn<QString>("pasted");
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("role");
    QTest::newRow("local") << u"postgresql:///shop"_s << QString() << QString();
    QTest::newRow("remote") << u"postgresql://db.example.com/shop"_s << u"verify-full"_s << QString();
    QTest::newRow("chosen") << u"postgresql://db.example.com/shop?sslmode=disable"_s << u"disable"_s
                            << QString();
    QTest::newRow("Supabase") << u"postgresql://postgres@db.abcdefgh.supabase.co/postgres"_s
                              << u"verify-full"_s << u"service_role"_s;
}

void TestProfileDraft::proposes()
{
    QFETCH(QString, pasted);
    QFETCH(QString, mode);
    QFETCH(QString, role);
    ProfileDraft draft;
    draft.proposeFor(*ConnectionFields::fromText(pasted));
    QCOMPARE(draft.connection.tlsMode, mode);
    QCOMPARE(draft.serviceRole, role);
    QCOMPARE(draft.table, u"public.tasks"_s);
    draft.serviceRole = u"mine"_s;
    draft.proposeFor(*ConnectionFields::fromText(pasted));
    QCOMPARE(draft.serviceRole, u"mine"_s);
}

void TestProfileDraft::withdrawsWhatItProposed()
{
    const QString supabase = u"postgresql://postgres@db.abcdefgh.supabase.co/postgres"_s;
    ProfileDraft draft;
    draft.proposeFor(*ConnectionFields::fromText(supabase));
    draft.proposeFor(*ConnectionFields::fromText(u"postgresql://ann@db.example.com/shop"_s));
    QCOMPARE(draft.serviceRole, QString());
    draft.serviceRole = u"service_role"_s; // typed, for a server that is none of theirs
    draft.proposeFor(*ConnectionFields::fromText(u"postgresql://ann@db.example.com/other"_s));
    QCOMPARE(draft.serviceRole, u"service_role"_s);
}

void TestProfileDraft::keepsThePasswordOfTheSameLogin()
{
    ProfileDraft draft;
    draft.proposeFor(*ConnectionFields::fromText(u"postgresql://ann:s3cret@db.example.com/shop"_s));
    draft.proposeFor(*ConnectionFields::fromText(u"postgresql://ann@db.example.com/other"_s));
    QCOMPARE(draft.connection.password, u"s3cret"_s);
    draft.proposeFor(*ConnectionFields::fromText(u"postgresql://ann@evil.example.com/other"_s));
    QCOMPARE(draft.connection.password, QString());
}

WATCHBILL_TEST(TestProfileDraft)

} // namespace tst_profiledraft

#include "tst_profiledraft.moc"
