// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "outcome.h"
#include "testprogram.h"
#include "views/savedviews.h"
#include "views/viewstore.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace tst_viewstore {

using namespace Qt::StringLiterals;
using namespace watchbill;

class TestViewStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void builtInQueriesCanBeRead();
    void isEmptyAtFirst();
    void saves_data();
    void saves();
    void refuses_data();
    void refuses();
    void replaces();
    void moves();
    void removes();
    void keepsUnknownKeys();
    void reads_data();
    void reads();
    void leavesWhatItDoesNotUnderstand_data();
    void leavesWhatItDoesNotUnderstand();
    void carriesToAnother();
    void importsNothingByHalves();
    void tellsOfChanges();
    void timeZones();

private:
    QString path() const { return m_folder->filePath(u"views.json"_s); }
    ViewStore store() const { return ViewStore(path()); }
    QStringList names() const;
    static QByteArray textOf(const QString &path);
    static void write(const QString &path, const QByteArray &text);

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

// Of what the test cannot go on without.
template<typename T>
T valueOf(const Result<T> &result)
{
    return success(QtFuture::makeReadyFuture(result));
}

SavedView sample(const QString &name, const QString &query = u"status:failed"_s)
{
    return {name, query, {}, {}};
}

} // namespace

void TestViewStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

QStringList TestViewStore::names() const
{
    QStringList names;
    for (const SavedView &view : valueOf(store().views()))
        names += view.name;
    return names;
}

QByteArray TestViewStore::textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestViewStore::write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
}

void TestViewStore::builtInQueriesCanBeRead()
{
    QStringList names;
    for (const SavedView &view : builtInViews()) {
        QVERIFY(!valueOf(view.taskQuery()).filter.isEmpty());
        QVERIFY(isBuiltIn(view.name));
        QCOMPARE(valueOf(store().view(view.name)), view);
        names += view.name;
    }
    QCOMPARE(names, QStringList({u"Failed today"_s, u"Stuck"_s, u"Running now"_s, u"Slowest today"_s}));
    QCOMPARE(builtInViews().last().sort, (TaskSort{TaskField::Duration, Qt::DescendingOrder}));
}

void TestViewStore::isEmptyAtFirst()
{
    QCOMPARE(valueOf(store().views()), QVector<SavedView>());
    QVERIFY(!QFile::exists(path()));
    const auto none = store().view(u"Mine"_s);
    QCOMPARE(none.error().kind, TaskError::Kind::NotFound);
    QCOMPARE(
        none.error().message,
        u"There is no view “Mine”. There are: “Failed today”, “Stuck”, “Running now”, “Slowest today”."_s);
}

void TestViewStore::saves_data()
{
    QTest::addColumn<SavedView>("view");

    QTest::newRow("plain") << sample(u"Mine"_s);
    QTest::newRow("everything") << sample(u"All"_s, u""_s);
    QTest::newRow("sort") << SavedView{u"Old"_s, u"is:stuck"_s, {TaskField::UpdatedAt, Qt::AscendingOrder}};
    QTest::newRow("columns") << SavedView{
        u"Wide"_s, u"type:a*"_s, {TaskField::Duration}, QByteArray("\0\xff\x01", 3)};
    QTest::newRow("keys") << SavedView{
        u"Deep"_s, u"type:a*"_s, {}, "x", {{u"model"_s}, {u"run"_s, u"it's \"n\""_s}}};
    QTest::newRow("sort by a key") << SavedView{
        u"Old"_s, u"is:stuck"_s, {TaskField::Metadata, Qt::AscendingOrder, {u"run"_s, u"it's \"n\""_s}}};
    QTest::newRow("zone") << SavedView{u"Ours"_s, u"created:today"_s, {}, {}, {}, "Asia/Tokyo"};
    QTest::newRow("odd text") << sample(u"“x” \\ 'y' %1 🚀"_s, u"error:\"it's \\\"%1\\\" 🚀\" meta.a:>3"_s);
}

