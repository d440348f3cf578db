// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/valuecounts.h"

#include <QIcon>
#include <QWidget>

class QGridLayout;
class QLabel;

namespace watchbill {

/// A title, and below it values with their numbers. A value that does not fit ends with "…".
class SummaryColumn : public QWidget
{
    Q_OBJECT

public:
    struct Line
    {
        QString text;
        QString toolTip;
        Count count;
        QIcon icon = {};
        bool isDimmed = false;
    };

    explicit SummaryColumn(QWidget *parent = nullptr);

    /// The note is shown below the lines unless it is empty.
    void setContent(const QString &title, const QVector<Line> &lines, const QString &note);

private:
    QLabel *m_title;
    QWidget *m_lines = nullptr;
    QLabel *m_note;
};

} // namespace watchbill
