// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QWidget;

namespace watchbill::dialogs {

/// The query language on a page.
void showQueryHelp(QWidget *parent);

void showAbout(QWidget *parent);

} // namespace watchbill::dialogs
