// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "program.h"

namespace watchbill {

/// A page for section 1 of the manual, in roff with the man macros.
QString manualPage(const Program &program);

} // namespace watchbill
