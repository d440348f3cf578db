// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "report.h"

namespace watchbill::bench {

class Dataset;

/// What there is to measure on: connection strings.
struct Surroundings
{
    qint64 rows = 0;
    QString tasks; // with that many tasks
    QString fewTasks; // with 10,000
    QString million; // with 1,000,000
    Dataset *dataset = nullptr; // for what only one measure needs
};

// Each is explained in README.md.
Measurements firstPage(const Surroundings &surroundings);
Measurements firstPageAgainstSqlTableModel(const Surroundings &surroundings);
Measurements refreshRoundTrips(const Surroundings &surroundings);
Measurements connectRoundTrips(const Surroundings &surroundings);
Measurements serverTimeOfRefresh(const Surroundings &surroundings);
Measurements deepPages(const Surroundings &surroundings);
Measurements partitions(const Surroundings &surroundings);
Measurements shards(const Surroundings &surroundings);
Measurements pglite(const Surroundings &surroundings);
Measurements decoding(const Surroundings &surroundings);
Measurements stalls(const Surroundings &surroundings);
Measurements applyingRefresh(const Surroundings &surroundings);
Measurements scrolling(const Surroundings &surroundings);
Measurements memoryAfterScrolling(const Surroundings &surroundings);
Measurements counters(const Surroundings &surroundings);
Measurements cancelling(const Surroundings &surroundings);
Measurements startToPaint(const Surroundings &surroundings);
Measurements exporting(const Surroundings &surroundings);
Measurements histograms(const Surroundings &surroundings);
Measurements queries(const Surroundings &surroundings);
Measurements changing(const Surroundings &surroundings);
Measurements idling(const Surroundings &surroundings);

} // namespace watchbill::bench
