// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "openwindows.h"

#include "connectionwindow.h"
#include "mainwindow/mainwindow.h"

#include <QScreen>

#include <algorithm>

namespace watchbill {

namespace {

constexpr QPoint cascade(32, 32);

template<typename Condition>
ConnectionWindow *first(const std::vector<std::unique_ptr<ConnectionWindow>> &windows, Condition condition)
{
    const auto found =
        std::find_if(windows.begin(), windows.end(), [&](const auto &one) { return condition(*one); });
    return found == windows.end() ? nullptr : found->get();
}

} // namespace

OpenWindows::OpenWindows() = default;
OpenWindows::~OpenWindows() = default;

ConnectionWindow *OpenWindows::add(std::unique_ptr<ConnectionWindow> window)
{
    m_windows.push_back(std::move(window));
    return m_windows.back().get();
}

void OpenWindows::remove(const ConnectionWindow *closed)
{
    std::erase_if(m_windows, [closed](const auto &one) { return one.get() == closed; });
}

ConnectionWindow *OpenWindows::ofConnection(const QString &name) const
{
    return first(m_windows, [&](const ConnectionWindow &one) {
        return one.profile().name == name && !one.isReplaced();
    });
}

ConnectionWindow *OpenWindows::of(const QObject *window) const
{
    return first(m_windows, [&](const ConnectionWindow &one) { return one.window() == window; });
}

// Windows that remember the same place would hide each other.
void OpenWindows::place(MainWindow *window, std::optional<QSize> size, bool isAttended) const
{
    // A person sees all of it. What is written to a picture has no screen.
    const QSize frame(16, 48);
    if (size)
        window->resize(*size);
    else if (isAttended)
        window->resize(window->size().boundedTo(window->screen()->availableSize() - frame));
    const auto isTaken = [&](const QPoint &position) {
        return first(m_windows, [&](const ConnectionWindow &one) {
            return one.window() != window && one.window()->pos() == position;
        });
    };
    QPoint position = window->pos();
    while (isTaken(position))
        position += cascade;
    const QRect screen = window->screen()->availableGeometry();
    if (position != window->pos())
        window->move(screen.contains(position + cascade) ? position : screen.topLeft());
}

void OpenWindows::bringToFront(QWidget *window)
{
    window->setWindowState(window->windowState() & ~Qt::WindowMinimized);
    window->show();
    window->raise();
    window->activateWindow();
}

} // namespace watchbill
