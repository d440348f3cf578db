// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "outcome.h"
#include "testprogram.h"
#include "testserver.h"
#include "views/viewstore.h"
#include "watchbillctlprocess.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

#include <memory>

namespace tst_watchbillctlviews {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// Queries that were saved under a name.
class TestWatchbillctlViews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();

    void printsAll();
    void printsForPeople();
    void lists_data();
    void lists();
    void stuckLater();
    void stuckAsPreferred();
    void counts();
    void exports();
    void refuses_data();
    void refuses();

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }
    Finished run(const QStringList &arguments) const
    {
        return watchbillctl(arguments,
                            {{{u"WATCHBILL_VIEWS"_s, path(u"views.json"_s)}, {u"TZ"_s, u"UTC"_s}}, {}});
    }
    Finished runOnTasks(const QStringList &arguments) const
    {
        return run(QStringList{u"--connection"_s, m_database->profile().connection} + arguments);
    }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestWatchbillctlViews::initTestCase()
{
    m_database = std::make_unique<TestDatabase>();
    m_database->execute(
        u"CREATE TABLE tasks (id int PRIMARY KEY, user_id text, type text, status text, "
        "created_at timestamptz, updated_at timestamptz); INSERT INTO tasks VALUES "
        "(1, 'ann', 'image', 'failed', now() - interval '3 s', now()), "
        "(2, 'ann', 'image', 'processing', now() - interval '2 days', now() - interval '1 day'), "
        "(3, 'bob', 'text', 'failed', now() - interval '3 days', now() - interval '2 days')"_s);
}

void TestWatchbillctlViews::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    ViewStore store(path(u"views.json"_s));
    QCOMPARE(outcomeOf(store.add({u"Ann's"_s, u"user:ann"_s, {TaskField::CreatedAt, Qt::AscendingOrder}})),
             u"fine"_s);
    const QString hour = QDateTime::currentDateTimeUtc()
                             .addSecs(-3600)
                             .toTimeZone(QTimeZone("Asia/Tokyo"))
                             .toString(u"yyyy-MM-dd'T'HH:mm"_s);
    QCOMPARE(outcomeOf(store.add({u"Tokyo"_s, u"created:>="_s + hour, {}, {}, {}, "Asia/Tokyo"})), u"fine"_s);
    QCOMPARE(
        outcomeOf(store.add({u"Longest"_s, u"-type:gone"_s, {TaskField::Duration, Qt::DescendingOrder}})),
        u"fine"_s);
}

void TestWatchbillctlViews::cleanupTestCase()
{
    m_database.reset();
}

void TestWatchbillctlViews::printsAll()
{
    const Finished printed = run({u"--format"_s, u"json"_s, u"views"_s});
    QCOMPARE(printed.status, 0);
    QStringList lines;
    for (const QJsonValue &value : printed.list()) {
        const QJsonObject view = value.toObject();
        lines +=
            QStringList{
                view.value("name"_L1).toString(),
                view.value("query"_L1).toString().replace(QRegularExpression(u"^created:>=.*"_s), u"…"_s),
                view.value("sort"_L1).toString(),
                view.value("ascending"_L1).toBool() ? u"up"_s : u"down"_s,
                view.value("zone"_L1).toString(u"any zone"_s),
                view.value("built_in"_L1).toBool() ? u"built in"_s : u"saved"_s}
                .join(u'|');
    }
    QCOMPARE(lines,
             QStringList({u"Failed today|status:failed created:today|created_at|down|any zone|built in"_s,
                          u"Stuck|is:stuck|created_at|down|any zone|built in"_s,
                          u"Running now|status:processing|created_at|down|any zone|built in"_s,
                          u"Slowest today|created:today|duration|down|any zone|built in"_s,
                          u"Ann's|user:ann|created_at|up|any zone|saved"_s,
                          u"Tokyo|…|created_at|down|Asia/Tokyo|saved"_s,
                          u"Longest|-type:gone|duration|down|any zone|saved"_s}));
}

void TestWatchbillctlViews::printsForPeople()
{
    const Finished printed = run({u"views"_s});
    QCOMPARE(printed.status, 0);
    const QList<QByteArray> lines = printed.output.trimmed().split('\n');
    QCOMPARE(lines.size(), 8);
    QVERIFY2(lines.first().startsWith("name"), printed.output.constData());
    QVERIFY2(lines.value(1).startsWith("Failed today")
                 && lines.value(1).contains("status:failed created:today"),
             printed.output.constData());
}

