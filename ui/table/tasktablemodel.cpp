// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/tasktablemodel.h"

#include "format/format.h"
#include "live/taskmonitor.h"
#include "source/furtherkey.h"
#include "source/ownerstatements.h"
#include "source/taskorder.h"
#include "task/taskduration.h"
#include "theme/icon.h"
#include "theme/theme.h"

#include <QApplication>
#include <QBrush>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

// Whether a value of the metadata reads as a number of JSON: an id with leading zeros does not.
bool isNumber(const FieldValue &value)
{
    static const QRegularExpression number(uR"(^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$)"_s);
    return value && value->size() < 32 && number.match(*value).hasMatch();
}

} // namespace

TaskTableModel::TaskTableModel(TaskMonitor &monitor, QObject *parent)
    : QAbstractTableModel(parent)
    , m_monitor(monitor)
    , m_feed(monitor.feed())
    , m_plain(QApplication::font())
    , m_idFont(theme::monospace())
{
    connect(&m_feed, &TaskFeed::aboutToEdit, this, &TaskTableModel::aboutToEdit);
    connect(&m_feed, &TaskFeed::edited, this, &TaskTableModel::edited);
    connect(&m_feed, &TaskFeed::aboutToReset, this, [this] { beginResetModel(); });
    connect(&m_feed, &TaskFeed::wasReset, this, [this] { endResetModel(); });
    connect(&monitor.queryState(), &QueryState::changed, this, &TaskTableModel::followKeys);
}

void TaskTableModel::setFixedIds(bool areFixed)
{
    m_idFont = areFixed ? theme::monospace() : m_plain;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::FontRole});
}

int TaskTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_feed.window().size();
}

int TaskTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : column::count + int(m_keys.size());
}

TableCell TaskTableModel::cell(int section) const
{
    return section < column::count ? TableCell{Column(section)}
                                   : TableCell{Column::ColumnCount, m_keys.value(section - column::count)};
}

TaskSort TaskTableModel::sortOf(int section, Qt::SortOrder order) const
{
    const TableCell cell = this->cell(section);
    return cell.isKey() ? TaskSort{TaskField::Metadata, order, cell.path}
                        : TaskSort{column::field(cell.column), order};
}

FieldValue TaskTableModel::keyValue(const QModelIndex &index) const
{
    const TableCell cell = this->cell(index.column());
    const qsizetype read = m_feed.shownQuery().keys.indexOf(cell.path); // the rows may be of an earlier query
    return cell.isKey() && read >= 0 ? task(index.row()).chosen.value(read) : std::nullopt;
}

// One by one, so that the others keep their widths and places.
void TaskTableModel::followKeys()
{
    const QVector<QStringList> asked = m_monitor.query().keys;
    for (int i = int(m_keys.size()) - 1; i >= 0; --i) {
        if (asked.contains(m_keys[i]))
            continue;
        beginRemoveColumns({}, column::count + i, column::count + i);
        m_keys.removeAt(i);
        endRemoveColumns();
    }
    for (const QStringList &path : asked) {
        if (m_keys.contains(path))
            continue;
        const int section = column::count + int(m_keys.size());
        beginInsertColumns({}, section, section);
        m_keys += path;
        endInsertColumns();
    }
}

QVariant TaskTableModel::keyData(const WindowRow &row, const QModelIndex &index, int role) const
{
    const FieldValue value = keyValue(index);
    switch (role) {
    case Qt::DisplayRole:
        return value ? format::firstLine(*value) : QString();
    case Qt::ToolTipRole:
        return value && value->size() > 12 ? format::toolTip(*value) : QString();
    case Qt::FontRole:
        return font(row, Column::ColumnCount);
    case Qt::ForegroundRole:
        return row.presence != WindowRow::Presence::Listed || m_monitor.isStale()
            ? QVariant(QBrush(theme::secondaryText()))
            : QVariant();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isNumber(value) ? Qt::AlignRight : Qt::AlignLeft));
    case ValueRole:
        return value.value_or(QString());
    case IdRole:
        return row.task.id.toText();
    default:
        return {};
    }
}

