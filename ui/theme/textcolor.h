// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>

#include <functional>

class QWidget;

namespace watchbill::theme {

/// Gives a widget's text a colour of the theme, asked for again whenever the theme changes. Without a colour the text is
/// as all others again.
void setTextColor(QWidget *widget, const std::function<QColor()> &color);

} // namespace watchbill::theme
