// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

/// What is said without a window: where the program was started, or else, as from Windows' menu, in a box of its own.
namespace watchbill::spoken {

/// What was asked for, such as the help.
void answer(const QString &text);

/// What was wrong.
void complain(const QString &sentence);

} // namespace watchbill::spoken
