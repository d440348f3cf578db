// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace watchbill {

/// Where a window was and how it was arranged. The next window begins like the one that was closed last.
struct WindowLayout
{
    QByteArray geometry; // by QWidget::saveGeometry()
    QByteArray regions; // docks and bars, by QMainWindow::saveState()

    static WindowLayout stored();
    void store() const;
};

} // namespace watchbill
