// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

namespace watchbill {

/// What will be seen once there is a connection, in small: a strip of time and some tasks, made up.
class ExampleView : public QWidget
{
    Q_OBJECT

public:
    explicit ExampleView(QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int lineHeight() const;
    void paintStrip(QPainter &painter, const QRect &place) const;
    void paintTask(QPainter &painter, const QRect &place, int task) const;
};

} // namespace watchbill
