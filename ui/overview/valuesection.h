// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "filter/filterchanges.h"
#include "task/taskquery.h"

#include <QWidget>

#include <functional>

class QLabel;

namespace watchbill {

class TaskMonitor;
class ValueCountsReading;
class ValueList;

/// The types or the users of the tasks, with how many tasks each has as far as that is known; a click filters by one.
class ValueSection : public QWidget
{
    Q_OBJECT

public:
    struct Content
    {
        FilterSet set;
        QString title;
        QString listName; // for the code
        QString listTitle; // for screen readers
        QString icon;
        QString actionOfAll; // what a click on the first line does
        QString action; // on another
        std::function<QVector<FieldValue>()> values; // in their order
        std::function<QString()> note; // below them, if there is something to say
    };

    ValueSection(TaskMonitor &monitor, const ValueCountsReading &counts, const Content &content);

    void showValues();

private:
    filter::Finding finding() const;
    QVector<FieldValue> shownValues() const;
    void arrange(const QVector<FieldValue> &values);

    TaskMonitor &m_monitor;
    const ValueCountsReading &m_counts;
    const Content m_content;
    ValueList *m_list;
    QVector<FieldValue> m_order; // of the lines
    QLabel *m_note;
};

} // namespace watchbill
