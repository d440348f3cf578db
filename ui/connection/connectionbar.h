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
class TaskMonitor;

/// Shows which tasks are viewed, where, and with which role, in the colour of the connection's environment. A
/// connection without a name has no colour.
class ConnectionBar : public QWidget
{
    Q_OBJECT

public:
    /// `name` is what the person calls this connection, such as "demo"; it may be empty.
    ConnectionBar(TaskMonitor &monitor, const QString &name, QWidget *parent = nullptr);

    void setName(const QString &name);

    /// Puts a widget in front of the role.
    void addPart(QWidget *part);

protected:
    void changeEvent(QEvent *event) override;

private:
    std::optional<Environment> namedEnvironment() const;
    void tint();
    QColor signColor(const QColor &neutral) const; // of an icon, visible on the ground
    void update();
    void showViewpoint();
    QStringList viewpointTexts() const;
    QString viewpointExplanation() const;

    TaskMonitor &m_monitor;
    QLabel *m_icon;
    FittingLabel *m_title;
    FittingLabel *m_place;
    QLabel *m_eye;
    FittingLabel *m_viewpoint;
    bool m_isTinting = false;
};

} // namespace watchbill
