// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "markup.h"
#include "openwindow.h"
#include "privatesettings.h"
#include "testserver.h"

#include "connection/passworddialog.h"
#include "dialogs/unlockdialog.h"
#include "dialogs/viewasdialog.h"
#include "profile/connectiondialog.h"
#include "profile/profilestore.h"
#include "profile/secretstore.h"
#include "profile/welcomewindow.h"
#include "windowtest.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace tst_uglynames {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

// What a person reads in it.
QStringList textsOf(const QWidget *window)
{
    QStringList texts{window->windowTitle()};
    for (const QLabel *label : window->findChildren<QLabel *>())
        texts += label->text();
    return texts;
}

bool tells(const QWidget *window, const QString &words)
{
    return textsOf(window).join(u'\n').contains(words);
}

} // namespace

#define VERIFY_NO_MARKUP QVERIFY2(misreadMarkup().isEmpty(), qPrintable(misreadMarkup().join(u'\n')))

/// What connections, tables, roles and users are called is text wherever it is shown.
class TestUglyNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void table();
    void viewAsUser();
    void profileList();
    void connectionDialog();
    void passwordPrompt();
    void unlocking();

private:
    ConnectionProfile profile() const; // with the name wherever there can be one

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
};

void TestUglyNames::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    m_database->execute(u"INSERT INTO tasks (user_id, type, status) SELECT gen_random_uuid(), 'x', 'failed' "
                        "FROM generate_series(1, 3)"_s);
    m_database->execute(u"CREATE SCHEMA \"<b>%1</b>\"; CREATE ROLE \"<b>%1</b>\" LOGIN; "
                        "CREATE TABLE \"<b>%1</b>\".\"<b>%1</b>\" AS SELECT * FROM tasks; "
                        "GRANT USAGE ON SCHEMA \"<b>%1</b>\" TO \"<b>%1</b>\"; "
                        "GRANT SELECT ON \"<b>%1</b>\".\"<b>%1</b>\" TO \"<b>%1</b>\""_s);
}

void TestUglyNames::cleanupTestCase()
{
    m_database->execute(u"DROP OWNED BY \"<b>%1</b>\"; DROP ROLE \"<b>%1</b>\""_s);
    m_database.reset();
    m_settings.reset();
}

ConnectionProfile TestUglyNames::profile() const
{
    ConnectionProfile profile = m_database->profile(markup);
    profile.name = profile.schema = profile.table = markup;
    return profile;
}

void TestUglyNames::table()
{
    ConnectionProfile there = profile();
    there.serviceRole = markup + u"nobody"_s; // which there is not
    const OpenWindow open(there, markup);
    QTRY_COMPARE_WITH_TIMEOUT(open.ids().size(), 3, patient);
    open.table()->selectRow(0);
    QTest::qWait(0);
    VERIFY_NO_MARKUP;
    m_database->execute(u"TRUNCATE \"<b>%1</b>\".\"<b>%1</b>\""_s);
    open.monitor().refresh();
    QTRY_COMPARE_WITH_TIMEOUT(open.ids().size(), 1, patient); // the selected one stays
    VERIFY_NO_MARKUP;
    open.table()->clearSelection();
    open.monitor().refresh();
    QTRY_COMPARE_WITH_TIMEOUT(open.ids().size(), 0, patient);
    QTest::qWait(0);
    VERIFY_NO_MARKUP;
    m_database->execute(u"REVOKE SELECT ON \"<b>%1</b>\".\"<b>%1</b>\" FROM \"<b>%1</b>\""_s);
    open.monitor().refresh();
    QTRY_VERIFY_WITH_TIMEOUT(open.monitor().error(), patient);
    VERIFY_NO_MARKUP;
    m_database->execute(u"GRANT SELECT ON \"<b>%1</b>\".\"<b>%1</b>\" TO \"<b>%1</b>\""_s);
}

void TestUglyNames::viewAsUser()
{
    const OpenWindow open(m_database->profile(), markup);
    QTRY_COMPARE_WITH_TIMEOUT(open.ids().size(), 3, patient);
    open.monitor().service().viewAs(ViewAsUser{UserId(markup), markup});
    open.monitor().reconnect();
    QTRY_VERIFY_WITH_TIMEOUT(open.monitor().error()
                                 || (open.monitor().source() && open.monitor().source()->viewpoint.viewAs),
                             patient);
    QTest::qWait(0);
    VERIFY_NO_MARKUP;

    ViewAsDialog dialog({UserId(markup), markup}, {markup, markup + u"2"_s});
    dialog.show();
    dialog.showProblem(markup);
    QVERIFY(tells(&dialog, markup));
    VERIFY_NO_MARKUP;
}

void TestUglyNames::profileList()
{
    const QTemporaryDir folder;
    ProfileStore store(folder.filePath(u"profiles.json"_s));
    SecretStore secrets;
    QVERIFY(store.save(profile()));
    WelcomeWindow window(store, secrets);
    window.load(markup);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    window.showProgress(u"Opening "_s + markup);
    QVERIFY(tells(&window, markup));
    VERIFY_NO_MARKUP;
    window.showError(markup);
    VERIFY_NO_MARKUP;
    click(window.findChild<QPushButton *>(u"deleteProfile"_s));
    auto *question = window.findChild<QMessageBox *>();
    QVERIFY(question);
    QVERIFY(tells(question, u"Delete the connection “<b>%1</b>”?"_s));
    VERIFY_NO_MARKUP;
    question->reject();
}

void TestUglyNames::connectionDialog()
{
    const QTemporaryDir folder;
    ProfileStore store(folder.filePath(u"profiles.json"_s));
    SecretStore secrets;
    QVERIFY(store.save(profile()));
    ConnectionDialog dialog(store, secrets);
    dialog.edit(profile());
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    QVERIFY(tells(&dialog, markup)); // in its title
    QVERIFY(!dialog.findChildren<QLineEdit *>().isEmpty());
    VERIFY_NO_MARKUP;
}

void TestUglyNames::passwordPrompt()
{
    PasswordDialog dialog(markup, markup);
    dialog.show();
    dialog.setProblem(markup);
    QVERIFY(tells(&dialog, u"Password of <b>%1</b> on <b>%1</b>"_s));
    VERIFY_NO_MARKUP;
}

void TestUglyNames::unlocking()
{
    UnlockDialog dialog(markup, std::chrono::minutes(5));
    dialog.show();
    QVERIFY(tells(&dialog, u"Allow changes to <b>%1</b>?"_s));
    VERIFY_NO_MARKUP;
}

WATCHBILL_WINDOW_TEST(TestUglyNames)

} // namespace tst_uglynames

#include "tst_uglynames.moc"
