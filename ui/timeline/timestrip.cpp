// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "timeline/timestrip.h"

#include "format/format.h"
#include "theme/theme.h"
#include "timeline/timeaxis.h"

#include <QAccessible>
#include <QAction>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionFocusRect>
#include <QToolTip>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int barHeight = 44;
constexpr int dragDistance = 4; // pixels
constexpr double zoomStep = 0.8;
constexpr qint64 shortestRange = 1'000'000; // microseconds
constexpr int leastVisible = 2; // pixels, of a failure among thousands

// From the axis up: failures start at the same height in each bar.
int rank(TaskStatus::Kind kind)
{
    switch (kind) {
    case TaskStatus::Kind::Failed:
        return 0;
    case TaskStatus::Kind::Processing:
        return 1;
    case TaskStatus::Kind::Pending:
        return 2;
    case TaskStatus::Kind::Completed:
        return 3;
    case TaskStatus::Kind::Other:
        break;
    }
    return 4;
}

TaskStatus::Kind kindOf(const TimeHistogram::Part &part)
{
    return TaskStatus::fromText(part.status.value_or(QString())).kind();
}

} // namespace

TimeStrip::TimeStrip(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"timeStrip"_s);
    setAccessibleName(tr("Tasks by time of creation"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    createKeys();
}

QSize TimeStrip::sizeHint() const
{
    return {400, barHeight + TimeAxis::heightFor(font())};
}

void TimeStrip::show(const TimeHistogram &histogram, const std::optional<TimeRange> &range)
{
    m_histogram = histogram;
    std::stable_sort(m_histogram.parts.begin(), m_histogram.parts.end(),
                     [](const auto &a, const auto &b) { return rank(kindOf(a)) < rank(kindOf(b)); });
    m_range = range ? range : histogram.isEmpty() ? std::nullopt : std::optional(histogram.range());
    m_hovered = std::min<int>(m_hovered, int(histogram.steps()) - 1);
    m_cursor = std::min<int>(m_cursor, int(histogram.steps()) - 1);
    m_anchor = std::min<int>(m_anchor, int(histogram.steps()) - 1);
    update();
}

void TimeStrip::setMessage(const QString &sentence)
{
    m_message = sentence;
    update();
}

void TimeStrip::setChosen(const std::optional<TimeRange> &range)
{
    if (m_chosen == range)
        return;
    m_chosen = range;
    update();
}

void TimeStrip::setPlace(const std::optional<TimeRange> &range)
{
    if (m_place == range)
        return;
    m_place = range;
    update();
}

QRect TimeStrip::bars() const
{
    return rect().adjusted(1, 1, -1, -TimeAxis::heightFor(font()));
}

double TimeStrip::xOf(Timestamp time) const
{
    const QRect place = bars();
    if (!m_range || time <= m_range->from)
        return place.left();
    if (time >= m_range->until)
        return place.left() + place.width();
    return place.left()
        + place.width() * (double(TimeRange{m_range->from, time}.span()) / double(m_range->span()));
}

Timestamp TimeStrip::timeAt(double x) const
{
    const double share = std::clamp((x - bars().left()) / std::max(1, bars().width()), 0.0, 1.0);
    return Timestamp(m_range->from.microseconds() + qint64(share * double(m_range->span())));
}

int TimeStrip::stepAt(double x) const
{
    if (!m_range || m_histogram.isEmpty())
        return -1;
    const Timestamp time = timeAt(x);
    const auto &edges = m_histogram.edges;
    const auto after = std::upper_bound(edges.begin(), edges.end(), time);
    const auto step = std::distance(edges.begin(), after) - 1;
    return step >= 0 && step < m_histogram.steps() ? int(step) : -1;
}

TimeRange TimeStrip::stepRange(int step) const
{
    return {m_histogram.edges[step], m_histogram.edges[step + 1]};
}

TimeRange TimeStrip::draggedRange() const
{
    const auto [first, last] = std::minmax(*m_pressed, m_pointer);
    const int from = stepAt(first);
    const int until = stepAt(last);
    const int end = int(m_histogram.steps()) - 1;
    return {stepRange(from < 0 ? 0 : from).from, stepRange(until < 0 ? end : until).until};
}

void TimeStrip::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_histogram.isEmpty())
        return;
    m_pressed = m_pointer = event->position().x();
    m_isDragging = false;
}

void TimeStrip::mouseMoveEvent(QMouseEvent *event)
{
    m_pointer = event->position().x();
    m_hovered = stepAt(m_pointer);
    if (m_pressed && std::abs(m_pointer - *m_pressed) >= dragDistance)
        m_isDragging = true;
    setCursor(m_hovered >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void TimeStrip::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_pressed || m_histogram.isEmpty())
        return;
    m_pointer = event->position().x();
    const TimeRange range = draggedRange();
    const int step = stepAt(m_pointer);
    m_pressed.reset();
    update();
    if (std::exchange(m_isDragging, false))
        Q_EMIT chosen(range);
    else if (step >= 0)
        Q_EMIT clicked(stepRange(step));
}

