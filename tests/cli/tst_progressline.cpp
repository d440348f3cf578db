// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "progressline.h"

#include "testprogram.h"

#include <QLocale>
#include <QTest>

namespace tst_progressline {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

class TestProgressLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void text_data();
    void text();
};

void TestProgressLine::text_data()
{
    using Phase = RunProgress::Phase;
    QTest::addColumn<RunProgress>("progress");
    QTest::addColumn<bool>("isCancelled");
    QTest::addColumn<QString>("line");

    RunProgress progress;
    QTest::newRow("waiting") << progress << false << u"Waiting for another change to finish"_s;
    progress.phase = Phase::Running;
    progress.all = 128'412;
    QTest::newRow("begun") << progress << false << u"0 of 128,412"_s;
    progress.rows = {{RowState::Done, 12'000}, {RowState::Refused, 300}};
    progress.elapsed = 1s;
    QTest::newRow("underway") << progress << false << u"12,300 of 128,412 · 12,300/s · 10 s left"_s;
    progress.elapsed = 60s;
    QTest::newRow("long") << progress << false << u"12,300 of 128,412 · 205/s · 10 min left"_s;
    progress.sinceChunk = 4s;
    QTest::newRow("stuck") << progress << false << u"12,300 of 128,412 · waiting for the server for 4 s"_s;
    QTest::newRow("cancelled") << progress << true << u"12,300 of 128,412 · cancelling"_s;
    progress.phase = Phase::Reconnecting;
    QTest::newRow("lost") << progress << false << u"12,300 of 128,412 · reconnecting"_s;
}

void TestProgressLine::text()
{
    QFETCH(RunProgress, progress);
    QFETCH(bool, isCancelled);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QTEST(textOf(progress, isCancelled), "line");
}

WATCHBILL_TEST(TestProgressLine)

} // namespace tst_progressline

#include "tst_progressline.moc"
