// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connection/environmentlook.h"

#include "connection/connectionbar.h"
#include "connection/environmentbadge.h"
#include "contrast.h"
#include "openwindow.h"
#include "privatesettings.h"
#include "testserver.h"
#include "theme/theme.h"
#include "windowtest.h"

#include <QLabel>
#include <QTest>

namespace tst_environmentlook {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// The environments' colours and names, and where they show.
class TestEnvironmentLook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();

    void measuresContrast();
    void isReadable_data();
    void isReadable();
    void areToldApart_data();
    void areToldApart();
    void namesProduction();
    void window_data();
    void window();
    void followsTheTheme();
    void neutral_data();
    void neutral();

private:
    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

void TestEnvironmentLook::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
}

void TestEnvironmentLook::cleanup()
{
    m_open.reset();
}

void TestEnvironmentLook::cleanupTestCase()
{
    m_database.reset();
}

void TestEnvironmentLook::measuresContrast()
{
    QCOMPARE(qRound(contrast(Qt::white, Qt::black)), 21);
    QVERIFY(contrast(QColor(0xff767676), Qt::white) > readable); // known borderline
    QVERIFY(contrast(QColor(0xff777777), Qt::white) < readable);
}

void TestEnvironmentLook::isReadable_data()
{
    QTest::addColumn<theme::Scheme>("scheme");
    QTest::addColumn<Environment>("environment");
    for (const auto scheme : {theme::Scheme::Light, theme::Scheme::Dark}) {
        for (const auto environment :
             {Environment::Development, Environment::Staging, Environment::Production}) {
            QTest::addRow("%s %s", scheme == theme::Scheme::Light ? "light" : "dark",
                          qPrintable(toText(environment)))
                << scheme << environment;
        }
    }
}

void TestEnvironmentLook::isReadable()
{
    QFETCH(theme::Scheme, scheme);
    QFETCH(Environment, environment);
    theme::apply(scheme);
    const EnvironmentLook look = EnvironmentLook::of(environment);
    const std::pair<QColor, QColor> pairs[] = {
        {look.text, look.ground}, {look.secondaryText, look.ground}, {look.badgeText, look.badgeGround}};
    for (const auto &[text, ground] : pairs) {
        QVERIFY2(contrast(text, ground) >= readable,
                 qPrintable(u"%1 on %2: %3"_s.arg(text.name(), ground.name()).arg(contrast(text, ground))));
    }
    QCOMPARE(look.ground.lightness() < 128, scheme == theme::Scheme::Dark);
}

void TestEnvironmentLook::areToldApart_data()
{
    QTest::addColumn<theme::Scheme>("scheme");
    QTest::newRow("light") << theme::Scheme::Light;
    QTest::newRow("dark") << theme::Scheme::Dark;
}

void TestEnvironmentLook::areToldApart()
{
    QFETCH(theme::Scheme, scheme);
    theme::apply(scheme);
    const auto development = EnvironmentLook::of(Environment::Development);
    const auto staging = EnvironmentLook::of(Environment::Staging);
    const auto production = EnvironmentLook::of(Environment::Production);
    for (const auto color : {&EnvironmentLook::ground, &EnvironmentLook::badgeGround}) {
        QVERIFY(development.*color != staging.*color);
        QVERIFY(staging.*color != production.*color);
        QVERIFY(production.*color != development.*color);
    }
}

void TestEnvironmentLook::namesProduction()
{
    QCOMPARE(EnvironmentLook::of(Environment::Development).badge, u"Development"_s);
    QCOMPARE(EnvironmentLook::of(Environment::Staging).badge, u"Staging"_s);
    QCOMPARE(EnvironmentLook::of(Environment::Production).badge, u"PRODUCTION"_s);
    QCOMPARE(EnvironmentLook::of(Environment::Production).name, u"Production"_s);
}

