// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/uuidtext.h"

#include "testprogram.h"

#include <QTest>

namespace tst_uuidtext {

using namespace Qt::StringLiterals;
using namespace watchbill;

class TestUuidText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recognises_data();
    void recognises();
    void canonical_data();
    void canonical();
    void range_data();
    void range();
};

void TestUuidText::recognises_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("whole");
    QTest::addColumn<bool>("part");

    QTest::newRow("uuid") << u"0123abcd-4567-89ab-cdef-0123456789ab"_s << true << true;
    QTest::newRow("capitals") << u"0123ABCD-4567-89AB-CDEF-0123456789AB"_s << true << true;
    QTest::newRow("empty") << u""_s << false << true;
    QTest::newRow("one short") << u"0123abcd-4567-89ab-cdef-0123456789a"_s << false << true;
    QTest::newRow("one long") << u"0123abcd-4567-89ab-cdef-0123456789abc"_s << false << false;
    QTest::newRow("braces") << u"{0123abcd-4567-89ab-cdef-0123456789}"_s << false << false;
    QTest::newRow("no hyphens") << u"0123abcd456789abcdef0123456789ab"_s << false << true;
    QTest::newRow("hyphens elsewhere") << u"0123abc-d4567-89ab-cdef-0123456789ab"_s << false << true;
    QTest::newRow("not hexadecimal") << u"0123abcg-4567-89ab-cdef-0123456789ab"_s << false << false;
    QTest::newRow("blank behind") << u"0123abcd-4567-89ab-cdef-0123456789a "_s << false << false;
    QTest::newRow("Arabic digits") << u"٠123abcd-4567-89ab-cdef-0123456789ab"_s << false << false;
    QTest::newRow("from the middle") << u"d-4567-89"_s << false << true;
    QTest::newRow("quote") << u"' OR true --"_s << false << false;
}

void TestUuidText::recognises()
{
    QFETCH(QString, text);
    QTEST(isUuid(text), "whole");
    QTEST(couldBePartOfUuid(text), "part");
}

void TestUuidText::canonical_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isUuid");

    QTest::newRow("its own form") << u"0123abcd-4567-89ab-cdef-0123456789ab"_s << true;
    QTest::newRow("capitals") << u"0123ABCD-4567-89AB-CDEF-0123456789AB"_s << true;
    QTest::newRow("braces") << u"{0123abcd-4567-89ab-cdef-0123456789ab}"_s << true;
    QTest::newRow("no hyphens") << u"0123ABCD456789abcdef0123456789ab"_s << true;
    QTest::newRow("in braces") << u"{0123abcd456789abcdef0123456789ab}"_s << true;
    QTest::newRow("after any four") << u"0123-abcd-4567-89ab-cdef-0123-4567-89ab"_s << true;
    QTest::newRow("hyphen elsewhere") << u"012-3abcd456789abcdef0123456789ab"_s << false;
    QTest::newRow("two hyphens") << u"0123abcd--456789abcdef0123456789ab"_s << false;
    QTest::newRow("hyphen at the end") << u"0123abcd456789abcdef0123456789ab-"_s << false;
    QTest::newRow("one brace") << u"{0123abcd456789abcdef0123456789ab"_s << false;
    QTest::newRow("one short") << u"0123abcd456789abcdef0123456789a"_s << false;
    QTest::newRow("empty") << u""_s << false;
    QTest::newRow("braces alone") << u"{}"_s << false;
    QTest::newRow("one brace alone") << u"{"_s << false;
}

void TestUuidText::canonical()
{
    QFETCH(QString, text);
    QFETCH(bool, isUuid);
    QCOMPARE(canonicalUuid(text).value_or(QString()),
             isUuid ? u"0123abcd-4567-89ab-cdef-0123456789ab"_s : QString());
}

void TestUuidText::range_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<QString>("lowest"); // empty: no uuid begins so
    QTest::addColumn<QString>("highest");

    QTest::newRow("one digit") << u"a"_s << u"a0000000-0000-0000-0000-000000000000"_s
                               << u"afffffff-ffff-ffff-ffff-ffffffffffff"_s;
    QTest::newRow("first group") << u"0123abcd"_s << u"0123abcd-0000-0000-0000-000000000000"_s
                                 << u"0123abcd-ffff-ffff-ffff-ffffffffffff"_s;
    QTest::newRow("with the hyphen") << u"0123abcd-"_s << u"0123abcd-0000-0000-0000-000000000000"_s
                                     << u"0123abcd-ffff-ffff-ffff-ffffffffffff"_s;
    QTest::newRow("whole") << u"0123abcd-4567-89ab-cdef-0123456789ab"_s
                           << u"0123abcd-4567-89ab-cdef-0123456789ab"_s
                           << u"0123abcd-4567-89ab-cdef-0123456789ab"_s;
    QTest::newRow("empty") << u""_s << u""_s << u""_s;
    QTest::newRow("hyphen first") << u"-"_s << u""_s << u""_s;
    QTest::newRow("no hyphen") << u"0123abcd4"_s << u""_s << u""_s;
    QTest::newRow("word") << u"user"_s << u""_s << u""_s;
    QTest::newRow("too long") << u"0123abcd-4567-89ab-cdef-0123456789abc"_s << u""_s << u""_s;
}

void TestUuidText::range()
{
    QFETCH(QString, prefix);
    QFETCH(QString, lowest);
    QFETCH(QString, highest);
    const auto range = uuidRange(prefix);
    QCOMPARE(range.has_value(), !lowest.isEmpty());
    if (range)
        QCOMPARE(*range, std::pair(lowest, highest));
}

WATCHBILL_TEST(TestUuidText)

} // namespace tst_uuidtext

#include "tst_uuidtext.moc"
