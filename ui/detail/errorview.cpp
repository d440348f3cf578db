// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "detail/errorview.h"

#include "format/format.h"
#include "theme/copying.h"
#include "theme/icon.h"
#include "theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace watchbill {

ErrorView::ErrorView(QWidget *parent)
    : QWidget(parent)
    , m_note(new QLabel)
    , m_text(new QPlainTextEdit)
    , m_copy(new QToolButton)
{
    m_text->setReadOnly(true);
    m_text->setFont(theme::monospace());
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setObjectName(u"detailError"_s);
    m_text->setPlaceholderText(tr("No error."));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setObjectName(u"detailErrorNote"_s);
    m_note->setContentsMargins(6, 4, 6, 2);
    m_copy->setObjectName(u"copyWholeError"_s);
    m_copy->setAutoRaise(true);
    m_copy->setIcon(theme::icon(u"copy"_s));
    m_copy->setToolTip(tr("Copy the whole error"));
    m_copy->setAccessibleName(m_copy->toolTip());
    auto *texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addWidget(m_note);
    texts->addWidget(m_text, 1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(texts, 1);
    layout->addWidget(m_copy, 0, Qt::AlignTop);
    m_note->hide();
    m_copy->hide();
    connect(m_copy, &QToolButton::clicked, this,
            [this] { theme::copyBy(m_copy, m_error.value_or(QString())); });
}

void ErrorView::setError(const std::optional<QString> &error)
{
    if (m_error == error)
        return;
    m_error = error;
    const QString text = error.value_or(QString());
    const format::Excerpt excerpt = format::excerpt(text);
    m_text->setPlaceholderText(error ? tr("The error is an empty text.") : tr("No error."));
    m_text->setPlainText(excerpt.text);
    m_note->setVisible(!excerpt.isWhole());
    m_copy->setVisible(!text.isEmpty());
    m_note->setText(tr("The error has %1 characters, too many to show. Copy includes all of it.")
                        .arg(format::number(text.size())));
}

} // namespace watchbill
