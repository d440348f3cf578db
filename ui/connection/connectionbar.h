// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/environment.h"

#include <QWidget>

#include <optional>

class QHBoxLayout;
class QLabel;

namespace watchbill {

class FittingLabel;
class OpenConnection;
class TaskMonitor;
struct TaskAccess;

/// Shows which tasks are viewed, where, and with which role, in the colour of the connection's environment. A
/// connection without a name has no colour.
class ConnectionBar : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionBar(OpenConnection &connection, QWidget *parent = nullptr);

    /// Puts a widget in front of the role. There is room for it also while it is hidden, so that nothing below moves.
    void addPart(QWidget *part);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showName();
    std::optional<Environment> namedEnvironment() const;
    void tint();
    QColor signColor(const QColor &neutral) const; // of an icon, visible on the ground
    void update();
    void showPlace();
    QStringList expectedPlace() const;
    void showViewpoint();
    QStringList viewpointTexts(const TaskAccess &access) const;
    QString viewpointExplanation(const TaskAccess &access) const;

    OpenConnection &m_connection;
    TaskMonitor &m_monitor;
    QLabel *m_icon;
    FittingLabel *m_title;
    FittingLabel *m_place;
    QLabel *m_eye;
    FittingLabel *m_viewpoint;
    bool m_isTinting = false;
};

} // namespace watchbill
