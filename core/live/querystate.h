// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"

#include <QObject>

namespace watchbill {

/// The only place that keeps the query of a list: the requested one, and the one that the shown rows answer. Views show
/// asked() whenever it changes, and request another here.
class QueryState : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    const TaskQuery &asked() const { return m_asked; }
    const TaskQuery &shown() const { return m_shown; }

    /// Whether the shown rows answer the requested query.
    bool isShown() const { return m_asked == m_shown; }

    void ask(const TaskQuery &query);
    void askFilter(const TaskFilter &filter) { ask({filter, m_asked.sort, m_asked.keys}); }
    void askSort(const TaskSort &sort) { ask({m_asked.filter, sort, m_asked.keys}); }
    void askKeys(const QVector<QStringList> &keys) { ask({m_asked.filter, m_asked.sort, keys}); }

    /// Like ask(), but the caller reads the list.
    void set(const TaskQuery &query);

    /// The shown rows answer this query.
    void setShown(const TaskQuery &query) { m_shown = query; }

    /// Goes back to the query of the shown rows, because the requested one was given up.
    void restoreShown();

Q_SIGNALS:
    /// Emitted for an unchanged query, too, so that a view that was edited shows the query in effect.
    void changed();

    /// The rows of the new query must be read.
    void requested(const watchbill::TaskQuery &before);

private:
    TaskQuery m_asked;
    TaskQuery m_shown;
};

} // namespace watchbill
