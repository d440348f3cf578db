// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"

#include <QObject>

namespace watchbill {

/// The query of one list, in the one place that keeps it: the query asked for, and the one that the shown rows answer.
/// A view shows asked() whenever it changes, and asks here for another.
class QueryState : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    const TaskQuery &asked() const { return m_asked; }
    const TaskQuery &shown() const { return m_shown; }

    /// Whether the rows on show answer what is asked for.
    bool isShown() const { return m_asked == m_shown; }

    void ask(const TaskQuery &query);
    void askFilter(const TaskFilter &filter) { ask({filter, m_asked.sort, m_asked.keys}); }
    void askSort(const TaskSort &sort) { ask({m_asked.filter, sort, m_asked.keys}); }
    void askKeys(const QVector<QStringList> &keys) { ask({m_asked.filter, m_asked.sort, keys}); }

    /// Like ask(), but the caller does the reading.
    void set(const TaskQuery &query);

    /// The rows on show answer this query.
    void setShown(const TaskQuery &query) { m_shown = query; }

    /// Asks for what is shown again: the other query was given up.
    void restoreShown();

Q_SIGNALS:
    /// Emitted for an unchanged query, too, so that a view that was edited shows the query in effect.
    void changed();

    /// A view waits for the rows of the new query.
    void requested(const watchbill::TaskQuery &before);

private:
    TaskQuery m_asked;
    TaskQuery m_shown;
};

} // namespace watchbill
