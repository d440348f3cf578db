// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "settings/connectionmemory.h"

#include "filter/querytext.h"
#include "filter/sorttext.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

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
    query.filter =
        watchbill::query::parse(m_settings.value(m_group + "filter"_L1).toString()).value_or(TaskFilter());
    query.sort = watchbill::query::sortFromText(m_settings.value(m_group + "sort/field"_L1).toString())
                     .value_or(TaskSort());
    query.sort.order = m_settings.value(m_group + "sort/ascending"_L1, false).toBool() ? Qt::AscendingOrder
                                                                                       : Qt::DescendingOrder;
    for (const QVariant &path : m_settings.value(m_group + "table/keys"_L1).toList()) {
        if (const QStringList keys = path.toStringList(); !keys.isEmpty())
            query.keys += keys;
    }
    return query;
}

void ConnectionMemory::setQuery(const TaskQuery &query)
{
    m_settings.setValue(m_group + "filter"_L1, watchbill::query::print(query.filter));
    m_settings.setValue(m_group + "sort/field"_L1, watchbill::query::sortedBy(query.sort));
    m_settings.setValue(m_group + "sort/ascending"_L1, query.sort.order == Qt::AscendingOrder);
    QVariantList keys;
    for (const QStringList &path : query.keys)
        keys += QVariant(path);
    m_settings.setValue(m_group + "table/keys"_L1, keys);
}

QByteArray ConnectionMemory::columns() const
{
    return m_settings.value(m_group + "table/columns"_L1).toByteArray();
}

void ConnectionMemory::setColumns(const QByteArray &columns)
{
    m_settings.setValue(m_group + "table/columns"_L1, columns);
}

QDateTime ConnectionMemory::lastOpened() const
{
    return QDateTime::fromString(m_settings.value(m_group + "last/opened"_L1).toString(), Qt::ISODateWithMs);
}

void ConnectionMemory::setOpened(const QDateTime &time)
{
    m_settings.setValue(m_group + "last/opened"_L1, time.toUTC().toString(Qt::ISODateWithMs));
}

QString ConnectionMemory::problem() const
{
    return m_settings.value(m_group + "last/problem"_L1).toString();
}

void ConnectionMemory::setProblem(const QString &sentence)
{
    if (sentence != problem())
        m_settings.setValue(m_group + "last/problem"_L1, sentence);
}

void ConnectionMemory::takeOver(const QString &formerName)
{
    ConnectionMemory former(formerName);
    setQuery(former.query());
    setColumns(former.columns());
    setProblem(former.problem());
    if (const QDateTime opened = former.lastOpened(); opened.isValid())
        setOpened(opened);
    former.forget();
}

void ConnectionMemory::forget()
{
    for (const QString &group : {u"filter"_s, u"sort"_s, u"table"_s, u"last"_s})
        m_settings.remove(m_group + group);
}

} // namespace watchbill
