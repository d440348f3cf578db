// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/taskjson.h"

#include "sampletasks.h"
#include "testprogram.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

namespace tst_taskjson {

using namespace Qt::StringLiterals;
using namespace watchbill;

class TestTaskJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void string_data();
    void string();
    void object();
    void objectOfNulls();
    void objectWithHostileText();
    void indented_data();
    void indented();
    void deeplyNested();
    void garbageIsComplete_data();
    void garbageIsComplete();
    void anyBytesAreComplete();
    void wordsStayApart();
    void meansTheSame();
    void asTheServerDoes();
};

namespace {

QByteArray withoutSpace(QByteArray text)
{
    for (const char space : {' ', '\t', '\r', '\n'})
        text.replace(space, "");
    return text;
}

} // namespace

void TestTaskJson::string_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("json");

    QTest::newRow("empty") << QString() << QByteArray("\"\"");
    QTest::newRow("word") << u"pending"_s << QByteArray("\"pending\"");
    QTest::newRow("quotes and backslashes") << u"a \"b\" c:\\d"_s << QByteArray(R"("a \"b\" c:\\d")");
    QTest::newRow("controls") << u"a\nb\tc\u0001"_s << QByteArray(R"("a\nb\tc\u0001")");
    QTest::newRow("brackets") << u"[{,:}]"_s << QByteArray("\"[{,:}]\"");
    QTest::newRow("beyond ASCII") << u"Größe 💥 אין"_s << QByteArray("\"Größe 💥 אין\"");
    QTest::newRow("other controls") << u"\b\f\r\u001f\u007f"_s << QByteArray("\"\\b\\f\\r\\u001f\x7f\"");
}

void TestTaskJson::string()
{
    QFETCH(QString, text);
    QTEST(json::string(text), "json");
    QCOMPARE(QJsonDocument::fromJson('[' + json::string(text) + ']').array().at(0).toString(), text);
}

void TestTaskJson::object()
{
    Task task;
    task.id = TaskId(sampleId(1));
    task.userId = UserId(sampleUser(2));
    task.type = u"concept_generation"_s;
    task.status = TaskStatus::Kind::Completed;
    task.resultId = ResultId(sampleUser(3));
    task.errorMessage = u"out of memory\nat render()"_s;
    task.metadata = R"({"seed": 12345678901234567890.10, "size": [1, 2]})";
    task.createdAt = Timestamp(1'769'903'999'123'456);
    task.updatedAt = Timestamp::infinity();
    QCOMPARE(
        json::object(task),
        QByteArray(
            R"({"id":"00000001-0000-4000-8000-000000000000","user_id":"a0000002-0000-4000-8000-000000000000",)"
            R"("type":"concept_generation","status":"completed","result_id":"a0000003-0000-4000-8000-000000000000",)"
            R"!("error_message":"out of memory\nat render()",)!"
            R"("metadata":{"seed": 12345678901234567890.10, "size": [1, 2]},)"
            R"("created_at":"2026-01-31T23:59:59.123456+00:00","updated_at":"infinity"})"));
}

void TestTaskJson::objectOfNulls()
{
    Task task;
    task.id = TaskId(u"7"_s);
    QCOMPARE(
        json::object(task),
        QByteArray(
            R"({"id":"7","user_id":null,"type":null,"status":null,"result_id":null,"error_message":null,"metadata":null,)"
            R"("created_at":null,"updated_at":null})"));
}

void TestTaskJson::objectWithHostileText()
{
    Task task;
    const QString hostile = u"\",\"id\":\"x\\\n</script>\u2028"_s;
    task.id = TaskId(hostile);
    task.type = hostile;
    task.status = TaskStatus::fromText(hostile);
    task.errorMessage = hostile;
    const QJsonObject object = QJsonDocument::fromJson(json::object(task)).object();
    QCOMPARE(object.size(), 9);
    for (const QString &key : {u"id"_s, u"type"_s, u"status"_s, u"error_message"_s})
        QCOMPARE(object.value(key).toString(), hostile);
}

void TestTaskJson::indented_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("expected");

    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("empty object") << QByteArray("{}") << QByteArray("{}");
    QTest::newRow("empty list") << QByteArray(" [ \n ] ") << QByteArray("[]");
    QTest::newRow("empty ones inside")
        << QByteArray(R"({"a":{ },"b":[],"c":[[],{}]})")
        << QByteArray("{\n    \"a\": {},\n    \"b\": [],\n    \"c\": [\n        [],\n        {}\n    ]\n}");
    QTest::newRow("word") << QByteArray("\"a b\"") << QByteArray("\"a b\"");
    QTest::newRow("null") << QByteArray("null") << QByteArray("null");
    QTest::newRow("exact numbers")
        << QByteArray("[12345678901234567890.10,-0.0,1e400,9007199254740993]")
        << QByteArray("[\n    12345678901234567890.10,\n    -0.0,\n    1e400,\n    9007199254740993\n]");
    QTest::newRow("nested")
        << QByteArray(R"({"a":[1,{"b":true}],"c":null})")
        << QByteArray(
               "{\n    \"a\": [\n        1,\n        {\n            \"b\": true\n        }\n    ],\n    \"c\": null\n}");
    QTest::newRow("had a layout") << QByteArray("{\r\n\t\"a\" :  1 ,\r\n\t\"b\":2}")
                                  << QByteArray("{\n    \"a\": 1,\n    \"b\": 2\n}");
    QTest::newRow("quotes in strings")
        << QByteArray(R"(["a\"b, {\"c\": 1}"])") << QByteArray("[\n    \"a\\\"b, {\\\"c\\\": 1}\"\n]");
    QTest::newRow("backslashes at the end") << QByteArray(R"(["a\\","b\\\\",{}])")
                                            << QByteArray("[\n    \"a\\\\\",\n    \"b\\\\\\\\\",\n    {}\n]");
    QTest::newRow("brackets in strings") << QByteArray(R"({"[": "]}", ":": "{,"})")
                                         << QByteArray("{\n    \"[\": \"]}\",\n    \":\": \"{,\"\n}");
    QTest::newRow("spaces in strings")
        << QByteArray(R"(["  a   b  "])") << QByteArray("[\n    \"  a   b  \"\n]");
    QTest::newRow("beyond ASCII") << QByteArray(R"(["Größe 💥"])") << QByteArray("[\n    \"Größe 💥\"\n]");
}

