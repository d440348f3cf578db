// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "export/taskexport.h"
#include "task/selection.h"
#include "task/taskerror.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QRadioButton;

namespace watchbill {

class TaskService;

/// Exports the selected or all matching tasks to a file, with progress and Cancel.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    /// The selection is of the query's list.
    ExportDialog(TaskService &service, const TaskQuery &query, const Selection &selection,
                 QWidget *parent = nullptr);
    ~ExportDialog() override; // cancels what is under way

    void reject() override;

    /// About the export in progress. It continues while the dialog is hidden; the dialog comes back if it fails.
    QString progressText() const;
    std::optional<double> share() const; // from 0 to 1; nothing if the whole is not known
    void cancel();

Q_SIGNALS:
    void started();
    void ended(); // however
    void reported(const QString &sentence); // the outcome, once this is gone

private:
    void chooseFile();
    void fitFormat();
    void start();
    void finished(const Result<qint64> &rows);
    void leave();
    void showProgress();
    void setBusy(bool busy);
    ExportRequest request() const;

    TaskService &m_service;
    const TaskQuery m_query;
    const QVector<TaskKey> m_selected;
    const std::optional<Count> m_matching;
    QRadioButton *m_onlySelected;
    QRadioButton *m_all;
    QComboBox *m_format;
    QCheckBox *m_guardsFormulas;
    QLineEdit *m_path;
    QPushButton *m_browse;
    QPushButton *m_start;
    QProgressBar *m_bar;
    QLabel *m_status;
    QTimer m_clock;
    qint64 m_total = 0; // to be written; 0 if that is not known
    ExportProgressPointer m_progress; // while one is under way
};

} // namespace watchbill
