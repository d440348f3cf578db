// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/sqltext.h"

#include "postgres/connection.h"
#include "testprogram.h"
#include "testserver.h"

#include <QRandomGenerator>
#include <QTest>

namespace tst_sqltext {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

constexpr quint32 seed = 1979;

struct Value
{
    const char *name;
    QString text;
};

QVector<Value> hostileTexts()
{
    QString controls;
    for (char16_t c = 1; c < 0x20; ++c)
        controls += QChar(c);
    return {
        {"plain", u"pending"_s},
        {"empty", u""_s},
        {"blanks", u"  "_s},
        {"quote", u"'"_s},
        {"two quotes", u"''"_s},
        {"quotes around", u"'O''Brien'"_s},
        {"double quote", u"\"x\""_s},
        {"backslash", u"\\"_s},
        {"backslash at the end", u"C:\\"_s},
        {"backslash and quote", u"\\'; SELECT 'x"_s},
        {"two backslashes and quote", u"\\\\'"_s},
        {"quote and backslash", u"'\\"_s},
        {"escapes", u"\\n\\t\\x41\\u0041\\U0001F600\\101\\0"_s},
        {"escape string", u"E'\\''"_s},
        {"Unicode escape string", u"U&'\\0041'"_s},
        {"dollars", u"$$ x $$ $tag$ y $tag$"_s},
        {"statement", u"';--"_s},
        {"drop", u"'); DROP TABLE tasks; --"_s},
        {"comment", u"/* ' */ -- x"_s},
        {"markers", u"%1 %2 %L1 %% ? :name $1 [1:2]"_s},
        {"like wildcards", u"%_\\%\\_"_s},
        {"lines", u"a\nb\r\nc\td"_s},
        {"control characters", controls + QChar(0x7f)},
        {"emoji", u"🚀👩‍🚀🏳️‍🌈"_s},
        {"right to left", u"مرحبا \u202Eabc\u202C שלום"_s},
        {"combining", u"Z\u0351\u036B\u0343 e\u0301 é"_s},
        {"last code points", QString::fromUcs4(U"\U0010FFFF\uFFFF\uFEFF\u2028", 4)},
        {"million", QString(u"x'\\%$"_s).repeated(200'000)},
        {"million quotes", QString(1'000'000, u'\'')},
    };
}

} // namespace

class TestSqlText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void initTestCase();
    void literal_data();
    void literal();
    void literalsAtRandom();
    void literalBehindAWord();
    void timeText();
    void identifier_data();
    void identifier();
    void containsPattern();
    void hasNul();

private:
    // The server's answer to statements, under the setting of this round.
    QVector<QString> ask(const QString &statements);

    std::unique_ptr<TestDatabase> m_database;
    Connection m_connection;
};

void TestSqlText::initTestCase_data()
{
    QTest::addColumn<QString>("options");
    QTest::newRow("standard") << u"-c standard_conforming_strings=on"_s;
    QTest::newRow("backslashes") << u"-c standard_conforming_strings=off -c backslash_quote=off"_s;
}

void TestSqlText::initTestCase()
{
    m_database = std::make_unique<TestDatabase>();
}

QVector<QString> TestSqlText::ask(const QString &statements)
{
    QFETCH_GLOBAL(QString, options);
    m_connection.use(*ConnectionSettings::parse(m_database->connection() + u" options='%1'"_s.arg(options)));
    QVector<QString> texts;
    const auto reply = m_connection.execute({}, statements, [&](int, const ResultRows &rows) {
        for (int row = 0; row < rows.count(); ++row)
            texts += rows.text(row, 0);
    });
    return reply ? texts : QVector<QString>{reply.error().message};
}

void TestSqlText::literal_data()
{
    QTest::addColumn<QString>("text");
    for (const Value &value : hostileTexts())
        QTest::newRow(value.name) << value.text;
}

void TestSqlText::literal()
{
    QFETCH(QString, text);
    QCOMPARE(ask("SELECT "_L1 + sql::literal(text)), QVector<QString>{text});
    QCOMPARE(ask("SELECT "_L1 + sql::literal(text, u"text"_s)), QVector<QString>{text});
}

void TestSqlText::literalsAtRandom()
{
    QRandomGenerator random(seed);
    const QString alphabet = u"'\\\"$;-%_Ee x\n?:é🚀"_s;
    QVector<QString> texts;
    QStringList rows;
    for (int i = 0; i < 3'000; ++i) {
        QString text;
        for (int length = random.bounded(8); length > 0; --length)
            text += alphabet[random.bounded(int(alphabet.size()))];
        text = QString::fromUtf8(text.toUtf8()); // half an emoji is no text
        texts += text;
        rows += u'(' + QString::number(i) + u',' + sql::literal(text) + u')';
    }
    const QVector<QString> answer =
        ask("SELECT v FROM (VALUES "_L1 + rows.join(u',') + ") AS t(i, v) ORDER BY i"_L1);
    QVERIFY2(answer == texts, qPrintable(u"seed %1, %2"_s.arg(seed).arg(answer.value(0))));
}

void TestSqlText::literalBehindAWord()
{
    QCOMPARE(ask(u"SELECT CASE WHEN"_s + sql::literal(u"a\\"_s) + u"IN("_s + sql::literal(u"a\\"_s)
                 + u")THEN"_s + sql::literal(u"\\yes"_s) + u"END"_s),
             QVector<QString>{u"\\yes"_s});
}

// The server reads them as the times that they are.
void TestSqlText::timeText()
{
    for (const QString &time :
         {u"infinity"_s, u"-infinity"_s, u"2026-11-27T12:00:00.000001+00:00"_s,
          u"12000-12-12T00:00:00.000000+00:00"_s, u"0001-01-01T00:00:00.000000+00:00"_s,
          u"0001-12-31T23:59:59.999999+00:00 BC"_s, u"0044-03-15T12:30:00.250000+00:00 BC"_s,
          u"4713-01-01T00:00:00.000000+00:00 BC"_s}) {
        const QString server = ask(u"SELECT timestamptz_send('%1')::text"_s.arg(time)).last();
        bool isNumber = false; // after \x
        const auto given = Timestamp::fromServer(qint64(server.mid(2).toULongLong(&isNumber, 16)));
        QVERIFY2(isNumber, qPrintable(server));
        QCOMPARE(sql::timeText(given), time);
    }
}

void TestSqlText::identifier_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << u"tasks"_s;
    QTest::newRow("capitals") << u"MyTasks"_s;
    QTest::newRow("keyword") << u"select"_s;
    QTest::newRow("blank") << u"my tasks "_s;
    QTest::newRow("quotes") << u"\"a\"\"b"_s;
    QTest::newRow("statement") << u"x\"; DROP TABLE y; --"_s;
    QTest::newRow("backslash") << u"a\\\"b'c"_s;
    QTest::newRow("markers") << u"%1 ? :x $1 $$"_s;
    QTest::newRow("emoji") << u"tasks 🚀"_s;
}

