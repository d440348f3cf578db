// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "livelist.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

LiveList::LiveList(const ConnectionProfile &profile, Table table, std::chrono::milliseconds interval)
    : m_table(std::move(table))
    , m_service(profile)
    , m_monitor(m_service)
{
    m_monitor.scheduler().setInterval(interval);
    m_monitor.start({});
}

void LiveList::changeTable()
{
    m_table(
        u"INSERT INTO tasks (user_id, type, status) SELECT gen_random_uuid(), '%1', 'pending' FROM generate_series(1, 3)"_s
            .arg(++m_changes));
    m_table(
        u"UPDATE tasks SET status = 'completed', updated_at = clock_timestamp() WHERE id IN (SELECT id FROM tasks ORDER BY random() LIMIT 5)"_s);
    m_table(u"DELETE FROM tasks WHERE id IN (SELECT id FROM tasks ORDER BY random() LIMIT 3)"_s);
}

QStringList LiveList::shown()
{
    QStringList lines;
    for (const LoadedRow &row : m_monitor.feed().loaded().rows())
        lines += row.task.id.toText() + u' ' + row.task.status.toText();
    return lines;
}

QStringList LiveList::stored() const
{
    QStringList lines;
    for (const QStringList &row :
         m_table(u"SELECT id, status FROM tasks ORDER BY created_at DESC, id DESC"_s))
        lines += row.join(u' ');
    return lines;
}

bool LiveList::isRightWithin(std::chrono::milliseconds limit)
{
    const QStringList expected = stored(); // there are no changes meanwhile
    return QTest::qWaitFor(
        [&] { return m_monitor.state() == TaskMonitor::State::Live && shown() == expected; },
        int(limit.count()));
}

QByteArray LiveList::difference()
{
    const QStringList there = shown();
    QStringList missing = stored();
    QStringList wrong;
    for (const QString &line : there) {
        if (!missing.removeOne(line))
            wrong += line;
    }
    return u"state %1, error \"%2\"; missing: %3; wrong or twice: %4"_s.arg(int(m_monitor.state()))
        .arg(m_monitor.error() ? m_monitor.error()->message : QString(), missing.join(", "_L1),
             wrong.join(", "_L1))
        .toUtf8();
}

std::chrono::milliseconds LiveList::longestReturn(std::chrono::milliseconds closed)
{
    return 2 * (closed + 1s) + m_monitor.scheduler().interval() + 5s;
}

} // namespace watchbill
