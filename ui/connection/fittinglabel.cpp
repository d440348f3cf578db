// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connection/fittinglabel.h"

#include <QEvent>

namespace watchbill {

namespace {

constexpr int reserve = 2; // pixels by which a text may be wider than its measure, by kerning

} // namespace

FittingLabel::FittingLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

void FittingLabel::setTexts(const QStringList &texts)
{
    if (m_texts == texts)
        return;
    m_texts = texts;
    updateGeometry();
    fit();
}

void FittingLabel::setShortest(int characters)
{
    m_shortest = characters;
    updateGeometry();
}

int FittingLabel::widthOf(const QString &text) const
{
    return fontMetrics().horizontalAdvance(text) + reserve;
}

QSize FittingLabel::sizeHint() const
{
    return {widthOf(m_texts.value(0)), QLabel::sizeHint().height()};
}

QSize FittingLabel::minimumSizeHint() const
{
    const int least = fontMetrics().averageCharWidth() * m_shortest;
    return {m_texts.isEmpty() ? 0 : qMin(least, widthOf(m_texts.last())), QLabel::sizeHint().height()};
}

void FittingLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        updateGeometry();
        fit();
    }
}

void FittingLabel::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    fit();
}

void FittingLabel::fit()
{
    for (const QString &text : m_texts) {
        if (widthOf(text) <= width()) {
            setText(text);
            return;
        }
    }
    setText(fontMetrics().elidedText(m_texts.value(m_texts.size() - 1), Qt::ElideMiddle, width() - reserve));
}

} // namespace watchbill
