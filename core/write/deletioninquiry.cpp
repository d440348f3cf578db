// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/deletioninquiry.h"

#include "service/onfinished.h"
#include "service/taskservice.h"

using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr auto pause = 1s;

} // namespace

DeletionInquiry::DeletionInquiry(TaskService &service, const QVector<Task> &shown,
                                 std::chrono::milliseconds mayTake, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_shown(shown)
    , m_mayTake(mayTake)
{
    m_sinceLost.start();
    m_next.setSingleShot(true);
    m_next.setInterval(pause);
    connect(&m_next, &QTimer::timeout, this, &DeletionInquiry::look);
    look();
}

void DeletionInquiry::look()
{
    onFinished(m_service.lookUpDeletion(m_shown), this,
               [this](const Result<DeletionReport> &report) { received(report); });
}

// A server that has not noticed that we are gone may still be deleting: what is there may go yet.
void DeletionInquiry::received(const Result<DeletionReport> &report)
{
    const bool mayBeUnderWay =
        report && !report->refused.isEmpty() && !m_sinceLost.hasExpired(m_mayTake.count());
    if (report && !mayBeUnderWay)
        Q_EMIT answered(*report);
    else
        m_next.start();
}

} // namespace watchbill
