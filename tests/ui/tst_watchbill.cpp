// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "builtprograms.h"
#include "profile/profilestore.h"
#include "sampletasks.h"
#include "testprogram.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

namespace tst_watchbill {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

constexpr int patience = 60'000; // milliseconds

// What a run of the program left behind.
struct Finished
{
    int status = -1; // -1: it crashed or did not end
    QString output;
    QString messages;

    // Exactly one line, that of the program.
    bool hasOneMessage() const
    {
        return messages.startsWith(u"watchbill: "_s) && messages.indexOf(u'\n') == messages.size() - 1;
    }
};

} // namespace

/// The program itself, as a process on a platform that draws into memory.
class TestWatchbill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();

    void version();
    void help();
    void badArguments_data();
    void badArguments();
    void screenshot_data();
    void screenshot();
    void sort();
    void timeZoneAndColumns();
    void screenshotShowsTheTasks();
    void themesDiffer();
    void screenshotOfTheLastConnection();
    void screenshotWithoutAConnection();
    void screenshotOfAProfile();
    void unknownProfile();
    void withoutADisplay();
    void unreachable();
    void refusedLogin();
    void notATaskTable();
    void pictureCannotBeWritten();
    void passwordIsNotKept();
    void demo();

private:
    void start(QProcess &process, const QStringList &arguments);
    Finished finish(QProcess &process);
    Finished run(const QStringList &arguments);
    QStringList connection() const
    {
        return {u"--connection"_s, m_database->connection(), u"--table"_s, u"tasks"_s};
    }
    QString profileFile() const { return m_home->filePath(u"profiles.json"_s); }
    QString picture() const { return m_home->filePath(u"window.png"_s); }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<QTemporaryDir> m_home;
    QProcessEnvironment m_environment;
};

void TestWatchbill::initTestCase()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Supabase);
    insertSamples(*m_database, 1, 30);
    insertSamples(*m_database, 31, 40, {.status = u"failed"_s, .error = u"out of memory"_s});
}

void TestWatchbill::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    QVERIFY(m_home->isValid());
    m_environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : m_environment.keys()) {
        if (name.startsWith("PG"_L1) || name.startsWith("XDG_"_L1) || name.startsWith("WATCHBILL"_L1))
            m_environment.remove(name);
    }
    m_environment.insert(u"HOME"_s, m_home->path());
    m_environment.insert(u"XDG_CONFIG_HOME"_s, m_home->filePath(u"config"_s));
    m_environment.insert(u"XDG_CACHE_HOME"_s, m_home->filePath(u"cache"_s));
    m_environment.insert(u"XDG_RUNTIME_DIR"_s, m_home->path());
    m_environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    m_environment.insert(u"WATCHBILL_PROFILES"_s, profileFile());
    m_environment.insert(u"WATCHBILL_VIEWS"_s, m_home->filePath(u"views.json"_s));
    m_environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s,
                         u"unix:path=/nonexistent/bus"_s); // not the user's keyring
}

void TestWatchbill::cleanupTestCase()
{
    m_database.reset();
}

void TestWatchbill::start(QProcess &process, const QStringList &arguments)
{
    process.setProcessEnvironment(m_environment);
    process.start(builtWatchbill(), arguments);
}

Finished TestWatchbill::finish(QProcess &process)
{
    if (!process.waitForFinished(patience) || process.exitStatus() != QProcess::NormalExit) {
        process.kill();
        process.waitForFinished();
        return {-1, QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }
    QString messages;
    // The platform without a screen has its own remarks about what it cannot do.
    for (const QString &line :
         QString::fromUtf8(process.readAllStandardError()).split(u'\n', Qt::SkipEmptyParts)) {
        if (!line.startsWith(u"This plugin does not support"_s))
            messages += line + u'\n';
    }
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()), messages};
}

Finished TestWatchbill::run(const QStringList &arguments)
{
    QProcess process;
    start(process, arguments);
    return finish(process);
}

void TestWatchbill::version()
{
    const Finished finished = run({u"--version"_s});
    QCOMPARE(finished.status, 0);
    QCOMPARE(finished.output, u"watchbill %1\n"_s.arg(QStringLiteral(WATCHBILL_VERSION)));
    QCOMPARE(finished.messages, QString());
}

void TestWatchbill::help()
{
    const Finished finished = run({u"--help"_s});
    QCOMPARE(finished.status, 0);
    for (const QString &option :
         {u"--profile <NAME>"_s, u"--connection <URI>"_s, u"--table <[SCHEMA.]NAME>"_s,
          u"--service-role <ROLE>"_s, u"--demo"_s, u"--sort <FIELD>"_s, u"--screenshot <FILE.png>"_s,
          u"--size <WxH>"_s, u"--theme <light|dark>"_s, u"--version"_s})
        QVERIFY2(finished.output.contains(option), qPrintable(option + u" is not in:\n"_s + finished.output));
    QCOMPARE(finished.messages, QString());
}

