// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "linkproxy.h"
#include "testprogram.h"
#include "watchbillctlprocess.h"

#include <QTest>

#include <memory>

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
    const Finished done = run(u"INSERT INTO"_s, {u"create"_s, u"--user"_s, alice, u"--type"_s, u"t"_s});
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
        run(u"INSERT INTO"_s,
            {u"--table"_s, u"numbered"_s, u"create"_s, u"--user"_s, alice, u"--type"_s, u"t"_s});
    QVERIFY2(done.messages.contains("unknown whether the task was stored"), done.messages.constData());
    QVERIFY2(done.messages.contains("list --user " + alice.toLatin1()), done.messages.constData());
    QCOMPARE(done.status, 4);
    QCOMPARE(done.output, QByteArray());
    QCOMPARE(value(u"SELECT count(*) FROM numbered"_s), u"1"_s); // not repeated
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
    const Finished done = run(u" t SET "_s, // opening asks for the right to UPDATE, in so many words
                              {u"update"_s, taskId, u"--status"_s, u"failed"_s, u"--error"_s, u"no"_s});
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
    const Finished done = run(u"DELETE FROM"_s, {u"delete"_s, taskId, u"--user"_s, alice});
    QVERIFY2(done.messages.contains("the task is gone"), done.messages.constData());
    QCOMPARE(done.status, 0);
    QCOMPARE(done.output, QByteArray("{\"deleted\": null}\n"));
    QCOMPARE(value(u"SELECT count(*) FROM tasks"_s), u"0"_s);
}

WATCHBILL_TEST(TestWatchbillctlLostWrites)
#include "tst_watchbillctllostwrites.moc"
