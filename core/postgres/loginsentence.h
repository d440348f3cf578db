// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace watchbill {

struct LinkReport;
struct TaskError;

/// Why an attempt to log in failed, in words that tell what to do about it: the same wherever it is said.
namespace loginsentence {

/// By how far the attempt came, and by the error as errorFromLogin() has it.
QString of(const LinkReport &report, const TaskError &error);

/// A host answers, but nothing listens on that port.
bool isPortClosed(const TaskError &error);

/// The server's pg_hba.conf has no entry.
bool isOfAccessRules(const TaskError &error);

} // namespace loginsentence

} // namespace watchbill
