// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLabel>

namespace watchbill {

/// A text of which the ends matter, such as an id: where it does not fit, its middle is left out, and the tool tip has all of
/// it. So has text(), and what is copied.
class IdLabel : public QLabel
{
    Q_OBJECT

public:
    explicit IdLabel(QWidget *parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    bool fits() const;
};

} // namespace watchbill
