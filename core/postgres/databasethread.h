// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/connection.h"

#include <QFuture>
#include <QPromise>
#include <QThread>
#include <QWaitCondition>

#include <deque>
#include <functional>
#include <memory>
#include <type_traits>

namespace watchbill {

/// A connection and the one thread that may use it. Work is done in the order in which it was given.
/// May be used from any thread.
class DatabaseThread
{
public:
    /// Work of one topic replaces older work of the same topic: the older is answered with Cancelled,
    /// on the server too if it runs there already. Work of topic Each is never replaced.
    enum class Topic { Each, Page, Counts, Types, Users, Detail };

    explicit DatabaseThread(const QString &name);
    ~DatabaseThread(); // cancels what runs, answers what waits with Cancelled
    DatabaseThread(const DatabaseThread &) = delete;
    DatabaseThread &operator=(const DatabaseThread &) = delete;

    /// Does `work`, a function from Connection & to a Result, on this thread. The future always gets
    /// exactly one result; a cancelled work's is Cancelled.
    template<typename Work>
    auto run(Topic topic, Work work) -> QFuture<std::invoke_result_t<Work, Connection &>>;

    /// Cancels all work of the topic, waiting or under way.
    void cancel(Topic topic);

private:
    struct Job
    {
        Topic topic = Topic::Each;
        std::function<void(Connection &)> perform;
        std::function<void()> abandon;
    };

    void post(Job job);
    void loop();
    bool wasCancelled() const; // the job that runs now
    void cancelRunning(); // with m_mutex held
    static TaskError cancelled();

    const QString m_name;
    const std::shared_ptr<CancelHandle> m_cancelHandle;
    mutable QMutex m_mutex;
    QWaitCondition m_changed;
    std::deque<Job> m_jobs;
    std::optional<Topic> m_running;
    bool m_runningCancelled = false;
    bool m_cancelling = false; // a cancel request is on its way and must not hit the next job
    bool m_stopping = false;
    std::unique_ptr<QThread> m_thread;
};

template<typename Work>
auto DatabaseThread::run(Topic topic, Work work) -> QFuture<std::invoke_result_t<Work, Connection &>>
{
    using Answer = std::invoke_result_t<Work, Connection &>;
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    const auto answer = [promise](Answer value) {
        promise->addResult(std::move(value));
        promise->finish();
    };
    post({topic,
          [this, answer, work = std::move(work)](Connection &connection) mutable {
              Answer value = work(connection);
              // The server has one code for a time limit and for a cancel request: we know which it was.
              if (!value && value.error().kind == TaskError::Kind::Timeout && wasCancelled())
                  value = Failure(cancelled());
              answer(std::move(value));
          },
          [answer] { answer(Failure(cancelled())); }});
    return promise->future();
}

} // namespace watchbill
