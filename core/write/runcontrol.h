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
        Reconnecting, // then the outcome of the current chunk is looked up
    };

    Phase phase = Phase::Waiting;
    qint64 run = 0; // its number in the journal; 0 before it has one
    qint64 all = 0; // tasks
    QMap<RowState, qint64> rows; // the tasks reached so far, by outcome
    std::chrono::milliseconds elapsed{0}; // at work, without pauses
    std::chrono::milliseconds sinceChunk{0}; // since the current chunk began; 0 between two
    std::chrono::milliseconds longestChunk{0}; // the longest time for which locks were held
    int backendPid = 0; // of the server's process; 0 if not known
    QString loss = {}; // how the connection was lost the last time
    bool hasLostAnswer = false; // the outcome of a chunk was unknown then

    qint64 reached() const;

    /// Tasks in a second; 0 before it is known.
    double rate() const;
    std::optional<std::chrono::milliseconds> remaining() const;
};

/// Shared by a run and its observers. Thread-safe.
class RunControl
{
public:
    /// Pauses after the current chunk, or continues.
    void setPaused(bool isPaused);

    /// Cancels the current chunk, unless it is already committed. No other is begun.
    void cancel();
    bool isCancelled() const;

    RunProgress progress() const;

    // By the run's thread:

    void begin(qint64 run, qint64 all);
    void beginChunk(int backendPid, const std::function<void()> &canceller);
    void endChunk(const QMap<RowState, qint64> &reached = {});

    /// Blocks while the run is paused and not cancelled.
    void waitWhilePaused();

    /// The connection was lost. `isAnswer`: and with it the answer to a change.
    void lose(const QString &sentence, bool isAnswer);

    /// Blocks for the delay; false if the run was cancelled meanwhile.
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
