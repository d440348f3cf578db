// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "live/taskfeed.h"
#include "table/tablecolumn.h"

#include <QAbstractTableModel>
#include <QColor>
#include <QFont>
#include <QIcon>

#include <array>

namespace watchbill {

class TaskMonitor;

/// What a cell shows, as the model's roles have it.
struct CellLook
{
    QString text;
    QFont font;
    QColor color; // none: that of all texts
    QIcon icon;
    Qt::Alignment alignment;
};

/// The feed's loaded rows as an item model. DisplayRole is formatted text, ValueRole the value itself.
/// Sorting is the server's: sort() only asks for another query.
class TaskTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// ShortRole is the text of a cell that is too narrow for that of DisplayRole; see column::shortText().
    enum Role { ValueRole = Qt::UserRole, IdRole, ShortRole };

    explicit TaskTableModel(TaskMonitor &monitor, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order) override;

    const LoadedRow &row(int row) const { return m_feed.loaded().rows()[row]; }
    const Task &task(int row) const { return this->row(row).task; }
    /// The columns of the fields are followed by those of the query's keys.
    TableCell cell(int section) const;

    /// All of a cell's look at once, for painting: a QVariant for each role would take longer than painting.
    CellLook look(const QModelIndex &index) const;

    /// What a click on the column's title asks for.
    TaskSort sortOf(int section, Qt::SortOrder order) const;

    /// The value of a cell in a key's column; NULL in other columns, or until it is read.
    FieldValue keyValue(const QModelIndex &index) const;

    int rowOf(const TaskKey &key) const { return m_feed.loaded().indexOf(key); }

    /// Whether one of the first rows was stuck when they were read, also if they are no longer refreshed.
    bool hasStuck(int rows) const;

    /// Whether the characters of ids are equally wide, as at first.
    void setFixedIds(bool areFixed);

    /// After the program's font has changed.
    void followFont();

Q_SIGNALS:
    void sortRequested(const watchbill::TaskSort &sort);

private:
    void followKeys();
    QVariant fieldData(const LoadedRow &one, TaskField field, const QModelIndex &index, int role) const;
    QVariant keyData(const LoadedRow &row, const QModelIndex &index, int role) const;
    QString keyToolTip(const QStringList &path) const;
    QVariant keyHeader(const QStringList &path, int role) const;
    void aboutToEdit(const RowEdit &edit);
    void edited(const RowEdit &edit);
    Timestamp knownUntil(const LoadedRow &row) const;
    QString furtherKey(const Task &task) const; // empty where the id is the whole key
    QString idText(const Task &task) const;
    std::chrono::minutes stuckAfter() const;
    QString spoken(const LoadedRow &row, TaskField field, const QString &text) const;
    bool isStuckNow(const LoadedRow &row) const;
    bool isStuckAsRead(const LoadedRow &row) const;
    QString text(const LoadedRow &row, const QModelIndex &index) const;
    QColor color(const LoadedRow &row, std::optional<TaskField> field) const;
    QIcon decoration(const LoadedRow &row, std::optional<TaskField> field) const;
    Qt::Alignment alignment(const QModelIndex &index) const;
    const QFont &font(const LoadedRow &row, std::optional<TaskField> field) const;
    void makeFonts();

    const TaskMonitor &m_monitor;
    const TaskFeed &m_feed;
    QVector<QStringList> m_keys; // of which there are columns
    bool m_areIdsFixed = true;
    std::array<std::array<QFont, 3>, 2> m_fonts; // of an id or not, and by the row's presence
    std::array<QIcon, 5> m_statusIcons; // by kind
};

} // namespace watchbill
