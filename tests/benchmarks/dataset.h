// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "demo/privatecluster.h"
#include "profile/connectionprofile.h"

namespace watchbill::bench {

/// The tasks to measure on, in a private PostgreSQL of the benchmark's own: the simulated workload, one
/// database for each size. They are made once and kept in folder().
class Dataset
{
public:
    Dataset();

    /// Starts the server. Ends the benchmark with the server's words if that fails.
    void start();

    /// The connection string of a database with so many tasks, which is made if it is not there.
    QString withRows(qint64 rows);

    static QString folder();

private:
    PrivateCluster m_cluster;
    QString m_server;
};

ConnectionProfile profileFor(const QString &connection);

} // namespace watchbill::bench
