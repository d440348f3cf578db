// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "settings/connectionmemory.h"

#include "task/storedfields.h"

#include <QUrl>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr std::array sortableFields{TaskField::Id,        TaskField::UserId,    TaskField::Type,
                                    TaskField::Status,    TaskField::ResultId,  TaskField::ErrorMessage,
                                    TaskField::CreatedAt, TaskField::UpdatedAt, TaskField::Duration};

TaskField fieldOf(const QString &name)
{
    const auto field = std::find_if(sortableFields.begin(), sortableFields.end(),
                                    [&](TaskField one) { return nameOf(one) == name; });
    return field == sortableFields.end() ? TaskSort().field : *field;
}

void write(QSettings &settings, const QString &key, const ValueSet &set)
{
    settings.setValue(key, set.values);
    settings.setValue(key + "Excluded"_L1, set.excluded);
    settings.setValue(key + "Null"_L1, set.hasNull);
}

ValueSet read(const QSettings &settings, const QString &key)
{
    const ValueSet set{settings.value(key).toStringList(),
                       settings.value(key + "Excluded"_L1, false).toBool(),
                       settings.value(key + "Null"_L1, false).toBool()};
    return set.isEmpty() ? ValueSet() : set;
}

// A name may hold what would separate groups.
QString groupOf(const QString &profileName)
{
    return profileName.isEmpty()
        ? QString()
        : u"profiles/%1/"_s.arg(QString::fromLatin1(QUrl::toPercentEncoding(profileName)));
}

} // namespace

ConnectionMemory::ConnectionMemory(const QString &profileName)
    : m_group(groupOf(profileName))
{
}

TaskQuery ConnectionMemory::query() const
{
    TaskQuery query;
    query.filter.statuses = read(m_settings, m_group + "filter/statuses"_L1);
    query.filter.types = read(m_settings, m_group + "filter/types"_L1);
    query.filter.users = read(m_settings, m_group + "filter/users"_L1);
    query.filter.text = m_settings.value(m_group + "filter/text"_L1).toString();
    query.sort.field = fieldOf(m_settings.value(m_group + "sort/field"_L1).toString());
    query.sort.order = m_settings.value(m_group + "sort/ascending"_L1, false).toBool() ? Qt::AscendingOrder
                                                                                       : Qt::DescendingOrder;
    return query;
}

void ConnectionMemory::setQuery(const TaskQuery &query)
{
    write(m_settings, m_group + "filter/statuses"_L1, query.filter.statuses);
    write(m_settings, m_group + "filter/types"_L1, query.filter.types);
    write(m_settings, m_group + "filter/users"_L1, query.filter.users);
    m_settings.setValue(m_group + "filter/text"_L1, query.filter.text);
    m_settings.setValue(m_group + "sort/field"_L1, nameOf(query.sort.field));
    m_settings.setValue(m_group + "sort/ascending"_L1, query.sort.order == Qt::AscendingOrder);
}

QByteArray ConnectionMemory::columns() const
{
    return m_settings.value(m_group + "table/columns"_L1).toByteArray();
}

void ConnectionMemory::setColumns(const QByteArray &columns)
{
    m_settings.setValue(m_group + "table/columns"_L1, columns);
}

void ConnectionMemory::takeOver(const QString &formerName)
{
    ConnectionMemory former(formerName);
    setQuery(former.query());
    setColumns(former.columns());
    former.forget();
}

void ConnectionMemory::forget()
{
    for (const QString &group : {u"filter"_s, u"sort"_s, u"table"_s})
        m_settings.remove(m_group + group);
}

} // namespace watchbill
