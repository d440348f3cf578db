// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/notificationlistener.h"

#include "await.h"
#include "notifytrigger.h"
#include "postgres/channelsubscription.h"
#include "testprogram.h"

#include <QElapsedTimer>
#include <QLocalServer>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace tst_notificationlistener {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

using Kind = ListenState::Kind;

namespace {

constexpr int patient = int(std::chrono::milliseconds(patience).count());
constexpr int promptly = 10'000; // milliseconds; what would not be prompt takes an hour here
const NotificationTopic tasks{u"public"_s, u"tasks"_s};

ConnectionSettings settingsOf(const QString &connection)
{
    return *ConnectionSettings::parse(connection);
}

// Stands between a client and the server, and can stop passing anything on without closing anything.
class Relay : public QObject
{
public:
    explicit Relay(const ConnectionSettings &server)
        : m_server(server)
    {
        const QString name = u"/.s.PGSQL."_s + server.value(u"port"_s);
        if (!m_listener.listen(m_folder.path() + name))
            qFatal("The relay cannot listen.");
        connect(&m_listener, &QLocalServer::newConnection, this, [this, name] {
            QLocalSocket *client = m_listener.nextPendingConnection();
            auto *onward = new QLocalSocket(this);
            onward->connectToServer(m_server.value(u"host"_s) + name);
            join(client, onward);
            join(onward, client);
        });
    }

    ConnectionSettings settings() const
    {
        QStringList parts;
        const QMap<QString, QString> &values = m_server.values();
        for (auto it = values.cbegin(); it != values.cend(); ++it)
            parts +=
                ConnectionSettings::keyValue(it.key(), it.key() == u"host"_s ? m_folder.path() : it.value());
        return settingsOf(parts.join(u' '));
    }

    void setSilent(bool silent) { m_silent = silent; }

private:
    void join(QLocalSocket *from, QLocalSocket *to)
    {
        connect(from, &QLocalSocket::readyRead, this, [this, from, to] {
            const QByteArray data = from->readAll();
            if (!m_silent)
                to->write(data);
        });
        connect(from, &QLocalSocket::disconnected, to, &QLocalSocket::disconnectFromServer);
    }

    ConnectionSettings m_server;
    QTemporaryDir m_folder;
    QLocalServer m_listener;
    bool m_silent = false;
};

} // namespace

class TestNotificationListener : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void cleanupTestCase();
    void payloadIsOnlyAHint_data();
    void payloadIsOnlyAHint();
    void offUntilStarted();
    void hears();
    void hearsTheTrigger();
    void manyBecomeFew();
    void leavesNothingBehind();
    void comesBackAfterALostConnection();
    void noticesASilentLink();
    void stops();
    void startsAgain();
    void unreachable();
    void loginRefused();
    void silentServer();
    void isGonePromptly();

private:
    void listen(const ConnectionSettings &settings);
    void listen() { listen(settingsOf(m_database->connection())); }
    void notify(const QString &payload = {});
    Kind kind() const { return m_listener->state().kind; }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<NotificationListener> m_listener;
    std::unique_ptr<QSignalSpy> m_heard;
    std::unique_ptr<QSignalSpy> m_changes;
};

void TestNotificationListener::init()
{
    if (!m_database)
        m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    m_listener = std::make_unique<NotificationListener>();
    m_heard = std::make_unique<QSignalSpy>(m_listener.get(), &NotificationListener::notified);
    m_changes = std::make_unique<QSignalSpy>(m_listener.get(), &NotificationListener::stateChanged);
}

void TestNotificationListener::cleanup()
{
    m_listener.reset();
}

void TestNotificationListener::cleanupTestCase()
{
    m_database.reset();
}

// Until it listens and has said so.
void TestNotificationListener::listen(const ConnectionSettings &settings)
{
    m_listener->start(settings, tasks);
    QTRY_COMPARE_WITH_TIMEOUT(kind(), Kind::Listening, patient);
    QTRY_COMPARE_WITH_TIMEOUT(m_heard->size(), 1, patient);
    m_heard->clear();
}

void TestNotificationListener::notify(const QString &payload)
{
    m_database->execute(u"SELECT pg_notify('watchbill', '%1')"_s.arg(payload));
}

