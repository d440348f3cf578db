// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace watchbill {

struct ConnectionFields;

/// A database of a project at Supabase, recognised by its host's name
/// (https://supabase.com/docs/guides/database/connecting-to-postgres).
struct Supabase
{
    enum class Way { Direct, SessionPooler, TransactionPooler };

    Way way = Way::Direct;
    QString project; // its reference; empty if neither host nor user tells

    /// Nothing if it is none.
    static std::optional<Supabase> of(const ConnectionFields &fields);

    bool operator==(const Supabase &) const = default;
};

} // namespace watchbill
