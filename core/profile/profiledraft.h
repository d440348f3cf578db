// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionfields.h"
#include "profile/connectionprofile.h"

#include <QMap>

namespace watchbill {

/// The fields of the connection form, in their order on screen.
enum class FormField {
    Paste,
    Name,
    Environment,
    Host,
    Port,
    Database,
    User,
    Password,
    TlsMode,
    RootCertificate,
    Table,
    ServiceRole,
    ServiceLogin,
    ServicePassword,
    ReadOnly,
    TimeLimit,
    More,
};

/// A connection as it stands in a form, half written and wrong as it may be.
struct ProfileDraft
{
    QString name;
    Environment environment = Environment::Development;
    ConnectionFields connection;
    QString table = QStringLiteral("public.tasks");
    QString serviceRole;
    QString serviceLogin; // a user at the same server, or a connection of its own
    QString servicePassword;
    bool readOnly = false;
    std::chrono::seconds timeLimit{30};

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