void TestViewStore::saves()
{
    QFETCH(SavedView, view);
    QCOMPARE(outcomeOf(store().add(sample(u"first"_s))), u"fine"_s);
    QCOMPARE(outcomeOf(store().add(view)), u"fine"_s);
    QCOMPARE(valueOf(store().views()).value(1), view);
    QCOMPARE(valueOf(store().view(view.name)), view);
    const QJsonObject root = QJsonDocument::fromJson(textOf(path())).object();
    QCOMPARE(root.value(u"version"_s).toInt(), 1);
    QCOMPARE(root.value(u"views"_s).toArray().at(1).toObject().value(u"query"_s).toString(), view.query);
}

void TestViewStore::refuses_data()
{
    QTest::addColumn<SavedView>("view");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("says");

    QTest::newRow("no name") << sample(u" "_s) << u"InvalidInput"_s << u"needs a name"_s;
    QTest::newRow("a query that cannot be read")
        << sample(u"x"_s, u"stauts:failed"_s) << u"InvalidInput"_s << u"did you mean status"_s;
    QTest::newRow("taken") << sample(u"Mine"_s) << u"Conflict"_s << u"already a view “Mine”"_s;
    QTest::newRow("built in") << sample(u"Stuck"_s) << u"Conflict"_s << u"already a view “Stuck”"_s;
}

void TestViewStore::refuses()
{
    QFETCH(SavedView, view);
    QFETCH(QString, says);
    QCOMPARE(outcomeOf(store().add(sample(u"Mine"_s))), u"fine"_s);
    const QByteArray before = textOf(path());
    const auto added = store().add(view);
    QTEST(outcomeOf(added), "outcome");
    QVERIFY2(added.error().message.contains(says, Qt::CaseInsensitive), qPrintable(added.error().message));
    QCOMPARE(textOf(path()), before);
}

void TestViewStore::replaces()
{
    QCOMPARE(outcomeOf(store().add(sample(u"a"_s))), u"fine"_s);
    QCOMPARE(outcomeOf(store().add(sample(u"b"_s))), u"fine"_s);
    QCOMPARE(outcomeOf(store().replace(u"a"_s, sample(u"a"_s, u"is:done"_s))), u"fine"_s);
    QCOMPARE(outcomeOf(store().replace(u"b"_s, sample(u"c"_s))), u"fine"_s);
    QCOMPARE(names(), QStringList({u"a"_s, u"c"_s}));
    QCOMPARE(valueOf(store().view(u"a"_s)).query, u"is:done"_s);
    QCOMPARE(outcomeOf(store().replace(u"a"_s, sample(u"c"_s))), u"Conflict"_s);
    QCOMPARE(outcomeOf(store().replace(u"a"_s, sample(u"Stuck"_s))), u"Conflict"_s);
    QCOMPARE(outcomeOf(store().replace(u"Stuck"_s, sample(u"Stuck"_s))), u"NotFound"_s);
    QCOMPARE(names(), QStringList({u"a"_s, u"c"_s}));
}

void TestViewStore::moves()
{
    for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
        QCOMPARE(outcomeOf(store().add(sample(name))), u"fine"_s);
    QCOMPARE(outcomeOf(store().move(u"a"_s, 1)), u"fine"_s);
    QCOMPARE(names(), QStringList({u"b"_s, u"a"_s, u"c"_s}));
    QCOMPARE(outcomeOf(store().move(u"c"_s, -1)), u"fine"_s);
    QCOMPARE(names(), QStringList({u"b"_s, u"c"_s, u"a"_s}));
    QCOMPARE(outcomeOf(store().move(u"b"_s, -1)), u"fine"_s);
    QCOMPARE(outcomeOf(store().move(u"a"_s, 1)), u"fine"_s);
    QCOMPARE(names(), QStringList({u"b"_s, u"c"_s, u"a"_s}));
    QCOMPARE(outcomeOf(store().move(u"x"_s, 1)), u"NotFound"_s);
}

void TestViewStore::removes()
{
    QCOMPARE(outcomeOf(store().add(sample(u"a"_s))), u"fine"_s);
    QCOMPARE(outcomeOf(store().remove(u"Stuck"_s)), u"NotFound"_s);
    QCOMPARE(outcomeOf(store().remove(u"a"_s)), u"fine"_s);
    QCOMPARE(names(), QStringList());
    QCOMPARE(outcomeOf(store().remove(u"a"_s)), u"NotFound"_s);
}

