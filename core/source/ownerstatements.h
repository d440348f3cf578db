// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

namespace watchbill {

struct TableTraits;
struct TaskSource;

/// Statements for people to copy and for the owner of a database or a table to run; never executed by us.
namespace ownerstatements {

QString letConnect(const QString &user, const QString &database);
QString grantRole(const QString &role, const QString &login);

/// To the role of the source's viewpoint.
QString grantReading(const TaskSource &source, const TableTraits &traits);
QString grantDeleting(const TaskSource &source);

/// One for each list that no index serves, and one for the search in errors; those of a partitioned table
/// cannot be made while it is written to.
QStringList missingIndexes(const TaskSource &source, const TableTraits &traits);

/// resources/sql/notify.sql for this table, without its explanations.
QString notifyTrigger(const TaskSource &source);

} // namespace ownerstatements

} // namespace watchbill
