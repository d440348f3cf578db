// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/rowdelegate.h"

#include "table/rowlook.h"
#include "table/tasktablemodel.h"
#include "theme/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace watchbill {

namespace {

constexpr double markStrength = 0.5;
constexpr int roomBesideIcon = 8; // pixels
constexpr int lettersOfCutStatus = 8;

QPalette::ColorGroup groupOf(const QStyleOptionViewItem &option)
{
    return option.state.testFlag(QStyle::State_Active) ? QPalette::Normal : QPalette::Inactive;
}

bool hasKeys(const QWidget *widget)
{
    return widget->hasFocus() || (widget->focusProxy() && widget->focusProxy()->hasFocus());
}

// Where the keys are, also in a row that is not selected. Without a selection, a row that was only clicked on some time ago
// would look as if it were one.
void paintFocus(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                bool isByKeys)
{
    const auto *view = qobject_cast<const QTableView *>(option.widget);
    if (!view || view->currentIndex().row() != index.row() || !hasKeys(view))
        return;
    if (!isByKeys && !view->selectionModel()->hasSelection())
        return;
    const QRect cell = option.rect;
    painter->fillRect(cell.x(), cell.y(), cell.width(), 1, theme::focus());
    painter->fillRect(cell.x(), cell.bottom(), cell.width(), 1, theme::focus());
}

} // namespace

RowDelegate::RowDelegate(const RowLook &look, QObject *parent)
    : SelectionDelegate(parent)
    , m_look(look)
{
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = static_cast<const TaskTableModel *>(index.model());
    const bool isLeaving = m_look.isAnyLeaving() && m_look.isLeaving(model->task(index.row()).key());
    const double opacity = painter->opacity();
    painter->setOpacity(isLeaving ? m_look.opacity() : opacity);
    if (option.direction == Qt::RightToLeft) {
        SelectionDelegate::paint(painter, option, index);
    } else {
        paintCell(painter, option, index);
        paintBar(painter, option);
    }
    painter->setOpacity(opacity);
    paintFocus(painter, option, index, m_look.isByKeys());
}

// As the style does, which lays out each text several times whenever it paints it.
void RowDelegate::paintCell(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const CellLook look = static_cast<const TaskTableModel *>(index.model())->look(index);
    const int margin =
        option.widget->style()->pixelMetric(QStyle::PM_FocusFrameHMargin, &option, option.widget) + 1;
    if (const auto color = tint(index))
        painter->fillRect(option.rect, *color);
    else if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, theme::selection());
    QRect rest = option.rect;
    int room = rest.width();
    if (!look.icon.isNull()) {
        const QSize size = option.decorationSize;
        const QRect place(rest.left(), rest.top(), size.width() + 2 * margin, rest.height());
        look.icon.paint(painter,
                        QStyle::alignedRect(option.direction, option.decorationAlignment, size, place),
                        option.decorationAlignment, m_look.isDimmed() ? QIcon::Disabled : QIcon::Normal);
        rest.setLeft(place.right() + 1);
        room -= size.width() + roomBesideIcon;
    }
    const QFont &font = resolved(look.font, option.font);
    const QString text = shownText(index, look.text, font, look.alignment, room);
    if (text.isEmpty())
        return;
    const QPen pen = painter->pen();
    const QPalette::ColorGroup group = m_look.isDimmed() ? QPalette::Disabled : groupOf(option);
    painter->setPen(look.color.isValid() ? look.color : option.palette.color(group, QPalette::Text));
    m_texts.paint(painter, rest, margin, text, font, look.alignment);
    painter->setPen(pen);
}

// The short form where there is no room for the text, and what keeps it away from the next column.
QString RowDelegate::shownText(const QModelIndex &index, const QString &text, const QFont &font,
                               Qt::Alignment alignment, int room) const
{
    constexpr int margins = 8;
    QString shown = text;
    const auto field = column::fieldAt(index.column());
    // Of a long status the beginning still tells more than the icon alone, which words of the application share.
    const bool isCut = field == TaskField::Status
        && room - margins >= lettersOfCutStatus * QFontMetrics(font).averageCharWidth();
    if (field && !isCut && column::hasShortText(*field)
        && qRound(m_texts.width(text, font)) + margins > room) {
        const QVariant shorter = index.data(TaskTableModel::ShortRole);
        if (shorter.isValid())
            shown = shorter.toString();
    }
    return alignment.testFlag(Qt::AlignRight) ? column::withGap(shown) : shown;
}

std::optional<QColor> RowDelegate::tint(const QModelIndex &index) const
{
    const double mark = m_look.markOf(index.row());
    if (mark == 0)
        return std::nullopt;
    QColor color = theme::accent();
    color.setAlphaF(float(markStrength * mark));
    return color;
}

// To resolve one takes time, and looking up what it is written with after that.
const QFont &RowDelegate::resolved(const QFont &wanted, const QFont &usual) const
{
    constexpr int most = 16;
    for (const Resolved &one : std::as_const(m_fonts)) {
        if (one.wanted == wanted && one.usual == usual)
            return one.font;
    }
    if (m_fonts.size() >= most)
        m_fonts.clear();
    m_fonts += Resolved{wanted, usual, wanted.resolve(usual)};
    return m_fonts.last().font;
}

// Rows are what is chosen: a frame around one of their cells would only puzzle.
void RowDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    SelectionDelegate::initStyleOption(option, index);
    option->state.setFlag(QStyle::State_HasFocus, false);
    option->state.setFlag(QStyle::State_Enabled, !m_look.isDimmed());
    const int icon = option->icon.isNull() ? 0 : option->decorationSize.width() + roomBesideIcon;
    option->text =
        shownText(index, option->text, option->font, option->displayAlignment, option->rect.width() - icon);
    if (const auto color = tint(index))
        option->backgroundBrush = *color;
}

} // namespace watchbill