void TestViewStore::keepsUnknownKeys()
{
    write(path(), R"({"version": 1, "note": "mine", "views": [
        {"name": "a", "query": "", "colour": "red", "sort": {"field": "status", "nulls": "first"}}]})");
    QCOMPARE(outcomeOf(store().add(sample(u"b"_s))), u"fine"_s);
    QCOMPARE(outcomeOf(store().move(u"a"_s, 1)), u"fine"_s);
    QCOMPARE(outcomeOf(store().replace(u"a"_s, sample(u"c"_s))), u"fine"_s);
    const QJsonObject root = QJsonDocument::fromJson(textOf(path())).object();
    QCOMPARE(root.value(u"note"_s).toString(), u"mine"_s);
    const QJsonObject entry = root.value(u"views"_s).toArray().at(1).toObject();
    QCOMPARE(entry.value(u"name"_s).toString(), u"c"_s);
    QCOMPARE(entry.value(u"colour"_s).toString(), u"red"_s);
    QCOMPARE(entry.value(u"sort"_s).toObject().value(u"nulls"_s).toString(), u"first"_s);
}

void TestViewStore::reads_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<SavedView>("view");

    QTest::newRow("the least") << QByteArray(R"({"name": "a", "query": "is:done"})")
                               << sample(u"a"_s, u"is:done"_s);
    QTest::newRow("sort") << QByteArray(
        R"({"name": "a", "query": "", "sort": {"field": "duration", "ascending": true}})")
                          << SavedView{u"a"_s, u""_s, {TaskField::Duration, Qt::AscendingOrder}};
    QTest::newRow("zone") << QByteArray(R"({"name": "a", "query": "", "zone": "UTC"})")
                          << SavedView{u"a"_s, u""_s, {}, {}, {}, "UTC"};
    QTest::newRow("a zone of another system")
        << QByteArray(R"({"name": "a", "query": "", "zone": "Mars/Base"})")
        << SavedView{u"a"_s, u""_s, {}, {}, {}, "Mars/Base"};
    QTest::newRow("a sort of a newer version")
        << QByteArray(R"({"name": "a", "query": "", "sort": {"field": "cost", "ascending": true}})")
        << sample(u"a"_s, u""_s);
    QTest::newRow("a query of a newer version")
        << QByteArray(R"({"name": "a", "query": "cost:>3"})") << sample(u"a"_s, u"cost:>3"_s);
}

void TestViewStore::reads()
{
    QFETCH(QByteArray, entry);
    write(path(), R"({"version": 1, "views": [)" + entry + "]}");
    QTEST(valueOf(store().views()).value(0), "view");
}

void TestViewStore::leavesWhatItDoesNotUnderstand_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("says");

    const QString bad = u"InvalidInput"_s;
    QTest::newRow("empty") << QByteArray("") << bad << u"not JSON"_s;
    QTest::newRow("cut off") << QByteArray(R"({"version": 1, "views": [{"na)") << bad << u"from byte"_s;
    QTest::newRow("a list") << QByteArray("[]") << bad << u"an object with “version” and “views”"_s;
    QTest::newRow("no version") << QByteArray(R"({"views": []})") << bad << u"no “version”"_s;
    QTest::newRow("no views") << QByteArray(R"({"version": 1})") << bad << u"“views” must be a list"_s;
    QTest::newRow("no name") << QByteArray(R"({"version": 1, "views": [{"query": ""}]})") << bad
                             << u"“name”"_s;
    QTest::newRow("no query") << QByteArray(R"({"version": 1, "views": [{"name": "a"}]})") << bad
                              << u"“query”"_s;
    QTest::newRow("twice") << QByteArray(
        R"({"version": 1, "views": [{"name": "a", "query": ""}, {"name": "a", "query": ""}]})")
                           << bad << u"Two views are named “a”"_s;
    QTest::newRow("newer") << QByteArray(R"({"version": 2, "views": {}})") << u"Unsupported"_s
                           << u"newer version"_s;
}

