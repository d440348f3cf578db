// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QKeySequence>
#include <QString>

class QAction;

/// Keys as the desktop names them. Texts take them from the action, so that both change together.
namespace watchbill::theme {

/// "Ctrl+Z", of an action of every desktop.
QString keyText(QKeySequence::StandardKey key);

/// All keys of an action, "Ctrl+K, Ctrl+P".
QString keyText(const QAction &action);

/// "Delete the selected tasks (Del)"; the text alone if the action has no key.
QString withKey(const QString &text, const QAction &action);
QString withKey(const QString &text, const QKeySequence &key);

} // namespace watchbill::theme
