// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "views/savedview.h"

#include <QObject>

#include <functional>

class QAction;
class QMenu;

namespace watchbill {

class SavedViews;
class TaskMonitor;

/// The actions on views: show one, save the current query as one, change, export and import them.
class ViewActions : public QObject
{
    Q_OBJECT

public:
    /// `columns` returns the state of the table's columns; `window` is the parent of the dialogs. All must outlive
    /// this.
    ViewActions(TaskMonitor &monitor, SavedViews &views, std::function<QByteArray()> columns,
                QWidget *window);

    SavedViews &views() const { return m_views; }
    QAction *save() const { return m_save; }

    /// The views that the table supports: a built-in view whose sort the table does not support is left out.
    QVector<SavedView> offered() const;

    /// The query of a view for this table: a sort that the table does not support is replaced by the default one. An
    /// error if its query cannot be read.
    Result<TaskQuery> queryOf(const SavedView &view) const;

    /// Whether the list shows the view's query, in its time zone.
    bool isPresent(const SavedView &view) const;

    void apply(const SavedView &view);

    /// Fills the menu of a view, or of none.
    void fillMenu(QMenu *menu, const std::optional<SavedView> &view);

Q_SIGNALS:
    void columnsChosen(const QByteArray &columns);
    void zoneChosen(const QByteArray &zone); // by its IANA id, for all windows
    void reported(const QString &sentence); // the outcome of an action

private:
    void addChanges(QMenu *menu, const SavedView &view);
    void addCommands(QMenu *menu, const SavedView &view);
    void applyZone(const SavedView &view);
    void askName();
    void askNewName(const SavedView &view);
    void update(const SavedView &view);
    void confirmDeletion(const SavedView &view);
    void askForExport();
    void askForImport();
    void copy(const QString &command);
    bool report(const Result<void> &outcome); // reports an error, if there is one

    TaskMonitor &m_monitor;
    SavedViews &m_views;
    const std::function<QByteArray()> m_columns;
    QWidget *m_window;
    QAction *m_save;
};

} // namespace watchbill
