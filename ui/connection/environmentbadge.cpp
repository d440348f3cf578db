// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connection/environmentbadge.h"

#include "connection/environmentlook.h"

#include <QPainter>

namespace watchbill {

EnvironmentBadge::EnvironmentBadge(Environment environment, QWidget *parent)
    : QWidget(parent)
    , m_environment(environment)
{
    QFont bold = font();
    bold.setBold(true);
    setFont(bold);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setObjectName(QStringLiteral("environmentBadge"));
    setAccessibleName(EnvironmentLook::of(environment).badge);
}

QSize EnvironmentBadge::sizeHint() const
{
    return EnvironmentLook::of(m_environment).badgeSize(font());
}

void EnvironmentBadge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    EnvironmentLook::of(m_environment).paintBadge(painter, rect());
}

} // namespace watchbill
