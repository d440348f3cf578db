// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "execution.h"
#include "write/runcontrol.h"
#include "write/singlechange.h"

#include <QElapsedTimer>
#include <QTimer>

#include <functional>

namespace watchbill {

/// A change of one task, from the journal to the exit status. If the connection breaks, it goes on once the server is back, and
/// looks up what became of the change if the answer was lost.
class SingleWrite : public QObject
{
public:
    using ToAnswer = std::function<Answer(const SingleOutcome &outcome)>;

    /// `unknown` is said, and how to look, if the server does not come back in the time that a write may take. The
    /// execution is the parent.
    SingleWrite(Execution &execution, const SingleChange &change, const ToAnswer &toAnswer,
                const QString &unknown);

    void begin();

private:
    void start();
    void watch();
    void finish(const Result<SingleOutcome> &outcome);

    Execution &m_execution;
    const SingleChange m_change;
    const ToAnswer m_toAnswer;
    const QString m_unknown;
    const RunControlPointer m_control = std::make_shared<RunControl>();
    QTimer m_watching;
    QElapsedTimer m_sinceLoss; // once that was said
};

} // namespace watchbill
