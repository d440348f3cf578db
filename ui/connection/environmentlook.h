// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/environment.h"

#include <QColor>
#include <QString>

class QPainter;
class QFont;
class QRect;
class QSize;

namespace watchbill {

/// How an environment is shown: always by its name, and by colours of the current theme. Each text has a contrast of at
/// least 4.5:1 to its background.
struct EnvironmentLook
{
    QString name; // "Production", for lists and forms
    QString badge; // as it is written on the badge; production is in capitals
    QColor ground; // of the connection bar
    QColor text; // on the ground
    QColor secondaryText; // on the ground
    QColor badgeGround;
    QColor badgeText;

    static EnvironmentLook of(Environment environment);

    /// The room that the badge takes in that font.
    QSize badgeSize(const QFont &font) const;
    void paintBadge(QPainter &painter, const QRect &place) const; // in the painter's font
};

} // namespace watchbill
