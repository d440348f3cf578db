// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/loadedrows.h"

#include <QHash>

#include <algorithm>
#include <utility>

namespace watchbill {

namespace {

using Start = PageRequest::Start;
using Presence = LoadedRow::Presence;

QVector<LoadedRow> listed(QVector<TaskRow> page)
{
    QVector<LoadedRow> rows;
    rows.reserve(page.size());
    for (TaskRow &row : page)
        rows += LoadedRow{std::move(row.task), std::move(row.key), Presence::Listed};
    return rows;
}

// What is known about the tasks to keep even if the page does not list them.
class Kept
{
public:
    Kept(const PageRequest &request, const TaskPage &page)
        : m_keys(request.watched.begin(), request.watched.end())
    {
        for (const WatchedTask &one : page.watched)
            m_found.insert(one.task.key(), &one);
    }

    bool contains(const TaskKey &key) const { return m_keys.contains(key); }

    LoadedRow updated(LoadedRow row) const
    {
        if (const WatchedTask *found = m_found.value(row.task.key())) {
            row.task = found->task;
            row.presence = found->matches ? Presence::Listed : Presence::LeftFilter;
        } else {
            row.presence = Presence::Deleted;
        }
        return row;
    }

private:
    QSet<TaskKey> m_keys;
    QHash<TaskKey, const WatchedTask *> m_found;
};

// Old rows outside the part that was read again: those that the page now lists elsewhere go, those that
// were kept only because they were selected go with the selection.
void appendOutside(QVector<LoadedRow> &to, QVector<LoadedRow>::const_iterator begin,
                   QVector<LoadedRow>::const_iterator end, const QSet<TaskKey> &paged, const Kept &kept)
{
    for (auto row = begin; row != end; ++row) {
        if (paged.contains(row->task.key()))
            continue;
        if (kept.contains(row->task.key()))
            to += kept.updated(*row);
        else if (row->presence == Presence::Listed)
            to += *row;
    }
}

// The page's rows, with kept rows that it does not list right after the row that they stood behind.
void appendSegment(QVector<LoadedRow> &to, QVector<LoadedRow>::const_iterator begin,
                   QVector<LoadedRow>::const_iterator end, const QVector<LoadedRow> &fresh,
                   const QSet<TaskKey> &paged, const Kept &kept)
{
    QHash<TaskKey, QVector<LoadedRow>> followers; // the empty key means the segment's beginning
    TaskKey predecessor;
    for (auto row = begin; row != end; ++row) {
        if (paged.contains(row->task.key()))
            predecessor = row->task.key();
        else if (kept.contains(row->task.key()))
            followers[predecessor] += kept.updated(*row);
    }
    to += followers.value(TaskKey());
    for (const LoadedRow &row : fresh) {
        to += row;
        if (const auto behind = followers.constFind(row.task.key()); behind != followers.cend())
            to += *behind;
    }
}

} // namespace

int LoadedRows::indexOf(const TaskKey &key) const
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(),
                                  [&](const LoadedRow &one) { return one.task.key() == key; });
    return row == m_rows.end() ? -1 : int(row - m_rows.begin());
}

int LoadedRows::listedSize() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(),
                             [](const LoadedRow &one) { return one.presence == Presence::Listed; }));
}

// Where the rows that the page replaces begin.
int LoadedRows::segmentBegin(const PageRequest &request) const
{
    switch (request.start) {
    case Start::After:
        return size();
    case Start::From: {
        const auto row = std::find_if(m_rows.begin(), m_rows.end(),
                                      [&](const LoadedRow &one) { return one.key == request.key; });
        return row == m_rows.end() ? 0 : int(row - m_rows.begin());
    }
    default:
        return 0;
    }
}

// Where they end: behind the last old row that the page still has in its place. What stood further down
// was not read and is kept, unless the page shares no row with these at all.
int LoadedRows::segmentEnd(int begin, const TaskPage &page) const
{
    if (page.reachedEnd || isEmpty())
        return size();
    QHash<TaskKey, const SortKey *> keys;
    for (const TaskRow &row : page.rows)
        keys.insert(row.task.key(), &row.key);
    for (int i = size() - 1; i >= begin; --i) {
        if (const SortKey *key = keys.value(m_rows[i].task.key()); key && *key == m_rows[i].key)
            return i + 1;
    }
    return size();
}

// The page's rows in the place of those from begin to end.
QVector<LoadedRow> LoadedRows::mergedRows(const PageRequest &request, TaskPage &page, int begin,
                                          int end) const
{
    QVector<LoadedRow> fresh = listed(std::exchange(page.rows, {}));
    if (isEmpty())
        return fresh;
    const Kept kept(request, page);
    QSet<TaskKey> paged;
    for (const LoadedRow &row : fresh)
        paged += row.task.key();
    QVector<LoadedRow> rows;
    rows.reserve(size() + fresh.size());
    appendOutside(rows, m_rows.begin(), m_rows.begin() + begin, paged, kept);
    appendSegment(rows, m_rows.begin() + begin, m_rows.begin() + end, fresh, paged, kept);
    appendOutside(rows, m_rows.begin() + end, m_rows.end(), paged, kept);
    return rows;
}

LoadedRows LoadedRows::merged(const PageRequest &request, TaskPage page) const
{
    int begin = segmentBegin(request);
    int end = begin;
    bool keepsRest = true;
    switch (request.start) {
    case Start::First:
    case Start::From:
        end = segmentEnd(begin, page);
        keepsRest = end < size();
        break;
    case Start::Last:
        end = size();
        break;
    case Start::After:
    case Start::Before:
        break;
    }

    LoadedRows result;
    result.m_rows = mergedRows(request, page, begin, end);
    const bool forgetsStart =
        request.start == Start::First || request.start == Start::Before || request.start == Start::Last;
    result.m_reachedStart = forgetsStart ? page.reachedStart : m_reachedStart;
    const bool readsEnd = request.start == Start::After || request.start == Start::Last || !keepsRest;
    result.m_reachedEnd = readsEnd ? page.reachedEnd : m_reachedEnd;
    return result;
}

LoadedRows LoadedRows::trimmed(int first, int last) const
{
    LoadedRows result = *this;
    const int begin = std::clamp(first, 0, size());
    const int end = std::clamp(last + 1, begin, size());
    result.m_rows = m_rows.mid(begin, end - begin);
    result.m_reachedStart = m_reachedStart && begin == 0;
    result.m_reachedEnd = m_reachedEnd && end == size();
    return result;
}

LoadedRows LoadedRows::without(const QSet<TaskKey> &keys) const
{
    LoadedRows result = *this;
    result.m_rows.removeIf([&](const LoadedRow &one) { return keys.contains(one.task.key()); });
    return result;
}

void LoadedRows::apply(const RowEdit &edit)
{
    switch (edit.kind) {
    case RowEdit::Kind::Insert:
        m_rows.insert(edit.first, edit.count, LoadedRow());
        std::copy(edit.rows.begin(), edit.rows.end(), m_rows.begin() + edit.first);
        break;
    case RowEdit::Kind::Remove:
        m_rows.remove(edit.first, edit.count);
        break;
    case RowEdit::Kind::Move:
        m_rows.move(edit.first, edit.to > edit.first ? edit.to - 1 : edit.to);
        break;
    case RowEdit::Kind::Change:
        std::copy(edit.rows.begin(), edit.rows.end(), m_rows.begin() + edit.first);
        break;
    }
}

void LoadedRows::setBounds(const LoadedRows &other)
{
    m_reachedStart = other.m_reachedStart;
    m_reachedEnd = other.m_reachedEnd;
}

} // namespace watchbill
