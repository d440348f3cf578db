// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "export/taskexport.h"

#include "await.h"
#include "service/taskservice.h"
#include "testprogram.h"
#include "testserver.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace tst_taskexport {

using namespace Qt::StringLiterals;
using namespace watchbill;

using Format = ExportRequest::Format;

namespace {

const QString uglyTask =
    u"INSERT INTO public.tasks (id, user_id, type, status, error_message, metadata, created_at, updated_at) VALUES "
    "('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-0000000000aa', "
    "'a \"quoted\", type', 'failed', E'first\\nsecond \\\\ line', "
    "'{\"exact\": 12345678901234567890.123456789, \"text\": \"a\\\"b\\\\c\\u0001\"}', "
    "'2026-01-31 23:59:59.000001+00', 'infinity'), "
    "('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-0000000000aa', "
    "'plain', 'completed', '', NULL, '2026-01-30 00:00:00+00', NULL)"_s;

} // namespace

class TestTaskExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void csvIsExact();
    void jsonIsExact();
    void jsonLinesHaveOneObjectEach();
    void hasTheWholeKey();
    void nothingMatches_data();
    void nothingMatches();
    void takesTheFilterAndTheOrder();
    void takesTheGivenIdsOnly();
    void cancelledLeavesTheOldFile();
    void brokenOffLeavesNoFile();
    void sayWhereItCannotWrite();

private:
    Result<qint64> write(const ExportRequest &request);
    QByteArray written() const;
    ExportRequest request(Format format = Format::Csv) const;

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
    std::unique_ptr<QTemporaryDir> m_folder;
    ExportProgressPointer m_progress;
};

void TestTaskExport::init()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    m_service = std::make_unique<TaskService>(m_database->profile());
    m_folder = std::make_unique<QTemporaryDir>();
    m_progress = std::make_shared<ExportProgress>();
    const auto source = await(m_service->open());
    QVERIFY2(source, qPrintable(source ? QString() : source.error().message));
}

void TestTaskExport::cleanup()
{
    m_service.reset();
    m_database.reset();
}

ExportRequest TestTaskExport::request(Format format) const
{
    ExportRequest request;
    request.path = m_folder->filePath(u"tasks"_s);
    request.format = format;
    return request;
}

Result<qint64> TestTaskExport::write(const ExportRequest &request)
{
    return await(m_service->exportTasks(request, m_progress));
}

