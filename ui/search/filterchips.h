// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"

#include <QWidget>

namespace watchbill {

class FlowLayout;
class QueryState;

/// Every active part of the filter as the query says it, to be edited or taken away by a click. Hidden itself while there
/// is none.
class FilterChips : public QWidget
{
    Q_OBJECT

public:
    explicit FilterChips(QueryState &query, QWidget *parent = nullptr);

Q_SIGNALS:
    void editRequested(const QString &part);

private:
    void showFilter();
    void add(const QString &text, const TaskFilter &without);
    void addClearing();

    QueryState &m_query;
    FlowLayout *m_layout;
};

} // namespace watchbill
