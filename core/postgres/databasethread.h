// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/connection.h"

#include <QFuture>
#include <QPromise>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <type_traits>
#include <vector>

namespace watchbill {

/// A connection and the one thread that may use it. Work is done in the order in which it was given.
/// May be used from any thread.
///
/// A dead link does not block. While the thread waits for the server, another thread watches: after 5 s of
/// silence it checks that the server is reachable; if not, the work fails with a Connection error within
/// longestDoubt. So does a statement whose time limit passes in silence. A slow but reachable server is
/// waited for.
class DatabaseThread
{
public:
    /// Work of one topic replaces older work of the same topic: the older is answered with Cancelled, and cancelled on
    /// the server if it already runs there.
    struct Topic
    {
        int key = 0; // the caller's; work of key 0 replaces none and is not replaced
        bool leavesOpening = false; // where the older is still opening the connection, begins on another

        bool operator==(const Topic &) const = default;
    };

    /// The silence after which an unreachable server is given up.
    static constexpr std::chrono::seconds longestDoubt{10};

    DatabaseThread();

    /// Answers all work with Cancelled and returns at once. Running work is cancelled on the server, too, and ends
    /// later: it must own, or share, all that it uses.
    ~DatabaseThread();
    DatabaseThread(const DatabaseThread &) = delete;
    DatabaseThread &operator=(const DatabaseThread &) = delete;

    /// Does `work`, a function from Connection & to a Result, on this thread. The future always gets
    /// exactly one result; a cancelled work's is Cancelled, at once.
    template<typename Work>
    auto run(Topic topic, Work work) -> QFuture<std::invoke_result_t<Work, Connection &>>;

    /// Cancels all work of the topic, waiting or under way.
    void cancel(Topic topic);

private:
    struct Job
    {
        Topic topic;
        std::function<void(Connection &)> perform;
        std::function<void(const TaskError &)> giveUp; // answers it, if it has no answer yet
    };
    struct Running;
    struct Shared;

    void post(Job job);
    static void giveUp(const std::vector<Job> &jobs);

    const std::shared_ptr<Shared> m_shared; // with the threads
};

template<typename Work>
auto DatabaseThread::run(Topic topic, Work work) -> QFuture<std::invoke_result_t<Work, Connection &>>
{
    using Answer = std::invoke_result_t<Work, Connection &>;
    struct Question
    {
        QPromise<Answer> promise;
        std::atomic<bool> isAnswered = false;

        void answer(Answer value)
        {
            if (isAnswered.exchange(true))
                return;
            promise.addResult(std::move(value));
            promise.finish();
        }
    };
    auto question = std::make_shared<Question>();
    question->promise.start();
    const auto future = question->promise.future();
    post({topic,
          [question, work = std::move(work)](Connection &connection) mutable {
              question->answer(work(connection));
          },
          [question](const TaskError &error) { question->answer(Failure(error)); }});
    return future;
}

} // namespace watchbill
