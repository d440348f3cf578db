// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/connectiondialog.h"

#include "accessiblenames.h"
#include "await.h"
#include "openwindow.h"
#include "people.h"
#include "privatesettings.h"
#include "profile/connectionfields.h"
#include "profile/connectionform.h"
#include "profile/keyringbox.h"
#include "profile/profilestore.h"
#include "profile/secretstore.h"
#include "testserver.h"
#include "theme/theme.h"
#include "windowtest.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QTcpServer>
#include <QTest>

namespace tst_connectiondialog {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// A person in front of the dialog, with a profile file of the test's own.
class TestConnectionDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void takesWhatIsPasted_data();
    void takesWhatIsPasted();
    void takesWhatIsTyped();
    void takesWhatIsTypedBeforeItIsUsed_data();
    void takesWhatIsTypedBeforeItIsUsed();
    void takesWhatIsTypedAfterAPause();
    void refusesWhatIsNone();
    void readsWhatIsPastedOverARefusedText();
    void usesNothingBesideARefusedText();
    void proposesTls();
    void knowsSupabase();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void needsANameToBeKept();
    void connectsWithoutKeeping();
    void keepsAllButThePassword();
    void showsWhatIsKept();
    void leavesTheStuckLimitToThePreferences();
    void keepsLimitsOfTheFile();
    void renames();
    void refusesATakenName();
    void forgetsAPasswordThatIsTakenOut();
    void cancelKeepsNothing();
    void asksBeforeChangesAreLost_data();
    void asksBeforeChangesAreLost();
    void leavesAtOnceWithoutChanges();
    void tests();
    void leadsToWhatIsWrong_data();
    void leadsToWhatIsWrong();
    void leavesWhoTypesAlone();
    void formKeepsItsRoom();
    void formHasTheRoomUntilATest();
    void problemsMoveNothing();
    void saysWhatIsWrongWithTheFieldInUse();
    void nothingMoves_data();
    void nothingMoves();
    void choosesATable();
    void choosingKeepsTheTest();
    void proposesTables();
    void saysWhereNoTableIs();
    void saysWhyNoTablesAreFound();
    void goesInOrder();
    void mnemonicsDiffer();
    void controlsHaveNames();
    void growsForRemarks();
    void fitsWithoutAKeyring();
    void fits_data();
    void fits();

private:
    template<typename T>
    T *find(const QString &name) const
    {
        T *child = m_dialog->findChild<T *>(name);
        if (!child)
            qFatal("There is no %s.", qPrintable(name));
        return child;
    }
    QLineEdit *field(const QString &name) const { return find<QLineEdit>(name); }
    QMap<QString, QRect> places() const; // of fields and buttons, by their names
    bool isInSight(const QWidget *widget) const; // of the form
    QString movedSince(const QMap<QString, QRect> &before) const;
    ConnectionForm *form() const { return m_dialog->findChild<ConnectionForm *>(); }
    void press(const QString &button) { find<QPushButton>(button)->click(); }
    void type(const QString &name, const QString &text); // in place of what is there
    void paste(const QString &text);
    void reopen(const QString &name);
    QString password(const QString &profile, Login login);
    QByteArray fileText() const;
    QStringList mnemonics() const; // in order

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProfileStore> m_store;
    std::unique_ptr<SecretStore> m_secrets;
    std::unique_ptr<ConnectionDialog> m_dialog;
    QVector<ConnectionProfile> m_requested;
};

void TestConnectionDialog::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    theme::apply(theme::Scheme::Light);
}

void TestConnectionDialog::init()
{
    m_requested.clear();
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<ProfileStore>(m_folder->filePath(u"profiles.json"_s));
    m_secrets = std::make_unique<SecretStore>();
    reopen({});
}

void TestConnectionDialog::cleanup()
{
    m_dialog.reset();
}

void TestConnectionDialog::cleanupTestCase()
{
    m_database.reset();
}

// The profile of that name; without one, a new connection.
void TestConnectionDialog::reopen(const QString &name)
{
    m_dialog = std::make_unique<ConnectionDialog>(*m_store, *m_secrets);
    connect(m_dialog.get(), &ConnectionDialog::connectRequested, this,
            [this](const ConnectionProfile &profile) { m_requested += profile; });
    if (!name.isEmpty())
        m_dialog->edit(*m_store->profile(name));
    m_dialog->open();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
}

void TestConnectionDialog::type(const QString &name, const QString &text)
{
    QLineEdit *edit = field(name);
    edit->setFocus();
    edit->selectAll();
    QTest::keyClick(edit, Qt::Key_Backspace);
    QTest::keyClicks(edit, text);
}

void TestConnectionDialog::paste(const QString &text)
{
    QApplication::clipboard()->setText(text);
    field(u"paste"_s)->setFocus();
    QTest::keyClick(field(u"paste"_s), Qt::Key_V, Qt::ControlModifier);
}

QString TestConnectionDialog::password(const QString &profile, Login login)
{
    return await(m_secrets->password(profile, login)).value_or(std::nullopt).value_or(QString());
}

QByteArray TestConnectionDialog::fileText() const
{
    QFile file(m_store->path());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestConnectionDialog::takesWhatIsPasted_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("more");
    QTest::newRow("URI") << u"postgresql://ann:s3cret@db.example.com:5433/shop?sslmode=require"_s
                         << QString();
    QTest::newRow("pairs") << u"host=db.example.com port=5433 dbname=shop user=ann password=s3cret "
                              "sslmode=require application_name=mine"_s
                           << u"application_name=mine"_s;
    QTest::newRow("environment file")
        << u"DATABASE_URL=\"postgres://ann:s3cret@db.example.com:5433/shop?sslmode=require&pgbouncer=true\""_s
        << QString();
}

