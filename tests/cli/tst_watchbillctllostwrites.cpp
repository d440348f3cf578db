// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "builtprograms.h"
#include "directconnection.h"
#include "linkproxy.h"
#include "testprogram.h"
#include "watchbillctlprocess.h"

#include <QTemporaryFile>
#include <QtTest>

#include <memory>

namespace tst_watchbillctllostwrites {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

const QString alice = u"11111111-1111-4111-8111-111111111111"_s;
const QString taskId = u"aaaaaaaa-0000-4000-8000-000000000001"_s;

} // namespace

/// The connection breaks between a change and its answer: what became of it is looked up, and nothing is repeated.
class TestWatchbillctlLostWrites : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void create();
    void createWhereTheTableNumbers();
    void update();
    void remove();
    void beforeItWasFinal_data();
    void beforeItWasFinal();
    void serverDoesNotComeBack();

private:
    Finished run(const QString &lost, const QStringList &arguments);
    QString value(const QString &sql) { return m_database->value(sql); }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<LinkProxy> m_link;
};

void TestWatchbillctlLostWrites::init()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    m_link = std::make_unique<LinkProxy>(m_database->connection());
}

void TestWatchbillctlLostWrites::cleanup()
{
    m_link.reset();
    m_database.reset();
}

Finished TestWatchbillctlLostWrites::run(const QString &lost, const QStringList &arguments)
{
    m_link->loseAnswerTo(lost);
    return watchbillctl(QStringList{u"--connection"_s, m_link->connection()} + arguments);
}

void TestWatchbillctlLostWrites::create()
{
    const Finished done = run(u"COMMIT"_s, {u"create"_s, u"--user"_s, alice, u"--type"_s, u"t"_s});
    QVERIFY2(done.hasOneMessage() && done.messages.contains("Checking whether the change was made"),
             done.messages.constData());
    QCOMPARE(done.status, 0);
    QCOMPARE(value(u"SELECT string_agg(id::text, ' ') FROM tasks"_s), done.object()[u"id"_s].toString());
    QCOMPARE(done.object()[u"status"_s].toString(), u"pending"_s);
}

void TestWatchbillctlLostWrites::createWhereTheTableNumbers()
{
    m_database->execute(
        u"CREATE TABLE numbered (LIKE tasks INCLUDING ALL); ALTER TABLE numbered ALTER id DROP DEFAULT, "
        "ALTER id TYPE bigint USING 1, ALTER id ADD GENERATED ALWAYS AS IDENTITY"_s);
    const Finished done =
        run(u"COMMIT"_s, {u"--table"_s, u"numbered"_s, u"create"_s, u"--user"_s, alice, u"--type"_s, u"t"_s});
    QVERIFY2(done.hasOneMessage() && done.messages.contains("Checking whether the change was made"),
             done.messages.constData());
    QCOMPARE(done.status, 0);
    QCOMPARE(value(u"SELECT string_agg(id::text, ' ') FROM numbered"_s),
             done.object()[u"id"_s].toString()); // not repeated
}

void TestWatchbillctlLostWrites::update()
{
    m_database->execute(
        u"CREATE TABLE changes (at timestamptz DEFAULT now()); "
        "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN INSERT INTO changes DEFAULT VALUES; RETURN NEW; END'; "
        "CREATE TRIGGER note BEFORE UPDATE ON tasks FOR EACH ROW EXECUTE FUNCTION note(); "
        "INSERT INTO tasks (id, user_id, type, status) VALUES ('%1', '%2', 't', 'failed')"_s.arg(taskId,
                                                                                                 alice));
    const Finished done =
        run(u"COMMIT"_s, {u"update"_s, taskId, u"--status"_s, u"failed"_s, u"--error"_s, u"no"_s});
    QVERIFY2(done.hasOneMessage() && done.messages.contains("Checking whether the change was made"),
             done.messages.constData());
    QCOMPARE(done.status, 0);
    QCOMPARE(done.object()[u"error_message"_s].toString(), u"no"_s);
    QCOMPARE(value(u"SELECT count(*) FROM changes"_s), u"1"_s); // not repeated
}

