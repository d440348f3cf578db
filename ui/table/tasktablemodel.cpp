// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/tasktablemodel.h"

#include "advice/ownerstatements.h"
#include "format/format.h"
#include "live/taskmonitor.h"
#include "source/furtherkey.h"
#include "statement/taskorder.h"
#include "task/taskduration.h"
#include "theme/icon.h"
#include "theme/theme.h"

#include <QApplication>
#include <QBrush>
#include <QRegularExpression>

#include <algorithm>

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
{
    makeFonts();
    for (int kind = 0; kind < int(m_statusIcons.size()); ++kind)
        m_statusIcons[kind] = theme::statusIcon(TaskStatus(TaskStatus::Kind(kind)).toText());
    connect(&m_feed, &TaskFeed::aboutToEdit, this, &TaskTableModel::aboutToEdit);
    connect(&m_feed, &TaskFeed::edited, this, &TaskTableModel::edited);
    connect(&m_feed, &TaskFeed::aboutToReset, this, [this] { beginResetModel(); });
    connect(&m_feed, &TaskFeed::wasReset, this, [this] { endResetModel(); });
    connect(&monitor.queryState(), &QueryState::changed, this, &TaskTableModel::followKeys);
}

void TaskTableModel::setFixedIds(bool areFixed)
{
    m_areIdsFixed = areFixed;
    followFont();
}

void TaskTableModel::followFont()
{
    makeFonts();
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::FontRole});
}

void TaskTableModel::makeFonts()
{
    for (const bool isId : {false, true}) {
        for (const auto presence :
             {LoadedRow::Presence::Listed, LoadedRow::Presence::LeftFilter, LoadedRow::Presence::Deleted}) {
            QFont &font = m_fonts[isId][int(presence)];
            font = isId && m_areIdsFixed ? theme::monospace() : QApplication::font();
            font.setStrikeOut(presence == LoadedRow::Presence::Deleted);
            font.setItalic(presence == LoadedRow::Presence::LeftFilter);
        }
    }
}

int TaskTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_feed.loaded().size();
}

int TaskTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : column::count + int(m_keys.size());
}

TableCell TaskTableModel::cell(int section) const
{
    const auto field = column::fieldAt(section);
    return {field, field ? QStringList() : m_keys.value(section - column::count)};
}

