// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/filterchanges.h"

#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace watchbill;

class TestFilterChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyValue_data();
    void onlyValue();
    void changesOneSet_data();
    void changesOneSet();
    void changesTheText();
};

namespace {

using Change = TaskFilter (*)(TaskFilter, FilterSet, const QString &);

const ValueSet none;
const ValueSet a{{u"a"_s}, false};
const ValueSet b{{u"b"_s}, false};
const ValueSet aAndB{{u"a"_s, u"b"_s}, false};
const ValueSet notA{{u"a"_s}, true};
const ValueSet notB{{u"b"_s}, true};
const ValueSet neitherAnorB{{u"a"_s, u"b"_s}, true};

} // namespace

Q_DECLARE_METATYPE(ValueSet)
Q_DECLARE_METATYPE(Change)

void TestFilterChanges::onlyValue_data()
{
    QTest::addColumn<ValueSet>("set");
    QTest::addColumn<QString>("value");

    QTest::newRow("none") << none << QString();
    QTest::newRow("one") << a << u"a"_s;
    QTest::newRow("several") << aAndB << QString();
    QTest::newRow("excluded") << notA << QString();
}

void TestFilterChanges::onlyValue()
{
    QFETCH(ValueSet, set);
    QTEST(filter::onlyValue(set), "value");
}

void TestFilterChanges::changesOneSet_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<ValueSet>("before");
    QTest::addColumn<QString>("value");
    QTest::addColumn<ValueSet>("after");

    const Change only = filter::only;
    QTest::newRow("only: first") << only << none << u"a"_s << a;
    QTest::newRow("only: instead of another") << only << b << u"a"_s << a;
    QTest::newRow("only: instead of several") << only << aAndB << u"a"_s << a;
    QTest::newRow("only: instead of an exclusion") << only << notA << u"a"_s << a;
    QTest::newRow("only: the same") << only << a << u"a"_s << a;
    QTest::newRow("only: all") << only << a << u""_s << none;
    QTest::newRow("only: all instead of an exclusion") << only << notA << u""_s << none;

    const Change all = [](TaskFilter filter, FilterSet set, const QString &) {
        return filter::all(std::move(filter), set);
    };
    QTest::newRow("all: of one") << all << a << u""_s << none;
    QTest::newRow("all: of an exclusion") << all << neitherAnorB << u""_s << none;
    QTest::newRow("all: already") << all << none << u""_s << none;

    const Change excluding = filter::excluding;
    QTest::newRow("excluding: first") << excluding << none << u"a"_s << notA;
    QTest::newRow("excluding: one more") << excluding << notA << u"b"_s << neitherAnorB;
    QTest::newRow("excluding: what was asked for") << excluding << a << u"a"_s << notA;
    QTest::newRow("excluding: instead of others") << excluding << aAndB << u"a"_s << notA;

    const Change without = filter::without;
    QTest::newRow("without: one of two") << without << aAndB << u"b"_s << a;
    QTest::newRow("without: the last") << without << a << u"a"_s << none;
    QTest::newRow("without: one of two exclusions") << without << neitherAnorB << u"a"_s << notB;
    QTest::newRow("without: the last exclusion") << without << notA << u"a"_s << none;
    QTest::newRow("without: what is not there") << without << a << u"b"_s << a;

    const Change entered = filter::entered;
    QTest::newRow("entered: first") << entered << none << u"a"_s << a;
    QTest::newRow("entered: instead of another") << entered << b << u"a"_s << a;
    QTest::newRow("entered: instead of several") << entered << aAndB << u"b"_s << b;
    QTest::newRow("entered: instead of an exclusion") << entered << notA << u"a"_s << a;
    QTest::newRow("emptied") << entered << a << u""_s << none;
    QTest::newRow("empty beside several") << entered << aAndB << u""_s << aAndB;
    QTest::newRow("empty beside an exclusion") << entered << notA << u""_s << notA;
    QTest::newRow("empty beside nothing") << entered << none << u""_s << none;
}

void TestFilterChanges::changesOneSet()
{
    QFETCH(Change, change);
    QFETCH(ValueSet, before);
    QFETCH(QString, value);
    QFETCH(ValueSet, after);
    for (const FilterSet set : {&TaskFilter::statuses, &TaskFilter::types, &TaskFilter::users}) {
        TaskFilter filter{notB, notB, notB, u"text"_s};
        filter.*set = before;
        TaskFilter expected = filter;
        expected.*set = after;
        QCOMPARE(change(filter, set, value), expected);
    }
}

void TestFilterChanges::changesTheText()
{
    const TaskFilter filter{a, b, notA, u"text"_s};
    QCOMPARE(filter::withText(filter, u"other"_s), (TaskFilter{a, b, notA, u"other"_s}));
    QCOMPARE(filter::withText(filter, {}), (TaskFilter{a, b, notA, {}}));
}

WATCHBILL_TEST(TestFilterChanges)

#include "tst_filterchanges.moc"