void TestWatchbill::badArguments_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("words");

    QTest::newRow("unknown option") << QStringList{u"--frobnicate"_s} << u"frobnicate"_s;
    QTest::newRow("something else") << QStringList{u"mydb"_s} << u"“mydb”"_s;
    QTest::newRow("connection in the wrong place") << QStringList{u"postgresql://u:s3cret@h/d"_s} << u"“…”"_s;
    QTest::newRow("no profile") << QStringList{u"--profile="_s} << u"--profile"_s;
    QTest::newRow("unknown profile") << QStringList{u"--profile"_s, u"shop"_s} << u"“shop”"_s;
    QTest::newRow("no value") << QStringList{u"--connection"_s} << u"connection"_s;
    QTest::newRow("table name") << QStringList{u"--table"_s, u"a.b.c"_s} << u"“a.b.c”"_s;
    QTest::newRow("size") << QStringList{u"--demo"_s, u"--size"_s, u"big"_s} << u"--size"_s;
    QTest::newRow("size of nothing") << QStringList{u"--demo"_s, u"--size"_s, u"0x0"_s} << u"--size"_s;
    QTest::newRow("theme") << QStringList{u"--demo"_s, u"--theme"_s, u"pink"_s} << u"“pink”"_s;
    QTest::newRow("sort") << QStringList{u"--demo"_s, u"--sort"_s, u"cost"_s} << u"“cost”"_s;
    QTest::newRow("time zone") << QStringList{u"--demo"_s, u"--time-zone=Mars/Base"_s} << u"“Mars/Base”"_s;
    QTest::newRow("column") << QStringList{u"--demo"_s, u"--column=model"_s} << u"“model”"_s;
    QTest::newRow("demo and connection")
        << QStringList{u"--demo"_s, u"--connection"_s, u"dbname=x"_s} << u"--demo"_s;
    QTest::newRow("profile and demo") << QStringList{u"--profile"_s, u"Shop"_s, u"--demo"_s} << u"--"_s;
}

void TestWatchbill::badArguments()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, words);
    const Finished finished = run(arguments + QStringList{u"--screenshot"_s, picture()});
    QCOMPARE(finished.status, 2);
    QVERIFY2(finished.hasOneMessage() && finished.messages.contains(words), qPrintable(finished.messages));
    QVERIFY(!finished.messages.contains(u"s3cret"_s));
    QCOMPARE(finished.output, QString());
    QVERIFY(!QFile::exists(picture()));
}

void TestWatchbill::screenshot_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QSize>("size");

    QTest::newRow("1280x800") << u"1280x800"_s << QSize(1280, 800);
    QTest::newRow("1920x1080") << u"1920x1080"_s << QSize(1920, 1080);
}

void TestWatchbill::screenshot()
{
    QFETCH(QString, given);
    QFETCH(QSize, size);
    const Finished finished =
        run(connection() + QStringList{u"--screenshot"_s, picture(), u"--size"_s, given});
    QCOMPARE(finished.messages, QString());
    QCOMPARE(finished.status, 0);
    QCOMPARE(finished.output, QString());
    const QImage image(picture(), "PNG");
    QCOMPARE(image.size(), size);
}

// In the place of the one that the connection had last, which it becomes.
void TestWatchbill::sort()
{
    const QStringList arguments = connection() + QStringList{u"--screenshot"_s, picture()};
    for (const QString &given : {u"--sort=-duration"_s, u"--sort=status"_s}) {
        const Finished finished = run(arguments + QStringList{given});
        QCOMPARE(finished.messages, QString());
        QCOMPARE(finished.status, 0);
    }
    QSettings settings(m_home->filePath(u"config/watchbill/watchbill.conf"_s), QSettings::IniFormat);
    QCOMPARE(settings.value(u"sort/field"_s).toString(), u"status"_s);
    QCOMPARE(settings.value(u"sort/ascending"_s).toBool(), true);
}

void TestWatchbill::timeZoneAndColumns()
{
    const Finished finished =
        run(connection()
            + QStringList{u"--screenshot"_s, picture(), u"--time-zone=Asia/Tokyo"_s, u"--column=meta.model"_s,
                          u"--column"_s, u"meta.run.\"a b\""_s});
    QCOMPARE(finished.messages, QString());
    QCOMPARE(finished.status, 0);
    QSettings settings(m_home->filePath(u"config/watchbill/watchbill.conf"_s), QSettings::IniFormat);
    QCOMPARE(settings.value(u"times/zone"_s).toString(), u"Asia/Tokyo"_s);
    for (const QString &key : settings.allKeys())
        qInfo() << key << settings.value(key);
}

