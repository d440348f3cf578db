// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/childrenfirst.h"

#include "postgres/resultrows.h"
#include "service/writelink.h"
#include "statement/referencestatements.h"
#include "statement/taskreader.h"
#include "write/runcontrol.h"

#include <QHash>

#include <algorithm>
#include <chrono>
#include <limits>
#include <numeric>

using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr auto parentsLimit = 30s; // of one statement
constexpr qsizetype tasksAtOnce = 10'000;

using OwnReference = ReferenceStatements::OwnReference;

/// How many of the tasks are above each: its parent, the parent's parent, and so on.
class Depths
{
public:
    explicit Depths(const QVector<TaskVersion> &versions)
        : m_depths(versions.size(), unknown)
    {
        m_places.reserve(versions.size());
        for (qsizetype i = 0; i < versions.size(); ++i)
            m_places.insert(versions[i].key, i);
    }

    void add(const TaskKey &child, const TaskKey &parent)
    {
        const auto from = m_places.constFind(child);
        const auto to = m_places.constFind(parent);
        if (from != m_places.cend() && to != m_places.cend() && *from != *to)
            m_parents[*from] += *to;
    }

    bool areAlike() const { return m_parents.isEmpty(); }

    // Without recursion: a chain may be as long as the table.
    int of(qsizetype task)
    {
        QVector<qsizetype> open{task};
        while (!open.isEmpty()) {
            const qsizetype current = open.last();
            const bool isEntered = m_depths[current] == entered;
            if (m_depths[current] >= 0) {
                open.removeLast();
                continue;
            }
            m_depths[current] = entered;
            int depth = 0;
            for (const qsizetype parent : m_parents.value(current)) {
                if (m_depths[parent] == unknown)
                    open += parent;
                depth = std::max(depth, m_depths[parent] + 1); // in a circle, none comes first
            }
            if (!isEntered && open.last() != current)
                continue;
            m_depths[current] = depth;
            open.removeLast();
        }
        return m_depths[task];
    }

private:
    static constexpr int unknown = std::numeric_limits<int>::min();
    static constexpr int entered = -1;

    QHash<TaskKey, qsizetype> m_places;
    QHash<qsizetype, QVector<qsizetype>> m_parents;
    QVector<int> m_depths;
};

Result<QVector<OwnReference>> readOwnReferences(WriteLink &link)
{
    using Column = ReferenceStatements::OwnColumn;
    QVector<OwnReference> references;
    return link
        .read(ReferenceStatements(link.source()).ownReferences(), parentsLimit,
              [&](int, const ResultRows &rows) {
                  for (int row = 0; row < rows.count(); ++row)
                      references += {rows.texts(row, Column::OwnColumns),
                                     rows.texts(row, Column::OwnReferencedColumns)};
              })
        .map([&] { return references; });
}

Result<void> readParents(WriteLink &link, const QVector<TaskVersion> &versions,
                         const QVector<OwnReference> &references, Depths &depths)
{
    using Column = ReferenceStatements::ParentColumn;
    const auto chosen = ChosenTasks::of(link.source(), versions);
    if (!chosen)
        return Failure(chosen.error());
    return link.read(ReferenceStatements(link.source()).parents(*chosen, references), parentsLimit,
                     [&](int, const ResultRows &rows) {
                         const TaskReader reader(rows);
                         for (int row = 0; row < rows.count(); ++row)
                             depths.add(reader.key(row, Column::Child), reader.key(row, Column::Parent));
                     });
}

} // namespace

Result<ConfirmedTasks> childrenFirst(WriteLink &link, const ConfirmedTasks &tasks, const RunControl &control)
{
    const auto references = readOwnReferences(link);
    if (!references)
        return Failure(references.error());
    const auto versions = ConfirmedTasks::Reader(tasks).next(tasks.count());
    if (!versions || versions->isEmpty() || references->isEmpty())
        return versions.map([&](const auto &) { return tasks; });
    Depths depths(*versions);
    for (qsizetype first = 0; first < versions->size(); first += tasksAtOnce) {
        if (control.isCancelled())
            return failure(TaskError::Kind::Cancelled, {});
        const auto read = readParents(link, versions->mid(first, tasksAtOnce), *references, depths);
        if (!read && read.error().kind == TaskError::Kind::PermissionDenied)
            return tasks; // the columns that refer are not for this role to read
        if (!read)
            return Failure(read.error());
    }
    if (depths.areAlike())
        return tasks;
    QVector<qsizetype> order(versions->size());
    std::iota(order.begin(), order.end(), 0);
    QVector<int> known;
    known.reserve(order.size());
    for (const qsizetype task : std::as_const(order))
        known += depths.of(task);
    std::stable_sort(order.begin(), order.end(),
                     [&](qsizetype one, qsizetype other) { return known[one] > known[other]; });
    QVector<TaskVersion> ordered;
    ordered.reserve(order.size());
    for (const qsizetype task : std::as_const(order))
        ordered += (*versions)[task];
    return tasks.ordered(ordered);
}

} // namespace watchbill
