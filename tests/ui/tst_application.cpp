// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "application.h"

#include "filter/filterchanges.h"
#include "journal/journal.h"
#include "openwindow.h"
#include "outcome.h"
#include "privatesettings.h"
#include "profile/connectiondialog.h"
#include "profile/welcomewindow.h"
#include "settings/connectionmemory.h"
#include "settings/lastconnection.h"
#include "testserver.h"
#include "windowtest.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QTest>

namespace tst_application {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

const QString lab = u"Lab & more (Development)"_s;
const QString shop = u"Shop (PRODUCTION)"_s;
const QString store = u"Store (PRODUCTION)"_s;

} // namespace

/// Several connections at a time, and what is left of them for the next start.
class TestApplication : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void beginsWithTheChoice();
    void beginsInTheGivenSize();
    void choiceHasTheKeysOfTheMenu();
    void opensTwoProfiles();
    void raisesTheWindowThatIsThere();
    void reopensTheLastUsed();
    void goesBackToTheChoiceWithoutTheLast();
    void opensTheNamedOne();
    void remembersTheFilterOfEach();
    void followsARename();
    void editsThisConnection();
    void editsTheUnnamedOne();
    void doesNotEditTheDemo();
    void replacesTheWindowOfAnEditedOne();
    void becomesProductionAtOnce();
    void staysProductionWhileOpen();
    void offersTheUnnamedOneAgain();
    void tellsHowItWent();
    void keepsTheJournalWithin();

private:
    void start(const CommandLine &line = {});
    void startWith(const QString &name); // as --profile does
    void end();
    void keep(const QString &name, Environment environment);
    QList<MainWindow *> windows() const;
    MainWindow *window(const QString &title) const;
    WelcomeWindow *welcome() const;
    void openByMenu(MainWindow *from, const QString &name);
    void save(MainWindow *opened, Environment environment); // its profile

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Application> m_application;
};

void TestApplication::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    QApplication::setQuitOnLastWindowClosed(false);
}

void TestApplication::init()
{
    m_settings->clear();
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("WATCHBILL_PROFILES", m_folder->filePath(u"profiles.json"_s).toUtf8());
    keep(u"Lab & more"_s, Environment::Development);
    keep(u"Shop"_s, Environment::Production);
}

void TestApplication::cleanup()
{
    m_application.reset();
}

void TestApplication::cleanupTestCase()
{
    m_database.reset();
}

void TestApplication::keep(const QString &name, Environment environment)
{
    ConnectionProfile profile = m_database->profile();
    profile.name = name;
    profile.environment = environment;
    QVERIFY(ProfileStore().save(profile));
}

void TestApplication::start(const CommandLine &line)
{
    m_application = std::make_unique<Application>(line);
    m_application->start();
}

void TestApplication::startWith(const QString &name)
{
    CommandLine line;
    line.mode = CommandLine::Mode::Connect;
    line.profile = *ProfileStore().profile(name);
    start(line);
}

void TestApplication::end()
{
    for (MainWindow *window : windows())
        window->close();
    m_application.reset();
}

QList<MainWindow *> TestApplication::windows() const
{
    QList<MainWindow *> windows;
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *window = qobject_cast<MainWindow *>(widget); window && window->isVisible())
            windows += window;
    }
    return windows;
}

MainWindow *TestApplication::window(const QString &title) const
{
    for (MainWindow *window : windows()) {
        if (window->windowTitle() == title)
            return window;
    }
    return nullptr;
}

WelcomeWindow *TestApplication::welcome() const
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *window = qobject_cast<WelcomeWindow *>(widget); window && window->isVisible())
            return window;
    }
    return nullptr;
}

void TestApplication::openByMenu(MainWindow *from, const QString &name)
{
    QMenu *menu = from->openMenu();
    menu->popup(from->pos());
    QAction *action = entry(menu, name);
    if (!action)
        qFatal("The menu has no %s.", qPrintable(name));
    action->trigger();
    menu->close();
}