// With tasks it is another picture than without.
void TestWatchbill::screenshotShowsTheTasks()
{
    const QStringList arguments =
        connection() + QStringList{u"--size"_s, u"1000x600"_s, u"--theme"_s, u"light"_s, u"--screenshot"_s};
    const QString full = m_home->filePath(u"full.png"_s);
    const QString empty = m_home->filePath(u"empty.png"_s);
    QCOMPARE(run(arguments + QStringList{full}).status, 0);
    TestDatabase nothing(TestDatabase::SetUp::Supabase);
    QStringList others = arguments;
    others[1] = nothing.connection();
    QCOMPARE(run(others + QStringList{empty}).status, 0);
    const auto colours = [](const QString &path) {
        const QImage image = QImage(path).copy(300, 200, 600, 200); // within the table
        QSet<QRgb> seen;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                seen += image.pixel(x, y);
        }
        return seen.size();
    };
    QVERIFY2(colours(full) > 3, qPrintable(QString::number(colours(full))));
    QVERIFY(QImage(full).copy(300, 200, 600, 200) != QImage(empty).copy(300, 200, 600, 200));
}

void TestWatchbill::themesDiffer()
{
    QImage images[2];
    for (const QString &theme : {u"light"_s, u"dark"_s}) {
        QCOMPARE(
            run(connection()
                + QStringList{u"--screenshot"_s, picture(), u"--size"_s, u"1280x800"_s, u"--theme"_s, theme})
                .status,
            0);
        images[theme == u"dark"_s] = QImage(picture());
    }
    const auto lightness = [](const QImage &image) {
        const QColor average =
            image.scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).pixelColor(0, 0);
        return average.lightness();
    };
    QVERIFY2(lightness(images[0]) > 200, qPrintable(QString::number(lightness(images[0]))));
    QVERIFY2(lightness(images[1]) < 70, qPrintable(QString::number(lightness(images[1]))));
}

void TestWatchbill::screenshotOfTheLastConnection()
{
    QCOMPARE(run(connection() + QStringList{u"--screenshot"_s, picture()}).status, 0);
    QVERIFY(QFile::remove(picture()));
    const Finished finished = run({u"--screenshot"_s, picture(), u"--size"_s, u"1100x700"_s});
    QCOMPARE(finished.messages, QString());
    QCOMPARE(finished.status, 0);
    QCOMPARE(QImage(picture()).size(), QSize(1100, 700));
}

// No user can type one: it must not wait for it.
void TestWatchbill::screenshotWithoutAConnection()
{
    QProcess process;
    start(process, {u"--screenshot"_s, picture()});
    if (!process.waitForFinished(10'000)) {
        process.kill();
        process.waitForFinished();
        QFAIL("It waits.");
    }
    const Finished finished = finish(process);
    QVERIFY2(finished.status != 0 && finished.hasOneMessage(), qPrintable(finished.messages));
}

void TestWatchbill::screenshotOfAProfile()
{
    ConnectionProfile profile = m_database->profile();
    profile.name = u"Shop"_s;
    QVERIFY(ProfileStore(profileFile()).save(profile));
    for (const QStringList &arguments :
         {QStringList{u"--profile"_s, u"Shop"_s}, QStringList()}) { // the last one, then
        const Finished finished =
            run(arguments + QStringList{u"--screenshot"_s, picture(), u"--size"_s, u"1100x700"_s});
        QCOMPARE(finished.messages, QString());
        QCOMPARE(finished.status, 0);
        QCOMPARE(QImage(picture()).size(), QSize(1100, 700));
        QVERIFY(QFile::remove(picture()));
    }
}

void TestWatchbill::unknownProfile()
{
    for (const QString &name : {u"Shop"_s, u"Lab"_s}) {
        ConnectionProfile profile = m_database->profile();
        profile.name = name;
        QVERIFY(ProfileStore(profileFile()).save(profile));
    }
    const Finished finished = run({u"--profile"_s, u"Store"_s});
    QCOMPARE(finished.status, 2);
    QVERIFY2(finished.hasOneMessage() && finished.messages.contains(u"Store"_s)
                 && finished.messages.contains(u"Shop"_s) && finished.messages.contains(u"Lab"_s),
             qPrintable(finished.messages));
}

void TestWatchbill::withoutADisplay()
{
    for (const QString &name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"QT_QPA_PLATFORM"_s})
        m_environment.remove(name);
    QCOMPARE(run(connection() + QStringList{u"--screenshot"_s, picture()}).status, 0);
    QVERIFY(!QImage(picture()).isNull());
    QCOMPARE(run({u"--version"_s}).status, 0);
    const Finished finished = run(connection());
    QCOMPARE(finished.status, 1);
    QVERIFY2(finished.hasOneMessage() && finished.messages.contains(u"There is no display."_s),
             qPrintable(finished.messages));
}

