// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "format/outcometext.h"
#include "testprogram.h"

#include <QTest>

namespace tst_outcometext {

using namespace Qt::StringLiterals;
using namespace watchbill;

using Rows = QMap<RowState, qint64>;

class TestOutcomeText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void report_data();
    void report();
    void namesEveryState();
};

void TestOutcomeText::report_data()
{
    using Kind = Run::Kind;
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Rows>("rows");
    QTest::addColumn<bool>("rowSecurity");
    QTest::addColumn<QStringList>("reasons");
    QTest::addColumn<QString>("words");

    QTest::newRow("all done") << Kind::Delete << Rows{{RowState::Done, 3}} << false << QStringList()
                              << QString();
    QTest::newRow("for a reason") << Kind::Delete << Rows{{RowState::Refused, 2}} << false
                                  << QStringList{u"Pictures refer to it."_s}
                                  << u"The server refused 2 task(s). Pictures refer to it."_s;
    QTest::newRow("without a reason")
        << Kind::ChangeStatus << Rows{{RowState::Refused, 2}} << false << QStringList()
        << u"2 task(s) were not changed: a trigger or rule on the table prevented it."_s;
    QTest::newRow("row security") << Kind::Mark << Rows{{RowState::Refused, 2}} << true << QStringList()
                                  << u"This role can see but not delete 2 task(s)."_s;
    QTest::newRow("gone") << Kind::Delete << Rows{{RowState::Gone, 1}} << false << QStringList()
                          << u"1 task(s) were already gone."_s;
    QTest::newRow("a deletion that was diverted")
        << Kind::Delete << Rows{{RowState::Diverted, 1}} << false << QStringList()
        << u"1 task(s) were not removed: a trigger or rule on the table changed or replaced them, and they may still be listed."_s;
    QTest::newRow("a status that was diverted")
        << Kind::ChangeStatus << Rows{{RowState::Diverted, 1}} << false << QStringList()
        << u"A trigger or rule on the table changed 1 task(s) in another way."_s;
    QTest::newRow("several")
        << Kind::Undo << Rows{{RowState::Changed, 1}, {RowState::Gone, 2}, {RowState::Returning, 3}} << false
        << QStringList()
        << u"1 task(s) have changed or exist again.\n2 task(s) were already gone.\nThe outcome of 3 task(s) "
           "is not known yet. Watchbill checks once the server is back."_s;
}

void TestOutcomeText::report()
{
    QFETCH(Run::Kind, kind);
    QFETCH(Rows, rows);
    QFETCH(QStringList, reasons);
    QFETCH(bool, rowSecurity);
    Run run;
    run.kind = kind;
    run.rows = rows;
    TaskSource source;
    source.viewpoint.rowSecurityActive = rowSecurity;
    QTEST(outcometext::report(run, reasons, source), "words");
}

void TestOutcomeText::namesEveryState()
{
    Run run;
    for (const RowState state :
         statesLeftAlone() + statesUnsettled() + QVector{RowState::Done, RowState::Undone}) {
        run.rows = {{state, 2}};
        QVERIFY2(!outcometext::name(run, state).isEmpty(), qPrintable(toText(state)));
        QVERIFY2(outcometext::sentence(run, state).contains(u'2'), qPrintable(toText(state)));
    }
    for (const RowState state : statesLeftAlone())
        QVERIFY2(outcometext::brief(state, 2).startsWith(u"2 "_s), qPrintable(toText(state)));
}

WATCHBILL_TEST(TestOutcomeText)

} // namespace tst_outcometext

#include "tst_outcometext.moc"
