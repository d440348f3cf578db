// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "check/connectiontest.h"

#include "connectionteststeps.h"
#include "demo/privatecluster.h"
#include "directconnection.h"
#include "linkproxy.h"
#include "postgres/connectionsettings.h"
#include "service/taskservice.h"
#include "testprogram.h"
#include "testserver.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

namespace tst_connectiontestlink {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

using State = ConnectionTestStep::State;

namespace {

constexpr auto atOnce = 1'000; // milliseconds; what would not be at once takes ten times that here

} // namespace

// Files of a certificate authority and of servers that it vouches for, made by the account of the server,
// which reads them.
class Certificates
{
public:
    Certificates()
        : m_folder(QDir::tempPath() + "/watchbill-certificates-XXXXXX"_L1)
        , m_inside(m_folder.filePath(u"tls"_s))
    {
        m_account = *ServerAccount::choose();
        const auto prepared =
            m_account.prepareFolder(m_folder.path()).and_then([&] { return m_account.giveFolder(m_inside); });
        if (!prepared)
            qFatal("No folder for certificates: %s", qPrintable(prepared.error().message));
        makeAuthority(u"ca"_s);
        makeAuthority(u"other"_s);
        const QString key = u"-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "_s;
        openssl(u"req -new "_s + key + u"server.key -subj /CN=localhost -out server.csr"_s);
        openssl(
            u"x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -out server.crt"_s);
    }

    QString file(const QString &name) const { return m_inside + u'/' + name; }

private:
    void makeAuthority(const QString &name)
    {
        openssl(u"req -new -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
                "-subj /CN=%1 -keyout %1.key -out %1.crt"_s.arg(name));
    }

    void openssl(const QString &arguments)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.setWorkingDirectory(m_folder.path());
        m_account.runAs(process);
        QStringList list = arguments.split(u' ');
        for (QString &one : list) {
            if (one.contains(u'.') && !one.contains(u'='))
                one.prepend("tls/"_L1);
        }
        process.start(u"openssl"_s, list);
        if (!process.waitForFinished() || process.exitCode() != 0)
            qFatal("openssl %s: %s", qPrintable(arguments), process.readAll().constData());
    }

    ServerAccount m_account;
    QTemporaryDir m_folder;
    QString m_inside;
};

/// How a connection test gets to the server, or does not: on one that listens on TCP, with passwords and TLS.
class TestConnectionTestLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void encrypts_data();
    void encrypts();
    void serverWithoutTls_data();
    void serverWithoutTls();
    void logsIn_data();
    void logsIn();
    void accessRules();
    void refusedServiceLogin();
    void reaches_data();
    void reaches();
    void saysNothingOfPasswords();
    void cancelsWhateverHangs_data();
    void cancelsWhateverHangs();
    void canBeDestroyedMeanwhile();

private:
    QString connection(const QString &more = {}) const;
    void execute(const QString &statement) const;
    void setTls(bool isOn) const;

    std::unique_ptr<Certificates> m_certificates;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<PrivateCluster> m_cluster;
    std::unique_ptr<TestDatabase> m_database; // for what it clears from the environment
    QString m_connection;
};

namespace {

ConnectionProfile profileOf(const QString &connection)
{
    ConnectionProfile profile;
    profile.connection = connection;
    return profile;
}

} // namespace

void TestConnectionTestLink::initTestCase()
{
    m_database = std::make_unique<TestDatabase>();
    m_certificates = std::make_unique<Certificates>();
    m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + "/watchbill-tls-XXXXXX"_L1);
    PrivateCluster::Options options{m_folder->path()};
    options.tcp = true;
    options.serverSettings = {u"ssl=on"_s, u"ssl_cert_file="_s + m_certificates->file(u"server.crt"_s),
                              u"ssl_key_file="_s + m_certificates->file(u"server.key"_s)};
    m_cluster = std::make_unique<PrivateCluster>(options);
    const auto started = m_cluster->start();
    QVERIFY2(started, started ? "" : qPrintable(started.error().serverText));
    m_connection = *started;
    execute(u"CREATE TABLE tasks (id uuid PRIMARY KEY, created_at timestamptz, updated_at timestamptz, "
            "user_id uuid, type text, status text, result_id uuid, error_message text, metadata jsonb)"_s);
    execute(u"CREATE ROLE ann LOGIN PASSWORD 'anns secret'"_s);
    execute(u"CREATE DATABASE closed"_s);
    execute(u"REVOKE CONNECT ON DATABASE closed FROM public"_s);
}

