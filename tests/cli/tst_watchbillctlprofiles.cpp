// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "outcome.h"
#include "profile/profilestore.h"
#include "testprogram.h"
#include "watchbillctlprocess.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace tst_watchbillctlprofiles {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// Connections that were saved under a name.
class TestWatchbillctlProfiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();

    void connects();
    void unlocksProduction();
    void optionsTakeThePlace();
    void namesThoseThatThereAre();
    void damagedFile();
    void lists();
    void listsNone();
    void exportsAndImports();
    void exportsSome();

private:
    Finished run(const QStringList &arguments) const
    {
        return watchbillctl(arguments, {{{u"WATCHBILL_PROFILES"_s, path(u"profiles.json"_s)}}, {}});
    }
    QString path(const QString &name) const { return m_folder->filePath(name); }
    ProfileStore store() const { return ProfileStore(path(u"profiles.json"_s)); }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestWatchbillctlProfiles::initTestCase()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    m_database->execute(
        u"CREATE TABLE others AS SELECT * FROM tasks; ALTER TABLE others ADD PRIMARY KEY (id);"
        "INSERT INTO tasks (user_id, type, status) VALUES (gen_random_uuid(), 'a', 'pending')"_s);
}

void TestWatchbillctlProfiles::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    ConnectionProfile profile = m_database->profile();
    profile.name = u"shop"_s;
    profile.environment = Environment::Staging;
    VERIFY_FINE(store().save(profile));
    profile.name = u"Läden, 2"_s;
    profile.readOnly = true;
    VERIFY_FINE(store().save(profile));
}

void TestWatchbillctlProfiles::cleanupTestCase()
{
    m_database.reset();
}

void TestWatchbillctlProfiles::connects()
{
    const Finished done = run({u"--profile"_s, u"shop"_s, u"list"_s});
    QCOMPARE(done.messages, QByteArray());
    QCOMPARE(done.status, 0);
    QCOMPARE(done.list().size(), 1);
    const QStringList create{u"create"_s, u"--user"_s, u"16fd2706-8baf-433b-82eb-8c7fada847da"_s, u"--type"_s,
                             u"t"_s};
    const Finished refused = run(QStringList{u"--profile"_s, u"Läden, 2"_s} + create);
    QCOMPARE(refused.status, 1);
    QVERIFY2(refused.messages.contains("read-only"), refused.messages.constData());
}

void TestWatchbillctlProfiles::unlocksProduction()
{
    ConnectionProfile profile = m_database->profile();
    profile.name = u"live"_s;
    profile.environment = Environment::Production;
    VERIFY_FINE(store().save(profile));
    const QStringList create{u"create"_s, u"--user"_s, u"16fd2706-8baf-433b-82eb-8c7fada847da"_s, u"--type"_s,
                             u"unlocked"_s};
    const QString stored = u"SELECT count(*) FROM tasks WHERE type = 'unlocked'"_s;
    const Finished locked = run(QStringList{u"--profile"_s, u"live"_s} + create);
    QCOMPARE(locked.status, 1);
    QCOMPARE(locked.output, QByteArray());
    QVERIFY2(locked.hasOneMessage() && locked.messages.contains("Production is locked")
                 && locked.messages.contains("--unlock"),
             locked.messages.constData());
    QCOMPARE(m_database->value(stored), u"0"_s);

    const Finished unlocked = run(QStringList{u"--profile"_s, u"live"_s, u"--unlock"_s} + create);
    QCOMPARE(unlocked.messages, QByteArray());
    QCOMPARE(unlocked.status, 0);
    QCOMPARE(m_database->value(stored), u"1"_s);
    m_database->execute(u"DELETE FROM tasks WHERE type = 'unlocked'"_s);
    // What is read-only by its own setting stays so.
    QCOMPARE(run(QStringList{u"--profile"_s, u"Läden, 2"_s, u"--unlock"_s} + create).status, 1);
    QCOMPARE(m_database->value(stored), u"0"_s);
}

void TestWatchbillctlProfiles::optionsTakeThePlace()
{
    const Finished done = run({u"--profile"_s, u"shop"_s, u"--table"_s, u"others"_s, u"list"_s});
    QCOMPARE(done.messages, QByteArray("watchbillctl: public.others is empty.\n"));
    QCOMPARE(done.list().size(), 0);
    const Finished elsewhere =
        run({u"--profile"_s, u"shop"_s, u"--connection"_s, "host="_L1 + m_folder->path(), u"list"_s});
    QCOMPARE(elsewhere.status, 4);
}