void TestConnectionDialog::takesWhatIsPasted()
{
    QFETCH(QString, text);
    QFETCH(QString, more);
    paste(text);
    QCOMPARE(field(u"host"_s)->text(), u"db.example.com"_s);
    QCOMPARE(field(u"port"_s)->text(), u"5433"_s);
    QCOMPARE(field(u"database"_s)->text(), u"shop"_s);
    QCOMPARE(field(u"user"_s)->text(), u"ann"_s);
    QCOMPARE(field(u"password"_s)->text(), u"s3cret"_s);
    QCOMPARE(field(u"more"_s)->text(), more);
    QCOMPARE(find<QComboBox>(u"tlsMode"_s)->currentData().toString(), u"require"_s);
    QCOMPARE(form()->sentence(FormField::Paste).contains(u"pgbouncer"_s), text.contains(u"pgbouncer"_s));
    // Nowhere can it be read, nor be brought back.
    QTest::keyClick(field(u"paste"_s), Qt::Key_Z, Qt::ControlModifier);
    for (const QLineEdit *edit : m_dialog->findChildren<QLineEdit *>())
        QVERIFY2(!edit->displayText().contains(u"s3cret"_s), qPrintable(edit->objectName()));
    for (const QLabel *label : m_dialog->findChildren<QLabel *>())
        QVERIFY2(!label->text().contains(u"s3cret"_s), qPrintable(label->text()));
    QCOMPARE(m_requested.size(), 0);
}

void TestConnectionDialog::takesWhatIsTyped()
{
    type(u"paste"_s, u"postgresql://ann@db.example.com/shop"_s);
    QCOMPARE(field(u"host"_s)->text(), QString()); // it is not finished
    QTest::keyClick(field(u"paste"_s), Qt::Key_Return);
    QCOMPARE(field(u"host"_s)->text(), u"db.example.com"_s);
    QVERIFY(m_dialog->isVisible());
    QCOMPARE(m_requested.size(), 0);
}

void TestConnectionDialog::refusesWhatIsNone()
{
    type(u"host"_s, u"db.example.com"_s);
    paste(u"mysql://ann:s3cret@elsewhere/shop"_s);
    QVERIFY(form()->sentence(FormField::Paste).startsWith(u"This is not a PostgreSQL connection."_s));
    QVERIFY(!form()->sentence(FormField::Paste).contains(u"s3cret"_s));
    QCOMPARE(field(u"host"_s)->text(), u"db.example.com"_s);
}

void TestConnectionDialog::takesWhatIsTypedBeforeItIsUsed_data()
{
    QTest::addColumn<QString>("button");
    QTest::newRow("test") << u"testConnection"_s;
    QTest::newRow("save") << u"save"_s;
    QTest::newRow("connect") << u"connect"_s;
}

// By a shortcut, which leaves the focus where it is.
void TestConnectionDialog::takesWhatIsTypedBeforeItIsUsed()
{
    QFETCH(QString, button);
    type(u"name"_s, u"Shop"_s);
    type(u"paste"_s, u"postgresql://ann@127.0.0.1:1/shop"_s);
    QCOMPARE(m_dialog->focusWidget(), field(u"paste"_s));
    press(button);
    QCOMPARE(field(u"host"_s)->text(), u"127.0.0.1"_s);
    QCOMPARE(field(u"port"_s)->text(), u"1"_s);
    QCOMPARE(field(u"user"_s)->text(), u"ann"_s);
    QCOMPARE(field(u"paste"_s)->text(), QString());
    if (button == "testConnection"_L1)
        QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>(u"testSummary"_s)->text().contains(u"failed"_s), patient);
    else
        QTRY_COMPARE_WITH_TIMEOUT(m_store->profile(u"Shop"_s).value_or(ConnectionProfile()).proposedName(),
                                  u"shop @ 127.0.0.1"_s, patient);
}

void TestConnectionDialog::takesWhatIsTypedAfterAPause()
{
    type(u"paste"_s, u"postgresql://ann@db.example.com/shop"_s);
    QCOMPARE(field(u"host"_s)->text(), QString());
    QTRY_COMPARE_WITH_TIMEOUT(field(u"host"_s)->text(), u"db.example.com"_s, patient);
    QCOMPARE(field(u"paste"_s)->text(), u"postgresql://ann@db.example.com/shop"_s); // it may go on
    QTest::keyClicks(field(u"paste"_s), u"_dev"_s);
    QTRY_COMPARE_WITH_TIMEOUT(field(u"database"_s)->text(), u"shop_dev"_s, patient);
}

// Of the same length, too, and with the refused one selected.
void TestConnectionDialog::readsWhatIsPastedOverARefusedText()
{
    const QString refused = u"mysql://ann@db.example.com:5432/shops"_s;
    const QString right = u"postgresql://ann@db.example.com/shops"_s;
    QCOMPARE(refused.size(), right.size());
    paste(refused);
    QCOMPARE(field(u"host"_s)->text(), QString());
    field(u"paste"_s)->selectAll();
    paste(right);
    QCOMPARE(field(u"host"_s)->text(), u"db.example.com"_s);
    QCOMPARE(field(u"paste"_s)->text(), QString());
}

void TestConnectionDialog::usesNothingBesideARefusedText()
{
    paste(u"mysql://ann@elsewhere/shop"_s);
    press(u"connect"_s);
    QCOMPARE(m_requested.size(), 0);
    QCOMPARE(m_dialog->focusWidget(), field(u"paste"_s));
    QVERIFY(form()->sentence(FormField::Paste).contains(u"Clear this field"_s));
    type(u"paste"_s, {});
    press(u"connect"_s);
    QCOMPARE(m_requested.size(), 1);
}

