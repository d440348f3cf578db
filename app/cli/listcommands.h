// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace watchbill {

class Execution;
struct CommandLine;
struct TaskFilter;

constexpr int defaultListLimit = 100;
constexpr int largestListLimit = 10'000;

/// The filter that the options give.
TaskFilter filterOf(const CommandLine &given);

/// Prints which part of a filter no index supports, before the request: the answer may take long.
void tellWhatIsSlow(const Execution &execution, const TaskFilter &filter);

// The commands about many tasks.
void listTasks(Execution &execution);
void exportTasks(Execution &execution);
void countTasks(Execution &execution);
void explainList(Execution &execution);

} // namespace watchbill
