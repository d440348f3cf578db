// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>
#include <utility>

namespace watchbill {

/// 8-4-4-4-12 hexadecimal digits.
bool isUuid(const QString &text);

/// The uuid in the server's own form, from any form that it accepts: in capitals, in braces, without hyphens or with
/// hyphens elsewhere. Nothing if it is not a uuid.
std::optional<QString> canonicalUuid(const QString &text);

/// Only hexadecimal digits and hyphens, at most 36: such a text can occur within a uuid.
bool couldBePartOfUuid(const QString &text);

/// The lowest and the highest uuid that begin with the text; nothing if none does.
std::optional<std::pair<QString, QString>> uuidRange(const QString &prefix);

} // namespace watchbill
