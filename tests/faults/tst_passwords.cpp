// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "builtprograms.h"
#include "demo/privatecluster.h"
#include "outcome.h"
#include "passwordsearch.h"
#include "postgres/connectionsettings.h"
#include "postgres/sqltext.h"
#include "privatekeyring.h"
#include "profile/profilestore.h"
#include "profile/secretstore.h"
#include "testcluster.h"
#include "testprogram.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>
#include <QUuid>

#include <csignal>
#include <fcntl.h>
#include <memory>
#include <sys/resource.h>
#include <unistd.h>

namespace tst_passwords {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

constexpr int longest = std::chrono::milliseconds(patience).count();

/// How a program gets its password.
enum class Way { Uri, Pairs, Keyring, PassFile, ServiceFile, Typed };

// The window has a dialog for one that is typed.
bool mayBeGivenToWindow(Way way)
{
    return way != Way::Typed;
}

struct Run
{
    int status = -1; // -1: it crashed or did not end
    QByteArray output;
    QByteArray messages;

    // What failed is said last.
    QByteArray end() const
    {
        return "Exit code " + QByteArray::number(status) + "\n" + messages.right(1'000);
    }
};

} // namespace

/// Logs in to a real server by each way that a password can take, succeeds and fails and crashes, and looks for the
/// password in all that is left behind.
class TestPasswords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();

    void isFoundWhereItIs();
    void logsIn_data();
    void logsIn();
    void checks_data();
    void checks();
    void saysWhereToPutIt();
    void serviceLogin();
    void runsAndCrashes_data();
    void runsAndCrashes();
    void exportedProfiles();
    void importedProfiles();

private:
    void writeFile(const QString &name, const QString &text);
    QStringList given(Way way, const QString &password);
    QString withoutPassword() const;
    void prepare(QProcess &process);
    Run finish(QProcess &process);
    Run run(const QString &program, const QStringList &arguments, const QString &typed = {});
    QString logins() const
    {
        return m_server->value(u"SELECT count(*) FROM pg_stat_activity WHERE usename = 'ann'"_s);
    }
    void waitForLogin(QProcess &process);
    QStringList meantTo() const;

    QTemporaryDir m_serverFolder;
    std::unique_ptr<PrivateCluster> m_cluster;
    std::unique_ptr<DirectConnection> m_server;
    std::unique_ptr<PrivateKeyring> m_keyring;
    std::unique_ptr<SecretStore> m_secrets;
    std::unique_ptr<QTemporaryDir> m_home;
    QString m_port;
    // With all that is written in another way somewhere.
    const QString m_password = u"s3cret+p@ss/w'ö\\rd "_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QString m_wrong = u"wr0ng+p@ss/w'ö\\rd "_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
};

void TestPasswords::initTestCase()
{
    // For a server that root starts as somebody else.
    QVERIFY(QFile::setPermissions(m_serverFolder.path(), QFile::Permissions(0x7755)));
    m_cluster = std::make_unique<PrivateCluster>(
        PrivateCluster::Options{.folder = m_serverFolder.filePath(u"server"_s), .tcp = true});
    const auto connection = m_cluster->start();
    VERIFY_FINE(connection);
    m_port = ConnectionSettings::parse(*connection)->value(u"port"_s);
    m_server = std::make_unique<DirectConnection>(*connection);
    m_server->execute(scriptOf(SetUp::Reference));
    m_server->execute(
        u"CREATE ROLE ann LOGIN PASSWORD %1; CREATE ROLE boss LOGIN PASSWORD %2; GRANT ALL ON tasks TO ann, boss"_s
            .arg(sql::literal(m_password), sql::literal(m_wrong)));

    m_keyring = std::make_unique<PrivateKeyring>();
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_keyring->busAddress().toLatin1());
    m_secrets = std::make_unique<SecretStore>();
    QVERIFY(await(m_secrets->findKeyring()));
}

void TestPasswords::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    QVERIFY(m_home->isValid() && QDir(m_home->path()).mkdir(u"tmp"_s));
}

void TestPasswords::cleanupTestCase()
{
    m_secrets.reset();
    m_keyring.reset();
    m_server.reset();
    m_cluster.reset();
}

QString TestPasswords::withoutPassword() const
{
    return u"host=127.0.0.1 port=%1 dbname=postgres user=ann"_s.arg(m_port);
}

