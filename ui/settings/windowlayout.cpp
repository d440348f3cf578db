// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "settings/windowlayout.h"

#include <QSettings>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

const QString geometryKey = u"window/geometry"_s;
const QString regionsKey = u"window/layout"_s;

} // namespace

WindowLayout WindowLayout::stored()
{
    const QSettings settings;
    return {settings.value(geometryKey).toByteArray(), settings.value(regionsKey).toByteArray()};
}

void WindowLayout::store() const
{
    QSettings settings;
    settings.setValue(geometryKey, geometry);
    settings.setValue(regionsKey, regions);
}

} // namespace watchbill
