// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "theme/icon.h"

#include "theme/drawing.h"
#include "theme/theme.h"

#include <QApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>

#include <functional>

using namespace Qt::StringLiterals;

namespace watchbill::theme {

namespace {

class LineIconEngine : public QIconEngine
{
public:
    LineIconEngine(const QString &name, std::function<QColor()> color)
        : m_name(name)
        , m_color(std::move(color))
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device()->devicePixelRatioF();
        painter->drawPixmap(rect, scaledPixmap(rect.size() * ratio, mode, state, ratio));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal) override
    {
        const QColor color = colorFor(mode);
        const QString key =
            u"watchbill:%1:%2:%3x%4"_s.arg(m_name, color.isValid() ? color.name(QColor::HexArgb) : QString(),
                                           QString::number(size.width()), QString::number(size.height()));
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        drawIcon(painter, m_name, color, size);
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QIconEngine *clone() const override { return new LineIconEngine(*this); }

private:
    QColor colorFor(QIcon::Mode mode) const
    {
        if (!m_color)
            return {};
        const QPalette palette = QApplication::palette();
        switch (mode) {
        case QIcon::Disabled:
            return palette.color(QPalette::Disabled, QPalette::Text);
        case QIcon::Selected:
            return palette.color(QPalette::HighlightedText);
        default:
            return m_color();
        }
    }

    QString m_name;
    std::function<QColor()> m_color; // at the moment of painting; none for its own colours
};

QString statusIconName(TaskStatus::Kind kind)
{
    switch (kind) {
    case TaskStatus::Kind::Pending:
        return u"status-pending"_s;
    case TaskStatus::Kind::Processing:
        return u"status-processing"_s;
    case TaskStatus::Kind::Completed:
        return u"status-completed"_s;
    case TaskStatus::Kind::Failed:
        return u"status-failed"_s;
    case TaskStatus::Kind::Other:
        break;
    }
    return u"status-other"_s;
}

} // namespace

QIcon programIcon()
{
    return QIcon(new LineIconEngine(u"watchbill"_s, nullptr));
}

QIcon icon(const QString &name, const QColor &color)
{
    return QIcon(new LineIconEngine(
        name, [color] { return color.isValid() ? color : QApplication::palette().color(QPalette::Text); }));
}

QIcon secondaryIcon(const QString &name)
{
    return QIcon(
        new LineIconEngine(name, [] { return QApplication::palette().color(QPalette::PlaceholderText); }));
}

QIcon statusIcon(const QString &status)
{
    const TaskStatus::Kind kind = TaskStatus::fromText(status).kind();
    return QIcon(new LineIconEngine(statusIconName(kind), [kind] { return statusColor(kind); }));
}

} // namespace watchbill::theme
