// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "write/chunktransaction.h"
#include "write/confirmedtasks.h"

#include <future>

namespace watchbill {

class WriteLink;

/// The next chunk of a run: its tasks are read and its statements written by a thread of its own, while the server is at
/// the chunk before.
class UpcomingChunk
{
public:
    UpcomingChunk(const ConfirmedTasks &tasks, const RunAction &action)
        : m_reader(tasks)
        , m_action(action)
    {
    }

    /// Begins with the next `size` tasks, for the table as the link has it by now.
    void prepare(qsizetype size, const WriteLink &link);

    struct Chunk
    {
        QVector<RunItem> items; // none after the last
        Result<QString> statements; // see ChunkTransaction::begin()
        int renewals = 0; // WriteLink::renewals() at that time
    };

    /// Waits until it is ready. Errors as ConfirmedTasks::Reader.
    Result<Chunk> take() { return m_chunk.get(); }

private:
    Result<Chunk> make(qsizetype size, const TaskSource &source, int renewals);

    ConfirmedTasks::Reader m_reader; // of the thread while there is one
    const RunAction &m_action;
    qint64 m_read = 0; // tasks; likewise
    std::future<Result<Chunk>> m_chunk; // last, as its end waits for the thread
};

} // namespace watchbill
