// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "filter/filterchanges.h"
#include "overview/sidelist.h"
#include "task/taskquery.h"

#include <optional>

namespace watchbill {

class QueryState;

/// The values of one of the filter's sets, below a line for all of them; a click filters by one.
class ValueList : public SideList
{
    Q_OBJECT

public:
    ValueList(QueryState &query, FilterSet set, const QString &name, const QString &title);

    /// One for each value, after the one for all.
    struct Value
    {
        FieldValue value;
        QIcon icon;
        QString name;
        QString count;
        QString countToolTip;
        QColor (*countColor)() = nullptr;
        QString action{}; // what a click does
    };
    void setValues(const Line &all, const QVector<Value> &values,
                   filter::Finding finding = filter::Finding::Whole);

private:
    void choose();
    int markedLine() const;
    QVector<int> partlyMarkedLines(filter::Finding finding) const;

    QueryState &m_query;
    const FilterSet m_set;
};

} // namespace watchbill
