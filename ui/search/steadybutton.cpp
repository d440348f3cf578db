// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "search/steadybutton.h"

#include <algorithm>

namespace watchbill {

SteadyButton::SteadyButton(QWidget *parent)
    : QToolButton(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

QSize SteadyButton::sizeHint() const
{
    const auto widthOf = [this](const QString &text) {
        return fontMetrics().size(Qt::TextShowMnemonic, text).width();
    };
    int widest = widthOf(text());
    for (const QString &one : m_texts)
        widest = std::max(widest, widthOf(one));
    return QToolButton::sizeHint() + QSize(widest - widthOf(text()), 0);
}

QSize SteadyButton::minimumSizeHint() const
{
    return QToolButton::sizeHint();
}

} // namespace watchbill
