// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "theme/focusreturn.h"

#include <QApplication>
#include <QDialog>
#include <QEvent>

namespace watchbill::theme {

FocusReturn::FocusReturn(QObject *parent)
    : QObject(parent)
{
    qApp->installEventFilter(this);
}

bool FocusReturn::eventFilter(QObject *watched, QEvent *event)
{
    const auto *dialog =
        event->type() == QEvent::WindowDeactivate ? qobject_cast<QDialog *>(watched) : nullptr;
    if (dialog && dialog->isHidden()
        && dialog->parentWidget()) // not because the user went to another program
        dialog->parentWidget()->window()->activateWindow();
    return QObject::eventFilter(watched, event);
}

} // namespace watchbill::theme
