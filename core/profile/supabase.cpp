// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/supabase.h"

#include "profile/connectionfields.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace watchbill {

std::optional<Supabase> Supabase::of(const ConnectionFields &fields)
{
    static const QRegularExpression direct(uR"(^db\.([a-z0-9]+)\.supabase\.(?:co|com|red)\z)"_s);
    static const QRegularExpression pooler(uR"(^[a-z0-9-]+\.pooler\.supabase\.(?:co|com)\z)"_s);
    const QString host = fields.host.trimmed().toLower();
    const Way pooled = fields.port.trimmed() == "6543"_L1 ? Way::TransactionPooler : Way::SessionPooler;
    if (const auto match = direct.match(host); match.hasMatch())
        return Supabase{pooled == Way::TransactionPooler ? pooled : Way::Direct, match.captured(1)};
    if (pooler.match(host).hasMatch())
        return Supabase{pooled, fields.user.section(u'.', 1)};
    return std::nullopt;
}

} // namespace watchbill
