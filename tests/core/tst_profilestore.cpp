// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "outcome.h"
#include "profile/profilestore.h"
#include "testprogram.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <memory>
#include <vector>

namespace tst_profilestore {

using namespace Qt::StringLiterals;
using namespace watchbill;

class TestProfileStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void isEmptyAtFirst();
    void defaultPath();
    void saves_data();
    void saves();
    void writesReadably();
    void isPrivate();
    void changes();
    void renames();
    void refusesToSave_data();
    void refusesToSave();
    void removes();
    void namesThoseThatThereAre();
    void keepsUnknownKeys();
    void reads_data();
    void reads();
    void leavesWhatItDoesNotUnderstand_data();
    void leavesWhatItDoesNotUnderstand();
    void keepsNoPassword_data();
    void keepsNoPassword();
    void folderIsMissing();
    void cannotWrite();
    void severalAtATime();
    void exports();
    void importsWithoutPasswords();
    void importsNothingByHalves();

private:
    QString path() const { return m_folder->filePath(u"profiles.json"_s); }
    QString pathOf(const QString &name) const { return m_folder->filePath(name); }
    ProfileStore store() const { return ProfileStore(path()); }
    QByteArray text() const { return textOf(path()); }
    static QByteArray textOf(const QString &path);
    void write(const QByteArray &text) const { writeTo(path(), text); }
    static void writeTo(const QString &path, const QByteArray &text);
    QStringList names() const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

ConnectionProfile sample(const QString &name)
{
    ConnectionProfile profile;
    profile.name = name;
    profile.connection = u"dbname='app' host='db.example.com' user='ann'"_s;
    return profile;
}

} // namespace

QByteArray TestProfileStore::textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestProfileStore::writeTo(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("Cannot write %s.", qPrintable(path));
}

QStringList TestProfileStore::names() const
{
    QStringList names;
    const auto profiles = store().profiles();
    if (!profiles)
        return {profiles.error().message};
    for (const ConnectionProfile &one : *profiles)
        names += one.name;
    return names;
}

void TestProfileStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestProfileStore::isEmptyAtFirst()
{
    QCOMPARE(names(), QStringList());
    QVERIFY(!QFile::exists(path())); // looking makes no file
    const auto none = store().profile(u"shop"_s);
    QCOMPARE(outcomeOf(none), u"NotFound"_s);
    QVERIFY2(none.error().message.contains(u"“shop”"_s), wordsOf(none).constData());
}

void TestProfileStore::defaultPath()
{
    qunsetenv("WATCHBILL_PROFILES");
    QVERIFY2(ProfileStore::defaultPath().endsWith("/watchbill/profiles.json"_L1),
             qPrintable(ProfileStore::defaultPath()));
    qputenv("WATCHBILL_PROFILES", path().toLocal8Bit());
    QCOMPARE(ProfileStore().path(), path());
    qunsetenv("WATCHBILL_PROFILES");
}

void TestProfileStore::saves_data()
{
    QTest::addColumn<ConnectionProfile>("profile");

    QTest::newRow("sample") << sample(u"shop"_s);
    ConnectionProfile bare;
    bare.name = u"all from the environment"_s;
    QTest::newRow("bare") << bare;
    ConnectionProfile full = sample(u"Läden, “Produktion” / 生产"_s);
    full.environment = Environment::Production;
    full.connection =
        u"dbname='my \\'db\\'' host='/var/run/x, y' port='6543' sslmode='verify-full' sslrootcert='/c\\\\a.pem' user='o\\'neill'"_s;
    full.schema = u"My \"Schema\""_s;
    full.table = u"ta.sks"_s;
    full.serviceRole = u"service_role"_s;
    full.serviceConnection = u"dbname='app' service='boss'"_s;
    full.readOnly = true;
    full.mayRunAgain = true;
    full.originKey = u"retried, from"_s;
    full.timeLimit = std::chrono::minutes(5);
    QTest::newRow("full") << full;
    full.environment = Environment::Staging;
    full.serviceConnection.clear();
    QTest::newRow("staging") << full;
    ConnectionProfile hosts = sample(u"several"_s);
    hosts.connection = u"host='a,b,c' port='5432,5433,5434' target_session_attrs='prefer-standby'"_s;
    QTest::newRow("several hosts") << hosts;
}

