// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/pastefield.h"

#include "theme/fieldbuttons.h"

#include <QKeyEvent>

#include <utility>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr auto pause = std::chrono::milliseconds(700); // after that the next key is no longer expected

// Also where as many were replaced.
qsizetype charactersAdded(const QString &before, const QString &now)
{
    const qsizetype shorter = qMin(before.size(), now.size());
    qsizetype begin = 0;
    while (begin < shorter && before[begin] == now[begin])
        ++begin;
    qsizetype end = 0;
    while (end < shorter - begin && before[before.size() - 1 - end] == now[now.size() - 1 - end])
        ++end;
    return now.size() - begin - end;
}

} // namespace

PasteField::PasteField(QWidget *parent)
    : QLineEdit(parent)
{
    setObjectName(u"paste"_s);
    setPlaceholderText(tr("postgresql://user:password@host:5432/database, or host=… dbname=… user=…"));
    theme::addClearButton(this);
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(this, &QLineEdit::textEdited, this, &PasteField::noteEdit);
    connect(this, &QLineEdit::editingFinished, this, [this] {
        if (m_isTakenOnLeaving)
            take();
    });
    connect(&m_pause, &QTimer::timeout, this, [this] { Q_EMIT paused(this->text()); });
}

// Typing adds one character at a time; more at once is a paste.
void PasteField::noteEdit(const QString &text)
{
    const qsizetype added = charactersAdded(std::exchange(m_before, text), text);
    if (added > 1)
        take();
    else if (!text.trimmed().isEmpty())
        m_pause.start();
}

void PasteField::take()
{
    m_pause.stop();
    if (!text().trimmed().isEmpty())
        Q_EMIT taken(text());
    m_before = text();
}

// Return would press the window's button as well.
void PasteField::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && !text().isEmpty())
        take();
    else
        QLineEdit::keyPressEvent(event);
    event->setAccepted(event->isAccepted() || isReturn);
}

} // namespace watchbill
