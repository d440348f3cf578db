// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace watchbill {

class Execution;

// The commands about the stored connections. They ask no server.
void listProfiles(Execution &execution);
void exportProfiles(Execution &execution);
void importProfiles(Execution &execution);

} // namespace watchbill