void TestProfileStore::saves()
{
    QFETCH(ConnectionProfile, profile);
    VERIFY_FINE(store().save(sample(u"another"_s)));
    VERIFY_FINE(store().save(profile));
    const auto read = store().profile(profile.name);
    VERIFY_FINE(read);
    QCOMPARE(read->connection, profile.connection);
    QVERIFY(*read == profile);
    QCOMPARE(store().profiles()->size(), 2);
}

// What a person sees who opens it.
void TestProfileStore::writesReadably()
{
    ConnectionProfile profile = sample(u"shop"_s);
    profile.environment = Environment::Staging;
    profile.serviceRole = u"service_role"_s;
    profile.serviceConnection = u"postgresql://boss:s3cret@db.example.com:6543/app"_s;
    VERIFY_FINE(store().save(profile));
    QCOMPARE(QString::fromUtf8(text()), QString::fromUtf8(R"({
    "profiles": [
        {
            "connection": {
                "dbname": "app",
                "host": "db.example.com",
                "user": "ann"
            },
            "environment": "staging",
            "mayRunAgain": false,
            "name": "shop",
            "originKey": "",
            "readOnly": false,
            "serviceConnection": {
                "dbname": "app",
                "host": "db.example.com",
                "port": "6543",
                "user": "boss"
            },
            "serviceRole": "service_role",
            "stuckAfterMinutes": null,
            "table": "public.tasks",
            "timeLimitSeconds": 30
        }
    ],
    "version": 1
}
)"));
}

void TestProfileStore::isPrivate()
{
#ifdef Q_OS_WIN
    QSKIP("The folder of the person's own files is closed to others; these permissions are not Windows'.");
#endif
    constexpr auto owner =
        QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser; // who is the user here
    VERIFY_FINE(store().save(sample(u"shop"_s)));
    QCOMPARE(QFile::permissions(path()), owner);
    QVERIFY(QFile::setPermissions(path(), owner | QFile::ReadGroup | QFile::ReadOther));
    VERIFY_FINE(store().save(sample(u"another"_s)));
    QCOMPARE(QFile::permissions(path()), owner);
}

void TestProfileStore::changes()
{
    VERIFY_FINE(store().save(sample(u"shop"_s)));
    ConnectionProfile changed = sample(u"shop"_s);
    changed.readOnly = true;
    VERIFY_FINE(store().save(changed));
    QCOMPARE(names(), QStringList{u"shop"_s});
    QVERIFY(store().profile(u"shop"_s)->readOnly);
    changed.readOnly = false;
    VERIFY_FINE(store().save(changed, u"shop"_s));
    QCOMPARE(names(), QStringList{u"shop"_s});
    QVERIFY(!store().profile(u"shop"_s)->readOnly);
}

void TestProfileStore::renames()
{
    for (const QString &name : {u"shop"_s, u"another"_s})
        VERIFY_FINE(store().save(sample(name)));
    VERIFY_FINE(store().save(sample(u"Shop"_s), u"shop"_s));
    QCOMPARE(names(), (QStringList{u"another"_s, u"Shop"_s}));
    const QByteArray before = text();
    const auto taken = store().save(sample(u"another"_s), u"Shop"_s);
    QCOMPARE(outcomeOf(taken), u"Conflict"_s);
    QVERIFY2(taken.error().message.contains(u"“another”"_s), wordsOf(taken).constData());
    QCOMPARE(outcomeOf(store().save(sample(u"new"_s), u"nobody"_s)), u"NotFound"_s);
    QCOMPARE(text(), before);
}

