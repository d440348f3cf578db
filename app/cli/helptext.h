// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "command.h"

namespace watchbill {

/// Everything, for --help.
QString helpText();

/// One command and its options.
QString helpText(const Command &command);

/// What the help says about all commands: sections with a title of their own.
QString outputAndExitStatus();

} // namespace watchbill
