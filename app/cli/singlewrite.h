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

/// A change of one task, from the journal to the exit status. If the connection breaks, it continues once the server is
/// back, and looks up the outcome if the answer was lost.
class SingleWrite : public QObject
{
public:
    using ToAnswer = std::function<Answer(const SingleOutcome &outcome)>;

    /// `unknown`, which says how to check, is printed if the server is not back within the time limit of a write. The
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
