// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSize>

#include <memory>
#include <optional>
#include <vector>

class QObject;
class QString;
class QWidget;

namespace watchbill {

class ConnectionWindow;
class MainWindow;

/// The windows of the program, one for each connection.
class OpenWindows
{
public:
    OpenWindows();
    ~OpenWindows();
    Q_DISABLE_COPY_MOVE(OpenWindows)

    ConnectionWindow *add(std::unique_ptr<ConnectionWindow> window);
    void remove(const ConnectionWindow *closed);

    /// None if there is no such window.
    ConnectionWindow *ofConnection(const QString &name) const; // one that is not about to be replaced
    ConnectionWindow *of(const QObject *window) const;

    /// Gives a new window a place where it hides no other. `size` is the one that was asked for; without one it is as it was
    /// last, within the screen if somebody sees it.
    void place(MainWindow *window, std::optional<QSize> size, bool isAttended) const;

    static void bringToFront(QWidget *window);

private:
    std::vector<std::unique_ptr<ConnectionWindow>> m_windows;
};

} // namespace watchbill
