// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/exampleview.h"

#include "theme/icon.h"
#include "theme/theme.h"

#include <QPainter>

#include <array>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int edge = 10;
constexpr int stripHeight = 30;
constexpr int iconSize = 16;
constexpr qreal roundness = 4;

// How many tasks a step of time has, and how many of them failed.
constexpr std::array<std::pair<int, int>, 28> steps{
    {{4, 0},  {6, 1},  {5, 0},  {7, 0},  {9, 1},  {8, 0},  {10, 0}, {12, 1}, {9, 2}, {7, 0},
     {8, 0},  {11, 1}, {14, 0}, {13, 1}, {12, 0}, {15, 6}, {16, 9}, {12, 3}, {9, 0}, {10, 0},
     {11, 1}, {9, 0},  {8, 0},  {12, 0}, {13, 1}, {15, 0}, {14, 0}, {17, 1}}};
constexpr int most = 17;

struct ExampleTask
{
    TaskStatus::Kind kind;
    QString type;
    QString what; // its error, or how long it took
};

QVector<ExampleTask> tasks()
{
    return {{TaskStatus::Kind::Processing, u"image_upscale"_s, ExampleView::tr("for 12 s")},
            {TaskStatus::Kind::Failed, u"send_invoice"_s, u"SMTP 421: try again later"_s},
            {TaskStatus::Kind::Completed, u"image_upscale"_s, ExampleView::tr("took 8.4 s")},
            {TaskStatus::Kind::Pending, u"nightly_report"_s, ExampleView::tr("waits for 2 s")}};
}

QString wordFor(TaskStatus::Kind kind)
{
    switch (kind) {
    case TaskStatus::Kind::Pending:
        return u"pending"_s;
    case TaskStatus::Kind::Processing:
        return u"processing"_s;
    case TaskStatus::Kind::Failed:
        return u"failed"_s;
    default:
        return u"completed"_s;
    }
}

} // namespace

ExampleView::ExampleView(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"example"_s);
    setAccessibleName(tr("Example task list with time, status, type and error"));
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

int ExampleView::lineHeight() const
{
    return std::max(fontMetrics().height(), iconSize) + 6;
}

QSize ExampleView::sizeHint() const
{
    return {300, stripHeight + int(tasks().size()) * lineHeight() + 3 * edge};
}

QSize ExampleView::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

void ExampleView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme::separator());
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), roundness, roundness);
    const QRect inner = rect().adjusted(edge, edge, -edge, -edge);
    paintStrip(painter, QRect(inner.topLeft(), QSize(inner.width(), stripHeight)));
    QRect line(inner.left(), inner.top() + stripHeight + edge, inner.width(), lineHeight());
    for (int task = 0; task < tasks().size(); ++task) {
        paintTask(painter, line, task);
        line.translate(0, line.height());
    }
}

void ExampleView::paintStrip(QPainter &painter, const QRect &place) const
{
    painter.setPen(Qt::NoPen);
    const qreal step = qreal(place.width()) / qreal(steps.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto [all, failed] = steps[i];
        const qreal left = place.left() + qreal(i) * step;
        const qreal scale = qreal(place.height()) / most;
        const qreal bottom = place.bottom() + 1;
        painter.setBrush(theme::statusColor(TaskStatus::Kind::Completed));
        painter.drawRect(QRectF(left, bottom - all * scale, step - 2, all * scale));
        painter.setBrush(theme::statusColor(TaskStatus::Kind::Failed));
        painter.drawRect(QRectF(left, bottom - failed * scale, step - 2, failed * scale));
    }
}

void ExampleView::paintTask(QPainter &painter, const QRect &place, int task) const
{
    const ExampleTask shown = tasks().at(task);
    const QString status = wordFor(shown.kind);
    const int column = fontMetrics().averageCharWidth() * 16;
    const QRect icon(place.left(), place.center().y() - iconSize / 2, iconSize, iconSize);
    theme::statusIcon(status).paint(&painter, icon);
    QRect text = place.adjusted(iconSize + 8, 0, 0, 0);
    const auto write = [&](const QString &words, const QColor &color, int width) {
        painter.setPen(color);
        painter.drawText(QRect(text.topLeft(), QSize(width, text.height())),
                         Qt::AlignVCenter | Qt::TextSingleLine,
                         fontMetrics().elidedText(words, Qt::ElideRight, width));
        text.setLeft(text.left() + width);
    };
    write(status, theme::statusColor(shown.kind), column);
    write(shown.type, palette().color(QPalette::Text), column + column / 4);
    write(shown.what, theme::secondaryText(), std::max(text.width(), 0));
}

} // namespace watchbill
