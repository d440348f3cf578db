// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCache>
#include <QFont>

class QPainter;

namespace watchbill {

/// The texts of a table's cells, each on one line. Laying out the text takes longest when a cell is painted, and most
/// cells have the same text as another one: recent layouts are kept.
class CellTexts
{
public:
    CellTexts();
    Q_DISABLE_COPY_MOVE(CellTexts)
    ~CellTexts();

    /// In pixels.
    qreal width(const QString &text, const QFont &font);

    /// Paints with the painter's pen, with a margin on the left and the right; the end of a text that is too long is
    /// left out. It looks as the style paints an item's text, from left to right.
    void paint(QPainter *painter, const QRect &rect, int margin, const QString &text, const QFont &font,
               Qt::Alignment alignment);

private:
    struct Key
    {
        QString text;
        QFont font;
        int room = 0; // in pixels, of one that is too long for it; else 0

        bool operator==(const Key &) const = default;
    };
    friend size_t qHash(const Key &key, size_t seed)
    {
        return qHashMulti(seed, key.text, key.font.italic(), key.font.strikeOut(), key.room);
    }
    class Line;

    const Line &line(const QString &text, const QFont &font);
    const Line &shortened(const QString &text, const QFont &font, int room);

    QCache<Key, Line> m_lines;
};

} // namespace watchbill
