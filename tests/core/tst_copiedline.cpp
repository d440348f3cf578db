// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/copiedline.h"

#include "testprogram.h"

#include <QTest>

namespace tst_copiedline {

using namespace Qt::StringLiterals;
using namespace watchbill;

class TestCopiedLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts_data();
    void texts();
    void times();
};

void TestCopiedLine::texts_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("field");
    QTest::addColumn<QString>("text"); // a null text for NULL

    QTest::newRow("first") << QByteArray("a\tb\tc\n") << 0 << u"a"_s;
    QTest::newRow("last") << QByteArray("a\tb\tc\n") << 2 << u"c"_s;
    QTest::newRow("without a line break") << QByteArray("a\tb\tc") << 2 << u"c"_s;
    QTest::newRow("empty") << QByteArray("a\t\tc\n") << 1 << u""_s;
    QTest::newRow("empty, last") << QByteArray("a\t\n") << 1 << u""_s;
    QTest::newRow("NULL") << QByteArray("a\t\\N\tc\n") << 1 << QString();
    QTest::newRow("a text like NULL") << QByteArray("\\\\N\n") << 0 << u"\\N"_s;
    QTest::newRow("escapes") << QByteArray("\\b\\f\\n\\r\\t\\v\\\\ \\.\n") << 0 << u"\b\f\n\r\t\v\\ ."_s;
    QTest::newRow("a backslash at the end") << QByteArray("C:\\\\\tc\n") << 0 << u"C:\\"_s;
    QTest::newRow("not ASCII") << QByteArray("gr\xc3\xbc\xc3\x9f\\te\n") << 0 << u"grüß\te"_s;
}

void TestCopiedLine::texts()
{
    QFETCH(QByteArray, line);
    QFETCH(int, field);
    QFETCH(QString, text);
    const auto read = CopiedLine(line).text(field);
    QCOMPARE(read.has_value(), !text.isNull());
    QCOMPARE(read.value_or(QString()), text);
}

void TestCopiedLine::times()
{
    const CopiedLine line("\\\\x0000000000000001\t\\N\t\\\\x7fffffffffffffff\t\\\\xffffffffffffffff\n");
    QCOMPARE(line.sentTimestamp(0), Timestamp::fromServer(1));
    QVERIFY(!line.sentTimestamp(1));
    QCOMPARE(line.sentTimestamp(2), Timestamp::infinity());
    QCOMPARE(line.sentTimestamp(3), Timestamp::fromServer(-1));
}

WATCHBILL_TEST(TestCopiedLine)

} // namespace tst_copiedline

#include "tst_copiedline.moc"
