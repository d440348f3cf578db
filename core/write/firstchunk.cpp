// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/firstchunk.h"

#include "write/chunkloop.h"

#include <algorithm>

namespace watchbill {

namespace {

constexpr qint64 enoughBytes = 2'000'000; // which server and disk take in about a tenth of a second

} // namespace

qsizetype firstChunk(const TaskSource &source, qint64 tasks)
{
    const bool isKnown = source.measuredRows > 0;
    const qint64 rows = std::max<qint64>(isKnown ? source.measuredRows : tasks, 1);
    const qint64 ofRow = std::max<qint64>(source.measuredBytes / rows, 1);
    const qint64 enough = enoughBytes / ofRow;
    if (enough >= ChunkSize::usual)
        return ChunkSize::usual;
    // Few of them, however many would be enough: what the server has compressed is larger than it seems.
    return isKnown ? std::clamp<qint64>(enough, 1, ChunkSize::fewest) : ChunkSize::fewest;
}

} // namespace watchbill
