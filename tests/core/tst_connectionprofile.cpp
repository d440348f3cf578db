// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/connectionprofile.h"

#include "testprogram.h"

#include <QTest>

namespace tst_connectionprofile {

using namespace Qt::StringLiterals;
using namespace watchbill;

class TestConnectionProfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void setTableName_data();
    void setTableName();
    void refusesTableName_data();
    void refusesTableName();
    void isPublicTasksByDefault();
    void takesPasswords();
    void leavesPasswordsOut();
};

void TestConnectionProfile::setTableName_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("table");

    QTest::newRow("table") << u"tasks_dev"_s << u"public"_s << u"tasks_dev"_s;
    QTest::newRow("schema and table") << u"app.tasks"_s << u"app"_s << u"tasks"_s;
    QTest::newRow("public") << u"public.tasks"_s << u"public"_s << u"tasks"_s;
    QTest::newRow("blanks around") << u"  app.tasks\n"_s << u"app"_s << u"tasks"_s;
    QTest::newRow("capitals are kept") << u"App.Tasks"_s << u"App"_s << u"Tasks"_s;
    QTest::newRow("quoted") << u"\"App\".\"Tasks\""_s << u"App"_s << u"Tasks"_s;
    QTest::newRow("dots in quotes") << u"\"a.b\".\"c.d\""_s << u"a.b"_s << u"c.d"_s;
    QTest::newRow("quotes in quotes") << u"\"a\"\"b\""_s << u"public"_s << u"a\"b"_s;
    QTest::newRow("blank inside") << u"my tasks"_s << u"public"_s << u"my tasks"_s;
    QTest::newRow("blanks in quotes") << u"\" tasks \""_s << u"public"_s << u" tasks "_s;
    QTest::newRow("line break in quotes") << u"\"tasks\n\""_s << u"public"_s << u"tasks\n"_s;
    QTest::newRow("quoted schema only") << u"\"a.b\".tasks"_s << u"a.b"_s << u"tasks"_s;
    QTest::newRow("SQL is a name, too")
        << u"tasks; DROP TABLE tasks --"_s << u"public"_s << u"tasks; DROP TABLE tasks --"_s;
    QTest::newRow("not Latin") << u"задачи"_s << u"public"_s << u"задачи"_s;
}

void TestConnectionProfile::setTableName()
{
    QFETCH(QString, text);
    ConnectionProfile profile;
    QVERIFY(profile.setTableName(text));
    QTEST(profile.schema, "schema");
    QTEST(profile.table, "table");

    ConnectionProfile again;
    QVERIFY2(again.setTableName(profile.tableName()), qPrintable(profile.tableName()));
    QCOMPARE(again.schema, profile.schema);
    QCOMPARE(again.table, profile.table);
}

void TestConnectionProfile::refusesTableName_data()
{
    QTest::addColumn<QString>("text");

    QTest::newRow("empty") << u""_s;
    QTest::newRow("blank") << u"  "_s;
    QTest::newRow("no table") << u"app."_s;
    QTest::newRow("no schema") << u".tasks"_s;
    QTest::newRow("three parts") << u"db.app.tasks"_s;
    QTest::newRow("quote not closed") << u"\"tasks"_s;
    QTest::newRow("empty quotes") << u"\"\""_s;
    QTest::newRow("text behind quotes") << u"\"app\"x.tasks"_s;
    QTest::newRow("quote inside") << u"ta\"sks"_s;
}

void TestConnectionProfile::refusesTableName()
{
    QFETCH(QString, text);
    ConnectionProfile profile;
    profile.schema = u"app"_s;
    const ConnectionProfile before = profile;
    const Result<void> outcome = profile.setTableName(text);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, TaskError::Kind::InvalidInput);
    QVERIFY(profile == before);
}

void TestConnectionProfile::isPublicTasksByDefault()
{
    QCOMPARE(ConnectionProfile().schema, u"public"_s);
    QCOMPARE(ConnectionProfile().tableName(), u"tasks"_s);
    QCOMPARE(ConnectionProfile().qualifiedTableName(), u"public.tasks"_s);
}

void TestConnectionProfile::takesPasswords()
{
    ConnectionProfile profile;
    profile.connection = u"postgresql://ann:old@db/app"_s;
    profile.serviceConnection = u"host=db user=boss"_s;
    QVERIFY(profile.withPasswords(std::nullopt, std::nullopt) == profile);
    const ConnectionProfile with = profile.withPasswords(u"it's \\new"_s, u"s"_s);
    QCOMPARE(with.connection, u"dbname='app' host='db' password='it\\'s \\\\new' user='ann'"_s);
    QCOMPARE(with.serviceConnection, u"host='db' password='s' user='boss'"_s);

    // A service login that was not asked for does not come about; neither does a connection that is none.
    profile.serviceConnection.clear();
    profile.connection = u"host=db user"_s;
    QVERIFY(profile.withPasswords(u"new"_s, u"s"_s) == profile);
    profile.connection.clear();
    QCOMPARE(profile.withPasswords(u"new"_s, {}).connection, u"password='new'"_s);
}

void TestConnectionProfile::leavesPasswordsOut()
{
    ConnectionProfile profile;
    profile.name = u"shop"_s;
    profile.connection = u"postgresql://ann:s3cret@db/app"_s;
    profile.serviceConnection = u"host=db sslpassword=s3cret user=boss"_s;
    QCOMPARE(profile.withoutPasswords().connection, u"dbname='app' host='db' user='ann'"_s);
    QCOMPARE(profile.withoutPasswords().serviceConnection, u"host='db' user='boss'"_s);
    QCOMPARE(profile.withoutPasswords().name, u"shop"_s);
    profile.connection = u"host=db password=s3cret user"_s;
    QCOMPARE(profile.withoutPasswords().connection, QString());
}

WATCHBILL_TEST(TestConnectionProfile)

} // namespace tst_connectionprofile

#include "tst_connectionprofile.moc"
