// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "check/explainlink.h"

#include "postgres/linkreport.h"
#include "testprogram.h"

#include <QTest>

namespace tst_linkfindings {

using namespace Qt::StringLiterals;
using namespace watchbill;

using Stage = LinkReport::Stage;
using State = ConnectionTestStep::State;
using Trust = LinkReport::Trust;

/// What is said of links that a test cannot make: those to other computers.
class TestLinkFindings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void encryption_data();
    void encryption();
    void silence_data();
    void silence();
    void refusal_data();
    void refusal();
    void place_data();
    void place();
};

namespace {

LinkReport remote(Stage stage)
{
    LinkReport report;
    report.stage = stage;
    report.host = u"db.example"_s;
    report.address = u"10.1.2.3"_s;
    report.port = u"5432"_s;
    report.user = u"ann"_s;
    report.database = u"work"_s;
    report.tlsMode = u"prefer"_s;
    return report;
}

QString statesOf(const LinkFindings &findings)
{
    return toText(findings.reach.state) + u' ' + toText(findings.encryption.state) + u' '
        + toText(findings.login.state);
}

} // namespace

void TestLinkFindings::encryption_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<bool>("isEncrypted");
    QTest::addColumn<Trust>("trust");
    QTest::addColumn<State>("state");
    QTest::addColumn<QString>("words");

    QTest::newRow("plain by wish") << u"disable"_s << false << Trust::None << State::Warning
                                   << u"Not encrypted: sslmode=disable does not ask for it."_s;
    QTest::newRow("plain by the server") << u"prefer"_s << false << Trust::None << State::Warning
                                         << u"Not encrypted: the server offers no TLS."_s;
    QTest::newRow("unchecked") << u"require"_s << true << Trust::None << State::Warning
                               << u"sslmode=require checks no certificate"_s;
    QTest::newRow("authority") << u"verify-ca"_s << true << Trust::Authority << State::Warning
                               << u"not checked to be valid for db.example"_s;
    QTest::newRow("host") << u"verify-full"_s << true << Trust::Host << State::Fine
                          << u"(TLSv1.3, A_CIPHER). The certificate is trusted and valid for db.example."_s;
}

void TestLinkFindings::encryption()
{
    QFETCH(QString, words);
    LinkReport report = remote(Stage::LoggedIn);
    report.tlsProtocol = u"TLSv1.3"_s;
    report.tlsCipher = u"A_CIPHER"_s;
    QFETCH(QString, mode);
    QFETCH(bool, isEncrypted);
    QFETCH(Trust, trust);
    report.tlsMode = mode;
    report.isEncrypted = isEncrypted;
    report.trust = trust;
    const ConnectionTestFinding found = explainLink(report).encryption;
    QTEST(found.state, "state");
    QVERIFY2(found.sentence.contains(words), qPrintable(found.sentence));
    QCOMPARE(found.advice, found.state == State::Fine ? u""_s : u"sslmode=verify-full"_s);
}

void TestLinkFindings::silence_data()
{
    QTest::addColumn<Stage>("stage");
    QTest::addColumn<QString>("meanwhile");
    QTest::addColumn<QString>("afterwards");
    QTest::addColumn<QString>("words");

    QTest::newRow("seeking") << Stage::Seeking << u"running waiting waiting"_s << u"failed skipped skipped"_s
                             << u"db.example:5432 (10.1.2.3) does not answer."_s;
    QTest::newRow("reached") << Stage::Reached << u"fine running waiting"_s << u"fine failed skipped"_s
                             << u"accepted the connection, then sent nothing"_s;
    QTest::newRow("logging in") << Stage::LoggingIn << u"fine warning running"_s << u"fine warning failed"_s
                                << u"does not answer the login"_s;
}

void TestLinkFindings::silence()
{
    QFETCH(Stage, stage);
    QFETCH(QString, words);
    const LinkReport report = remote(stage);
    QTEST(statesOf(explainLink(report)), "meanwhile");
    const LinkFindings findings =
        explainLink(report, TaskError{TaskError::Kind::Connection, u"In time, no."_s, {}, {}});
    QTEST(statesOf(findings), "afterwards");
    const QString said = findings.reach.sentence + findings.encryption.sentence + findings.login.sentence;
    QVERIFY2(said.contains(words), qPrintable(said));
}

void TestLinkFindings::refusal_data()
{
    QTest::addColumn<QString>("sqlState");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");

    QTest::newRow("full") << u"53300"_s << u"FATAL:  sorry, too many clients already"_s
                          << u"has too many connections"_s;
    QTest::newRow("starting") << u"57P03"_s << u"FATAL:  the database system is starting up"_s
                              << u"not ready yet"_s;
    QTest::newRow("no database") << u"3D000"_s << u"FATAL:  Datenbank »work« existiert nicht"_s
                                 << u"There is no database “work”"_s;
    QTest::newRow("pooler") << u"08P01"_s << u"ERROR:  no such database: work"_s << u"The server's words."_s;
    QTest::newRow("whatever") << u"XX000"_s << u"FATAL:  what"_s << u"The server's words."_s;
}

void TestLinkFindings::refusal()
{
    QFETCH(QString, sqlState);
    QFETCH(QString, text);
    QFETCH(QString, words);
    const TaskError error{TaskError::Kind::Connection, u"The server's words."_s, sqlState, text};
    const ConnectionTestFinding found = explainLink(remote(Stage::LoggingIn), error).login;
    QCOMPARE(found.state, State::Failed);
    QVERIFY2(found.sentence.contains(words), qPrintable(found.sentence));
}

void TestLinkFindings::place_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("place");
    QTest::addColumn<bool>("isLocal");

    QTest::newRow("name") << u"db.example"_s << u"10.1.2.3"_s << u"db.example:5432 (10.1.2.3)"_s << false;
    QTest::newRow("address") << u"10.1.2.3"_s << u"10.1.2.3"_s << u"10.1.2.3:5432"_s << false;
    QTest::newRow("IPv6") << u"fd00::1"_s << u"fd00::1"_s << u"[fd00::1]:5432"_s << false;
    QTest::newRow("this computer") << u"localhost"_s << u"::1"_s << u"localhost:5432 (::1)"_s << true;
    QTest::newRow("IPv4 of this computer") << u"127.0.0.2"_s << u"127.0.0.2"_s << u"127.0.0.2:5432"_s << true;
    QTest::newRow("unknown name") << u"db.example"_s << u""_s << u"db.example:5432"_s << false;
    QTest::newRow("socket") << u"/run/postgresql"_s << u""_s << u"/run/postgresql/.s.PGSQL.5432"_s << true;
}

void TestLinkFindings::place()
{
    QFETCH(QString, host);
    QFETCH(QString, address);
    LinkReport report = remote(Stage::LoggedIn);
    report.host = host;
    report.address = address;
    QTEST(report.place(), "place");
    QTEST(report.isLocal(), "isLocal");
}

WATCHBILL_TEST(TestLinkFindings)

} // namespace tst_linkfindings

#include "tst_linkfindings.moc"
