// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/profiledelegate.h"

#include "connection/environmentlook.h"
#include "profile/profilelistmodel.h"
#include "theme/icon.h"
#include "theme/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int margin = 10;
constexpr int gap = 8;
constexpr int roomOfBar = 5; // that a selection has at the edge
constexpr int stripe = 4; // wide, of the environment's colour
constexpr int lockSize = 16;

QFont bold(QFont font)
{
    font.setBold(true);
    return font;
}

} // namespace

QSize ProfileDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const int lines = QFontMetrics(bold(option.font)).height() + option.fontMetrics.height();
    return {200, lines + 2 * margin + 2};
}

void ProfileDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const EnvironmentLook look =
        EnvironmentLook::of(Environment(index.data(ProfileListModel::EnvironmentRole).toInt()));
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QPalette &palette = option.palette;
    painter->save();
    painter->fillRect(option.rect, isSelected ? theme::selection() : palette.color(QPalette::Base));
    paintBar(painter, option);
    const QPoint besideBar = option.rect.topLeft() + QPoint(roomOfBar, 0);
    painter->fillRect(QRect(besideBar, QSize(stripe, option.rect.height())), look.badgeGround);
    const QRect inner = option.rect.adjusted(roomOfBar + stripe + margin, margin, -margin, -margin);
    const QColor text = palette.color(QPalette::Text);

    painter->setFont(bold(option.font));
    const QFontMetrics metrics = painter->fontMetrics();
    QRect line(inner.topLeft(), QSize(inner.width(), metrics.height()));
    QSize badge = look.badgeSize(painter->font());
    badge.setHeight(qMin(badge.height(), line.height() + 2));
    QRect badgePlace(QPoint(), badge);
    badgePlace.moveCenter({line.right() - badge.width() / 2, line.center().y()});
    look.paintBadge(*painter, badgePlace);
    int right = badgePlace.left() - gap;
    if (index.data(ProfileListModel::ReadOnlyRole).toBool()) {
        const QRect place(right - lockSize, line.center().y() - lockSize / 2, lockSize, lockSize);
        theme::icon(u"lock"_s, text).paint(painter, place);
        right = place.left() - gap;
    }
    painter->setPen(text);
    line.setRight(right);
    painter->drawText(line, Qt::AlignVCenter | Qt::TextSingleLine,
                      metrics.elidedText(index.data().toString(), Qt::ElideRight, line.width()));

    painter->setFont(option.font);
    QRect second(inner.left(), line.bottom() + 3, inner.width(), option.fontMetrics.height());
    const QString state = index.data(ProfileListModel::StateRole).toString();
    const bool isOpen = index.data(ProfileListModel::IsOpenRole).toBool();
    const bool hasFailed = !index.data(ProfileListModel::ProblemRole).toString().isEmpty();
    painter->setPen(isOpen          ? theme::statusColor(TaskStatus::Kind::Completed)
                        : hasFailed ? theme::problem()
                                    : theme::secondaryText());
    painter->drawText(second, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, state);
    second.setRight(second.right() - option.fontMetrics.horizontalAdvance(state)
                    - (state.isEmpty() ? 0 : gap));
    painter->setPen(theme::secondaryText());
    painter->drawText(second, Qt::AlignVCenter | Qt::TextSingleLine,
                      option.fontMetrics.elidedText(index.data(ProfileListModel::PlaceRole).toString(),
                                                    Qt::ElideMiddle, second.width()));
    painter->restore();
}

} // namespace watchbill
