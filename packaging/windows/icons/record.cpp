// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Records icons: FOLDER SVG..., which writes FOLDER/NAME.picture of each, and FOLDER/watchbill.ico of watchbill.svg.

#include <QBuffer>
#include <QDataStream>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QPicture>
#include <QSvgRenderer>

#include <cstdio>
#include <vector>

namespace {

constexpr QRect recorded(0, 0, 256, 256); // as ui/theme/recordeddrawing.cpp expects it

bool record(QSvgRenderer &svg, const QString &path)
{
    QPicture picture;
    QPainter painter(&picture);
    svg.render(&painter, recorded);
    painter.end();
    return picture.save(path);
}

QByteArray pngOf(QSvgRenderer &svg, int size)
{
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    svg.render(&painter);
    painter.end();
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return png;
}

// An ICO file is a list of pictures, which may be PNG files, and these pictures.
bool writeIcon(QSvgRenderer &svg, const QString &path)
{
    constexpr int sizes[] = {16, 20, 24, 32, 40, 48, 64, 128, 256};
    constexpr int headSize = 6;
    constexpr int entrySize = 16;
    std::vector<QByteArray> pngs;
    for (const int size : sizes)
        pngs.push_back(pngOf(svg, size));

    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    QDataStream out(&file);
    out.setByteOrder(QDataStream::LittleEndian);
    out << quint16(0) << quint16(1) << quint16(pngs.size());
    quint32 offset = headSize + entrySize * quint32(pngs.size());
    for (size_t i = 0; i < pngs.size(); ++i) {
        const auto side = quint8(sizes[i]); // 0 for 256
        out << side << side << quint8(0) << quint8(0) << quint16(1) << quint16(32);
        out << quint32(pngs[i].size()) << offset;
        offset += quint32(pngs[i].size());
    }
    for (const QByteArray &png : pngs)
        out.writeRawData(png.constData(), int(png.size()));
    return out.status() == QDataStream::Ok && file.flush();
}

} // namespace

int main(int argc, char *argv[])
{
    for (int i = 2; i < argc; ++i) {
        const QString path = QString::fromLocal8Bit(argv[i]);
        const QString name = QFileInfo(path).completeBaseName();
        const QString target = QString::fromLocal8Bit(argv[1]) + u'/' + name;
        QSvgRenderer svg;
        if (!svg.load(path) || !record(svg, target + QStringLiteral(".picture"))
            || (name == u"watchbill" && !writeIcon(svg, target + QStringLiteral(".ico"))))
            return std::fprintf(stderr, "%s cannot be recorded.\n", argv[i]), 1;
    }
    return 0;
}
