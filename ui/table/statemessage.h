// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace watchbill {

/// A message in place of the table: why there are no rows, and what can be done.
class StateMessage : public QWidget
{
    Q_OBJECT

public:
    struct Content
    {
        QString icon;
        QString title;
        QString text;
        QStringList actions; // the buttons' texts: three at most

        bool operator==(const Content &) const = default;
    };

    explicit StateMessage(QWidget *parent = nullptr);

    void setContent(const Content &content);
    const Content &content() const { return m_content; }

Q_SIGNALS:
    void actionTriggered(int index);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void drawIcon();

    Content m_content;
    QVBoxLayout *m_layout;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_actions[3];
};

} // namespace watchbill
