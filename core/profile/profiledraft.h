// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionfields.h"
#include "profile/connectionprofile.h"
#include "profile/formfield.h"

#include <QMap>

namespace watchbill {

/// A connection as it stands in a form, half written and wrong as it may be.
struct ProfileDraft : ProfileOptions
{
    ConnectionFields connection;
    QString table = QStringLiteral("public.tasks");
    QString serviceLogin; // a user at the same server, or a connection of its own
    QString servicePassword;

    static ProfileDraft of(const ConnectionProfile &profile);

    /// Where there are no problems, with the passwords in its connections.
    ConnectionProfile profile() const;

    using Sentences = QMap<FormField, QString>;

    /// What keeps the connection from being used. `otherNames` are those of the profiles that are kept.
    Sentences problems(const QStringList &otherNames) const;

    /// What one should know, although it may be meant so.
    Sentences notes() const;

    /// Fills in what is usual where these tasks live, if nothing else was said.
    void proposeFor(const ConnectionFields &pasted);

    bool operator==(const ProfileDraft &) const = default;
};

} // namespace watchbill
