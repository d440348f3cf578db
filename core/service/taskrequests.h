// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/databasethread.h"
#include "profile/connectionprofile.h"
#include "service/failurecause.h"
#include "session/openedsession.h"
#include "session/session.h"
#include "source/taskstatements.h"

#include <QFuture>

#include <chrono>
#include <memory>
#include <optional>

namespace watchbill {

/// Runs a task service's requests: each on one of its threads, within the session that is open, for no longer than
/// its time limit.
class TaskRequests
{
public:
    /// What replaces what.
    struct Topic
    {
        static constexpr DatabaseThread::Topic Each{};
        static constexpr DatabaseThread::Topic Open{1, true};
        static constexpr DatabaseThread::Topic Page{2};
        static constexpr DatabaseThread::Topic Counts{3};
        static constexpr DatabaseThread::Topic Types{4};
        static constexpr DatabaseThread::Topic Users{5};
        static constexpr DatabaseThread::Topic Detail{6};
    };

    struct Way
    {
        DatabaseThread::Topic topic = Topic::Each;
        Access access = Access::Read;
        std::optional<std::chrono::milliseconds> limit = {}; // the profile's if not given
        bool asksPrimary = false; // what was written shows on a standby only later
        bool deletes = false;
        QVector<TypedValue> typed = {}; // by a person; checked by themselves if the server fails at them
    };

    explicit TaskRequests(const ConnectionProfile &profileToUse);

    std::shared_ptr<const Session> session() const { return opened->session(); }

    /// The time limit of background requests.
    std::chrono::milliseconds asideLimit() const;

    /// One request. Its SQL is built here, where bad input is refused; `read(answer, statement, rows)` fills the
    /// answer, which begins as `answer`, and `complete(value, reply)` rounds it off.
    template<typename T, typename Build, typename Read, typename Complete>
    QFuture<Result<T>> ask(DatabaseThread &thread, const Way &way, Build build, Result<T> answer, Read read,
                           Complete complete);
    template<typename T, typename Build, typename Read>
    QFuture<Result<T>> ask(DatabaseThread &thread, const Way &way, Build build, Result<T> answer, Read read)
    {
        return ask<T>(thread, way, build, answer, read, [](T &, const Connection::Reply &) {});
    }

    /// The answer to a request that is not sent.
    template<typename T>
    static QFuture<Result<T>> ready(const TaskError &error)
    {
        return QtFuture::makeReadyFuture<Result<T>>(Failure(error));
    }
    static TaskError notConnected();

    ConnectionProfile profile;
    const std::shared_ptr<OpenedSession> opened;
    DatabaseThread interactive;
    DatabaseThread writer; // for the primary among several hosts
    DatabaseThread exporter;
    DatabaseThread background; // so that a slow count never delays the list
};

template<typename T, typename Build, typename Read, typename Complete>
QFuture<Result<T>> TaskRequests::ask(DatabaseThread &thread, const Way &way, Build build, Result<T> answer,
                                     Read read, Complete complete)
{
    const auto known = session();
    if (!known)
        return ready<T>(notConnected());
    const bool isElsewhere =
        (way.access == Access::Write || way.asksPrimary) && known->source.server.writesToPrimary;
    const ConnectionSettings settings = isElsewhere ? known->settings.forWriting() : known->settings;
    const Result<QString> statements = build(TaskStatements(known->source));
    if (!statements)
        return ready<T>(statements.error());
    DatabaseThread &chosen = isElsewhere ? writer : thread;
    const auto limit = way.limit.value_or(profile.timeLimit);
    return chosen.run(way.topic,
                      [=, subject = RequestSubject{way.access, way.deletes, way.typed, limit},
                       sql = *statements](Connection &connection) mutable -> Result<T> {
                          connection.use(settings);
                          const auto reply = connection.execute(
                              settingsFor(*known, subject.access, limit), sql,
                              [&](int statement, const ResultRows &rows) { read(answer, statement, rows); });
                          // A server that is no longer the primary is left; the next write looks for the primary again.
                          if (!reply && isElsewhere && reply.error().kind == TaskError::Kind::ReadOnly)
                              connection.close();
                          if (!reply)
                              return Failure(explainFailure(connection, *known, reply.error(), subject));
                          if (answer)
                              complete(*answer, *reply);
                          return answer;
                      });
}

} // namespace watchbill