void TestConnectionDialog::proposesTls()
{
    auto *mode = find<QComboBox>(u"tlsMode"_s);
    QCOMPARE(mode->itemData(0).toString(), u"verify-full"_s);
    QCOMPARE(mode->currentData().toString(), QString());
    type(u"host"_s, u"db.example.com"_s);
    QCOMPARE(mode->currentData().toString(), u"verify-full"_s);
    type(u"host"_s, u"localhost"_s);
    QCOMPARE(mode->currentData().toString(), QString());
    paste(u"postgresql://db.example.com/shop"_s);
    QCOMPARE(mode->currentData().toString(), u"verify-full"_s);
    mode->setFocus();
    QTest::keyClick(mode, Qt::Key_Down); // the person's own choice stays
    QCOMPARE(mode->currentData().toString(), u"verify-ca"_s);
    type(u"host"_s, u"localhost"_s);
    type(u"host"_s, u"other.example.com"_s);
    QCOMPARE(mode->currentData().toString(), u"verify-ca"_s);
}

void TestConnectionDialog::knowsSupabase()
{
    paste(
        u"postgresql://postgres.abcdefgh:[YOUR-PASSWORD]@aws-0-eu-central-1.pooler.supabase.com:6543/postgres"_s);
    QCOMPARE(field(u"serviceRole"_s)->text(), u"service_role"_s);
    QCOMPARE(field(u"table"_s)->text(), u"public.tasks"_s);
    QCOMPARE(field(u"password"_s)->text(), QString());
    QCOMPARE(find<QComboBox>(u"tlsMode"_s)->currentData().toString(), u"verify-full"_s);
    QVERIFY(form()->sentence(FormField::Port).contains(u"transaction pooler"_s));
    QVERIFY(form()->sentence(FormField::Paste).contains(u"Supabase"_s));
}

void TestConnectionDialog::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<FormField>("where");
    QTest::addColumn<QString>("words");
    QTest::newRow("host") << u"host"_s << u"db.example.com:5432"_s << FormField::Host
                          << u"The port has its own field"_s;
    QTest::newRow("port") << u"port"_s << u"99999"_s << FormField::Port << u"from 1 to 65535"_s;
    QTest::newRow("table") << u"table"_s << u"a.b.c"_s << FormField::Table << u"is not a table name"_s;
    QTest::newRow("role") << u"serviceRole"_s << u"none"_s << FormField::ServiceRole
                          << u"not the name of a role"_s;
    QTest::newRow("more") << u"more"_s << u"nonsense"_s << FormField::More << u"key=value"_s;
}

void TestConnectionDialog::saysWhatIsWrong()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    QFETCH(FormField, where);
    QFETCH(QString, words);
    type(name, text);
    QVERIFY(!form()->sentence(where).contains(words)); // not while one types
    QTest::keyClick(field(name), Qt::Key_Tab);
    QVERIFY2(form()->sentence(where).contains(words), qPrintable(form()->sentence(where)));
    press(u"connect"_s);
    QCOMPARE(m_requested.size(), 0);
    QVERIFY(m_dialog->isVisible());
    QCOMPARE(m_dialog->focusWidget(), field(name));
    type(name, {});
    type(u"table"_s, u"tasks"_s);
    QCOMPARE(form()->sentence(where).contains(words), false);
    press(u"connect"_s);
    QCOMPARE(m_requested.size(), 1);
}

void TestConnectionDialog::needsANameToBeKept()
{
    press(u"save"_s);
    QCOMPARE(form()->sentence(FormField::Name), u"Enter a name to save the connection."_s);
    QVERIFY(m_dialog->isVisible());
    QCOMPARE(m_dialog->focusWidget(), field(u"name"_s));
    QVERIFY(!QFile::exists(m_store->path()));
    QTest::keyClicks(field(u"name"_s), u"Shop"_s);
    QCOMPARE(form()->sentence(FormField::Name), QString());
    press(u"save"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!m_dialog->isVisible(), patient);
    QVERIFY(m_store->profile(u"Shop"_s));
    QCOMPARE(m_requested.size(), 0);
}

