// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "write/runcontrol.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace watchbill {

class FittingLabel;
class TaskService;

/// The line at the bottom of the table that shows the progress of a run, and afterwards its outcome and the actions on it.
class RunLine : public QWidget
{
    Q_OBJECT

public:
    explicit RunLine(TaskService &service, QWidget *parent = nullptr);

    /// "Deleting 128,412 tasks", until finish() or stop().
    void begin(const QString &what, const RunControlPointer &control);

    /// Shows work before a run, of which no progress is known: "Finding matching tasks".
    void read(const QString &what, const RunControlPointer &control);

    /// Shows the outcome, until the line is closed or another run begins.
    void finish(const QString &outcome, bool canUndo);

    /// Hides the line.
    void stop();

    bool isBusy() const { return m_control != nullptr; }

Q_SIGNALS:
    void undoRequested();
    void detailsRequested();
    void ended(const QString &outcome);
    void progressed(const std::optional<double> &share); // from 0 to 1; nothing once it is over

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void update();
    void askWhatItWaitsFor(const RunProgress &progress);
    QString progressText(const RunProgress &progress) const;
    static QString amountText(const RunProgress &progress);

    TaskService &m_service;
    RunControlPointer m_control; // of the run in progress
    QString m_what;
    QString m_lock; // says what the current chunk waits for
    bool m_isAsking = false;
    bool m_isReading = false;
    QTimer m_clock;
    FittingLabel *m_text;
    QProgressBar *m_bar;
    QPushButton *m_pause;
    QPushButton *m_cancel;
    QPushButton *m_undo;
    QPushButton *m_details;
    QToolButton *m_close;
};

} // namespace watchbill
