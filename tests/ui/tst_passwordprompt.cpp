// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connection/passwordprompt.h"

#include "await.h"
#include "connection/passworddialog.h"
#include "demo/privatecluster.h"
#include "directconnection.h"
#include "germanlocale.h"
#include "openwindow.h"
#include "privatesettings.h"
#include "profile/connectiondialog.h"
#include "profile/connectionfields.h"
#include "profile/profilestore.h"
#include "profile/secretstore.h"
#include "sampletasks.h"
#include "table/statemessage.h"
#include "testcluster.h"
#include "windowtest.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

namespace tst_passwordprompt {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

// For root the parent has to be open to all; the same from run to run, so that a crash's leftovers go.
QString clusterFolder()
{
    const QByteArray whose = QCoreApplication::applicationFilePath().toUtf8();
    return QDir::tempPath() + "/watchbill-test-"_L1
        + QString::fromLatin1(
               QCryptographicHash::hash(whose + "passwords", QCryptographicHash::Sha1).toHex().left(12));
}

} // namespace

/// A server that wants passwords, and a person who is asked for them.
class TestPasswordPrompt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();

    void asksAndConnects();
    void asksAgainAfterAWrongOne();
    void saysThatTheKeptOneIsWrong();
    void declines();
    void asksForTheServiceLogin();
    void isNotAskedWithout();
    void formLeadsToThePassword();

private:
    void open(const ConnectionProfile &profile);
    ConnectionProfile profile(const QString &password = {}) const;
    PasswordDialog *dialog() const { return m_open->window()->findChild<PasswordDialog *>(); }
    void answer(const QString &password);
    QString kept(Login login) const
    {
        return await(m_secrets->password(u"Shop"_s, login)).value_or(std::nullopt).value_or(QString());
    }

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<PrivateCluster> m_cluster;
    QString m_server; // host, port and database
    std::unique_ptr<SecretStore> m_secrets;
    std::unique_ptr<OpenWindow> m_open;
    std::unique_ptr<PasswordPrompt> m_prompt;
};

void TestPasswordPrompt::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    qputenv("PGPASSFILE", "/nonexistent");
    m_cluster =
        std::make_unique<PrivateCluster>(PrivateCluster::Options{clusterFolder(), germanMessages(), true});
    const auto connection = m_cluster->start();
    if (!connection)
        qFatal("%s %s", qPrintable(connection.error().message), qPrintable(connection.error().serverText));
    DirectConnection direct(*connection);
    direct.execute(u"DROP SCHEMA public CASCADE; CREATE SCHEMA public"_s);
    direct.execute(scriptOf(SetUp::Reference));
    direct.execute(u"DROP ROLE IF EXISTS ann; DROP ROLE IF EXISTS boss; "
                   "CREATE ROLE ann LOGIN PASSWORD 'correct'; CREATE ROLE boss LOGIN PASSWORD 'of the boss'; "
                   "GRANT USAGE ON SCHEMA public TO ann, boss; "
                   "GRANT SELECT ON public.tasks TO ann, boss"_s);
    ConnectionFields fields = *ConnectionFields::fromText(*connection);
    fields.user.clear();
    m_server = fields.withoutPasswords().toText();
}

void TestPasswordPrompt::cleanup()
{
    m_prompt.reset();
    m_open.reset();
}

void TestPasswordPrompt::cleanupTestCase()
{
    m_cluster.reset();
    QDir(clusterFolder()).removeRecursively();
}

ConnectionProfile TestPasswordPrompt::profile(const QString &password) const
{
    ConnectionProfile profile;
    profile.name = u"Shop"_s;
    profile.connection = m_server + u" user=ann"_s;
    if (!password.isEmpty())
        profile.connection += u" password="_s + password;
    return profile;
}

void TestPasswordPrompt::open(const ConnectionProfile &profile)
{
    m_secrets = std::make_unique<SecretStore>();
    m_open = std::make_unique<OpenWindow>(profile, profile.name);
    m_prompt = std::make_unique<PasswordPrompt>(m_open->connection(), *m_secrets, m_open->window());
}

void TestPasswordPrompt::answer(const QString &password)
{
    QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), patient);
    QPointer<PasswordDialog> answered = dialog();
    QTest::keyClicks(answered->findChild<QLineEdit *>(u"passwordEdit"_s), password);
    answered->findChild<QPushButton *>(u"passwordConnect"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(!answered, patient);
}

void TestPasswordPrompt::asksAndConnects()
{
    open(profile());
    QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), patient);
    QString words;
    for (const QLabel *label : dialog()->findChildren<QLabel *>())
        words += label->text();
    QVERIFY2(words.contains(u"ann"_s) && words.contains(u"127.0.0.1"_s), qPrintable(words));
    QVERIFY(!dialog()->findChild<QLabel *>(u"passwordProblem"_s)->isVisible());
    QCOMPARE(dialog()->findChild<QLineEdit *>(u"passwordEdit"_s)->echoMode(), QLineEdit::Password);
    answer(u"correct"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->monitor().state(), TaskMonitor::State::Live, patient);
    QVERIFY(!dialog());
    QTRY_COMPARE_WITH_TIMEOUT(kept(Login::Regular), u"correct"_s, patient);
}

