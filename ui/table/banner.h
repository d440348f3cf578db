// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace watchbill {

/// A warning below the table that leaves the rows visible, and where they are.
class Banner : public QWidget
{
    Q_OBJECT

public:
    enum class Level { Warning, Error };

    explicit Banner(QWidget *parent = nullptr);

    /// Shows it, with a button for each action: two at most.
    void show(Level level, const QString &text, const QStringList &actions = {});

    Level level() const { return m_level; }

Q_SIGNALS:
    void actionTriggered(int index);

protected:
    void changeEvent(QEvent *event) override;

private:
    void draw();

    Level m_level = Level::Warning;
    bool m_isDrawing = false;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_actions[2];
};

} // namespace watchbill
