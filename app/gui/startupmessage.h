// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

/// Messages before or without a window: to the console where the program was started or, without one (as from Windows'
/// menu), in a message box.
namespace watchbill::startupmessage {

/// Shows requested output, such as the help.
void show(const QString &text);

/// Shows an error.
void warn(const QString &sentence);

} // namespace watchbill::startupmessage
