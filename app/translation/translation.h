// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace watchbill {

/// Loads the texts for the person's language, or English ones, which have plurals. Needs the application object,
/// and comes before anything that makes texts.
void installTranslation();

} // namespace watchbill
