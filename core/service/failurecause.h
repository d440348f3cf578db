// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "session/session.h"
#include "statement/probestatements.h"

namespace watchbill {

/// What a request was about, for saying why it failed.
struct RequestSubject
{
    Access access = Access::Read;
    bool deletes = false;
    QVector<TypedValue> typed; // by a person
    std::chrono::milliseconds limit{30'000};
};

/// Explains why a request failed: bad input, a policy, trigger or view, or missing rights. Asks the server about parts
/// of the request where needed, which takes a few round trips.
TaskError explainFailure(Connection &connection, const Session &session, const TaskError &error,
                         const RequestSubject &subject);

} // namespace watchbill
