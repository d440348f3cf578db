// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace watchbill {

class Execution;

// The commands about one task.
void createTask(Execution &execution);
void getTask(Execution &execution);
void updateTask(Execution &execution);
void deleteTask(Execution &execution);
void taskByResult(Execution &execution);

} // namespace watchbill