void TestPasswords::writeFile(const QString &name, const QString &text)
{
    QFile file(m_home->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0
        || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        qFatal("Cannot write %s.", qPrintable(file.fileName()));
}

// The files in which a person has put it.
QStringList TestPasswords::meantTo() const
{
    return {m_home->filePath(u".pgpass"_s), m_home->filePath(u".pg_service.conf"_s),
            m_home->filePath(u"given.json"_s)};
}

// Puts the password where it comes from; what the program is told then.
QStringList TestPasswords::given(Way way, const QString &password)
{
    switch (way) {
    case Way::Uri:
        return {u"--connection"_s,
                u"postgresql://ann:%1@127.0.0.1:%2/postgres"_s.arg(
                    QString::fromLatin1(QUrl::toPercentEncoding(password)), m_port)};
    case Way::Pairs:
        return {"--connection="_L1 + withoutPassword() + u' '
                + ConnectionSettings::keyValue(u"password"_s, password)};
    case Way::Keyring: {
        ConnectionProfile profile;
        profile.name = u"shop"_s;
        profile.connection = withoutPassword();
        ProfileStore store(m_home->filePath(u".config/watchbill/profiles.json"_s));
        if (!store.save(profile) || !await(m_secrets->setPassword(profile.name, Login::Regular, password)))
            qFatal("The profile cannot be stored.");
        return {u"--profile"_s, profile.name};
    }
    case Way::PassFile:
        writeFile(u".pgpass"_s, "*:*:*:ann:"_L1 + QString(password).replace(u'\\', "\\\\"_L1) + u'\n');
        return {u"--connection"_s, withoutPassword()};
    case Way::ServiceFile:
        writeFile(u".pg_service.conf"_s,
                  u"[shop]\nhost=127.0.0.1\nport=%1\ndbname=postgres\nuser=ann\npassword=%2\n"_s.arg(
                      m_port, password));
        return {u"--connection"_s, u"service=shop"_s};
    case Way::Typed:
        return {u"--connection"_s, withoutPassword()};
    }
    return {};
}

void TestPasswords::prepare(QProcess &process)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys()) {
        if (name.startsWith("PG"_L1) || name.startsWith("XDG_"_L1) || name.startsWith("WATCHBILL"_L1))
            environment.remove(name);
    }
    environment.insert(u"HOME"_s, m_home->path());
    environment.insert(u"TMPDIR"_s, m_home->filePath(u"tmp"_s));
    environment.insert(u"XDG_RUNTIME_DIR"_s, m_home->filePath(u"tmp"_s));
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, m_keyring->busAddress());
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"QT_LOGGING_RULES"_s, u"*=true"_s);
    for (const QString &sanitizer :
         {u"ASAN_OPTIONS"_s, u"TSAN_OPTIONS"_s}) // which would report a crash and exit
        environment.insert(sanitizer, environment.value(sanitizer) + u":handle_segv=0:handle_abort=0"_s);
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(m_home->path());
    process.setChildProcessModifier([] { // where a core file is allowed, it is written
        rlimit limit = {};
        getrlimit(RLIMIT_CORE, &limit);
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_CORE, &limit);
    });
}

Run TestPasswords::finish(QProcess &process)
{
    if (!process.waitForFinished(longest)) {
        process.kill();
        process.waitForFinished();
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

Run TestPasswords::run(const QString &program, const QStringList &arguments, const QString &typed)
{
    QProcess process;
    prepare(process);
    const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    const auto closing = qScopeGuard([&] { close(terminal); });
    if (!typed.isNull()) {
        if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0)
            qFatal("There is no terminal to be had.");
        process.setStandardInputFile(QString::fromLocal8Bit(ptsname(terminal)));
    }
    process.start(program, arguments);
    process.setReadChannel(QProcess::StandardError);
    QByteArray shown;
    if (!typed.isNull()) {
        while (!shown.contains(": ") && process.waitForReadyRead(longest))
            shown += process.readAllStandardError();
        const QByteArray line = typed.toUtf8() + '\n';
        if (write(terminal, line.constData(), size_t(line.size())) != line.size())
            qFatal("Nothing can be typed.");
    }
    Run finished = finish(process);
    finished.messages.prepend(shown);
    if (!typed.isNull()) { // what the terminal has shown is part of the messages
        char echo[4096];
        fcntl(terminal, F_SETFL, O_NONBLOCK);
        const auto size = read(terminal, echo, sizeof echo);
        finished.messages += QByteArray(echo, std::max<qsizetype>(0, size));
    }
    return finished;
}

// What is searched must be found where it is.
void TestPasswords::isFoundWhereItIs()
{
    const PasswordSearch search(m_password);
    for (const QStringList &arguments : {given(Way::Uri, m_password), given(Way::Pairs, m_password)})
        QVERIFY2(search.isIn(arguments.last().toUtf8()), qPrintable(arguments.last()));
    given(Way::PassFile, m_password);
    QCOMPARE(search.filesBelow(m_home->path(), {}), QStringList{m_home->filePath(u".pgpass"_s)});
    QCOMPARE(search.filesBelow(m_home->path(), meantTo()), QStringList());

    QProcess process;
    prepare(process);
    process.start(u"/bin/sh"_s, {u"-c"_s, u"read line; : \"$1\""_s, u"-"_s, m_password});
    QVERIFY(process.waitForStarted());
    QTRY_COMPARE(search.processes(process.processId()),
                 QStringList{u"/proc/%1/cmdline"_s.arg(process.processId())});
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(longest));
}

