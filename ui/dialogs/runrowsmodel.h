// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/journalrow.h"

#include <QAbstractTableModel>

namespace watchbill {

/// Rows of a run: the tasks and their outcomes.
class RunRowsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Id, State, Reason, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(const Run &run, const QVector<JournalRow> &rows);
    const QVector<JournalRow> &rows() const { return m_rows; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString textOf(const JournalRow &row, int column) const;

    Run m_run;
    QVector<JournalRow> m_rows;
};

} // namespace watchbill
