// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "csvoutput.h"
#include "jsonoutput.h"
#include "printabletext.h"
#include "tableoutput.h"
#include "testprogram.h"

#include <QtTest>

namespace tst_tableoutput {

using namespace Qt::StringLiterals;
using namespace watchbill;

class TestTableOutput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void printable_data();
    void printable();
    void width_data();
    void width();
    void cut_data();
    void cut();
    void listFitsIntoTheTerminal_data();
    void listFitsIntoTheTerminal();
    void listWithoutTerminalIsWhole();
    void oneTaskIsWhole();
    void countsSayHowSureTheyAre();
    void changesAreOneLineEach();
    void recordsOfAllValues();
};

namespace {

Task sample()
{
    Task task;
    task.id = TaskId(u"0b5c1e9e-7a55-4d0b-8a53-1f0d6f3f2a10"_s);
    task.userId = UserId(u"11111111-1111-4111-8111-111111111111"_s);
    task.type = u"concept_generation"_s;
    task.status = TaskStatus::Kind::Failed;
    task.errorMessage = u"失敗しました 😀 "_s.repeated(20) + u"\nsecond line \x1b[31m"_s;
    task.metadata = "{\"n\": 12345678901234567890.123456789}";
    task.createdAt = Timestamp(1'769'904'000'000'001);
    return task;
}

} // namespace

void TestTableOutput::printable_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("line");

    QTest::newRow("plain") << u"a task"_s << u"a task"_s;
    QTest::newRow("lines and tabs") << u"a\r\nb\tc"_s << u"a b c"_s;
    QTest::newRow("line separator") << u"a\u2028b"_s << u"a b"_s;
    QTest::newRow("escape sequence") << u"\x1b[2J"_s << QString();
    QTest::newRow("eight-bit control") << u"a\u009b31m"_s << u"a"_s;
    QTest::newRow("right-to-left override") << u"\u202Eevil\u2066"_s << u"⟨U+202E⟩evil⟨U+2066⟩"_s;
    QTest::newRow("right-to-left text") << u"مرحبا"_s << u"مرحبا"_s;
    QTest::newRow("emoji of several") << u"👩\u200D💻"_s << u"👩\u200D💻"_s;
}

void TestTableOutput::printable()
{
    QFETCH(QString, text);
    QTEST(printableText(text), "line");
}

void TestTableOutput::width_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("cells");

    QTest::newRow("empty") << QString() << 0;
    QTest::newRow("Latin") << u"Zürich"_s << 6;
    QTest::newRow("combining") << u"e\u0301"_s << 1;
    QTest::newRow("Chinese") << u"失敗"_s << 4;
    QTest::newRow("Korean") << u"한국"_s << 4;
    QTest::newRow("emoji") << u"😀"_s << 2;
    QTest::newRow("Arabic") << u"مرحبا"_s << 5;
}

void TestTableOutput::width()
{
    QFETCH(QString, text);
    QTEST(displayWidth(text), "cells");
}

void TestTableOutput::cut_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("cells");
    QTest::addColumn<QString>("rest");

    QTest::newRow("fits") << u"abc"_s << 3 << u"abc"_s;
    QTest::newRow("too long") << u"abcd"_s << 3 << u"ab…"_s;
    QTest::newRow("half a character") << u"失敗失"_s << 4 << u"失…"_s;
    QTest::newRow("whole emoji") << u"😀😀"_s << 3 << u"😀…"_s;
    QTest::newRow("no room") << u"abc"_s << 0 << QString();
}

void TestTableOutput::cut()
{
    QFETCH(QString, text);
    QFETCH(int, cells);
    QTEST(cutToWidth(text, cells), "rest");
}

void TestTableOutput::listFitsIntoTheTerminal_data()
{
    QTest::addColumn<int>("cells");
    for (const int cells : {36, 47, 80, 99, 120, 200})
        QTest::addRow("%d", cells) << cells;
}

void TestTableOutput::listFitsIntoTheTerminal()
{
    QFETCH(int, cells);
    Task other = sample();
    other.errorMessage.reset();
    const QStringList lines = QString::fromUtf8(TableOutput(cells).tasks({sample(), other})).split(u'\n');
    QCOMPARE(lines.size(), 4);
    for (const QString &line : lines)
        QVERIFY2(displayWidth(line) <= cells, qPrintable(line));
    QVERIFY(lines[1].startsWith(sample().id.toText()));
}

