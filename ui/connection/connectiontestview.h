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

private:
    void makeRows();
    void showStep(int index);
    void showProgress();

    QPointer<ConnectionTest> m_test;
    QVector<ConnectionTestRow *> m_rows;
    QScrollArea *m_scrolled;
    QVBoxLayout *m_list;
    QLabel *m_summary;
    QPushButton *m_copy;
    QPushButton *m_cancel;
};

} // namespace watchbill
