// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "testprogram.h"
#include "watchbillctlprocess.h"

#include <QtTest>

#include <memory>

namespace tst_watchbillctlkeys {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

const QString alice = u"11111111-1111-4111-8111-111111111111"_s;

} // namespace

/// Tables in which an id alone does not name a task, or a deletion does something else.
class TestWatchbillctlKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void namesOneOfSeveral();
    void refusesHalfAKey_data();
    void refusesHalfAKey();
    void changesNothingWithoutAKey();
    void printsTheWholeKey();
    void refusesAValueOfAnotherType();
    void tellsWhatIsStoredInstead();
    void tellsWhatARuleDid();
    void checkTells_data();
    void checkTells();

private:
    Finished run(const QStringList &arguments) const
    {
        return watchbillctl(*m_database, QStringList{u"--table"_s, u"jobs"_s} + arguments);
    }
    QString rows() const
    {
        return m_database->value(
            u"SELECT string_agg(tenant || id || status, ',' ORDER BY id, tenant) FROM jobs"_s);
    }

    std::unique_ptr<TestDatabase> m_database;
};

void TestWatchbillctlKeys::init()
{
    m_database = std::make_unique<TestDatabase>();
    m_database->execute(
        u"CREATE TABLE jobs (tenant text NOT NULL, id bigint NOT NULL, user_id uuid NOT NULL, type text NOT NULL, "
        "status text NOT NULL, created_at timestamptz DEFAULT '2026-01-01Z', updated_at timestamptz, "
        "PRIMARY KEY (tenant, id)); INSERT INTO jobs SELECT tenant, 1, '%1', 'import', 'failed' "
        "FROM (VALUES ('acme'), ('a=b')) AS given(tenant)"_s.arg(alice));
}

void TestWatchbillctlKeys::namesOneOfSeveral()
{
    const QStringList alices{u"--user"_s, alice};
    const QStringList acmes{u"--key"_s, u"tenant=acme"_s};
    const QString before = rows();
    for (const QStringList &command : {QStringList{u"get"_s, u"1"_s} + alices,
                                       {u"update"_s, u"1"_s, u"--status"_s, u"completed"_s},
                                       QStringList{u"delete"_s, u"1"_s} + alices}) {
        const Finished several = run(command);
        QCOMPARE(several.status, 1);
        QCOMPARE(several.output, QByteArray());
        QVERIFY2(several.hasOneMessage() && several.messages.contains("tenant=acme")
                     && several.messages.contains("tenant=a=b") && several.messages.contains("--key tenant="),
                 several.messages.constData());
        QCOMPARE(rows(), before);
    }

    QCOMPARE(run(QStringList{u"get"_s, u"1"_s} + alices + acmes).object().value("id"_L1), u"1"_s);
    QCOMPARE(run(QStringList{u"update"_s, u"1"_s, u"--status"_s, u"completed"_s} + acmes).status, 0);
    QCOMPARE(rows(), u"a=b1failed,acme1completed"_s);
    QCOMPARE(run(QStringList{u"delete"_s, u"1"_s} + alices + QStringList{u"--key"_s, u"tenant=a=b"_s}).status,
             0);
    QCOMPARE(rows(), u"acme1completed"_s);
    QCOMPARE(run(QStringList{u"delete"_s, u"1"_s} + alices).status, 0); // no other has it now
    QCOMPARE(rows(), QString());
}

void TestWatchbillctlKeys::refusesHalfAKey_data()
{
    QTest::addColumn<QString>("key");
    QTest::newRow("no value") << u"tenant"_s;
    QTest::newRow("no column") << u"=acme"_s;
    QTest::newRow("not of the key") << u"type=import"_s;
}

void TestWatchbillctlKeys::refusesHalfAKey()
{
    QFETCH(QString, key);
    const QString before = rows();
    const Finished refused = run({u"delete"_s, u"1"_s, u"--user"_s, alice, u"--key"_s, key});
    QCOMPARE(refused.status, 2);
    QVERIFY2(refused.hasOneMessage(), refused.messages.constData());
    QCOMPARE(rows(), before);
}

void TestWatchbillctlKeys::changesNothingWithoutAKey()
{
    m_database->execute(u"ALTER TABLE jobs DROP CONSTRAINT jobs_pkey"_s);
    const QString before = rows();
    for (const QStringList &command : {QStringList{u"update"_s, u"1"_s, u"--status"_s, u"completed"_s},
                                       {u"delete"_s, u"1"_s, u"--user"_s, alice}}) {
        const Finished refused = run(command);
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.hasOneMessage() && refused.messages.contains("no primary key"),
                 refused.messages.constData());
    }
    QCOMPARE(rows(), before);
    QCOMPARE(run({u"list"_s}).list().size(), 2);
}