void TestWatchbillctlViews::lists_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("ids");

    QTest::newRow("built in") << QStringList{u"--view"_s, u"Running now"_s} << u"2"_s;
    QTest::newRow("stuck") << QStringList{u"--view"_s, u"Stuck"_s} << u"2"_s;
    QTest::newRow("saved, in its order") << QStringList{u"--view"_s, u"Ann's"_s} << u"2,1"_s;
    QTest::newRow("by duration") << QStringList{u"--view"_s, u"Longest"_s} << u"2,3,1"_s;
    QTest::newRow("with a query") << QStringList{u"--view"_s, u"Ann's"_s, u"--where"_s, u"status:failed"_s}
                                  << u"1"_s;
    QTest::newRow("in another order")
        << QStringList{u"--view"_s, u"Ann's"_s, u"--sort=-created"_s} << u"1,2"_s;
    // An hour ago in Tokyo; in UTC that is still to come.
    QTest::newRow("in its time zone") << QStringList{u"--view"_s, u"Tokyo"_s} << u"1"_s;
    QTest::newRow("in another time zone")
        << QStringList{u"--view"_s, u"Tokyo"_s, u"--time-zone=UTC"_s} << u""_s;
    QTest::newRow("with another option")
        << QStringList{u"--view"_s, u"Longest"_s, u"--user"_s, u"bob"_s} << u"3"_s;
}

void TestWatchbillctlViews::lists()
{
    QFETCH(QStringList, options);
    const Finished listed = runOnTasks(QStringList{u"list"_s} + options);
    QVERIFY2(listed.status == 0, listed.messages.constData());
    QStringList ids;
    for (const QJsonValue &task : listed.list())
        ids += task.toObject().value("id"_L1).toString();
    QTEST(ids.join(u','), "ids");
}

// By the profile, or by the option in its place.
void TestWatchbillctlViews::stuckLater()
{
    const Finished listed = runOnTasks({u"--stuck-after"_s, u"2000"_s, u"list"_s, u"--view"_s, u"Stuck"_s});
    QVERIFY2(listed.status == 0, listed.messages.constData());
    QCOMPARE(listed.list(), QJsonArray());
}

// By the preferences of the window, where nothing else is said.
void TestWatchbillctlViews::stuckAsPreferred()
{
    QVERIFY(QDir(m_folder->path()).mkdir(u"watchbill"_s));
    QFile settings(path(u"watchbill/watchbill.conf"_s));
    QVERIFY(settings.open(QIODevice::WriteOnly));
    settings.write("[tasks]\nstuckAfterMinutes=2000\n");
    settings.close();
    const auto stuck = [this](const QStringList &options) {
        return watchbillctl(QStringList{u"--connection"_s, m_database->profile().connection} + options
                                + QStringList{u"list"_s, u"--view"_s, u"Stuck"_s},
                            {{{u"XDG_CONFIG_HOME"_s, m_folder->path()}}, {}})
            .list()
            .size();
    };
    QCOMPARE(stuck({}), 0);
    QCOMPARE(stuck({u"--stuck-after"_s, u"60"_s}), 1);
}

void TestWatchbillctlViews::counts()
{
    const Finished counted = runOnTasks({u"--format"_s, u"csv"_s, u"counts"_s, u"--view"_s, u"Ann's"_s});
    QCOMPARE(counted.status, 0);
    QVERIFY2(counted.output.contains("failed,1,exact"), counted.output.constData());
}

void TestWatchbillctlViews::exports()
{
    const Finished exported = runOnTasks({u"export"_s, path(u"tasks.csv"_s), u"--view"_s, u"Running now"_s});
    QVERIFY2(exported.status == 0, exported.messages.constData());
    QCOMPARE(exported.output, QByteArray("1\n"));
}

void TestWatchbillctlViews::refuses_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("view");
    QTest::addColumn<QByteArray>("says");

    QTest::newRow("unknown") << QByteArray() << u"Mine"_s << QByteArray("There is no view “Mine”.");
    QTest::newRow("a damaged file") << QByteArray("{") << u"Mine"_s << QByteArray("not JSON");
    QTest::newRow("a query that cannot be read")
        << QByteArray(R"({"version": 1, "views": [{"name": "Mine", "query": "stauts:x"}]})") << u"Mine"_s
        << QByteArray("The query of the view “Mine” cannot be read");
}

void TestWatchbillctlViews::refuses()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, view);
    QFETCH(QByteArray, says);
    if (!file.isEmpty()) {
        QFile views(path(u"views.json"_s));
        QVERIFY(views.open(QIODevice::WriteOnly) && views.write(file) == file.size());
    }
    const Finished refused = runOnTasks({u"list"_s, u"--view"_s, view});
    QCOMPARE(refused.status, 2);
    QVERIFY2(refused.hasOneMessage() && refused.messages.contains(says), refused.messages.constData());
}

WATCHBILL_TEST(TestWatchbillctlViews)

} // namespace tst_watchbillctlviews

#include "tst_watchbillctlviews.moc"
