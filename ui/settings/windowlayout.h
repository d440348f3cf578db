// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

class QWidget;

namespace watchbill {

/// Where a window was and how it was arranged. The next window begins like the one that was closed last.
struct WindowLayout
{
    QByteArray geometry; // by QWidget::saveGeometry()
    QByteArray regions; // what its parts call their state: docks and bars, or a splitter

    /// The stored layout of windows of one kind.
    static WindowLayout stored(const QString &kind = QStringLiteral("window"));
    void store(const QString &kind = QStringLiteral("window")) const;
};

/// Centres a window over another before it is first shown, and keeps it, with its frame, within the screen.
void placeOver(QWidget *window, const QWidget *other);

} // namespace watchbill