void TimeStrip::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT resetRequested();
}

void TimeStrip::wheelEvent(QWheelEvent *event)
{
    event->accept();
    if (const int turned = event->angleDelta().y())
        zoomBy(std::pow(zoomStep, turned / 120.0), event->position().x());
}

// The time under the pointer stays there.
void TimeStrip::zoomBy(double factor, double x)
{
    if (!m_range)
        return;
    const double span = std::max<double>(double(m_range->span()) * factor, shortestRange);
    const double share = std::clamp((x - bars().left()) / std::max(1, bars().width()), 0.0, 1.0);
    const qint64 from = timeAt(x).microseconds() - qint64(share * span);
    Q_EMIT zoomed({Timestamp(from), Timestamp(from + qint64(span))});
}

void TimeStrip::leaveEvent(QEvent *)
{
    m_hovered = -1;
    update();
}

void TimeStrip::focusOutEvent(QFocusEvent *event)
{
    m_cursor = m_anchor = -1;
    QWidget::focusOutEvent(event);
    update();
}

void TimeStrip::moveCursor(int step, bool extends)
{
    m_cursor = std::clamp(step, 0, int(m_histogram.steps()) - 1);
    if (!extends || m_anchor < 0)
        m_anchor = m_cursor;
    setAccessibleDescription(textOf(m_cursor));
    update();
}

void TimeStrip::addKey(const QString &name, const QList<QKeySequence> &keys,
                       const std::function<void()> &function)
{
    auto *action = new QAction(name, this);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, [this, function] {
        if (m_histogram.steps() > 0)
            function();
    });
    addAction(action);
}

// Actions, so that they are in the list of shortcuts.
void TimeStrip::createKeys()
{
    const auto last = [this] { return int(m_histogram.steps()) - 1; };
    const auto earlier = [this, last](bool extends) { // one comes in from the newest
        moveCursor((m_cursor < 0 ? last() + 1 : m_cursor) - 1, extends);
    };
    const auto later = [this, last](bool extends) {
        moveCursor(m_cursor < 0 ? last() : m_cursor + 1, extends);
    };
    const auto place = [this] { return m_cursor < 0 ? bars().center().x() : xOf(stepRange(m_cursor).from); };
    addKey(tr("Earlier"), {Qt::Key_Left}, [earlier] { earlier(false); });
    addKey(tr("Later"), {Qt::Key_Right}, [later] { later(false); });
    addKey(tr("Oldest"), {Qt::Key_Home}, [this] { moveCursor(0, false); });
    addKey(tr("Newest"), {Qt::Key_End}, [this, last] { moveCursor(last(), false); });
    addKey(tr("Extend to Earlier"), {Qt::SHIFT | Qt::Key_Left}, [earlier] { earlier(true); });
    addKey(tr("Extend to Later"), {Qt::SHIFT | Qt::Key_Right}, [later] { later(true); });
    addKey(tr("Extend to Oldest"), {Qt::SHIFT | Qt::Key_Home}, [this] { moveCursor(0, true); });
    addKey(tr("Extend to Newest"), {Qt::SHIFT | Qt::Key_End}, [this, last] { moveCursor(last(), true); });
    addKey(tr("Zoom In"), {Qt::Key_Plus}, [this, place] { zoomBy(zoomStep, place()); });
    addKey(tr("Zoom Out"), {Qt::Key_Minus}, [this, place] { zoomBy(1 / zoomStep, place()); });
    addKey(tr("Go to Time or Select Range"), {Qt::Key_Return, Qt::Key_Enter}, [this] { take(); });
    addKey(tr("Show All"), {Qt::Key_Escape}, [this] { Q_EMIT resetRequested(); });
}

void TimeStrip::take()
{
    if (m_cursor < 0)
        return;
    if (m_anchor != m_cursor) {
        const auto [first, until] = std::minmax(m_anchor, m_cursor);
        Q_EMIT chosen({stepRange(first).from, stepRange(until).until});
    } else {
        Q_EMIT clicked(stepRange(m_cursor));
    }
}

// "14:00 to 14:15: 120 tasks" and how many of each status.
QString TimeStrip::textOf(int step) const
{
    const TimeRange range = stepRange(step);
    const qint64 number = m_histogram.number(step);
    QStringList lines{tr("%1 to %2").arg(format::time(range.from), format::time(range.until))};
    const QString tasks = tr("%Ln tasks", nullptr, int(number));
    lines += m_histogram.isEstimate ? tr("about %1, from a sample").arg(tasks) : tasks;
    for (const TimeHistogram::Part &part : m_histogram.parts) {
        if (part.numbers[step] > 0)
            lines += tr("%1: %2").arg(format::value(part.status), format::number(part.numbers[step]));
    }
    return lines.join(u'\n');
}