void TestProfileStore::refusesToSave_data()
{
    QTest::addColumn<ConnectionProfile>("profile");

    QTest::newRow("no name") << sample({});
    ConnectionProfile profile = sample(u"shop"_s);
    profile.connection = u"host=db password=s3cret user"_s;
    QTest::newRow("connection") << profile;
    profile = sample(u"shop"_s);
    profile.serviceConnection = u"s3cret"_s;
    QTest::newRow("service connection") << profile;
}

void TestProfileStore::refusesToSave()
{
    QFETCH(ConnectionProfile, profile);
    const auto saved = store().save(profile);
    QCOMPARE(outcomeOf(saved), u"InvalidInput"_s);
    QVERIFY2(!saved.error().message.contains(u"s3cret"_s), wordsOf(saved).constData());
    QVERIFY(!QFile::exists(path()));
}

void TestProfileStore::removes()
{
    for (const QString &name : {u"c"_s, u"a"_s, u"b"_s})
        VERIFY_FINE(store().save(sample(name)));
    QCOMPARE(names(), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    VERIFY_FINE(store().remove(u"a"_s));
    QCOMPARE(names(), (QStringList{u"b"_s, u"c"_s}));
    QCOMPARE(outcomeOf(store().remove(u"a"_s)), u"NotFound"_s);
    QCOMPARE(names(), (QStringList{u"b"_s, u"c"_s}));
}

void TestProfileStore::namesThoseThatThereAre()
{
    for (const QString &name : {u"shop"_s, u"Bakery"_s})
        VERIFY_FINE(store().save(sample(name)));
    const auto none = store().profile(u"Shop"_s);
    QCOMPARE(outcomeOf(none), u"NotFound"_s);
    QCOMPARE(none.error().message, u"There is no profile “Shop”. There are: “Bakery”, “shop”."_s);
}

void TestProfileStore::keepsUnknownKeys()
{
    write(R"({"version": 1, "note": "ask Ann", "profiles": [
        {"name": "shop", "colour": {"hue": 7}, "connection": {"host": "a"}},
        {"name": "bakery", "icon": "bun"}]})");
    ConnectionProfile shop = *store().profile(u"shop"_s);
    QCOMPARE(shop.connection, u"host='a'"_s);
    shop.connection = u"host=b"_s;
    shop.name = u"Shop"_s;
    VERIFY_FINE(store().save(shop, u"shop"_s));
    VERIFY_FINE(store().save(sample(u"new"_s)));
    const QJsonObject root = QJsonDocument::fromJson(text()).object();
    QCOMPARE(root[u"note"_s].toString(), u"ask Ann"_s);
    QCOMPARE(root[u"profiles"_s][0][u"name"_s].toString(), u"Shop"_s);
    QCOMPARE(root[u"profiles"_s][0][u"connection"_s][u"host"_s].toString(), u"b"_s);
    QCOMPARE(root[u"profiles"_s][0][u"colour"_s][u"hue"_s].toInt(), 7);
    QCOMPARE(root[u"profiles"_s][1][u"icon"_s].toString(), u"bun"_s);
}

void TestProfileStore::reads_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<QString>("connection");
    QTest::addColumn<QString>("table");

    QTest::newRow("name only") << QByteArray() << QString() << u"public.tasks"_s;
    QTest::newRow("URI") << QByteArray(R"("connection": "postgresql://ann@db:6543/app?sslmode=require")")
                         << u"dbname='app' host='db' port='6543' sslmode='require' user='ann'"_s
                         << u"public.tasks"_s;
    QTest::newRow("pairs") << QByteArray(R"("connection": "host=db dbname=app", "table": "tasks_dev")")
                           << u"dbname='app' host='db'"_s << u"public.tasks_dev"_s;
    QTest::newRow("number") << QByteArray(
        R"("connection": {"host": "db", "port": 6543}, "table": "\"My App\".t")")
                            << u"host='db' port='6543'"_s << u"My App.t"_s;
    QTest::newRow("null") << QByteArray(R"("connection": null, "serviceConnection": null, "table": null)")
                          << QString() << u"public.tasks"_s;
    QTest::newRow("service") << QByteArray(R"("connection": {"service": "shop"})") << u"service='shop'"_s
                             << u"public.tasks"_s;
}

