// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/furtherkey.h"

#include "task/sentences.h"
#include "task/visibletext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

FurtherKey::FurtherKey(const TaskRelation &relation)
{
    for (qsizetype place = 0; place < relation.restOfKey.size(); ++place) {
        const TaskColumn &one = relation.restOfKey[place];
        const bool isField = std::any_of(relation.columns.begin(), relation.columns.end(),
                                         [&](const TaskColumn &column) { return column.name == one.name; });
        if (isField)
            continue;
        m_columns += one;
        m_places += place;
    }
}

QStringList FurtherKey::names() const
{
    QStringList names;
    for (const TaskColumn &column : m_columns)
        names += column.name;
    return names;
}

QStringList FurtherKey::values(const Task &task) const
{
    QStringList values;
    for (const qsizetype place : m_places)
        values += task.keyRest.value(place);
    return values;
}

QString FurtherKey::text(const Task &task) const
{
    QStringList parts;
    const QStringList ofTask = values(task);
    for (qsizetype i = 0; i < m_columns.size(); ++i)
        parts += u"%1 = %2"_s.arg(visibleWord(m_columns[i].name), visibleWord(ofTask[i]));
    return listed(parts);
}

} // namespace watchbill
