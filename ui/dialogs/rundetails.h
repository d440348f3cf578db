// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/journalrow.h"
#include "task/latest.h"
#include "task/taskerror.h"

#include <QWidget>

#include <optional>

class QLabel;
class QListWidget;
class QPushButton;
class QTableView;

namespace watchbill {

class RunRowsModel;

/// A run of the history: the outcome of its tasks with reasons, and the actions on it.
class RunDetails : public QWidget
{
    Q_OBJECT

public:
    /// `journal` is its file.
    explicit RunDetails(const QString &journal, QWidget *parent = nullptr);

    /// Setting the same run again keeps the selection. Nothing: no run.
    void setRun(const std::optional<Run> &run);

    /// What can be undone from here: see isOfSameTable().
    void setHere(const Run &here);

    /// Moves the keyboard focus to the rows.
    void focusRows();

Q_SIGNALS:
    void undoRequested(qint64 run);
    void queryRequested(const QString &query);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Group
    {
        QVector<RowState> states;
        QString name;
        QString sentence;
        qint64 count = 0;
    };

    void addButton(QPushButton *&button, const QString &name, const QString &text);
    void layOut();
    void setColours();
    QVector<Group> groups() const;
    void showRun();
    void showGroups();
    void showGroup();
    void showRows(const Result<QVector<JournalRow>> &rows);
    void enableActions();
    void showQuery();
    void askFor(const Group &group, const QStringList &ids);
    void copyIds();
    void askForExport();
    void exportTo(const QString &file);

    const QString m_journal;
    Run m_here;
    std::optional<Run> m_run;
    QVector<Group> m_groups;
    QVector<RowState> m_shownStates; // of the rows
    Latest m_latest;
    Latest m_latestQuery;
    RunRowsModel *m_rows;
    QLabel *m_title;
    QLabel *m_circumstances;
    QLabel *m_query;
    QLabel *m_error;
    QListWidget *m_groupList;
    QLabel *m_sentence;
    QTableView *m_table;
    QLabel *m_note;
    QPushButton *m_undo = nullptr;
    QPushButton *m_export = nullptr;
    QPushButton *m_showTasks = nullptr;
    QPushButton *m_copy = nullptr;
};

} // namespace watchbill
