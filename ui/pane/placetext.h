// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace watchbill {

class TaskMonitor;

/// Which of the matching tasks are visible: "1–28 of 6,000", or "around 14:02:10, about 31 % down of ≈ 6 M". Empty
/// before there is a list.
QString placeText(TaskMonitor &monitor);

} // namespace watchbill
