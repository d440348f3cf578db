// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"

#include <QVector>
#include <QWidget>

class QToolButton;

namespace watchbill {

class QueryState;

/// The active parts of the filter as written in the query, in one line; a click edits or removes one. Parts that do not
/// fit are counted at its end.
class FilterChips : public QWidget
{
    Q_OBJECT

public:
    explicit FilterChips(QueryState &query, QWidget *parent = nullptr);

    QSize sizeHint() const override;

Q_SIGNALS:
    void editRequested(const QString &part);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showFilter();
    void add(const QString &text, const TaskFilter &without);
    void arrange();

    QueryState &m_query;
    QVector<QWidget *> m_chips;
    QStringList m_parts; // one for each chip, and those that have none
    QToolButton *m_more;
    QToolButton *m_clear;
};

} // namespace watchbill