QString TaskTableModel::keyToolTip(const QStringList &path) const
{
    QStringList lines{tr("Values of %1 in the metadata").arg(path.join(u'.'))};
    const TaskSort sort{TaskField::Metadata, Qt::AscendingOrder, path};
    const auto &source = m_monitor.source();
    const QString statement = source ? ownerstatements::index(*source, sort) : QString();
    if (source && !taskorder::canSort(*source, sort))
        lines += statement.isEmpty()
            ? tr("They cannot be sorted by: that needs an index, which this table cannot have.")
            : tr("They cannot be sorted by without an index such as this one:");
    else if (source && !taskorder::isIndexed(*source, sort))
        lines += tr(
            "The index behind this sort does not order equal values, which can take long. This one would:");
    if (lines.size() > 1 && !statement.isEmpty())
        lines += statement;
    return format::toolTip(lines.join(u'\n'));
}

QVariant TaskTableModel::keyHeader(const QStringList &path, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return format::shortened(path.join(u'.'), 60);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | Qt::AlignLeft);
    case Qt::ToolTipRole:
        return keyToolTip(path);
    default:
        return {};
    }
}

// What is shown and what is sorted by must be the same.
Timestamp TaskTableModel::knownUntil(const WindowRow &row) const
{
    const TaskField sortedBy = m_feed.shownQuery().sort.field;
    return taskorder::asOf(sortedBy, row.key).value_or(m_monitor.knownUntil());
}

QVariant TaskTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const WindowRow &one = row(index.row());
    const auto column = Column(index.column());
    if (column >= Column::ColumnCount)
        return keyData(one, index, role);
    switch (role) {
    case Qt::DisplayRole:
        return column == Column::Id ? idText(one.task) : column::text(column, one.task, knownUntil(one));
    case Qt::ToolTipRole:
        return column == Column::Id && !furtherKey(one.task).isEmpty()
            ? format::toolTip(one.task.id.toText() + u'\n' + furtherKey(one.task))
            : column::toolTip(column, one, knownUntil(one), stuckAfter());
    case Qt::DecorationRole:
        return decoration(one, column);
    case Qt::FontRole:
        return font(one, column);
    case Qt::ForegroundRole:
        // Values that are no longer refreshed must not look live.
        if (one.presence != WindowRow::Presence::Listed || m_monitor.isStale()
            || column::isDimmed(column, one.task))
            return QBrush(theme::secondaryText());
        if (column == Column::Duration && isStuckNow(one))
            return QBrush(theme::statusColor(TaskStatus::Kind::Pending));
        return column == Column::Status ? QVariant(QBrush(theme::statusColor(one.task.status.kind())))
                                        : QVariant();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | column::alignment(column));
    case ValueRole:
        return column::value(column, one.task);
    case Qt::AccessibleTextRole:
        return spoken(one, index);
    case ShortRole:
        if (const auto text = column::shortText(column, one.task, knownUntil(one)))
            return *text;
        return {};
    case IdRole:
        return one.task.id.toText();
    default:
        return {};
    }
}

QString TaskTableModel::furtherKey(const Task &task) const
{
    const auto &source = m_monitor.source();
    return source && !source->restOfKey.isEmpty() ? FurtherKey(*source).text(task) : QString();
}

// Tasks of the same id are told apart where they are seen.
QString TaskTableModel::idText(const Task &task) const
{
    const QString id = column::text(Column::Id, task, {});
    const QString further = furtherKey(task);
    return further.isEmpty() ? id : u"%1 · %2"_s.arg(id, format::shortened(further, 60));
}

std::chrono::minutes TaskTableModel::stuckAfter() const
{
    return m_monitor.source() ? m_monitor.source()->stuckAfter : usualStuckAfter;
}

