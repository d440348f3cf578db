// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/querystate.h"

#include "testprogram.h"

#include <QTest>

namespace tst_querystate {

using namespace Qt::StringLiterals;
using namespace watchbill;

class TestQueryState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asks();
    void setsWithoutARequest();
    void restoresWhatIsShown();
};

namespace {

const TaskFilter failed{{{u"failed"_s}, false}, {}, {}, {}};
const TaskSort byType{TaskField::Type, Qt::AscendingOrder};

} // namespace

void TestQueryState::asks()
{
    QueryState state;
    QStringList told;
    QVector<TaskQuery> befores;
    connect(&state, &QueryState::changed, this, [&] { told += u"changed"_s; });
    connect(&state, &QueryState::requested, this, [&](const TaskQuery &before) {
        told += u"requested"_s;
        befores += before;
    });
    state.askFilter(failed);
    QCOMPARE(state.asked(), (TaskQuery{failed, {}}));
    QVERIFY(!state.isShown());
    state.setShown(state.asked());
    QVERIFY(state.isShown());
    state.askSort(byType);
    QCOMPARE(state.asked(), (TaskQuery{failed, byType}));
    state.ask(state.asked()); // again
    // When the list is read, all views show the query already.
    QCOMPARE(told,
             QStringList({u"changed"_s, u"requested"_s}) + QStringList({u"changed"_s, u"requested"_s})
                 + QStringList({u"changed"_s, u"requested"_s}));
    QCOMPARE(befores, (QVector<TaskQuery>{{}, {failed, {}}, {failed, byType}}));
}

void TestQueryState::setsWithoutARequest()
{
    QueryState state;
    int changes = 0;
    int requests = 0;
    connect(&state, &QueryState::changed, this, [&] { ++changes; });
    connect(&state, &QueryState::requested, this, [&] { ++requests; });
    state.set({failed, byType});
    QCOMPARE(state.asked(), (TaskQuery{failed, byType}));
    QCOMPARE(changes, 1);
    QCOMPARE(requests, 0);
}

void TestQueryState::restoresWhatIsShown()
{
    QueryState state;
    int changes = 0;
    int requests = 0;
    state.setShown({failed, {}});
    state.set({failed, byType});
    connect(&state, &QueryState::changed, this, [&] { ++changes; });
    connect(&state, &QueryState::requested, this, [&] { ++requests; });
    state.restoreShown();
    QCOMPARE(state.asked(), (TaskQuery{failed, {}}));
    state.restoreShown(); // it is already
    QCOMPARE(changes, 1);
    QCOMPARE(requests, 0);
}

WATCHBILL_TEST(TestQueryState)

} // namespace tst_querystate

#include "tst_querystate.moc"
