// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/celltexts.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyle>
#include <QTextLayout>

#include <algorithm>

namespace watchbill {

namespace {

constexpr int mostLines = 2'000; // some screens of cells; one takes about two kilobytes
constexpr qreal wideEnough = 1e6;

QTextOption leftToRight()
{
    QTextOption option;
    option.setWrapMode(QTextOption::ManualWrap);
    option.setTextDirection(Qt::LeftToRight);
    return option;
}

} // namespace

class CellTexts::Line
{
public:
    Line(const QString &text, const QFont &font)
        : m_layout(text, font)
    {
        m_layout.setCacheEnabled(true);
        m_layout.setTextOption(leftToRight());
        m_layout.beginLayout();
        QTextLine line = m_layout.createLine();
        line.setLineWidth(wideEnough);
        line.setPosition({});
        m_layout.endLayout();
        m_width = line.naturalTextWidth();
        m_height = qRound(m_layout.boundingRect().height());
    }

    qreal width() const { return m_width; }
    int height() const { return m_height; }
    void draw(QPainter *painter, const QPointF &place) const { m_layout.draw(painter, place); }

private:
    QTextLayout m_layout;
    qreal m_width = 0;
    int m_height = 0;
};

CellTexts::CellTexts()
    : m_lines(mostLines)
{
}

CellTexts::~CellTexts() = default;

const CellTexts::Line &CellTexts::line(const QString &text, const QFont &font)
{
    const Key key{text, font};
    if (const Line *known = m_lines.object(key))
        return *known;
    auto *made = new Line(text, font);
    m_lines.insert(key, made);
    return *made;
}

const CellTexts::Line &CellTexts::shortened(const QString &text, const QFont &font, int room)
{
    const Key key{text, font, room};
    if (const Line *known = m_lines.object(key))
        return *known;
    auto *made = new Line(QFontMetrics(font).elidedText(text, Qt::ElideRight, room), font);
    m_lines.insert(key, made);
    return *made;
}

qreal CellTexts::width(const QString &text, const QFont &font)
{
    return line(text, font).width();
}

void CellTexts::paint(QPainter *painter, const QRect &rect, int margin, const QString &text,
                      const QFont &font, Qt::Alignment alignment)
{
    const QRect inner = rect.adjusted(margin, 0, -margin, 0);
    const Line &whole = line(text, font);
    const int height = whole.height();
    const int top = QStyle::alignedRect(Qt::LeftToRight, alignment, {0, height}, inner).top();
    const bool isTooLong = whole.width() > inner.width();
    const Line &shown = isTooLong ? shortened(text, font, inner.width()) : whole; // which may end `whole`
    const qreal left = inner.left()
        + (alignment.testFlag(Qt::AlignRight) ? std::max(0.0, inner.width() - shown.width()) : 0.0);
    const bool reachesOut = height > rect.height() || font.italic(); // clipping takes time, too
    if (reachesOut) {
        painter->save();
        painter->setClipRect(rect, Qt::IntersectClip);
    }
    shown.draw(painter, {left, qreal(top)});
    if (reachesOut)
        painter->restore();
}

} // namespace watchbill
