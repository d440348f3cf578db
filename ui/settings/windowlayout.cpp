// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "settings/windowlayout.h"

#include <QSettings>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QString geometryKey(const QString &kind)
{
    return kind + "/geometry"_L1;
}

QString regionsKey(const QString &kind)
{
    return kind + "/layout"_L1;
}

} // namespace

WindowLayout WindowLayout::stored(const QString &kind)
{
    const QSettings settings;
    return {settings.value(geometryKey(kind)).toByteArray(), settings.value(regionsKey(kind)).toByteArray()};
}

void WindowLayout::store(const QString &kind) const
{
    QSettings settings;
    settings.setValue(geometryKey(kind), geometry);
    settings.setValue(regionsKey(kind), regions);
}

} // namespace watchbill
