// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/reading.h"

#include "live/readingpace.h"
#include "testprogram.h"

#include <QPromise>
#include <QTest>

#include <vector>

namespace tst_reading {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// A reading beside a list, whose answers the test gives.
class TestReading : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsWhenItIsDue();
    void tellsOnlyWhatIsNew();
    void keepsWhatItHasAfterAnError();
    void takesTheNewestAnswer();
    void forgets();
    void paceIsResetUnderWay();

private:
    using Answer = Result<int>;

    void answer(size_t request, const Answer &answer);

    std::vector<QPromise<Answer>> m_requests;
    std::unique_ptr<ReadingSchedule> m_schedule;
    std::unique_ptr<Reading<int>> m_reading;
    int m_changes = 0;
};

void TestReading::init()
{
    m_requests.clear();
    m_schedule = std::make_unique<ReadingSchedule>();
    m_reading = std::make_unique<Reading<int>>(*m_schedule, [this] {
        m_requests.emplace_back().start();
        return m_requests.back().future();
    });
    m_changes = 0;
    connect(m_reading.get(), &AnyReading::changed, this, [this] { ++m_changes; });
}

// By a refresh while the answer is on its way.
void TestReading::paceIsResetUnderWay()
{
    ReadingPace pace(100, std::chrono::hours(1));
    pace.begin();
    QVERIFY(!pace.allows());
    pace.reset();
    pace.end();
    QVERIFY(pace.allows() && !pace.isDue());
    pace.begin();
    pace.end();
    QVERIFY(!pace.allows());
}

void TestReading::answer(size_t request, const Answer &answer)
{
    m_requests.at(request).addResult(answer);
    m_requests.at(request).finish();
    QCoreApplication::processEvents();
}

void TestReading::readsWhenItIsDue()
{
    QVERIFY(!*m_reading);
    QCOMPARE(m_reading->value_or(-1), -1);
    QCOMPARE(m_requests.size(), size_t(0));
    Q_EMIT m_schedule->due();
    QCOMPARE(m_requests.size(), size_t(1));
    answer(0, 7);
    QVERIFY(*m_reading);
    QCOMPARE(**m_reading, 7);
    QCOMPARE(m_changes, 1);
}

void TestReading::tellsOnlyWhatIsNew()
{
    for (const int value : {7, 7, 8}) {
        m_reading->read();
        answer(m_requests.size() - 1, value);
        QCOMPARE(**m_reading, value);
    }
    QCOMPARE(m_changes, 2);
}

void TestReading::keepsWhatItHasAfterAnError()
{
    m_reading->read();
    answer(0, 7);
    m_reading->read();
    answer(1, Failure(TaskError{TaskError::Kind::Timeout, u"too slow"_s, {}, {}}));
    QCOMPARE(m_reading->value_or(-1), 7);
    QCOMPARE(m_changes, 1);
}

void TestReading::takesTheNewestAnswer()
{
    m_reading->read();
    m_reading->read();
    answer(1, 8);
    answer(0, 7);
    QCOMPARE(m_reading->value_or(-1), 8);
    QCOMPARE(m_changes, 1);
}

// What is under way was asked for by those who must not see it any more.
void TestReading::forgets()
{
    m_reading->read();
    answer(0, 7);
    m_reading->read();
    Q_EMIT m_schedule->forgotten();
    QVERIFY(!*m_reading);
    QCOMPARE(m_changes, 2);
    answer(1, 8);
    QVERIFY(!*m_reading);
    QCOMPARE(m_changes, 2);
}

WATCHBILL_TEST(TestReading)

} // namespace tst_reading

#include "tst_reading.moc"
