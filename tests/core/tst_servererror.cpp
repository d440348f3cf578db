// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/servererror.h"

#include "testprogram.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace watchbill;

using Kind = TaskError::Kind;
Q_DECLARE_METATYPE(watchbill::TaskError::Kind)

class TestServerError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fromServer_data();
    void fromServer();
    void keepsTheServersWords();
    void fromLogin_data();
    void fromLogin();
    void readsTheStateOfALogin_data();
    void readsTheStateOfALogin();
    void needsPassword_data();
    void needsPassword();
    void fromLostLink();
    void everyKindHasAWord();
};

void TestServerError::fromServer_data()
{
    QTest::addColumn<QString>("sqlState");
    QTest::addColumn<Kind>("kind");

    QTest::newRow("admin_shutdown") << u"57P01"_s << Kind::Connection;
    QTest::newRow("crash_shutdown") << u"57P02"_s << Kind::Connection;
    QTest::newRow("cannot_connect_now") << u"57P03"_s << Kind::Connection;
    QTest::newRow("idle_session_timeout") << u"57P05"_s << Kind::Connection;
    QTest::newRow("too_many_connections") << u"53300"_s << Kind::Connection;
    QTest::newRow("connection_failure") << u"08006"_s << Kind::Connection;
    QTest::newRow("protocol_violation") << u"08P01"_s << Kind::Connection;
    QTest::newRow("invalid_password") << u"28P01"_s << Kind::Authentication;
    QTest::newRow("invalid_authorization_specification") << u"28000"_s << Kind::Authentication;
    QTest::newRow("insufficient_privilege") << u"42501"_s << Kind::PermissionDenied;
    QTest::newRow("read_only_sql_transaction") << u"25006"_s << Kind::ReadOnly;
    QTest::newRow("query_canceled") << u"57014"_s << Kind::Timeout;
    QTest::newRow("lock_not_available") << u"55P03"_s << Kind::Timeout;
    QTest::newRow("serialization_failure") << u"40001"_s << Kind::Conflict;
    QTest::newRow("deadlock_detected") << u"40P01"_s << Kind::Conflict;
    QTest::newRow("unique_violation") << u"23505"_s << Kind::Conflict;
    QTest::newRow("foreign_key_violation") << u"23503"_s << Kind::InvalidInput;
    QTest::newRow("not_null_violation") << u"23502"_s << Kind::InvalidInput;
    QTest::newRow("check_violation") << u"23514"_s << Kind::InvalidInput;
    QTest::newRow("invalid_text_representation") << u"22P02"_s << Kind::InvalidInput;
    QTest::newRow("invalid_parameter_value") << u"22023"_s << Kind::InvalidInput;
    QTest::newRow("undefined_table") << u"42P01"_s << Kind::Unsupported;
    QTest::newRow("undefined_column") << u"42703"_s << Kind::Unsupported;
    QTest::newRow("feature_not_supported") << u"0A000"_s << Kind::Unsupported;
    QTest::newRow("disk_full") << u"53100"_s << Kind::Server;
    QTest::newRow("internal_error") << u"XX000"_s << Kind::Server;
    QTest::newRow("syntax_error") << u"42601"_s << Kind::Server;
    QTest::newRow("raise_exception") << u"P0001"_s << Kind::Server;
    QTest::newRow("none") << u""_s << Kind::Server;
}

void TestServerError::fromServer()
{
    QFETCH(QString, sqlState);
    const TaskError error = errorFromServer({sqlState, u"the table said no"_s, {}, {}});
    QTEST(error.kind, "kind");
    QCOMPARE(error.sqlState, sqlState);
    QVERIFY2(error.message.contains(u"the table said no."_s), qPrintable(error.message));
    QCOMPARE(error.serverText, u"the table said no"_s);
}

void TestServerError::keepsTheServersWords()
{
    const TaskError error =
        errorFromServer({u"23503"_s, u"violates!"_s, u"Key (user_id) is not there."_s, u"Add it."_s});
    QCOMPARE(error.serverText, u"violates!\nKey (user_id) is not there.\nAdd it."_s);
    QVERIFY2(error.message.endsWith(u"violates!"_s), qPrintable(error.message));
    QVERIFY(
        errorFromServer({u"XX000"_s, u"50% of %1 is %2"_s, {}, {}}).message.contains(u"50% of %1 is %2."_s));
}