void TestTaskJson::indented()
{
    QFETCH(QByteArray, json);
    QTEST(json::indented(json), "expected");
}

// Which a few kilobytes can be: their blanks must not be gigabytes.
void TestTaskJson::deeplyNested()
{
    constexpr int depth = 50'000;
    const QByteArray json = QByteArray(depth, '[') + '1' + QByteArray(depth, ']');
    QByteArray text = json::indented(json);
    QVERIFY(text.size() < 150 * json.size());
    QVERIFY(text.startsWith("[\n    [\n        ["));
    QVERIFY(text.endsWith("]\n        ]\n    ]\n]"));
    QCOMPARE(text.replace("\n", "").replace(" ", ""), json);
}

void TestTaskJson::garbageIsComplete_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("cut off") << QByteArray(R"({"a": [1, 2, {"b": "c)");
    QTest::newRow("cut off in an escape") << QByteArray("[\"a\\");
    QTest::newRow("closing only") << QByteArray("]}]}");
    QTest::newRow("opening only") << QByteArray("{[{[");
    QTest::newRow("mixed") << QByteArray("[}{]");
    QTest::newRow("commas and colons") << QByteArray(",,::,{,}");
    QTest::newRow("no string end") << QByteArray("\"{[,:");
    QTest::newRow("not UTF-8") << QByteArray("[\"\xff\xfe\", \x80]");
    QTest::newRow("NUL") << QByteArray("[\0, 1]", 7);
    QTest::newRow("deep") << QByteArray(5'000, '[');
}

void TestTaskJson::garbageIsComplete()
{
    QFETCH(QByteArray, text);
    QCOMPARE(withoutSpace(json::indented(text)), withoutSpace(text));
}

void TestTaskJson::anyBytesAreComplete()
{
    constexpr quint32 seed = 8'259;
    QRandomGenerator random(seed);
    const QByteArray alphabet = "{}[]\",:\\ \n1a\xc3";
    for (int round = 0; round < 3'000; ++round) {
        QByteArray text(random.bounded(30), ' ');
        for (char &c : text)
            c = alphabet[random.bounded(alphabet.size())];
        QCOMPARE(withoutSpace(json::indented(text)), withoutSpace(text));
    }
}

// In a column of text the metadata need not be JSON.
void TestTaskJson::wordsStayApart()
{
    QCOMPARE(json::indented("out of memory").simplified(), QByteArray("out of memory"));
}

void TestTaskJson::meansTheSame()
{
    const QByteArray compact = R"({"a":[1.5,"x, y",{"b":[]}],"c":{"d":"\"e\\"}})";
    QCOMPARE(QJsonDocument::fromJson(json::indented(compact)), QJsonDocument::fromJson(compact));
    QCOMPARE(json::indented(json::indented(compact)), json::indented(compact)); // once is enough
}

void TestTaskJson::asTheServerDoes()
{
    TestDatabase database;
    const QString value =
        uR"('{"b": [1, [], {}, {"a": "x\"]\\"}, 1.10], "nested": {"deep": {"er": null}}, "ö": true}'::jsonb)"_s;
    QCOMPARE(json::indented(database.value(u"SELECT %1"_s.arg(value)).toUtf8())
                 .replace("[]", "[\n        ]")
                 .replace("{}", "{\n        }"),
             database.value(u"SELECT jsonb_pretty(%1)"_s.arg(value)).toUtf8());
}

WATCHBILL_TEST(TestTaskJson)

} // namespace tst_taskjson

#include "tst_taskjson.moc"