void TestWatchbillctlLostWrites::remove()
{
    m_database->execute(
        u"INSERT INTO tasks (id, user_id, type) VALUES ('%1', '%2', 't')"_s.arg(taskId, alice));
    const Finished done = run(u"COMMIT"_s, {u"delete"_s, taskId, u"--user"_s, alice});
    QVERIFY2(done.messages.contains("the task is gone"), done.messages.constData());
    QCOMPARE(done.status, 0);
    QCOMPARE(done.output, QByteArray("{\"deleted\": null}\n"));
    QCOMPARE(value(u"SELECT count(*) FROM tasks"_s), u"0"_s);
}

void TestWatchbillctlLostWrites::beforeItWasFinal_data()
{
    QTest::addColumn<QString>("lost");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("left");
    QTest::newRow("create") << u"INSERT INTO"_s
                            << QStringList{u"create"_s, u"--user"_s, alice, u"--type"_s, u"t"_s}
                            << u"pending pending"_s;
    QTest::newRow("update") << u" t SET "_s // the statements of opening contain the word UPDATE, too
                            << QStringList{u"update"_s, taskId, u"--status"_s, u"failed"_s} << u"failed"_s;
    QTest::newRow("delete") << u"DELETE FROM"_s << QStringList{u"delete"_s, taskId, u"--user"_s, alice}
                            << QString();
}

// It is known that nothing was changed, and so it is tried again.
void TestWatchbillctlLostWrites::beforeItWasFinal()
{
    QFETCH(QString, lost);
    QFETCH(QStringList, arguments);
    m_database->execute(
        u"INSERT INTO tasks (id, user_id, type) VALUES ('%1', '%2', 't')"_s.arg(taskId, alice));
    const Finished done = run(lost, arguments);
    QVERIFY2(done.hasOneMessage() && done.messages.contains("Trying again"), done.messages.constData());
    QCOMPARE(done.status, 0);
    QTEST(value(u"SELECT coalesce(string_agg(status, ' '), '') FROM tasks"_s), "left");
}

// What became of it is found out by the next command, and can be taken back.
void TestWatchbillctlLostWrites::serverDoesNotComeBack()
{
    m_database->execute(
        u"INSERT INTO tasks (id, user_id, type) VALUES ('%1', '%2', 't')"_s.arg(taskId, alice));
    const QTemporaryDir data;
    QProcessEnvironment environment = environmentWithoutServer();
    environment.insert(u"XDG_DATA_HOME"_s, data.path());
    QTemporaryFile profiles;
    QVERIFY(profiles.open());
    profiles.write(
        QJsonDocument(QJsonObject{{u"version"_s, 1},
                                  {u"profiles"_s,
                                   QJsonArray{QJsonObject{{u"name"_s, u"Shop"_s},
                                                          {u"timeLimitSeconds"_s, 5},
                                                          {u"connection"_s, m_link->connection()}}}}})
            .toJson());
    profiles.close();
    environment.insert(u"WATCHBILL_PROFILES"_s, profiles.fileName());
    DirectConnection other(m_database->connection());
    other.execute(u"BEGIN; SELECT FROM tasks FOR UPDATE"_s);
    m_link->loseAnswerTo(u"COMMIT"_s);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(builtWatchbillctl(),
                  {u"--profile"_s, u"Shop"_s, u"update"_s, taskId, u"--status"_s, u"failed"_s});
    QTRY_COMPARE_WITH_TIMEOUT(
        value(
            u"SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"_s),
        u"1"_s, 60'000);
    m_link->setRefusing(true);
    other.execute(u"ROLLBACK"_s);
    QVERIFY(process.waitForFinished(60'000));
    const QByteArray messages = process.readAllStandardError();
    QVERIFY2(messages.contains("may or may not have been changed"), messages.constData());
    QCOMPARE(process.exitCode(), 4);
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
    QCOMPARE(value(u"SELECT status FROM tasks"_s), u"failed"_s);
    m_link->setRefusing(false);
    const Circumstances later{
        {{u"XDG_DATA_HOME"_s, data.path()}, {u"WATCHBILL_PROFILES"_s, profiles.fileName()}}, {}};
    const Finished undone = watchbillctl({u"--profile"_s, u"Shop"_s, u"undo"_s, u"1"_s, u"--yes"_s}, later);
    QVERIFY2(undone.messages.contains("See the history for the outcome"), undone.messages.constData());
    QCOMPARE(undone.status, 0);
    QCOMPARE(value(u"SELECT status FROM tasks"_s), u"pending"_s);
}

WATCHBILL_TEST(TestWatchbillctlLostWrites)

} // namespace tst_watchbillctllostwrites

#include "tst_watchbillctllostwrites.moc"
