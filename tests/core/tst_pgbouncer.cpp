// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pgbouncer.h"

#include "directconnection.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTest>

#include <libpq-fe.h>

#include <memory>

namespace tst_pgbouncer {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// What other tests believe of a pooler.
class TestPgBouncer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Supabase); }
    void cleanupTestCase() { m_database.reset(); }

    void keepsASessionTogether_data();
    void keepsASessionTogether();
    void startsAgainInPlace();
    void refusesStartUpOptions();

private:
    std::unique_ptr<TestDatabase> m_database;
};

void TestPgBouncer::keepsASessionTogether_data()
{
    QTest::addColumn<PgBouncer::Mode>("mode");
    QTest::addColumn<QString>("seenByNext"); // of what another client has set

    QTest::newRow("session") << PgBouncer::Mode::Session << QString();
    QTest::newRow("transaction") << PgBouncer::Mode::Transaction << u"leaked"_s;
}

void TestPgBouncer::keepsASessionTogether()
{
    QFETCH(PgBouncer::Mode, mode);
    QFETCH(QString, seenByNext);
    PgBouncer pooler(m_database->connection(), mode, 1);
    const QString connection = pooler.by(m_database->connection(u"authenticator"_s));
    const QString question = u"SELECT current_setting('some.setting', true)"_s;
    auto first = std::make_unique<DirectConnection>(connection);
    first->execute(u"SELECT set_config('some.setting', 'leaked', false)"_s);
    if (mode == PgBouncer::Mode::Session)
        first.reset(); // or the next one would wait for ever
    DirectConnection second(connection);
    QCOMPARE(second.value(question), seenByNext);
    QCOMPARE(second.value(u"SELECT session_user"_s), u"authenticator"_s);
}

void TestPgBouncer::startsAgainInPlace()
{
    PgBouncer pooler(m_database->connection(), PgBouncer::Mode::Session);
    const QString connection = pooler.by(m_database->connection());
    pooler.stop();
    QCOMPARE(PQping(connection.toUtf8().constData()), PQPING_NO_RESPONSE);
    pooler.start();
    QCOMPARE(pooler.by(m_database->connection()), connection);
    QCOMPARE(DirectConnection(connection).value(u"SELECT 1"_s), u"1"_s);
}

void TestPgBouncer::refusesStartUpOptions()
{
    PgBouncer pooler(m_database->connection(), PgBouncer::Mode::Transaction);
    const QByteArray connection =
        (pooler.by(m_database->connection()) + " options='-c geqo=off'"_L1).toUtf8();
    const std::unique_ptr<PGconn, decltype(&PQfinish)> handle(PQconnectdb(connection.constData()), &PQfinish);
    QCOMPARE(PQstatus(handle.get()), CONNECTION_BAD);
}

WATCHBILL_TEST(TestPgBouncer)

} // namespace tst_pgbouncer

#include "tst_pgbouncer.moc"
