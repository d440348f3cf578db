// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/banner.h"

#include "theme/icon.h"
#include "theme/style.h"
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
    , m_actions{new QPushButton, new QPushButton}
{
    setAutoFillBackground(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setObjectName(QStringLiteral("bannerText"));
    m_actions[0]->setObjectName(QStringLiteral("bannerAction"));
    m_actions[1]->setObjectName(QStringLiteral("bannerSecondAction"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 6, 10, 6);
    layout->setSpacing(10);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    for (int i = 0; i < 2; ++i) {
        layout->addWidget(m_actions[i]);
        connect(m_actions[i], &QPushButton::clicked, this, [this, i] { Q_EMIT actionTriggered(i); });
    }
    hide();
}

void Banner::show(Level level, const QString &text, const QStringList &actions)
{
    m_level = level;
    m_text->setText(text);
    for (int i = 0; i < 2; ++i) {
        m_actions[i]->setText(actions.value(i));
        m_actions[i]->setVisible(i < actions.size());
    }
    draw();
    setVisible(true);
}

void Banner::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && !m_isDrawing) // draw() sets it, too
        draw();
    QWidget::changeEvent(event);
}

void Banner::draw()
{
    const bool isError = m_level == Level::Error;
    QPalette palette;
    palette.setColor(QPalette::Window, isError ? theme::errorBackground() : theme::warningBackground());
    m_isDrawing = true;
    setPalette(palette);
    m_isDrawing = false;
    const QColor color = theme::statusColor(isError ? TaskStatus::Kind::Failed : TaskStatus::Kind::Pending);
    const QString name = isError ? QStringLiteral("error") : QStringLiteral("warning");
    m_icon->setAccessibleName(isError ? tr("Error") : tr("Warning"));
    theme::showIcon(m_icon, theme::icon(name, color), 2);
}

} // namespace watchbill
