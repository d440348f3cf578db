// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "await.h"
#include "check/connectiontest.h"

namespace watchbill {

using StepId = ConnectionTestStep::Id;

/// Events are handled until the test is done; if it does not end, the test program does.
inline void complete(ConnectionTest &test)
{
    if (!test.isRunning())
        return;
    QEventLoop loop;
    QObject::connect(&test, &ConnectionTest::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(patience, &loop, [] { qFatal("A connection test does not end."); });
    loop.exec();
}

/// The steps of a test of this profile that ran to its end.
inline QVector<ConnectionTestStep> stepsOf(const ConnectionProfile &profile)
{
    ConnectionTest test(profile);
    test.start();
    complete(test);
    return test.steps();
}

inline const ConnectionTestStep &stepOf(const QVector<ConnectionTestStep> &steps, StepId id)
{
    return steps[int(id)];
}

/// "reach fine, encryption fine, login failed": the first of them, down to this one.
inline QString statesOf(const QVector<ConnectionTestStep> &steps, StepId last = StepId::Push)
{
    QStringList states;
    for (int i = 0; i <= int(last); ++i)
        states += toText(steps[i].id) + QLatin1StringView(" ") + toText(steps[i].state);
    return states.join(QLatin1StringView(", "));
}

} // namespace watchbill

/// Fails the test with what the step said if that does not contain these words.
#define VERIFY_SAYS(step, words) \
    QVERIFY2((step).sentence.contains(words), \
             qPrintable((step).title + QStringLiteral(": ") + (step).sentence))
