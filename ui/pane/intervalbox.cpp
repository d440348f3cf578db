// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pane/intervalbox.h"

#include "format/format.h"
#include "live/refreshscheduler.h"
#include "pane/pacetext.h"

#include <QStyleOptionComboBox>
#include <QStylePainter>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

QString IntervalBox::textOf(int seconds)
{
    return seconds == 0 ? tr("Off") : tr("Every %1 s").arg(seconds);
}

IntervalBox::IntervalBox(RefreshScheduler &scheduler, QWidget *parent)
    : QComboBox(parent)
    , m_scheduler(scheduler)
{
    setObjectName(u"interval"_s);
    setAccessibleName(tr("Refresh interval"));
    for (const int seconds : choices)
        addItem(textOf(seconds), seconds);
    connect(this, &QComboBox::activated, this,
            [this] { m_scheduler.setInterval(std::chrono::seconds(currentData().toInt())); });
    connect(&scheduler, &RefreshScheduler::changed, this, &IntervalBox::showSchedule);
    connect(&scheduler, &RefreshScheduler::paceChanged, this, &IntervalBox::showSchedule);
    showSchedule();
}

// With room for the pace, so that the fields beside it stay where they are when that changes. A window that is too small for
// its letters does without it.
QSize IntervalBox::sizeHint() const
{
    QStyleOptionComboBox option;
    QComboBox::initStyleOption(&option);
    const int width = fontMetrics().horizontalAdvance(tr("Now every %1").arg(format::duration(30s)));
    return style()
        ->sizeFromContents(QStyle::CT_ComboBox, &option, {width, fontMetrics().height()}, this)
        .expandedTo(QComboBox::sizeHint());
}

void IntervalBox::showSchedule()
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(m_scheduler.interval());
    setCurrentIndex(findData(int(seconds.count())));
    m_shown = isOutOfPace(m_scheduler) ? tr("Now every %1").arg(format::duration(m_scheduler.pace().delay))
                                       : currentText();
    const QString explanation = paceText(m_scheduler);
    setToolTip(format::plainToolTip(tr("Refresh interval") + u'\n' + explanation));
    setAccessibleDescription(explanation);
    update();
}

void IntervalBox::initStyleOption(QStyleOptionComboBox *option) const
{
    QComboBox::initStyleOption(option);
    option->currentText = m_shown;
}

void IntervalBox::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    const QRect place =
        style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    option.currentText = fontMetrics().elidedText(m_shown, Qt::ElideRight, place.width());
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

} // namespace watchbill
