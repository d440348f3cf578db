// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "search/filterchips.h"

#include "filter/filterchanges.h"
#include "filter/querytext.h"
#include "format/format.h"
#include "live/querystate.h"
#include "theme/icon.h"
#include "theme/style.h"
#include "theme/textcolor.h"
#include "theme/theme.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QStyle>
#include <QToolButton>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int longestChip = 60;
constexpr int gap = 6;
constexpr int frameWidth = 1;
constexpr qsizetype mostChips = 12; // more would not fit anyway; the query itself has all
constexpr int smallerThanText = 4; // pixels

void makeSmall(QToolButton *button)
{
    const int size = theme::iconSize(button->fontMetrics()) - smallerThanText;
    button->setIconSize(QSize(size, size));
}

} // namespace

FilterChips::FilterChips(QueryState &query, QWidget *parent)
    : QWidget(parent)
    , m_query(query)
    , m_more(new QToolButton(this))
    , m_clear(new QToolButton(this))
{
    m_more->setAutoRaise(true);
    m_more->setObjectName(u"moreChips"_s);
    m_clear->setAutoRaise(true);
    m_clear->setText(tr("Clear all"));
    m_clear->setToolTip(tr("Shows all tasks"));
    m_clear->setIcon(theme::icon(u"filter-clear"_s));
    makeSmall(m_clear);
    m_clear->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_clear, &QToolButton::clicked, this, [this] { m_query.askFilter({}); });
    connect(m_more, &QToolButton::clicked, this, [this] { Q_EMIT editRequested(m_parts.constLast()); });
    connect(&query, &QueryState::changed, this, &FilterChips::showFilter);
    showFilter();
}

QSize FilterChips::sizeHint() const
{
    return {0, m_clear->sizeHint().height() + 2 * frameWidth};
}

void FilterChips::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void FilterChips::showFilter()
{
    for (QWidget *chip : std::as_const(m_chips)) {
        chip->hide();
        chip->deleteLater(); // it may be the sender
    }
    m_chips.clear();
    m_parts.clear();
    const QVector<Condition> parts = filter::parts(m_query.asked().filter);
    for (qsizetype i = 0; i < parts.size(); ++i) {
        m_parts += query::print(parts[i]);
        if (i >= mostChips)
            continue;
        QVector<Condition> others = parts;
        others.removeAt(i);
        add(m_parts.constLast(), filter::fromCondition(filter::joined(Condition::Kind::All, others)));
    }
    for (QToolButton *last : {m_more, m_clear}) // behind the chips, also for the keyboard
        last->raise();
    if (!m_chips.isEmpty())
        setTabOrder(m_chips.constLast(), m_more);
    setTabOrder(m_more, m_clear);
    arrange();
}

// As many as fit, with what takes all away behind them.
void FilterChips::arrange()
{
    const bool canClear = m_parts.size() > 1;
    const int clearing = canClear ? gap + m_clear->sizeHint().width() : 0;
    m_more->setText(tr("and %Ln more", nullptr, int(m_parts.size())));
    const int counting = gap + m_more->sizeHint().width();
    qsizetype shown = 0;
    int end = 0;
    for (qsizetype i = 0; i < m_chips.size(); ++i) {
        end += m_chips[i]->sizeHint().width() + (i > 0 ? gap : 0);
        const int behind = clearing + (i + 1 < m_parts.size() ? counting : 0);
        if (i > 0 && end + behind > width())
            break;
        shown = i + 1;
    }
    int x = 0;
    const auto place = [&](QWidget *part) {
        const int wide = std::min(part->sizeHint().width(), std::max(width() - x, 0));
        part->setGeometry(
            QStyle::visualRect(layoutDirection(), rect(), QRect(x, 0, wide, sizeHint().height())));
        part->show();
        x += wide + gap;
    };
    for (qsizetype i = 0; i < m_chips.size(); ++i) {
        if (i < shown)
            place(m_chips[i]);
        else
            m_chips[i]->hide();
    }
    const qsizetype left = m_parts.size() - shown;
    m_more->setVisible(left > 0);
    m_clear->setVisible(canClear);
    if (left > 0) {
        m_more->setText(tr("and %Ln more", nullptr, int(left)));
        m_more->setToolTip(format::toolTip(m_parts.mid(shown, mostChips).join(u'\n')));
        place(m_more);
    }
    if (canClear)
        place(m_clear);
}

void FilterChips::add(const QString &text, const TaskFilter &without)
{
    auto *chip = new QFrame(this);
    chip->setFrameStyle(int(QFrame::Box) | int(QFrame::Plain)); // a styled one is not seen in dark colours
    theme::setTextColor(chip, theme::border); // the colour of its frame
    auto *layout = new QHBoxLayout(chip);
    layout->setContentsMargins(2, 0, 0, 0);
    layout->setSpacing(0);
    auto *edit = new QToolButton;
    edit->setAutoRaise(true);
    edit->setText(format::shortened(format::word(text), longestChip).replace(u'&', "&&"_L1));
    edit->setToolTip(format::toolTip(tr("%1\nClick to edit").arg(text)));
    connect(edit, &QToolButton::clicked, this, [this, text] { Q_EMIT editRequested(text); });
    auto *remove = new QToolButton;
    remove->setAutoRaise(true);
    remove->setIcon(theme::icon(u"close"_s));
    makeSmall(remove);
    remove->setToolTip(tr("Remove this filter"));
    remove->setAccessibleName(tr("Remove the filter %1").arg(text));
    connect(remove, &QToolButton::clicked, this, [this, without] { m_query.askFilter(without); });
    layout->addWidget(edit);
    layout->addWidget(remove);
    m_chips += chip;
}

} // namespace watchbill
