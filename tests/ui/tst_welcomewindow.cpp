// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/welcomewindow.h"

#include "accessiblenames.h"
#include "await.h"
#include "connection/environmentlook.h"
#include "openwindow.h"
#include "privatesettings.h"
#include "profile/connectiondialog.h"
#include "profile/profilestore.h"
#include "profile/secretstore.h"
#include "theme/selectiondelegate.h"
#include "theme/theme.h"
#include "windowtest.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QTest>

namespace tst_welcomewindow {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// The connections that are kept, as a person chooses among them and looks after them.
class TestWelcomeWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void beginsEmpty();
    void lists();
    void selectionKeepsTheColours();
    void tellsServersApart();
    void opens_data();
    void opens();
    void makesANewOne();
    void makesANewOneByKey();
    void edits();
    void duplicates();
    void deletes();
    void keepsWhenDeletingIsDeclined();
    void exportsAndImports();
    void importsNothingFromGarbage();
    void offersTheUnnamedOne();
    void saysWhatIsWrongWithTheFile();
    void startsTheDemo();
    void offersTheDemoAsMuchAsConnecting();
    void takesWhatIsPasted();
    void takesWhatIsDropped();
    void tellsHowItWent();
    void waitsWhileBusy();
    void controlsHaveNames();

private:
    void keep(const QString &name, Environment environment, const QString &connection, bool readOnly = false);
    void show();
    QPushButton *button(const QString &name) const { return m_window->findChild<QPushButton *>(name); }
    QListView *list() const { return m_window->findChild<QListView *>(u"profiles"_s); }
    QStringList names() const;
    QString status() const { return m_window->findChild<QLabel *>(u"welcomeStatus"_s)->text(); }
    ConnectionDialog *dialog() const { return m_window->findChild<ConnectionDialog *>(); }
    void choose(const QString &dialogName, const QString &file);

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProfileStore> m_store;
    std::unique_ptr<SecretStore> m_secrets;
    std::unique_ptr<WelcomeWindow> m_window;
    QStringList m_opened;
    QVector<ConnectionProfile> m_requested;
    int m_demos = 0;
};

void TestWelcomeWindow::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    theme::apply(theme::Scheme::Light);
}

void TestWelcomeWindow::init()
{
    m_opened.clear();
    m_requested.clear();
    m_demos = 0;
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<ProfileStore>(m_folder->filePath(u"profiles.json"_s));
    m_secrets = std::make_unique<SecretStore>();
}

void TestWelcomeWindow::cleanup()
{
    m_window.reset();
}

void TestWelcomeWindow::keep(const QString &name, Environment environment, const QString &connection,
                             bool readOnly)
{
    ConnectionProfile profile;
    profile.name = name;
    profile.environment = environment;
    profile.connection = connection;
    profile.readOnly = readOnly;
    QVERIFY(m_store->save(profile));
}