void TestEnvironmentLook::window_data()
{
    QTest::addColumn<Environment>("environment");
    QTest::addColumn<QString>("title");
    QTest::newRow("development") << Environment::Development << u"Shop %1 (Development)"_s;
    QTest::newRow("staging") << Environment::Staging << u"Shop %1 (Staging)"_s;
    QTest::newRow("production") << Environment::Production << u"Shop %1 (PRODUCTION)"_s;
}

void TestEnvironmentLook::window()
{
    QFETCH(Environment, environment);
    QFETCH(QString, title);
    ConnectionProfile profile = m_database->profile();
    profile.name = u"Shop %1"_s;
    profile.environment = environment;
    m_open = std::make_unique<OpenWindow>(profile, profile.name);
    const EnvironmentLook look = EnvironmentLook::of(environment);
    auto *bar = m_open->window()->findChild<ConnectionBar *>();
    for (const bool live : {false, true}) {
        if (live)
            QTRY_COMPARE_WITH_TIMEOUT(m_open->monitor().state(), TaskMonitor::State::Live, patient);
        QCOMPARE(m_open->window()->windowTitle(), title);
        QCOMPARE(m_open->find<QLabel>(u"connectionTitle"_s)->text(), u"Shop %1"_s);
        QCOMPARE(m_open->find<EnvironmentBadge>(u"environmentBadge"_s)->accessibleName(), look.badge);
        // What is seen: the ground from edge to edge, and the badge's ground on it.
        const QImage image = bar->grab().toImage();
        QCOMPARE(image.pixelColor(1, image.height() / 2), look.ground);
        QCOMPARE(image.pixelColor(image.width() - 2, 1), look.ground);
        const auto *badge = m_open->find<EnvironmentBadge>(u"environmentBadge"_s);
        QCOMPARE(image.pixelColor(badge->geometry().center().x(), badge->geometry().top() + 1),
                 look.badgeGround);
        QVERIFY(badge->width() >= badge->sizeHint().width());
        for (const QString &name : {u"connectionPlace"_s, u"viewpoint"_s, u"connectionLock"_s}) {
            const auto *label = m_open->find<QWidget>(name);
            QVERIFY2(contrast(label->palette().color(label->foregroundRole()), look.ground) >= readable,
                     qPrintable(name));
        }
    }
}

void TestEnvironmentLook::followsTheTheme()
{
    ConnectionProfile profile = m_database->profile();
    profile.name = u"Shop"_s;
    profile.environment = Environment::Production;
    m_open = std::make_unique<OpenWindow>(profile, profile.name);
    auto *bar = m_open->window()->findChild<ConnectionBar *>();
    for (const auto scheme : {theme::Scheme::Dark, theme::Scheme::Light, theme::Scheme::Dark}) {
        theme::apply(scheme);
        QTRY_COMPARE_WITH_TIMEOUT(bar->grab().toImage().pixelColor(1, 1),
                                  EnvironmentLook::of(Environment::Production).ground, patient);
    }
}

void TestEnvironmentLook::neutral_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("demo") << u"Demo"_s;
    QTest::newRow("not named") << QString();
}

void TestEnvironmentLook::neutral()
{
    QFETCH(QString, name);
    ConnectionProfile profile = m_database->profile();
    profile.environment = Environment::Production; // of no meaning without a name
    m_open = std::make_unique<OpenWindow>(profile, name);
    QVERIFY(!m_open->window()->windowTitle().contains(u"production"_s, Qt::CaseInsensitive));
    QVERIFY(!m_open->window()->findChild<EnvironmentBadge *>());
    auto *bar = m_open->window()->findChild<ConnectionBar *>();
    QVERIFY(bar->grab().toImage().pixelColor(1, 1).saturation() < 20);
    QCOMPARE(bar->palette().color(QPalette::Window), QApplication::palette().color(QPalette::Window));
}

WATCHBILL_WINDOW_TEST(TestEnvironmentLook)

} // namespace tst_environmentlook

#include "tst_environmentlook.moc"
