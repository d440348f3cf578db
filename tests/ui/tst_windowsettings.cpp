// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "settings/connectionmemory.h"

#include "filter/filterchanges.h"
#include "live/refreshscheduler.h"
#include "openwindow.h"
#include "outcome.h"
#include "privatesettings.h"
#include "profile/profilestore.h"
#include "sampletasks.h"
#include "settings/earlierversions.h"
#include "settings/lastconnection.h"
#include "settings/preferences.h"
#include "settings/windowlayout.h"
#include "windowtest.h"

#include <QComboBox>
#include <QDockWidget>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenuBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

namespace tst_windowsettings {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

/// What one window leaves to the next, and what is never written down.
class TestWindowSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void nothingYet();
    void query_data();
    void query();
    void queryIsStoredByKeys();
    void queryOfEachProfile();
    void queryOfUnnamedConnections();
    void profile();
    void profileByName();
    void movesTheConnection();
    void movesItOnce();
    void movesTheColumns();
    void columnsOfEachProfile();
    void howItWentWithEachProfile();
    void noPassword_data();
    void noPassword();
    void interval_data();
    void interval();
    void scheme();
    void times();
    void journal_data();
    void journal();
    void layoutOfEachKind();
    void garbage();

    void secondWindow();
    void secondWindowExcludes();
    void hiddenRegions();
    void sortByAColumnThatIsNotThere();
    void themeMenu();

private:
    void open();

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

void TestWindowSettings::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Supabase);
    insertSamples(*m_database, 1, 3, {.status = u"pending"_s, .user = 2});
    insertSamples(*m_database, 4, 5,
                  {.status = u"failed"_s, .type = u"100% \"odd\", type"_s, .error = u"out of memory"_s});
}

void TestWindowSettings::init()
{
    m_settings->clear();
}

void TestWindowSettings::cleanup()
{
    m_open.reset();
}

void TestWindowSettings::cleanupTestCase()
{
    m_database.reset();
}

void TestWindowSettings::open()
{
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    QTRY_VERIFY_WITH_TIMEOUT(m_open->monitor().feed().hasPage(), patient);
}

void TestWindowSettings::nothingYet()
{
    QCOMPARE(ConnectionMemory({}).query(), TaskQuery());
    QVERIFY(ConnectionMemory({}).columns().isEmpty());
    QCOMPARE(Preferences().interval.value(), RefreshScheduler::defaultInterval);
    QCOMPARE(Preferences().scheme.value(), theme::Scheme::System);
    QVERIFY(!LastConnection().unnamed());
    QVERIFY(WindowLayout::stored().geometry.isEmpty() && WindowLayout::stored().regions.isEmpty());
}

void TestWindowSettings::query_data()
{
    QTest::addColumn<TaskQuery>("query");

    QTest::newRow("plain") << TaskQuery();
    TaskQuery query;
    query.filter.statuses = {{u"failed"_s}, false};
    query.sort = {TaskField::UpdatedAt, Qt::AscendingOrder};
    QTest::newRow("one status") << query;
    query.filter.types = {{u"a, b"_s, u"c\"d"_s, u"%1;\\"_s, u"@Invalid()"_s, u" e "_s, u"größe💥"_s}, true};
    query.filter.users = {{sampleUser(1)}, true};
    query.filter.condition = filter::containing(u"it's 100% \\ \"odd\",\n<b>"_s);
    query.sort = {TaskField::Duration, Qt::DescendingOrder};
    QTest::newRow("hostile") << query;
    QTest::newRow("keys") << TaskQuery{
        {}, {TaskField::Metadata, Qt::AscendingOrder, {u"run"_s}}, {{u"run"_s}, {u"a.b"_s, u"c"_s}}};
    for (const TaskField field : {TaskField::Id, TaskField::UserId, TaskField::Type, TaskField::Status,
                                  TaskField::ResultId, TaskField::ErrorMessage, TaskField::CreatedAt}) {
        QTest::addRow("by field %d", int(field)) << TaskQuery{{}, {field, Qt::AscendingOrder}};
    }
}

void TestWindowSettings::query()
{
    QFETCH(TaskQuery, query);
    ConnectionMemory({}).setQuery(query);
    m_settings->reload();
    QCOMPARE(ConnectionMemory({}).query(), query);
    ConnectionMemory({}).setQuery({}); // takes all of it away
    m_settings->reload();
    QCOMPARE(ConnectionMemory({}).query(), TaskQuery());
}

