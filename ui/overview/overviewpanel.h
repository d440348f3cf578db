// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"

#include <QScrollArea>

#include <optional>

namespace watchbill {

class SideList;
class TaskMonitor;
class ValueSection;
class ViewActions;

/// The sidebar: the views, the statuses with their live counters, the types in use and the busiest users; a click filters by one.
class OverviewPanel : public QScrollArea
{
    Q_OBJECT

public:
    OverviewPanel(TaskMonitor &monitor, ViewActions &views, QWidget *parent = nullptr);

    /// Filters by that status alone; without one, shows all.
    void chooseStatus(std::optional<TaskStatus::Kind> kind);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override; // the names can be read

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QVector<FieldValue> types() const;
    QVector<FieldValue> users() const;
    QString usersNote() const;
    void follow(SideList *list);

    TaskMonitor &m_monitor;
    ValueSection *m_types;
    ValueSection *m_users;
};

} // namespace watchbill
