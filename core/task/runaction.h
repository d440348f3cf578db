// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/id.h"
#include "task/taskstatus.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace watchbill {

/// What a run does with each of its tasks.
struct RunAction
{
    enum class Kind {
        Delete, // or mark as deleted, where the table has a deleted_at
        SetStatus, // and updated_at, by the server's clock
        RunAgain, // a copy of user, type and metadata as a new task; the old one stays
    };

    Kind kind = Kind::Delete;

    // For SetStatus; fields that are not given stay unchanged:
    TaskStatus status{};
    std::optional<ResultId> resultId{};
    std::optional<QString> errorMessage{}; // may be empty

    // For RunAgain; fields that are not given are copied from the old task:
    QString originKey{}; // of the copy's metadata, for the id of the old task; empty: not stored
    std::optional<UserId> userId{};
    std::optional<QString> type{};
    std::optional<QByteArray> metadata{}; // a JSON object
    bool addsMetadata =
        false; // its members are added to the old task's, or take the place of those of the same name

    bool operator==(const RunAction &) const = default;
};

} // namespace watchbill
