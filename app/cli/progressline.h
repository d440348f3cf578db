// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "write/runcontrol.h"

#include <QObject>
#include <QTimer>

namespace watchbill {

class TaskService;

/// Progress of a run, in one line of the terminal that standard error goes to; nothing if it goes elsewhere.
class ProgressLine : public QObject
{
public:
    ProgressLine(TaskService &service, const RunControlPointer &control);
    ~ProgressLine() override; // removes the line

private:
    void update();
    void askWhatItWaitsFor(const RunProgress &progress);

    TaskService &m_service;
    const RunControlPointer m_control;
    QTimer m_timer;
    bool m_isShown = false;
    bool m_isAsking = false;
    int m_holder = 0; // the process named last
};

/// "12,300 of 128,412 · 9,800/s · 12 s left", in the person's language.
QString textOf(const RunProgress &progress, bool isCancelled);

} // namespace watchbill
