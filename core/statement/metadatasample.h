// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/taskrelation.h"

namespace watchbill::metadatasample {

/// The keys and values in the metadata of a few hundred tasks, the newest where an index knows them, as rows of key, key
/// below it or NULL, and value or NULL; the most frequent first. Large metadata and long values are left out: it is what a
/// person is offered who types, and has to be there at once.
QString statement(const TaskRelation &relation);

} // namespace watchbill::metadatasample
