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

/// Tells readings when to read.
class ReadingSchedule : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    void expired(); // earlier numbers are out of date, as after a manual refresh or a change of tasks
    void due();
    void listRead();
    void queryChanged(const TaskQuery &before); // and the new list requested
    void forgotten(); // earlier answers must no longer be shown
};

/// What readings of all types have in common.
class AnyReading : public QObject
{
    Q_OBJECT

public:
    explicit AnyReading(ReadingSchedule &schedule);

    virtual void read() = 0;
    virtual void forget() = 0;

    /// For readings with a pace of their own: the next read() may come at once.
    virtual void expire() {}

    /// For readings that must agree with the list, or depend on the query.
    virtual void followList() {}
    virtual void followQuery(const TaskQuery &) {}

Q_SIGNALS:
    void changed();
};

/// Something that is read beside a list, such as the types in use, when the schedule says so. It is used like a
/// std::optional, which has no value before the first answer. An error keeps the earlier value.
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