void TestConnectionTestLink::cleanupTestCase()
{
    m_cluster.reset();
    m_folder.reset();
    m_certificates.reset();
    m_database.reset();
}

// What is given more replaces what is there.
QString TestConnectionTestLink::connection(const QString &more) const
{
    QMap<QString, QString> values = ConnectionSettings::parse(m_connection)->values();
    values.insert(ConnectionSettings::parse(more)->values());
    QStringList parts;
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        parts += ConnectionSettings::keyValue(it.key(), it.value());
    return parts.join(u' ');
}

void TestConnectionTestLink::execute(const QString &statement) const
{
    DirectConnection(m_connection).execute(statement);
}

void TestConnectionTestLink::setTls(bool isOn) const
{
    execute(u"ALTER SYSTEM SET ssl = %1"_s.arg(isOn ? u"on"_s : u"off"_s));
    execute(u"SELECT pg_reload_conf()"_s);
}

void TestConnectionTestLink::encrypts_data()
{
    QTest::addColumn<QString>("more");
    QTest::addColumn<QString>("states");
    QTest::addColumn<QString>("words");

    const QString authority = u" sslrootcert="_s + m_certificates->file(u"ca.crt"_s);
    const QString other = u" sslrootcert="_s + m_certificates->file(u"other.crt"_s);
    const QString fine = u"reach fine, encryption fine, login fine"_s;
    const QString failed = u"reach fine, encryption failed, login skipped"_s;
    QTest::newRow("verify-full") << u"sslmode=verify-full host=localhost hostaddr=127.0.0.1"_s + authority
                                 << fine << u"trusted and valid for localhost"_s;
    QTest::newRow("another host") << u"sslmode=verify-full host=db.example hostaddr=127.0.0.1"_s + authority
                                  << failed << u"is not for “db.example”"_s;
    QTest::newRow("host unchecked") << u"sslmode=verify-ca host=db.example hostaddr=127.0.0.1"_s + authority
                                    << u"reach fine, encryption warning, login fine"_s
                                    << u"Use sslmode=verify-full."_s;
    QTest::newRow("another authority") << u"sslmode=verify-full host=localhost hostaddr=127.0.0.1"_s + other
                                       << failed << u"is not trusted"_s;
    QTest::newRow("no such file") << u"sslmode=verify-full sslrootcert=/nonexistent/ca.crt"_s << failed
                                  << u"no root certificate"_s;
    QTest::newRow("require") << u"sslmode=require sslrootcert=/nonexistent/ca.crt"_s << fine
                             << u"was not checked"_s;
    QTest::newRow("disable") << u"sslmode=disable"_s << fine << u"Not encrypted"_s;
}

void TestConnectionTestLink::encrypts()
{
    QFETCH(QString, more);
    QFETCH(QString, words);
    const auto steps = stepsOf(profileOf(connection(more)));
    QTEST(statesOf(steps, StepId::Login), "states");
    VERIFY_SAYS(stepOf(steps, StepId::Encryption), words);
    if (stepOf(steps, StepId::Login).state == State::Fine && !more.contains(u"disable"_s))
        VERIFY_SAYS(stepOf(steps, StepId::Encryption), u"TLSv1."_s);
}

void TestConnectionTestLink::serverWithoutTls_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("states");
    QTest::addColumn<QString>("words");

    QTest::newRow("require") << u"require"_s << u"reach fine, encryption failed, login skipped"_s
                             << u"offers no TLS"_s;
    QTest::newRow("prefer") << u"prefer"_s << u"reach fine, encryption fine, login fine"_s
                            << u"Not encrypted"_s;
}

