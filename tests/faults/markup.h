// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace watchbill {

/// In every text that these tests store, to be found again in whatever shows it.
inline const QString markup = QStringLiteral("<b>%1</b>");

/// What in this program, as it stands, takes a stored text for markup or shows markup where there is none: a line for
/// each label, tool tip and list entry; none if all is well.
QStringList misreadMarkup();

} // namespace watchbill
