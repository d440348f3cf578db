// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/runrowsmodel.h"

#include "format/format.h"
#include "format/outcometext.h"
#include "task/sentences.h"

namespace watchbill {

void RunRowsModel::setRows(const Run &run, const QVector<JournalRow> &rows)
{
    m_run = run;
    if (m_rows == rows)
        return;
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int RunRowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RunRowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString RunRowsModel::textOf(const JournalRow &row, int column) const
{
    switch (column) {
    case Id: {
        const QString id = row.key.id.toText();
        return row.key.rest.isEmpty() ? id : tr("%1 (%2)").arg(id, listed(row.key.rest));
    }
    case State:
        return outcometext::name(m_run, row.state);
    case Reason:
        return row.reason;
    default:
        return {};
    }
}

QVariant RunRowsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QString text = textOf(m_rows[index.row()], index.column());
    if (role == Qt::DisplayRole)
        return index.column() == Id ? format::word(text) : format::firstLine(text);
    return role == Qt::ToolTipRole ? QVariant(format::toolTip(text)) : QVariant();
}

QVariant RunRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    const QString titles[ColumnCount] = {tr("ID"), tr("Outcome"), tr("Reason")};
    return role == Qt::DisplayRole ? QVariant(titles[section]) : QVariant();
}

} // namespace watchbill
