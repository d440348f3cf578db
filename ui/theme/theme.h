// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskstatus.h"

#include <QColor>

class QFont;

/// How the window looks: colours by role, in light and dark. Each text has a contrast of 4.5:1 at least to each ground.
namespace watchbill::theme {

enum class Scheme { System, Light, Dark };

/// Sets the application's style and palette. System is dark where the desktop is.
void apply(Scheme scheme);

bool isDark();

QColor statusColor(TaskStatus::Kind kind);
QColor secondaryText(); // captions, ages, what has left the filter
QColor problem(); // what is wrong, in words
QColor separator(); // between regions
QColor border(); // of fields and buttons: 3:1 at least to what is on both sides of it
QColor focus(); // the border of what has the keyboard
QColor warningBackground();
QColor errorBackground();
QColor accent();
QColor news(); // behind the words that tell of new tasks
QColor selection(); // behind what is selected in a list

QFont monospace(); // ids, metadata, error texts

} // namespace watchbill::theme
