// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "table/tablecolumn.h"

namespace watchbill::column {

/// How wide the columns are, in pixels, until a person changes that: in a narrow table the times, the status and the type give
/// way, so that the duration is in sight and the error, which takes what is left, has room.
QVector<int> widths(int available, const QVector<bool> &areHidden);

} // namespace watchbill::column