QByteArray TestTaskExport::written() const
{
    QFile file(m_folder->filePath(u"tasks"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestTaskExport::csvIsExact()
{
    m_database->execute(uglyTask);
    QCOMPARE(write(request()), Result<qint64>(2));
    const QByteArray expected =
        "id,user_id,type,status,result_id,error_message,metadata,created_at,updated_at\n"
        "00000000-0000-4000-8000-000000000001,00000000-0000-4000-8000-0000000000aa,\"a \"\"quoted\"\", type\",failed,,"
        "\"first\nsecond \\ line\",\"{\"\"text\"\": \"\"a\\\"\"b\\\\c\\u0001\"\", \"\"exact\"\": 12345678901234567890.123456789}\","
        "2026-01-31 23:59:59.000001+00,infinity\n"
        "00000000-0000-4000-8000-000000000002,00000000-0000-4000-8000-0000000000aa,plain,completed,,\"\",,"
        "2026-01-30 00:00:00+00,\n";
    QCOMPARE(written(), expected);
}

void TestTaskExport::jsonIsExact()
{
    m_database->execute(uglyTask);
    QCOMPARE(write(request(Format::Json)), Result<qint64>(2));
    QVERIFY(written().contains("12345678901234567890.123456789"));
    QJsonParseError error;
    const QJsonArray tasks = QJsonDocument::fromJson(written(), &error).array();
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(tasks.size(), 2);
    const QJsonObject first = tasks[0].toObject();
    QCOMPARE(first["type"_L1].toString(), u"a \"quoted\", type"_s);
    QCOMPARE(first["error_message"_L1].toString(), u"first\nsecond \\ line"_s);
    QCOMPARE(first["metadata"_L1].toObject()["text"_L1].toString(), u"a\"b\\c\u0001"_s);
    QCOMPARE(first["created_at"_L1].toString(), u"2026-01-31T23:59:59.000001+00:00"_s);
    QVERIFY(first["result_id"_L1].isNull());
    QCOMPARE(tasks[1].toObject()["error_message"_L1].toString(u"?"_s), QString());
}

void TestTaskExport::jsonLinesHaveOneObjectEach()
{
    m_database->execute(uglyTask);
    QCOMPARE(write(request(Format::JsonLines)), Result<qint64>(2));
    const QByteArrayList lines = written().split('\n');
    QCOMPARE(lines.size(), 3); // the last one is empty
    QVERIFY(QJsonDocument::fromJson(lines[0]).isObject());
    QVERIFY(QJsonDocument::fromJson(lines[1]).isObject());
    QCOMPARE(lines[2], QByteArray());
}

void TestTaskExport::hasTheWholeKey()
{
    m_database->execute(uglyTask);
    m_database->execute(
        u"ALTER TABLE tasks DROP CONSTRAINT tasks_pkey, ADD tenant text NOT NULL DEFAULT 'acme', "
        "ADD PRIMARY KEY (tenant, id)"_s);
    QVERIFY(await(m_service->open()));
    QCOMPARE(write(request()), Result<qint64>(2));
    QVERIFY2(written().contains(",updated_at,tenant\n") && written().endsWith(",,acme\n"),
             written().constData());
    QCOMPARE(write(request(Format::JsonLines)), Result<qint64>(2));
    QCOMPARE(QJsonDocument::fromJson(written().split('\n').first()).object().value("tenant"_L1), u"acme"_s);
}

void TestTaskExport::nothingMatches_data()
{
    QTest::addColumn<Format>("format");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("csv")
        << Format::Csv
        << QByteArray("id,user_id,type,status,result_id,error_message,metadata,created_at,updated_at\n");
    QTest::newRow("json") << Format::Json << QByteArray("[]\n");
    QTest::newRow("json lines") << Format::JsonLines << QByteArray();
}

void TestTaskExport::nothingMatches()
{
    QFETCH(const Format, format);
    QFETCH(const QByteArray, expected);
    QCOMPARE(write(request(format)), Result<qint64>(0));
    QCOMPARE(written(), expected);
    QVERIFY(QFile::exists(request().path));
}

void TestTaskExport::takesTheFilterAndTheOrder()
{
    m_database->execute(
        u"INSERT INTO public.tasks (user_id, type, status, created_at) SELECT gen_random_uuid(), i::text, "
        "CASE WHEN i % 2 = 0 THEN 'failed' ELSE 'completed' END, now() + i * interval '1 s' "
        "FROM generate_series(1, 100) i"_s);
    ExportRequest failed = request(Format::JsonLines);
    failed.query.filter.statuses = {{u"failed"_s}, false};
    QCOMPARE(write(failed), Result<qint64>(50));
    const QByteArrayList lines = written().trimmed().split('\n');
    for (int i = 0; i < lines.size(); ++i)
        QCOMPARE(QJsonDocument::fromJson(lines[i]).object()["type"_L1].toString(),
                 QString::number(100 - 2 * i));
}

void TestTaskExport::takesTheGivenIdsOnly()
{
    m_database->execute(uglyTask);
    ExportRequest one = request(Format::JsonLines);
    one.query.filter.statuses = {{u"pending"_s}, false}; // does not count for ids
    one.keys = {TaskId(u"00000000-0000-4000-8000-000000000002"_s)};
    QCOMPARE(write(one), Result<qint64>(1));
    QVERIFY(written().contains("000000000002"));
}

void TestTaskExport::cancelledLeavesTheOldFile()
{
    m_database->execute(
        u"INSERT INTO public.tasks (user_id, type, status) SELECT gen_random_uuid(), 't', 'failed' "
        "FROM generate_series(1, 20000)"_s);
    QFile old(request().path);
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("old");
    old.close();
    m_progress->isCancelled = true;
    const auto rows = write(request());
    QVERIFY(!rows);
    QCOMPARE(rows.error().kind, TaskError::Kind::Cancelled);
    QCOMPARE(written(), QByteArray("old"));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"tasks"_s});
    // The connection is as good as new.
    m_progress->isCancelled = false;
    QCOMPARE(write(request()), Result<qint64>(20000));
}

void TestTaskExport::brokenOffLeavesNoFile()
{
    // The server fails while rows are under way.
    m_database->execute(
        u"CREATE SCHEMA broken; CREATE VIEW broken.tasks AS "
        "SELECT id, user_id, type, CASE WHEN type = 'bad' THEN (1 / (length(type) - 3))::text ELSE status END "
        "AS status, created_at FROM public.tasks;"
        "INSERT INTO public.tasks (user_id, type, status, created_at) SELECT gen_random_uuid(), "
        "CASE WHEN i = 1 THEN 'bad' ELSE 'good' END, 'failed', now() + i * interval '1 s' "
        "FROM generate_series(1, 5000) i"_s);
    ConnectionProfile profile = m_database->profile();
    profile.schema = u"broken"_s;
    TaskService service(profile);
    QVERIFY(await(service.open()));
    const auto rows = await(service.exportTasks(request(), m_progress));
    QVERIFY(!rows);
    QCOMPARE(rows.error().sqlState, u"22012"_s); // division by zero
    QVERIFY(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden).isEmpty());
}

void TestTaskExport::sayWhereItCannotWrite()
{
    ExportRequest nowhere = request();
    nowhere.path = m_folder->filePath(u"no/such/folder/tasks.csv"_s);
    const auto rows = write(nowhere);
    QVERIFY(!rows);
    QCOMPARE(rows.error().kind, TaskError::Kind::InvalidInput);
    QVERIFY(rows.error().message.contains(u"no/such/folder"_s));
}

WATCHBILL_TEST(TestTaskExport)

} // namespace tst_taskexport

#include "tst_taskexport.moc"