void TestNotificationListener::payloadIsOnlyAHint_data()
{
    QTest::addColumn<QString>("payload");
    QTest::addColumn<bool>("matches");
    QTest::newRow("none") << u""_s << true;
    QTest::newRow("the trigger's") << u"{\"schema\" : \"public\", \"table\" : \"tasks\"}"_s << true;
    QTest::newRow("without schema") << u"{\"table\": \"tasks\"}"_s << true;
    QTest::newRow("other table") << u"{\"schema\": \"public\", \"table\": \"tasks_dev\"}"_s << false;
    QTest::newRow("other schema") << u"{\"schema\": \"dev\", \"table\": \"tasks\"}"_s << false;
    QTest::newRow("other table, without schema") << u"{\"table\": \"Tasks\"}"_s << false;
    QTest::newRow("words") << u"tasks_dev has changed"_s << true;
    QTest::newRow("broken JSON") << u"{\"table\": \"tasks_dev\""_s << true;
    QTest::newRow("array") << u"[\"tasks_dev\"]"_s << true;
    QTest::newRow("nothing named") << u"{\"id\": 7}"_s << true;
    QTest::newRow("no name") << u"{\"schema\": \"dev\", \"table\": null}"_s << true;
    QTest::newRow("schema is no name") << u"{\"schema\": 1, \"table\": \"tasks\"}"_s << true;
}

void TestNotificationListener::payloadIsOnlyAHint()
{
    QFETCH(QString, payload);
    QTEST(tasks.matches(payload), "matches");
}

void TestNotificationListener::offUntilStarted()
{
    QCOMPARE(m_listener->state(), ListenState());
    QCOMPARE(kind(), Kind::Off);
}

void TestNotificationListener::hears()
{
    listen();
    QCOMPARE(m_changes->size(), 2); // starting, listening
    QVERIFY(m_listener->state().reason.isEmpty());
    for (int i = 1; i <= 3; ++i) {
        notify(i == 2 ? QString() : u"{\"schema\": \"public\", \"table\": \"tasks\"}"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_heard->size(), i, patient);
    }
}

void TestNotificationListener::hearsTheTrigger()
{
    TestDatabase own(TestDatabase::SetUp::Reference);
    installNotifyTrigger(own);
    listen(settingsOf(own.connection()));
    const QString statements[] = {
        u"INSERT INTO tasks (user_id, type) SELECT gen_random_uuid(), 'x' FROM generate_series(1, 50)"_s,
        u"UPDATE tasks SET status = 'failed'"_s, u"DELETE FROM tasks"_s, u"TRUNCATE tasks"_s};
    int expected = 0;
    for (const QString &statement : statements) {
        own.execute(statement);
        ++expected;
        QTRY_COMPARE_WITH_TIMEOUT(m_heard->size(), expected, patient);
    }
    m_listener.reset(); // before its database goes
}

void TestNotificationListener::manyBecomeFew()
{
    listen();
    QElapsedTimer time;
    time.start();
    qint64 latest = -1;
    connect(m_listener.get(), &NotificationListener::notified, this, [&] { latest = time.nsecsElapsed(); });
    for (int i = 0; i < 500; ++i)
        notify(QString::number(i)); // equal ones in a transaction would be one already
    const qint64 lastSent = time.nsecsElapsed();
    QTRY_VERIFY_WITH_TIMEOUT(latest > lastSent, patient);
    const auto most = 2 + time.elapsed() / 100;
    QVERIFY2(m_heard->size() <= most, qPrintable(u"%1 > %2"_s.arg(m_heard->size()).arg(most)));

    // In one moment: the first tells at once, one more for the rest.
    m_database->execute(u"SELECT pg_notify('watchbill', n::text) FROM generate_series(1, 500) n"_s);
    m_heard->clear();
    QTRY_VERIFY_WITH_TIMEOUT(m_heard->size() >= 1, patient);
    QVERIFY(m_heard->size() <= 2);
}

void TestNotificationListener::leavesNothingBehind()
{
    const QString others = u"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                           "AND application_name = 'watchbill'"_s;
    listen();
    QTRY_COMPARE_WITH_TIMEOUT(m_database->value(others), u"1"_s, patient); // the one that proves is closed
    m_listener.reset();
    QTRY_COMPARE_WITH_TIMEOUT(m_database->value(others), u"0"_s, patient);
}