void TestConnectionTestLink::serverWithoutTls()
{
    QFETCH(QString, mode);
    QFETCH(QString, words);
    setTls(false);
    const ConnectionProfile profile = profileOf(connection(u"sslmode="_s + mode));
    QTRY_VERIFY_WITH_TIMEOUT(stepOf(stepsOf(profile), StepId::Encryption).sentence.contains(words), 30'000);
    const auto steps = stepsOf(profile);
    setTls(true);
    QTEST(statesOf(steps, StepId::Login), "states");
}

void TestConnectionTestLink::logsIn_data()
{
    QTest::addColumn<QString>("more");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("advice");

    QTest::newRow("wrong password") << u"user=ann password='not anns'"_s
                                    << u"password of the user “ann” is wrong"_s << u""_s;
    QTest::newRow("wrong password with TLS only") << u"user=ann password='not anns' sslmode=require"_s
                                                  << u"password of the user “ann” is wrong"_s << u""_s;
    QTest::newRow("no such user") << u"user=nobody password=x"_s
                                  << u"password of the user “nobody” is wrong, or there is no such user"_s
                                  << u""_s;
    QTest::newRow("no password") << u"user=ann password="_s << u"requires a password"_s << u""_s;
    QTest::newRow("no such database")
        << u"dbname=elsewhere"_s << u"There is no database “elsewhere”"_s << u""_s;
    QTest::newRow("closed database") << u"user=ann password='anns secret' dbname=closed"_s
                                     << u"“ann” may not connect to the database “closed”"_s
                                     << u"GRANT CONNECT ON DATABASE \"closed\" TO \"ann\";"_s;
}

void TestConnectionTestLink::logsIn()
{
    QFETCH(QString, more);
    QFETCH(QString, words);
    const ConnectionProfile profile = profileOf(connection(more));
    const auto steps = stepsOf(profile);
    QCOMPARE(statesOf(steps),
             u"reach fine, encryption fine, login failed, role skipped, table skipped, columns skipped, "
             "rights skipped, indexes skipped, pooler skipped, primary skipped, push skipped"_s);
    VERIFY_SAYS(stepOf(steps, StepId::Login), words);
    QTEST(stepOf(steps, StepId::Login).advice, "advice");
    TaskService service(profile); // as the window
    QCOMPARE(await(service.open()).error().message, stepOf(steps, StepId::Login).sentence);
    VERIFY_SAYS(stepOf(steps, StepId::Table), u"Skipped"_s);
}

void TestConnectionTestLink::accessRules()
{
    const QString file = m_folder->filePath(u"data/pg_hba.conf"_s);
    const QString rules = u"COPY (VALUES ('host all watchbill 127.0.0.1/32 scram-sha-256'), "
                          "('hostssl all safe 127.0.0.1/32 scram-sha-256')) TO '%1'"_s.arg(file);
    execute(rules);
    execute(u"SELECT pg_reload_conf()"_s);
    const ConnectionProfile profile = profileOf(connection(u"user=ann password='anns secret'"_s));
    QTRY_COMPARE_WITH_TIMEOUT(stepOf(stepsOf(profile), StepId::Login).state, State::Failed, 30'000);
    const auto steps = stepsOf(profile);
    VERIFY_SAYS(stepOf(steps, StepId::Login), u"do not let the user “ann” into the database “postgres”"_s);
    QCOMPARE(stepOf(steps, StepId::Login).advice,
             u"hostssl \"postgres\" \"ann\" 127.0.0.1/32 scram-sha-256"_s);
    const auto plain = stepsOf(profileOf(connection(u"user=ann password='anns secret' sslmode=disable"_s)));
    VERIFY_SAYS(stepOf(plain, StepId::Login), u"try sslmode=require"_s);
    execute(u"COPY (VALUES ('host all all 127.0.0.1/32 scram-sha-256')) TO '%1'"_s.arg(file));
    execute(u"SELECT pg_reload_conf()"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stepOf(stepsOf(profile), StepId::Login).state, State::Fine, 30'000);
}

void TestConnectionTestLink::refusedServiceLogin()
{
    ConnectionProfile profile = profileOf(connection());
    profile.serviceConnection = connection(u"user=ann password='not anns'"_s);
    const auto steps = stepsOf(profile);
    QCOMPARE(statesOf(steps, StepId::Table),
             u"reach fine, encryption fine, login warning, role warning, table fine"_s);
    VERIFY_SAYS(stepOf(steps, StepId::Login), u"Logged in as watchbill"_s);
    VERIFY_SAYS(stepOf(steps, StepId::Login), u"password of the user “ann” is wrong"_s);
    VERIFY_SAYS(stepOf(steps, StepId::Role), u"The service login ann is not available"_s);
}

void TestConnectionTestLink::reaches_data()
{
    QTest::addColumn<QString>("more");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("words");

    QTcpServer free; // a port on which nothing listens presently
    free.listen(QHostAddress::LocalHost);
    const QString closed = u"port=%1"_s.arg(free.serverPort());
    const QString port = ConnectionSettings::parse(m_connection)->value(u"port"_s);
    QTest::newRow("refused") << closed << u"failed"_s << u"refuses connections"_s;
    QTest::newRow("unknown host") << u"host=no-such-host.invalid"_s << u"failed"_s
                                  << u"“no-such-host.invalid” could not be resolved"_s;
    QTest::newRow("no socket") << u"host=/nonexistent"_s << u"failed"_s
                               << u"local socket /nonexistent/.s.PGSQL."_s;
    QTest::newRow("the second of two")
        << u"host=127.0.0.2,127.0.0.1 port=%1,%2"_s.arg(free.serverPort()).arg(port) << u"fine"_s
        << u"127.0.0.1:%1 answers."_s.arg(port);
    QTest::newRow("none of two") << u"host=127.0.0.2,127.0.0.1 "_s + closed << u"failed"_s
                                 << u"Tried: connection to server at \"127.0.0.2\""_s;
}

void TestConnectionTestLink::reaches()
{
    QFETCH(QString, more);
    QFETCH(QString, words);
    const auto steps = stepsOf(profileOf(connection(more)));
    QTEST(toText(stepOf(steps, StepId::Reach).state), "state");
    VERIFY_SAYS(stepOf(steps, StepId::Reach), words);
    if (stepOf(steps, StepId::Reach).state == State::Failed)
        QCOMPARE(stepOf(steps, StepId::Encryption).state, State::Skipped);
}

void TestConnectionTestLink::saysNothingOfPasswords()
{
    const QString password = ConnectionSettings::parse(m_connection)->value(u"password"_s);
    for (const QString &more : {QString(), u"user=ann"_s, u"port=1"_s, u"sslmode=verify-full"_s}) {
        ConnectionTest test(profileOf(connection(more)));
        test.start();
        complete(test);
        QVERIFY(test.report().contains(u"Login: "_s));
        QVERIFY2(!test.report().contains(password), qPrintable(more));
    }
}

void TestConnectionTestLink::cancelsWhateverHangs_data()
{
    QTest::addColumn<StepId>("step"); // at which the link goes dead
    QTest::addColumn<QString>("more");

    QTest::newRow("TLS") << StepId::Encryption << u"sslmode=require"_s;
    QTest::newRow("login") << StepId::Login << u"sslmode=disable"_s;
    QTest::newRow("role") << StepId::Role << u""_s;
    QTest::newRow("notifications") << StepId::Push << u""_s;
}

void TestConnectionTestLink::cancelsWhateverHangs()
{
    QFETCH(StepId, step);
    QFETCH(QString, more);
    LinkProxy proxy(m_connection);
    ConnectionTest test(profileOf(proxy.by(connection(more))));
    const bool isEarly = step == StepId::Encryption || step == StepId::Login;
    proxy.setBlackHole(isEarly);
    connect(&test, &ConnectionTest::stepChanged, &test, [&](int index) {
        if (!isEarly && index == int(step) && test.steps()[index].state == State::Running)
            proxy.setBlackHole(true);
    });
    test.start();
    QTRY_COMPARE_WITH_TIMEOUT(test.steps()[int(step)].state, State::Running, 30'000);

    QSignalSpy finished(&test, &ConnectionTest::finished);
    QElapsedTimer timer;
    timer.start();
    test.cancel();
    QCOMPARE(finished.size(), 1);
    QVERIFY(!test.isRunning());
    QVERIFY(test.wasCancelled());
    QCOMPARE(test.steps()[int(step)].state, State::Skipped);
    VERIFY_SAYS(test.steps()[int(step)], u"Cancelled"_s);
    QVERIFY2(timer.elapsed() < atOnce, qPrintable(QString::number(timer.elapsed())));
    proxy.setBlackHole(false); // nothing is heard of what arrives now
    QSignalSpy changed(&test, &ConnectionTest::stepChanged);
    QTRY_COMPARE_WITH_TIMEOUT(proxy.connections(), 0, 30'000);
    QCOMPARE(changed.size() + finished.size(), 1);
}

void TestConnectionTestLink::canBeDestroyedMeanwhile()
{
    LinkProxy proxy(m_connection);
    for (const StepId step : {StepId::Reach, StepId::Role, StepId::Push}) {
        proxy.setBlackHole(false);
        auto test = std::make_unique<ConnectionTest>(profileOf(proxy.connection()));
        bool isReached = false; // a look now and then would miss a step that is quick
        connect(test.get(), &ConnectionTest::stepChanged, this, [&](int changed) {
            if (changed != int(step) || test->steps()[changed].state != State::Running)
                return;
            isReached = true;
            proxy.setBlackHole(true);
        });
        test->start();
        QTRY_VERIFY_WITH_TIMEOUT(isReached, 30'000);
        QElapsedTimer timer;
        timer.start();
        test.reset();
        QVERIFY2(timer.elapsed() < atOnce, qPrintable(QString::number(timer.elapsed())));
    }
}

WATCHBILL_TEST(TestConnectionTestLink)

} // namespace tst_connectiontestlink

#include "tst_connectiontestlink.moc"
