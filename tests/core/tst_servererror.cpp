// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/servererror.h"

#include "testprogram.h"

#include <QSet>
#include <QTest>

namespace tst_servererror {

using namespace Qt::StringLiterals;
using namespace watchbill;

using Kind = TaskError::Kind;
using Password = TaskError::Password;

class TestServerError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fromServer_data();
    void fromServer();
    void marksWhatCannotBeSeen();
    void keepsTheServersWords();
    void fromLogin_data();
    void fromLogin();
    void keepsAllOfALogin();
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
    QTest::newRow("invalid_text_representation") << u"22P02"_s << Kind::Server;
    QTest::newRow("invalid_parameter_value") << u"22023"_s << Kind::Server;
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
    const TaskError error = errorFromServer({sqlState, u"the table said no"_s});
    QTEST(error.kind, "kind");
    QCOMPARE(error.sqlState, sqlState);
    QVERIFY2(error.message.contains(u"the table said no."_s), qPrintable(error.message));
    QCOMPARE(error.serverText, u"the table said no"_s);
}

// A server quotes the values of a table, which may hold anything.
void TestServerError::marksWhatCannotBeSeen()
{
    const TaskError error =
        errorFromServer({u"22P02"_s, u"invalid input: \"\x1b[31mred\x1b[0m \u202e\x01\""_s, {}});
    QVERIFY2(error.message.endsWith(u"invalid input: \"red ⟨U+202E⟩␁\"."_s), qPrintable(error.message));
}

void TestServerError::keepsTheServersWords()
{
    const ServerDetails details{u"Key (user_id) is not there."_s,
                                u"Add it."_s,
                                u"SQL function \"f\""_s,
                                u"public"_s,
                                u"tasks"_s,
                                u"user_id"_s,
                                u"uuid"_s,
                                u"tasks_user_id_fkey"_s};
    const TaskError error = errorFromServer({u"23503"_s, u"violates!"_s, details});
    QCOMPARE(error.serverText, u"violates!"_s);
    QCOMPARE(error.server, details);
    QVERIFY2(error.message.endsWith(u"violates!"_s), qPrintable(error.message));
    QCOMPARE(serverReport(error),
             u"violates!\nDETAIL: Key (user_id) is not there.\nHINT: Add it.\nCONTEXT: SQL function \"f\"\n"
             "SCHEMA: public\nTABLE: tasks\nCOLUMN: user_id\nDATA TYPE: uuid\n"
             "CONSTRAINT: tasks_user_id_fkey\nSQLSTATE: 23503"_s);
    QCOMPARE(serverReport(TaskError{Kind::Connection, u"Our own words."_s, {}, {}}), QString());
    QVERIFY(errorFromServer({u"XX000"_s, u"50% of %1 is %2"_s}).message.contains(u"50% of %1 is %2."_s));
}

