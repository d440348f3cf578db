// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/connectiondialog.h"

#include "await.h"
#include "privatekeyring.h"
#include "privatesettings.h"
#include "profile/profilestore.h"
#include "profile/secretstore.h"
#include "windowtest.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScopeGuard>
#include <QTest>

#include <memory>

namespace tst_connectionkeyring {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// What the dialog does with a keyring: one of the test's own.
class TestConnectionKeyring : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void showsWhetherPasswordsAreKept_data();
    void showsWhetherPasswordsAreKept();
    void renames_data();
    void renames();
    void changesWhetherTheyAreKept_data();
    void changesWhetherTheyAreKept();
    void leavesTheKeyringAlone_data();
    void leavesTheKeyringAlone();
    void saysThatItWaits();

private:
    void keep(bool inKeyring); // a new one
    void edit(const QString &name); // until its passwords are there
    void save();
    QCheckBox *tick() const { return m_dialog->findChild<QCheckBox *>(u"keepPasswords"_s); }
    QLineEdit *field(const QString &name) const { return m_dialog->findChild<QLineEdit *>(name); }
    QByteArray kept(const QString &name, const QString &what = u"password"_s) const
    {
        return m_keyring->secret(name + u'/' + what);
    }

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<PrivateKeyring> m_keyring;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProfileStore> m_store;
    std::unique_ptr<SecretStore> m_secrets;
    std::unique_ptr<ConnectionDialog> m_dialog;
};

namespace {

constexpr int patient = 30'000; // milliseconds

void addKeepings()
{
    QTest::addColumn<bool>("inKeyring");
    QTest::newRow("kept") << true;
    QTest::newRow("not kept") << false;
}

} // namespace

void TestConnectionKeyring::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    m_keyring = std::make_unique<PrivateKeyring>();
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_keyring->busAddress().toLatin1());
}

void TestConnectionKeyring::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<ProfileStore>(m_folder->filePath(u"profiles.json"_s));
    m_secrets = std::make_unique<SecretStore>();
    QVERIFY(await(m_secrets->findKeyring()));
}

void TestConnectionKeyring::cleanup()
{
    m_dialog.reset();
    for (const QString &name : {u"Shop"_s, u"Store"_s})
        QVERIFY(await(m_secrets->forget(name)));
}

void TestConnectionKeyring::keep(bool inKeyring)
{
    m_dialog = std::make_unique<ConnectionDialog>(*m_store, *m_secrets);
    m_dialog->open();
    QVERIFY(tick()->isChecked());
    if (!inKeyring)
        tick()->click();
    field(u"name"_s)->setText(u"Shop"_s);
    field(u"password"_s)->setText(u"s3cret"_s);
    field(u"serviceLogin"_s)->setText(u"boss"_s);
    field(u"servicePassword"_s)->setText(u"s3cret-too"_s);
    save();
    QCOMPARE(kept(u"Shop"_s), inKeyring ? QByteArray("s3cret") : QByteArray());
}

void TestConnectionKeyring::edit(const QString &name)
{
    m_dialog = std::make_unique<ConnectionDialog>(*m_store, *m_secrets);
    m_dialog->edit(*m_store->profile(name));
    m_dialog->open();
    QTRY_COMPARE_WITH_TIMEOUT(field(u"servicePassword"_s)->text(), u"s3cret-too"_s, patient);
    QCOMPARE(field(u"password"_s)->text(), u"s3cret"_s);
}

