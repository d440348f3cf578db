// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QAbstractButton;
class QString;

namespace watchbill::theme {

/// Copies the text, as a button with an icon was asked to. It says so: the button shows a check mark for a moment, and
/// screen readers hear it.
void copyBy(QAbstractButton *button, const QString &text);

} // namespace watchbill::theme
