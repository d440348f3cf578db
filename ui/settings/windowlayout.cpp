// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "settings/windowlayout.h"

#include <QScreen>
#include <QSettings>
#include <QWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QString geometryKey(const QString &kind)
{
    return kind + "/geometry"_L1;
}

QString regionsKey(const QString &kind)
{
    return kind + "/layout"_L1;
}

} // namespace

WindowLayout WindowLayout::stored(const QString &kind)
{
    const QSettings settings;
    return {settings.value(geometryKey(kind)).toByteArray(), settings.value(regionsKey(kind)).toByteArray()};
}

void WindowLayout::store(const QString &kind) const
{
    QSettings settings;
    settings.setValue(geometryKey(kind), geometry);
    settings.setValue(regionsKey(kind), regions);
}

// A desktop may put it where it is asked to, however high up that is.
void placeOver(QWidget *window, const QWidget *other)
{
    const QRect screen = other->screen()->availableGeometry();
    const QRect frame = other->window()->frameGeometry();
    const QSize around = frame.size() - other->window()->size(); // what the desktop adds to a window
    window->resize(window->size().boundedTo(screen.size() - around));
    QRect place(QPoint(), window->size() + around);
    place.moveCenter(frame.center());
    place.moveRight(std::min(place.right(), screen.right()));
    place.moveBottom(std::min(place.bottom(), screen.bottom()));
    place.moveLeft(std::max(place.left(), screen.left()));
    place.moveTop(std::max(place.top(), screen.top()));
    window->move(place.topLeft());
}

} // namespace watchbill
