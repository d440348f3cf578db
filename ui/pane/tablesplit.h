// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSplitter>

class QAction;
class QTimer;

namespace watchbill {

struct Preferences;

/// The table, and the details beside or below it. They are closed until a task is selected; then they open
/// automatically, unless the user has closed them.
class TableSplit : public QSplitter
{
    Q_OBJECT

public:
    TableSplit(QWidget *table, QWidget *details, Preferences &preferences, QWidget *parent = nullptr);

    /// Shows or hides the details, also for the next window.
    QAction *showDetails() const { return m_show; }

    void open();
    void openForTask(); // after the time in which a click may become a double click
    void dropOpening(); // as the task is no longer selected

    /// Saves the settings for the next window.
    void saveSettings();

Q_SIGNALS:
    void opened(); // and the table is smaller

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void close();
    void arrange();
    void giveRoom();
    int wantedRoom();
    int &room() { return orientation() == Qt::Horizontal ? m_width : m_height; }

    Preferences &m_preferences;
    QWidget *m_details;
    QAction *m_show;
    QTimer *m_soon; // runs after a click that may be the first of two
    int m_width; // of the details, beside
    int m_height; // below
    bool m_isDragged = false;
};

} // namespace watchbill