void TestConnectionDialog::connectsWithoutKeeping()
{
    paste(m_database->connection() + u" password=s3cret"_s);
    QTest::keyClick(field(u"table"_s), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(m_requested.size(), 1, patient);
    QVERIFY(!QFile::exists(m_store->path()));
    const auto wanted = ConnectionFields::fromText(m_database->connection() + u" password=s3cret"_s);
    QVERIFY(*ConnectionFields::fromText(m_requested[0].connection) == *wanted);
    QCOMPARE(m_requested[0].name, QString());
}

void TestConnectionDialog::keepsAllButThePassword()
{
    type(u"name"_s, u" Shop "_s);
    find<QComboBox>(u"environment"_s)->setCurrentIndex(2);
    paste(u"postgresql://ann:s3cret@db.example.com:5433/shop?sslmode=require&keepalives=1"_s);
    type(u"table"_s, u"jobs.tasks_prod"_s);
    type(u"serviceRole"_s, u"service_role"_s);
    type(u"serviceLogin"_s, u"boss"_s);
    type(u"servicePassword"_s, u"s3cret-too"_s);
    find<QCheckBox>(u"readOnly"_s)->click();
    find<QSpinBox>(u"timeLimit"_s)->setValue(7);
    find<QSpinBox>(u"stuckAfter"_s)->setValue(5);
    press(u"connect"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_requested.size(), 1, patient);

    ConnectionProfile profile;
    profile.name = u"Shop"_s;
    profile.environment = Environment::Production;
    profile.connection = u"host=db.example.com port=5433 dbname=shop user=ann sslmode=require keepalives=1"_s;
    profile.schema = u"jobs"_s;
    profile.table = u"tasks_prod"_s;
    profile.serviceRole = u"service_role"_s;
    profile.serviceConnection =
        u"host=db.example.com port=5433 dbname=shop user=boss sslmode=require keepalives=1"_s;
    profile.readOnly = true;
    profile.timeLimit = std::chrono::seconds(7);
    profile.stuckAfter = std::chrono::minutes(5);
    const auto kept = m_store->profile(u"Shop"_s);
    QVERIFY(kept);
    QVERIFY(*ConnectionFields::fromText(kept->connection) == *ConnectionFields::fromText(profile.connection));
    QVERIFY(*ConnectionFields::fromText(kept->serviceConnection)
            == *ConnectionFields::fromText(profile.serviceConnection));
    profile.connection = kept->connection;
    profile.serviceConnection = kept->serviceConnection;
    QVERIFY(*kept == profile);
    QVERIFY(fileText().contains("tasks_prod"));
    QVERIFY(!fileText().contains("s3cret"));
    QCOMPARE(password(u"Shop"_s, Login::Regular), u"s3cret"_s);
    QCOMPARE(password(u"Shop"_s, Login::Service), u"s3cret-too"_s);
    // Who connects has them.
    QCOMPARE(ConnectionFields::fromText(m_requested[0].connection)->password, u"s3cret"_s);
    QCOMPARE(ConnectionFields::fromText(m_requested[0].serviceConnection)->password, u"s3cret-too"_s);
}

void TestConnectionDialog::showsWhatIsKept()
{
    keepsAllButThePassword();
    reopen(u"Shop"_s);
    QTRY_COMPARE_WITH_TIMEOUT(field(u"servicePassword"_s)->text(), u"s3cret-too"_s, patient);
    QCOMPARE(field(u"password"_s)->text(), u"s3cret"_s);
    QCOMPARE(field(u"password"_s)->echoMode(), QLineEdit::Password);
    QCOMPARE(field(u"name"_s)->text(), u"Shop"_s);
    QCOMPARE(find<QComboBox>(u"environment"_s)->currentText(), u"Production"_s);
    QCOMPARE(field(u"serviceLogin"_s)->text(), u"boss"_s);
    QCOMPARE(field(u"more"_s)->text(), u"keepalives=1"_s);
    QCOMPARE(find<QSpinBox>(u"timeLimit"_s)->value(), 7);
    QCOMPARE(find<QSpinBox>(u"stuckAfter"_s)->value(), 5);
    QVERIFY(find<QCheckBox>(u"readOnly"_s)->isChecked());
    // Nothing changed, nothing changes.
    const QByteArray before = fileText();
    press(u"save"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!m_dialog->isVisible(), patient);
    QCOMPARE(fileText(), before);
    QCOMPARE(password(u"Shop"_s, Login::Regular), u"s3cret"_s);
}

void TestConnectionDialog::leavesTheStuckLimitToThePreferences()
{
    ConnectionProfile shop;
    shop.name = u"Shop"_s;
    shop.connection = u"host=db.example.com dbname=shop user=ann sslmode=require"_s;
    QVERIFY(m_store->save(shop));
    reopen(u"Shop"_s);
    QCOMPARE(find<QSpinBox>(u"stuckAfter"_s)->text(), u"as in the preferences"_s);
    for (const auto &limit :
         {std::optional(std::chrono::minutes(5)), std::optional<std::chrono::minutes>()}) {
        reopen(u"Shop"_s);
        find<QSpinBox>(u"stuckAfter"_s)->setValue(limit ? int(limit->count()) : 0);
        press(u"save"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!m_dialog->isVisible(), patient);
        QVERIFY(m_store->profile(u"Shop"_s)->stuckAfter == limit);
    }
}

// The form offers less, so as not to be filled in by mistake.
void TestConnectionDialog::keepsLimitsOfTheFile()
{
    ConnectionProfile shop;
    shop.name = u"Shop"_s;
    shop.connection = u"host=db.example.com dbname=shop user=ann sslmode=require"_s;
    shop.timeLimit = std::chrono::hours(3);
    shop.stuckAfter = std::chrono::hours(1'000);
    QVERIFY(m_store->save(shop));
    QVERIFY(m_store->profile(u"Shop"_s));
    reopen(u"Shop"_s);
    press(u"save"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!m_dialog->isVisible(), patient);
    const auto kept = m_store->profile(u"Shop"_s);
    QVERIFY(kept && kept->timeLimit == shop.timeLimit && kept->stuckAfter == shop.stuckAfter);
}

void TestConnectionDialog::renames()
{
    keepsAllButThePassword();
    reopen(u"Shop"_s);
    QTRY_COMPARE_WITH_TIMEOUT(field(u"servicePassword"_s)->text(), u"s3cret-too"_s, patient);
    type(u"name"_s, u"Store"_s);
    press(u"save"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!m_dialog->isVisible(), patient);
    QVERIFY(!m_store->profile(u"Shop"_s));
    QVERIFY(m_store->profile(u"Store"_s));
    QCOMPARE(password(u"Store"_s, Login::Regular), u"s3cret"_s);
    QCOMPARE(password(u"Store"_s, Login::Service), u"s3cret-too"_s);
    QCOMPARE(password(u"Shop"_s, Login::Regular), QString());
}

void TestConnectionDialog::refusesATakenName()
{
    ConnectionProfile other;
    other.name = u"Other"_s;
    QVERIFY(m_store->save(other));
    const QByteArray before = fileText();
    reopen({});
    type(u"name"_s, u"Other"_s);
    press(u"save"_s);
    QVERIFY(form()->sentence(FormField::Name).contains(u"There is already a connection “Other”."_s));
    QVERIFY(m_dialog->isVisible());
    QCOMPARE(fileText(), before);
}

void TestConnectionDialog::forgetsAPasswordThatIsTakenOut()
{
    keepsAllButThePassword();
    reopen(u"Shop"_s);
    QTRY_COMPARE_WITH_TIMEOUT(field(u"servicePassword"_s)->text(), u"s3cret-too"_s, patient);
    type(u"password"_s, {});
    press(u"save"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!m_dialog->isVisible(), patient);
    QCOMPARE(password(u"Shop"_s, Login::Regular), QString());
    QCOMPARE(password(u"Shop"_s, Login::Service), u"s3cret-too"_s);
}

void TestConnectionDialog::cancelKeepsNothing()
{
    type(u"name"_s, u"Shop"_s);
    type(u"password"_s, u"s3cret"_s);
    QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    press(u"discardChanges"_s);
    QVERIFY(!m_dialog->isVisible());
    QVERIFY(!QFile::exists(m_store->path()));
    QCOMPARE(password(u"Shop"_s, Login::Regular), QString());
    QCOMPARE(m_requested.size(), 0);
}

void TestConnectionDialog::asksBeforeChangesAreLost_data()
{
    QTest::addColumn<QString>("name"); // of the field
    QTest::addColumn<QString>("way");
    QTest::newRow("Escape") << u"host"_s << u"Escape"_s;
    QTest::newRow("Cancel") << u"host"_s << u"Cancel"_s;
    QTest::newRow("window's button") << u"password"_s << u"close"_s;
    QTest::newRow("a pasted text that was not taken") << u"paste"_s << u"Escape"_s;
}

// The safe answer is the default, and that of Escape.
void TestConnectionDialog::asksBeforeChangesAreLost()
{
    QFETCH(QString, name);
    QFETCH(QString, way);
    const auto leave = [&] {
        if (way == "close"_L1)
            m_dialog->close();
        else if (way == "Cancel"_L1)
            press(u"cancel"_s);
        else
            QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    };
    type(name, u"db.example.com"_s);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Escape}) {
        leave();
        auto *question = find<QMessageBox>(u"discardQuestion"_s);
        QCOMPARE(question->text(), u"Discard changes?"_s);
        QVERIFY(QTest::qWaitForWindowActive(question));
        QTest::keyClick(question->windowHandle(), key);
        QTRY_VERIFY(!m_dialog->findChild<QMessageBox *>());
        QVERIFY(m_dialog->isVisible());
        QCOMPARE(field(name)->text(), u"db.example.com"_s);
    }
    leave();
    press(u"discardChanges"_s);
    QVERIFY(!m_dialog->isVisible());
}

