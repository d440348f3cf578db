// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "await.h"

#include "filter/filterchanges.h"
#include "filter/querytext.h"
#include "outcome.h"
#include "service/taskservice.h"
#include "singlechanges.h"
#include "source/databaseencoding.h"
#include "task/jsonvalue.h"
#include "task/taskjson.h"
#include "task/visibletext.h"
#include "testprogram.h"
#include "testserver.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace tst_encodings {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// Databases whose encoding is not UTF-8, or that have none.
class TestEncodings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();
    void anyBytes();
    void anyBytesAreExported();
    void textThatTheEncodingLacks_data();
    void textThatTheEncodingLacks();
    void createsNoneOfThat();
    void canHold_data();
    void canHold();

private:
    TaskService &open(const QString &encoding, const QString &rows);
    QStringList ids(const PageRequest &request);

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<DirectConnection> m_other; // to the database with that encoding
    std::unique_ptr<TaskService> m_service;
    int m_number = 0;
};

void TestEncodings::initTestCase()
{
    m_database = std::make_unique<TestDatabase>();
}

void TestEncodings::cleanup()
{
    m_service.reset();
    m_other.reset();
}

void TestEncodings::cleanupTestCase()
{
    m_database.reset();
}

TaskService &TestEncodings::open(const QString &encoding, const QString &rows)
{
    const QString name = u"encoded%1"_s.arg(++m_number);
    m_database->execute(
        u"CREATE DATABASE %1 ENCODING '%2' LOCALE 'C' TEMPLATE template0"_s.arg(name, encoding));
    const QString connection = m_database->connection().replace(m_database->name(), name);
    m_other = std::make_unique<DirectConnection>(connection);
    m_other->execute(
        u"SET client_encoding = 'UTF8'; CREATE TABLE tasks (id text PRIMARY KEY, user_id text, type text, "
        "status text, created_at timestamptz DEFAULT now(), error_message text, metadata json); "
        "INSERT INTO tasks (id, user_id, type, status, error_message, metadata) VALUES "_s
        + rows);
    ConnectionProfile profile;
    profile.connection = connection;
    m_service = std::make_unique<TaskService>(profile);
    success(m_service->open());
    return *m_service;
}

QStringList TestEncodings::ids(const PageRequest &request)
{
    QStringList ids;
    for (const TaskRow &row : success(m_service->page(request)).rows)
        ids += row.task.id.toText();
    return ids;
}

void TestEncodings::anyBytes()
{
    // Latin-1 in some, UTF-8 in others, which left() cuts in the middle of a character.
    TaskService &service = open(
        u"SQL_ASCII"_s,
        uR"((E'a\xe4', 'u', E'caf\xe9', 'failed', E'Gr\xf6\xdfe', NULL), ('b', 'u', 'café', 'failed', 'x' || repeat('ü', 400), NULL),
            (E'c\xff\xfe', 'u', E'\xe4', E'\x80', repeat(E'\xe4', 400), E'{"k": "\xe4"}'))"_s);
    PageRequest all;
    all.query.sort = {TaskField::Id, Qt::AscendingOrder};
    const QStringList sorted = ids(all);
    QCOMPARE(sorted.size(), 3);
    QCOMPARE(visibleWord(sorted[0]), u"a⟨E4⟩"_s);
    QCOMPARE(visibleWord(sorted[2]), u"c⟨FF⟩⟨FE⟩"_s);
    // By every column, a row at a time, all of them once: keys stay what they are.
    for (const TaskField field :
         {TaskField::Id, TaskField::Type, TaskField::Status, TaskField::ErrorMessage}) {
        PageRequest one;
        one.limit = 1;
        one.query.sort = {field, Qt::AscendingOrder};
        QStringList found;
        for (int i = 0; i < 4; ++i) {
            const TaskPage page = success(service.page(one));
            if (page.rows.isEmpty())
                break;
            found += page.rows.first().task.id.toText();
            one.start = PageRequest::Start::After;
            one.key = page.rows.first().key;
        }
        found.sort();
        QStringList expected = sorted;
        expected.sort();
        QCOMPARE(found, expected);
    }
    const Task first = success(service.getTask(TaskId(sorted[0]), UserId(u"u"_s)));
    QCOMPARE(visibleText(*first.errorMessage), u"Gr⟨F6⟩⟨DF⟩e"_s);
    PageRequest ofType;
    ofType.query.filter.types = {{*first.type}};
    QCOMPARE(ids(ofType), QStringList{sorted[0]});
    ofType.query.filter.types = {{u"café"_s}};
    QCOMPARE(ids(ofType), QStringList{u"b"_s});
    for (const Task &task :
         success(service.getTasks({TaskId(sorted[0]), TaskId(sorted[1]), TaskId(sorted[2])}))) {
        const QByteArray object = json::object(task);
        QVERIFY2(object.isValidUtf8() && json::Value::fromText(object), object);
    }
    QCOMPARE(success(service.countsByStatus({})).total().value, 3);
    QVERIFY(success(deleteTask(service, TaskId(sorted[2]), UserId(u"u"_s))));
    QCOMPARE(m_other->value(u"SELECT count(*) FROM tasks"_s), u"2"_s);
}

