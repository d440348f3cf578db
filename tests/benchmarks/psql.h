// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace watchbill::bench {

/// Runs these commands one after the other, each a statement or a \copy, in UTC. What fails ends the benchmark.
void psql(const QString &connection, const QStringList &commands);

/// Returns when the file is on the disk.
void flush(const QString &path);

} // namespace watchbill::bench
