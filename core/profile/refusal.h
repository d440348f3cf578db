// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

namespace watchbill {

/// The error for connection text that cannot be used: whole sentences that say why.
inline Failure refused(const QString &sentences)
{
    return failure(TaskError::Kind::InvalidInput, sentences);
}

} // namespace watchbill
