// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QIcon>

namespace watchbill::theme {

/// Watchbill's own, in its colours.
QIcon programIcon();

/// One of our own line icons by name (resources/icons), drawn in the palette's text colour at the moment
/// of painting, so that it follows a change of the theme; or in one colour, if that is given.
QIcon icon(const QString &name, const QColor &color = {});

/// The icon in the colour of secondary text.
QIcon secondaryIcon(const QString &name);

/// The icon of a status in its colour. Colour is never the only sign: each has a shape of its own.
QIcon statusIcon(const QString &status);

} // namespace watchbill::theme
