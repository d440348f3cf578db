// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "check/connectionteststep.h"
#include "task/taskerror.h"

namespace watchbill {

struct LinkReport;

/// What an attempt to log in has shown, in words.
struct LinkFindings
{
    ConnectionTestFinding reach;
    ConnectionTestFinding encryption;
    ConnectionTestFinding login;
};

/// With the error in which the attempt ended; without one it goes on, or has succeeded.
LinkFindings explainLink(const LinkReport &report, const std::optional<TaskError> &error = {});

} // namespace watchbill
