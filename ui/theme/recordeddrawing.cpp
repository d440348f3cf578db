// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Where there is no Qt Svg (CMakeLists.txt), the icons' strokes were recorded when Watchbill was built.

#include "theme/drawing.h"

#include <QColor>
#include <QFile>
#include <QPainter>
#include <QPicture>

using namespace Qt::StringLiterals;

namespace watchbill::theme {

namespace {

constexpr qreal recordedSize = 256; // in both directions; packaging/windows/icons

} // namespace

void drawIcon(QPainter &painter, const QString &name, const QColor &color, const QSize &size)
{
    QFile file(u":/icons/%1.picture"_s.arg(name));
    QPicture picture;
    if (!file.open(QIODevice::ReadOnly) || !picture.load(&file))
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(size.width() / recordedSize, size.height() / recordedSize);
    picture.play(&painter);
    painter.restore();
    if (color.isValid()) { // over what the lines cover
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(QRect(QPoint(), size), color);
    }
}

} // namespace watchbill::theme
