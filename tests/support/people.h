// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/id.h"
#include "testserver.h"

/// Who uses the reference application in tests.
namespace watchbill::people {

inline const UserId ann(QStringLiteral("aaaaaaaa-0000-4000-8000-000000000001"));
inline const UserId bob(QStringLiteral("bbbbbbbb-0000-4000-8000-000000000002"));
inline const UserId stranger(QStringLiteral("cccccccc-0000-4000-8000-000000000003")); // no such user

/// Makes ann and bob users of a database set up as Supabase, and gives ann a login, "ann", whom row
/// security shows her own tasks alone.
inline void settleIn(TestDatabase &database)
{
    database.execute(QStringLiteral("INSERT INTO auth.users (id, email) VALUES ('%1', 'ann@example.com'), "
                                    "('%2', 'bob@example.com')")
                         .arg(ann.toText(), bob.toText()));
    database.execute(
        QStringLiteral(
            "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ann') THEN "
            "CREATE ROLE ann LOGIN IN ROLE authenticated; "
            "ALTER ROLE ann SET \"request.jwt.claims\" = '{\"sub\": \"%1\", \"role\": \"authenticated\"}'; "
            "END IF; END $$")
            .arg(ann.toText()));
}

/// Looks through the service role's eyes, as the monitor should on Supabase.
inline ConnectionProfile serviceRole(const TestDatabase &database)
{
    ConnectionProfile profile = database.profile(QStringLiteral("authenticator"));
    profile.serviceRole = QStringLiteral("service_role");
    return profile;
}

} // namespace watchbill::people
