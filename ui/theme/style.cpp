// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "theme/style.h"

#include "theme/theme.h"

#include <QAbstractItemView>
#include <QFontMetrics>
#include <QLabel>
#include <QPainter>
#include <QStyleOption>
#include <QWidget>

#include <algorithm>

namespace watchbill::theme {

namespace {

constexpr int smallestIcon = 16; // pixels
constexpr qreal roundness = 2;
constexpr qreal roundPenWidth = 2; // a thinner circle is pale where it runs between pixels

constexpr int besideIcon = 6; // pixels between an icon and its text
constexpr int besideIconInQt = 2; // where they seem to touch
constexpr int arrowSize = 8;
constexpr int arrowMargin = 2;
constexpr int arrowRoom = arrowSize + 2 * arrowMargin;

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

bool hasTextBesideIcon(const QStyleOptionToolButton &button)
{
    return button.toolButtonStyle == Qt::ToolButtonTextBesideIcon && !button.icon.isNull()
        && !button.text.isEmpty();
}

bool hasTextBesideIcon(const QStyleOptionButton &button)
{
    return !button.icon.isNull() && !button.text.isEmpty()
        && !button.features.testFlag(QStyleOptionButton::HasMenu);
}

// Of a menu that the whole button opens. One beside an icon alone stays in the corner.
bool hasArrow(const QStyleOptionToolButton &button)
{
    return button.features.testFlag(QStyleOptionToolButton::HasMenu)
        && !button.features.testFlag(QStyleOptionToolButton::MenuButtonPopup)
        && button.toolButtonStyle != Qt::ToolButtonIconOnly;
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

void showIcon(QLabel *label, const QIcon &icon, int larger)
{
    const int size = iconSize(label->fontMetrics()) + larger;
    label->setPixmap(icon.pixmap(QSize(size, size), label->devicePixelRatioF()));
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
        if (element == PE_PanelItemViewRow && option->state.testFlag(State_Selected))
            painter->fillRect(option->rect,
                              selection()); // before a branch of a tree, as SelectionDelegate goes on
        else
            QCommonStyle::drawPrimitive(element, option, painter, widget);
        return;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    switch (element) {
    case PE_Frame:
        if (widget && widget->isWindow())
            drawBorder(painter, option->rect, border());
        break;
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
    const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
    if (control == CC_ToolButton && button && hasArrow(*button)) {
        // In line with the text. Qt puts it into the lower corner.
        QStyleOptionToolButton plain = *button;
        plain.features.setFlag(QStyleOptionToolButton::HasMenu, false);
        QProxyStyle::drawComplexControl(control, &plain, painter, widget);
        QStyleOption arrow = *option;
        arrow.rect = alignedRect(option->direction, Qt::AlignRight | Qt::AlignVCenter, {arrowSize, arrowSize},
                                 option->rect.adjusted(arrowMargin, 0, -arrowMargin, 0));
        drawPrimitive(PE_IndicatorArrowDown, &arrow, painter, widget);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    const auto *box = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
    if (control == CC_SpinBox && box && box->frame)
        drawBorder(painter, option->rect, colorOf(*option, widget));
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option);
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    if (element == CE_ToolButtonLabel && tool && hasTextBesideIcon(*tool)) {
        const QRect inner = option->rect.adjusted(besideIconInQt, 0, -besideIconInQt, 0);
        painter->setFont(tool->font);
        drawBeside(painter, inner, *option, {tool->icon, tool->iconSize, tool->text});
    } else if (element == CE_PushButtonLabel && button && hasTextBesideIcon(*button)) {
        const int text = button->fontMetrics.size(Qt::TextShowMnemonic, button->text).width();
        const QSize size(button->iconSize.width() + besideIcon + text, option->rect.height());
        drawBeside(painter, alignedRect(option->direction, Qt::AlignCenter, size, option->rect), *option,
                   {button->icon, button->iconSize, button->text});
    } else {
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void Style::drawBeside(QPainter *painter, const QRect &place, const QStyleOption &option,
                       const IconAndText &label) const
{
    const bool isEnabled = option.state.testFlag(State_Enabled);
    const QRect icon = alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, label.iconSize, place);
    label.icon.paint(painter, icon, Qt::AlignCenter, isEnabled ? QIcon::Normal : QIcon::Disabled,
                     option.state.testFlag(State_On) ? QIcon::On : QIcon::Off);
    const QRect rest = place.adjusted(label.iconSize.width() + besideIcon, 0, 0, 0);
    drawItemText(painter, visualRect(option.direction, place, rest),
                 int(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextShowMnemonic, option.palette, isEnabled,
                 label.text, QPalette::ButtonText);
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                              const QWidget *widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option);
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    const bool isBeside = (type == CT_ToolButton && tool && hasTextBesideIcon(*tool))
        || (type == CT_PushButton && button && hasTextBesideIcon(*button));
    if (isBeside)
        size.rwidth() += besideIcon - besideIconInQt;
    if (type == CT_ToolButton && tool && hasArrow(*tool))
        size.rwidth() += arrowRoom;
    return size;
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    const int usual = QProxyStyle::pixelMetric(metric, option, widget);
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
    case PM_LineEditIconSize:
        return widget ? std::max(usual, iconSize(widget->fontMetrics())) : usual;
    default:
        return usual;
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *returned) const
{
    if (hint == SH_DialogButtonBox_ButtonsHaveIcons)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, returned);
}

} // namespace watchbill::theme
