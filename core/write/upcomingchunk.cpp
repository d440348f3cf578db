// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/upcomingchunk.h"

#include "service/writelink.h"

namespace watchbill {

void UpcomingChunk::prepare(qsizetype size, const WriteLink &link)
{
    m_chunk =
        std::async(std::launch::async, [this, size, source = link.source(), renewals = link.renewals()] {
            return make(size, source, renewals);
        });
}

Result<UpcomingChunk::Chunk> UpcomingChunk::make(qsizetype size, const TaskSource &source, int renewals)
{
    const auto versions = m_reader.next(size);
    if (!versions)
        return Failure(versions.error());
    Chunk chunk;
    chunk.items.reserve(versions->size());
    for (const TaskVersion &version : *versions)
        chunk.items += RunItem{++m_read, version};
    if (!chunk.items.isEmpty())
        chunk.statements = ChunkTransaction::begin(source, m_action, chunk.items);
    chunk.renewals = renewals;
    return chunk;
}

} // namespace watchbill