void TestTableOutput::listWithoutTerminalIsWhole()
{
    const QString lines = QString::fromUtf8(TableOutput(std::nullopt).tasks({sample()}));
    QCOMPARE(lines.count(u'\n'), 2);
    QVERIFY(lines.contains(printableText(*sample().errorMessage).trimmed()));
    QVERIFY(lines.contains("2026-02-01 00:00:00  concept_generation"_L1));
}

void TestTableOutput::oneTaskIsWhole()
{
    const QString lines = QString::fromUtf8(TableOutput(20).task(sample()));
    QVERIFY(lines.contains(u"\n               second line \n"_s));
    QVERIFY(lines.contains("metadata       {\"n\": 12345678901234567890.123456789}\n"_L1));
    QVERIFY(lines.contains("created_at     2026-02-01T00:00:00.000001+00:00\n"_L1));
    QVERIFY(lines.contains("updated_at     NULL\n"_L1));
}

void TestTableOutput::countsSayHowSureTheyAre()
{
    StatusCounts counts;
    counts.statuses = {{u"failed"_s, {7, Count::Precision::Exact}},
                       {u"completed"_s, {1'000'000, Count::Precision::Estimate}},
                       {u"pending"_s, {50'000, Count::Precision::AtLeast}}};
    QCOMPARE(QString::fromUtf8(TableOutput(std::nullopt).counts(counts)),
             u"status        count\n"
             "failed            7\n"
             "completed  ≈1000000\n"
             "pending      ≥50000\n"
             "(all)      ≥1050007\n"_s);
}

void TestTableOutput::changesAreOneLineEach()
{
    const TableOutput narrow(60);
    const TableOutput piped(std::nullopt);
    TaskChange change{TaskChange::Kind::Changed, sample(), Timestamp::infinity()};
    change.task.status = TaskStatus::fromText(u"waiting for\nsomebody"_s);
    for (const QByteArray &line : {narrow.changesHeader(), narrow.change(change)}) {
        QCOMPARE(line.count('\n'), 1);
        QVERIFY(displayWidth(QString::fromUtf8(line.trimmed())) <= 60);
    }
    const QString whole = QString::fromUtf8(piped.change(change));
    QVERIFY2(
        whole.startsWith(
            u"infinity             changed  waiting f…  concept_generation    0b5c1e9e  11111111  失敗"_s),
        qPrintable(whole));
    QVERIFY(whole.endsWith(u"😀 \n"_s)); // of the error, the first line
    change.task.id = TaskId(u"1234567890"_s);
    QVERIFY(piped.change(change).contains("  1234567890  11111111  "));
}

void TestTableOutput::recordsOfAllValues()
{
    const Records::List statuses{{{u"status"_s, u"failed"_s}, {u"count"_s, 3}},
                                 {{u"status"_s, QVariant()}, {u"count"_s, 1}}};
    const Records::Record counts{{u"done"_s, qint64(3)}, {u"refused"_s, qint64(1)}};
    const Records::Record record{{u"name"_s, u"a \"b\"\x1b[2J"_s},
                                 {u"is"_s, true},
                                 {u"none"_s, QVariant()},
                                 {u"at"_s, QVariant::fromValue(Timestamp(1))},
                                 {u"statuses"_s, QVariant::fromValue(statuses)},
                                 {u"counts"_s, QVariant::fromValue(counts)}};
    QCOMPARE(QString::fromUtf8(JsonOutput(JsonOutput::Metadata::Json).record(record)),
             u"{\"name\":\"a \\\"b\\\"\\u001b[2J\",\"is\":true,\"none\":null,"
             "\"at\":\"1970-01-01T00:00:00.000001+00:00\","
             "\"statuses\":[{\"status\":\"failed\",\"count\":3},{\"status\":null,\"count\":1}],"
             "\"counts\":{\"done\":3,\"refused\":1}}\n"_s);
    QCOMPARE(QString::fromUtf8(CsvOutput().record(record)).section(u"\r\n"_s, 1),
             u"\"a \"\"b\"\"\x1b[2J\",true,,1970-01-01T00:00:00.000001+00:00,\"failed 3, NULL 1\","
             "\"3 done, 1 refused\"\r\n"_s);
    QCOMPARE(QString::fromUtf8(TableOutput(40).record(record)),
             u"name      a \"b\"\n"
             "is        true\n"
             "none      -\n"
             "at        1970-01-01 00:00:00 UTC\n"
             "statuses  failed 3, NULL 1\n"
             "counts    3 done, 1 refused\n"_s);
}

WATCHBILL_TEST(TestTableOutput)

} // namespace tst_tableoutput

#include "tst_tableoutput.moc"