// In whatever language.
void TestServerError::fromLogin_data()
{
    QTest::addColumn<LoginFailure>("failure");
    QTest::addColumn<QString>("sqlState");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Password>("password");
    QTest::addColumn<QString>("message"); // the end of it

    const QString to = u"connection to server at \"10.0.0.1\", port 5432 failed: "_s;
    const auto row = [](const char *name, const LoginFailure &failure, const char *sqlState, Kind kind,
                        Password password, const QString &message) {
        QTest::newRow(name) << failure << QString::fromLatin1(sqlState) << kind << password << message;
    };
    const auto says = [&](const char *state, const QString &words, bool usedPassword = false) {
        return LoginFailure{
            to + u"FATAL:  %1: %2\nLOCATION:  f, file.c:329\n"_s.arg(QLatin1String(state), words), false,
            usedPassword};
    };
    const auto no = Password::NotTheReason;
    row("wrong password", says("28P01", u"what"_s, true), "28P01", Kind::Authentication, Password::Wrong,
        u"The server refused the login: what."_s);
    row("wrong password, German", says("28P01", u"Passwort-Authentifizierung für »x« fehlgeschlagen"_s, true),
        "28P01", Kind::Authentication, Password::Wrong, u"fehlgeschlagen."_s);
    row("wrong, LDAP", says("28000", u"LDAP"_s, true), "28000", Kind::Authentication, Password::Wrong,
        u"LDAP."_s);
    row("wrong, pooler", says("08P01", u"SASL"_s, true), "08P01", Kind::Authentication, Password::Wrong,
        u"SASL."_s);
    row("missing", {to + u"fe_sendauth: was auch immer\n"_s, true, false}, "", Kind::Authentication,
        Password::Missing, u"fe_sendauth: was auch immer."_s);
    row("unknown role", says("28000", u"Rolle »x« existiert nicht"_s), "28000", Kind::Authentication, no,
        u"Rolle »x« existiert nicht."_s);
    row("no CONNECT", says("42501", u"keine Berechtigung"_s, true), "42501", Kind::Authentication, no,
        u"keine Berechtigung."_s);
    row("pooler knows no such database", says("08P01", u"no such database: x"_s), "08P01", Kind::Connection,
        no, u"no such database: x."_s);
    row("no database", says("3D000", u"Datenbank »y« existiert nicht"_s, true), "3D000", Kind::Connection, no,
        u"Datenbank »y« existiert nicht."_s);
    row("starting", says("57P03", u"startet"_s), "57P03", Kind::Connection, no, u"startet."_s);
    row("full", says("53300", u"voll"_s, true), "53300", Kind::Connection, no, u"voll."_s);
    row("with DETAIL and HINT",
        {to
         + u"FATAL:  57P03: not accepting connections\nDETAIL:  Hot standby mode is disabled.\n"
           "HINT:  Wait.\nLOCATION:  ProcessStartupPacket, postmaster.c:2345\n"_s},
        "57P03", Kind::Connection, no, u"Cannot connect: not accepting connections."_s);
    row("with TLS and without",
        {says("28P01", u"password"_s).text + says("28000", u"no entry"_s).text, false, true}, "28P01",
        Kind::Authentication, Password::Wrong, u"password."_s);
    row("two addresses", {says("57P03", u"startet"_s).text + says("28000", u"no entry"_s).text}, "28000",
        Kind::Authentication, no, u"no entry."_s);
    row("refused", {to + u"Verbindungsaufbau abgelehnt\n\tLäuft der Server dort?\n"_s}, "", Kind::Connection,
        no, u"Verbindungsaufbau abgelehnt."_s);
    row("nothing", {}, "", Kind::Connection, no, u"Cannot connect: "_s);
}

void TestServerError::fromLogin()
{
    QFETCH(LoginFailure, failure);
    QFETCH(QString, message);
    const TaskError error = errorFromLogin(failure);
    QTEST(error.sqlState, "sqlState");
    QTEST(error.kind, "kind");
    QTEST(error.password, "password");
    QVERIFY(error.isOfLogin);
    QVERIFY2(error.message.endsWith(message), qPrintable(error.message));
    QVERIFY2(!error.serverText.contains(u"LOCATION"_s), qPrintable(error.serverText));
}

void TestServerError::keepsAllOfALogin()
{
    const TaskError error =
        errorFromLogin({u"to a failed: FATAL:  57P03: not yet\nDETAIL:  More.\nHINT:  Wait.\n"
                        "LOCATION:  f, a.c:1\n"_s});
    QCOMPARE(error.serverText, u"to a failed: FATAL:  not yet\nDETAIL:  More.\nHINT:  Wait."_s);
    QCOMPARE(error.server.detail, u"DETAIL:  More.\nHINT:  Wait."_s);
    QCOMPARE(serverReport(error), error.serverText + u"\nSQLSTATE: 57P03"_s);
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

} // namespace tst_servererror

#include "tst_servererror.moc"
