// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace watchbill {

/// Who holds the locks that a server process waits for; empty where the server cannot tell, as behind a pooler.
namespace lockstatements {

enum Column { Pid, User, Application, Since, Query }; // Since: of its transaction, as microseconds

QString holders(int waitingPid);

} // namespace lockstatements

} // namespace watchbill
