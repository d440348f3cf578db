// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "session/writelock.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace watchbill {

WriteLock::WriteLock(const ConnectionProfile &profile, QObject *parent)
    : QObject(parent)
    , m_state(profile.readOnly                                     ? State::Fixed
                  : profile.environment == Environment::Production ? State::Locked
                                                                   : State::Open)
{
    connect(&m_clock, &QTimer::timeout, this, &WriteLock::tick);
}

void WriteLock::unlock(const std::optional<std::chrono::milliseconds> &time)
{
    if (m_state != State::Locked && m_state != State::Unlocked)
        return;
    m_hasEnd = time.has_value();
    m_clock.stop();
    if (m_hasEnd) {
        m_deadline.setRemainingTime(*time);
        m_end = QDateTime::currentDateTimeUtc().addMSecs(time->count());
        m_clock.start(std::clamp(*time, 1ms, 1'000ms));
    }
    set(State::Unlocked);
}

void WriteLock::lock()
{
    if (m_state != State::Unlocked)
        return;
    m_clock.stop();
    set(State::Locked);
}

std::optional<std::chrono::milliseconds> WriteLock::remaining() const
{
    if (m_state != State::Unlocked || !m_hasEnd)
        return std::nullopt;
    const auto byClock = std::chrono::milliseconds(QDateTime::currentDateTimeUtc().msecsTo(m_end));
    const auto byDeadline = std::chrono::milliseconds(m_deadline.remainingTime());
    return std::max(0ms, std::min(byClock, byDeadline));
}

void WriteLock::set(State state)
{
    m_state = state;
    Q_EMIT changed();
}

void WriteLock::tick()
{
    if (remaining() == 0ms)
        lock();
    else
        Q_EMIT ticked();
}

} // namespace watchbill
