// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "theme/style.h"

#include "theme/theme.h"

#include <QAbstractItemView>
#include <QFontMetrics>
#include <QPainter>
#include <QStyleOption>
#include <QWidget>

#include <algorithm>

namespace watchbill::theme {

namespace {

constexpr int smallestIcon = 16; // pixels
constexpr qreal roundness = 2;
constexpr qreal roundPenWidth = 2; // a thinner circle is pale where it runs between pixels

constexpr const char *wrongProperty = "isWrong";

QColor colorOf(const QStyleOption &option, const QWidget *widget)
{
    if (widget && widget->property(wrongProperty).toBool())
        return problem();
    if (!option.state.testFlag(QStyle::State_Enabled))
        return separator();
    const bool hasFocus = option.state.testFlag(QStyle::State_HasFocus);
    return hasFocus ? focus() : border();
}

void drawBorder(QPainter *painter, const QRect &rect, const QColor &color)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(color);
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), roundness, roundness);
    painter->restore();
}

bool isFlat(const QStyleOption *option)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    return button && button->features.testFlag(QStyleOptionButton::Flat);
}

} // namespace

void setWrong(QWidget *field, bool isWrong)
{
    field->setProperty(wrongProperty, isWrong);
    field->update();
}

int iconSize(const QFontMetrics &metrics)
{
    return std::max(smallestIcon, metrics.height());
}

Style::Style()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    if (element == PE_PanelItemViewRow || element == PE_PanelItemViewItem) {
        // Fusion has nothing of its own here, but mixes its colours before it finds that out, for each cell of a table.
        QCommonStyle::drawPrimitive(element, option, painter, widget);
        return;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    switch (element) {
    case PE_PanelButtonCommand:
        if (isFlat(option))
            break;
        [[fallthrough]];
    case PE_FrameLineEdit:
    case PE_IndicatorCheckBox:
        drawBorder(painter, option->rect, colorOf(*option, widget));
        break;
    case PE_IndicatorRadioButton: {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(colorOf(*option, widget), roundPenWidth));
        painter->setBrush(Qt::NoBrush);
        painter->drawEllipse(QRectF(option->rect).adjusted(1.5, 1.5, -1.5, -1.5));
        painter->restore();
        break;
    }
    default:
        break;
    }
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    const auto *box = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
    if (control == CC_SpinBox && box && box->frame)
        drawBorder(painter, option->rect, colorOf(*option, widget));
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    if (metric == PM_SmallIconSize && qobject_cast<const QAbstractItemView *>(widget))
        return iconSize(widget->fontMetrics());
    return QProxyStyle::pixelMetric(metric, option, widget);
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *returned) const
{
    if (hint == SH_DialogButtonBox_ButtonsHaveIcons)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, returned);
}

} // namespace watchbill::theme
