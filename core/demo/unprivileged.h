// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

#include <QString>

class QProcess;

namespace watchbill {

/// The account that runs a server of our own and owns its data. PostgreSQL refuses to run as root,
/// so root runs it as "postgres" or else "nobody"; other users run it as themselves.
/// All that depends on the system's accounts and processes is here; elsewhere than on Unix it does nothing.
class ServerAccount
{
public:
    /// Unsupported if we are root and the system has neither account.
    static Result<ServerAccount> choose();

    static bool weAreRoot();

    /// Another one than ours.
    bool isOther() const { return m_isOther; }
    const QString &name() const { return m_name; }

    /// Call it before the process starts.
    void runAs(QProcess &process) const;

    /// Makes the folder, or takes one that is ours already, and closes it to all but us; this account
    /// may pass through. PermissionDenied if it belongs to another user or is a link, InvalidInput if
    /// this account could not get there through the folders above.
    Result<void> prepareFolder(const QString &path) const;

    /// Gives a folder to this account alone. No other account may be able to replace it meanwhile.
    Result<void> giveFolder(const QString &path) const;

    /// It is a folder, no link, and belongs to this account.
    bool ownsFolder(const QString &path) const;

private:
    bool canPass(const QString &path) const;

    QString m_name;
    uint m_userId = 0;
    uint m_groupId = 0;
    bool m_isOther = false;
};

/// Whether that process, named by a file that may be old, really is a PostgreSQL server on that data folder.
bool isServerProcess(qint64 processId, const QString &dataFolder);

} // namespace watchbill
