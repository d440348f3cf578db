// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/task.h"

#include <QString>

namespace watchbill::format {

/// What the window calls a field of a task, as the title of a column: "User ID".
QString fieldTitle(TaskField field);

} // namespace watchbill::format
