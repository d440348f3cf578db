// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "lostwrite.h"

#include "task/sentences.h"
#include "terminal.h"

#include <QCoreApplication>

namespace watchbill {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::LostWrite)
};

void finish(Execution &execution, const LostWrite &write, WriteInquiry::Outcome outcome,
            const std::optional<Task> &task)
{
    switch (outcome) {
    case WriteInquiry::Outcome::Done:
        execution.finish(write.done(task));
        break;
    case WriteInquiry::Outcome::NotDone:
        execution.finish({{}, true, TaskError{TaskError::Kind::Server, write.notDone(task), {}, {}}});
        break;
    case WriteInquiry::Outcome::Unknown:
        execution.finish({{}, true, TaskError{TaskError::Kind::Connection, write.unknown, {}, {}}});
        break;
    }
}

} // namespace

void lookUp(Execution &execution, const LostWrite &write, const TaskError &loss)
{
    using Outcome = WriteInquiry::Outcome;
    if (write.task.id.isEmpty()) {
        writeMessage(loss.message);
        finish(execution, write, Outcome::Unknown, {});
        return;
    }
    writeMessage(joinSentences({loss.message, Text::tr("Checking whether the change was made.")}));
    auto *inquiry = new WriteInquiry(execution.service(), write.task, write.isDone,
                                     execution.service().longestWrite(), &execution);
    QObject::connect(inquiry, &WriteInquiry::answered, &execution,
                     [&execution, write](Outcome outcome, const std::optional<Task> &task) {
                         finish(execution, write, outcome, task);
                     });
}

} // namespace watchbill
