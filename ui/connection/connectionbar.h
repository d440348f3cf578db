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

/// Which tasks are looked at, where, and through whose eyes. It has the colour of the connection's environment;
/// one without a name has none.
class ConnectionBar : public QWidget
{
    Q_OBJECT

public:
    /// `name` is what the person calls this connection, such as "demo"; it may be empty.
    ConnectionBar(TaskMonitor &monitor, const QString &name, QWidget *parent = nullptr);

    void setName(const QString &name);

    /// Goes in front of whose eyes one looks through.
    void addPart(QWidget *part);

protected:
    void changeEvent(QEvent *event) override;

private:
    std::optional<Environment> namedEnvironment() const;
    void tint();
    QColor signColor(const QColor &neutral) const; // of an icon, to be seen on the ground
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
