// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connection/welcomewindow.h"

#include "pointer.h"
#include "theme/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace watchbill;

class TestWelcomeWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void connects_data();
    void connects();
    void refuses_data();
    void refuses();
    void returnConnects_data();
    void returnConnects();
    void showsTheLastConnection();
    void startsTheDemo();
    void waitsWhileBusy();

private:
    QLineEdit *field(const QString &name) const { return m_window->findChild<QLineEdit *>(name); }
    QPushButton *button(const QString &name) const { return m_window->findChild<QPushButton *>(name); }
    QLabel *status() const { return m_window->findChild<QLabel *>(u"welcomeStatus"_s); }
    void type(const QString &name, const QString &text); // in place of what is there

    std::unique_ptr<WelcomeWindow> m_window;
    QVector<ConnectionProfile> m_requested;
    int m_demos = 0;
};

void TestWelcomeWindow::initTestCase()
{
    theme::apply(theme::Scheme::Light);
}

void TestWelcomeWindow::init()
{
    m_requested.clear();
    m_demos = 0;
    m_window = std::make_unique<WelcomeWindow>();
    connect(m_window.get(), &WelcomeWindow::connectRequested, this,
            [this](const ConnectionProfile &profile) { m_requested += profile; });
    connect(m_window.get(), &WelcomeWindow::demoRequested, this, [this] { ++m_demos; });
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestWelcomeWindow::cleanup()
{
    m_window.reset();
}

void TestWelcomeWindow::type(const QString &name, const QString &text)
{
    click(field(name));
    field(name)->selectAll();
    press(m_window.get(), Qt::Key_Backspace);
    QTest::keyClicks(field(name), text);
}

void TestWelcomeWindow::connects_data()
{
    QTest::addColumn<QString>("connection");
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("role");
    QTest::addColumn<ConnectionProfile>("profile");

    const auto profile = [](const QString &connection, const QString &schema, const QString &table,
                            const QString &role) {
        ConnectionProfile one;
        one.connection = connection;
        one.schema = schema;
        one.table = table;
        one.serviceRole = role;
        return one;
    };
    QTest::newRow("from the environment")
        << QString() << u"tasks"_s << QString() << profile({}, u"public"_s, u"tasks"_s, {});
    QTest::newRow("URI") << u" postgresql://ann@db.example.com/app "_s << u"tasks_prod"_s
                         << u" service_role "_s
                         << profile(u"postgresql://ann@db.example.com/app"_s, u"public"_s, u"tasks_prod"_s,
                                    u"service_role"_s);
    QTest::newRow("pairs, schema") << u"host=db dbname=app"_s << u"jobs.tasks"_s << QString()
                                   << profile(u"host=db dbname=app"_s, u"jobs"_s, u"tasks"_s, {});
    QTest::newRow("quoted") << u"dbname=app"_s << u"\"My Jobs\".\"ta.sks\""_s << QString()
                            << profile(u"dbname=app"_s, u"My Jobs"_s, u"ta.sks"_s, {});
}

void TestWelcomeWindow::connects()
{
    QFETCH(QString, connection);
    QFETCH(QString, table);
    QFETCH(QString, role);
    QFETCH(ConnectionProfile, profile);
    type(u"connectionEdit"_s, connection);
    type(u"tableEdit"_s, table);
    type(u"serviceRoleEdit"_s, role);
    click(button(u"connect"_s));
    QCOMPARE(m_requested, QVector<ConnectionProfile>{profile});
    QCOMPARE(status()->text(), QString());
}

void TestWelcomeWindow::refuses_data()
{
    QTest::addColumn<QString>("connection");
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("words");

    QTest::newRow("no table") << u"dbname=app"_s << QString() << u"“” is no table name."_s;
    QTest::newRow("too many names") << u"dbname=app"_s << u"app.public.tasks"_s
                                    << u"“app.public.tasks” is no table name."_s;
    QTest::newRow("half a quote") << u"dbname=app"_s << u"\"tasks"_s << u"is no table name."_s;
    QTest::newRow("not a connection")
        << u"db.example.com s3cret"_s << u"tasks"_s << u"This is not a PostgreSQL connection."_s;
    QTest::newRow("unknown key") << u"dbname=app pasword=s3cret"_s << u"tasks"_s
                                 << u"This is not a PostgreSQL connection."_s;
}

void TestWelcomeWindow::refuses()
{
    QFETCH(QString, connection);
    QFETCH(QString, table);
    QFETCH(QString, words);
    type(u"connectionEdit"_s, connection);
    type(u"tableEdit"_s, table);
    click(button(u"connect"_s));
    QCOMPARE(m_requested.size(), 0);
    QVERIFY2(status()->text().contains(words), qPrintable(status()->text()));
    QVERIFY2(!status()->text().contains(u"s3cret"_s), qPrintable(status()->text()));
    QCOMPARE(status()->palette().color(QPalette::WindowText), theme::statusColor(TaskStatus::Kind::Failed));
    QVERIFY(button(u"connect"_s)->isEnabled());
    QCOMPARE(field(u"connectionEdit"_s)->text(), connection); // to be corrected, not typed again
    type(u"connectionEdit"_s, u"dbname=app"_s);
    type(u"tableEdit"_s, u"tasks"_s);
    click(button(u"connect"_s));
    QCOMPARE(m_requested.size(), 1);
}

void TestWelcomeWindow::returnConnects_data()
{
    QTest::addColumn<QString>("name");

    QTest::newRow("connection") << u"connectionEdit"_s;
    QTest::newRow("table") << u"tableEdit"_s;
    QTest::newRow("service role") << u"serviceRoleEdit"_s;
}

void TestWelcomeWindow::returnConnects()
{
    QFETCH(QString, name);
    click(field(name));
    press(m_window.get(), Qt::Key_Return);
    QCOMPARE(m_requested.size(), 1);
    QCOMPARE(m_demos, 0);
}

void TestWelcomeWindow::showsTheLastConnection()
{
    ConnectionProfile profile;
    profile.connection = u"dbname='app' user='ann'"_s;
    profile.schema = u"My Jobs"_s;
    profile.table = u"ta.sks"_s;
    profile.serviceRole = u"service_role"_s;
    profile.readOnly = true;
    m_window->setProfile(profile);
    QCOMPARE(field(u"connectionEdit"_s)->text(), profile.connection);
    QCOMPARE(field(u"tableEdit"_s)->text(), u"\"My Jobs\".\"ta.sks\""_s);
    click(button(u"connect"_s));
    QCOMPARE(m_requested, QVector<ConnectionProfile>{profile});
}

void TestWelcomeWindow::startsTheDemo()
{
    click(button(u"startDemo"_s));
    QCOMPARE(m_demos, 1);
    QCOMPARE(m_requested.size(), 0);
}

void TestWelcomeWindow::waitsWhileBusy()
{
    m_window->showError(u"Something was wrong."_s);
    m_window->showProgress(u"Starting…"_s);
    QCOMPARE(status()->text(), u"Starting…"_s);
    QVERIFY(status()->palette().color(QPalette::WindowText) != theme::statusColor(TaskStatus::Kind::Failed));
    click(button(u"startDemo"_s));
    click(button(u"connect"_s));
    click(field(u"tableEdit"_s));
    press(m_window.get(), Qt::Key_Return);
    QCOMPARE(m_demos, 0);
    QCOMPARE(m_requested.size(), 0);
    m_window->showError(u"It does not start: <b>%1</b>"_s);
    QCOMPARE(status()->text(), u"It does not start: <b>%1</b>"_s);
    QCOMPARE(status()->textFormat(), Qt::PlainText);
    click(button(u"startDemo"_s));
    QCOMPARE(m_demos, 1);
}

QTEST_MAIN(TestWelcomeWindow)

#include "tst_welcomewindow.moc"
