// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <functional>

class QDialog;

namespace watchbill::theme {

/// Asks whether what was changed in the dialog may be lost, and calls `discard` if so. Nothing is lost by Escape or Return.
void askToDiscard(QDialog *dialog, const std::function<void()> &discard);

} // namespace watchbill::theme
