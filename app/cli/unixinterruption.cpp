// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "interruption.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <csignal>
#include <unistd.h>

namespace watchbill {

namespace {

constexpr int endings[] = {SIGINT, SIGTERM, SIGHUP};
volatile std::sig_atomic_t received = 0;
int wakeUp[2] = {-1, -1}; // a pipe: a handler may do little more than write

void handle(int signal)
{
    if (received != 0) { // another kind of signal, too, is the second
        std::signal(signal, SIG_DFL);
        std::raise(signal);
        return;
    }
    received = signal;
    const char any = 0;
    [[maybe_unused]] const auto written = write(wakeUp[1], &any, 1);
}

} // namespace

Interruption::Interruption()
{
    if (pipe(wakeUp) != 0)
        return;
    const auto *notifier = new QSocketNotifier(wakeUp[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char any = 0;
        [[maybe_unused]] const auto taken = read(wakeUp[0], &any, 1);
        m_reaction ? m_reaction() : QCoreApplication::quit();
    });
    for (const int signal : endings) {
        struct sigaction action = {};
        sigaction(signal, nullptr, &action);
        if (action.sa_handler == SIG_IGN) // as under nohup
            continue;
        action.sa_handler = handle;
        action.sa_flags = int(SA_RESETHAND | SA_RESTART);
        sigaction(signal, &action, nullptr);
    }
}

Interruption::~Interruption()
{
    for (const int signal : endings) {
        struct sigaction action = {};
        sigaction(signal, nullptr, &action);
        if (action.sa_handler == handle)
            std::signal(signal, SIG_DFL);
    }
    close(wakeUp[0]);
    close(wakeUp[1]);
}

void Interruption::passOn()
{
    if (received != 0)
        std::raise(received);
}

} // namespace watchbill
