// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/banner.h"

#include "theme/icon.h"
#include "theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace watchbill {

Banner::Banner(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel)
    , m_text(new QLabel)
    , m_action(new QPushButton)
{
    setAutoFillBackground(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setObjectName(QStringLiteral("bannerText"));
    m_action->setObjectName(QStringLiteral("bannerAction"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 6, 10, 6);
    layout->setSpacing(10);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    connect(m_action, &QPushButton::clicked, this, &Banner::actionTriggered);
    hide();
}

void Banner::show(Level level, const QString &text, const QString &action)
{
    m_level = level;
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    draw();
    setVisible(true);
}

QString Banner::text() const
{
    return m_text->text();
}

void Banner::changeEvent(QEvent *event)
{
    // Setting the palette below changes it, too.
    if (event->type() == QEvent::ApplicationPaletteChange)
        draw();
    QWidget::changeEvent(event);
}

void Banner::draw()
{
    const bool isError = m_level == Level::Error;
    QPalette palette;
    palette.setColor(QPalette::Window, isError ? theme::errorBackground() : theme::warningBackground());
    setPalette(palette);
    const QColor color = theme::statusColor(isError ? TaskStatus::Kind::Failed : TaskStatus::Kind::Pending);
    const QString name = isError ? QStringLiteral("error") : QStringLiteral("warning");
    m_icon->setPixmap(theme::icon(name, color).pixmap(QSize(18, 18), devicePixelRatioF()));
}

} // namespace watchbill
