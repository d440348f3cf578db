// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "write/confirmedtasks.h"

namespace watchbill {

class RunControl;
class WriteLink;

/// These tasks in an order in which each comes before the one that it refers to, by foreign keys of the table to itself. So a
/// deletion in chunks is not refused because of what it deletes later, and does not delete or change tasks before they are
/// recorded. Cancelled if the control is.
Result<ConfirmedTasks> childrenFirst(WriteLink &link, const ConfirmedTasks &tasks, const RunControl &control);

} // namespace watchbill