// Other versions read and write them, too.
void TestWindowSettings::queryIsStoredByKeys()
{
    QSettings settings;
    settings.setValue(u"filter"_s, u"status:failed"_s);
    settings.setValue(u"sort/field"_s, u"updated_at"_s);
    settings.setValue(u"sort/ascending"_s, true);
    settings.setValue(u"table/keys"_s, QVariantList{QStringList{u"run"_s}});
    TaskQuery query{{}, {TaskField::UpdatedAt, Qt::AscendingOrder}, {{u"run"_s}}};
    query.filter.statuses.values = {u"failed"_s};
    QCOMPARE(ConnectionMemory({}).query(), query);

    settings.clear();
    ConnectionMemory({}).setQuery(query);
    QCOMPARE(settings.value(u"filter"_s).toString(), u"status:failed"_s);
    QCOMPARE(settings.value(u"sort/field"_s).toString(), u"updated_at"_s);
    QVERIFY(settings.value(u"sort/ascending"_s).toBool());
    const QVariantList keys{QStringList{u"run"_s}};
    QCOMPARE(settings.value(u"table/keys"_s).toList(), keys);
}

void TestWindowSettings::queryOfEachProfile()
{
    const QStringList names{QString(), u"Shop"_s, u"Shop/2"_s, u"100% größe & co"_s, u"General"_s};
    for (const QString &name : names) {
        TaskQuery query;
        query.filter.condition = filter::containing(u"of "_s + name);
        ConnectionMemory(name).setQuery(query);
    }
    m_settings->reload();
    for (const QString &name : names)
        QCOMPARE(ConnectionMemory(name).query().filter.condition, filter::containing(u"of "_s + name));
    ConnectionMemory(u"Store"_s).takeOver(u"Shop"_s);
    ConnectionMemory(u"Shop/2"_s).forget();
    m_settings->reload();
    QCOMPARE(ConnectionMemory(u"Store"_s).query().filter.condition, filter::containing(u"of Shop"_s));
    QCOMPARE(ConnectionMemory(u"Shop"_s).query(), TaskQuery());
    QCOMPARE(ConnectionMemory(u"Shop/2"_s).query(), TaskQuery());
    QCOMPARE(ConnectionMemory({}).query().filter.condition, filter::containing(u"of "_s));
}

// A filter for the demo, or for another database, would hide a new connection's tasks.
void TestWindowSettings::queryOfUnnamedConnections()
{
    ConnectionProfile shop;
    shop.connection = u"postgresql://me:secret@shop.example/shop"_s;
    TaskQuery query;
    query.filter.statuses.values = {u"failed"_s};
    ConnectionMemory::of(shop).setQuery(query);
    m_settings->reload();
    QCOMPARE(ConnectionMemory::of(shop).query(), query);
    ConnectionProfile other = shop;
    other.table = u"jobs"_s;
    QCOMPARE(ConnectionMemory::of(other).query(), TaskQuery());
    other = shop;
    other.connection = u"postgresql://me@shop.example/lab"_s;
    QCOMPARE(ConnectionMemory::of(other).query(), TaskQuery());
    QVERIFY(!QSettings().value(u"last/place"_s).toString().contains(u"secret"_s));

    // A name keeps its query wherever its tasks have gone.
    shop.name = u"Shop"_s;
    ConnectionMemory::of(shop).setQuery(query);
    shop.table = u"jobs"_s;
    QCOMPARE(ConnectionMemory::of(shop).query(), query);
}

void TestWindowSettings::profile()
{
    ConnectionProfile profile;
    profile.connection =
        u"dbname='my db' host='/var/run/x, y' user='o''neill\\\\'"_s.replace(u"''"_s, u"\\'"_s);
    profile.schema = u"My Schema"_s;
    profile.table = u"ta.sks \"x\""_s;
    profile.serviceRole = u"service_role"_s;
    profile.serviceConnection = u"dbname='my db' user='boss'"_s;
    profile.environment = Environment::Production;
    profile.timeLimit = 90s;
    for (const bool readOnly : {true, false}) {
        profile.readOnly = readOnly;
        LastConnection().setUnnamed(profile);
        m_settings->reload();
        QCOMPARE(LastConnection().unnamed(), profile);
    }
}

// What it is, the store knows. A connection without a name is remembered beside it.
void TestWindowSettings::profileByName()
{
    ConnectionProfile profile;
    profile.connection = u"host='db'"_s;
    LastConnection().setUnnamed(profile);
    LastConnection().setProfileName(u"shop"_s);
    m_settings->reload();
    QCOMPARE(LastConnection().profileName(), u"shop"_s);
    QCOMPARE(LastConnection().unnamed(), profile);
    LastConnection().setProfileName({});
    m_settings->reload();
    QCOMPARE(LastConnection().profileName(), QString());
}

