// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPushButton>

namespace watchbill {

/// Offers the new tasks, in a colour that nothing else has.
class NewerButton : public QPushButton
{
    Q_OBJECT

public:
    explicit NewerButton(QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace watchbill
