// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "journal/runfacts.h"

#include "journal/run.h"
#include "testprogram.h"

#include <QTest>

namespace tst_runfacts {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// What a run gave its tasks, as data and in words.
class TestRunFacts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBack_data();
    void readsBack();
    void describesOtherTexts();
};

} // namespace tst_runfacts

Q_DECLARE_METATYPE(watchbill::RunFacts)

namespace tst_runfacts {

void TestRunFacts::readsBack_data()
{
    QTest::addColumn<RunFacts>("facts");
    QTest::addColumn<QString>("words");
    QTest::newRow("none") << RunFacts() << QString();
    QTest::newRow("status") << RunFacts{.status = TaskStatus(TaskStatus::Kind::Failed)} << u"to failed"_s;
    QTest::newRow("status of the application")
        << RunFacts{.status = TaskStatus::fromText(u"a \"%1\"\nb"_s)} << u"to a \"%1\"\nb"_s;
    QTest::newRow("empty error") << RunFacts{.status = TaskStatus(TaskStatus::Kind::Failed),
                                             .errorMessage = u""_s}
                                 << u"to failed, with the error “”"_s;
    QTest::newRow("result and error") << RunFacts{.status = TaskStatus(TaskStatus::Kind::Completed),
                                                  .resultId = ResultId(u"r1"_s),
                                                  .errorMessage = u"größer %2"_s}
                                      << u"to completed, with the result r1 and the error “größer %2”"_s;
    QTest::newRow("task") << RunFacts{.type = u"render"_s, .userId = UserId(u"ann"_s)}
                          << u"type render, user ann"_s;
    QTest::newRow("metadata") << RunFacts{.metadata = R"({"n": 1.0000000000000000001})"}
                              << uR"(metadata {"n": 1.0000000000000000001})"_s;
    QTest::newRow("added metadata") << RunFacts{.metadata = R"({"m": 1})", .addsMetadata = true}
                                    << uR"(added to the metadata: {"m": 1})"_s;
}

void TestRunFacts::readsBack()
{
    QFETCH(const RunFacts, facts);
    Run run;
    run.details = facts.toText();
    const auto read = RunFacts::fromText(run.details);
    QVERIFY(read);
    QVERIFY(*read == facts);
    QTEST(describedDetails(run), "words");
}

// As earlier versions wrote them.
void TestRunFacts::describesOtherTexts()
{
    Run run;
    run.details = u"to failed, with the error “{”"_s;
    QVERIFY(!RunFacts::fromText(run.details));
    QCOMPARE(describedDetails(run), run.details);
}

WATCHBILL_TEST(TestRunFacts)

} // namespace tst_runfacts

#include "tst_runfacts.moc"
