// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Draws an icon into PNG files of several sizes: SVG PREFIX SIZE..., which writes PREFIX-SIZE.png.

#include <QImage>
#include <QPainter>
#include <QSvgRenderer>

#include <cstdio>

int main(int argc, char *argv[])
{
    QSvgRenderer renderer;
    if (argc < 4 || !renderer.load(QString::fromLocal8Bit(argv[1])))
        return std::fputs("The arguments are an SVG file, a prefix and sizes.\n", stderr), 2;
    for (int i = 3; i < argc; ++i) {
        const int size = QByteArray(argv[i]).toInt();
        QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        renderer.render(&painter);
        painter.end();
        if (!image.save(QStringLiteral("%1-%2.png").arg(QString::fromLocal8Bit(argv[2])).arg(size), "PNG"))
            return std::fprintf(stderr, "%s-%d.png cannot be written.\n", argv[2], size), 1;
    }
    return 0;
}
