// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "service/onfinished.h"
#include "task/taskerror.h"
#include "task/taskquery.h"

#include <QObject>

#include <functional>
#include <optional>
#include <utility>

namespace watchbill {

/// Tells what is read beside a list when it is time.
class ReadingSchedule : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    void expired(); // what was read before is out of date: somebody asks for it anew, or has changed tasks
    void due();
    void listRead();
    void queryChanged(const TaskQuery &before); // and its list is asked for
    void forgotten(); // nothing that was read before may be shown any more
};

/// What readings of all types have in common.
class AnyReading : public QObject
{
    Q_OBJECT

public:
    explicit AnyReading(ReadingSchedule &schedule);

    virtual void read() = 0;
    virtual void forget() = 0;

    /// For what keeps to a pace of its own: the next read() is not too early.
    virtual void expire() {}

    /// For what is to agree with the list, or depends on the query.
    virtual void followList() {}
    virtual void followQuery(const TaskQuery &) {}

Q_SIGNALS:
    void changed();
};

/// Something that is read beside a list, such as the types in use: read when the schedule says so, used like the
/// std::optional that it keeps. It has no value before the first answer; an error leaves the one that it has.
template<typename T>
class Reading : public AnyReading
{
public:
    using Request = std::function<QFuture<Result<T>>()>;

    Reading(ReadingSchedule &schedule, Request request)
        : AnyReading(schedule)
        , m_request(std::move(request))
    {
    }

    explicit operator bool() const { return m_value.has_value(); }
    const T &operator*() const { return *m_value; }
    const T *operator->() const { return &*m_value; }
    T value_or(const T &other) const { return m_value.value_or(other); }

    void read() override
    {
        onLatest(m_request(), this, m_latest, [this](const Result<T> &answer) { take(answer); });
    }

    void forget() override
    {
        m_latest.drop();
        m_value.reset();
        Q_EMIT changed();
    }

protected:
    virtual void take(const Result<T> &answer)
    {
        if (answer)
            set(*answer);
    }

    void set(const std::optional<T> &value)
    {
        if (m_value == value)
            return;
        m_value = value;
        Q_EMIT changed();
    }

    Latest m_latest;

private:
    Request m_request;
    std::optional<T> m_value;
};

} // namespace watchbill