// As version 0.1.0 left it.
void TestWindowSettings::movesTheConnection()
{
    {
        QSettings settings;
        settings.setValue(u"connection/regular"_s, u"dbname='app' host='db.example.com' user='ann'"_s);
        settings.setValue(u"connection/schema"_s, u"public"_s);
        settings.setValue(u"connection/table"_s, u"tasks_prod"_s);
        settings.setValue(u"connection/serviceRole"_s, u"service_role"_s);
        settings.setValue(u"connection/service"_s, u""_s);
    }
    const QTemporaryDir folder;
    ProfileStore store(folder.filePath(u"profiles.json"_s));
    const QString name = takeOverEarlierSettings(store);
    QCOMPARE(name, u"app @ db.example.com"_s);
    QCOMPARE(LastConnection().profileName(), name);
    const auto profile = store.profile(name);
    VERIFY_FINE(profile);
    QCOMPARE(profile->connection, u"dbname='app' host='db.example.com' user='ann'"_s);
    QCOMPARE(profile->tableName(), u"tasks_prod"_s);
    QCOMPARE(profile->serviceRole, u"service_role"_s);
}

void TestWindowSettings::movesItOnce()
{
    const QTemporaryDir folder;
    ProfileStore store(folder.filePath(u"profiles.json"_s));
    QCOMPARE(takeOverEarlierSettings(store), QString()); // there is none
    ConnectionProfile profile;
    profile.connection = u"host=db"_s;
    LastConnection().setUnnamed(profile); // this version remembers it without one
    QCOMPARE(takeOverEarlierSettings(store), QString());
    QVERIFY(store.profiles()->isEmpty());
    QVERIFY(LastConnection().unnamed().has_value());
}

// As version 0.1.0 left them: the same for all tables.
void TestWindowSettings::movesTheColumns()
{
    QSettings().setValue(u"window/columns"_s, QByteArray("old"));
    ConnectionMemory(u"Shop"_s).setColumns("own");
    const QTemporaryDir folder;
    ProfileStore store(folder.filePath(u"profiles.json"_s));
    for (const QString &name : {u"Shop"_s, u"Lab"_s}) {
        ConnectionProfile profile;
        profile.name = name;
        profile.connection = u"host=db"_s;
        VERIFY_FINE(store.save(profile));
    }
    takeOverEarlierSettings(store);
    QCOMPARE(ConnectionMemory({}).columns(), QByteArray("old"));
    QCOMPARE(ConnectionMemory(u"Lab"_s).columns(), QByteArray("old"));
    QCOMPARE(ConnectionMemory(u"Shop"_s).columns(), QByteArray("own"));
    QVERIFY(!QSettings().contains(u"window/columns"_s));
}

void TestWindowSettings::columnsOfEachProfile()
{
    ConnectionMemory(u"Shop"_s).setColumns("of the shop");
    ConnectionMemory({}).setColumns("of no name");
    m_settings->reload();
    QCOMPARE(ConnectionMemory(u"Lab"_s).columns(), QByteArray());
    ConnectionMemory(u"Store"_s).takeOver(u"Shop"_s);
    m_settings->reload();
    QCOMPARE(ConnectionMemory(u"Store"_s).columns(), QByteArray("of the shop"));
    QCOMPARE(ConnectionMemory(u"Shop"_s).columns(), QByteArray());
    QCOMPARE(ConnectionMemory({}).columns(), QByteArray("of no name"));
    ConnectionMemory({}).forget();
    QCOMPARE(ConnectionMemory({}).columns(), QByteArray());
    QCOMPARE(ConnectionMemory(u"Store"_s).columns(), QByteArray("of the shop"));
}

