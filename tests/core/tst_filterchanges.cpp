// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/filterchanges.h"

#include "testprogram.h"

#include <QTest>

namespace tst_filterchanges {

using namespace Qt::StringLiterals;
using namespace watchbill;

class TestFilterChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksOnlyFor();
    void asksFor();
    void changesOneSet_data();
    void changesOneSet();
    void addsConditions();
};

namespace {

using Change = TaskFilter (*)(TaskFilter, FilterSet, const FieldValue &);

const ValueSet none;
const ValueSet a{{u"a"_s}, false};
const ValueSet b{{u"b"_s}, false};
const ValueSet aAndB{{u"a"_s, u"b"_s}, false};
const ValueSet notA{{u"a"_s}, true};
const ValueSet notB{{u"b"_s}, true};
const ValueSet neitherAnorB{{u"a"_s, u"b"_s}, true};
const ValueSet empty{{u""_s}, false};
const ValueSet null{{}, false, true};
const ValueSet notNull{{}, true, true};
const ValueSet neitherAnorNull{{u"a"_s}, true, true};

} // namespace

void TestFilterChanges::asksFor()
{
    using filter::Finding;
    const QString id = u"a0000002-0000-4000-8000-000000000001"_s;
    const ValueSet beginning{{u"A0000002-"_s, u"b"_s}, false};
    QVERIFY(filter::asksFor(beginning, id, Finding::Beginning));
    QVERIFY(!filter::asksFor(beginning, id, Finding::Whole));
    QVERIFY(!filter::asksFor(beginning, u"a0000003"_s, Finding::Beginning));
    QVERIFY(!filter::asksFor(beginning, std::nullopt, Finding::Beginning));
    QVERIFY(filter::asksFor({{id}, false}, id, Finding::Whole));
    QVERIFY(!filter::asksFor({{id}, true}, id, Finding::Whole));
    QVERIFY(filter::asksFor({{id}, true}, std::nullopt, Finding::Whole));
    QVERIFY(filter::asksFor({{}, false, true}, std::nullopt, Finding::Beginning));
    QVERIFY(!filter::asksFor({{u""_s}, false}, id, Finding::Beginning));
}

void TestFilterChanges::asksOnlyFor()
{
    QVERIFY(filter::asksOnlyFor(a, u"a"_s));
    QVERIFY(!filter::asksOnlyFor(a, u"b"_s));
    QVERIFY(!filter::asksOnlyFor(aAndB, u"a"_s));
    QVERIFY(!filter::asksOnlyFor(notA, u"a"_s));
    QVERIFY(!filter::asksOnlyFor(none, u""_s));
    QVERIFY(!filter::asksOnlyFor(none, std::nullopt));
    QVERIFY(filter::asksOnlyFor(empty, u""_s));
    QVERIFY(!filter::asksOnlyFor(empty, std::nullopt));
    QVERIFY(filter::asksOnlyFor(null, std::nullopt));
    QVERIFY(!filter::asksOnlyFor(null, u""_s));
    QVERIFY(!filter::asksOnlyFor(notNull, std::nullopt));
}

void TestFilterChanges::changesOneSet_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<ValueSet>("before");
    QTest::addColumn<FieldValue>("value");
    QTest::addColumn<ValueSet>("after");

    const Change only = filter::only;
    QTest::newRow("only: first") << only << none << FieldValue(u"a"_s) << a;
    QTest::newRow("only: instead of another") << only << b << FieldValue(u"a"_s) << a;
    QTest::newRow("only: instead of several") << only << aAndB << FieldValue(u"a"_s) << a;
    QTest::newRow("only: instead of an exclusion") << only << notA << FieldValue(u"a"_s) << a;
    QTest::newRow("only: the same") << only << a << FieldValue(u"a"_s) << a;
    QTest::newRow("only: an empty text") << only << a << FieldValue(u""_s) << empty;
    QTest::newRow("only: NULL") << only << a << FieldValue() << null;
    QTest::newRow("only: instead of NULL") << only << null << FieldValue(u"a"_s) << a;

    const Change all = [](TaskFilter filter, FilterSet set, const FieldValue &) {
        return filter::all(std::move(filter), set);
    };
    QTest::newRow("all: of one") << all << a << FieldValue(u""_s) << none;
    QTest::newRow("all: of an exclusion") << all << neitherAnorB << FieldValue(u""_s) << none;
    QTest::newRow("all: already") << all << none << FieldValue(u""_s) << none;

    const Change excluding = filter::excluding;
    QTest::newRow("excluding: first") << excluding << none << FieldValue(u"a"_s) << notA;
    QTest::newRow("excluding: one more") << excluding << notA << FieldValue(u"b"_s) << neitherAnorB;
    QTest::newRow("excluding: NULL") << excluding << none << FieldValue() << notNull;
    QTest::newRow("excluding: NULL, too") << excluding << notA << FieldValue() << neitherAnorNull;
    QTest::newRow("excluding: what was asked for") << excluding << a << FieldValue(u"a"_s) << notA;
    QTest::newRow("excluding: instead of others") << excluding << aAndB << FieldValue(u"a"_s) << notA;
}

void TestFilterChanges::changesOneSet()
{
    QFETCH(Change, change);
    QFETCH(ValueSet, before);
    QFETCH(FieldValue, value);
    QFETCH(ValueSet, after);
    for (const FilterSet set : {&TaskFilter::statuses, &TaskFilter::types, &TaskFilter::users}) {
        TaskFilter filter{notB, notB, notB, filter::containing(u"text"_s)};
        filter.*set = before;
        TaskFilter expected = filter;
        expected.*set = after;
        QCOMPARE(change(filter, set, value), expected);
    }
}

void TestFilterChanges::addsConditions()
{
    const Condition word = filter::containing(u"x"_s);
    const TaskFilter one = filter::with({a, b, notA, {}}, word);
    QCOMPARE(one, (TaskFilter{a, b, notA, word}));
    QCOMPARE(filter::with(one, word), one); // it says so already
    const Condition other = filter::negated(filter::containing(u"y"_s));
    QCOMPARE(filter::with(one, other).condition, (Condition{Condition::Kind::All, {word, other}}));
    QCOMPARE(filter::parts(filter::with(one, other)).size(), 5);
    QCOMPARE(
        filter::fromCondition(filter::joined(Condition::Kind::All, filter::parts(filter::with(one, other)))),
        filter::with(one, other));
    QVERIFY(filter::looksForText(other) && !filter::looksForText({}));
}

WATCHBILL_TEST(TestFilterChanges)

} // namespace tst_filterchanges

#include "tst_filterchanges.moc"
