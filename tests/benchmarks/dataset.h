// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "demo/privatecluster.h"
#include "profile/connectionprofile.h"

#include <functional>

namespace watchbill::bench {

/// The tasks to measure on, in a private PostgreSQL of the benchmark's own: the simulated workload, one
/// database for each size. They are made once and kept in folder().
class Dataset
{
public:
    Dataset();

    /// Starts the server. Ends the benchmark with the server's words if that fails.
    void start();

    /// The connection string of a database with this many tasks, created if it is missing.
    QString withRows(qint64 rows);

    /// The same with a table of 24 monthly partitions, on this server or, where they are shards, by turns on two others,
    /// which postgres_fdw reads.
    enum class Parts { Local, Shards };
    QString divided(qint64 rows, Parts parts);

    static QString folder();

private:
    QString keep(const QString &name, qint64 rows,
                 const std::function<void(const QString &connection)> &fill);

    PrivateCluster m_cluster;
    QString m_server;
};

ConnectionProfile profileFor(const QString &connection);

} // namespace watchbill::bench