void TestConnectionKeyring::save()
{
    m_dialog->findChild<QPushButton *>(u"save"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(!m_dialog->isVisible(), patient);
}

void TestConnectionKeyring::showsWhetherPasswordsAreKept_data()
{
    addKeepings();
}

void TestConnectionKeyring::showsWhetherPasswordsAreKept()
{
    QFETCH(bool, inKeyring);
    keep(inKeyring);
    edit(u"Shop"_s);
    QVERIFY(tick()->isEnabled());
    QCOMPARE(tick()->isChecked(), inKeyring);

    // The next time that the program runs they are gone, or there.
    m_dialog.reset();
    m_secrets = std::make_unique<SecretStore>();
    m_dialog = std::make_unique<ConnectionDialog>(*m_store, *m_secrets);
    m_dialog->edit(*m_store->profile(u"Shop"_s));
    m_dialog->open();
    QTRY_COMPARE_WITH_TIMEOUT(tick()->isChecked(), inKeyring, patient);
}

void TestConnectionKeyring::renames_data()
{
    addKeepings();
}

void TestConnectionKeyring::renames()
{
    QFETCH(bool, inKeyring);
    keep(inKeyring);
    edit(u"Shop"_s);
    field(u"name"_s)->setText(u"Store"_s);
    save();
    QCOMPARE(kept(u"Store"_s), inKeyring ? QByteArray("s3cret") : QByteArray());
    QCOMPARE(kept(u"Store"_s, u"service password"_s), inKeyring ? QByteArray("s3cret-too") : QByteArray());
    QCOMPARE(kept(u"Shop"_s), QByteArray());
    edit(u"Store"_s);
    QCOMPARE(tick()->isChecked(), inKeyring);
}

void TestConnectionKeyring::changesWhetherTheyAreKept_data()
{
    addKeepings();
}

void TestConnectionKeyring::changesWhetherTheyAreKept()
{
    QFETCH(bool, inKeyring);
    keep(inKeyring);
    edit(u"Shop"_s);
    tick()->click();
    save();
    QCOMPARE(kept(u"Shop"_s), inKeyring ? QByteArray() : QByteArray("s3cret"));
    QCOMPARE(kept(u"Shop"_s, u"service password"_s), inKeyring ? QByteArray() : QByteArray("s3cret-too"));
    edit(u"Shop"_s);
    QCOMPARE(tick()->isChecked(), !inKeyring);
}

void TestConnectionKeyring::leavesTheKeyringAlone_data()
{
    addKeepings();
}

// It does not answer meanwhile: who asks it for anything waits.
void TestConnectionKeyring::leavesTheKeyringAlone()
{
    QFETCH(bool, inKeyring);
    keep(inKeyring);
    edit(u"Shop"_s);
    m_keyring->pause();
    const auto goOn = qScopeGuard([this] { m_keyring->resume(); });
    field(u"table"_s)->setText(u"public.jobs"_s);
    m_dialog->findChild<QPushButton *>(u"save"_s)->click();
    QVERIFY(!m_dialog->isVisible());
}

// The keyring may be busy, or ask for a password of its own.
void TestConnectionKeyring::saysThatItWaits()
{
    m_dialog = std::make_unique<ConnectionDialog>(*m_store, *m_secrets);
    m_dialog->open();
    field(u"name"_s)->setText(u"Shop"_s);
    field(u"password"_s)->setText(u"s3cret"_s);
    m_keyring->pause();
    const auto resume = qScopeGuard([this] { m_keyring->resume(); });
    m_dialog->findChild<QPushButton *>(u"save"_s)->click();
    const auto *status = m_dialog->findChild<QLabel *>(u"connectionStatus"_s);
    QTRY_VERIFY_WITH_TIMEOUT(status->isVisible(), patient);
    QVERIFY2(status->text().startsWith(u"Waiting for the keyring"_s), qPrintable(status->text()));
    QVERIFY(m_dialog->findChild<QPushButton *>(u"cancel"_s)->isEnabled());
    m_keyring->resume();
    QTRY_VERIFY_WITH_TIMEOUT(!m_dialog->isVisible(), patient);
    QCOMPARE(kept(u"Shop"_s), QByteArray("s3cret"));
}

WATCHBILL_WINDOW_TEST(TestConnectionKeyring)

} // namespace tst_connectionkeyring

#include "tst_connectionkeyring.moc"