void TestApplication::save(MainWindow *opened, Environment environment)
{
    opened->findChild<QAction *>(u"editConnection"_s)->trigger();
    const QPointer<ConnectionDialog> dialog = opened->findChild<ConnectionDialog *>();
    auto *choice = dialog->findChild<QComboBox *>(u"environment"_s);
    choice->setCurrentIndex(choice->findData(int(environment)));
    dialog->findChild<QPushButton *>(u"save"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(!dialog || !dialog->isVisible(), patient);
}

void TestApplication::beginsWithTheChoice()
{
    start();
    QVERIFY(welcome());
    QCOMPARE(welcome()->findChild<QListView *>(u"profiles"_s)->model()->rowCount(), 2);
    QCOMPARE(windows().size(), 0);
    welcome()->findChild<QPushButton *>(u"connect"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(window(lab), patient);
    QVERIFY(!welcome());
}

void TestApplication::beginsInTheGivenSize()
{
    CommandLine line;
    line.size = QSize(940, 720);
    start(line);
    QCOMPARE(welcome()->size(), QSize(940, 720));
}

// It has no menu, and is closed and left like the windows that have one.
void TestApplication::choiceHasTheKeysOfTheMenu()
{
    beginsWithTheChoice();
    const auto showChoice = [this] {
        entry(window(lab)->openMenu(), u"All Connections…"_s)->trigger();
        return QTest::qWaitForWindowActive(welcome());
    };
    QVERIFY(showChoice());
    QTest::keySequence(welcome(), QKeySequence::Close);
    QVERIFY(!welcome());
    QCOMPARE(windows().size(), 1);
    QVERIFY(showChoice());
    auto *quit = welcome()->findChild<QAction *>(u"quit"_s);
    QCOMPARE(quit->shortcut(), QKeySequence(QKeySequence::Quit));
    if (quit->shortcut().isEmpty()) // not every platform has a key for it
        quit->trigger();
    else
        QTest::keySequence(welcome(), quit->shortcut());
    QVERIFY(!welcome());
    QCOMPARE(windows().size(), 0);
}

void TestApplication::opensTwoProfiles()
{
    beginsWithTheChoice();
    openByMenu(window(lab), u"Shop"_s);
    QTRY_VERIFY_WITH_TIMEOUT(window(shop), patient);
    QVERIFY(window(lab));
    QCOMPARE(windows().size(), 2);
    QVERIFY(window(lab)->pos() != window(shop)->pos());
    for (const QString &title : {lab, shop}) {
        const auto *place = window(title)->findChild<QLabel *>(u"connectionPlace"_s);
        QTRY_VERIFY_WITH_TIMEOUT(place->text().contains(m_database->name()), patient);
    }
    window(lab)->close();
    QTRY_COMPARE_WITH_TIMEOUT(windows().size(), 1, patient);
    QVERIFY(window(shop));
}

void TestApplication::raisesTheWindowThatIsThere()
{
    beginsWithTheChoice();
    openByMenu(window(lab), u"Shop"_s);
    QTRY_VERIFY_WITH_TIMEOUT(window(shop) && window(shop)->isActiveWindow(), patient);
    openByMenu(window(shop), u"Lab & more"_s);
    QTRY_VERIFY_WITH_TIMEOUT(window(lab)->isActiveWindow(), patient);
    QCOMPARE(windows().size(), 2);
}

void TestApplication::reopensTheLastUsed()
{
    beginsWithTheChoice();
    openByMenu(window(lab), u"Shop"_s);
    QTRY_VERIFY_WITH_TIMEOUT(window(shop) && window(shop)->isActiveWindow(), patient);
    window(lab)->activateWindow();
    QTRY_VERIFY_WITH_TIMEOUT(window(lab)->isActiveWindow(), patient);
    m_application.reset(); // both are open
    start();
    QTRY_VERIFY_WITH_TIMEOUT(window(lab), patient);
    QCOMPARE(windows().size(), 1);
    QVERIFY(!welcome());
    QMenu *menu = window(lab)->openMenu(); // the way back
    entry(menu, u"All Connections…"_s)->trigger();
    QVERIFY(welcome());
}

void TestApplication::goesBackToTheChoiceWithoutTheLast()
{
    beginsWithTheChoice();
    end();
    QVERIFY(ProfileStore().remove(u"Lab & more"_s));
    start();
    QVERIFY(welcome());
    QCOMPARE(windows().size(), 0);
}

void TestApplication::opensTheNamedOne()
{
    startWith(u"Shop"_s);
    QTRY_VERIFY_WITH_TIMEOUT(window(shop), patient);
    QVERIFY(!welcome());
}

void TestApplication::remembersTheFilterOfEach()
{
    opensTheNamedOne();
    auto *search = window(shop)->findChild<QLineEdit *>(u"searchText"_s);
    QVERIFY(search);
    search->setFocus();
    QTest::keyClicks(search, u"\"only here\""_s);
    QTest::keyClick(search, Qt::Key_Return);
    end();
    QCOMPARE(ConnectionMemory(u"Shop"_s).query().filter.condition, filter::containing(u"only here"_s));
    QCOMPARE(ConnectionMemory(u"Lab & more"_s).query(), TaskQuery());
    QCOMPARE(ConnectionMemory({}).query(), TaskQuery());
}

void TestApplication::followsARename()
{
    remembersTheFilterOfEach();
    start();
    QTRY_VERIFY_WITH_TIMEOUT(window(shop), patient);
    window(shop)->findChild<QAction *>(u"editConnection"_s)->trigger();
    auto *dialog = window(shop)->findChild<ConnectionDialog *>();
    dialog->findChild<QLineEdit *>(u"name"_s)->setText(u"Store"_s);
    dialog->findChild<QPushButton *>(u"save"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(ProfileStore().profile(u"Store"_s), patient);
    QCOMPARE(ConnectionMemory(u"Store"_s).query().filter.condition, filter::containing(u"only here"_s));
    QTRY_COMPARE_WITH_TIMEOUT(LastConnection().profileName(), u"Store"_s, patient);

    QTRY_VERIFY_WITH_TIMEOUT(window(store), patient);
    QVERIFY(!window(shop));
    QTRY_COMPARE_WITH_TIMEOUT(window(store)->findChild<QLabel *>(u"connectionTitle"_s)->text(), u"Store"_s,
                              patient);
    auto *search = window(store)->findChild<QLineEdit *>(u"searchText"_s);
    search->setText(u"\"only there\""_s);
    QTest::keyClick(search, Qt::Key_Return);
    end();
    QCOMPARE(ConnectionMemory(u"Store"_s).query().filter.condition, filter::containing(u"only there"_s));
    QCOMPARE(ConnectionMemory(u"Shop"_s).query(), TaskQuery());
}

void TestApplication::editsThisConnection()
{
    opensTheNamedOne();
    window(shop)->findChild<QAction *>(u"editConnection"_s)->trigger();
    auto *dialog = window(shop)->findChild<ConnectionDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(dialog->findChild<QLineEdit *>(u"name"_s)->text(), u"Shop"_s);
}

// As a new one, which can be saved.
void TestApplication::editsTheUnnamedOne()
{
    CommandLine line;
    line.mode = CommandLine::Mode::Connect;
    line.profile = m_database->profile();
    start(line);
    QTRY_COMPARE_WITH_TIMEOUT(windows().size(), 1, patient);
    auto *edit = windows().constFirst()->findChild<QAction *>(u"editConnection"_s);
    QVERIFY(edit->isEnabled());
    edit->trigger();
    auto *dialog = windows().constFirst()->findChild<ConnectionDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(dialog->windowTitle(), u"New connection"_s);
    QCOMPARE(dialog->findChild<QLineEdit *>(u"name"_s)->text(), QString());
    QCOMPARE(dialog->findChild<QLineEdit *>(u"database"_s)->text(), m_database->name());
}

void TestApplication::doesNotEditTheDemo()
{
    CommandLine line;
    line.mode = CommandLine::Mode::Demo;
    start(line);
    QTRY_VERIFY_WITH_TIMEOUT(window(u"Demo"_s), patient);
    const auto *edit = window(u"Demo"_s)->findChild<QAction *>(u"editConnection"_s);
    QVERIFY(!edit->isEnabled());
    QCOMPARE(edit->toolTip(), u"The demo's connection cannot be edited: it ends with this window."_s);
    const auto *file = qobject_cast<const QMenu *>(edit->associatedObjects().constFirst());
    QVERIFY(file && file->toolTipsVisible());
}

void TestApplication::replacesTheWindowOfAnEditedOne()
{
    editsThisConnection();
    auto *dialog = window(shop)->findChild<ConnectionDialog *>();
    dialog->findChild<QComboBox *>(u"environment"_s)->setCurrentIndex(1);
    dialog->findChild<QPushButton *>(u"connect"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(window(u"Shop (Staging)"_s), patient);
    QTRY_COMPARE_WITH_TIMEOUT(windows().size(), 1, patient);
    QCOMPARE(LastConnection().profileName(), u"Shop"_s);
}

void TestApplication::becomesProductionAtOnce()
{
    startWith(u"Lab & more"_s);
    QTRY_VERIFY_WITH_TIMEOUT(window(lab), patient);
    save(window(lab), Environment::Production);
    QTRY_VERIFY_WITH_TIMEOUT(window(u"Lab & more (PRODUCTION)"_s), patient);
    QTRY_COMPARE_WITH_TIMEOUT(windows().size(), 1, patient);
}

// Nobody who only saves has asked for the lock to be gone.
void TestApplication::staysProductionWhileOpen()
{
    opensTheNamedOne();
    MainWindow *before = window(shop);
    save(before, Environment::Staging);
    QCOMPARE(ProfileStore().profile(u"Shop"_s)->environment, Environment::Staging);
    openByMenu(before, u"Lab & more"_s); // what Save might have begun is over then
    QTRY_VERIFY_WITH_TIMEOUT(window(lab), patient);
    QCOMPARE(window(shop), before);
}

void TestApplication::offersTheUnnamedOneAgain()
{
    CommandLine line;
    line.mode = CommandLine::Mode::Connect;
    line.profile = m_database->profile();
    start(line);
    QTRY_COMPARE_WITH_TIMEOUT(windows().size(), 1, patient);
    end();
    start();
    QVERIFY(welcome());
    QCOMPARE(welcome()->findChild<QListView *>(u"profiles"_s)->model()->rowCount(), 3);
}

// Of each connection: whether it is open, and what was wrong when it was opened last.
void TestApplication::tellsHowItWent()
{
    ConnectionProfile gone = m_database->profile();
    gone.name = u"Gone"_s;
    gone.table = u"no_such_table"_s;
    QVERIFY(ProfileStore().save(gone));
    startWith(u"Shop"_s);
    QTRY_VERIFY_WITH_TIMEOUT(window(shop), patient);
    openByMenu(window(shop), u"Gone"_s);
    const QString title = u"Gone (Development)"_s;
    QTRY_VERIFY_WITH_TIMEOUT(window(title), patient);
    QTRY_VERIFY_WITH_TIMEOUT(!ConnectionMemory(u"Gone"_s).problem().isEmpty(), patient);
    window(title)->close();
    QTRY_VERIFY_WITH_TIMEOUT(!window(title), patient);
    entry(window(shop)->openMenu(), u"All Connections…"_s)->trigger();
    QVERIFY(welcome());
    QStringList said;
    const QAbstractItemModel *model = welcome()->findChild<QListView *>(u"profiles"_s)->model();
    for (int row = 0; row < model->rowCount(); ++row)
        said += model->index(row, 0).data(Qt::AccessibleTextRole).toString();
    QCOMPARE(said.size(), 3);
    QVERIFY2(said[0].startsWith(u"Gone, "_s) && said[0].contains(u", failed "_s), qPrintable(said[0]));
    QVERIFY2(said[1].startsWith(u"Shop, "_s) && said[1].endsWith(u", open now"_s), qPrintable(said[1]));
    QVERIFY2(said[2].startsWith(u"Lab & more, "_s), qPrintable(said[2]));
}

void TestApplication::keepsTheJournalWithin()
{
    const auto journal = Journal::open(Journal::defaultFile());
    VERIFY_FINE(journal);
    const auto begun = (*journal)->begin({});
    VERIFY_FINE(begun);
    JournalRow row{1, TaskId(u"1"_s), RowState::Done, {}, RowValues{QByteArray(2'000'000, 'x')}, {}};
    VERIFY_FINE((*journal)->add(begun->number, {u"metadata"_s}, {row}));
    VERIFY_FINE((*journal)->end(begun->number, Run::State::Done));
    Preferences().journalMegabytes.set(1);
    startWith(u"Shop"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!(*journal)->run(begun->number)->rowsKept, patient);
}

WATCHBILL_WINDOW_TEST(TestApplication)

} // namespace tst_application

#include "tst_application.moc"