void TestProfileStore::reads()
{
    QFETCH(QByteArray, entry);
    write(R"({"version": 1, "profiles": [{"name": "shop")" + (entry.isEmpty() ? "" : ", " + entry) + "}]}");
    const auto profile = store().profile(u"shop"_s);
    VERIFY_FINE(profile);
    QTEST(profile->connection, "connection");
    QTEST(profile->schema + u'.' + profile->table, "table");
    QCOMPARE(profile->environment, Environment::Development);
    QCOMPARE(profile->timeLimit, std::chrono::seconds(30));
    QVERIFY(!profile->readOnly);
}

void TestProfileStore::leavesWhatItDoesNotUnderstand_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("words");

    const auto entry = [](const QByteArray &keys) {
        return R"({"version": 1, "profiles": [{"name": "shop", )" + keys + "}]}";
    };
    const QString bad = u"InvalidInput"_s;
    QTest::newRow("newer") << QByteArray(R"({"version": 2, "profiles": {}})") << u"Unsupported"_s
                           << u"newer version"_s;
    QTest::newRow("empty") << QByteArray() << bad << u"JSON"_s;
    QTest::newRow("cut off") << QByteArray(R"({"version": 1, "profiles": [{"na)") << bad << u"JSON"_s;
    QTest::newRow("binary") << QByteArray("\0\1\2\377", 4) << bad << u"JSON"_s;
    QTest::newRow("list") << QByteArray("[]") << bad << u"“version”"_s;
    QTest::newRow("no version") << QByteArray(R"({"profiles": []})") << bad << u"“version”"_s;
    QTest::newRow("version 0") << QByteArray(R"({"version": 0, "profiles": []})") << bad << u"“version”"_s;
    QTest::newRow("no profiles") << QByteArray(R"({"version": 1})") << bad << u"“profiles”"_s;
    QTest::newRow("profile") << QByteArray(R"({"version": 1, "profiles": [7]})") << bad << u"“name”"_s;
    QTest::newRow("no name") << QByteArray(R"({"version": 1, "profiles": [{}]})") << bad << u"“name”"_s;
    QTest::newRow("twice") << QByteArray(R"({"version": 1, "profiles": [{"name": "a"}, {"name": "a"}]})")
                           << bad << u"Two profiles"_s;
    QTest::newRow("environment") << entry(R"("environment": "moon")") << bad << u"“moon”"_s;
    QTest::newRow("connection") << entry(R"("connection": "host=db password=s3cret user")") << bad
                                << u"“connection”"_s;
    QTest::newRow("keyword") << entry(R"("connection": {"hots": "db"})") << bad << u"“connection”"_s;
    QTest::newRow("connection's type") << entry(R"("connection": [1])") << bad << u"“connection”"_s;
    QTest::newRow("keyword's type") << entry(R"("serviceConnection": {"host": true})") << bad << u"“host”"_s;
    QTest::newRow("table") << entry(R"("table": "a.b.c")") << bad << u"“a.b.c”"_s;
    QTest::newRow("role") << entry(R"("serviceRole": 7)") << bad << u"“serviceRole”"_s;
    QTest::newRow("read-only") << entry(R"("readOnly": "yes")") << bad << u"“readOnly”"_s;
    QTest::newRow("time limit") << entry(R"("timeLimitSeconds": 0)") << bad << u"“timeLimitSeconds”"_s;
    QTest::newRow("stuck at once") << entry(R"("stuckAfterMinutes": 0)") << bad << u"“stuckAfterMinutes”"_s;
    QTest::newRow("time limit's type")
        << entry(R"("timeLimitSeconds": "30")") << bad << u"“timeLimitSeconds”"_s;
}

