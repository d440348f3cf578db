// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "format/selectiontext.h"

#include "testprogram.h"

#include <QLocale>
#include <QTest>

namespace tst_selectiontext {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

using Precision = Count::Precision;

Selection everything(const std::optional<Count> &total)
{
    return {{}, TaskFilter(), total};
}

} // namespace

class TestSelectionText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void texts_data();
    void texts();
    void part();
};

void TestSelectionText::initTestCase()
{
    QLocale::setDefault(QLocale(u"en_US"_s));
}

void TestSelectionText::texts_data()
{
    QTest::addColumn<Selection>("selection");
    QTest::addColumn<QString>("brief");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("offer");

    QTest::newRow("two") << Selection{{Task(), Task()}, {}, Count{350}} << u"2 selected"_s << u"2 selected."_s
                         << u"Select all 350 that match"_s;
    QTest::newRow("exactly") << everything(Count{128'412}) << u"all 128,412 that match selected"_s
                             << u"All 128,412 task(s) that match are selected."_s
                             << u"Select all 128,412 that match"_s;
    QTest::newRow("an estimate") << everything(Count{128'412, Precision::Estimate})
                                 << u"all ≈ 128 k that match selected"_s
                                 << u"All tasks that match are selected, ≈ 128 k."_s
                                 << u"Select all ≈ 128 k that match"_s;
    QTest::newRow("at least") << everything(Count{50'000, Precision::AtLeast})
                              << u"all that match selected, at least 50,000"_s
                              << u"All tasks that match are selected, at least 50,000."_s
                              << u"Select all that match, at least 50,000"_s;
    QTest::newRow("not known") << everything({}) << u"all that match selected"_s
                               << u"All tasks that match are selected."_s << u"Select all that match"_s;
}

void TestSelectionText::texts()
{
    QFETCH(Selection, selection);
    QTEST(selectiontext::inBrief(selection), "brief");
    QTEST(selectiontext::sentence(selection), "sentence");
    QTEST(selectiontext::offer(selection.total), "offer");
}

void TestSelectionText::part()
{
    const QVector<Task> two{Task(), Task()};
    QVERIFY((Selection{two, {}, Count{3}}.isPart()));
    QVERIFY((!Selection{two, {}, Count{2}}.isPart()));
    QVERIFY((!Selection{two, {}, {}}.isPart()));
    QVERIFY(!everything(Count{3}).isPart());
    QVERIFY(Selection().isEmpty() && !everything({}).isEmpty());
    QCOMPARE(selectiontext::inBrief({}), QString());
}

WATCHBILL_TEST(TestSelectionText)

} // namespace tst_selectiontext

#include "tst_selectiontext.moc"