void TestNotificationListener::comesBackAfterALostConnection()
{
    listen();
    QStringList reasons;
    connect(m_listener.get(), &NotificationListener::stateChanged, this,
            [&] { reasons += m_listener->state().reason; });
    m_changes->clear();
    m_database->execute(
        u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'watchbill'"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_changes->size(), 2, patient);
    QCOMPARE(kind(), Kind::Listening);
    QVERIFY2(reasons.first().startsWith(u"The connection to the server was lost"_s),
             qPrintable(reasons.first()));
    QTRY_COMPARE_WITH_TIMEOUT(m_heard->size(), 1, patient); // for what may have been missed
    notify();
    QTRY_COMPARE_WITH_TIMEOUT(m_heard->size(), 2, patient);
}

void TestNotificationListener::noticesASilentLink()
{
    Relay relay(settingsOf(m_database->connection()));
    listen(relay.settings());
    notify();
    QTRY_COMPARE_WITH_TIMEOUT(m_heard->size(), 1,
                              patient); // nothing is under way any more: only a question finds out
    relay.setSilent(true);
    QTRY_COMPARE_WITH_TIMEOUT(kind(), Kind::Unavailable, patient);
    QCOMPARE(m_listener->state().reason, u"The server did not answer in time."_s);
    relay.setSilent(false);
    QTRY_COMPARE_WITH_TIMEOUT(kind(), Kind::Listening, patient);
    m_heard->clear();
    notify();
    QTRY_VERIFY_WITH_TIMEOUT(!m_heard->isEmpty(), patient);
    m_listener.reset();
}

void TestNotificationListener::stops()
{
    listen();
    m_listener->stop();
    QTRY_COMPARE_WITH_TIMEOUT(kind(), Kind::Off, patient);
    listen();
    notify();
    QTRY_COMPARE_WITH_TIMEOUT(m_heard->size(), 1, patient);
}

void TestNotificationListener::startsAgain()
{
    TestDatabase other;
    listen(settingsOf(other.connection()));
    m_listener->start(settingsOf(m_database->connection()), tasks);
    QTRY_COMPARE_WITH_TIMEOUT(m_changes->size(), 5, patient); // starting, listening, off, starting, listening
    QTRY_COMPARE_WITH_TIMEOUT(m_heard->size(), 1, patient);
    notify();
    QTRY_COMPARE_WITH_TIMEOUT(m_heard->size(), 2, patient);
}

void TestNotificationListener::unreachable()
{
    m_listener->start(settingsOf(u"host=/nonexistent user=anybody dbname=anything"_s), tasks);
    QTRY_COMPARE_WITH_TIMEOUT(kind(), Kind::Unavailable, patient);
    const QString &reason = m_listener->state().reason;
    QVERIFY2(reason.startsWith(u"Cannot connect: "_s), qPrintable(reason));
}

void TestNotificationListener::loginRefused()
{
    m_listener->start(settingsOf(m_database->connection(u"nobody_of_that_name"_s)), tasks);
    QTRY_COMPARE_WITH_TIMEOUT(kind(), Kind::Unavailable, patient);
    const QString &reason = m_listener->state().reason;
    QVERIFY2(reason.startsWith(u"The server refused the login: "_s), qPrintable(reason));
}

void TestNotificationListener::silentServer()
{
    QTemporaryDir folder;
    QLocalServer server;
    QVERIFY(server.listen(folder.filePath(u".s.PGSQL.5432"_s)));
    m_listener->start(
        settingsOf(u"host=%1 port=5432 user=anybody dbname=anything connect_timeout=1"_s.arg(folder.path())),
        tasks);
    QTRY_COMPARE_WITH_TIMEOUT(kind(), Kind::Unavailable, patient);
    QCOMPARE(m_listener->state().reason, u"The server did not answer in time."_s);
    m_listener.reset();
}

void TestNotificationListener::isGonePromptly()
{
    QTemporaryDir folder;
    QLocalServer server;
    QVERIFY(server.listen(folder.filePath(u".s.PGSQL.5432"_s)));
    m_listener->start(settingsOf(u"host=%1 port=5432 user=anybody dbname=anything connect_timeout=3600"_s.arg(
                          folder.path())),
                      tasks);
    QTRY_VERIFY_WITH_TIMEOUT(server.hasPendingConnections(), patient);
    QCOMPARE(kind(), Kind::Starting);
    QElapsedTimer time;
    time.start();
    m_listener.reset();
    QVERIFY(time.elapsed() < promptly);
}

WATCHBILL_TEST(TestNotificationListener)

} // namespace tst_notificationlistener

#include "tst_notificationlistener.moc"
