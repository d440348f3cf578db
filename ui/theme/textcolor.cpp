// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "theme/textcolor.h"

#include <QEvent>
#include <QPalette>
#include <QWidget>

namespace watchbill::theme {

namespace {

// Belongs to the widget.
class TextColor : public QObject
{
    Q_OBJECT

public:
    explicit TextColor(QWidget *widget)
        : QObject(widget)
        , m_widget(widget)
    {
        widget->installEventFilter(this);
    }

    void set(const std::function<QColor()> &color)
    {
        m_color = color;
        paint();
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::PaletteChange && !m_isPainting) // which paint() causes, too
            paint();
        return QObject::eventFilter(watched, event);
    }

private:
    void paint()
    {
        QPalette palette;
        if (m_color) {
            palette.setColor(QPalette::WindowText, m_color());
            palette.setColor(QPalette::Text, m_color()); // the one that counts on the ground of a list
        }
        m_isPainting = true;
        m_widget->setPalette(palette);
        m_isPainting = false;
    }

    QWidget *m_widget;
    std::function<QColor()> m_color;
    bool m_isPainting = false;
};

} // namespace

void setTextColor(QWidget *widget, const std::function<QColor()> &color)
{
    auto *keeper = widget->findChild<TextColor *>(QString(), Qt::FindDirectChildrenOnly);
    if (!keeper && !color)
        return;
    if (!keeper)
        keeper = new TextColor(widget);
    keeper->set(color);
}

} // namespace watchbill::theme

#include "textcolor.moc"
