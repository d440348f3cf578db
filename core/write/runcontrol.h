// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/run.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

namespace watchbill {

/// How far a run is.
struct RunProgress
{
    enum class Phase {
        Waiting, // for another run's end
        Running,
        Paused,
        Reconnecting, // nothing is lost: what was under way is looked up first
    };

    Phase phase = Phase::Waiting;
    qint64 run = 0; // its number in the journal; 0 before it has one
    qint64 all = 0; // tasks
    QMap<RowState, qint64> rows; // outcomes of the tasks reached so far
    std::chrono::milliseconds elapsed{0}; // at work, without pauses
    std::chrono::milliseconds sinceChunk{
        0}; // for which the server has been working on the current chunk; 0 between two
    std::chrono::milliseconds longestChunk{0}; // for which locks were held at a time
    int backendPid = 0; // the server's process that does the work; 0 if not known
    QString loss = {}; // how the connection was lost the last time
    bool hasLostAnswer = false; // the outcome of a change was not known then, and is looked up

    qint64 reached() const;

    /// Tasks in a second; 0 before it is known.
    double rate() const;
    std::optional<std::chrono::milliseconds> remaining() const;
};

/// Shared by a run and its observers. Thread-safe.
class RunControl
{
public:
    /// Between two chunks.
    void setPaused(bool isPaused);

    /// Breaks off the chunk that is being made, unless it has just become final; no other is begun.
    void cancel();
    bool isCancelled() const;

    RunProgress progress() const;

    // By the run's thread:

    void begin(qint64 run, qint64 all);
    void beginChunk(int backendPid, const std::function<void()> &canceller);
    void endChunk(const QMap<RowState, qint64> &reached = {});

    /// Until it is not paused, or cancelled.
    void waitWhilePaused();

    /// The connection was lost; or, with it, the answer to a change.
    void lose(const QString &sentence, bool isAnswer);

    /// Before another attempt to connect; false if it was cancelled meanwhile.
    bool waitToReconnect(std::chrono::milliseconds delay);

private:
    using Clock = std::chrono::steady_clock;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isPaused = false;
    bool m_isCancelled = false;
    std::function<void()> m_canceller;
    RunProgress m_progress;
    Clock::time_point m_workedSince;
    std::optional<Clock::time_point> m_chunkSince;
};

using RunControlPointer = std::shared_ptr<RunControl>;

} // namespace watchbill
