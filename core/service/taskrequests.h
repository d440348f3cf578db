// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/databasethread.h"
#include "profile/connectionprofile.h"
#include "service/failurecause.h"
#include "session/currentsession.h"
#include "session/session.h"
#include "source/cataloguestate.h"
#include "statement/taskstatements.h"

#include <QFuture>

#include <atomic>
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
        static constexpr DatabaseThread::Topic Metadata{7};
        static constexpr DatabaseThread::Topic Histogram{8};
        static constexpr DatabaseThread::Topic Plan{9};
        static constexpr DatabaseThread::Topic TypeCounts{10};
        static constexpr DatabaseThread::Topic UserCounts{11};
    };

    struct Way
    {
        DatabaseThread::Topic topic = Topic::Each;
        std::optional<std::chrono::milliseconds> limit = {}; // the profile's if not given
        bool asksPrimary = false; // where changes are made, also where another host is read
        QVector<TypedValue> typed = {}; // by a person; checked by themselves if the server fails at them
    };

    /// When a reading request asks whether the table has changed: once a second at most.
    class Looks
    {
    public:
        bool takeTurn();

    private:
        static constexpr std::chrono::milliseconds shortestInterval{1'000};
        std::atomic<std::chrono::steady_clock::duration> m_last{std::chrono::steady_clock::duration::zero()};
    };

    /// Where a request is made.
    enum class Place {
        List, // on the connection of the list
        Aside, // on another connection, so that a slow count never delays the list
    };

    explicit TaskRequests(const ConnectionProfile &profileToUse);

    std::shared_ptr<const Session> session() const { return opened->session(); }

    /// The time limit of background requests.
    std::chrono::milliseconds asideLimit() const;

    /// Makes one request. `build` makes its SQL; it is called here, so that bad input is refused at once, and again on
    /// the request's thread if the table has changed. `read(answer, statement, rows)` adds rows to the answer, whose
    /// initial value is `answer`, and `complete(value, reply)` finishes it.
    template<typename T, typename Build, typename Read, typename Complete>
    QFuture<Result<T>> ask(Place place, const Way &way, Build build, Result<T> answer, Read read,
                           Complete complete);
    template<typename T, typename Build, typename Read>
    QFuture<Result<T>> ask(Place place, const Way &way, Build build, Result<T> answer, Read read)
    {
        return ask<T>(place, way, build, answer, read, [](T &, const Connection::Reply &) {});
    }

    /// A request beside the list whose later statements depend on the answers to earlier ones: `work(connection, settings,
    /// source)` sends them, each for no longer than `longest` or any background request.
    template<typename T, typename Work>
    QFuture<Result<T>> askInSteps(DatabaseThread::Topic topic, const TaskFilter &filter, Work work,
                                  std::chrono::milliseconds longest = std::chrono::milliseconds::max());

    /// Does work on a connection of its own, or on the list's where the server grants this login no other.
    template<typename Work>
    auto runAside(DatabaseThread &thread, DatabaseThread::Topic topic, Work work)
        -> QFuture<std::invoke_result_t<Work, Connection &>>;

    /// Makes an attempt at a request, and another one with the table as it is now if it has changed since it was read.
    /// `published` receives the new table for other requests; it may be nullptr.
    template<typename Attempt>
    static auto onPresentTable(Connection &connection, const std::shared_ptr<const Session> &known,
                               CurrentSession *published, Attempt attempt) -> decltype(attempt(*known));

    /// Whether the table may differ from what the session knows, judging by how a request ended.
    static bool mayBeOfEarlierTable(const Connection &connection, const Session &known,
                                    const std::optional<TaskError> &error);

    /// The answer to a request that is not sent.
    template<typename T>
    static QFuture<Result<T>> ready(const TaskError &error)
    {
        return QtFuture::makeReadyFuture<Result<T>>(Failure(error));
    }
    static TaskError notConnected();

    ConnectionProfile profile;
    const std::shared_ptr<CurrentSession> opened;
    const std::shared_ptr<DatabaseThread> interactive = std::make_shared<DatabaseThread>();
    const std::shared_ptr<std::atomic<bool>> hasOneConnection = std::make_shared<std::atomic<bool>>(false);
    const std::shared_ptr<Looks> looks = std::make_shared<Looks>();
    DatabaseThread primary; // among several hosts
    DatabaseThread exporter;
    DatabaseThread runner; // of long work that changes tasks
    DatabaseThread background;
};

