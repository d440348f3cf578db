// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionfields.h"
#include "profile/connectionprofile.h"
#include "profile/formfield.h"

#include <QMap>

namespace watchbill {

/// A connection as typed in a form, possibly incomplete or wrong.
struct ProfileDraft : ProfileOptions
{
    ConnectionFields connection;
    QString table = QStringLiteral("public.tasks");
    QString serviceLogin; // a user at the same server, or a connection of its own
    QString servicePassword;

    static ProfileDraft of(const ConnectionProfile &profile);

    /// Only if there are no problems; with the passwords in its connections.
    ConnectionProfile profile() const;

    using Sentences = QMap<FormField, QString>;

    /// Problems that prevent using the connection. `otherNames` are the names of the other saved profiles.
    Sentences problems(const QStringList &otherNames) const;

    /// Remarks about settings that may be intended.
    Sentences notes() const;

    /// Fills in the usual values for the recognised host, unless others were given.
    void proposeFor(const ConnectionFields &pasted);

    bool operator==(const ProfileDraft &) const = default;
};

} // namespace watchbill
