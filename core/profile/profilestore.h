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

    /// The same for all programs of this user: $WATCHBILL_PROFILES, or profiles.json in the folder of settings.
    static QString defaultPath();

    QString path() const { return m_path; }

    /// In the order of their names. Passwords in the file are ignored.
    Result<QVector<ConnectionProfile>> profiles() const;

    /// NotFound, which names those that there are.
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
        QStringList names; // as stored: one that was taken has got a number
        bool hadPasswords = false; // they were left out, which the person should be told
    };

    /// Adds all that a file holds.
    Result<Imported> importFrom(const QString &file);

private:
    QString m_path;
};

} // namespace watchbill
