// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>
#include <QDir>

namespace watchbill {

/// A program of the build that a test belongs to. By its place beside the test: a path from CMake would differ between
/// builds, whose tests are compiled once if they are alike.
inline QString builtProgram(const QString &place)
{
    return QDir::cleanPath(QCoreApplication::applicationDirPath() + QStringLiteral("/../../app/") + place);
}

inline QString builtWatchbill()
{
    return builtProgram(QStringLiteral("gui/watchbill"));
}

inline QString builtWatchbillctl()
{
    return builtProgram(QStringLiteral("cli/watchbillctl"));
}

} // namespace watchbill
