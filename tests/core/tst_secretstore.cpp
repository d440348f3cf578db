// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "outcome.h"
#include "privatekeyring.h"
#include "profile/secretstore.h"
#include "testprogram.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

namespace tst_secretstore {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

using Secret = std::optional<QString>;

const QString shop = u"Läden, “Produktion” / 生产"_s;

} // namespace

/// First where there is no keyring, then on one of its own. (A program keeps the connection to its bus.)
class TestSecretStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void withoutKeyring();
    void saysThatThereIsNone();
    void startKeyring();
    void saysThatThereIsOne();
    void keeps_data();
    void keeps();
    void tellsProfilesAndLoginsApart();
    void replaces();
    void emptyIsNone();
    void forgets();
    void renames();
    void outlivesTheStore();
    void isDestroyedMeanwhile();
    void saysThatItStaysLocked();
    void losesTheKeyring();

private:
    std::unique_ptr<PrivateKeyring> m_keyring;
};

void TestSecretStore::initTestCase()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", PrivateKeyring::noBusAddress().toLatin1());
    qunsetenv("DISPLAY"); // by which a bus could be found, too
}

// Only until the store is gone, but as if there were one.
void TestSecretStore::withoutKeyring()
{
    auto store = std::make_unique<SecretStore>();
    QCOMPARE(success(store->password(shop, Login::Regular)), Secret());
    QVERIFY(!store->isPersistent());
    success(store->setPassword(shop, Login::Regular, u"s3cret"_s));
    success(store->setPassword(shop, Login::Service, u"s3cret too"_s));
    QCOMPARE(success(store->password(shop, Login::Regular)), Secret(u"s3cret"_s));
    success(store->rename(shop, u"new"_s));
    QCOMPARE(success(store->password(shop, Login::Regular)), Secret());
    QCOMPARE(success(store->password(u"new"_s, Login::Service)), Secret(u"s3cret too"_s));
    success(store->forget(u"new"_s));
    QCOMPARE(success(store->password(u"new"_s, Login::Regular)), Secret());
    success(store->setPassword(shop, Login::Regular, u"s3cret"_s));
    store = std::make_unique<SecretStore>();
    QCOMPARE(success(store->password(shop, Login::Regular)), Secret());

    // The first thing that is asked may be to keep one, too.
    store = std::make_unique<SecretStore>();
    success(store->setPassword(shop, Login::Regular, u"s3cret"_s));
    QCOMPARE(success(store->password(shop, Login::Regular)), Secret(u"s3cret"_s));
}

void TestSecretStore::saysThatThereIsNone()
{
    SecretStore store;
    QVERIFY(store.isPersistent());
    QSignalSpy changes(&store, &SecretStore::persistenceChanged);
    QVERIFY(!await(store.findKeyring()));
    QVERIFY(!store.isPersistent());
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0][0].toBool(), false);
    QVERIFY(!await(store.findKeyring()));
    QCOMPARE(changes.size(), 1);
}

void TestSecretStore::startKeyring()
{
    m_keyring = std::make_unique<PrivateKeyring>();
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_keyring->busAddress().toLatin1());
}

void TestSecretStore::saysThatThereIsOne()
{
    SecretStore store;
    QVERIFY(await(store.findKeyring()));
    QVERIFY(store.isPersistent());
}

void TestSecretStore::keeps_data()
{
    QTest::addColumn<QString>("profile");
    QTest::addColumn<QString>("password");

    QTest::newRow("plain") << u"shop"_s << u"s3cret"_s;
    QTest::newRow("letters of all kinds") << shop << u"pässwörd 🔑 'quoted' \\ \"x\" %1"_s;
    QTest::newRow("blanks and lines") << u" a  b "_s << u" two\nlines "_s;
    QTest::newRow("long") << QString(1'000, u'n') << QString(10'000, u'p');
}

void TestSecretStore::keeps()
{
    QFETCH(QString, profile);
    QFETCH(QString, password);
    {
        SecretStore store;
        success(store.setPassword(profile, Login::Regular, password));
        QVERIFY(store.isPersistent());
    }
    SecretStore store;
    QCOMPARE(success(store.password(profile, Login::Regular)), Secret(password));
    QCOMPARE(success(store.password(profile, Login::Service)), Secret());
    QCOMPARE(m_keyring->secret(profile + u"/password"_s), password.toUtf8());
    success(store.forget(profile));
    QCOMPARE(m_keyring->secret(profile + u"/password"_s), QByteArray());
}

