// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/reconnectpolicy.h"
#include "service/tasklookup.h"
#include "task/taskerror.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace watchbill {

class TaskService;

/// Finds out the outcome of a write to one task whose connection was lost before the answer. The write is not
/// repeated; the look-up is retried until it answers, or until it fails after the write must have ended.
class WriteInquiry : public QObject
{
    Q_OBJECT

public:
    enum class Outcome { Done, NotDone, Unknown };
    Q_ENUM(Outcome)

    /// Whether what was asked for is what is found.
    using IsDone = std::function<bool(const TaskLookup &)>;

    /// `mayTake`: how long a server that has not noticed the loss may go on writing.
    WriteInquiry(TaskService &service, const TaskName &task, const IsDone &isDone,
                 std::chrono::milliseconds mayTake, QObject *parent = nullptr);

Q_SIGNALS:
    /// Once, with the task as it was found; with Outcome::Unknown none was looked for with success.
    void answered(watchbill::WriteInquiry::Outcome outcome, const std::optional<watchbill::Task> &task);

private:
    void look();
    void received(const Result<TaskLookup> &lookup, bool isLastLook);

    TaskService &m_service;
    const TaskName m_task;
    const IsDone m_isDone;
    const std::chrono::milliseconds m_mayTake;
    QTimer m_next;
    QElapsedTimer m_sinceLost;
    ReconnectPolicy m_reconnecting;
};

} // namespace watchbill
