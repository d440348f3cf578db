// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace watchbill {

/// The fields of the connection form that a sentence can be about, in their order on screen.
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
    More,
};

} // namespace watchbill
