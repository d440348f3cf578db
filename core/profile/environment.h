// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace watchbill {

/// What a connection is used for: determines its colour and how changes are confirmed.
enum class Environment { Development, Staging, Production };

/// As the profile file and the command line write it: "development", "staging", "production".
QString toText(Environment environment);
std::optional<Environment> environmentFromText(const QString &text);

} // namespace watchbill