void TestPasswords::logsIn_data()
{
    QTest::addColumn<Way>("way");
    QTest::addColumn<bool>("isRight");
    QTest::addColumn<bool>("hasWindow");

    const QMap<QString, Way> ways{
        {u"URI"_s, Way::Uri},           {u"pairs"_s, Way::Pairs},         {u"keyring"_s, Way::Keyring},
        {u"passfile"_s, Way::PassFile}, {u"service"_s, Way::ServiceFile}, {u"typed"_s, Way::Typed}};
    for (auto way = ways.begin(); way != ways.end(); ++way) {
        for (const bool isRight : {true, false}) {
            const QString name = way.key() + (isRight ? ", right"_L1 : ", wrong"_L1);
            QTest::newRow(qPrintable("watchbillctl, "_L1 + name)) << way.value() << isRight << false;
            if (mayBeGivenToWindow(way.value()))
                QTest::newRow(qPrintable("watchbill, "_L1 + name)) << way.value() << isRight << true;
        }
    }
}

void TestPasswords::logsIn()
{
    QFETCH(Way, way);
    QFETCH(bool, isRight);
    QFETCH(bool, hasWindow);
    const QString password = isRight ? m_password : m_wrong;
    const QStringList arguments = given(way, password);
    const Run finished = hasWindow
        ? run(builtWatchbill(), arguments + QStringList{u"--screenshot"_s, m_home->filePath(u"window.png"_s)})
        : run(builtWatchbillctl(), arguments + QStringList{u"list"_s},
              way == Way::Typed ? password : QString());
    const PasswordSearch search(password);
    QVERIFY(!search.isIn(finished.output));
    QVERIFY2(!search.isIn(finished.messages), finished.messages.constData());
    QCOMPARE(search.filesBelow(m_home->path(), meantTo()), QStringList());
    QVERIFY2(finished.status == (isRight ? 0 : hasWindow ? 1 : 4), finished.end().constData());
    QVERIFY2(isRight || finished.messages.contains("The password of the user "),
             finished.messages.constData());
}

// Without a terminal to ask on.
void TestPasswords::saysWhereToPutIt()
{
    for (const QString &command : {u"list"_s, u"check"_s}) {
        const Run finished = run(builtWatchbillctl(), {u"--connection"_s, withoutPassword(), command});
        QCOMPARE(finished.status, 4);
        const QByteArray told = finished.output + finished.messages;
        QVERIFY2(told.contains("~/.pgpass"), told.constData());
    }
}

void TestPasswords::checks_data()
{
    QTest::addColumn<Way>("way");
    QTest::addColumn<bool>("isRight");

    const std::pair<const char *, Way> ways[] = {
        {"URI", Way::Uri},           {"pairs", Way::Pairs},         {"keyring", Way::Keyring},
        {"passfile", Way::PassFile}, {"service", Way::ServiceFile}, {"typed", Way::Typed}};
    for (const auto &[name, way] : ways) {
        QTest::addRow("%s, right", name) << way << true;
        QTest::addRow("%s, wrong", name) << way << false;
    }
}

// The connection test gets it from where a session does, and tells no more of it.
void TestPasswords::checks()
{
    QFETCH(Way, way);
    QFETCH(bool, isRight);
    const QString password = isRight ? m_password : m_wrong;
    const PasswordSearch search(password);
    for (const QString &format : {u"table"_s, u"json"_s}) {
        const Run finished =
            run(builtWatchbillctl(), given(way, password) + QStringList{u"--format"_s, format, u"check"_s},
                way == Way::Typed ? password : QString());
        QVERIFY2(finished.status == (isRight ? 0 : 4), finished.end().constData());
        QVERIFY2(finished.output.contains("Logged in as ann") == isRight, finished.output.constData());
        QVERIFY2(finished.messages.contains("The test failed at: Login.") != isRight,
                 finished.messages.constData());
        QVERIFY2(!search.isIn(finished.output), finished.output.constData());
        QVERIFY2(!search.isIn(finished.messages), finished.messages.constData());
        QCOMPARE(search.filesBelow(m_home->path(), meantTo()), QStringList());
    }
}