template<typename Work>
auto TaskRequests::runAside(DatabaseThread &thread, DatabaseThread::Topic topic, Work work)
    -> QFuture<std::invoke_result_t<Work, Connection &>>
{
    if (*hasOneConnection)
        return interactive->run(topic, work);
    return thread.run(
        topic, [=, hasOne = hasOneConnection, list = std::weak_ptr(interactive)](Connection &connection) {
            auto outcome = work(connection);
            if (outcome || outcome.error().kind != TaskError::Kind::Connection || !outcome.error().isOfLogin)
                return outcome;
            // A limit of connections, a server that takes one, or no server at all: the list's connection tells.
            auto owner = list.lock();
            if (!owner)
                return outcome;
            const auto future = owner->run(topic, work);
            owner.reset(); // it ends with the service, which then answers the work
            auto shared = future.result();
            *hasOne = shared || shared.error().kind != TaskError::Kind::Connection;
            return shared;
        });
}

template<typename T, typename Work>
QFuture<Result<T>> TaskRequests::askInSteps(DatabaseThread::Topic topic, const TaskFilter &filter, Work work,
                                            std::chrono::milliseconds longest)
{
    const auto known = session();
    if (!known)
        return ready<T>(notConnected());
    const RequestSubject subject{.typed = typedValues(filter), .limit = std::min(longest, asideLimit())};
    return runAside(background, topic, [=, opened = opened, looks = looks](Connection &connection) {
        connection.use(known->settings);
        return onPresentTable(connection, known, opened.get(), [&](const Session &session) {
            const SessionSettings settings =
                settingsFor(session, Access::Read, subject.limit,
                            looks->takeTurn() ? Watching::Table : Watching::Nothing);
            return Result<T>(work(connection, settings, session.source))
                .map_error([&](const TaskError &error) {
                    return explainFailure(connection, session, error, subject);
                });
        });
    });
}

template<typename Attempt>
auto TaskRequests::onPresentTable(Connection &connection, const std::shared_ptr<const Session> &known,
                                  CurrentSession *published, Attempt attempt) -> decltype(attempt(*known))
{
    auto outcome = attempt(*known);
    const auto error = outcome ? std::nullopt : std::optional<TaskError>(outcome.error());
    if (!mayBeOfEarlierTable(connection, *known, error))
        return outcome;
    const auto renewed = renewedSession(connection, *known);
    if (!renewed)
        return Failure(renewed.error());
    if (renewed->catalogueState == known->catalogueState)
        return outcome;
    if (published)
        published->renew(known, *renewed);
    return attempt(*renewed);
}

template<typename T, typename Build, typename Read, typename Complete>
QFuture<Result<T>> TaskRequests::ask(Place place, const Way &way, Build build, Result<T> answer, Read read,
                                     Complete complete)
{
    const auto known = session();
    if (!known)
        return ready<T>(notConnected());
    const Result<QString> first = build(TaskStatements(known->source));
    if (!first && first.error().kind != TaskError::Kind::Unsupported)
        return ready<T>(first.error());
    const bool isElsewhere = way.asksPrimary && known->source.server.writesToPrimary;
    const RequestSubject subject{.typed = way.typed, .limit = way.limit.value_or(profile.timeLimit)};
    const auto attempt = [=, looks = looks](Connection &connection, const Session &session) -> Result<T> {
        const Result<QString> statements =
            &session == known.get() ? first : build(TaskStatements(session.source));
        if (!statements) { // the table may be able to by now
            const auto looked = connection.execute(settingsFor(session, Access::Read, subject.limit), {});
            return Failure(looked ? statements.error() : looked.error());
        }
        const SessionSettings settings = settingsFor(session, Access::Read, subject.limit,
                                                     looks->takeTurn() ? Watching::Table : Watching::Nothing);
        Result<T> filled = answer;
        const auto reply =
            connection.execute(settings, *statements,
                               [&](int statement, const ResultRows &rows) { read(filled, statement, rows); });
        if (!reply)
            return Failure(explainFailure(connection, session, reply.error(), subject));
        if (filled)
            complete(*filled, *reply);
        return filled;
    };
    const auto work = [=, opened = opened](Connection &connection) {
        connection.use(isElsewhere ? known->settings.forWriting() : known->settings);
        return onPresentTable(connection, known, isElsewhere ? nullptr : opened.get(),
                              [&](const Session &session) { return attempt(connection, session); });
    };
    if (isElsewhere)
        return primary.run(way.topic, work);
    return place == Place::List ? interactive->run(way.topic, work) : runAside(background, way.topic, work);
}

} // namespace watchbill