void TestSqlText::identifier()
{
    QFETCH(QString, name);
    const QString quoted = sql::identifier(name);
    QCOMPARE(ask("SELECT t."_L1 + quoted + " FROM (SELECT 'here'::text AS "_L1 + quoted + ") t"_L1),
             QVector<QString>{u"here"_s});
    QVector<QString> stored;
    const SessionSettings writing{{}, std::chrono::seconds(30), false};
    const auto reply =
        m_connection.execute(writing,
                             "CREATE TEMP TABLE "_L1 + quoted
                                 + " (x int) ON COMMIT DROP; SELECT relname FROM pg_class WHERE relname = "_L1
                                 + sql::literal(name),
                             [&](int, const ResultRows &rows) {
                                 for (int row = 0; row < rows.count(); ++row)
                                     stored += rows.text(row, 0);
                             });
    QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().message));
    QCOMPARE(stored, QVector<QString>{name});
}

// Found exactly where the text occurs as written: no wildcard, no escape of its own.
void TestSqlText::containsPattern()
{
    QRandomGenerator random(seed);
    const QString alphabet = u"a%_\\'"_s;
    const auto word = [&](int longest) {
        QString text;
        for (int length = random.bounded(longest + 1); length > 0; --length)
            text += alphabet[random.bounded(int(alphabet.size()))];
        return text;
    };
    QStringList rows;
    QVector<QString> expected;
    for (int i = 0; i < 2'000; ++i) {
        const QString text = word(8);
        const QString part = word(3);
        rows += u'(' + QString::number(i) + u',' + sql::literal(text) + " LIKE "_L1
            + sql::literal(sql::containsPattern(part)) + u')';
        expected += text.contains(part) ? u"t"_s : u"f"_s;
    }
    const QVector<QString> answer =
        ask("SELECT v FROM (VALUES "_L1 + rows.join(u',') + ") AS t(i, v) ORDER BY i"_L1);
    QVERIFY2(answer == expected, qPrintable(u"seed %1, %2"_s.arg(seed).arg(answer.value(0))));
    QVERIFY(expected.contains(u"t"_s) && expected.contains(u"f"_s));
}

void TestSqlText::hasNul()
{
    QVERIFY(sql::hasNul(QString(u'\0')));
    QVERIFY(sql::hasNul(u"a\0b"_s));
    QVERIFY(!sql::hasNul(u""_s));
    QVERIFY(!sql::hasNul(u"\\0"_s));
}

WATCHBILL_TEST(TestSqlText)

} // namespace tst_sqltext

#include "tst_sqltext.moc"
