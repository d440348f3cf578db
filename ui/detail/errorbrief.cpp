// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "detail/errorbrief.h"

#include "format/format.h"
#include "theme/copying.h"
#include "theme/icon.h"
#include "theme/style.h"
#include "theme/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QToolButton>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int fewestLines = 2; // however little room there is

} // namespace

ErrorBrief::ErrorBrief(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel)
    , m_text(new QPlainTextEdit)
    , m_copy(new QToolButton)
{
    setObjectName(u"detailBrief"_s);
    setAutoFillBackground(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_text->setObjectName(u"detailBriefText"_s);
    m_text->setAccessibleName(tr("Error"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setFont(theme::monospace());
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_text->setPlaceholderText(tr("The task failed and has no error message."));
    m_copy->setObjectName(u"copyError"_s);
    m_copy->setAutoRaise(true);
    m_copy->setIcon(theme::icon(u"copy"_s));
    m_copy->setToolTip(tr("Copy the whole error"));
    m_copy->setAccessibleName(m_copy->toolTip());
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 4, 4, 4);
    layout->setSpacing(4);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_copy, 0, Qt::AlignTop);
    connect(m_copy, &QToolButton::clicked, this,
            [this] { theme::copyBy(m_copy, m_error.value_or(QString())); });
    // In line with the text's first line.
    const int lineHeight =
        m_text->fontMetrics().lineSpacing() + 2 * int(m_text->document()->documentMargin());
    m_icon->setFixedHeight(lineHeight);
    m_copy->setFixedHeight(lineHeight);
    hide();
}

void ErrorBrief::setError(const std::optional<QString> &error, bool hasFailed)
{
    if (m_error == error && m_hasFailed == hasFailed)
        return;
    if (m_error != error) // or a selection would go
        m_text->setPlainText(format::excerpt(error.value_or(QString())).text);
    m_error = error;
    m_hasFailed = hasFailed;
    const bool hasText = !error.value_or(QString()).isEmpty();
    m_copy->setVisible(hasText);
    setVisible(hasText || hasFailed);
    draw();
    fit();
}

void ErrorBrief::setRoom(int height)
{
    m_room = height;
    fit();
}

void ErrorBrief::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fit();
}

void ErrorBrief::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && !m_isDrawing) // draw() sets it, too
        draw();
    QFrame::changeEvent(event);
}

// Blocks are laid out when they are asked for, here no more of them than are seen.
void ErrorBrief::fit()
{
    const double margins = 2 * m_text->document()->documentMargin();
    const QMargins around = layout()->contentsMargins();
    const double most = std::max<double>(m_room - around.top() - around.bottom(),
                                         fewestLines * m_text->fontMetrics().lineSpacing() + margins);
    double height = margins;
    for (QTextBlock block = m_text->document()->begin(); block.isValid() && height < most;
         block = block.next())
        height += m_text->document()->documentLayout()->blockBoundingRect(block).height();
    m_text->setFixedHeight(int(std::ceil(std::min(height, most))));
}

void ErrorBrief::draw()
{
    const QColor ground =
        m_hasFailed ? theme::errorBackground() : QApplication::palette().color(QPalette::AlternateBase);
    QPalette palette;
    palette.setColor(QPalette::Window, ground);
    palette.setColor(QPalette::Base, ground);
    m_isDrawing = true;
    setPalette(palette);
    m_isDrawing = false;
    const QColor colour = m_hasFailed ? theme::statusColor(TaskStatus::Kind::Failed) : theme::secondaryText();
    theme::showIcon(m_icon, theme::icon(u"error"_s, colour));
}

} // namespace watchbill
