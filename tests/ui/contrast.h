// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>

#include <algorithm>
#include <cmath>

namespace watchbill {

inline constexpr double readable = 4.5; // a text: WCAG 2.1, 1.4.3
inline constexpr double visible = 3.0; // what shows where a control is: WCAG 2.1, 1.4.11

inline double luminance(const QColor &color)
{
    const auto channel = [](float value) {
        return value <= 0.04045F ? double(value) / 12.92 : std::pow((double(value) + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF())
        + 0.0722 * channel(color.blueF());
}

/// From 1 to 21, as WCAG defines it. Both colours are opaque.
inline double contrast(const QColor &one, const QColor &other)
{
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

/// What is seen of a colour that lets some of the ground through.
inline QColor laidOn(const QColor &color, const QColor &ground)
{
    const float part = color.alphaF();
    const auto mixed = [part](float upper, float lower) { return upper * part + lower * (1 - part); };
    return QColor::fromRgbF(mixed(color.redF(), ground.redF()), mixed(color.greenF(), ground.greenF()),
                            mixed(color.blueF(), ground.blueF()));
}

} // namespace watchbill
