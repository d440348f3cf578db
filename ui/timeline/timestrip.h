// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/timehistogram.h"

#include <QKeySequence>
#include <QWidget>

#include <functional>

namespace watchbill {

/// A histogram as a strip: bars of the numbers in each step, in the statuses' colours, with an axis below. Drag to
/// choose a range, click to go to a time, turn the wheel to zoom; the keyboard does all of these, too.
class TimeStrip : public QWidget
{
    Q_OBJECT

public:
    explicit TimeStrip(QWidget *parent = nullptr);

    /// The range is the time that the strip's width covers. It may be ahead of the histogram, whose bars stay in place.
    void show(const TimeHistogram &histogram, const std::optional<TimeRange> &range);

    const QString &message() const { return m_message; }

    /// The message in place of the bars; empty to show the bars.
    void setMessage(const QString &sentence);

    void setChosen(const std::optional<TimeRange> &range); // everything else is shaded
    void setPlace(const std::optional<TimeRange> &range); // of the rows that are visible in the table

    QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(const watchbill::TimeRange &range); // whole steps
    void clicked(const watchbill::TimeRange &step);
    void zoomed(const watchbill::TimeRange &range);
    void resetRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRect bars() const; // where they are painted, above the axis
    double xOf(Timestamp time) const;
    Timestamp timeAt(double x) const;
    int stepAt(double x) const; // -1 beyond the bars
    TimeRange stepRange(int step) const;
    TimeRange draggedRange() const;
    void addKey(const QString &name, const QList<QKeySequence> &keys, const std::function<void()> &function);
    void createKeys();
    void take(); // what the keyboard has chosen
    void moveCursor(int step, bool extends);
    void zoomBy(double factor, double x);
    QString textOf(int step) const;
    void paintBars(QPainter &painter) const;
    void paintAxis(QPainter &painter) const;
    void paintRange(QPainter &painter, const TimeRange &range) const;

    TimeHistogram m_histogram;
    std::optional<TimeRange> m_range;
    std::optional<TimeRange> m_chosen;
    std::optional<TimeRange> m_place;
    QString m_message;
    std::optional<double> m_pressed; // where, in pixels
    double m_pointer = 0;
    bool m_isDragging = false;
    int m_hovered = -1;
    int m_cursor = -1; // the keyboard's
    int m_anchor = -1; // where its selection began
};

} // namespace watchbill
