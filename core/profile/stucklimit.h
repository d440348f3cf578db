// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <chrono>

class QVariant;

namespace watchbill::stucklimit {

/// What a form offers at most; the server takes more.
inline constexpr std::chrono::minutes longest{30 * 24 * 60};

/// After how long a task counts as stuck where its profile says nothing else: see usualStuckAfter(). It is chosen in the
/// window and stands in its settings; every program keeps to it.
std::chrono::minutes chosen();

// How it stands there.
extern const QString key;
std::chrono::minutes from(const QVariant &stored);

} // namespace watchbill::stucklimit
