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

/// How an environment is told from the others: by its name always, and by its colours, which are those of the
/// theme of now. Each text has a contrast of 4.5:1 at least to what it stands on.
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
