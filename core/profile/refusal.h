// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

namespace watchbill {

/// The answer to words about a connection that cannot be used as they stand: whole sentences that say why.
inline Failure refused(const QString &sentences)
{
    return failure(TaskError::Kind::InvalidInput, sentences);
}

} // namespace watchbill
