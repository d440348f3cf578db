// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace watchbill {

/// Lets libpq and the system speak English in this program, whatever the locale: why a server was not reached, they
/// tell by nothing but words, by which the connection test gives advice. What a server says has an SQLSTATE and stays
/// in its language. Call it once, when there is an application object and no other thread.
void settleClientWords();

} // namespace watchbill
