// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/jsonvalue.h"

#include "testprogram.h"
#include "testserver.h"

#include <QRandomGenerator>
#include <QTest>

namespace tst_jsonvalue {

using namespace Qt::StringLiterals;
using namespace watchbill;
using json::Value;

class TestJsonValue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kinds_data();
    void kinds();
    void strings_data();
    void strings();
    void keepsOrderAndDuplicates();
    void keepsNumbers();
    void noJson_data();
    void noJson();
    void deepAndLarge();
    void takesWhatTheServerTakes();
};

namespace {

QByteArrayList childTexts(const Value &container)
{
    QByteArrayList texts;
    json::Children children(container);
    while (const auto child = children.next())
        texts += child->name.toUtf8() + '=' + child->value.text().toByteArray();
    return texts;
}

} // namespace

void TestJsonValue::kinds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("size");

    const auto row = [](const char *text, Value::Kind kind, int size = 0) {
        QTest::newRow(text) << QByteArray(text) << int(kind) << size;
    };
    row("null", Value::Kind::Null);
    row("true", Value::Kind::Boolean);
    row(" false ", Value::Kind::Boolean);
    row("-0", Value::Kind::Number);
    row("1.50E+400", Value::Kind::Number);
    row("\"\"", Value::Kind::String);
    row("[]", Value::Kind::List, 0);
    row("{ }", Value::Kind::Object, 0);
    row("[1]", Value::Kind::List, 1);
    row("[ [1, 2] , {\"a\": [3, 4]}, \"5, 6\" ]", Value::Kind::List, 3);
    row("{\"a\": {\"b\": 1, \"c\": 2}, \"d,\": [3, 4]}", Value::Kind::Object, 2);
}

void TestJsonValue::kinds()
{
    QFETCH(QByteArray, text);
    const auto value = Value::fromText(text);
    QVERIFY(value);
    QTEST(int(value->kind()), "kind");
    QTEST(int(value->size()), "size");
    QCOMPARE(childTexts(*value).size(), value->size());
    QCOMPARE(value->text().toByteArray(), text.trimmed());
}

void TestJsonValue::strings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("string");

    QTest::newRow("empty") << QByteArray("\"\"") << QString();
    QTest::newRow("plain") << QByteArray("\"Größe 💥\"") << u"Größe 💥"_s;
    QTest::newRow("escapes") << QByteArray(R"("\"\\\/\b\f\n\r\t")") << u"\"\\/\b\f\n\r\t"_s;
    QTest::newRow("between") << QByteArray(R"("a\nb\u00e9c")") << u"a\nbéc"_s;
    QTest::newRow("a pair") << QByteArray(R"("\ud83d\uDCA5")") << u"💥"_s;
    QTest::newRow("half a pair") << QByteArray(R"("a\ud83d")") << QString(u'a') + QChar(0xd83d);
    QTest::newRow("NUL") << QByteArray(R"("a\u0000b")") << u"a"_s + QChar(0) + u'b';
    QTest::newRow("byte order mark") << QByteArray("\"\xef\xbb\xbfx\"") << QString(QChar(0xfeff)) + u'x';
}

void TestJsonValue::strings()
{
    QFETCH(QByteArray, text);
    QTEST(Value::fromText(text)->string(), "string");
}

void TestJsonValue::keepsOrderAndDuplicates()
{
    const auto value = Value::fromText(R"( {"z" : 1, "a":[ 2 ],"z":"}" , "":null} )");
    QVERIFY(value);
    QCOMPARE(childTexts(*value), QByteArrayList({"z=1", "a=[ 2 ]", "z=\"}\"", "=null"}));
    QCOMPARE(value->size(), 4);
}

void TestJsonValue::keepsNumbers()
{
    const auto value =
        Value::fromText("[12345678901234567890,10.00,3.140,1e400,-0,0.1000000000000000055511151231257827]");
    QVERIFY(value);
    QCOMPARE(childTexts(*value),
             QByteArrayList({"=12345678901234567890", "=10.00", "=3.140", "=1e400", "=-0",
                             "=0.1000000000000000055511151231257827"}));
}

void TestJsonValue::noJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("position");

    const auto row = [](const char *text, int position) {
        QTest::newRow(text) << QByteArray(text) << position;
    };
    row("", 0);
    row("  ", 2);
    row("not json", 0);
    row("nul", 0);
    row("truex", 4);
    row("01", 1);
    row("1.", 2);
    row("+1", 0);
    row(".5", 0);
    row("1e", 2);
    row("'a'", 0);
    row("\"a", 2);
    row("\"a\nb\"", 2);
    row("\"\\x\"", 2);
    row("\"\\u12g4\"", 5);
    row("[1,]", 3);
    row("[1 2]", 3);
    row("[1}", 2);
    row("{\"a\":1,}", 7);
    row("{\"a\" 1}", 5);
    row("{a:1}", 1);
    row("{\"a\":1]", 6);
    row("[", 1);
    row("[1] 2", 4);
    row("a=1&b=2", 0);
}

void TestJsonValue::noJson()
{
    QFETCH(QByteArray, text);
    const auto value = Value::fromText(text);
    QVERIFY(!value);
    QTEST(int(value.error()), "position");
}

void TestJsonValue::deepAndLarge()
{
    constexpr int depth = 1'000'000;
    const auto deep = Value::fromText(QByteArray(depth, '[') + QByteArray(depth, ']'));
    QVERIFY(deep);
    QCOMPARE(deep->size(), 1);
    const auto inner = json::Children(*deep).next();
    QCOMPARE(inner->value.text().size(), 2 * depth - 2);
    QVERIFY(!Value::fromText(QByteArray(depth, '[')));
}

// The server decides what JSON is.
void TestJsonValue::takesWhatTheServerTakes()
{
    TestDatabase database;
    database.execute(
        u"CREATE FUNCTION takes(t text) RETURNS bool LANGUAGE plpgsql AS "
        "$$BEGIN PERFORM t::json; RETURN true; EXCEPTION WHEN invalid_text_representation THEN RETURN false; END$$"_s);
    constexpr quint32 seed = 4'711;
    QRandomGenerator random(seed);
    const QByteArrayList pieces{"{",  "}",    "[",     "]",       ",",  ":",       "\"a\"", "\"",
                                " ",  "1",    "-",     "0",       ".5", "e",       "+2",    "true",
                                "\\", "null", "false", "\\u00e9", "\n", "\"\\n\"", "x"};
    QByteArrayList texts;
    QString rows;
    for (int i = 0; i < 3'000; ++i) {
        QByteArray text;
        for (int length = random.bounded(1, 9); length > 0; --length)
            text += pieces[random.bounded(int(pieces.size()))];
        texts += text;
        rows += (rows.isEmpty() ? u"(%1, E'%2')"_s : u",(%1, E'%2')"_s)
                    .arg(QString::number(i), QString::fromUtf8(text).replace(u'\\', u"\\\\"_s));
    }
    const auto taken = database.execute(u"SELECT takes(t) FROM (VALUES %1) v(i, t) ORDER BY i"_s.arg(rows));
    int valid = 0;
    for (int i = 0; i < texts.size(); ++i) {
        const bool isTaken = taken[i][0] == "t"_L1;
        QVERIFY2(Value::fromText(texts[i]).has_value() == isTaken, texts[i]);
        valid += isTaken;
    }
    QVERIFY(valid > 50);
}

WATCHBILL_TEST(TestJsonValue)

} // namespace tst_jsonvalue

#include "tst_jsonvalue.moc"