void TestViewStore::leavesWhatItDoesNotUnderstand()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, says);
    write(path(), text);
    const auto read = store().views();
    QTEST(outcomeOf(read), "outcome");
    QVERIFY2(read.error().message.contains(says), qPrintable(read.error().message));
    QVERIFY2(read.error().message.contains(QDir::toNativeSeparators(path())),
             qPrintable(read.error().message));
    QTEST(outcomeOf(store().add(sample(u"b"_s))), "outcome");
    QTEST(outcomeOf(store().importFrom(path())), "outcome");
    QCOMPARE(textOf(path()), text);
    QCOMPARE(valueOf(store().view(u"Stuck"_s)).query, u"is:stuck"_s);
}

// What is there already is not overwritten, and not there twice.
void TestViewStore::carriesToAnother()
{
    const SavedView same{u"same"_s, u"is:done"_s, {TaskField::Status, Qt::AscendingOrder},
                         "columns", {},           "UTC"};
    QCOMPARE(outcomeOf(store().add(same)), u"fine"_s);
    QCOMPARE(outcomeOf(store().add(sample(u"Mine"_s, u"is:stuck"_s))), u"fine"_s);
    const QString file = m_folder->filePath(u"sent.json"_s);
    VERIFY_FINE(store().exportTo(file, {u"Mine"_s, u"same"_s, u"Stuck"_s}));
    QCOMPARE(outcomeOf(store().exportTo(file, {u"gone"_s})), u"NotFound"_s);

    ViewStore other(m_folder->filePath(u"other/views.json"_s));
    QCOMPARE(outcomeOf(other.add(same)), u"fine"_s);
    QCOMPARE(outcomeOf(other.add(sample(u"Mine"_s, u"is:active"_s))), u"fine"_s);
    QCOMPARE(valueOf(other.importFrom(file)), QStringList{u"Mine (2)"_s});
    QCOMPARE(valueOf(other.view(u"Mine"_s)).query, u"is:active"_s);
    QCOMPARE(valueOf(other.view(u"Mine (2)"_s)).query, u"is:stuck"_s);
    QCOMPARE(valueOf(other.views()).size(), 3);

    ViewStore third(m_folder->filePath(u"third/views.json"_s));
    QCOMPARE(valueOf(third.importFrom(file)), QStringList({u"Mine"_s, u"same"_s}));
    QCOMPARE(valueOf(third.view(u"same"_s)), same);
}

void TestViewStore::importsNothingByHalves()
{
    const QString file = m_folder->filePath(u"sent.json"_s);
    write(file, R"({"version": 1, "views": [{"name": "a", "query": ""}, {"name": "b", "query": "x:("}]})");
    const auto imported = store().importFrom(file);
    QCOMPARE(outcomeOf(imported), u"InvalidInput"_s);
    QVERIFY2(imported.error().message.contains(u"“b”"_s), qPrintable(imported.error().message));
    QCOMPARE(names(), QStringList());
    QCOMPARE(outcomeOf(store().importFrom(m_folder->filePath(u"missing"_s))), u"InvalidInput"_s);
}

void TestViewStore::tellsOfChanges()
{
    qputenv("WATCHBILL_VIEWS", path().toLocal8Bit());
    SavedViews views;
    qunsetenv("WATCHBILL_VIEWS");
    QSignalSpy changed(&views, &SavedViews::changed);
    QCOMPARE(outcomeOf(views.add(sample(u"a"_s))), u"fine"_s);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(views.views().size(), builtInViews().size() + 1);
    QCOMPARE(outcomeOf(store().add(sample(u"b"_s))), u"fine"_s); // as by another program
    views.reload();
    QCOMPARE(changed.count(), 2);
    views.reload();
    QCOMPARE(changed.count(), 2);
    write(path(), "{");
    views.reload();
    QCOMPARE(changed.count(), 3);
    QCOMPARE(views.views(), builtInViews());
    QVERIFY2(views.problem().contains(u"not JSON"_s), qPrintable(views.problem()));
}

void TestViewStore::timeZones()
{
    SavedView view = sample(u"a"_s);
    QVERIFY(!view.timeZone());
    view.zone = "Asia/Tokyo";
    QCOMPARE(view.timeZone().value_or(QTimeZone()).id(), QByteArray("Asia/Tokyo"));
    view.zone = "Mars/Base"; // of another system
    QVERIFY(!view.timeZone());
}

WATCHBILL_TEST(TestViewStore)

} // namespace tst_viewstore

#include "tst_viewstore.moc"