bool TimeStrip::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int step = stepAt(help->pos().x());
    if (step < 0 || m_isDragging)
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), format::plainToolTip(textOf(step)), this,
                           QRect(int(xOf(stepRange(step).from)), 0,
                                 int(xOf(stepRange(step).until) - xOf(stepRange(step).from)) + 1, height()));
    return true;
}

void TimeStrip::paintBars(QPainter &painter) const
{
    const QRect place = bars();
    qint64 most = 1;
    for (int step = 0; step < m_histogram.steps(); ++step)
        most = std::max(most, m_histogram.number(step));
    for (int step = 0; step < m_histogram.steps(); ++step) {
        const TimeRange range = stepRange(step);
        if (!(range.until > m_range->from && range.from < m_range->until))
            continue;
        const int left = int(std::round(xOf(range.from)));
        const int right = int(std::round(xOf(range.until)));
        const int width = std::max(1, right - left - (right - left > 3 ? 1 : 0));
        double bottom = place.bottom() + 1;
        for (const TimeHistogram::Part &part : m_histogram.parts) {
            if (part.numbers[step] == 0)
                continue;
            const TaskStatus::Kind kind = kindOf(part);
            const double least = kind == TaskStatus::Kind::Failed ? leastVisible : 1;
            const double height = std::max(least, place.height() * double(part.numbers[step]) / double(most));
            const double top = std::max<double>(place.top(), bottom - height);
            QColor colour = theme::statusColor(kind);
            if (kind != TaskStatus::Kind::Failed)
                colour.setAlpha(step == m_hovered ? 255 : 170); // what went wrong is seen first
            painter.fillRect(QRectF(left, top, width, bottom - top), colour);
            bottom = top;
        }
    }
}

void TimeStrip::paintAxis(QPainter &painter) const
{
    const QRect place = bars();
    painter.setPen(theme::separator());
    painter.drawLine(place.left(), place.bottom() + 1, place.right(), place.bottom() + 1);
    const QFont font = TimeAxis::fontFor(this->font());
    painter.setFont(font);
    const QFontMetrics metrics(font);
    int free = place.left();
    for (const TimeAxis::Tick &tick : TimeAxis::ticks(*m_range, place.width(), metrics)) {
        const int x = int(xOf(tick.time));
        const int width = metrics.horizontalAdvance(tick.text);
        painter.setPen(theme::separator());
        painter.drawLine(x, place.bottom() + 1, x, place.bottom() + 4 + TimeAxis::lineRoom);
        if (x + 3 < free || x + 3 + width > place.right())
            continue;
        painter.setPen(theme::secondaryText());
        painter.drawText(x + 3, place.bottom() + 2 + TimeAxis::lineRoom + metrics.ascent(), tick.text);
        free = x + 3 + width + metrics.averageCharWidth() * 2;
    }
}

void TimeStrip::paintRange(QPainter &painter, const TimeRange &range) const
{
    const QRect place = bars();
    QColor shade = palette().color(QPalette::Window);
    shade.setAlpha(170);
    const int left = int(xOf(range.from));
    const int right = int(xOf(range.until));
    painter.fillRect(QRect(place.left(), place.top(), left - place.left(), place.height()), shade);
    painter.fillRect(QRect(right, place.top(), place.right() + 1 - right, place.height()), shade);
    painter.setPen(theme::accent());
    if (range.from >= m_range->from && range.from <= m_range->until)
        painter.drawLine(left, place.top(), left, place.bottom());
    if (range.until >= m_range->from && range.until <= m_range->until)
        painter.drawLine(right, place.top(), right, place.bottom());
}

void TimeStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRect place = bars();
    if (!m_range || !m_message.isEmpty()) {
        painter.setPen(theme::secondaryText());
        painter.drawText(place, Qt::AlignCenter,
                         fontMetrics().elidedText(m_message, Qt::ElideRight, place.width()));
    } else {
        paintBars(painter);
        if (m_isDragging)
            paintRange(painter, draggedRange());
        else if (m_cursor >= 0)
            paintRange(painter,
                       {stepRange(std::min(m_cursor, m_anchor)).from,
                        stepRange(std::max(m_cursor, m_anchor)).until});
        else if (m_chosen)
            paintRange(painter, *m_chosen);
        paintAxis(painter);
        if (m_histogram.isEstimate) {
            painter.setPen(theme::secondaryText());
            painter.drawText(place, Qt::AlignLeft | Qt::AlignTop, u"≈"_s);
        }
        if (m_place && m_place->until >= m_range->from && m_place->from < m_range->until) {
            const double left = xOf(m_place->from);
            const double right = std::max(xOf(m_place->until), left + 4);
            painter.fillRect(QRectF(left, place.bottom() + 1, right - left, TimeAxis::lineRoom),
                             theme::accent());
        }
    }
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

} // namespace watchbill