void TestSecretStore::tellsProfilesAndLoginsApart()
{
    SecretStore store;
    const QStringList names{u"a"_s, u"A"_s, u"a/password"_s, u"a/service password"_s, u"a/service"_s, u"?"_s};
    for (const QString &name : names) {
        success(store.setPassword(name, Login::Regular, u"regular "_s + name));
        success(store.setPassword(name, Login::Service, u"service "_s + name));
    }
    for (const QString &name : names) {
        QCOMPARE(success(store.password(name, Login::Regular)), Secret(u"regular "_s + name));
        QCOMPARE(success(store.password(name, Login::Service)), Secret(u"service "_s + name));
        success(store.forget(name));
        QCOMPARE(success(store.password(name, Login::Regular)), Secret());
        QCOMPARE(success(store.password(name, Login::Service)), Secret());
    }
}

void TestSecretStore::replaces()
{
    SecretStore store;
    for (const QString &password : {u"old"_s, u"new"_s})
        success(store.setPassword(shop, Login::Service, password));
    QCOMPARE(success(store.password(shop, Login::Service)), Secret(u"new"_s));
}

void TestSecretStore::emptyIsNone()
{
    SecretStore store;
    success(store.setPassword(shop, Login::Service, u"s3cret"_s));
    success(store.setPassword(shop, Login::Service, {}));
    QCOMPARE(success(store.password(shop, Login::Service)), Secret());
}

void TestSecretStore::forgets()
{
    SecretStore store;
    success(store.forget(u"nobody"_s));
}

void TestSecretStore::renames()
{
    SecretStore store;
    success(store.setPassword(u"from"_s, Login::Regular, u"s3cret"_s));
    success(store.setPassword(u"to"_s, Login::Regular, u"of another"_s));
    success(store.setPassword(u"to"_s, Login::Service, u"of another"_s));
    success(store.rename(u"from"_s, u"to"_s));
    QCOMPARE(success(store.password(u"to"_s, Login::Regular)), Secret(u"s3cret"_s));
    QCOMPARE(success(store.password(u"to"_s, Login::Service)), Secret());
    QCOMPARE(success(store.password(u"from"_s, Login::Regular)), Secret());
    success(store.rename(u"to"_s, u"to"_s));
    QCOMPARE(success(store.password(u"to"_s, Login::Regular)), Secret(u"s3cret"_s));
}

void TestSecretStore::outlivesTheStore()
{
    {
        SecretStore store;
        success(store.setPassword(shop, Login::Regular, u"s3cret"_s));
    }
    SecretStore store;
    QCOMPARE(success(store.password(shop, Login::Regular)), Secret(u"s3cret"_s));
}

// The keyring answers a store that is gone.
void TestSecretStore::isDestroyedMeanwhile()
{
    for (int i = 0; i < 20; ++i) {
        SecretStore store;
        store.password(shop, Login::Regular);
        store.setPassword(shop, Login::Service, u"s3cret"_s);
        if (i % 2 == 1)
            QCoreApplication::processEvents();
    }
    SecretStore store;
    QVERIFY(success(store.password(shop, Login::Regular)).has_value());
}

// Nobody is there to unlock it.
void TestSecretStore::saysThatItStaysLocked()
{
    SecretStore store;
    success(store.setPassword(shop, Login::Regular, u"s3cret"_s));
    m_keyring->lock();
    const auto kept = await(store.setPassword(u"late"_s, Login::Regular, u"s3cret"_s));
    QCOMPARE(outcomeOf(kept), u"PermissionDenied"_s);
    QCOMPARE(kept.error().message,
             u"Could not save the password. The keyring is still locked. The password is kept "
             "until Watchbill closes."_s);
    QCOMPARE(success(store.password(u"late"_s, Login::Regular)), Secret(u"s3cret"_s));
}

void TestSecretStore::losesTheKeyring()
{
    SecretStore store;
    QVERIFY(await(store.findKeyring()));
    m_keyring->stop();
    const auto kept = await(store.setPassword(u"late"_s, Login::Regular, u"s3cret"_s));
    QCOMPARE(outcomeOf(kept), u"Server"_s);
    QVERIFY2(kept.error().message.contains(u"kept until"_s) && !kept.error().message.contains(u"s3cret"_s),
             wordsOf(kept).constData());
    QCOMPARE(success(store.password(u"late"_s, Login::Regular)), Secret(u"s3cret"_s));
}

WATCHBILL_TEST(TestSecretStore)

} // namespace tst_secretstore

#include "tst_secretstore.moc"