void TestWelcomeWindow::show()
{
    m_window = std::make_unique<WelcomeWindow>(*m_store, *m_secrets);
    connect(m_window.get(), &WelcomeWindow::openRequested, this,
            [this](const QString &name) { m_opened += name; });
    connect(m_window.get(), &WelcomeWindow::connectRequested, this,
            [this](const ConnectionProfile &profile) { m_requested += profile; });
    connect(m_window.get(), &WelcomeWindow::demoRequested, this, [this] { ++m_demos; });
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

QStringList TestWelcomeWindow::names() const
{
    QStringList names;
    for (int row = 0; row < list()->model()->rowCount(); ++row)
        names += list()->model()->index(row, 0).data().toString();
    return names;
}

// In the file dialog of that name.
void TestWelcomeWindow::choose(const QString &dialogName, const QString &file)
{
    auto *dialog = m_window->findChild<QFileDialog *>(dialogName);
    QVERIFY(dialog);
    dialog->findChild<QLineEdit *>(u"fileNameEdit"_s)->setText(file);
    QTest::keyClick(dialog->findChild<QLineEdit *>(u"fileNameEdit"_s), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->findChild<QFileDialog *>(dialogName), patient);
}

void TestWelcomeWindow::beginsEmpty()
{
    show();
    QVERIFY(!list()->isVisible());
    QVERIFY(button(u"firstDemo"_s)->isVisible());
    click(button(u"firstConnection"_s));
    QVERIFY(dialog() && dialog()->isVisible());
}

void TestWelcomeWindow::lists()
{
    keep(u"Shop"_s, Environment::Production, u"host=db.example.com dbname=shop user=ann"_s, true);
    keep(u"Lab <b>%1</b>"_s, Environment::Development, u"dbname=lab"_s);
    show();
    QCOMPARE(names(), (QStringList{u"Lab <b>%1</b>"_s, u"Shop"_s}));
    QCOMPARE(list()->model()->index(1, 0).data(Qt::AccessibleTextRole).toString(),
             u"Shop, PRODUCTION, read-only: tasks in shop on db.example.com"_s);
    QCOMPARE(list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(),
             u"Lab <b>%1</b>, Development: tasks in lab on this computer"_s);
}

// As in every list: a tint and a bar, so that what is written in colour keeps it.
void TestWelcomeWindow::selectionKeepsTheColours()
{
    keep(u"Shop"_s, Environment::Production, u"host=db.example.com dbname=shop user=ann"_s, true);
    for (const theme::Scheme scheme : {theme::Scheme::Light, theme::Scheme::Dark}) {
        theme::apply(scheme);
        show();
        const QModelIndex index = list()->model()->index(0, 0);
        QVERIFY(list()->selectionModel()->isSelected(index));
        QVERIFY(qobject_cast<theme::SelectionDelegate *>(list()->itemDelegate()));
        const QImage row = list()->viewport()->grab(list()->visualRect(index)).toImage();
        QCOMPARE(row.pixelColor(row.width() / 2, 2), theme::selection());
        QCOMPARE(row.pixelColor(1, row.height() / 2), theme::accent());
        const QColor environment = EnvironmentLook::of(Environment::Production).badgeGround;
        QCOMPARE(row.pixelColor(6, row.height() / 2), environment);
    }
    theme::apply(theme::Scheme::Light);
}

void TestWelcomeWindow::tellsServersApart()
{
    const auto place = [this] {
        return list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
    };
    keep(u"Shop"_s, Environment::Development, u"host=a.test,::1,b.test port=5432,6701,6702 dbname=shop"_s);
    show();
    QCOMPARE(place(), u"Shop, Development: tasks in shop on a.test, [::1]:6701, b.test:6702"_s);
    keep(u"Lab"_s, Environment::Development, u"host=a.test,b.test port=6701 dbname=shop"_s);
    m_window->load();
    QCOMPARE(place(), u"Lab, Development: tasks in shop on a.test:6701, b.test:6701"_s);
}

void TestWelcomeWindow::opens_data()
{
    QTest::addColumn<QString>("way");
    QTest::newRow("button") << u"button"_s;
    QTest::newRow("Enter") << u"Enter"_s;
    QTest::newRow("double click") << u"double click"_s;
}

void TestWelcomeWindow::opens()
{
    QFETCH(QString, way);
    keep(u"Lab"_s, Environment::Development, u"dbname=lab"_s);
    keep(u"Shop"_s, Environment::Production, u"dbname=shop"_s);
    show();
    QVERIFY(list()->hasFocus());
    press(m_window.get(), Qt::Key_Down);
    if (way == u"button"_s) {
        click(button(u"connect"_s));
    } else if (way == u"Enter"_s) {
        press(m_window.get(), Qt::Key_Return);
    } else {
        const QPoint place = list()->visualRect(list()->model()->index(1, 0)).center();
        clickAt(list()->viewport(), place);
        QTest::mouseDClick(list()->viewport(), Qt::LeftButton, {}, place);
    }
    QCOMPARE(m_opened, QStringList{u"Shop"_s});
    QCOMPARE(m_requested.size(), 0);
}

void TestWelcomeWindow::makesANewOne()
{
    keep(u"Lab"_s, Environment::Development, u"dbname=lab"_s);
    show();
    click(button(u"newProfile"_s));
    dialog()->findChild<QLineEdit *>(u"name"_s)->setText(u"Shop"_s);
    dialog()->findChild<QPushButton *>(u"save"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(names(), (QStringList{u"Lab"_s, u"Shop"_s}), patient);
    QCOMPARE(list()->currentIndex().row(), 1); // the one that was made is chosen
}

// The same key as in a main window, on the first page, too.
void TestWelcomeWindow::makesANewOneByKey()
{
    show();
    QTest::keySequence(m_window.get(), QKeySequence::New);
    QVERIFY(dialog());
}

void TestWelcomeWindow::edits()
{
    keep(u"Lab"_s, Environment::Development, u"dbname=lab"_s);
    show();
    QStringList renamings;
    connect(m_window.get(), &WelcomeWindow::renamed, this,
            [&](const QString &name, const QString &former) { renamings += former + u" to "_s + name; });
    click(button(u"editProfile"_s));
    QCOMPARE(dialog()->findChild<QLineEdit *>(u"database"_s)->text(), u"lab"_s);
    dialog()->findChild<QLineEdit *>(u"name"_s)->setText(u"Laboratory"_s);
    dialog()->findChild<QPushButton *>(u"save"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList{u"Laboratory"_s}, patient);
    QCOMPARE(renamings, QStringList{u"Lab to Laboratory"_s});
}

void TestWelcomeWindow::duplicates()
{
    keep(u"Lab %2"_s, Environment::Staging, u"dbname=lab"_s,
         true); // what stands for an argument is a name here
    show();
    for (const QString &name : {u"Lab %2 (copy)"_s, u"Lab %2 (copy 2)"_s}) {
        list()->setCurrentIndex(list()->model()->index(0, 0));
        click(button(u"duplicateProfile"_s));
        QCOMPARE(dialog()->findChild<QLineEdit *>(u"name"_s)->text(), name);
        dialog()->findChild<QPushButton *>(u"save"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(!dialog(), patient);
    }
    QStringList sorted = names(); // how depends on the language
    sorted.sort();
    QCOMPARE(sorted, (QStringList{u"Lab %2"_s, u"Lab %2 (copy 2)"_s, u"Lab %2 (copy)"_s}));
    QCOMPARE(m_store->profile(u"Lab %2 (copy 2)"_s)->environment, Environment::Staging);
    QVERIFY(m_store->profile(u"Lab %2 (copy 2)"_s)->readOnly);
}

void TestWelcomeWindow::deletes()
{
    keep(u"Lab"_s, Environment::Development, u"dbname=lab"_s);
    keep(u"Shop"_s, Environment::Production, u"dbname=shop"_s);
    QVERIFY(await(m_secrets->setPassword(u"Lab"_s, Login::Regular, u"s3cret"_s)));
    show();
    click(button(u"deleteProfile"_s));
    auto *box = m_window->findChild<QMessageBox *>();
    QVERIFY(box->text().contains(u"“Lab”"_s));
    box->findChild<QPushButton *>(u"deleteProfileConfirm"_s)->click();
    QCOMPARE(names(), QStringList{u"Shop"_s});
    QVERIFY(!m_store->profile(u"Lab"_s));
    QVERIFY(m_store->profile(u"Shop"_s));
    const auto forgotten = [this] {
        return !await(m_secrets->password(u"Lab"_s, Login::Regular)).value_or(std::nullopt);
    };
    QTRY_VERIFY_WITH_TIMEOUT(forgotten(), patient);
}

void TestWelcomeWindow::keepsWhenDeletingIsDeclined()
{
    keep(u"Lab"_s, Environment::Development, u"dbname=lab"_s);
    show();
    click(button(u"deleteProfile"_s));
    QTest::keyClick(m_window->findChild<QMessageBox *>(), Qt::Key_Return); // Cancel is the default
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->findChild<QMessageBox *>(), patient);
    QVERIFY(m_store->profile(u"Lab"_s));
}

void TestWelcomeWindow::exportsAndImports()
{
    keep(u"Lab"_s, Environment::Staging, u"dbname=lab"_s);
    keep(u"Shop"_s, Environment::Production, u"dbname=shop"_s);
    QVERIFY(await(m_secrets->setPassword(u"Lab"_s, Login::Regular, u"s3cret"_s)));
    show();
    QMenu *menu = button(u"exportProfiles"_s)->menu();
    const QString file = m_folder->filePath(u"for a colleague.json"_s);
    menu->popup({});
    QVERIFY(entry(menu, u"“Lab”…"_s));
    QVERIFY(entry(menu, u"All Connections…"_s));
    entry(menu, u"“Lab”…"_s)->trigger();
    menu->close();
    choose(u"exportDialog"_s, file);
    QVERIFY2(status().contains(u"without passwords"_s), qPrintable(status()));
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray text = written.readAll();
    QVERIFY(text.contains("Lab") && !text.contains("Shop") && !text.contains("s3cret"));

    click(button(u"importProfiles"_s));
    choose(u"importDialog"_s, file);
    QCOMPARE(names().size(), 3); // the name was taken: it got another
    QVERIFY2(status().contains(u"1 connection"_s), qPrintable(status()));
    QVERIFY(names().contains(u"Lab"_s) && names().contains(u"Shop"_s));
}

void TestWelcomeWindow::importsNothingFromGarbage()
{
    keep(u"Lab"_s, Environment::Staging, u"dbname=lab"_s);
    show();
    const QString file = m_folder->filePath(u"garbage.json"_s);
    QFile garbage(file);
    QVERIFY(garbage.open(QIODevice::WriteOnly) && garbage.write("{\"x") == 3);
    garbage.close();
    click(button(u"importProfiles"_s));
    choose(u"importDialog"_s, file);
    QCOMPARE(names(), QStringList{u"Lab"_s});
    QVERIFY2(status().contains(u"garbage.json"_s), qPrintable(status()));
}

void TestWelcomeWindow::offersTheUnnamedOne()
{
    ConnectionProfile unnamed;
    unnamed.connection = u"dbname=shop"_s;
    show();
    m_window->setUnnamed(unnamed);
    QCOMPARE(names(), QStringList{u"Last connection, not saved"_s});
    QVERIFY(!button(u"deleteProfile"_s)->isEnabled());
    click(button(u"connect"_s));
    QCOMPARE(m_requested, QVector<ConnectionProfile>{unnamed});
    click(button(u"editProfile"_s)); // to give it a name
    QCOMPARE(dialog()->findChild<QLineEdit *>(u"database"_s)->text(), u"shop"_s);
    QCOMPARE(dialog()->findChild<QLineEdit *>(u"name"_s)->text(), QString());
}

void TestWelcomeWindow::saysWhatIsWrongWithTheFile()
{
    QFile file(m_store->path());
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("not JSON") == 8);
    file.close();
    show();
    QVERIFY2(status().contains(u"profiles.json"_s), qPrintable(status()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("not JSON"));
}

void TestWelcomeWindow::startsTheDemo()
{
    keep(u"Lab"_s, Environment::Development, u"dbname=lab"_s);
    show();
    click(button(u"startDemo"_s));
    QCOMPARE(m_demos, 1);
    QCOMPARE(m_opened.size() + m_requested.size(), 0);
}

void TestWelcomeWindow::offersTheDemoAsMuchAsConnecting()
{
    show();
    const QPushButton *demo = button(u"firstDemo"_s);
    const QPushButton *create = button(u"firstConnection"_s);
    QCOMPARE(demo->height(), create->height());
    QCOMPARE(demo->mapTo(m_window.get(), QPoint()).y(), create->mapTo(m_window.get(), QPoint()).y());
    QCOMPARE(demo->parentWidget()->width(), create->parentWidget()->width());
    QVERIFY(m_window->findChild<QWidget *>(u"example"_s)->isVisible());
    click(button(u"firstDemo"_s));
    QCOMPARE(m_demos, 1);
}

void TestWelcomeWindow::takesWhatIsPasted()
{
    show();
    auto *paste = m_window->findChild<QLineEdit *>(u"paste"_s);
    QVERIFY(paste->hasFocus());
    paste->insert(u"postgresql://mia:secret@db.example.com/shop"_s);
    Q_EMIT paste->textEdited(paste->text());
    QTRY_VERIFY_WITH_TIMEOUT(dialog(), patient);
    const auto field = [this](const QString &name) { return dialog()->findChild<QLineEdit *>(name)->text(); };
    QCOMPARE(field(u"host"_s), u"db.example.com"_s);
    QCOMPARE(field(u"database"_s), u"shop"_s);
    QCOMPARE(field(u"password"_s), u"secret"_s);
    QCOMPARE(paste->text(), QString());
    dialog()->reject();
    // It is said right below the field, which is marked until it is mended; nothing below moves.
    const auto *hint = m_window->findChild<QLabel *>(u"dropHint"_s);
    const QString usual = hint->text();
    const QPoint below = button(u"firstDemo"_s)->mapTo(m_window.get(), QPoint());
    paste->setText(u"postgresql://db.example.com:port/shop"_s);
    Q_EMIT paste->textEdited(paste->text());
    QTRY_VERIFY_WITH_TIMEOUT(hint->text() != usual, patient);
    QVERIFY2(hint->text().contains(u"port"_s), qPrintable(hint->text()));
    QCOMPARE(paste->accessibleDescription(), hint->text());
    QVERIFY(paste->property("isWrong").toBool());
    QVERIFY(!paste->text().isEmpty()); // to be mended
    QVERIFY(hint->mapTo(m_window.get(), QPoint()).y()
                - paste->mapTo(m_window.get(), paste->rect().bottomLeft()).y()
            < 12);
    QVERIFY(hint->height() >= hint->heightForWidth(hint->width()));
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    QCOMPARE(button(u"firstDemo"_s)->mapTo(m_window.get(), QPoint()), below);
    paste->backspace();
    QCOMPARE(hint->text(), usual);
    QVERIFY(!paste->property("isWrong").toBool());
}

void TestWelcomeWindow::takesWhatIsDropped()
{
    show();
    const auto drop = [this](const QMimeData &data) {
        const QPoint place = m_window->rect().center();
        QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &enter);
        if (!enter.isAccepted())
            return false;
        QDropEvent dropped(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &dropped);
        return true;
    };
    const auto host = [this] { return dialog()->findChild<QLineEdit *>(u"host"_s)->text(); };
    QMimeData text;
    text.setText(u"psql -h one.example.com -U mia shop"_s);
    const auto *hint = m_window->findChild<QLabel *>(u"dropHint"_s);
    QVERIFY(hint && hint->isVisible()); // who does not rest on the field learns of it, too
    QVERIFY(drop(text));
    QVERIFY(dialog());
    QCOMPARE(host(), u"one.example.com"_s);
    dialog()->reject();
    QTRY_VERIFY_WITH_TIMEOUT(!dialog(), patient);

    QFile file(m_folder->filePath(u"shop.env"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("DATABASE_URL=postgresql://mia@two.example.com/shop\n");
    file.close();
    QMimeData environment;
    environment.setUrls({QUrl::fromLocalFile(file.fileName())});
    QVERIFY(drop(environment));
    QVERIFY(dialog());
    QCOMPARE(host(), u"two.example.com"_s);
    dialog()->reject();

    QMimeData picture;
    picture.setImageData(QImage(1, 1, QImage::Format_RGB32));
    QVERIFY(!drop(picture));
    QMimeData missing;
    missing.setUrls({QUrl::fromLocalFile(m_folder->filePath(u"nothing.env"_s))});
    QVERIFY(drop(missing));
    QVERIFY2(status().contains(u"nothing.env"_s), qPrintable(status()));
}

void TestWelcomeWindow::tellsHowItWent()
{
    keep(u"A never"_s, Environment::Development, u"host=a.example.com"_s);
    keep(u"B failed"_s, Environment::Development, u"host=b.example.com"_s);
    keep(u"C open"_s, Environment::Development, u"host=c.example.com"_s);
    show();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_window->setStates({{u"B failed"_s, {false, now.addSecs(-7200), u"The password is wrong."_s}},
                         {u"C open"_s, {true, now.addSecs(-60), {}}}});
    QCOMPARE(names(), QStringList({u"C open"_s, u"B failed"_s, u"A never"_s})); // the latest first
    QCOMPARE(list()->currentIndex().row(), 0);
    const auto said = [this](int row) {
        return list()->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
    };
    QVERIFY2(said(0).endsWith(u", open now"_s), qPrintable(said(0)));
    QVERIFY2(said(1).contains(u", failed 2 h"_s), qPrintable(said(1)));
    QVERIFY(said(2).endsWith(u"a.example.com"_s));
    QVERIFY(
        list()->model()->index(1, 0).data(Qt::ToolTipRole).toString().contains(u"The password is wrong."_s));
}

void TestWelcomeWindow::waitsWhileBusy()
{
    keep(u"Lab"_s, Environment::Staging, u"dbname=lab"_s);
    show();
    auto *label = m_window->findChild<QLabel *>(u"welcomeStatus"_s);
    m_window->showError(u"Something was wrong."_s);
    m_window->showProgress(u"Starting…"_s);
    QCOMPARE(status(), u"Starting…"_s);
    QVERIFY(label->palette().color(QPalette::WindowText) != theme::statusColor(TaskStatus::Kind::Failed));
    click(button(u"startDemo"_s));
    click(button(u"connect"_s));
    list()->setFocus();
    press(m_window.get(), Qt::Key_Return);
    QCOMPARE(m_demos, 0);
    QCOMPARE(m_opened, QStringList());
    m_window->showError(u"It does not start: <b>%1</b>"_s);
    QCOMPARE(status(), u"It does not start: <b>%1</b>"_s);
    QCOMPARE(label->textFormat(), Qt::PlainText);
    click(button(u"startDemo"_s));
    QCOMPARE(m_demos, 1);
}

void TestWelcomeWindow::controlsHaveNames()
{
    show();
    QCOMPARE(namelessControls(*m_window), QStringList());
    keep(u"Shop"_s, Environment::Production, u"dbname=shop"_s);
    m_window->load();
    QVERIFY(m_window->findChild<QListView *>(u"profiles"_s)->isVisible());
    QCOMPARE(namelessControls(*m_window), QStringList());
}

WATCHBILL_WINDOW_TEST(TestWelcomeWindow)

} // namespace tst_welcomewindow

#include "tst_welcomewindow.moc"
