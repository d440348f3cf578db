// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "outcome.h"
#include "profile/givenprofile.h"
#include "profile/profilestore.h"
#include "testprogram.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace watchbill;

class TestGivenProfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void takesThePlace_data();
    void takesThePlace();
    void isRefused_data();
    void isRefused();
    void isEmpty();

private:
    QTemporaryDir m_folder;
    ProfileStore m_store{m_folder.filePath(u"profiles.json"_s)};
    ConnectionProfile m_stored;
};

void TestGivenProfile::initTestCase()
{
    m_stored.name = u"shop"_s;
    m_stored.environment = Environment::Production;
    m_stored.connection = u"host='db' user='ann'"_s;
    m_stored.table = u"tasks_prod"_s;
    m_stored.serviceRole = u"service_role"_s;
    m_stored.serviceConnection = u"host='db' user='boss'"_s;
    m_stored.timeLimit = std::chrono::seconds(5);
    VERIFY_FINE(m_store.save(m_stored));
}

void TestGivenProfile::takesThePlace_data()
{
    QTest::addColumn<GivenProfile>("given");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("connection");
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("service"); // role and connection
    QTest::addColumn<bool>("readOnly");

    const QString name = u"shop"_s;
    const QString connection = u"host='db' user='ann'"_s;
    const QString table = u"public.tasks_prod"_s;
    const QString service = u"service_role host='db' user='boss'"_s;
    QTest::newRow("name only") << GivenProfile{.name = name} << name << connection << table << service
                               << false;
    QTest::newRow("table") << GivenProfile{.name = name, .table = u"app.tasks"_s} << name << connection
                           << u"app.tasks"_s << service << false;
    QTest::newRow("service role") << GivenProfile{.name = name, .serviceRole = u"other"_s} << name
                                  << connection << table << u"other host='db' user='boss'"_s << false;
    QTest::newRow("read-only") << GivenProfile{.name = name, .readOnly = true} << name << connection << table
                               << service << true;
    // The passwords under that name are not for these.
    QTest::newRow("connection") << GivenProfile{.name = name, .connection = u"host=evil"_s} << QString()
                                << u"host=evil"_s << table << service << false;
    QTest::newRow("service connection")
        << GivenProfile{.name = name, .serviceConnection = u"host=evil"_s} << QString() << connection << table
        << u"service_role host=evil"_s << false;
    QTest::newRow("no name") << GivenProfile{.connection = u"host=a"_s} << QString() << u"host=a"_s
                             << u"public.tasks"_s << u" "_s << false;
    QTest::newRow("nothing") << GivenProfile() << QString() << QString() << u"public.tasks"_s << u" "_s
                             << false;
}

void TestGivenProfile::takesThePlace()
{
    QFETCH(GivenProfile, given);
    const auto profile = given.profile(m_store);
    VERIFY_FINE(profile);
    QTEST(profile->name, "name");
    QTEST(profile->connection, "connection");
    QTEST(profile->qualifiedTableName(), "table");
    QTEST(profile->serviceRole + u' ' + profile->serviceConnection, "service");
    QTEST(profile->readOnly, "readOnly");
    if (!given.name.isEmpty()) { // also where it has lost its name
        QCOMPARE(profile->environment, Environment::Production);
        QCOMPARE(profile->timeLimit, std::chrono::seconds(5));
    }
}

void TestGivenProfile::isRefused_data()
{
    QTest::addColumn<GivenProfile>("given");
    QTest::addColumn<QString>("words");

    QTest::newRow("no such profile") << GivenProfile{.name = u"Shop"_s} << u"There are: “shop”."_s;
    QTest::newRow("table") << GivenProfile{.name = u"shop"_s, .table = u"a.b.c"_s} << u"“a.b.c”"_s;
}

void TestGivenProfile::isRefused()
{
    QFETCH(GivenProfile, given);
    QFETCH(QString, words);
    const auto profile = given.profile(m_store);
    QCOMPARE(outcomeOf(profile), u"InvalidInput"_s);
    QVERIFY2(profile.error().message.contains(words), wordsOf(profile).constData());
}

void TestGivenProfile::isEmpty()
{
    QVERIFY(GivenProfile().isEmpty());
    QVERIFY(!GivenProfile{.name = u"shop"_s}.isEmpty());
    QVERIFY(!GivenProfile{.connection = u""_s}.isEmpty());
    QVERIFY(!GivenProfile{.readOnly = true}.isEmpty());
}

WATCHBILL_TEST(TestGivenProfile)

#include "tst_givenprofile.moc"
