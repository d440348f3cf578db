// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "session/session.h"
#include "source/probestatements.h"

namespace watchbill {

/// What a request was about, for saying why it failed.
struct RequestSubject
{
    Access access = Access::Read;
    bool deletes = false;
    QVector<TypedValue> typed; // by a person
    std::chrono::milliseconds limit{30'000};
};

/// A request that the server has failed at, in terms of its cause: what was typed, what the table, its policies, its
/// triggers or its view did, or what keeps it from us. Where only the server knows, it is asked, for parts of the
/// request; that takes a few round trips.
TaskError explainFailure(Connection &connection, const Session &session, const TaskError &error,
                         const RequestSubject &subject);

} // namespace watchbill
