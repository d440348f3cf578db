// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connection/fittinglabel.h"

namespace watchbill {

namespace {

constexpr int shortest = 12; // characters of what is left when the middle is left out

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

int FittingLabel::widthOf(const QString &text) const
{
    return fontMetrics().horizontalAdvance(text) + 2;
}

QSize FittingLabel::sizeHint() const
{
    return {widthOf(m_texts.value(0)), QLabel::sizeHint().height()};
}

QSize FittingLabel::minimumSizeHint() const
{
    const int least = fontMetrics().averageCharWidth() * shortest;
    return {m_texts.isEmpty() ? 0 : qMin(least, widthOf(m_texts.last())), QLabel::sizeHint().height()};
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
    setText(fontMetrics().elidedText(m_texts.value(m_texts.size() - 1), Qt::ElideMiddle, width()));
}

} // namespace watchbill
