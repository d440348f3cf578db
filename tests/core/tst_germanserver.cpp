// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "session/session.h"

#include "connectionteststeps.h"
#include "demo/privatecluster.h"
#include "directconnection.h"
#include "germanlocale.h"
#include "outcome.h"
#include "profile/connectionfields.h"
#include "service/taskservice.h"
#include "testcluster.h"
#include "testprogram.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace tst_germanserver {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// A server whose messages are German: nothing is decided by words.
class TestGermanServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void loginFails_data();
    void loginFails();
    void serviceLoginFallsBack_data();
    void serviceLoginFallsBack();
    void serviceRoleFallsBack();
    void saysWhyNotReached();

private:
    ConnectionProfile profile(const QString &login) const;

    QTemporaryDir m_folder{u"/tmp/watchbill-german-XXXXXX"_s};
    std::unique_ptr<PrivateCluster> m_cluster;
    QString m_server; // without a user
};

void TestGermanServer::initTestCase()
{
    qputenv("PGPASSFILE", "/nonexistent");
    QFile::setPermissions(m_folder.path(),
                          QFile::permissions(m_folder.path()) | QFile::ExeGroup | QFile::ExeOther);
    const QStringList german = germanMessages();
    if (german.isEmpty())
        QSKIP(
            "There is no German locale, and it cannot be made: localedef or the package locales is missing.");
    m_cluster = std::make_unique<PrivateCluster>(
        PrivateCluster::Options{m_folder.filePath(u"server"_s), german, true});
    const auto connection = m_cluster->start();
    if (!connection)
        qFatal("%s %s", qPrintable(connection.error().message), qPrintable(connection.error().serverText));
    ConnectionFields fields = *ConnectionFields::fromText(*connection);
    fields.user.clear();
    m_server = fields.withoutPasswords().toText();
    const auto refused = [&] {
        Connection tried;
        tried.use(*ConnectionSettings::parse(m_server + u" user=nobody password=x"_s));
        return tried.execute({}, {}).error().serverText;
    }();
    if (!refused.contains(u"fehlgeschlagen"_s))
        QSKIP("This server has no German messages: its packager has left them out.");
    DirectConnection direct(*connection);
    direct.execute(scriptOf(SetUp::Reference));
    direct.execute(u"CREATE ROLE ann LOGIN PASSWORD 'richtig'; CREATE ROLE boss LOGIN PASSWORD 'richtig'; "
                   "GRANT SELECT ON tasks TO ann, boss"_s);
    direct.execute(u"CREATE DATABASE closed"_s);
    direct.execute(u"REVOKE CONNECT ON DATABASE closed FROM PUBLIC"_s);
}

void TestGermanServer::cleanupTestCase()
{
    m_cluster.reset();
}

ConnectionProfile TestGermanServer::profile(const QString &login) const
{
    ConnectionProfile profile;
    profile.connection = m_server + u' ' + login;
    return profile;
}

void TestGermanServer::loginFails_data()
{
    QTest::addColumn<QString>("login");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<TaskError::Password>("password");
    QTest::addColumn<QString>("checked"); // what the connection test says of it

    using Password = TaskError::Password;
    QTest::newRow("wrong password") << u"user=ann password=falsch"_s << u"Authentication"_s << Password::Wrong
                                    << u"The password of the user “ann” is wrong"_s;
    QTest::newRow("no password") << u"user=ann"_s << u"Authentication"_s << Password::Missing
                                 << u"The server requires a password"_s;
    QTest::newRow("no such user") << u"user=nobody password=x"_s << u"Authentication"_s << Password::Wrong
                                  << u"or there is no such user"_s;
    QTest::newRow("no such database") << u"user=ann password=richtig dbname=fehlt"_s << u"Connection"_s
                                      << Password::NotTheReason << u"There is no database “fehlt”"_s;
    QTest::newRow("no right to connect")
        << u"user=ann password=richtig dbname=closed"_s << u"Authentication"_s << Password::NotTheReason
        << u"The user “ann” may not connect to the database “closed”"_s;
}

void TestGermanServer::loginFails()
{
    QFETCH(QString, login);
    TaskService service(profile(login));
    const auto opened = await(service.open());
    QTEST(outcomeOf(opened), "outcome");
    QTEST(opened.error().password, "password");
    QFETCH(QString, checked);
    const auto steps = stepsOf(profile(login));
    QCOMPARE(stepOf(steps, StepId::Login).state, ConnectionTestStep::State::Failed);
    VERIFY_SAYS(stepOf(steps, StepId::Login), checked);
}

void TestGermanServer::serviceLoginFallsBack_data()
{
    QTest::addColumn<QString>("login");
    QTest::addColumn<bool>("needsPassword");

    QTest::newRow("wrong password") << u"user=boss password=falsch"_s << true;
    QTest::newRow("no password") << u"user=boss"_s << true;
    QTest::newRow("no right to connect") << u"user=boss password=richtig dbname=closed"_s << false;
}

void TestGermanServer::serviceLoginFallsBack()
{
    QFETCH(QString, login);
    ConnectionProfile both = profile(u"user=ann password=richtig"_s);
    both.serviceConnection = m_server + u' ' + login;
    TaskService service(both);
    const TaskSource source = success(service.open());
    QCOMPARE(source.viewpoint.login, u"ann"_s);
    QTEST(source.viewpoint.serviceNeedsPassword, "needsPassword");
    QVERIFY2(source.viewpoint.fallbackReason.contains(u"The service login boss is not available"_s),
             qPrintable(source.viewpoint.fallbackReason));
}

void TestGermanServer::serviceRoleFallsBack()
{
    for (const QString &role : {u"fehlt"_s, u"boss"_s}) { // is not there, is not granted
        ConnectionProfile one = profile(u"user=ann password=richtig"_s);
        one.serviceRole = role;
        TaskService service(one);
        const TaskSource source = success(service.open());
        QCOMPARE(source.viewpoint.role, u"ann"_s);
        QVERIFY2(source.viewpoint.fallbackReason.contains(role), qPrintable(source.viewpoint.fallbackReason));
    }
}

// By words that are the client's own, which stay English.
void TestGermanServer::saysWhyNotReached()
{
    const auto steps = stepsOf(profile(u"port=1 user=ann"_s));
    VERIFY_SAYS(stepOf(steps, StepId::Reach), u"refuses connections"_s);
}

WATCHBILL_TEST(TestGermanServer)

} // namespace tst_germanserver

#include "tst_germanserver.moc"
