// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "service/deletion.h"
#include "task/taskerror.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace watchbill {

class TaskService;

/// Finds out the outcome of a deletion whose connection was lost before the answer. The deletion is not
/// repeated; it retries the look-up for as long as the link is down.
class DeletionInquiry : public QObject
{
    Q_OBJECT

public:
    /// `mayTake`: how long a server that has not noticed the loss may go on deleting.
    DeletionInquiry(TaskService &service, const QVector<Task> &shown, std::chrono::milliseconds mayTake,
                    QObject *parent = nullptr);

Q_SIGNALS:
    /// Once. `gone` are those that are not there any more; what is `refused` was not deleted, and will not be.
    void answered(const watchbill::DeletionReport &report);

private:
    void look();
    void received(const Result<DeletionReport> &report);

    TaskService &m_service;
    const QVector<Task> m_shown;
    const std::chrono::milliseconds m_mayTake;
    QTimer m_next;
    QElapsedTimer m_sinceLost;
};

} // namespace watchbill
