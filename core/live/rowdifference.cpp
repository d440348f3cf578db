// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/loadedrows.h"

#include <QHash>

#include <algorithm>
#include <vector>

namespace watchbill {

namespace {

constexpr int none = -1;

// Which elements to leave in place so that the fewest have to move: a longest increasing subsequence.
std::vector<bool> stayers(const std::vector<int> &sequence)
{
    std::vector<int> tails; // positions of the smallest last element for each length
    std::vector<int> previous(sequence.size(), none);
    for (int i = 0; i < int(sequence.size()); ++i) {
        const auto tail = std::lower_bound(tails.begin(), tails.end(), i,
                                           [&](int a, int b) { return sequence[a] < sequence[b]; });
        if (tail != tails.begin())
            previous[i] = *(tail - 1);
        if (tail == tails.end())
            tails.push_back(i);
        else
            *tail = i;
    }
    std::vector<bool> stays(sequence.size(), false);
    for (int i = tails.empty() ? none : tails.back(); i != none; i = previous[i])
        stays[i] = true;
    return stays;
}

// An edit for each stretch of rows that are changed.
template<typename IsChanged>
QVector<RowEdit> changes(const QVector<LoadedRow> &after, IsChanged isChanged)
{
    QVector<RowEdit> edits;
    for (int begin = 0; begin < after.size(); ++begin) {
        if (!isChanged(begin))
            continue;
        int end = begin + 1;
        while (end < after.size() && isChanged(end))
            ++end;
        edits += RowEdit{RowEdit::Kind::Change, begin, end - begin, 0, after.mid(begin, end - begin)};
        begin = end;
    }
    return edits;
}

class Difference
{
public:
    Difference(const QVector<LoadedRow> &before, const QVector<LoadedRow> &after)
        : m_before(before)
        , m_after(after)
    {
        QHash<TaskKey, int> places;
        places.reserve(after.size());
        for (int i = 0; i < after.size(); ++i)
            places.insert(after[i].task.key(), i);
        m_old.assign(after.size(), none);
        for (int i = 0; i < before.size(); ++i) {
            const int place = places.value(before[i].task.key(), none);
            m_current.push_back(place);
            if (place != none)
                m_old[place] = i;
        }
    }

    QVector<RowEdit> edits()
    {
        remove();
        place();
        m_edits +=
            changes(m_after, [this](int i) { return m_old[i] != none && m_before[m_old[i]] != m_after[i]; });
        return std::move(m_edits);
    }

private:
    void remove()
    {
        for (int end = int(m_current.size()); end > 0;) {
            int begin = end;
            while (begin > 0 && m_current[begin - 1] == none)
                --begin;
            if (begin < end) {
                m_edits += RowEdit{RowEdit::Kind::Remove, begin, end - begin, 0, {}};
                m_current.erase(m_current.begin() + begin, m_current.begin() + end);
            }
            end = begin - 1;
        }
    }

    // Goes through `after` from its start; each row that is new or must move is put right behind the one
    // before it, which is in its place by then.
    void place()
    {
        const std::vector<bool> inPlace = stayers(m_current);
        std::vector<bool> stays(m_after.size(), false);
        for (size_t i = 0; i < m_current.size(); ++i)
            stays[m_current[i]] = inPlace[i];
        int position = 0; // behind the row that was dealt with last
        for (int i = 0; i < m_after.size();) {
            if (stays[i]) {
                position = positionOf(i, position) + 1;
                ++i;
            } else if (m_old[i] != none) {
                position = move(i, position);
                ++i;
            } else {
                int end = i + 1;
                while (end < m_after.size() && m_old[end] == none)
                    ++end;
                insert(i, end, position);
                position += end - i;
                i = end;
            }
        }
    }

    int positionOf(int row, int from) const
    {
        return int(std::find(m_current.begin() + from, m_current.end(), row) - m_current.begin());
    }

    // Rows that still have to move may be anywhere, so search from the start.
    int move(int row, int position)
    {
        const int from = positionOf(row, 0);
        if (from == position)
            return position + 1;
        m_edits += RowEdit{RowEdit::Kind::Move, from, 1, position, {}};
        m_current.erase(m_current.begin() + from);
        const int to = position > from ? position - 1 : position;
        m_current.insert(m_current.begin() + to, row);
        return to + 1;
    }

    void insert(int begin, int end, int position)
    {
        m_edits += RowEdit{RowEdit::Kind::Insert, position, end - begin, 0, m_after.mid(begin, end - begin)};
        m_current.insert(m_current.begin() + position, end - begin, 0);
        for (int i = begin; i < end; ++i)
            m_current[position + i - begin] = i;
    }

    const QVector<LoadedRow> &m_before;
    const QVector<LoadedRow> &m_after;
    std::vector<int> m_old; // for each row of `after`, where it was, or none
    std::vector<int> m_current; // the rows as the edits so far leave them, as positions in `after`
    QVector<RowEdit> m_edits;
};

} // namespace

QVector<RowEdit> difference(const QVector<LoadedRow> &before, const QVector<LoadedRow> &after)
{
    // Mostly nothing has come, gone or moved.
    const bool sameTasks =
        std::equal(before.begin(), before.end(), after.begin(), after.end(),
                   [](const LoadedRow &a, const LoadedRow &b) { return a.task.key() == b.task.key(); });
    if (sameTasks)
        return changes(after, [&](int i) { return before[i] != after[i]; });
    return Difference(before, after).edits();
}

} // namespace watchbill
