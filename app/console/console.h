// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace watchbill::console {

enum class Stream { Output, Error };

/// Whether the program was started where something can be written to: not so one with windows that Windows' menu has started.
bool exists();

/// Writes UTF-8 there; false if that failed, as on a full disk.
bool write(Stream stream, const QByteArray &text);

} // namespace watchbill::console
