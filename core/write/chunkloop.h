// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/reconnectpolicy.h"
#include "service/writelink.h"
#include "write/runcontrol.h"

#include <QElapsedTimer>
#include <QVector>

#include <algorithm>

namespace watchbill {

/// What to do about a chunk that failed.
enum class ChunkTrouble {
    Lost, // the answer was lost: look up the outcome
    Link, // nothing was changed: wait for the server
    Table, // read the table's catalogue again
    Again, // it collided with another transaction: try again
    Rows, // one of its rows was refused: find out which
    Final, // every other chunk would fail, too: end the run
};
ChunkTrouble troubleOf(const TaskError &error);

/// How many rows are changed in one transaction: as many as take the server and this disk about a tenth of a second, so that
/// our locks never block others for long.
class ChunkSize
{
public:
    static constexpr qsizetype usual = 1'000; // of the first chunk
    static constexpr qsizetype fewest = 10; // as each transaction takes its time, whatever is in it

    explicit ChunkSize(qsizetype first)
        : m_rows(first)
        , m_fewest(std::min(first, fewest))
    {
    }

    qsizetype rows() const { return m_rows; }

    void took(qsizetype rows, std::chrono::milliseconds time);

private:
    static constexpr qsizetype most = 5'000;

    qsizetype m_rows;
    const qsizetype m_fewest;
};

/// Makes a run's chunks, and continues after recoverable errors. The steps are Work's:
///   Result<QMap<RowState, qint64>> attempt(const QVector<Item> &)
///       changes the items in one transaction; returns the number of rows by outcome
///   Result<QVector<Item>> lookUp(const QVector<Item> &)
///       after a lost answer: returns the items that were not changed
///   Result<void> refuse(const Item &, const TaskError &)
///       records the reason
///   mostRefusedAlike
///       how many rows may be refused for one reason, before any was changed, until the run ends
template<typename Item, typename Work>
class ChunkLoop
{
public:
    ChunkLoop(WriteLink &link, RunControl &control, Work &work, qsizetype first = ChunkSize::usual)
        : m_link(link)
        , m_control(control)
        , m_work(work)
        , m_size(first)
    {
    }

    /// Cancelled, or the error that ended the run.
    Result<void> make(QVector<Item> items);

    qsizetype size() const { return m_size.rows(); }

private:
    static constexpr int mostTries = 5;

    Result<void> attempt(const QVector<Item> &items);
    Result<void> refuse(const Item &item, const TaskError &error);
    Result<void> split(const QVector<Item> &items);
    Result<void> waitForServer(const TaskError &error);

    WriteLink &m_link;
    RunControl &m_control;
    Work &m_work;
    ChunkSize m_size;
    ReconnectPolicy m_reconnecting;
    bool m_hasReached = false; // the server has answered
    bool m_hasChanged = false; // some chunk was made
    QString m_refusal; // the SQLSTATE of the last refusals
    int m_refused = 0;
};

template<typename Item, typename Work>
Result<void> ChunkLoop<Item, Work>::attempt(const QVector<Item> &items)
{
    QElapsedTimer timer;
    timer.start();
    m_control.beginChunk(m_link.backendPid(), m_link.canceller());
    const auto made = m_work.attempt(items);
    if (made) {
        m_size.took(items.size(), std::chrono::milliseconds(timer.elapsed()));
        m_hasReached = m_hasChanged = true;
        m_reconnecting.succeeded();
    }
    m_control.endChunk(made ? *made : QMap<RowState, qint64>());
    return made.map([](const auto &) {});
}

template<typename Item, typename Work>
Result<void> ChunkLoop<Item, Work>::make(QVector<Item> items)
{
    for (int tries = 0; !items.isEmpty();) {
        m_control.waitWhilePaused();
        if (m_control.isCancelled())
            return failure(TaskError::Kind::Cancelled, {});
        const auto made = attempt(items);
        if (made)
            return {};
        const TaskError error = made.error();
        // The server does not say who has asked it to stop.
        if (m_control.isCancelled()
            && (error.kind == TaskError::Kind::Cancelled || error.sqlState == QLatin1String("57014")))
            return failure(TaskError::Kind::Cancelled, {});
        Result<void> goesOn;
        switch (troubleOf(error)) {
        case ChunkTrouble::Lost:
            m_hasReached = true; // by what came before
            goesOn = waitForServer(error);
            while (goesOn) {
                const auto left = m_work.lookUp(items);
                if (left) {
                    items = *left;
                    break;
                }
                goesOn = troubleOf(left.error()) == ChunkTrouble::Final ? Failure(left.error())
                                                                        : waitForServer(left.error());
            }
            break;
        case ChunkTrouble::Link:
            goesOn = waitForServer(error);
            break;
        case ChunkTrouble::Table:
            goesOn = ++tries < mostTries ? m_link.renew() : Failure(error);
            break;
        case ChunkTrouble::Again:
            if (++tries >= mostTries)
                return items.size() > 1 ? split(items) : refuse(items.first(), error);
            break;
        case ChunkTrouble::Rows:
            return items.size() > 1 ? split(items) : refuse(items.first(), error);
        case ChunkTrouble::Final:
            // It was the primary a moment ago: another server is becoming that.
            if (error.kind != TaskError::Kind::ReadOnly || !m_hasChanged)
                return Failure(error);
            goesOn = waitForServer(error);
            break;
        }
        if (!goesOn)
            return goesOn;
    }
    return {};
}

// If all are refused for one reason, further transactions would be wasted.
template<typename Item, typename Work>
Result<void> ChunkLoop<Item, Work>::refuse(const Item &item, const TaskError &error)
{
    m_refused = error.sqlState == m_refusal ? m_refused + 1 : 1;
    m_refusal = error.sqlState;
    m_control.endChunk({{RowState::Refused, 1}});
    const auto kept = m_work.refuse(item, error);
    return kept && !m_hasChanged && m_refused >= Work::mostRefusedAlike ? Failure(error) : kept;
}

template<typename Item, typename Work>
Result<void> ChunkLoop<Item, Work>::split(const QVector<Item> &items)
{
    const qsizetype half = items.size() / 2;
    return make(items.mid(0, half)).and_then([&] { return make(items.mid(half)); });
}

// A login that is refused before anything was done is the caller's business: another connection may do.
template<typename Item, typename Work>
Result<void> ChunkLoop<Item, Work>::waitForServer(const TaskError &error)
{
    if (!m_hasReached && error.isOfLogin)
        return Failure(error);
    m_control.lose(error.message, mayHaveBeenDone(error));
    if (!m_control.waitToReconnect(m_reconnecting.nextDelay()))
        return failure(TaskError::Kind::Cancelled, {});
    return {};
}

} // namespace watchbill
