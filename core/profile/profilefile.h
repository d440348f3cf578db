// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionprofile.h"
#include "profile/listfile.h"

namespace watchbill {

/// The text of a file of profiles. Keys that we do not know are kept, so that a file can go back and forth between
/// versions and carry notes.
///
/// {"version": 1, "profiles": [{"name": …, "environment": …, "connection": {"host": …}, "table": …}]}
class ProfileFile
{
public:
    static constexpr int version = 1;

    /// The place is named in messages. InvalidInput if it is not understood, Unsupported if a newer version wrote it.
    static Result<ProfileFile> parse(const QByteArray &text, const QString &place);

    QByteArray toText() const;

    const QVector<ConnectionProfile> &profiles() const { return m_profiles; }
    qsizetype indexOf(const QString &name) const; // -1 if there is none
    bool hadPasswords() const { return m_hadPasswords; }

    /// InvalidInput if a connection is not understood.
    Result<void> append(const ConnectionProfile &profile);
    Result<void> replace(qsizetype index, const ConnectionProfile &profile);
    void removeAt(qsizetype index);

private:
    ListFile m_file{QStringLiteral("profiles"), version}; // in the order of m_profiles
    QVector<ConnectionProfile> m_profiles;
    bool m_hadPasswords = false;
};

} // namespace watchbill
