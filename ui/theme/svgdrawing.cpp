// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "theme/drawing.h"

#include <QColor>
#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace watchbill::theme {

void drawIcon(QPainter &painter, const QString &name, const QColor &color, const QSize &)
{
    QFile file(u":/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return;
    QByteArray svg = file.readAll();
    if (color.isValid()) {
        svg.replace("#000000", color.name().toLatin1());
        painter.setOpacity(color.alphaF());
    }
    QSvgRenderer(svg).render(&painter);
}

} // namespace watchbill::theme
