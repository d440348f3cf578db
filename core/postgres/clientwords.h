// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace watchbill {

/// Makes the messages of libpq and the system English in any locale: connection failures have no code, so the
/// connection test matches their text. Messages of a server have an SQLSTATE and stay in its language. Call it once,
/// when there is an application object and no other thread.
void settleClientWords();

} // namespace watchbill