void TestWindowSettings::howItWentWithEachProfile()
{
    const QDateTime time(QDate(2026, 11, 20), QTime(14, 30), Qt::UTC);
    QVERIFY(!ConnectionMemory(u"Shop"_s).lastOpened().isValid());
    ConnectionMemory(u"Shop"_s).setOpened(time);
    ConnectionMemory(u"Shop"_s).setProblem(u"The password is wrong."_s);
    m_settings->reload();
    QCOMPARE(ConnectionMemory(u"Shop"_s).lastOpened(), time);
    QCOMPARE(ConnectionMemory(u"Lab"_s).problem(), QString());
    ConnectionMemory(u"Store"_s).takeOver(u"Shop"_s);
    QCOMPARE(ConnectionMemory(u"Store"_s).lastOpened(), time);
    QCOMPARE(ConnectionMemory(u"Store"_s).problem(), u"The password is wrong."_s);
    QVERIFY(!ConnectionMemory(u"Shop"_s).lastOpened().isValid());
    ConnectionMemory(u"Store"_s).forget();
    QVERIFY(!ConnectionMemory(u"Store"_s).lastOpened().isValid());
    QCOMPARE(ConnectionMemory(u"Store"_s).problem(), QString());
}

void TestWindowSettings::noPassword_data()
{
    QTest::addColumn<QString>("connection");
    QTest::addColumn<QString>("kept");

    QTest::newRow("URI") << u"postgresql://ann:s3cret@db.example.com:6543/app?sslmode=require"_s
                         << u"dbname='app' host='db.example.com' port='6543' sslmode='require' user='ann'"_s;
    QTest::newRow("URI, encoded") << u"postgres://ann:s3cret%40%2F@db.example.com/app"_s
                                  << u"dbname='app' host='db.example.com' user='ann'"_s;
    QTest::newRow("URI parameter") << u"postgresql:///app?user=ann&password=s3cret"_s
                                   << u"dbname='app' user='ann'"_s;
    QTest::newRow("pairs") << u"host=db user=ann password=s3cret dbname=app"_s
                           << u"dbname='app' host='db' user='ann'"_s;
    QTest::newRow("pairs, quoted") << u"host = db password = 'the \\' s3cret' user=ann"_s
                                   << u"host='db' user='ann'"_s;
    QTest::newRow("of the key") << u"host=db sslkey=/k sslpassword=s3cret"_s << u"host='db' sslkey='/k'"_s;
    QTest::newRow("malformed") << u"host=db password=s3cret user"_s << QString();
    QTest::newRow("not a connection") << u"s3cret"_s << QString();
}

void TestWindowSettings::noPassword()
{
    QFETCH(QString, connection);
    ConnectionProfile profile;
    profile.connection = connection;
    profile.serviceConnection = connection;
    LastConnection().setUnnamed(profile);
    m_settings->reload();
    QVERIFY2(m_settings->text().contains("unnamedConnection"), "Nothing was written.");
    QVERIFY2(!m_settings->text().contains("s3cret"), m_settings->text().constData());
    QTEST(LastConnection().unnamed()->connection, "kept");
    QTEST(LastConnection().unnamed()->serviceConnection, "kept");
}