void TestWatchbill::unreachable()
{
    const Finished finished =
        run({u"--connection"_s,
             u"host=%1 dbname=app user=ann password=s3cret"_s.arg(m_home->filePath(u"nowhere"_s)),
             u"--screenshot"_s, picture()});
    QCOMPARE(finished.status, 1);
    QVERIFY2(finished.hasOneMessage() && finished.messages.contains(u"Cannot connect: "_s),
             qPrintable(finished.messages));
    QVERIFY2(!finished.messages.contains(u"s3cret"_s), qPrintable(finished.messages));
}

void TestWatchbill::refusedLogin()
{
    const Finished finished =
        run({u"--connection"_s, m_database->connection(u"nobody_here"_s), u"--screenshot"_s, picture()});
    QCOMPARE(finished.status, 1);
    QVERIFY2(finished.hasOneMessage() && finished.messages.contains(u"nobody_here"_s),
             qPrintable(finished.messages));
}

void TestWatchbill::notATaskTable()
{
    const Finished finished = run({u"--connection"_s, m_database->connection(), u"--table"_s, u"auth.users"_s,
                                   u"--screenshot"_s, picture()});
    QCOMPARE(finished.status, 1);
    QVERIFY2(finished.hasOneMessage() && finished.messages.contains(u"auth.users is not a task table"_s),
             qPrintable(finished.messages));
}

void TestWatchbill::pictureCannotBeWritten()
{
    const Finished finished =
        run(connection() + QStringList{u"--screenshot"_s, m_home->filePath(u"no/such/folder/window.png"_s)});
    QCOMPARE(finished.status, 1);
    QVERIFY2(finished.hasOneMessage() && finished.messages.contains(u"no/such/folder/window.png"_s),
             qPrintable(finished.messages));
}

void TestWatchbill::passwordIsNotKept()
{
    const QStringList arguments{
        u"--connection"_s,         m_database->connection() + u" password=s3cret"_s,
        u"--service-role"_s,       u"postgres"_s,
        u"--service-connection"_s, m_database->connection() + u" password='s3cret too'"_s,
        u"--screenshot"_s,         picture()};
    const Finished finished = run(arguments);
    QCOMPARE(finished.status, 0);
    int files = 0;
    QDirIterator it(m_home->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY2(!text.contains("s3cret"), qPrintable(file.fileName()));
        files += text.contains("serviceRole=postgres");
    }
    QCOMPARE(files, 1); // the settings were written at all
}

#ifdef Q_OS_LINUX
namespace {

// The names of the processes that carry the mark in their environment.
QStringList markedProcesses(const QByteArray &mark)
{
    QStringList names;
    for (const QString &id : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        QFile environment(u"/proc/%1/environ"_s.arg(id));
        QFile name(u"/proc/%1/comm"_s.arg(id));
        if (environment.open(QIODevice::ReadOnly) && environment.readAll().contains(mark)
            && name.open(QIODevice::ReadOnly))
            names += QString::fromUtf8(name.readAll()).trimmed();
    }
    return names;
}

} // namespace
#endif

void TestWatchbill::demo()
{
    const QString mark = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_environment.insert(u"WATCHBILL_TEST_MARK"_s, mark); // inherited by what it starts
    QProcess process;
    start(process, {u"--demo"_s, u"--screenshot"_s, picture(), u"--size"_s, u"1280x800"_s});
    [[maybe_unused]] bool hasServer = false;
#ifdef Q_OS_LINUX
    QElapsedTimer clock;
    clock.start();
    while (!hasServer && clock.elapsed() < patience && !process.waitForFinished(20))
        hasServer = markedProcesses(mark.toLatin1()).contains(u"postgres"_s);
    QVERIFY(hasServer);
#endif
    const Finished finished = finish(process);
    QCOMPARE(finished.messages, QString());
    QCOMPARE(finished.status, 0);
    QCOMPARE(QImage(picture()).size(), QSize(1280, 800));
#ifdef Q_OS_LINUX
    QCOMPARE(markedProcesses(mark.toLatin1()), QStringList());
#endif
}

WATCHBILL_TEST(TestWatchbill)

} // namespace tst_watchbill

#include "tst_watchbill.moc"