void TestConnectionDialog::leavesAtOnceWithoutChanges()
{
    ConnectionProfile profile = m_database->profile();
    profile.name = u"Shop"_s;
    QVERIFY(m_store->save(profile));
    const auto stored =
        await(m_secrets->setPassword(u"Shop"_s, Login::Regular, u"s3cret"_s, SecretStore::Keeping::ThisRun));
    QVERIFY(stored);
    for (const QString &name : {QString(), u"Shop"_s}) {
        reopen(name);
        if (!name.isEmpty())
            QTRY_COMPARE(field(u"password"_s)->text(), u"s3cret"_s); // filled in by the program
        type(u"database"_s, u"other"_s);
        type(u"database"_s, name.isEmpty() ? QString() : m_database->name());
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QVERIFY(!m_dialog->isVisible());
    }
}

void TestConnectionDialog::tests()
{
    paste(m_database->connection());
    press(u"testConnection"_s);
    auto *view = find<QWidget>(u"connectionTest"_s);
    QVERIFY(view->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>(u"testSummary"_s)->text().startsWith(u"The connection works"_s),
                             patient);
    QVERIFY(m_dialog->isVisible());
    QCOMPARE(m_requested.size(), 0);
    type(u"name"_s, u"Shop"_s);
    QVERIFY(find<QLabel>(u"testSummary"_s)->text().startsWith(u"The connection works"_s));
    type(u"database"_s, u"no_such_database"_s); // and again, with what is in the fields now
    QVERIFY(find<QLabel>(u"testSummary"_s)->text().contains(u"changed since"_s));
    press(u"testConnection"_s);
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>(u"testSummary"_s)->text().contains(u"failed"_s), patient);
}

void TestConnectionDialog::leadsToWhatIsWrong_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("words");
    QTest::newRow("host") << u"host"_s << u"no-such-host.invalid"_s << u"no-such-host.invalid"_s;
    QTest::newRow("database") << u"database"_s << u"no_such_database"_s << u"no_such_database"_s;
    QTest::newRow("user") << u"user"_s << u"no_such_user"_s << u"no_such_user"_s;
    QTest::newRow("table") << u"table"_s << u"public.nothing"_s << u"There is no table public.nothing"_s;
    QTest::newRow("no task table") << u"table"_s << u"pg_catalog.pg_class"_s << u"pg_class"_s;
}

// The field is in sight with what is wrong below it, marked, and has the keyboard: what is typed replaces it.
void TestConnectionDialog::leadsToWhatIsWrong()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(QString, words);
    paste(m_database->connection());
    m_dialog->resize(m_dialog->width(), 360); // as on a small screen
    type(name, value);
    find<QPushButton>(u"testConnection"_s)->setFocus();
    press(u"testConnection"_s);
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>(u"testSummary"_s)->text().contains(u"failed"_s), patient);
    QCOMPARE(m_dialog->focusWidget(), field(name));
    QCOMPARE(field(name)->selectedText(), value);
    QVERIFY2(field(name)->accessibleDescription().contains(words),
             qPrintable(field(name)->accessibleDescription()));
    QTRY_VERIFY(isInSight(field(name)));
    type(name, u"other"_s);
    QVERIFY(!field(name)->accessibleDescription().contains(words));
}

void TestConnectionDialog::leavesWhoTypesAlone()
{
    paste(m_database->connection());
    type(u"database"_s, u"no_such_database"_s);
    press(u"testConnection"_s);
    type(u"database"_s, u"no_such_database_2"_s);
    field(u"name"_s)->setFocus();
    QTRY_VERIFY_WITH_TIMEOUT(!find<QPushButton>(u"testCancel"_s)->isVisible(), patient);
    QCOMPARE(m_dialog->focusWidget(), field(u"name"_s));
}

