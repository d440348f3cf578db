// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/id.h"
#include "task/taskstatus.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace watchbill {

struct Run;

/// What a run gave its tasks. The journal and the server's audit table hold it as data, whatever language the program
/// speaks, so that a later one can say it in its own.
struct RunFacts
{
    std::optional<TaskStatus> status{};
    std::optional<ResultId> resultId{};
    std::optional<QString> errorMessage{};
    std::optional<QString> type{};
    std::optional<UserId> userId{};
    std::optional<QByteArray> metadata{}; // a JSON object
    bool addsMetadata = false; // to that of the old task

    /// For Run::details: a JSON object; empty if there are none.
    QString toText() const;

    /// None if it is another text: earlier versions wrote a phrase.
    static std::optional<RunFacts> fromText(const QString &text);

    bool operator==(const RunFacts &) const = default;
};

/// In words, such as "to failed, with the error “timeout”"; empty if the run's kind says it all.
QString describedDetails(const Run &run);

} // namespace watchbill
