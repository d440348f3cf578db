// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "program.h"

namespace watchbill {

/// The query language on the manual page, from the table of fields that the window's help is made from.
Program::Section querySection();

} // namespace watchbill
