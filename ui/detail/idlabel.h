// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLabel>

namespace watchbill {

/// A text of which the ends matter, such as an id: where it does not fit, its middle is left out, or its end if it is one of
/// which the beginning matters. The tool tip has all of it, unless it has a text of its own. So has text(), and what is copied.
class IdLabel : public QLabel
{
    Q_OBJECT

public:
    explicit IdLabel(Qt::TextElideMode mode = Qt::ElideMiddle);

    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    bool fits() const;

    const Qt::TextElideMode m_mode;
};

} // namespace watchbill
