// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/task.h"

namespace watchbill::json {

/// One object with the names of storedFields, and further members. The metadata is put in as the server printed it,
/// so that no number loses digits.
QByteArray object(const Task &task, const QVector<std::pair<QString, QString>> &further = {});

/// The text indented by four spaces a level, every value as it was written. Text that is no JSON comes
/// back in some layout, but complete.
QByteArray indented(const QByteArray &json);

/// A JSON string literal.
QByteArray string(const QString &text);

} // namespace watchbill::json