void TestWindowSettings::interval_data()
{
    QTest::addColumn<QVariant>("stored");
    QTest::addColumn<std::chrono::milliseconds>("interval");

    QTest::newRow("off") << QVariant(0) << 0ms;
    QTest::newRow("ten seconds") << QVariant(10'000) << 10'000ms;
    QTest::newRow("negative") << QVariant(-5) << 0ms;
    QTest::newRow("too long") << QVariant(qint64(999'999'999'999)) << 60'000ms;
    QTest::newRow("a word") << QVariant(u"often"_s) << 0ms;
}

void TestWindowSettings::interval()
{
    QFETCH(QVariant, stored);
    QSettings().setValue(u"refresh/milliseconds"_s, stored);
    QTEST(Preferences().interval.value(), "interval");
}

void TestWindowSettings::scheme()
{
    for (const theme::Scheme scheme : {theme::Scheme::Dark, theme::Scheme::Light, theme::Scheme::System}) {
        Preferences().scheme.set(scheme);
        m_settings->reload();
        QCOMPARE(Preferences().scheme.value(), scheme);
    }
}

void TestWindowSettings::times()
{
    QCOMPARE(Preferences().zone.value(), QByteArray());
    Preferences().zone.set("Asia/Tokyo");
    Preferences().timeStyle.set(format::TimeStyle::Relative);
    m_settings->reload();
    QCOMPARE(Preferences().zone.value(), "Asia/Tokyo");
    QCOMPARE(Preferences().timeStyle.value(), format::TimeStyle::Relative);
    QCOMPARE(shownZone().id(), "Asia/Tokyo");
    QSettings().setValue(u"times/zone"_s, QByteArray("Middle/Earth"));
    QSettings().setValue(u"times/style"_s, u"sundial"_s);
    QCOMPARE(Preferences().zone.value(), QByteArray());
    QCOMPARE(Preferences().timeStyle.value(), format::TimeStyle::Mixed);
    QCOMPARE(shownZone(), QTimeZone::systemTimeZone());
}

// A file that somebody has edited, or that a later version wrote.
void TestWindowSettings::journal_data()
{
    QTest::addColumn<QVariant>("stored");
    QTest::addColumn<int>("days");
    QTest::addColumn<int>("megabytes");

    QTest::newRow("nothing") << QVariant() << 30 << 1024;
    QTest::newRow("as chosen") << QVariant(7) << 7 << 7;
    QTest::newRow("no number") << QVariant(u"many"_s) << 30 << 1024;
    QTest::newRow("none at all") << QVariant(0) << 30 << 1024;
    QTest::newRow("too many") << QVariant(2'000'000) << JournalLimits::mostDays
                              << JournalLimits::mostMegabytes;
}

void TestWindowSettings::journal()
{
    QFETCH(QVariant, stored);
    if (stored.isValid()) {
        QSettings().setValue(u"journal/days"_s, stored);
        QSettings().setValue(u"journal/megabytes"_s, stored);
    }
    const Preferences preferences;
    QTEST(preferences.journalDays.value(), "days");
    QTEST(preferences.journalMegabytes.value(), "megabytes");
    QCOMPARE(preferences.journalBytes(), qint64(preferences.journalMegabytes.value()) * 1'048'576);
}

void TestWindowSettings::layoutOfEachKind()
{
    WindowLayout{"one", "other"}.store();
    WindowLayout{"three", "four"}.store(u"history"_s);
    m_settings->reload();
    QCOMPARE(WindowLayout::stored().geometry, QByteArray("one"));
    QCOMPARE(WindowLayout::stored(u"history"_s).geometry, QByteArray("three"));
    QCOMPARE(WindowLayout::stored(u"history"_s).regions, QByteArray("four"));
}

void TestWindowSettings::garbage()
{
    QSettings settings;
    settings.setValue(u"window/geometry"_s, u"wide"_s);
    settings.setValue(u"window/layout"_s, QByteArray("\x01\x02garbage"));
    settings.setValue(u"table/columns"_s, QByteArray(200, '\xff'));
    settings.setValue(u"window/theme"_s, u"pink"_s);
    settings.setValue(u"sort/field"_s, u"metadata"_s);
    settings.setValue(u"refresh/milliseconds"_s, 3'333);
    open();
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(5, 1), patient);
    QVERIFY(!m_open->table()->isColumnHidden(column::sectionOf(TaskField::Status)));
    QCOMPARE(m_open->monitor().feed().query().sort, TaskSort());
    QVERIFY(m_open->find<QDockWidget>(u"overviewDock"_s)->isVisible());
}

void TestWindowSettings::secondWindow()
{
    open();
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(5, 1), patient);
    press(m_open->window(), Qt::Key_2, Qt::AltModifier); // pending
    auto *text = m_open->find<QLineEdit>(u"searchText"_s);
    click(text);
    press(m_open->window(), Qt::Key_End);
    QTest::keyClicks(text, u" user:a0000002 \"-0000-4\""_s);
    press(m_open->window(), Qt::Key_Return);
    QHeaderView *header = m_open->table()->horizontalHeader();
    clickAt(header->viewport(),
            {header->sectionViewportPosition(column::sectionOf(TaskField::UpdatedAt)) + 20,
             header->height() / 2});
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(1, 3), patient);
    const Qt::SortOrder order = header->sortIndicatorOrder();
    auto *interval = m_open->find<QComboBox>(u"interval"_s);
    interval->setFocus();
    press(m_open->window(), Qt::Key_End);
    // The line between two columns, drawn to the right.
    const int edge = header->sectionViewportPosition(column::sectionOf(TaskField::Type))
        + header->sectionSize(column::sectionOf(TaskField::Type)) - 2;
    const int width = header->sectionSize(column::sectionOf(TaskField::Type));
    const QPoint from = header->viewport()->mapTo(m_open->window(), QPoint(edge, header->height() / 2));
    QTest::mouseMove(m_open->window()->windowHandle(), from);
    QTest::mousePress(m_open->window()->windowHandle(), Qt::LeftButton, {}, from);
    QTest::mouseMove(m_open->window()->windowHandle(), from + QPoint(20, 0));
    QTest::mouseMove(m_open->window()->windowHandle(), from + QPoint(40, 0));
    QTest::mouseRelease(m_open->window()->windowHandle(), Qt::LeftButton, {}, from + QPoint(40, 0));
    const int wider = header->sectionSize(column::sectionOf(TaskField::Type));
    QVERIFY2(wider > width, qPrintable(QString::number(wider)));
    m_open->choose(m_open->openHeaderMenu(TaskField::CreatedAt), u"User ID"_s);
    m_open->window()->resize(1100, 700);
    m_open->window()->close();
    m_open.reset();
    m_settings->reload();

    open();
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(1, 3), patient);
    TaskQuery query;
    query.filter.statuses = {{u"pending"_s}, false};
    query.filter.users = {{u"a0000002"_s}, false};
    query.filter.condition = filter::containing(u"-0000-4"_s);
    query.sort = {TaskField::UpdatedAt, order};
    QCOMPARE(m_open->monitor().feed().shownQuery(), query);
    QCOMPARE(m_open->find<QLineEdit>(u"searchText"_s)->text(), u"status:pending user:a0000002 \"-0000-4\""_s);
    QCOMPARE(m_open->find<QTreeWidget>(u"statuses"_s)->currentItem()->text(0), u"pending"_s);
    header = m_open->table()->horizontalHeader();
    QCOMPARE(header->sortIndicatorSection(), column::sectionOf(TaskField::UpdatedAt));
    QCOMPARE(header->sortIndicatorOrder(), order);
    QCOMPARE(header->sectionSize(column::sectionOf(TaskField::Type)), wider);
    QVERIFY(m_open->table()->isColumnHidden(column::sectionOf(TaskField::UserId)));
    QCOMPARE(m_open->monitor().scheduler().interval(), 60s);
    QCOMPARE(m_open->find<QComboBox>(u"interval"_s)->currentText(), u"Every 60 s"_s);
    QCOMPARE(m_open->window()->size(), QSize(1100, 700));
}

