// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QVector>

#include <optional>

namespace watchbill {

/// A row of the task table as the server sends it: a value's bytes for each column; std::nullopt for NULL, which is no
/// empty value.
using RowValues = QVector<std::optional<QByteArray>>;

} // namespace watchbill
