// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "execution.h"
#include "task/taskerror.h"
#include "write/writeinquiry.h"

namespace watchbill {

/// How to find out about a write whose answer is lost, and what is said then.
struct LostWrite
{
    TaskName task = TaskId(); // by which it is looked up; empty: it cannot be
    WriteInquiry::IsDone isDone;
    std::function<Answer(const std::optional<Task> &)> done; // what is printed if so
    std::function<QString(const std::optional<Task> &)> notDone;
    QString unknown; // and how to look
};

/// Says that the connection broke, looks the write up and ends the program with what is found.
void lookUp(Execution &execution, const LostWrite &write, const TaskError &loss);

/// Ends as Execution::finishWith() does; with an answer that is lost, after looking the write up.
template<typename T, typename ToAnswer>
void finishWrite(Execution &execution, const QFuture<Result<T>> &future, const LostWrite &write,
                 ToAnswer toAnswer)
{
    onFinished(future, &execution, [&execution, write, toAnswer](const Result<T> &result) {
        if (!result && mayHaveBeenDone(result.error()))
            lookUp(execution, write, result.error());
        else
            execution.finish(result ? toAnswer(*result) : Answer{{}, true, result.error()});
    });
}

} // namespace watchbill
