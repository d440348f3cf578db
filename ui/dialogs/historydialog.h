// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/run.h"
#include "task/latest.h"
#include "task/taskerror.h"

#include <QDialog>
#include <QTimer>
#include <QVector>

class QLabel;
class QLineEdit;
class QSplitter;
class QTableView;

namespace watchbill {

class HistoryLimits;
class HistoryModel;
class RunDetails;
struct Preferences;

/// The history: a window with the runs of the journal, made by any program on this machine. It follows the
/// journal while it is visible.
class HistoryDialog : public QDialog
{
    Q_OBJECT

public:
    /// `journal` is its file. `here` tells by its profile, place, database, schema and table what can be undone from
    /// here: see lineOf() and isOfSameTable().
    HistoryDialog(const QString &journal, const Run &here, Preferences &preferences,
                  QWidget *parent = nullptr);

    /// The connection has found its table, or another one.
    void setHere(const Run &here);

Q_SIGNALS:
    void undoRequested(qint64 run);

    /// A query, in words, for tasks of a run. They are of the run's table, which may not be the current connection's.
    void queryRequested(const QString &query);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOut();
    void fitColumns();
    void look();
    void read();
    void showRuns(const Result<QVector<Run>> &runs, int limit);
    void showMessage(const QString &sentence, bool isAll);
    void showCurrent();

    const QString m_journal;
    HistoryModel *m_model;
    QLineEdit *m_search;
    QTableView *m_table;
    RunDetails *m_details;
    HistoryLimits *m_limits;
    QSplitter *m_splitter;
    QLabel *m_message;
    QTimer m_timer;
    Latest m_latest;
    int m_limit;
    bool m_isReading = false;
    bool m_hasRead = false;
    QString m_stamp; // of the file as it was read
};

} // namespace watchbill
