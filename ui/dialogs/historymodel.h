// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/run.h"

#include <QAbstractTableModel>
#include <QVector>

namespace watchbill {

/// Runs of the journal, the newest first.
class HistoryModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, When, What, HowMany, Connection, Role, Query, Outcome, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    const QVector<Run> &runs() const { return m_runs; }

    /// Sets the runs, newest first. Rows are inserted, removed and changed as needed, so that the selection stays.
    void setRuns(const QVector<Run> &runs, bool mayHaveMore);

    /// Times as ages have become others, or are written otherwise.
    void refreshTimes();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void moreWanted();

private:
    void removeFrom(int row, int end);

    QVector<Run> m_runs;
    bool m_mayHaveMore = false;
};

} // namespace watchbill
