// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace watchbill {

/// What errors that differ only in their particulars have in common: the first line that says something, with "…" for
/// numbers, ids and what is quoted. "Job 42 failed: no file 'a.png'" becomes "Job … failed: no file '…'".
QString errorKind(const QString &message);

} // namespace watchbill
