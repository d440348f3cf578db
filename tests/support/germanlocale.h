// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace watchbill {

/// Settings for a server of the test's own that make it speak German, so that no test passes by English words. Empty
/// where the locale cannot be made, as its sources are not installed (in Debian, the package locales). A server without
/// translations stays English for all that.
QStringList germanMessages();

} // namespace watchbill
