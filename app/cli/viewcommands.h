// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace watchbill {

class Execution;

// The command about the views. It asks no server.
void listViews(Execution &execution);

} // namespace watchbill
