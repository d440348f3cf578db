// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"

#include <QWidget>

class QHBoxLayout;

namespace watchbill {

class QueryState;

/// Every active part of the filter as a button that takes it away, so that no row is hidden by a filter that is not
/// on show. Hidden itself while there is none.
class FilterChips : public QWidget
{
    Q_OBJECT

public:
    explicit FilterChips(QueryState &query, QWidget *parent = nullptr);

private:
    void showFilter();
    void add(const QString &text, const TaskFilter &without);
    void addSet(const QString &name, FilterSet set);

    QueryState &m_query;
    QHBoxLayout *m_layout;
};

} // namespace watchbill