// The regular login has what it needs; the other one is asked for, and without it does not come about.
void TestPasswords::serviceLogin()
{
    const QStringList arguments = given(Way::PassFile, m_password)
        + QStringList{u"--service-connection"_s, withoutPassword().replace("ann"_L1, "boss"_L1),
                      u"--verbose"_s, u"counts"_s};
    const Run typed = run(builtWatchbillctl(), arguments, m_wrong);
    QCOMPARE(typed.status, 0);
    QVERIFY2(typed.messages.contains("with the role boss") && !PasswordSearch(m_wrong).isIn(typed.messages),
             typed.messages.constData());
    const Run wrong = run(builtWatchbillctl(), arguments, u"something else"_s);
    QCOMPARE(wrong.status, 0);
    QVERIFY2(wrong.messages.contains("is not available") && wrong.messages.contains("with the role ann"),
             wrong.messages.constData());
}

void TestPasswords::runsAndCrashes_data()
{
    QTest::addColumn<Way>("way");
    QTest::addColumn<bool>("hasWindow");
    QTest::addColumn<int>("signal");

    const QMap<QString, Way> ways{
        {u"URI"_s, Way::Uri}, {u"pairs"_s, Way::Pairs}, {u"keyring"_s, Way::Keyring}};
    for (auto way = ways.begin(); way != ways.end(); ++way) {
        QTest::newRow(qPrintable("watchbillctl, "_L1 + way.key())) << way.value() << false << SIGABRT;
        if (mayBeGivenToWindow(way.value()))
            QTest::newRow(qPrintable("watchbill, "_L1 + way.key())) << way.value() << true << SIGSEGV;
    }
}

void TestPasswords::runsAndCrashes()
{
    QFETCH(Way, way);
    QFETCH(bool, hasWindow);
    QFETCH(int, signal);
    const QStringList arguments = given(way, m_password);
    QTRY_COMPARE_WITH_TIMEOUT(logins(), u"0"_s, longest); // those of the row before
    QProcess process;
    prepare(process);
    process.start(hasWindow ? builtWatchbill() : builtWatchbillctl(),
                  hasWindow ? arguments : arguments + QStringList{u"watch"_s});
    waitForLogin(process);
    const PasswordSearch search(m_password);
    QCOMPARE(search.processes(process.processId()), QStringList());
    QFile limits(u"/proc/%1/limits"_s.arg(process.processId()));
    QVERIFY(limits.open(QIODevice::ReadOnly));
    QVERIFY(limits.readAll().contains("Max core file size        0 "));

    QCOMPARE(kill(pid_t(process.processId()), signal), 0);
    const Run crashed = finish(process);
    QCOMPARE(crashed.status, -1);
    QVERIFY(!search.isIn(crashed.output));
    QVERIFY2(!search.isIn(crashed.messages), crashed.messages.constData());
    QCOMPARE(search.filesBelow(m_home->path(), meantTo()), QStringList());
}

void TestPasswords::waitForLogin(QProcess &process)
{
    const QDeadlineTimer deadline(patience);
    while (logins() == "0"_L1) {
        if (deadline.hasExpired() || process.waitForFinished(20))
            QFAIL(process.readAllStandardError().constData());
    }
}

void TestPasswords::exportedProfiles()
{
    given(Way::Keyring, m_password);
    const PasswordSearch search(m_password);
    const QString file = m_home->filePath(u"export.json"_s);
    for (const QString &format : {u"json"_s, u"table"_s, u"csv"_s}) {
        const Run listed = run(builtWatchbillctl(), {u"--format"_s, format, u"profiles"_s});
        QCOMPARE(listed.status, 0);
        QVERIFY2(listed.output.contains("shop") && !search.isIn(listed.output), listed.output.constData());
    }
    QCOMPARE(run(builtWatchbillctl(), {u"export-profiles"_s, file}).status, 0);
    QVERIFY(QFile::exists(file));
    QCOMPARE(search.filesBelow(m_home->path(), {}), QStringList());
}

void TestPasswords::importedProfiles()
{
    writeFile(u"given.json"_s,
              u"{\"version\": 1, \"profiles\": [{\"name\": \"given\", \"connection\": \"%1\"}]}"_s.arg(
                  given(Way::Uri, m_password).last()));
    const PasswordSearch search(m_password);
    const Run imported = run(builtWatchbillctl(), {u"import-profiles"_s, m_home->filePath(u"given.json"_s)});
    QCOMPARE(imported.status, 0);
    QVERIFY2(imported.output.contains("given") && !search.isIn(imported.output), imported.output.constData());
    QVERIFY2(imported.messages.contains("were ignored") && !search.isIn(imported.messages),
             imported.messages.constData());
    QCOMPARE(search.filesBelow(m_home->path(), meantTo()), QStringList());
}

WATCHBILL_TEST(TestPasswords)

} // namespace tst_passwords

#include "tst_passwords.moc"
