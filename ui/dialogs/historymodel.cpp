// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/historymodel.h"

#include "dialogs/historytext.h"
#include "format/format.h"
#include "theme/icon.h"

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QString textOf(const Run &run, int column)
{
    switch (column) {
    case HistoryModel::Number:
        return QString::number(run.number);
    case HistoryModel::When:
        return format::listedTime(run.begun, Timestamp::fromDateTime(QDateTime::currentDateTimeUtc()),
                                  format::TimeStyle::Absolute);
    case HistoryModel::What:
        return historytext::what(run);
    case HistoryModel::HowMany:
        return historytext::howMany(run);
    case HistoryModel::Connection:
        return historytext::connection(run);
    case HistoryModel::Role:
        return format::word(run.role);
    case HistoryModel::Query:
        return format::firstLine(run.query);
    case HistoryModel::Outcome:
        return historytext::outcome(run);
    default:
        return {};
    }
}

QString toolTipOf(const Run &run, int column)
{
    switch (column) {
    case HistoryModel::When:
        return format::toolTip(format::exactTime(run.begun));
    case HistoryModel::Connection:
        return format::toolTip(historytext::table(run) + u'\n'
                               + HistoryModel::tr("Recorded as %1").arg(run.place));
    case HistoryModel::Query:
        return format::toolTip(run.query);
    case HistoryModel::Outcome:
        return format::toolTip(run.error.isEmpty() ? historytext::outcome(run)
                                                   : historytext::outcome(run) + u'\n' + run.error);
    default:
        return format::toolTip(textOf(run, column));
    }
}

// Shown beside the words: for runs in progress, and for those that did not succeed.
QIcon iconOf(const Run &run)
{
    switch (run.state) {
    case Run::State::Running:
        return theme::statusIcon(u"processing"_s);
    case Run::State::Failed:
    case Run::State::Interrupted:
        return theme::statusIcon(u"failed"_s);
    default:
        return run.count(statesLeftAlone()) > 0 ? theme::secondaryIcon(u"warning"_s) : QIcon();
    }
}

} // namespace

void HistoryModel::setRuns(const QVector<Run> &runs, bool mayHaveMore)
{
    m_mayHaveMore = false; // a view would ask while it has only some of them
    int row = 0;
    for (const Run &run : runs) {
        int end = row;
        while (end < m_runs.size() && m_runs[end].number > run.number)
            ++end;
        removeFrom(row, end);
        if (row == m_runs.size() || m_runs[row].number != run.number) {
            beginInsertRows({}, row, row);
            m_runs.insert(row, run);
            endInsertRows();
        } else if (m_runs[row] != run) {
            m_runs[row] = run;
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
        ++row;
    }
    removeFrom(row, int(m_runs.size()));
    m_mayHaveMore = mayHaveMore;
}

void HistoryModel::removeFrom(int row, int end)
{
    if (row == end)
        return;
    beginRemoveRows({}, row, end - 1);
    m_runs.remove(row, end - row);
    endRemoveRows();
}

void HistoryModel::refreshTimes()
{
    if (!m_runs.isEmpty())
        Q_EMIT dataChanged(index(0, When), index(int(m_runs.size()) - 1, When));
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_runs.size());
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Run &run = m_runs[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return textOf(run, index.column());
    case Qt::ToolTipRole:
        return toolTipOf(run, index.column());
    case Qt::DecorationRole:
        return index.column() == Outcome ? iconOf(run) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Number || index.column() == HowMany ? int(Qt::AlignRight | Qt::AlignVCenter)
                                                                     : QVariant();
    default:
        return {};
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Number || section == HowMany ? Qt::AlignRight : Qt::AlignLeft)
                   | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[ColumnCount] = {tr("No."),        tr("Time"), tr("Change"), tr("Tasks"),
                                         tr("Connection"), tr("Role"), tr("Query"),  tr("Outcome")};
    return titles[section];
}

bool HistoryModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_mayHaveMore;
}

void HistoryModel::fetchMore(const QModelIndex &)
{
    if (!m_mayHaveMore)
        return;
    m_mayHaveMore = false; // until they are here
    Q_EMIT moreWanted();
}

} // namespace watchbill
