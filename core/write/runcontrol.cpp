// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/runcontrol.h"

#include <numeric>

namespace watchbill {

namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

} // namespace

qint64 RunProgress::reached() const
{
    return std::accumulate(rows.begin(), rows.end(), qint64(0));
}

double RunProgress::rate() const
{
    return elapsed.count() > 0 ? double(reached()) * 1000 / double(elapsed.count()) : 0;
}

std::optional<milliseconds> RunProgress::remaining() const
{
    if (rate() <= 0)
        return std::nullopt;
    return milliseconds(qint64(double(all - reached()) * 1000 / rate()));
}

void RunControl::setPaused(bool isPaused)
{
    const std::lock_guard lock(m_mutex);
    m_isPaused = isPaused;
    m_changed.notify_all();
}

void RunControl::cancel()
{
    const std::lock_guard lock(m_mutex);
    m_isCancelled = true;
    if (m_canceller)
        m_canceller();
    m_changed.notify_all();
}

bool RunControl::isCancelled() const
{
    const std::lock_guard lock(m_mutex);
    return m_isCancelled;
}

RunProgress RunControl::progress() const
{
    const std::lock_guard lock(m_mutex);
    RunProgress progress = m_progress;
    const auto now = Clock::now();
    if (progress.phase == RunProgress::Phase::Running)
        progress.elapsed += duration_cast<milliseconds>(now - m_workedSince);
    if (m_chunkSince)
        progress.sinceChunk = duration_cast<milliseconds>(now - *m_chunkSince);
    return progress;
}

void RunControl::begin(qint64 run, qint64 all)
{
    const std::lock_guard lock(m_mutex);
    m_progress = {};
    m_progress.run = run;
    m_progress.all = all;
    m_progress.phase = RunProgress::Phase::Running;
    m_workedSince = Clock::now();
}

void RunControl::beginChunk(int backendPid, const std::function<void()> &canceller)
{
    const std::lock_guard lock(m_mutex);
    if (m_progress.phase != RunProgress::Phase::Running)
        m_workedSince = Clock::now();
    m_progress.phase = RunProgress::Phase::Running;
    m_progress.backendPid = backendPid;
    m_canceller = canceller;
    m_chunkSince = Clock::now();
}

void RunControl::endChunk(const QMap<RowState, qint64> &reached)
{
    const std::lock_guard lock(m_mutex);
    m_canceller = {};
    if (m_chunkSince)
        m_progress.longestChunk =
            std::max(m_progress.longestChunk, duration_cast<milliseconds>(Clock::now() - *m_chunkSince));
    m_chunkSince.reset();
    for (auto state = reached.begin(); state != reached.end(); ++state)
        m_progress.rows[state.key()] += state.value();
}

void RunControl::waitWhilePaused()
{
    std::unique_lock lock(m_mutex);
    if (!m_isPaused || m_isCancelled)
        return;
    m_progress.elapsed += duration_cast<milliseconds>(Clock::now() - m_workedSince);
    m_progress.phase = RunProgress::Phase::Paused;
    m_changed.wait(lock, [this] { return !m_isPaused || m_isCancelled; });
    m_progress.phase = RunProgress::Phase::Running;
    m_workedSince = Clock::now();
}

void RunControl::lose(const QString &sentence, bool isAnswer)
{
    const std::lock_guard lock(m_mutex);
    m_progress.loss = sentence;
    m_progress.hasLostAnswer |= isAnswer;
}

bool RunControl::waitToReconnect(milliseconds delay)
{
    std::unique_lock lock(m_mutex);
    if (m_progress.phase == RunProgress::Phase::Running)
        m_progress.elapsed += duration_cast<milliseconds>(Clock::now() - m_workedSince);
    m_progress.phase = RunProgress::Phase::Reconnecting;
    m_changed.wait_for(lock, delay, [this] { return m_isCancelled; });
    return !m_isCancelled;
}

} // namespace watchbill