void TestWatchbillctlProfiles::namesThoseThatThereAre()
{
    const Finished done = run({u"--profile"_s, u"Shop"_s, u"list"_s});
    QCOMPARE(done.status, 2); // not that of a task that was not found
    QVERIFY(done.hasOneMessage());
    QVERIFY2(done.messages.contains("“Läden, 2”, “shop”"), done.messages.constData());
}

void TestWatchbillctlProfiles::damagedFile()
{
    QFile file(path(u"profiles.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"version\"") > 0);
    file.close();
    for (const QStringList &arguments :
         {QStringList{u"profiles"_s}, QStringList{u"--profile"_s, u"shop"_s, u"list"_s},
          QStringList{u"export-profiles"_s, path(u"export.json"_s)}}) {
        const Finished done = run(arguments);
        QCOMPARE(done.status, 2);
        QVERIFY2(done.hasOneMessage() && done.messages.contains("profiles.json"), done.messages.constData());
    }
}

void TestWatchbillctlProfiles::lists()
{
    const Finished json = run({u"profiles"_s});
    QCOMPARE(json.status, 0);
    QCOMPARE(json.list().size(), 2);
    QCOMPARE(json.list()[1][u"name"_s].toString(), u"shop"_s);
    QCOMPARE(json.list()[1][u"environment"_s].toString(), u"staging"_s);
    QCOMPARE(json.list()[1][u"table"_s].toString(), u"public.tasks"_s);
    QCOMPARE(json.list()[0][u"readOnly"_s].toBool(), true);
    QCOMPARE(json.list()[0][u"timeLimitSeconds"_s].toInt(), 30);

    const QByteArrayList csv = run({u"--format"_s, u"csv"_s, u"profiles"_s}).output.split('\n');
    QCOMPARE(csv.value(0).trimmed(),
             "name,environment,connection,table,serviceRole,serviceConnection,readOnly,mayRunAgain,originKey,"
             "timeLimitSeconds,stuckAfterMinutes");
    QVERIFY2(csv.value(1).startsWith("\"Läden, 2\",staging,"), csv.value(1).constData());
    const QByteArray table = run({u"--format"_s, u"table"_s, u"profiles"_s}).output;
    QVERIFY2(table.contains("\nshop      staging"), table.constData());
}

void TestWatchbillctlProfiles::listsNone()
{
    QVERIFY(QFile::remove(path(u"profiles.json"_s)));
    QCOMPARE(run({u"profiles"_s}).output, QByteArray("[]\n"));
    QCOMPARE(run({u"--format"_s, u"table"_s, u"profiles"_s}).output, QByteArray("(no profiles)\n"));
}

void TestWatchbillctlProfiles::exportsAndImports()
{
    const Finished exported = run({u"export-profiles"_s, path(u"export.json"_s)});
    QCOMPARE(exported.status, 0);
    QCOMPARE(exported.output + exported.messages, QByteArray());
    const Finished imported = run({u"import-profiles"_s, path(u"export.json"_s)});
    QCOMPARE(imported.status, 0);
    QCOMPARE(imported.messages, QByteArray());
    QCOMPARE(imported.list().size(), 2);
    QCOMPARE(imported.list()[1][u"name"_s].toString(), u"shop (2)"_s);
    QCOMPARE(store().profiles()->size(), 4);
    QCOMPARE(run({u"import-profiles"_s, path(u"nothing.json"_s)}).status, 2);
}

void TestWatchbillctlProfiles::exportsSome()
{
    QCOMPARE(run({u"export-profiles"_s, path(u"export.json"_s), u"--name"_s, u"shop"_s}).status, 0);
    QCOMPARE(ProfileStore(path(u"export.json"_s)).profiles()->size(), 1);
    const Finished done = run({u"export-profiles"_s, path(u"other.json"_s), u"--name"_s, u"nobody"_s});
    QCOMPARE(done.status, 3);
    QVERIFY(!QFile::exists(path(u"other.json"_s)));
}

WATCHBILL_TEST(TestWatchbillctlProfiles)

} // namespace tst_watchbillctlprofiles

#include "tst_watchbillctlprofiles.moc"
