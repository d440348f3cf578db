// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace watchbill {

/// The pattern of errors that differ only in details: their first line with content, with "…" in place of
/// numbers, ids and what is quoted. "Job 42 failed: no file 'a.png'" becomes "Job … failed: no file '…'".
QString errorKind(const QString &message);

} // namespace watchbill
