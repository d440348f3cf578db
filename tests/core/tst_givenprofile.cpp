// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "outcome.h"
#include "profile/givenprofile.h"
#include "profile/profilestore.h"
#include "testprogram.h"

#include <QTemporaryDir>
#include <QTest>

namespace tst_givenprofile {

using namespace Qt::StringLiterals;
using namespace watchbill;

using Given = QMap<QString, QString>; // what is given, by option

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
    void tellsItsOptions();

private:
    Result<ConnectionProfile> profileOf(const Given &given) const;

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

Result<ConnectionProfile> TestGivenProfile::profileOf(const Given &options) const
{
    GivenProfile given;
    for (auto it = options.cbegin(); it != options.cend(); ++it) {
        if (const auto fine = given.set(it.key(), it.value()); !fine)
            return Failure(fine.error());
    }
    return given.profile(m_store);
}

void TestGivenProfile::takesThePlace_data()
{
    QTest::addColumn<Given>("given");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("connection");
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("service"); // role and connection
    QTest::addColumn<bool>("readOnly");

    const QString name = u"shop"_s;
    const QString connection = u"host='db' user='ann'"_s;
    const QString table = u"public.tasks_prod"_s;
    const QString service = u"service_role host='db' user='boss'"_s;
    QTest::newRow("name only") << Given({{u"profile"_s, name}}) << name << connection << table << service
                               << false;
    QTest::newRow("table") << Given({{u"profile"_s, name}, {u"table"_s, u"app.tasks"_s}}) << name
                           << connection << u"app.tasks"_s << service << false;
    QTest::newRow("service role") << Given({{u"profile"_s, name}, {u"service-role"_s, u"other"_s}}) << name
                                  << connection << table << u"other host='db' user='boss'"_s << false;
    QTest::newRow("read-only") << Given({{u"profile"_s, name}, {u"read-only"_s, QString()}}) << name
                               << connection << table << service << true;
    // The passwords under that name are not for these.
    QTest::newRow("connection") << Given({{u"profile"_s, name}, {u"connection"_s, u"host=evil"_s}})
                                << QString() << u"host='evil'"_s << table << service << false;
    QTest::newRow("service connection")
        << Given({{u"profile"_s, name}, {u"service-connection"_s, u"host=evil"_s}}) << QString() << connection
        << table << u"service_role host='evil'"_s << false;
    QTest::newRow("no name") << Given({{u"connection"_s, u"host=a"_s}}) << QString() << u"host='a'"_s
                             << u"public.tasks"_s << u" "_s << false;
    QTest::newRow("nothing") << Given() << QString() << QString() << u"public.tasks"_s << u" "_s << false;
}

void TestGivenProfile::takesThePlace()
{
    QFETCH(Given, given);
    const auto profile = profileOf(given);
    VERIFY_FINE(profile);
    QTEST(profile->name, "name");
    QTEST(profile->connection, "connection");
    QTEST(profile->qualifiedTableName(), "table");
    QTEST(profile->serviceRole + u' ' + profile->serviceConnection, "service");
    QTEST(profile->readOnly, "readOnly");
    if (given.contains(u"profile"_s)) { // also where it has lost its name
        QCOMPARE(profile->environment, Environment::Production);
        QCOMPARE(profile->timeLimit, std::chrono::seconds(5));
    }
}

void TestGivenProfile::isRefused_data()
{
    QTest::addColumn<Given>("given");
    QTest::addColumn<QString>("words");

    QTest::newRow("no such profile") << Given({{u"profile"_s, u"Shop"_s}}) << u"There are: “shop”."_s;
    QTest::newRow("table") << Given({{u"profile"_s, u"shop"_s}, {u"table"_s, u"a.b.c"_s}}) << u"“a.b.c”"_s;
    QTest::newRow("nothing for a profile") << Given({{u"profile"_s, QString()}}) << u"--profile"_s;
    QTest::newRow("nothing for a connection") << Given({{u"connection"_s, QString()}}) << u"--connection"_s;
    QTest::newRow("connection") << Given({{u"connection"_s, u"hots=db"_s}}) << u"“hots”"_s;
    QTest::newRow("service connection")
        << Given({{u"service-connection"_s, u"postgresql://h:abc/d"_s}}) << u"--service-connection"_s;
}

void TestGivenProfile::isRefused()
{
    QFETCH(Given, given);
    QFETCH(QString, words);
    const auto profile = profileOf(given);
    QCOMPARE(outcomeOf(profile), u"InvalidInput"_s);
    QVERIFY2(profile.error().message.contains(words), wordsOf(profile).constData());
}

void TestGivenProfile::isEmpty()
{
    QVERIFY(GivenProfile().isEmpty());
    for (const Given &one : {Given({{u"profile"_s, u"shop"_s}}), Given({{u"connection"_s, u"host=a"_s}}),
                             Given({{u"read-only"_s, QString()}})}) {
        GivenProfile given;
        VERIFY_FINE(given.set(one.firstKey(), one.first()));
        QVERIFY(!given.isEmpty());
    }
}

// Of both programs; what they take and what it means is told once.
void TestGivenProfile::tellsItsOptions()
{
    QStringList options;
    for (const GivenProfile::Option &one : GivenProfile::options()) {
        options += one.name;
        QVERIFY(!one.description.isEmpty());
    }
    QCOMPARE(
        options,
        (QStringList{u"profile"_s, u"connection"_s, u"table"_s, u"service-role"_s, u"service-connection"_s,
                     u"read-only"_s, u"may-run-again"_s, u"origin-key"_s, u"stuck-after"_s}));
}

WATCHBILL_TEST(TestGivenProfile)

} // namespace tst_givenprofile

#include "tst_givenprofile.moc"
