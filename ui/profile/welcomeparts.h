// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

class QLabel;
class QPushButton;

/// What the pages of the welcome window are made of.
namespace watchbill::welcomeparts {

/// Plain text that wraps.
QLabel *paragraph(const QString &text);

/// Bold; the scale is relative to the window's font.
QLabel *heading(const QString &text, qreal scale);

/// The default button while it has the focus, as in a dialog.
QPushButton *button(const QString &text, const QString &objectName);

QPushButton *demoButton(const QString &objectName);

/// What the demo is, for people.
QString aboutDemo();

} // namespace watchbill::welcomeparts