// The results take room of their own, as far as the screen has it.
void TestConnectionDialog::formKeepsItsRoom()
{
    paste(m_database->connection());
    auto *scroll = m_dialog->findChild<QScrollArea *>();
    const QSize before = scroll->size();
    press(u"testConnection"_s);
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>(u"testSummary"_s)->text().startsWith(u"The connection works"_s),
                             patient);
    const auto *view = find<QWidget>(u"connectionTest"_s);
    const int most = int(m_dialog->screen()->availableSize().height() * 0.9);
    QVERIFY(m_dialog->height() <= most + 1);
    QVERIFY(m_dialog->height() > most - 20 || scroll->height() >= before.height());
    QVERIFY(view->height() < m_dialog->height() / 3 || view->x() > scroll->x());
}

// On a low screen the results to come take no room from the fields.
void TestConnectionDialog::formHasTheRoomUntilATest()
{
    const auto *place = find<QWidget>(u"testPlace"_s);
    const auto *scroll = m_dialog->findChild<QScrollArea *>();
    QVERIFY(!place->isVisible() || place->x() > scroll->x() || scroll->verticalScrollBar()->maximum() == 0);
}

void TestConnectionDialog::problemsMoveNothing()
{
    paste(m_database->connection());
    for (const QSize &size : {m_dialog->size(), QSize(m_dialog->width(), 480)}) {
        m_dialog->resize(size);
        const auto before = places();
        QVERIFY(before.size() > 15);
        for (const auto &[name, value] :
             {std::pair{u"host"_s, u"db.example.com:5432"_s}, std::pair{u"port"_s, u"99999"_s},
              std::pair{u"table"_s, u"a.b.c"_s}, std::pair{u"serviceRole"_s, u"none"_s},
              std::pair{u"more"_s, u"nonsense"_s}}) {
            const QString was = field(name)->text();
            type(name, value);
            press(u"connect"_s);
            QCOMPARE(m_dialog->focusWidget(), field(name));
            QTRY_VERIFY(isInSight(field(name)));
            const auto *said = find<QLabel>(u"connectionStatus"_s);
            QVERIFY(said->isVisible());
            QCOMPARE(said->text(), field(name)->accessibleDescription());
            QVERIFY(field(name)->toolTip().contains(said->text().left(10)));
            QVERIFY(said->height() >= said->heightForWidth(said->width()));
            m_dialog->findChild<QScrollArea *>()->verticalScrollBar()->setValue(0);
            QCOMPARE(movedSince(before), QString());
            type(name, was);
            QVERIFY(!said->isVisible());
            QCOMPARE(movedSince(before), QString());
        }
    }
}

void TestConnectionDialog::saysWhatIsWrongWithTheFieldInUse()
{
    paste(m_database->connection());
    type(u"host"_s, u"db.example.com:5432"_s);
    type(u"port"_s, u"99999"_s);
    press(u"connect"_s);
    const auto *said = find<QLabel>(u"connectionStatus"_s);
    QCOMPARE(said->text(), form()->sentence(FormField::Host));
    QTest::keyClick(field(u"host"_s), Qt::Key_Tab);
    QCOMPARE(m_dialog->focusWidget(), field(u"port"_s));
    QCOMPARE(said->text(), form()->sentence(FormField::Port));
    QTest::keyClick(field(u"port"_s), Qt::Key_Tab);
    QCOMPARE(said->text(), form()->sentence(FormField::Host)); // the first
}

void TestConnectionDialog::nothingMoves_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("remote") << u"postgresql://ann:s3cret@db.example.com/shop"_s;
    QTest::newRow("unsafe") << u"postgresql://ann:s3cret@db.example.com/shop?sslmode=require"_s;
    QTest::newRow("Supabase, direct")
        << u"postgresql://postgres:s3cret@db.abcdefghijklmnopqrst.supabase.co:5432/postgres"_s;
    QTest::newRow("Supabase, pooler")
        << u"postgresql://postgres@aws-0-eu-central-1.pooler.supabase.com:6543/postgres?sslmode=require"_s;
    QTest::newRow("none") << u"mysql://ann:s3cret@elsewhere/shop"_s;
}

QMap<QString, QRect> TestConnectionDialog::places() const
{
    QCoreApplication::processEvents(); // the layout, and then the dialog's size
    QMap<QString, QRect> found{{u"dialog"_s, {QPoint(), m_dialog->size()}}};
    for (const QWidget *widget : m_dialog->findChildren<QWidget *>()) {
        const bool isUsed = qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QComboBox *>(widget)
            || qobject_cast<const QPushButton *>(widget);
        if (isUsed && widget->isVisible() && !widget->objectName().startsWith(u"test"_s))
            found[widget->objectName()] = {widget->mapTo(m_dialog.get(), QPoint()), widget->size()};
    }
    return found;
}

bool TestConnectionDialog::isInSight(const QWidget *widget) const
{
    const QWidget *seen = m_dialog->findChild<QScrollArea *>()->viewport();
    return seen->rect().contains(QRect(widget->mapTo(seen, QPoint()), widget->size()));
}

QString TestConnectionDialog::movedSince(const QMap<QString, QRect> &before) const
{
    QStringList names;
    const auto now = places();
    for (const QString &name : before.keys()) {
        const QRect was = before[name];
        const QPoint by = now.value(name).topLeft() - was.topLeft();
        if (now.value(name) != was)
            names += u"%1 by %2, %3"_s.arg(name, QString::number(by.x()), QString::number(by.y()));
    }
    return names.join(u"; "_s);
}

// Neither when a connection is pasted nor when one is tested for the first time.
void TestConnectionDialog::nothingMoves()
{
    QFETCH(QString, text);
    const auto before = places();
    QVERIFY(before.size() > 15);
    QVERIFY(before[u"name"_s].top() - before[u"paste"_s].bottom() < 120); // no more room than for two lines
    const auto moved = [&] { return movedSince(before); };
    paste(text);
    QTRY_COMPARE(moved(), QString());
    field(u"paste"_s)->clear();
    paste(m_database->connection());
    QTRY_COMPARE(moved(), QString());
    press(u"testConnection"_s);
    QTRY_COMPARE(moved(), QString());
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>(u"testSummary"_s)->text().startsWith(u"The connection works"_s),
                             patient);
    QTRY_COMPARE(moved(), QString());
}

