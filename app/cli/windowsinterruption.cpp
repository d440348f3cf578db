// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "interruption.h"

#include <QCoreApplication>

#include <atomic>
#include <mutex>

#include <windows.h>

namespace watchbill {

namespace {

std::atomic<bool> received = false;
std::mutex guard; // the system calls handle() in a thread of its own
std::function<void()> wakeUp; // the event loop

BOOL WINAPI handle(DWORD event)
{
    // What closes the console or ends the session leaves no time.
    if ((event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT) || received.exchange(true))
        return FALSE; // the system ends the program
    const std::lock_guard lock(guard);
    if (wakeUp)
        wakeUp();
    return TRUE;
}

} // namespace

Interruption::Interruption()
{
    const std::lock_guard lock(guard);
    wakeUp = [this] {
        const auto react = [this] { m_reaction ? m_reaction() : QCoreApplication::quit(); };
        QMetaObject::invokeMethod(this, react, Qt::QueuedConnection);
    };
    SetConsoleCtrlHandler(handle, TRUE);
}

Interruption::~Interruption()
{
    SetConsoleCtrlHandler(handle, FALSE);
    const std::lock_guard lock(guard);
    wakeUp = nullptr;
}

void Interruption::passOn()
{
    constexpr UINT interrupted =
        0xC000013A; // STATUS_CONTROL_C_EXIT, with which the system itself would have ended it
    if (received)
        ExitProcess(interrupted);
}

} // namespace watchbill