void TestProfileStore::leavesWhatItDoesNotUnderstand()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, words);
    write(text);
    writeTo(pathOf(u"other.json"_s), R"({"version": 1, "profiles": [{"name": "other"}]})");
    ProfileStore store(path());
    const auto profiles = store.profiles();
    QTEST(outcomeOf(profiles), "outcome");
    QVERIFY2(profiles.error().message.contains(words)
                 && profiles.error().message.contains(QDir::toNativeSeparators(path())),
             wordsOf(profiles).constData());
    QVERIFY2(!profiles.error().message.contains(u"s3cret"_s), wordsOf(profiles).constData());
    QTEST(outcomeOf(store.profile(u"shop"_s)), "outcome");
    QTEST(outcomeOf(store.save(sample(u"new"_s))), "outcome");
    QTEST(outcomeOf(store.save(sample(u"new"_s), u"shop"_s)), "outcome");
    QTEST(outcomeOf(store.remove(u"shop"_s)), "outcome");
    QTEST(outcomeOf(store.exportTo(pathOf(u"export.json"_s), {})), "outcome");
    QTEST(outcomeOf(store.importFrom(pathOf(u"other.json"_s))), "outcome");
    QCOMPARE(this->text(), text);
    QVERIFY(!QFile::exists(pathOf(u"export.json"_s)));

    // As a file to be imported it is refused as well, and nothing is stored.
    ProfileStore another(pathOf(u"another.json"_s));
    QTEST(outcomeOf(another.importFrom(path())), "outcome");
    QVERIFY(!QFile::exists(another.path()));
}

void TestProfileStore::keepsNoPassword_data()
{
    QTest::addColumn<QString>("connection");

    QTest::newRow("URI") << u"postgresql://ann:s3cret@db.example.com/app"_s;
    QTest::newRow("URI parameter") << u"postgresql:///app?user=ann&password=s3cret"_s;
    QTest::newRow("pairs") << u"host=db password='s3cret'"_s;
    QTest::newRow("of the key") << u"host=db sslkey=/k sslpassword=s3cret"_s;
}

void TestProfileStore::keepsNoPassword()
{
    QFETCH(QString, connection);
    ConnectionProfile profile = sample(u"shop"_s);
    profile.connection = connection;
    profile.serviceConnection = connection;
    VERIFY_FINE(store().save(profile));
    QVERIFY2(!text().contains("s3cret"), text().constData());
    VERIFY_FINE(store().exportTo(pathOf(u"export.json"_s), {u"shop"_s}));
    QVERIFY(!textOf(pathOf(u"export.json"_s)).contains("s3cret"));
}

void TestProfileStore::folderIsMissing()
{
    ProfileStore store(pathOf(u"not/yet/profiles.json"_s));
    QVERIFY(store.profiles()->isEmpty());
    VERIFY_FINE(store.save(sample(u"shop"_s)));
    QCOMPARE(store.profiles()->size(), 1);
}

void TestProfileStore::cannotWrite()
{
    writeTo(pathOf(u"file"_s), "no folder");
    ProfileStore store(pathOf(u"file/profiles.json"_s));
    const auto saved = store.save(sample(u"shop"_s));
    QCOMPARE(outcomeOf(saved), u"InvalidInput"_s);
    QVERIFY2(saved.error().message.contains(QDir::toNativeSeparators(store.path())),
             wordsOf(saved).constData());
    VERIFY_FINE(this->store().save(sample(u"shop"_s)));
    QCOMPARE(outcomeOf(this->store().exportTo(pathOf(u"no/such/folder.json"_s), {u"shop"_s})),
             u"InvalidInput"_s);
    QCOMPARE(outcomeOf(this->store().importFrom(pathOf(u"nothing.json"_s))), u"InvalidInput"_s);
}