// Before a table is known: connect first, then pick it.
void TestConnectionDialog::choosesATable()
{
    m_database->execute(u"CREATE SCHEMA shop; CREATE TABLE shop.jobs (LIKE public.tasks)"_s);
    paste(m_database->connection());
    type(u"table"_s, QString());
    press(u"chooseTable"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_dialog->findChild<QMenu *>(u"foundTables"_s), patient);
    auto *menu = find<QMenu>(u"foundTables"_s);
    QStringList offered;
    for (const QAction *action : menu->actions())
        offered += action->text();
    QCOMPARE(offered, QStringList({u"public.tasks"_s, u"shop.jobs"_s}));
    menu->actions().constLast()->trigger();
    menu->close();
    QCOMPARE(field(u"table"_s)->text(), u"shop.jobs"_s);
    QVERIFY(find<QPushButton>(u"chooseTable"_s)->isEnabled());
    QVERIFY(!find<QWidget>(u"connectionTest"_s)->isVisible());
    m_database->execute(u"DROP SCHEMA shop CASCADE"_s);
}

// Looking for tables is no test: nothing is said of one, and what the last one found stays.
void TestConnectionDialog::choosingKeepsTheTest()
{
    paste(m_database->connection());
    press(u"testConnection"_s);
    const auto *summary = find<QLabel>(u"testSummary"_s);
    QTRY_VERIFY_WITH_TIMEOUT(summary->text().startsWith(u"The connection works"_s), patient);
    const QString before = summary->text();
    QStringList said;
    press(u"chooseTable"_s);
    QTRY_VERIFY_WITH_TIMEOUT((said += summary->text(), m_dialog->findChild<QMenu *>(u"foundTables"_s)),
                             patient);
    said += summary->text();
    said.removeDuplicates();
    QCOMPARE(said, QStringList(before));
    find<QMenu>(u"foundTables"_s)->close();
    QVERIFY(find<QPushButton>(u"chooseTable"_s)->isEnabled());

    type(u"table"_s, u"public.nothing"_s); // and what has changed since is told of the test alone
    press(u"chooseTable"_s);
    QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>(u"chooseTable"_s)->isEnabled(), patient);
    QCOMPARE(summary->text(), u"The connection has changed since this test."_s);
    press(u"chooseTable"_s);
    press(u"testConnection"_s); // which ends the search
    QVERIFY(find<QPushButton>(u"chooseTable"_s)->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(summary->text().contains(u"failed"_s), patient);
}

// After a test that did not find the table.
void TestConnectionDialog::proposesTables()
{
    paste(m_database->connection());
    type(u"table"_s, u"public.nothing"_s);
    auto *proposed = find<QLabel>(u"proposedTables"_s);
    QVERIFY(!proposed->isVisible());
    const auto before = places();
    press(u"testConnection"_s);
    QTRY_VERIFY_WITH_TIMEOUT(proposed->isVisible(), patient);
    QTRY_VERIFY(isInSight(field(u"table"_s)));
    m_dialog->findChild<QScrollArea *>()->verticalScrollBar()->setValue(0);
    QCOMPARE(movedSince(before), QString());
    QVERIFY2(proposed->text().contains(u">public.tasks<"_s), qPrintable(proposed->text()));
    Q_EMIT proposed->linkActivated(u"public.tasks"_s);
    QCOMPARE(field(u"table"_s)->text(), u"public.tasks"_s);
    QVERIFY(!proposed->isVisible());
}

void TestConnectionDialog::saysWhereNoTableIs()
{
    paste(m_database->connection());
    type(u"database"_s, u"no_such_database"_s);
    press(u"chooseTable"_s);
    QTRY_VERIFY_WITH_TIMEOUT(field(u"database"_s)->accessibleDescription().contains(u"no_such_database"_s),
                             patient);
    QCOMPARE(m_dialog->focusWidget(), field(u"database"_s));
    type(u"database"_s, u"postgres"_s);
    press(u"chooseTable"_s);
    QTRY_VERIFY_WITH_TIMEOUT(form()->sentence(FormField::Table).startsWith(u"No table in this database"_s),
                             patient);
}

// Where no field can mend it, and no test is shown that would say it.
void TestConnectionDialog::saysWhyNoTablesAreFound()
{
    TestDatabase closed(TestDatabase::SetUp::Supabase);
    people::settleIn(closed);
    closed.execute(u"REVOKE SELECT ON pg_catalog.pg_class FROM PUBLIC"_s);
    paste(closed.profile(u"ann"_s).connection);
    auto *said = find<QLabel>(u"connectionStatus"_s);
    press(u"chooseTable"_s);
    QTRY_VERIFY_WITH_TIMEOUT(said->isVisible() && said->text().contains(u"pg_class"_s), patient);
    QVERIFY(find<QPushButton>(u"chooseTable"_s)->isEnabled());
    QVERIFY(!find<QWidget>(u"connectionTest"_s)->isVisible());
}

void TestConnectionDialog::goesInOrder()
{
    const QStringList order{
        u"paste"_s,    u"name"_s,        u"environment"_s, u"host"_s,           u"port"_s,
        u"database"_s, u"user"_s,        u"password"_s,    u"tlsMode"_s,        u"rootCertificate"_s,
        u"table"_s,    u"serviceRole"_s, u"stuckAfter"_s,  u"serviceLogin"_s,   u"servicePassword"_s,
        u"readOnly"_s, u"timeLimit"_s,   u"more"_s,        u"testConnection"_s, u"cancel"_s,
        u"save"_s,     u"connect"_s};
    field(u"paste"_s)->setFocus();
    QStringList visited;
    for (int i = 0; i < 40 && (visited.isEmpty() || visited.last() != u"connect"_s); ++i) {
        const QString name = m_dialog->focusWidget()->objectName();
        if (order.contains(name))
            visited += name;
        QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Tab);
    }
    QCOMPARE(visited, order);
}