void TestPasswordPrompt::asksAgainAfterAWrongOne()
{
    open(profile());
    for (const QString &wrong : {u"wrong"_s, u"wrong, too"_s}) {
        answer(wrong);
        QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), patient);
        const auto *problem = dialog()->findChild<QLabel *>(u"passwordProblem"_s);
        QVERIFY(problem->isVisible());
        QVERIFY2(problem->text().contains(u"did not accept this password"_s), qPrintable(problem->text()));
        QCOMPARE(kept(Login::Regular), QString());
    }
    answer(u"correct"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->monitor().state(), TaskMonitor::State::Live, patient);
    QTRY_COMPARE_WITH_TIMEOUT(kept(Login::Regular), u"correct"_s, patient);
}

void TestPasswordPrompt::saysThatTheKeptOneIsWrong()
{
    open(profile(u"outdated"_s));
    QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), patient);
    QVERIFY(dialog()->findChild<QLabel *>(u"passwordProblem"_s)->text().contains(u"the saved password"_s));
    answer(u"correct"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->monitor().state(), TaskMonitor::State::Live, patient);
}

// The window stays, says so, and offers to be asked again.
void TestPasswordPrompt::declines()
{
    open(profile());
    QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), patient);
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(!dialog(), patient);
    const auto *message = m_open->window()->findChild<StateMessage *>();
    QCOMPARE(message->content().title, u"The login was refused"_s);
    QCOMPARE(message->content().actions.value(0), u"Enter password…"_s);
    m_open->monitor().reconnect(); // refused again, but the person has said no
    QTRY_COMPARE_WITH_TIMEOUT(m_open->monitor().state(), TaskMonitor::State::Refused, patient);
    QVERIFY(!dialog());
    click(m_open->find<QPushButton>(u"stateAction"_s));
    answer(u"correct"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->monitor().state(), TaskMonitor::State::Live, patient);
}

void TestPasswordPrompt::asksForTheServiceLogin()
{
    ConnectionProfile both = profile(u"correct"_s);
    both.serviceConnection = m_server + u" user=boss"_s;
    open(both);
    answer(u"wrong"_s);
    QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), patient);
    QString words;
    for (const QLabel *label : dialog()->findChildren<QLabel *>())
        words += label->text();
    QVERIFY2(words.contains(u"boss"_s), qPrintable(words));
    QCOMPARE(dialog()->windowTitle(), u"Password for Shop (Development)"_s);
    QCOMPARE(m_open->monitor().source()->viewpoint.login, u"ann"_s); // meanwhile
    answer(u"of the boss"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->monitor().source()->viewpoint.login, u"boss"_s, patient);
    QTRY_COMPARE_WITH_TIMEOUT(kept(Login::Service), u"of the boss"_s, patient);
    QCOMPARE(kept(Login::Regular), QString());
    QVERIFY(!dialog());
}

void TestPasswordPrompt::isNotAskedWithout()
{
    open(profile(u"correct"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_open->monitor().state(), TaskMonitor::State::Live, patient);
    QVERIFY(!dialog());
    ConnectionProfile elsewhere = profile();
    elsewhere.connection = u"host=127.0.0.1 port=1 user=ann"_s; // no server is there: no password would help
    open(elsewhere);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->monitor().state(), TaskMonitor::State::Broken, patient);
    QVERIFY(!dialog());
}

// After a wrong password, the field to mend it in is there, and what is typed takes its place.
void TestPasswordPrompt::formLeadsToThePassword()
{
    const QTemporaryDir folder;
    ProfileStore store(folder.filePath(u"profiles.json"_s));
    SecretStore secrets;
    ConnectionDialog form(store, secrets);
    form.begin(profile(u"wrong"_s));
    form.show();
    form.findChild<QPushButton *>(u"testConnection"_s)->click();
    auto *password = form.findChild<QLineEdit *>(u"password"_s);
    QTRY_VERIFY_WITH_TIMEOUT(password->accessibleDescription().contains(u"password"_s), patient);
    QCOMPARE(form.focusWidget(), password);
    QTest::keyClicks(password, u"correct"_s);
    QCOMPARE(password->text(), u"correct"_s);
    form.findChild<QPushButton *>(u"testConnection"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(
        form.findChild<QLabel *>(u"testSummary"_s)->text().startsWith(u"The connection works"_s), patient);
    QCOMPARE(password->accessibleDescription(), QString());
}

WATCHBILL_WINDOW_TEST(TestPasswordPrompt)

} // namespace tst_passwordprompt

#include "tst_passwordprompt.moc"
