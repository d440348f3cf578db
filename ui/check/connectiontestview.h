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
/// what was found, and text to copy where something can be mended.
class ConnectionTestView : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionTestView(QWidget *parent = nullptr);

    /// Shows this one from now on, which may be running, finished or still to be started, and belongs to
    /// somebody else; nullptr shows nothing. It has a Cancel button while the test runs.
    void setTest(ConnectionTest *test);

    /// Whether what was tested is not what one would connect to now; a new test is not.
    void setOutdated(bool isOutdated);

private:
    void makeRows();
    void showStep(int index);
    void showProgress();
    void reveal(int index);
    void revealWorst();

    QPointer<ConnectionTest> m_test;
    QVector<ConnectionTestRow *> m_rows;
    QScrollArea *m_scrolled;
    QVBoxLayout *m_list;
    QLabel *m_summary;
    QPushButton *m_copy;
    QPushButton *m_cancel;
    bool m_isOutdated = false;
};

} // namespace watchbill