QStringList TestConnectionDialog::mnemonics() const
{
    static const QRegularExpression mnemonic(u"&([^&])"_s);
    QStringList letters;
    const auto note = [&](const QString &text) {
        if (const auto match = mnemonic.match(text); match.hasMatch())
            letters += match.captured(1).toLower();
    };
    for (const QLabel *label : m_dialog->findChildren<QLabel *>()) {
        if (label->buddy())
            note(label->text());
    }
    for (const QAbstractButton *button : m_dialog->findChildren<QAbstractButton *>()) {
        if (button->isVisibleTo(m_dialog.get()))
            note(button->text());
    }
    letters.sort();
    return letters;
}

void TestConnectionDialog::mnemonicsDiffer()
{
    const auto check = [this] {
        QStringList letters = mnemonics();
        QVERIFY(letters.size() > 15);
        QVERIFY2(letters.removeDuplicates() == 0, qPrintable(mnemonics().join(u' ')));
    };
    check();
    QTcpServer silent; // takes the connection and says nothing
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    paste(u"postgresql://ann@127.0.0.1:%1/shop"_s.arg(silent.serverPort()));
    press(u"testConnection"_s);
    QVERIFY(find<QPushButton>(u"testCancel"_s)->isVisible());
    QVERIFY(mnemonics().contains(u"s"_s));
    check();
    press(u"testCancel"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!find<QPushButton>(u"testCancel"_s)->isVisible(), patient);
    check();
}

void TestConnectionDialog::controlsHaveNames()
{
    press(u"testConnection"_s);
    QCOMPARE(namelessControls(*m_dialog), QStringList());
}

void TestConnectionDialog::growsForRemarks()
{
    const int before = m_dialog->height();
    type(u"table"_s, u"a.b.c"_s);
    type(u"port"_s, u"70000"_s);
    type(u"host"_s, u"a b"_s);
    press(u"save"_s); // says what is wrong with each
    const auto *scroll = m_dialog->findChild<QScrollArea *>()->verticalScrollBar();
    const int most = int(m_dialog->screen()->availableSize().height() * 0.9);
    QTRY_VERIFY2(m_dialog->height() >= most || scroll->maximum() == 0,
                 qPrintable(u"%1, %2 of %3"_s.arg(scroll->maximum()).arg(m_dialog->height()).arg(most)));
    QVERIFY(m_dialog->height() >= before);
    QVERIFY(m_dialog->height() <= most);
}

// The sentence that there is none is longer than what was there before that is known.
void TestConnectionDialog::fitsWithoutAKeyring()
{
    form()->keyringBox()->setKeyring(true);
    QTest::qWait(0);
    QFont font = QApplication::font();
    const QFont usual = font;
    for (const double scale : {1.0, 1.15, 1.3, 1.45, 1.6}) {
        font.setPointSizeF(usual.pointSizeF() * scale);
        QApplication::setFont(font);
        for (const bool hasKeyring : {true, false}) {
            form()->keyringBox()->setKeyring(hasKeyring);
            QTRY_VERIFY2(m_dialog->findChild<QScrollArea *>()->viewport()->width()
                             >= form()->minimumSizeHint().width(),
                         qPrintable(QString::number(scale)));
        }
    }
    QApplication::setFont(usual);
}

void TestConnectionDialog::fits_data()
{
    QTest::addColumn<double>("scale");
    QTest::newRow("usual") << 1.0;
    QTest::newRow("larger") << 1.3;
    QTest::newRow("large") << 1.6;
}

// Nothing is cut off: what does not fit on the screen can be scrolled to.
void TestConnectionDialog::fits()
{
    QFETCH(double, scale);
    const QFont usual = QApplication::font();
    QFont font = usual;
    font.setPointSizeF(font.pointSizeF() * scale);
    QApplication::setFont(font);
    reopen({});
    m_dialog->resize(m_dialog->size().boundedTo({1280, 760}));
    paste(u"postgresql://postgres@aws-0-eu-central-1.pooler.supabase.com:6543/postgres?sslmode=require"_s);
    QTest::qWait(0);
    for (const QWidget *widget : form()->findChildren<QWidget *>()) {
        const bool isText = qobject_cast<const QLabel *>(widget) || qobject_cast<const QLineEdit *>(widget)
            || qobject_cast<const QAbstractButton *>(widget)
            || qobject_cast<const QAbstractSpinBox *>(widget);
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const bool isPartOfAnother =
            (button && button->text().isEmpty()) || qobject_cast<const QAbstractSpinBox *>(widget->parent());
        if (!widget->isVisible() || !isText || isPartOfAnother)
            continue;
        const auto *label = qobject_cast<const QLabel *>(widget);
        const QSize needed = label && label->wordWrap() ? QSize() : widget->minimumSizeHint();
        QVERIFY2(widget->width() >= needed.width() && widget->height() >= needed.height(),
                 qPrintable(u"%1 %2 “%3”: %4x%5 of %6x%7"_s
                                .arg(QString::fromLatin1(widget->metaObject()->className()),
                                     widget->objectName(), label ? label->text() : QString())
                                .arg(widget->width())
                                .arg(widget->height())
                                .arg(needed.width())
                                .arg(needed.height())));
        QVERIFY2(!label || label->height() >= label->heightForWidth(label->width()),
                 qPrintable(label ? label->text() : QString()));
    }
    auto *scroll = m_dialog->findChild<QScrollArea *>();
    QVERIFY(scroll->viewport()->width() >= form()->minimumSizeHint().width());
    QVERIFY2(m_dialog->width() <= 1280, qPrintable(QString::number(m_dialog->width())));
    QApplication::setFont(usual);
}

WATCHBILL_WINDOW_TEST(TestConnectionDialog)

} // namespace tst_connectiondialog

#include "tst_connectiondialog.moc"