void TestWindowSettings::secondWindowExcludes()
{
    open();
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(5, 1), patient);
    m_open->choose(m_open->openMenu(0, TaskField::Type), u"Exclude This Type"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(3, 1), patient);
    m_open->window()->close();
    m_open.reset();
    m_settings->reload();
    open();
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(3, 1), patient);
    QVERIFY(m_open->monitor().feed().shownQuery().filter.types.excluded);
}

void TestWindowSettings::hiddenRegions()
{
    open();
    auto *dock = m_open->find<QDockWidget>(u"overviewDock"_s);
    QVERIFY(dock->isVisible());
    dock->toggleViewAction()->trigger();
    QVERIFY(!dock->isVisible());
    m_open->window()->close();
    m_open.reset();
    open();
    QVERIFY(!m_open->find<QDockWidget>(u"overviewDock"_s)->isVisible());
}

// Settings are remembered from one table to the next, which may have other columns.
void TestWindowSettings::sortByAColumnThatIsNotThere()
{
    QSettings().setValue(u"sort/field"_s, u"result_id"_s);
    TestDatabase other(TestDatabase::SetUp::Reference);
    other.execute(u"ALTER TABLE public.tasks DROP COLUMN result_id"_s);
    insertSamples(other, 1, 2);
    m_open = std::make_unique<OpenWindow>(other.profile());
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(2, 1), patient);
    QCOMPARE(m_open->table()->horizontalHeader()->sortIndicatorSection(),
             column::sectionOf(TaskField::CreatedAt));
    m_open.reset();
}

void TestWindowSettings::themeMenu()
{
    open();
    const auto theme = [&](const QString &name) {
        QAction *found = nullptr;
        for (QAction *action : m_open->window()->findChildren<QAction *>()) {
            if (action->isCheckable() && action->text().remove(u'&') == name)
                found = action;
        }
        return found;
    };
    QVERIFY(theme(u"Follow Desktop"_s)->isChecked());
    theme(u"Dark"_s)->trigger();
    QVERIFY(theme::isDark());
    QTRY_VERIFY(m_open->window()->palette().color(QPalette::Window).lightness() < 128);
    QVERIFY(theme(u"Dark"_s)->isChecked() && !theme(u"Follow Desktop"_s)->isChecked());
    QCOMPARE(Preferences().scheme.value(), theme::Scheme::Dark);
    theme(u"Light"_s)->trigger();
    QVERIFY(!theme::isDark());
    QCOMPARE(Preferences().scheme.value(), theme::Scheme::Light);
}

WATCHBILL_WINDOW_TEST(TestWindowSettings)

} // namespace tst_windowsettings

#include "tst_windowsettings.moc"