TaskSort TaskTableModel::sortOf(int section, Qt::SortOrder order) const
{
    const TableCell cell = this->cell(section);
    return cell.isKey() ? TaskSort{TaskField::Metadata, order, cell.path} : TaskSort{*cell.field, order};
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

QVariant TaskTableModel::keyData(const LoadedRow &row, const QModelIndex &index, int role) const
{
    switch (role) {
    case Qt::ToolTipRole: {
        const FieldValue value = keyValue(index);
        return value && value->size() > 12 ? format::toolTip(*value) : QString();
    }
    case ValueRole:
        return keyValue(index).value_or(QString());
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
            ? tr("Not sortable: sorting needs an index, which this table cannot have.")
            : tr("Sorting needs an index such as this one:");
    else if (source && !taskorder::isIndexed(*source, sort))
        lines +=
            tr("The index for this sort does not order equal values, which can be slow. A better index:");
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
Timestamp TaskTableModel::knownUntil(const LoadedRow &row) const
{
    const TaskField sortedBy = m_feed.shownQuery().sort.field;
    return taskorder::asOf(sortedBy, row.key).value_or(m_monitor.knownUntil());
}

QVariant TaskTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const LoadedRow &one = row(index.row());
    const auto field = column::fieldAt(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(one, index);
    case Qt::DecorationRole:
        if (const QIcon icon = decoration(one, field); !icon.isNull())
            return icon;
        return {};
    case Qt::FontRole:
        return font(one, field);
    case Qt::ForegroundRole:
        if (const QColor color = this->color(one, field); color.isValid())
            return QBrush(color);
        return {};
    case Qt::TextAlignmentRole:
        return int(alignment(index));
    default:
        return field ? fieldData(one, *field, index, role) : keyData(one, index, role);
    }
}

QVariant TaskTableModel::fieldData(const LoadedRow &one, TaskField field, const QModelIndex &index,
                                   int role) const
{
    switch (role) {
    case Qt::ToolTipRole:
        return field == TaskField::Id && !furtherKey(one.task).isEmpty()
            ? format::toolTip(one.task.id.toText() + u'\n' + furtherKey(one.task))
            : column::toolTip(field, one, knownUntil(one), stuckAfter());
    case ValueRole:
        return column::value(field, one.task);
    case Qt::AccessibleTextRole:
        return spoken(one, field, text(one, index));
    case ShortRole:
        if (const auto text = column::shortText(field, one.task, knownUntil(one)))
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
    const QString id = column::text(TaskField::Id, task, {});
    const QString further = furtherKey(task);
    return further.isEmpty() ? id : u"%1 · %2"_s.arg(id, format::shortened(further, 60));
}

std::chrono::minutes TaskTableModel::stuckAfter() const
{
    return m_monitor.source() ? m_monitor.source()->stuckAfter() : usualStuckAfter();
}

// Tasks that are gone, and rows that are no longer refreshed, are not marked.
bool TaskTableModel::isStuckNow(const LoadedRow &row) const
{
    return row.presence == LoadedRow::Presence::Listed && !m_monitor.isStale() && isStuckAsRead(row);
}

bool TaskTableModel::isStuckAsRead(const LoadedRow &row) const
{
    return isStuck(row.task, m_monitor.knownUntil(), stuckAfter());
}

bool TaskTableModel::hasStuck(int rows) const
{
    const QVector<LoadedRow> &all = m_feed.loaded().rows();
    return std::any_of(all.begin(), all.begin() + std::min<qsizetype>(rows, all.size()),
                       [this](const LoadedRow &one) { return isStuckAsRead(one); });
}

CellLook TaskTableModel::look(const QModelIndex &index) const
{
    const LoadedRow &one = row(index.row());
    const auto field = column::fieldAt(index.column());
    return {text(one, index), font(one, field), color(one, field), decoration(one, field), alignment(index)};
}

QString TaskTableModel::text(const LoadedRow &row, const QModelIndex &index) const
{
    if (const auto field = column::fieldAt(index.column()))
        return field == TaskField::Id ? idText(row.task) : column::text(*field, row.task, knownUntil(row));
    const FieldValue value = keyValue(index);
    return value ? format::firstLine(*value) : QString();
}

QColor TaskTableModel::color(const LoadedRow &row, std::optional<TaskField> field) const
{
    // Values that are no longer refreshed must not look live.
    if (row.presence != LoadedRow::Presence::Listed || m_monitor.isStale()
        || (field && column::isDimmed(*field, row.task)))
        return theme::secondaryText();
    if (field == TaskField::Duration && isStuckNow(row))
        return theme::statusColor(TaskStatus::Kind::Pending);
    return field == TaskField::Status ? theme::statusColor(row.task.status.kind()) : QColor();
}

Qt::Alignment TaskTableModel::alignment(const QModelIndex &index) const
{
    const auto field = column::fieldAt(index.column());
    return Qt::AlignVCenter
        | (field                           ? column::alignment(*field)
               : isNumber(keyValue(index)) ? Qt::AlignRight
                                           : Qt::AlignLeft);
}

QIcon TaskTableModel::decoration(const LoadedRow &row, std::optional<TaskField> field) const
{
    if (field == TaskField::Duration && isStuckNow(row))
        return theme::icon(u"warning"_s, theme::statusColor(TaskStatus::Kind::Pending));
    if (field != TaskField::Status)
        return {};
    if (row.presence == LoadedRow::Presence::Deleted)
        return theme::icon(QStringLiteral("delete"), theme::secondaryText());
    return m_statusIcons[int(row.task.status.kind())];
}

// With what signs and fonts say to others.
QString TaskTableModel::spoken(const LoadedRow &row, TaskField field, const QString &text) const
{
    if (field == TaskField::Status && row.presence == LoadedRow::Presence::Deleted)
        return tr("%1, deleted").arg(text);
    if (field == TaskField::Status && row.presence == LoadedRow::Presence::LeftFilter)
        return tr("%1, no longer matches").arg(text);
    return field == TaskField::Duration && isStuckNow(row) ? tr("%1, stuck").arg(text) : text;
}

const QFont &TaskTableModel::font(const LoadedRow &row, std::optional<TaskField> field) const
{
    return m_fonts[field && column::isIdentifier(*field)][int(row.presence)];
}

QVariant TaskTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const TableCell cell = this->cell(section);
    if (cell.isKey())
        return keyHeader(cell.path, role);
    const TaskField field = *cell.field;
    const auto &source = m_monitor.source();
    const bool isSlow = source && taskorder::canSort(*source, field) && !taskorder::isIndexed(*source, field);
    switch (role) {
    case Qt::DisplayRole:
        return titleOf(field);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | column::alignment(field));
    case Qt::ToolTipRole:
        if (source && !taskorder::canSort(*source, field))
            return tr("The table has no such column.");
        if (field == TaskField::Duration)
            return tr("From creation to the last update, or to now for unfinished tasks. When the list is "
                      "sorted by duration, durations are as of when it was read.");
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

void TaskTableModel::aboutToEdit(const RowEdit &edit)
{
    switch (edit.kind) {
    case RowEdit::Kind::Insert:
        beginInsertRows({}, edit.first, edit.first + edit.count - 1);
        break;
    case RowEdit::Kind::Remove:
        beginRemoveRows({}, edit.first, edit.first + edit.count - 1);
        break;
    case RowEdit::Kind::Move:
        beginMoveRows({}, edit.first, edit.first, {}, edit.to);
        break;
    case RowEdit::Kind::Change:
        break;
    }
}

void TaskTableModel::edited(const RowEdit &edit)
{
    switch (edit.kind) {
    case RowEdit::Kind::Insert:
        endInsertRows();
        break;
    case RowEdit::Kind::Remove:
        endRemoveRows();
        break;
    case RowEdit::Kind::Move:
        endMoveRows();
        break;
    case RowEdit::Kind::Change:
        Q_EMIT dataChanged(index(edit.first, 0), index(edit.first + edit.count - 1, columnCount() - 1));
        break;
    }
}

} // namespace watchbill
