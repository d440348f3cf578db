// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/writeinquiry.h"

#include "service/onfinished.h"
#include "service/taskservice.h"

using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr std::chrono::milliseconds pause = 1s;

} // namespace

WriteInquiry::WriteInquiry(TaskService &service, const TaskName &task, const IsDone &isDone,
                           std::chrono::milliseconds mayTake, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_task(task)
    , m_isDone(isDone)
    , m_mayTake(mayTake)
{
    m_sinceLost.start();
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &WriteInquiry::look);
    look();
}

void WriteInquiry::look()
{
    // Only what is read after that time is final.
    const bool isLastLook = m_sinceLost.elapsed() >= m_mayTake.count();
    onFinished(m_service.lookUpTask(m_task), this,
               [this, isLastLook](const Result<TaskLookup> &lookup) { received(lookup, isLastLook); });
}

void WriteInquiry::received(const Result<TaskLookup> &lookup, bool isLastLook)
{
    if (lookup && m_isDone(*lookup))
        Q_EMIT answered(Outcome::Done, lookup->task);
    else if (isLastLook)
        Q_EMIT answered(lookup ? Outcome::NotDone : Outcome::Unknown, lookup ? lookup->task : std::nullopt);
    else
        m_next.start(lookup ? pause : m_reconnecting.nextDelay());
}

} // namespace watchbill