// Each as another program would: nothing of what they write is lost.
void TestProfileStore::severalAtATime()
{
    constexpr int writers = 4;
    constexpr int each = 10;
    std::vector<std::unique_ptr<QThread>> threads;
    for (int writer = 0; writer < writers; ++writer) {
        threads.emplace_back(QThread::create([this, writer] {
            ProfileStore store(path());
            for (int i = 0; i < each; ++i) {
                if (const auto saved = store.save(sample(u"%1-%2"_s.arg(writer).arg(i))); !saved)
                    qWarning("%s", wordsOf(saved).constData());
            }
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        thread->wait();
    QCOMPARE(names().size(), writers * each);
}

void TestProfileStore::exports()
{
    for (const QString &name : {u"shop"_s, u"bakery"_s, u"third"_s})
        VERIFY_FINE(store().save(sample(name)));
    const QString file = pathOf(u"export.json"_s);
    VERIFY_FINE(store().exportTo(file, {u"shop"_s, u"third"_s}));
    ProfileStore elsewhere(pathOf(u"elsewhere.json"_s));
    const auto imported = elsewhere.importFrom(file);
    VERIFY_FINE(imported);
    QCOMPARE(imported->names, (QStringList{u"shop"_s, u"third"_s}));
    QVERIFY(!imported->hadPasswords);
    QVERIFY(*elsewhere.profile(u"shop"_s) == *store().profile(u"shop"_s));

    const auto again = elsewhere.importFrom(file);
    QCOMPARE(again->names, (QStringList{u"shop (2)"_s, u"third (2)"_s}));
    QCOMPARE(elsewhere.importFrom(file)->names, (QStringList{u"shop (3)"_s, u"third (3)"_s}));
    QCOMPARE(elsewhere.profiles()->size(), 6);

    // A name may hold what stands for an argument.
    VERIFY_FINE(store().save(sample(u"50 %2 %1"_s)));
    VERIFY_FINE(store().exportTo(file, {u"50 %2 %1"_s}));
    const auto odd = elsewhere.importFrom(file);
    VERIFY_FINE(odd);
    QCOMPARE(elsewhere.importFrom(file)->names, QStringList{u"50 %2 %1 (2)"_s});

    QFile::remove(file);
    QCOMPARE(outcomeOf(store().exportTo(file, {u"shop"_s, u"nobody"_s})), u"NotFound"_s);
    QVERIFY(!QFile::exists(file));
}

void TestProfileStore::importsWithoutPasswords()
{
    const QString file = pathOf(u"given.json"_s);
    writeTo(file, R"({"version": 1, "profiles": [
        {"name": "shop", "connection": {"host": "db", "password": "s3cret"}},
        {"name": "bakery", "serviceConnection": "postgresql://boss:s3cret@db/app"}]})");
    const auto imported = store().importFrom(file);
    VERIFY_FINE(imported);
    QVERIFY(imported->hadPasswords);
    QCOMPARE(names(), (QStringList{u"bakery"_s, u"shop"_s}));
    QCOMPARE(store().profile(u"shop"_s)->connection, u"host='db'"_s);
    QCOMPARE(store().profile(u"bakery"_s)->serviceConnection, u"dbname='app' host='db' user='boss'"_s);
    QVERIFY2(!text().contains("s3cret"), text().constData());
}

void TestProfileStore::importsNothingByHalves()
{
    VERIFY_FINE(store().save(sample(u"shop"_s)));
    const QByteArray before = text();
    writeTo(pathOf(u"given.json"_s),
            R"({"version": 1, "profiles": [{"name": "a"}, {"name": "b", "table": "x.y.z"}]})");
    QCOMPARE(outcomeOf(store().importFrom(pathOf(u"given.json"_s))), u"InvalidInput"_s);
    QCOMPARE(text(), before);
}

WATCHBILL_TEST(TestProfileStore)

} // namespace tst_profilestore

#include "tst_profilestore.moc"
