// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "output.h"

using namespace Qt::StringLiterals;

namespace watchbill {

Output::~Output() = default;

QVector<std::pair<QString, QVariant>> printedFields(const ConnectionProfile &profile)
{
    const ConnectionProfile shown = profile.withoutPasswords();
    return {
        {u"name"_s, shown.name},
        {u"environment"_s, toText(shown.environment)},
        {u"connection"_s, shown.connection},
        {u"table"_s, shown.qualifiedTableName()},
        {u"serviceRole"_s, shown.serviceRole},
        {u"serviceConnection"_s, shown.serviceConnection},
        {u"readOnly"_s, shown.readOnly},
        {u"timeLimitSeconds"_s, qint64(shown.timeLimit.count())},
    };
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
