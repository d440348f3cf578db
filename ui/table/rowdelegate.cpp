// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/rowdelegate.h"

#include "table/tasktablemodel.h"
#include "theme/theme.h"

#include <QPainter>
#include <QVariantAnimation>

namespace watchbill {

namespace {

constexpr double markStrength = 0.5;

bool hasKeys(const QWidget *widget)
{
    return widget->hasFocus() || (widget->focusProxy() && widget->focusProxy()->hasFocus());
}

// Where the keys are, also in a row that is not selected.
void paintFocus(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto *view = qobject_cast<const QTableView *>(option.widget);
    if (!view || !hasKeys(view) || view->currentIndex().row() != index.row())
        return;
    const QRect cell = option.rect;
    painter->fillRect(cell.x(), cell.y(), cell.width(), 1, theme::focus());
    painter->fillRect(cell.x(), cell.bottom(), cell.width(), 1, theme::focus());
}

} // namespace

RowDelegate::RowDelegate(const Look &look, QObject *parent)
    : SelectionDelegate(parent)
    , m_look(look)
{
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = static_cast<const TaskTableModel *>(index.model());
    const bool isLeaving =
        !m_look.leaving.isEmpty() && m_look.leaving.contains(model->task(index.row()).key());
    const double opacity = painter->opacity();
    painter->setOpacity(isLeaving ? m_look.fade.currentValue().toDouble() : opacity);
    if (option.direction == Qt::RightToLeft) {
        SelectionDelegate::paint(painter, option, index);
    } else {
        paintCell(painter, option, index);
        paintBar(painter, option);
    }
    painter->setOpacity(opacity);
    paintFocus(painter, option, index);
}

// As the style does, which lays out each text several times whenever it paints it.
void RowDelegate::paintCell(QPainter *painter, const QStyleOptionViewItem &given,
                            const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const QStyle *style = option.widget->style();
    const bool isEnabled = option.state.testFlag(QStyle::State_Enabled);
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, &option, option.widget) + 1;
    QRect rest = option.rect;
    if (option.backgroundBrush.style() != Qt::NoBrush)
        style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    if (!option.icon.isNull()) {
        const QRect place(rest.left(), rest.top(), option.decorationSize.width() + 2 * margin, rest.height());
        option.icon.paint(
            painter,
            QStyle::alignedRect(option.direction, option.decorationAlignment, option.decorationSize, place),
            option.decorationAlignment, isEnabled ? QIcon::Normal : QIcon::Disabled);
        rest.setLeft(place.right() + 1);
    }
    if (option.text.isEmpty())
        return;
    const bool isActive = option.state.testFlag(QStyle::State_Active);
    const QPalette::ColorGroup group = !isEnabled ? QPalette::Disabled
        : isActive                                ? QPalette::Normal
                                                  : QPalette::Inactive;
    const QPen pen = painter->pen();
    painter->setPen(option.palette.color(group, QPalette::Text));
    m_texts.paint(painter, rest, margin, option.text, option.font, option.displayAlignment);
    painter->setPen(pen);
}

bool RowDelegate::hasRoom(const QStyleOptionViewItem &option) const
{
    constexpr int margins = 8;
    const int icon = option.icon.isNull() ? 0 : option.decorationSize.width() + margins;
    return qRound(m_texts.width(option.text, option.font)) + icon + margins <= option.rect.width();
}

// Rows are what is chosen: a frame around one of their cells would only puzzle.
void RowDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    SelectionDelegate::initStyleOption(option, index);
    option->state.setFlag(QStyle::State_HasFocus, false);
    option->state.setFlag(QStyle::State_Enabled, !m_look.isDimmed);
    if (column::hasShortText(Column(index.column())) && !hasRoom(*option)) {
        const QVariant shorter = index.data(TaskTableModel::ShortRole);
        if (shorter.isValid())
            option->text = shorter.toString();
    }
    if (option->displayAlignment.testFlag(Qt::AlignRight))
        option->text = column::withGap(option->text);
    if (m_look.marked.isValid() && m_look.marked.row() == index.row()) {
        QColor colour = theme::accent();
        colour.setAlphaF(float(markStrength * m_look.mark.currentValue().toDouble()));
        option->backgroundBrush = colour;
    }
}

} // namespace watchbill