// Tasks that are gone, and rows that are no longer refreshed, are not marked.
bool TaskTableModel::isStuckNow(const WindowRow &row) const
{
    return row.presence == WindowRow::Presence::Listed && !m_monitor.isStale()
        && isStuck(row.task, m_monitor.knownUntil(), stuckAfter());
}

QVariant TaskTableModel::decoration(const WindowRow &row, Column column) const
{
    if (column == Column::Duration && isStuckNow(row))
        return theme::icon(u"warning"_s, theme::statusColor(TaskStatus::Kind::Pending));
    if (column != Column::Status)
        return {};
    if (row.presence == WindowRow::Presence::Deleted)
        return theme::icon(QStringLiteral("delete"), theme::secondaryText());
    return theme::statusIcon(row.task.status.toText());
}

// With what signs and fonts say to others.
QString TaskTableModel::spoken(const WindowRow &row, const QModelIndex &index) const
{
    const QString text = data(index, Qt::DisplayRole).toString();
    const auto column = Column(index.column());
    if (column == Column::Status && row.presence == WindowRow::Presence::Deleted)
        return tr("%1, deleted").arg(text);
    if (column == Column::Status && row.presence == WindowRow::Presence::LeftFilter)
        return tr("%1, matches no longer").arg(text);
    return column == Column::Duration && isStuckNow(row) ? tr("%1, stuck").arg(text) : text;
}

QVariant TaskTableModel::font(const WindowRow &row, Column column) const
{
    QFont font = column::isIdentifier(column) ? m_idFont : m_plain;
    font.setStrikeOut(row.presence == WindowRow::Presence::Deleted);
    font.setItalic(row.presence == WindowRow::Presence::LeftFilter);
    return font;
}

QVariant TaskTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (const TableCell key = cell(section); key.isKey())
        return keyHeader(key.path, role);
    const auto column = Column(section);
    const auto &source = m_monitor.source();
    const bool isSlow = source && taskorder::canSort(*source, column::field(column))
        && !taskorder::isIndexed(*source, column::field(column));
    switch (role) {
    case Qt::DisplayRole:
        return column::title(column);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | column::alignment(column));
    case Qt::ToolTipRole:
        if (source && !taskorder::canSort(*source, column::field(column)))
            return tr("The table has no such column.");
        if (column == Column::Duration)
            return tr(
                "Until the last update, or until now for a task that is not done. Sorted by it, the list "
                "shows the durations of when it was read.");
        return isSlow ? tr("No index supports this sort, so it scans the whole table.") : QVariant();
    default:
        return {};
    }
}

void TaskTableModel::sort(int column, Qt::SortOrder order)
{
    if (column >= 0)
        Q_EMIT sortRequested(sortOf(column, order));
}

void TaskTableModel::aboutToEdit(const WindowEdit &edit)
{
    switch (edit.kind) {
    case WindowEdit::Kind::Insert:
        beginInsertRows({}, edit.first, edit.first + edit.count - 1);
        break;
    case WindowEdit::Kind::Remove:
        beginRemoveRows({}, edit.first, edit.first + edit.count - 1);
        break;
    case WindowEdit::Kind::Move:
        beginMoveRows({}, edit.first, edit.first, {}, edit.to);
        break;
    case WindowEdit::Kind::Change:
        break;
    }
}

void TaskTableModel::edited(const WindowEdit &edit)
{
    switch (edit.kind) {
    case WindowEdit::Kind::Insert:
        endInsertRows();
        break;
    case WindowEdit::Kind::Remove:
        endRemoveRows();
        break;
    case WindowEdit::Kind::Move:
        endMoveRows();
        break;
    case WindowEdit::Kind::Change:
        Q_EMIT dataChanged(index(edit.first, 0), index(edit.first + edit.count - 1, columnCount() - 1));
        break;
    }
}

} // namespace watchbill
