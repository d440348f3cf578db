// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/statemessage.h"

#include "theme/icon.h"
#include "theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace watchbill {

namespace {

constexpr int iconSize = 48;
constexpr int letters = 77; // in a line
constexpr int usualLines = 2; // of the text, so that a second one does not move the buttons

} // namespace

StateMessage::StateMessage(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout)
    , m_icon(new QLabel)
    , m_title(new QLabel)
    , m_text(new QLabel)
    , m_actions{new QPushButton, new QPushButton, new QPushButton}
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    QFont titleFont = m_title->font();
    titleFont.setPointSizeF(titleFont.pointSizeF() * 1.35);
    titleFont.setBold(true);
    m_title->setFont(titleFont);
    m_title->setObjectName(QStringLiteral("stateTitle"));
    m_text->setObjectName(QStringLiteral("stateText"));
    m_actions[0]->setObjectName(QStringLiteral("stateAction"));
    m_actions[1]->setObjectName(QStringLiteral("stateSecondAction"));
    m_actions[2]->setObjectName(QStringLiteral("stateThirdAction"));
    for (QLabel *label : {m_icon, m_title, m_text})
        label->setAlignment(Qt::AlignHCenter);
    for (QLabel *label : {m_title, m_text}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_text->setMinimumHeight(usualLines * fontMetrics().lineSpacing());

    // A column between stretches and not an aligned one: only so is a wrapped text asked how high it
    // is at its width.
    auto *column = new QWidget;
    column->setMaximumWidth(letters * fontMetrics().averageCharWidth());
    auto *content = new QVBoxLayout(column);
    content->setSpacing(12);
    content->addWidget(m_icon);
    content->addWidget(m_title);
    content->addWidget(m_text);
    content->addSpacing(4);
    auto *actions = new QHBoxLayout;
    actions->addStretch();
    for (int i = 0; i < 3; ++i) {
        actions->addWidget(m_actions[i]);
        connect(m_actions[i], &QPushButton::clicked, this, [this, i] { Q_EMIT actionTriggered(i); });
    }
    actions->addStretch();
    content->addLayout(actions);
    // A long error in a low window is scrolled, not cut.
    auto *page = new QWidget;
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(page);
    for (QWidget *part : {page, scroll->viewport()})
        part->setAutoFillBackground(false); // the ground is ours
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
    page->setLayout(m_layout);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(column, 100); // up to its maximum
    row->addStretch(1);
    m_layout->addLayout(row);
    m_layout->addStretch();
}

void StateMessage::setContent(const Content &content)
{
    if (m_content == content)
        return;
    m_content = content;
    m_title->setText(content.title);
    m_text->setText(content.text);
    for (int i = 0; i < 3; ++i) {
        m_actions[i]->setText(content.actions.value(i));
        m_actions[i]->setVisible(i < content.actions.size());
    }
    drawIcon();
}

void StateMessage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        drawIcon();
    QWidget::changeEvent(event);
}

// Where there is little room the words need it.
void StateMessage::resizeEvent(QResizeEvent *event)
{
    m_icon->setVisible(height() > 6 * iconSize);
    // Not centred: the words change while they are read, and the buttons while they are aimed at.
    m_layout->setContentsMargins(0, height() / 5, 0, 0);
    QWidget::resizeEvent(event);
}

void StateMessage::drawIcon()
{
    m_icon->setPixmap(theme::icon(m_content.icon, theme::secondaryText())
                          .pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
}

} // namespace watchbill
