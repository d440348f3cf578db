// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace watchbill {

/// Which of a profile's two logins: that of its connection, or that of its service connection.
enum class Login { Regular, Service };

} // namespace watchbill
