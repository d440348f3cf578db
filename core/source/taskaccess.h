// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/viewasuser.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace watchbill {

/// Which login and role see the tasks, and what row security hides from them.
struct Viewpoint
{
    QString login; // session_user
    QString role; // current_user while a request runs
    bool isServiceRole = false;
    bool bypassesRowSecurity = false; // by its own attribute or as superuser
    bool rowSecurityActive = false; // for this role on this table: rows may be hidden
    std::optional<ViewAsUser> viewAs; // the user viewed as, whose claims go with each request
    QString fallbackReason; // why the requested service role is not in effect; empty if it is
    bool serviceNeedsPassword = false; // because its password is missing or wrong

    bool operator==(const Viewpoint &) const = default;
};

struct ServerInfo
{
    QString database;
    QString address; // host:port of the server's own side; empty through a socket
    QString port; // that the server listens on, which tells the servers of one machine apart
    QString
        cluster; // its system identifier, which its standbys and physical copies share; empty if not known
    int version = 0; // 150004 for 15.4
    bool standby = false;
    bool writesToPrimary = false; // on a connection of its own: several hosts are given
    bool pooled = false; // sessions are shared by a pooler: nothing must outlast a transaction
    bool readOnly = false; // by its own default_transaction_read_only

    bool operator==(const ServerInfo &) const = default;
};

/// Why Watchbill itself makes the connection read-only.
enum class Restraint {
    None,
    Profile, // the connection is read-only by its own settings
    Locked, // production, not unlocked
    ViewAs, // viewing as another user
};

/// The login and role that see and change the tasks, the server, and the rights.
struct TaskAccess
{
    bool maySelect = false; // some columns at least
    bool mayInsert = false;
    bool mayUpdate = false;
    bool mayDelete = false; // or mark as deleted, where rows are marked
    bool mayAudit = false; // add to the table of TaskRelation::hasAudit
    QStringList withheldColumns; // of a task, which this role may not read: they count as not there

    /// The relation's columns of any name, where this role may not read all of them; else both are empty.
    QStringList readColumns;
    QStringList unreadColumns;
    QStringList unsettableColumns; // of those that it may read, what it may not give a new row

    Viewpoint viewpoint;
    ServerInfo server;
    Restraint restraint = Restraint::None;

    bool operator==(const TaskAccess &) const = default;
};

} // namespace watchbill
