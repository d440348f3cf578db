// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

class QColor;
class QPainter;
class QSize;

namespace watchbill::theme {

/// Draws an icon (resources/icons) over all of an empty picture of that size: in that colour, or in its own colours if
/// that is invalid.
void drawIcon(QPainter &painter, const QString &name, const QColor &color, const QSize &size);

} // namespace watchbill::theme
