// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPointer>
#include <QVector>
#include <QWidget>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace watchbill {

class ConnectionTest;
class ConnectionTestRow;

/// Shows a connection test while it runs and afterwards: each step with an icon and a word for its state,
/// what was found, and text to copy where something can be mended. What was skipped is one line.
class ConnectionTestView : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionTestView(QWidget *parent = nullptr);

    /// Shows this test, which may be running, finished or not started, and is not owned; nullptr shows
    /// nothing. There is a Cancel button while the test runs.
    void setTest(ConnectionTest *test);

    /// Marks the test as outdated: the connection has changed since. A new test is not outdated.
    void setOutdated(bool isOutdated);

private:
    void makeRows();
    void showStep(int index);
    void showSkipped();
    void showProgress();
    void reveal(int index);
    void revealWorst();

    QPointer<ConnectionTest> m_test;
    QVector<ConnectionTestRow *> m_rows;
    QScrollArea *m_scrolled;
    QVBoxLayout *m_list;
    QLabel *m_skipped; // all that were, in one line
    QLabel *m_summary;
    QPushButton *m_copy;
    QPushButton *m_cancel;
    bool m_isOutdated = false;
};

} // namespace watchbill
