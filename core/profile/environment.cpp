// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/environment.h"

using namespace Qt::StringLiterals;

namespace watchbill {

QString toText(Environment environment)
{
    switch (environment) {
    case Environment::Development:
        return u"development"_s;
    case Environment::Staging:
        return u"staging"_s;
    case Environment::Production:
        return u"production"_s;
    }
    return {};
}

std::optional<Environment> environmentFromText(const QString &text)
{
    for (const Environment one : {Environment::Development, Environment::Staging, Environment::Production}) {
        if (toText(one) == text)
            return one;
    }
    return std::nullopt;
}

} // namespace watchbill