void TestWatchbillctlKeys::printsTheWholeKey()
{
    const QJsonArray listed = run({u"list"_s}).list();
    QCOMPARE(listed.size(), 2);
    QCOMPARE(listed[0].toObject().value("tenant"_L1).toString()
                 + listed[1].toObject().value("tenant"_L1).toString(),
             u"acmea=b"_s);
    const QStringList acme{u"get"_s, u"1"_s, u"--user"_s, alice, u"--key"_s, u"tenant=acme"_s};
    QCOMPARE(run(acme).object().value("tenant"_L1), u"acme"_s);
    QVERIFY(run(acme + QStringList{u"--format"_s, u"table"_s}).output.contains("\ntenant         acme\n"));
    const QByteArray table = run({u"list"_s, u"--format"_s, u"table"_s}).output;
    QVERIFY2(table.startsWith("id  tenant  status") && table.contains("1   acme    failed"),
             table.constData());
    const QByteArray csv = run({u"list"_s, u"--format"_s, u"csv"_s}).output;
    QVERIFY2(csv.contains(",tenant\r\n"), csv.constData());
}

void TestWatchbillctlKeys::refusesAValueOfAnotherType()
{
    m_database->execute(
        u"ALTER TABLE jobs ADD part int NOT NULL DEFAULT 7, DROP CONSTRAINT jobs_pkey; "
        "DELETE FROM jobs WHERE tenant = 'a=b'; ALTER TABLE jobs ADD PRIMARY KEY (id, part)"_s);
    const QStringList get{u"get"_s, u"1"_s, u"--user"_s, alice, u"--key"_s};
    QCOMPARE(run(get + QStringList{u"part=7"_s}).status, 0);
    for (const QString &value : {u"part=seven"_s, u"part=99999999999999999999"_s, u"part="_s}) {
        const Finished refused = run(get + QStringList{value});
        QCOMPARE(refused.status, 2);
        QVERIFY2(refused.hasOneMessage(), refused.messages.constData());
    }
}

void TestWatchbillctlKeys::tellsWhatIsStoredInstead()
{
    m_database->execute(u"ALTER TABLE jobs ALTER status TYPE numeric(2, 0) USING 1"_s);
    const QStringList update{u"update"_s, u"1"_s, u"--key"_s, u"tenant=acme"_s, u"--status"_s};
    const Finished rounded = run(update + QStringList{u"2.6"_s});
    QCOMPARE(rounded.status, 0);
    QVERIFY2(rounded.hasOneMessage() && rounded.messages.contains("“2.6” as “3”"),
             rounded.messages.constData());
    QCOMPARE(run(update + QStringList{u"4"_s}).messages, QByteArray());
}

void TestWatchbillctlKeys::tellsWhatARuleDid()
{
    m_database->execute(
        u"CREATE RULE soft AS ON DELETE TO jobs DO INSTEAD UPDATE jobs SET status = 'removed' "
        "WHERE id = OLD.id AND tenant = OLD.tenant"_s);
    const Finished kept = run({u"delete"_s, u"1"_s, u"--user"_s, alice, u"--key"_s, u"tenant=acme"_s});
    QCOMPARE(kept.status, 1);
    QVERIFY2(kept.hasOneMessage() && kept.messages.contains("on the table changed it instead"),
             kept.messages.constData());
    QCOMPARE(rows(), u"a=b1failed,acme1removed"_s);
}

void TestWatchbillctlKeys::checkTells_data()
{
    QTest::addColumn<QString>("setUp");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("key of two columns") << u""_s << QByteArray("only tenant, id together are unique");
    QTest::newRow("no key") << u"ALTER TABLE jobs DROP CONSTRAINT jobs_pkey"_s
                            << QByteArray("no primary key");
    QTest::newRow("rule") << u"CREATE RULE soft AS ON DELETE TO jobs DO INSTEAD NOTHING"_s
                          << QByteArray("A rule on the table");
    QTest::newRow("trigger")
        << u"CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$; "
           "CREATE TRIGGER k BEFORE DELETE ON jobs FOR EACH ROW EXECUTE FUNCTION keep()"_s
        << QByteArray("A trigger on the table");
}

void TestWatchbillctlKeys::checkTells()
{
    QFETCH(QString, setUp);
    QFETCH(QByteArray, words);
    m_database->execute(setUp.isEmpty() ? u"SELECT 1"_s : setUp);
    const Finished checked = run({u"check"_s});
    QVERIFY2(checked.output.contains(words), checked.output.constData());
}

WATCHBILL_TEST(TestWatchbillctlKeys)

} // namespace tst_watchbillctlkeys

#include "tst_watchbillctlkeys.moc"
