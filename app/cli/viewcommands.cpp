// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "viewcommands.h"

#include "execution.h"
#include "views/viewstore.h"

namespace watchbill {

void listViews(Execution &execution)
{
    const auto saved = ViewStore().views();
    if (saved)
        execution.finish({execution.output().records(recordsOf(builtInViews() + *saved)), true, {}});
    else
        execution.finish({{}, true, saved.error()});
}

} // namespace watchbill
