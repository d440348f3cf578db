// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connection/environmentlook.h"

#include "theme/theme.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::EnvironmentLook)
};

struct Colours
{
    QRgb ground, text, secondaryText, badgeGround, badgeText;
};

struct Pair
{
    Colours light, dark;
};

// Green, amber, red: the further from harmless, the stronger the ground.
constexpr Pair development{{0xffdcefe3, 0xff10331f, 0xff3f5c4a, 0xff1a6b3a, 0xffffffff},
                           {0xff1d3527, 0xffd8f2e1, 0xffa3c4b0, 0xff7fd6a0, 0xff0b2415}};
constexpr Pair staging{{0xfffbe6b8, 0xff3d2a00, 0xff6a5116, 0xff855900, 0xffffffff},
                       {0xff46360f, 0xfffbecc8, 0xffd6bf88, 0xfff2c14e, 0xff2e2000}};
constexpr Pair production{{0xfff9c6c1, 0xff470906, 0xff702b27, 0xffb01e17, 0xffffffff},
                          {0xff611a19, 0xffffe6e3, 0xffefb5b0, 0xffff9d95, 0xff3d0503}};

const Colours &coloursOf(const Pair &pair)
{
    return theme::isDark() ? pair.dark : pair.light;
}

const Colours &coloursOf(Environment environment)
{
    switch (environment) {
    case Environment::Development:
        break;
    case Environment::Staging:
        return coloursOf(staging);
    case Environment::Production:
        return coloursOf(production);
    }
    return coloursOf(development);
}

QString nameOf(Environment environment)
{
    switch (environment) {
    case Environment::Development:
        break;
    case Environment::Staging:
        return Texts::tr("Staging");
    case Environment::Production:
        return Texts::tr("Production");
    }
    return Texts::tr("Development");
}

constexpr int roundness = 3;
constexpr QSize badgeMargin(14, 4);

} // namespace

EnvironmentLook EnvironmentLook::of(Environment environment)
{
    const Colours &colours = coloursOf(environment);
    const QString name = nameOf(environment);
    return {name,
            environment == Environment::Production ? name.toUpper() : name,
            QColor(colours.ground),
            QColor(colours.text),
            QColor(colours.secondaryText),
            QColor(colours.badgeGround),
            QColor(colours.badgeText)};
}

QSize EnvironmentLook::badgeSize(const QFont &font) const
{
    return QFontMetrics(font).size(Qt::TextSingleLine, badge) + badgeMargin;
}

void EnvironmentLook::paintBadge(QPainter &painter, const QRect &place) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(badgeGround);
    painter.drawRoundedRect(place, roundness, roundness);
    painter.setPen(badgeText);
    painter.drawText(place, Qt::AlignCenter, badge);
    painter.restore();
}

} // namespace watchbill
