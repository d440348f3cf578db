// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

namespace watchbill {

/// What watchbillctl tells its caller; the help text lists the numbers.
enum class ExitStatus {
    Done = 0,
    Failed = 1, // the server refused or failed
    BadInput = 2, // wrong usage or a value that cannot be
    NotFound = 3,
    CannotConnect = 4,
};

constexpr ExitStatus exitStatusOf(TaskError::Kind kind)
{
    switch (kind) {
    case TaskError::Kind::InvalidInput:
        return ExitStatus::BadInput;
    case TaskError::Kind::NotFound:
        return ExitStatus::NotFound;
    case TaskError::Kind::Connection:
    case TaskError::Kind::Authentication:
        return ExitStatus::CannotConnect;
    default:
        return ExitStatus::Failed;
    }
}

} // namespace watchbill
