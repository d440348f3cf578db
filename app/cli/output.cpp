// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "output.h"

#include "profile/profilefield.h"

using namespace Qt::StringLiterals;

namespace watchbill {

Output::~Output() = default;

QVector<std::pair<QString, QVariant>> printedFields(const ConnectionProfile &profile)
{
    const ConnectionProfile shown = profile.withoutPasswords();
    QVector<std::pair<QString, QVariant>> printed;
    for (const ProfileField &field : profileFields())
        printed.append({field.key, field.value(shown)});
    return printed;
}

QString toText(Count::Precision precision)
{
    switch (precision) {
    case Count::Precision::Exact:
        return u"exact"_s;
    case Count::Precision::Estimate:
        return u"estimate"_s;
    case Count::Precision::AtLeast:
        return u"at least"_s;
    }
    return {};
}

} // namespace watchbill
