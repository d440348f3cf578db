// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QVector>

#include <optional>

namespace watchbill {

/// A row of the task table as the server sends it: the bytes of each column's value; std::nullopt for NULL, never an
/// empty value.
using RowValues = QVector<std::optional<QByteArray>>;

} // namespace watchbill
