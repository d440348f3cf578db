// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "check/connectionteststep.h"
#include "task/taskerror.h"

namespace watchbill {

struct LinkReport;

/// Explains the outcome of a login attempt in words.
struct LinkFindings
{
    ConnectionTestFinding reach;
    ConnectionTestFinding encryption;
    ConnectionTestFinding login;
    bool isPortClosed = false; // a host answers, but by refusing: the port may be the wrong one
};

/// `error` is set if the attempt failed; without one it is in progress or has succeeded.
LinkFindings explainLink(const LinkReport &report, const std::optional<TaskError> &error = {});

} // namespace watchbill