void TestServerError::fromLogin_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Kind>("kind");

    const auto refused = [](const char *name, const QString &text) {
        QTest::newRow(name) << u"connection to server on socket \"/tmp/.s.PGSQL.5432\" failed: "_s + text
                + u"\nQPSQL: Unable to connect"_s
                            << Kind::Authentication;
    };
    refused("password", u"FATAL:  password authentication failed for user \"x\""_s);
    refused(
        "password of a file",
        u"FATAL:  password authentication failed for user \"x\"\npassword retrieved from file \"/h/.pgpass\""_s);
    refused("no password", u"fe_sendauth: no password supplied"_s);
    refused("peer", u"FATAL:  Peer authentication failed for user \"x\""_s);
    refused(
        "no entry",
        u"FATAL:  no pg_hba.conf entry for host \"[local]\", user \"x\", database \"y\", no encryption"_s);
    refused("rejected", u"FATAL:  pg_hba.conf rejects connection for host \"[local]\", user \"x\""_s);
    refused("unknown role", u"FATAL:  role \"x\" does not exist"_s);
    refused("may not log in", u"FATAL:  role \"x\" is not permitted to log in"_s);
    refused(
        "no CONNECT",
        u"FATAL:  permission denied for database \"y\"\nDETAIL:  User does not have CONNECT privilege."_s);
    refused("pooler", u"ERROR:  no such user: x"_s);

    const auto unreached = [](const char *name, const QString &text) {
        QTest::newRow(name) << text << Kind::Connection;
    };
    unreached("refused",
              u"connection to server at \"localhost\" (::1), port 1 failed: Connection refused\n"
              "\tIs the server running on that host and accepting TCP/IP connections?"_s);
    unreached("no socket",
              u"connection to server on socket \"/x/.s.PGSQL.5432\" failed: No such file or directory"_s);
    unreached("name", u"could not translate host name \"x\" to address: Name or service not known"_s);
    unreached("timeout", u"timeout expired"_s);
    unreached("starting", u"FATAL:  the database system is starting up"_s);
    unreached("no database", u"FATAL:  database \"role\" does not exist"_s);
    unreached("full", u"FATAL:  sorry, too many clients already"_s);
    unreached("certificate", u"SSL error: certificate verify failed"_s);
    unreached("nothing", u""_s);
}

void TestServerError::fromLogin()
{
    QFETCH(QString, text);
    const TaskError error = errorFromLogin(text);
    QTEST(error.kind, "kind");
    QVERIFY(!error.message.isEmpty());
    QVERIFY2(!error.message.contains(u"QPSQL"_s), qPrintable(error.message));
    QVERIFY2(!error.message.contains(u"retrieved from"_s), qPrintable(error.message));
    QCOMPARE(error.serverText, text.trimmed());
}

void TestServerError::readsTheStateOfALogin_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sqlState");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("words");

    const QString to = u"connection to server at \"10.0.0.1\", port 5432 failed: "_s;
    const QString password =
        to + u"FATAL:  28P01: password authentication failed\nLOCATION:  auth_failed, auth.c:329\n"_s;
    const QString noEntry = to
        + u"FATAL:  28000: no pg_hba.conf entry, no encryption\nLOCATION:  ClientAuthentication, auth.c:551\n"_s;
    QTest::newRow("password") << password << u"28P01"_s << Kind::Authentication
                              << to + u"FATAL:  password authentication failed"_s;
    QTest::newRow("with TLS and without") << password + noEntry << u"28P01"_s << Kind::Authentication
                                          << to + u"FATAL:  password authentication failed\n"_s + to
            + u"FATAL:  no pg_hba.conf entry, no encryption"_s;
    QTest::newRow("in another language")
        << u"FATAL:  28000: Rolle »x« existiert nicht\nORT:  a, b.c:1\n"_s << u"28000"_s
        << Kind::Authentication << u"FATAL:  Rolle »x« existiert nicht"_s;
    QTest::newRow("no database") << u"FATAL:  3D000: database \"y\" does not exist"_s << u"3D000"_s
                                 << Kind::Connection << u"FATAL:  database \"y\" does not exist"_s;
    QTest::newRow("none") << u"timeout expired"_s << u""_s << Kind::Connection << u"timeout expired"_s;
}

void TestServerError::readsTheStateOfALogin()
{
    QFETCH(QString, text);
    const TaskError error = errorFromLogin(text);
    QTEST(error.sqlState, "sqlState");
    QTEST(error.kind, "kind");
    QTEST(error.serverText, "words");
    QVERIFY2(error.message.contains(error.serverText.section(u'\n', 0, 0)), qPrintable(error.message));
}

void TestServerError::needsPassword_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("needed");

    const QString lead = u"connection to server at \"db\" (10.0.0.1), port 5432 failed: "_s;
    QTest::newRow("none") << lead + u"fe_sendauth: no password supplied"_s << true;
    QTest::newRow("wrong") << lead + u"FATAL:  password authentication failed for user \"ann\""_s << true;
    QTest::newRow("wrong, the pooler") << lead + u"FATAL:  SASL authentication failed"_s << true;
    QTest::newRow("no such role") << lead + u"FATAL:  role \"ann\" does not exist"_s << false;
    QTest::newRow("no line for it") << lead + u"FATAL:  no pg_hba.conf entry for host \"10.0.0.2\""_s
                                    << false;
    QTest::newRow("not reached") << lead + u"Connection refused"_s << false;
}

void TestServerError::needsPassword()
{
    QFETCH(QString, text);
    QTEST(watchbill::needsPassword(errorFromLogin(text)), "needed");
}

void TestServerError::fromLostLink()
{
    QCOMPARE(errorFromLostLink(u""_s).kind, Kind::Connection);
    QVERIFY(!errorFromLostLink(u""_s).message.isEmpty());
    QVERIFY(errorFromLostLink(u"server closed the connection unexpectedly\n"_s)
                .message.contains(u"server closed the connection unexpectedly."_s));
}

void TestServerError::everyKindHasAWord()
{
    QSet<QString> words;
    for (int kind = 0; kind <= int(Kind::Server); ++kind)
        words += toText(Kind(kind));
    QCOMPARE(words.size(), int(Kind::Server) + 1);
    QCOMPARE(toText(Kind::NotFound), u"NotFound"_s);
    QCOMPARE(toText(Kind::Server), u"Server"_s);
}

WATCHBILL_TEST(TestServerError)

#include "tst_servererror.moc"
