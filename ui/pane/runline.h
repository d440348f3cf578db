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

/// The line below the table that tells how far a run is, and afterwards what it did, with what can be done about it.
class RunLine : public QWidget
{
    Q_OBJECT

public:
    explicit RunLine(TaskService &service, QWidget *parent = nullptr);

    /// "Deleting 128,412 tasks", until finish() or stop().
    void begin(const QString &what, const RunControlPointer &control);

    /// The same of what comes before a run, of which no progress is known: "Finding matching tasks".
    void read(const QString &what, const RunControlPointer &control);

    /// The outcome, until it is closed or another run begins.
    void finish(const QString &outcome, bool canUndo);

    /// Tells nothing any more.
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
    RunControlPointer m_control; // of the run that goes on
    QString m_what;
    QString m_lock; // what the present chunk waits for
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
