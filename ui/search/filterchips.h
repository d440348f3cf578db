// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"

#include <QWidget>

class QHBoxLayout;

namespace watchbill {

/// Every active part of the filter as a button that takes it away, so that nothing is hidden by a filter
/// that nobody sees. Hidden itself while there is none.
class FilterChips : public QWidget
{
    Q_OBJECT

public:
    explicit FilterChips(QWidget *parent = nullptr);

    void setFilter(const TaskFilter &filter);

Q_SIGNALS:
    void filterEdited(const watchbill::TaskFilter &filter);

private:
    void add(const QString &text, const TaskFilter &without);
    void addSet(const QString &name, FilterSet set);

    QHBoxLayout *m_layout;
    TaskFilter m_filter;
};

} // namespace watchbill
