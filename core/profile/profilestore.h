// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionprofile.h"

#include <QStringList>
#include <QVector>

namespace watchbill {

/// The saved connections, in a JSON file that people can read and edit. It never
/// holds a password. Several programs may use it at a time: every call looks at the file as it is now.
///
/// Errors of every call: InvalidInput if the file cannot be read or written or is not understood, Unsupported
/// if a newer version wrote it. It is left as it is then.
class ProfileStore
{
public:
    explicit ProfileStore(QString path = defaultPath());

    /// $WATCHBILL_PROFILES, or profiles.json in the settings folder; the same for all programs of this user.
    static QString defaultPath();

    QString path() const { return m_path; }

    /// Sorted by name. Passwords in the file are ignored.
    Result<QVector<ConnectionProfile>> profiles() const;

    /// NotFound, with the existing names in the message.
    Result<ConnectionProfile> profile(const QString &name) const;

    /// Adds it or changes the one of that name, or of its former name if that is given. Its passwords are left out:
    /// they go to the SecretStore. Conflict if another has that name, InvalidInput without one, NotFound if
    /// there is none of the former name.
    Result<void> save(const ConnectionProfile &profile, const QString &formerName = {});

    /// NotFound. Its passwords are for SecretStore::forget().
    Result<void> remove(const QString &name);

    /// Writes these into a file that importFrom() reads, here or elsewhere. NotFound.
    Result<void> exportTo(const QString &file, const QStringList &names) const;

    struct Imported
    {
        QStringList names; // as stored: a name that was taken gets a number
        bool hadPasswords = false; // they were left out, which the user should be told
    };

    /// Adds all that a file holds.
    Result<Imported> importFrom(const QString &file);

private:
    QString m_path;
};

} // namespace watchbill
