// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/pastefield.h"

#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace watchbill {

PasteField::PasteField(QWidget *parent)
    : QLineEdit(parent)
{
    setObjectName(u"paste"_s);
    setPlaceholderText(tr("postgresql://user:password@host:5432/database, or host=… dbname=… user=…"));
    setClearButtonEnabled(true);
    connect(this, &QLineEdit::textEdited, this, &PasteField::noteEdit);
    connect(this, &QLineEdit::editingFinished, this, &PasteField::take);
}

// Nobody types two characters at once.
void PasteField::noteEdit(const QString &text)
{
    const bool isPasted = text.size() > m_length + 1;
    m_length = text.size();
    if (isPasted)
        take();
}

void PasteField::take()
{
    if (!text().trimmed().isEmpty())
        Q_EMIT taken(text());
    m_length = text().size();
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