void TestEncodings::anyBytesAreExported()
{
    TaskService &service =
        open(u"SQL_ASCII"_s, uR"((E'a\xe4', 'u', 'café', 'failed', NULL, E'{"k": "\xe4"}'))"_s);
    const QTemporaryDir folder;
    ExportRequest request;
    request.path = folder.filePath(u"tasks"_s);
    const auto written = [&](ExportRequest::Format format) {
        request.format = format;
        success(service.exportTasks(request, std::make_shared<ExportProgress>()));
        QFile file(request.path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray json = written(ExportRequest::Format::Json);
    QVERIFY(json.isValidUtf8());
    QVERIFY(json::Value::fromText(json));
    QVERIFY(json.contains("café"));
    QVERIFY(written(ExportRequest::Format::Csv).contains("\na\xe4,u,café,"));
}

void TestEncodings::textThatTheEncodingLacks_data()
{
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QString>("has");
    QTest::addColumn<QString>("lacks");

    QTest::newRow("LATIN1") << u"LATIN1"_s << u"Größe"_s << u"€"_s;
    QTest::newRow("LATIN1, emoji") << u"LATIN1"_s << u"é"_s << u"a💥"_s;
    QTest::newRow("LATIN9") << u"LATIN9"_s << u"€"_s << u"Ж"_s;
    QTest::newRow("WIN1252") << u"WIN1252"_s << u"€ é"_s << u"雪"_s;
    QTest::newRow("WIN1251") << u"WIN1251"_s << u"Ж"_s << u"é"_s;
    QTest::newRow("KOI8R") << u"KOI8R"_s << u"Ж"_s << u"€"_s;
    QTest::newRow("EUC_JP") << u"EUC_JP"_s << u"雪"_s << u"💥"_s;
    QTest::newRow("UTF8") << u"UTF8"_s << u"💥"_s << u"a"_s + QChar(0xdce4);
}

// It simply matches nothing.
void TestEncodings::textThatTheEncodingLacks()
{
    QFETCH(QString, encoding);
    QFETCH(QString, has);
    QFETCH(QString, lacks);
    TaskService &service = open(encoding, u"('%1', '%1', '%1', '%1', '%1', NULL)"_s.arg(has));
    for (const FilterSet set : {&TaskFilter::statuses, &TaskFilter::types, &TaskFilter::users}) {
        PageRequest request;
        request.query.filter.*set = {{lacks}};
        QCOMPARE(ids(request), QStringList());
        request.query.filter.*set = {{lacks}, true};
        QCOMPARE(ids(request), QStringList{has});
        request.query.filter.*set = {{lacks, has}};
        QCOMPARE(ids(request), QStringList{has});
    }
    PageRequest search;
    search.query.filter.condition = filter::containing(lacks);
    QCOMPARE(ids(search), QStringList());
    // A key that no task can have is null in all of them.
    for (const QString &text : {u"meta.%1:null"_s.arg(lacks), u"-has:meta.%1"_s.arg(lacks)}) {
        search.query.filter = query::parse(text).value_or(TaskFilter());
        QCOMPARE(ids(search), QStringList{has});
    }
    search.query.filter = query::parse(u"has:meta.%1"_s.arg(lacks)).value_or(TaskFilter());
    QCOMPARE(ids(search), QStringList());
    search.query.filter = {};
    search.query.filter.condition = filter::containing(has);
    QCOMPARE(ids(search), QStringList{has});
    QCOMPARE(success(service.countsByStatus(search.query.filter)).total().value, 1);
    QCOMPARE(outcomeOf(service.getTask(TaskId(has), UserId(has))), u"fine"_s);
    QCOMPARE(outcomeOf(service.getTask(TaskId(lacks), UserId(has))), u"NotFound"_s);
    QCOMPARE(outcomeOf(service.getTask(TaskId(has), UserId(lacks))), u"NotFound"_s);
}

void TestEncodings::createsNoneOfThat()
{
    TaskService &service = open(u"LATIN1"_s, u"('a', 'u', 't', 'failed', NULL, NULL)"_s);
    const auto created = await(createTask(service, UserId(u"u"_s), u"💥"_s));
    QCOMPARE(outcomeOf(created), u"InvalidInput"_s);
    QVERIFY2(created.error().message.contains(u"LATIN1"_s), qPrintable(created.error().message));
    QCOMPARE(outcomeOf(createTask(service, UserId(u"u"_s), u"größe"_s)), u"fine"_s);
}

void TestEncodings::canHold_data()
{
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");

    QTest::newRow("ASCII anywhere") << u"LATIN1"_s << u"abc"_s << true;
    QTest::newRow("unknown") << u"MULE_INTERNAL"_s << u"雪"_s << true;
    QTest::newRow("half a pair") << u"UTF8"_s << QString(QChar(0xd83d)) << false;
    QTest::newRow("a pair") << u"UTF8"_s << u"💥"_s << true;
    QTest::newRow("bytes") << u"SQL_ASCII"_s << QString(QChar(0xdce4)) << true;
    QTest::newRow("no best fit") << u"WIN1252"_s << u"Ā"_s << false;
}

void TestEncodings::canHold()
{
    QFETCH(QString, encoding);
    QFETCH(QString, text);
    QTEST(watchbill::canHold(encoding, text), "expected");
}

WATCHBILL_TEST(TestEncodings)

} // namespace tst_encodings

#include "tst_encodings.moc"
